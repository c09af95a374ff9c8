"""Facts about sheets: formulas that fall short, units in headers, copies of figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.model import Pack
from crossfoot.model.submission import FormTable
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules.finders.formulas import added_up
from crossfoot.rules.judge import judge_table
from crossfoot.rules.model import Judgement, RuleSet
from tests.rules.build import judged, table, view

TWINS = {"v_inspections": "4", "v_places": "11", "v_found": "3", "v_pub_persons": "85"}


def column(letter: str, first: int, last: int) -> set[tuple[int, int]]:
    return {(row - 1, ord(letter) - ord("A")) for row in range(first, last + 1)}


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("=SUM(N15:N18)", column("N", 15, 18)),
        ("=sum($N$15:$N$16, N18)", column("N", 15, 16) | column("N", 18, 18)),
        ("=SUBTOTAL(9,C2:C4)+C7", column("C", 2, 4) | column("C", 7, 7)),
        ("=+C2+C3", column("C", 2, 3)),
    ],
)
def test_plain_sums_are_read(formula: str, cells: set[tuple[int, int]]) -> None:
    assert added_up(formula) == cells


@pytest.mark.parametrize(
    "formula",
    ["=SUMIF(A1:A9,1,C1:C9)", "=表2!C5+C6", "=C5-C6", "=ROUND(C5,1)", "=C5*2", "12",
     "=SUM(A1:XFD999999)"],
)  # fmt: skip
def test_anything_else_is_left_alone(formula: str) -> None:
    assert added_up(formula) is None


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_range_takes_in_all_its_rows(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert added_up(f"=SUM(D{one}:D{other})") == column("D", low, high)


def fired(found: list[Judgement], rule: str) -> list[Judgement]:
    return [judgement for judgement in found if judgement.rule.id == rule and judgement.is_finding]


def of(pack: Pack, **changes: object) -> TableView:
    rows = [{"label": "工贸", "general_found": "12", "funds_cum": "5.2"}]
    plain: FormTable = table(pack, "hazard", rows)
    return view(replace(plain, **changes))  # type: ignore[arg-type]


def units(rules: RuleSet, pack: Pack, **stated: str) -> list[str]:
    found = judge_table(rules, of(pack, units=stated), pack, Round())
    return [str(judgement.field) for judgement in fired(list(found), "FM04")]


def test_a_count_goes_by_many_measure_words_and_money_by_one(rules: RuleSet, pack: Pack) -> None:
    assert units(rules, pack, general_found="条", funds_cum="万元") == []
    assert units(rules, pack, funds_cum="元") == ["funds_cum"]
    assert units(rules, pack, general_found="万项") == ["general_found"]
    assert units(rules, pack, general_found="%") == ["general_found"]


def test_units_with_the_same_figures_are_a_question(rules: RuleSet, pack: Pack) -> None:
    def hints(*rows: dict[str, str]) -> list[Judgement]:
        named = [
            {"unit": f"{n}村", "label": f"{n}村", **row}
            for n, row in zip("甲乙丙", rows, strict=False)
        ]
        return fired(judged(rules, pack, named, "village"), "PL03")

    assert hints(TWINS, {**TWINS, "v_places": "12"}) == []
    assert hints({**TWINS, "v_found": "0"}, {**TWINS, "v_found": "0"}) == []  # three above zero
    (found,) = hints(TWINS, {**TWINS, "v_places": "12"}, TWINS)
    assert "甲村" in found.message.zh
    assert "丙村" in found.message.zh
    assert len(found.operands) == 8


def test_a_figure_that_is_no_count(rules: RuleSet, pack: Pack) -> None:
    def cells(text: str) -> list[str]:
        found = judged(rules, pack, [{"general_found": text}])
        return [j.rule.id for j in found if j.is_finding and j.rule.id in ("FM01", "FM02")]

    assert cells("12") == cells("/") == cells("") == []
    assert cells("-12") == cells("12.5") == ["FM02"]
    assert cells("见附件") == ["FM01"]
