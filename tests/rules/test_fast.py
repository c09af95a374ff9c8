"""The quick way through plain rows says the same as the reference evaluator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rounds.model import Round
from crossfoot.rules import fast
from crossfoot.rules.judge import judge_table
from crossfoot.rules.model import Judgement, RuleSet
from crossfoot.rules.plain import Figures
from tests.rules.build import table, view
from tests.rules.conftest import ROOT

COUNTS = st.one_of(
    st.integers(0, 12).map(str),
    st.sampled_from(["", "/", "-3", "零", "1000", "5余", "约7", "见附件"]),
)
RATES = st.one_of(
    st.integers(0, 1100).map(lambda n: f"{n // 10}.{n % 10}%"),
    st.sampled_from(["", "/", "100%", "0%", "50%", "33.33%", "66.7%", "-25.0%", "12.5%", "25%"]),
)
AMOUNTS = st.one_of(
    st.integers(0, 99).map(lambda n: f"{n}.5"), st.sampled_from(["0", "", "1.25万元", "/"])
)
DECLARED = load_pack([ROOT / "schemas"])


def tables_of(form: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some columns, a few rows, perhaps with a total that may or may not add up."""
    kinds = {"int": COUNTS, "pct": RATES, "dec": AMOUNTS}
    numeric = [field for field in DECLARED.forms[form].fields.values() if field.numeric]

    @st.composite
    def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
        chosen = draw(st.lists(st.sampled_from(numeric), min_size=1, max_size=9, unique=True))
        cells = {field.id: kinds[field.type.value] for field in chosen}
        found: list[dict[str, Any]] = [
            {"label": f"第{number}行", **draw(st.fixed_dictionaries(cells))}
            for number in range(draw(st.integers(1, 4)))
        ]
        if draw(st.booleans()):
            total: dict[str, Any] = {"role": "total", "label": "合计"}
            for field in chosen:
                plain = [row[field.id] for row in found]
                if field.type.value == "int" and all(text.isdigit() for text in plain):
                    total[field.id] = str(sum(map(int, plain)) + draw(st.sampled_from([0, 0, 1])))
                else:
                    total[field.id] = draw(cells[field.id])
            found.append(total)
        return found

    return rows()


@contextmanager
def without_the_quick_way() -> Iterator[None]:
    with (
        patch.object(fast, "compiled", return_value=None),
        patch.object(fast, "definite", return_value=None),
        patch.object(fast, "adds_up", return_value=False),
    ):
        yield


def told(judgements: Iterator[Judgement]) -> Counter[tuple[object, ...]]:
    counted: Counter[tuple[object, ...]] = Counter()
    for judgement in judgements:
        row = None if judgement.record is None else judgement.record.index
        key = (judgement.rule.id, judgement.verdict, judgement.reason, judgement.field, row)
        counted[(*key, judgement.message.zh)] += judgement.times
    return counted


def agrees(rules: RuleSet, pack: Pack, form: str, rows: list[dict[str, Any]]) -> None:
    found = view(table(pack, form, rows))
    quick = told(judge_table(rules, found, pack, Round()))
    with without_the_quick_way():
        reference = told(judge_table(rules, found, pack, Round()))
    assert quick == reference


@settings(max_examples=60)
@given(tables_of("hazard"))
def test_hazard_tables(rules: RuleSet, pack: Pack, rows: list[dict[str, Any]]) -> None:
    agrees(rules, pack, "hazard", rows)


@settings(max_examples=60)
@given(tables_of("accident"))
def test_accident_tables(rules: RuleSet, pack: Pack, rows: list[dict[str, Any]]) -> None:
    agrees(rules, pack, "accident", rows)


@settings(max_examples=40)
@given(tables_of("campaign"))
def test_campaign_tables(rules: RuleSet, pack: Pack, rows: list[dict[str, Any]]) -> None:
    agrees(rules, pack, "campaign", rows)


def test_plain_rows_do_take_the_quick_way(rules: RuleSet, pack: Pack) -> None:
    row = {"general_found": "494", "general_rectified": "418", "general_rate": "84.6%"}
    found = table(pack, "hazard", [row])
    figures = Figures(found.records[0], pack.forms["hazard"].fields, frozenset())
    quick = {}
    for rule_id in ("HZ01", "HZ02"):
        rule = rules.rule(rule_id)
        assert rule is not None
        assert rule.check is not None
        test = fast.compiled(rule.check, None)
        assert test is not None
        quick[rule_id] = test

    assert quick["HZ01"](figures)
    assert quick["HZ02"](figures)
    assert not quick["HZ01"]({**figures, "general_found": 400})
