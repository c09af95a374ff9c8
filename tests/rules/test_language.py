"""What the functions of the language mean on tables, periods, forms and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crossfoot.forms.model import Pack
from crossfoot.model.document import Document
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Level, Verdict
from crossfoot.model.submission import Claim, FormTable, Narrative, Submission
from crossfoot.rounds.model import Round, RoundView
from crossfoot.rules.judge import judge_round, judge_table
from crossfoot.rules.model import Judgement, RuleSet
from tests.rules.build import judged, one_rule, table, told, view
from tests.rules.reading import entry


def outcome(found: list[Judgement]) -> list[tuple[Verdict, str | None]]:
    return [(j.verdict, j.reason) for j in found if j.rule.id == "T01"]


def run(
    folder: Path, pack: Pack, check: str, rows: list[dict[str, Any]], **more: Any
) -> list[tuple[Verdict, str | None]]:
    declared = more.pop("declared", None)
    form = more.pop("form", "hazard")
    mine = one_rule(folder, pack, check, form=form, **more)
    return outcome(judged(mine, pack, rows, form, declared))


PASS = [(Verdict.PASS, None)]


def fails(found: list[tuple[Verdict, str | None]]) -> bool:
    return Verdict.FAIL in [verdict for verdict, _ in found]


THREE = [
    {"label": "煤矿", "general_found": "12", "general_rectified": "3"},
    {"label": "工贸", "general_found": "8", "general_rectified": "3"},
    {"label": "消防", "general_found": "20", "general_rectified": "/"},
]


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("sum(leaf(general_found)) == 40", True),
        ("sum(leaf(general_rectified)) == 6", True),  # a dash adds nothing
        ("average(leaf(general_found)) > 13", True),
        ("max(rows(general_found)) == 20 and min(rows(general_found)) == 8", True),
        ("uniq(general_rectified) == 1", True),
        ("count(general_found >= 10) == 2", True),
        ("count(filled(general_rectified)) == 2", True),
        ("all(general_found > 5)", True),
        ("any(general_found > 19)", True),
        ("exactly_one(general_found == 8)", True),
        ("exactly_one(general_found > 8)", False),
        ("all(x >= 8 for x in rows(general_found))", True),
        ("all(x > 8 for x in rows(general_found))", False),
        ("count(general_found, where=general_found > 10) == 2", True),
    ],
)
def test_functions_over_the_rows_of_a_table(
    tmp_path: Path, pack: Pack, check: str, holds: bool
) -> None:
    assert fails(run(tmp_path, pack, check, THREE)) is not holds


LEDGER = [
    {"seq": "1", "ent_name": "甲厂", "lg_sector": "工贸", "level": "一般"},
    {"seq": "2", "ent_name": "甲厂", "lg_sector": "工贸", "level": "重大"},
    {"seq": "3", "ent_name": "乙店", "lg_sector": "商贸", "level": "一般"},
]


@pytest.mark.parametrize(
    ("check", "wrong_rows"),
    [
        ("unique(ent_name)", [0, 1]),
        ("unique(ent_name, level)", []),
        ("count(seq, by=ent_name) <= 1", [0, 1]),
        ("depends(lg_sector, on=ent_name)", []),
        ("sum(seq, by=lg_sector) <= 3", []),
        ("complete(ent_name, description)", [0, 1, 2]),
        ("among(level, of=[('一般',)])", [1]),
        ("matches(ent_name, '厂$')", [2]),
        ("like(ent_name, '甲*')", [2]),
        ("length(ent_name) == 2", []),
    ],
)
def test_functions_that_look_at_the_other_rows(
    tmp_path: Path, pack: Pack, check: str, wrong_rows: list[int]
) -> None:
    mine = one_rule(tmp_path, pack, check, form="ledger")
    rows = [{**row, "description": ""} for row in LEDGER]
    found = [
        j.record.index for j in judged(mine, pack, rows, "ledger") if j.is_finding and j.record
    ]

    assert found == wrong_rows


@pytest.mark.parametrize(
    ("serials", "right"),
    [("1 2 3", True), ("3 1 2", True), ("1 2 2", False), ("1 2 4", False), ("2 3 4", False)],
)
def test_serial_numbers_run_on(tmp_path: Path, pack: Pack, serials: str, right: bool) -> None:
    rows = [{"seq": text} for text in serials.split()]
    found = run(tmp_path, pack, "sequence(seq, by=[], begin=1)", rows, form="ledger")

    assert fails(found) is not right


def test_codes_that_add_up(tmp_path: Path, pack: Pack) -> None:
    rows = [
        {"ent_name": "县", "seq": "9"},
        {"ent_name": "镇甲", "seq": "5"},
        {"ent_name": "镇乙", "seq": "4"},
    ]
    check = "adds_up(seq, ent_name, tree=[('镇甲', '县'), ('镇乙', '县')])"

    assert run(tmp_path, pack, check, rows, form="ledger") == PASS
    rows[1]["seq"] = "6"
    assert fails(run(tmp_path, pack, check, rows, form="ledger"))


def earlier(pack: Pack, **figures: str) -> FormTable:
    return table(pack, "hazard", [{"label": "工贸", **figures}], "鹿鸣镇")


def against(
    rules: RuleSet, pack: Pack, now: dict[str, str], **more: Any
) -> list[tuple[Verdict, str | None]]:
    found = view(table(pack, "hazard", [{"label": "工贸", **now}], "鹿鸣镇"), **more)
    return outcome(list(judge_table(rules, found, pack, Round())))


def test_figures_meet_those_of_the_period_before(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "cum(general_found) >= prev(general_found)")

    assert (
        against(mine, pack, {"general_found": "9"}, previous=earlier(pack, general_found="7"))
        == PASS
    )
    assert fails(
        against(mine, pack, {"general_found": "9"}, previous=earlier(pack, general_found="12"))
    )
    assert against(mine, pack, {"general_found": "9"}) == [(Verdict.NOT_APPLICABLE, "no_earlier")]


def test_a_finding_says_which_figure_is_the_earlier_one(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "cum(general_found) >= prev(general_found)")
    found = view(
        table(pack, "hazard", [{"label": "工贸", "general_found": "9"}], "鹿鸣镇"),
        previous=earlier(pack, general_found="12"),
    )

    assert told(list(judge_table(mine, found, pack, Round()))) == [
        "排查一般隐患填报9项，小于上期排查一般隐患12项，少3项"
    ]


def test_last_year_s_own_file(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "major_found == last_year(general_found)")
    now = {"general_found": "9", "major_found": "12"}

    assert against(mine, pack, now, last_year=earlier(pack, general_found="12")) == PASS
    assert fails(against(mine, pack, now, last_year=earlier(pack, general_found="13")))


def test_a_row_that_repeats_the_period_before(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "not same_record(prev, least=2)", level="hint")
    now = {"general_found": "9", "major_found": "2"}

    assert fails(against(mine, pack, now, previous=earlier(pack, **now)))
    other = {**now, "major_found": "3"}
    assert against(mine, pack, now, previous=earlier(pack, **other)) == PASS
    few = {"general_found": "9", "major_found": "0"}
    found = against(mine, pack, few, previous=earlier(pack, **few))
    assert found == [(Verdict.NOT_APPLICABLE, "no_rows")]


def test_two_units_with_the_same_figures(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "not same_record(rows, least=2)", level="hint")
    rows = [
        {"unit": name, "label": name, "general_found": text, "major_found": "2"}
        for name, text in (("甲镇", "9"), ("乙镇", "8"), ("丙镇", "9"))
    ]
    found = [j for j in judged(mine, pack, rows) if j.is_finding]

    assert [j.record.label for j in found if j.record] == ["甲镇"]


def test_a_table_of_zeros_and_what_is_written_beside_it(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, 'implies(all_zero, text_has(notes, "零报告"))')
    zero = {"general_found": "0", "major_found": "零"}

    assert len(told(judged(mine, pack, [zero]))) == 1
    assert told(judged(mine, pack, [{**zero, "remark": "零报告"}])) == []
    assert told(judged(mine, pack, [{**zero, "general_found": "1"}])) == []
    assert told(judged(mine, pack, [{"general_found": "/"}])) == []


def test_lines_around_a_table(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "filled(report_date) and filled(filler)")
    rows = [{"general_found": "3"}]
    plain = table(pack, "hazard", rows)

    def lines(about: dict[str, str]) -> list[Judgement]:
        return list(judge_table(mine, view(replace(plain, about=about)), pack, Round()))

    assert told(lines({"report_date": "2023-07-02", "filler": "张三"})) == []
    assert told(lines({"report_date": "2023-07-02", "filler": ""})) == ["填表人未填"]
    # a bare CSV file has no such lines at all
    assert outcome(lines({})) == [(Verdict.NOT_APPLICABLE, "absent")]


def test_dates_against_the_round(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "period_end <= report_date <= due_date", level="soft")
    plain = table(pack, "hazard", [{"general_found": "3"}])
    declared = Round(period_end=date(2023, 6, 30), due_date=date(2023, 7, 3))

    def on(day: str) -> list[str]:
        found = view(replace(plain, about={"report_date": day}))
        return told(list(judge_table(mine, found, pack, declared)))

    assert on("2023-07-02") == []
    assert on("2023-07-05") == ["填报日期2023-07-05，晚于报送截止日2023-07-03"]
    assert on("2023-06-28") == ["报告期末日2023-06-30，晚于填报日期2023-06-28"]


def test_cells_that_are_blank_or_cannot_be_read(tmp_path: Path, pack: Pack) -> None:
    rows = [
        {"label": "甲", "general_found": "", "major_found": "2"},
        {"label": "乙", "general_found": "/", "major_found": "2"},
        {"label": "丙", "general_found": "", "major_found": ""},
        {"label": "丁", "general_found": "见附件", "major_found": "2"},
    ]
    blank = one_rule(
        tmp_path, pack, "not blank(f)", for_each="additive", rows="leaf", when="not silent_row"
    )
    found = [
        (j.record.label, j.field) for j in judged(blank, pack, rows) if j.is_finding and j.record
    ]
    assert found == [("甲", "general_found")]

    unreadable = one_rule(tmp_path, pack, "readable(f)", for_each="numeric")
    found = [
        (j.record.label, j.field)
        for j in judged(unreadable, pack, rows)
        if j.is_finding and j.record
    ]
    assert found == [("丁", "general_found")]


def test_only_fields_declared_so_may_go_below_zero(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(
        tmp_path,
        pack,
        "whole_number(f) and (f >= 0 or signed(f))",
        form="accident",
        for_each="counts",
    )
    rows = [{"accidents": "-1", "accidents_delta": "-3", "deaths": "1.5"}]
    found = [j.field for j in judged(mine, pack, rows, "accident") if j.is_finding]

    assert found == ["accidents", "deaths"]


def test_the_pooled_rate_lies_between_the_rates_of_the_rows(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "min(rows(f)) <= total(f) <= max(rows(f))", for_each="rate")

    def overall(rate: str) -> list[str]:
        rows = [
            {"label": "甲", "general_rate": "96.6%"},
            {"label": "乙", "general_rate": "96.9%"},
            {"role": "total", "label": "合计", "general_rate": rate},
        ]
        return told(judged(mine, pack, rows))

    assert overall("96.8%") == []
    assert overall("96.9%") == []
    (said,) = overall("97.3%")
    assert "97.3%" in said


def test_a_rule_of_its_own_may_fail_what_is_missing(tmp_path: Path, pack: Pack) -> None:
    rows = [{"general_found": "", "general_rectified": "3"}]
    check = "general_rectified <= general_found"

    assert run(tmp_path, pack, check, rows) == [(Verdict.NOT_EVALUATED, "missing")]
    assert fails(run(tmp_path, pack, check, rows, missing="fail"))
    assert run(tmp_path, pack, check, rows, missing="pass") == PASS


def test_one_rule_over_several_named_fields(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(
        tmp_path, pack, "f <= general_found", for_each="[general_rectified, major_found]"
    )

    assert len(mine.rules) == 2
    rows = [{"general_found": "5", "general_rectified": "4", "major_found": "6"}]
    assert told(judged(mine, pack, rows)) == ["排查重大隐患填报6项，大于排查一般隐患5项，多1项"]


def test_amounts_of_money_meet_in_one_unit(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "camp_fines <= 10", form="campaign")

    assert told(judged(mine, pack, [{"camp_fines": "9.5"}], "campaign")) == []


def report(pack: Pack, unit: str, text: str, field: str, **claims: Any) -> Submission:
    place = Place("总结.txt", line=2, start=8, end=8 + len(text))
    quantity = entry(text, pack.forms["hazard"].fields[field], place, pack).quantity
    assert quantity is not None
    figure = Figure("f1", text, quantity, place, what="排查一般隐患", field=field)
    basis = Basis(BasisKind.ARITHMETIC, "", "")
    made = tuple(Claim(kind, (("whole", figure),), basis, 0, 1) for kind in claims.get("kinds", ()))
    document = Document("总结.txt", "txt")
    return Submission("总结.txt", document, narrative=Narrative((figure,), made), unit=unit)


def beside(rules: RuleSet, pack: Pack, text: Submission, found: str) -> list[Judgement]:
    rows = [
        {"label": "煤矿", "general_found": found},
        {"role": "total", "label": "合计", "general_found": found},
    ]
    shown = view(table(pack, "hazard", rows, "鹿鸣镇"))
    submissions = (shown.submission, text)
    around = RoundView(Round(), submissions, (shown,), (), (), ("鹿鸣镇",))
    return list(judge_round(rules, around, pack))


def test_a_text_against_the_unit_s_own_table_is_a_question(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "all(x == f for x in said(f))", for_each="additive")

    assert told(beside(mine, pack, report(pack, "鹿鸣镇", "34", "general_found"), "34")) == []
    assert told(beside(mine, pack, report(pack, "青崖乡", "43", "general_found"), "34")) == []
    (found,) = [
        j
        for j in beside(mine, pack, report(pack, "鹿鸣镇", "43", "general_found"), "34")
        if j.is_finding
    ]
    assert (found.level, found.basis.kind) == (Level.SOFT, BasisKind.SCOPE)
    assert "43" in found.message.zh
    assert "34" in found.message.zh
    assert found.submissions == ("表.csv", "总结.txt")


def test_what_a_text_claims_of_the_table(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(
        tmp_path, pack, "implies(claims('all_fixed'), general_found == general_rectified)"
    )
    text = report(pack, "鹿鸣镇", "34", "general_found", kinds=("all_fixed",))
    rows = [{"label": "煤矿", "general_found": "34", "general_rectified": "30"}]
    shown = view(table(pack, "hazard", rows, "鹿鸣镇"))
    around = RoundView(Round(), (shown.submission, text), (shown,), (), (), ("鹿鸣镇",))

    (found,) = [j for j in judge_round(mine, around, pack) if j.is_finding]
    assert found.level is Level.SOFT
