"""What rules find in tables, and what they leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crossfoot.forms.model import Pack
from crossfoot.model.finding import BasisKind, Level, Verdict
from crossfoot.model.submission import Role
from crossfoot.rounds.model import Counterpart, Round
from crossfoot.rules.judge import judge_table
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import Judgement, RuleSet
from tests.rules.build import judged, one_rule, rule_file, table, told, view


def verdicts(found: list[Judgement], rule: str) -> list[tuple[Verdict, str | None, int]]:
    return [(j.verdict, j.reason, j.times) for j in found if j.rule.id == rule]


def one(found: list[Judgement], rule: str) -> Judgement:
    (judgement,) = [j for j in found if j.rule.id == rule and (j.is_finding or j.remarks)]
    return judgement


def test_a_clean_row_passes_and_is_counted(rules: RuleSet, pack: Pack) -> None:
    row = {"general_found": "494", "general_rectified": "418", "general_rate": "84.6%"}
    found = judged(rules, pack, [row, {**row, "general_rate": "84.62%"}])

    assert told(found) == []
    assert verdicts(found, "HZ01") == [(Verdict.PASS, None, 2)]
    assert verdicts(found, "HZ02") == [(Verdict.PASS, None, 2)]


def test_a_wrong_rate_is_told_with_the_report_s_words_and_the_arithmetic(
    rules: RuleSet, pack: Pack
) -> None:
    row = {"general_found": "494", "general_rectified": "418", "general_rate": "94.6%"}
    found = one(judged(rules, pack, [row]), "HZ02")

    assert (
        found.message.zh == "一般隐患整改率填报94.6%，但一般隐患已整改418项÷排查一般隐患494项=84.6%"
    )
    assert "94.6%" in found.message.en
    assert found.message.en.endswith("418 ÷ “General hazards found” 494 = 84.6%")
    assert found.expected is not None
    assert (found.stated, found.expected.text) == ("94.6%", "84.6%")
    assert [found.operands[n].role for n in found.at] == ["general_rate"]
    assert found.level is Level.HARD
    assert found.basis.kind is BasisKind.ARITHMETIC


@pytest.mark.parametrize(
    ("n", "m", "rate", "expected"),
    [
        # 1/8 = 12.5 %: half up 13, half even 12; half down 12 cannot be told from half even
        ("1", "8", "13%", None),
        ("1", "8", "12%", None),
        # 3/8 = 37.5 %: half up and half even both give 38, only half down gives 37
        ("3", "8", "38%", None),
        ("3", "8", "37%", (Verdict.EDGE, Level.HINT)),
        ("2", "3", "66.7%", None),
        ("2", "3", "66.6%", (Verdict.FAIL, Level.HARD)),  # cut off
        ("2", "3", "66.70%", (Verdict.FAIL, Level.HARD)),  # padded
        ("0", "0", "/", None),
        ("0", "0", "", None),
        ("0", "0", "100%", (Verdict.UNLIKELY, Level.SOFT)),
        ("0", "0", "0%", (Verdict.UNLIKELY, Level.SOFT)),
        ("0", "0", "50%", (Verdict.FAIL, Level.HARD)),
        ("3", "0", "100%", (Verdict.FAIL, Level.HARD)),
    ],
)
def test_rates_of_exact_counts(
    rules: RuleSet, pack: Pack, n: str, m: str, rate: str, expected: Any
) -> None:
    row = {"major_found": m, "major_rectified": n, "major_rate": rate}
    found = [j for j in judged(rules, pack, [row]) if j.rule.id == "HZ04" and j.is_finding]

    assert [(j.verdict, j.level) for j in found] == ([] if expected is None else [expected])


def test_a_full_hundred_that_is_not_all_passes_with_a_remark(rules: RuleSet, pack: Pack) -> None:
    row = {"general_found": "1000", "general_rectified": "999", "general_rate": "100%"}
    found = one(judged(rules, pack, [row]), "HZ02")

    assert found.verdict is Verdict.PASS
    assert [remark.code for remark in found.remarks] == ["CF05"]
    assert "999" in found.remarks[0].message.zh
    row = {"general_found": "1000", "general_rectified": "999", "general_rate": "100.0%"}
    assert one(judged(rules, pack, [row]), "HZ02").verdict is Verdict.FAIL


def test_a_rate_without_its_part_must_still_be_reachable(rules: RuleSet, pack: Pack) -> None:
    def rate(text: str) -> list[tuple[Verdict, str | None, int]]:
        row = {"major_found": "7", "major_rectified": "", "major_rate": text}
        return verdicts(judged(rules, pack, [row]), "HZ04")

    assert rate("71.4%") == [(Verdict.NOT_EVALUATED, "missing", 1)]  # 5 of 7
    assert rate("73.2%")[0][:2] == (Verdict.UNLIKELY, "unreachable")
    row = {"major_found": "7", "major_rectified": "", "major_rate": "73.2%"}
    said = one(judged(rules, pack, [row]), "HZ04").message.zh
    assert said == "重大隐患整改率填报73.2%，但排查重大隐患填报7项，没有哪个整数能算出该比率"


def test_growth_from_nothing_expects_a_dash(rules: RuleSet, pack: Pack) -> None:
    def growth(now: str, before: str, rate: str) -> list[tuple[Verdict, str | None, int]]:
        row = {"accidents": now, "accidents_ly": before, "accidents_yoy": rate}
        return verdicts(judged(rules, pack, [row], "accident"), "AC05")

    assert growth("3", "0", "—") == [(Verdict.NOT_APPLICABLE, "not_applicable", 1)]
    assert growth("0", "0", "—") == [(Verdict.PASS, None, 1)]
    assert growth("3", "0", "100%")[0][:2] == (Verdict.UNLIKELY, "growth_from_zero")
    assert growth("3", "0", "300%")[0][0] is Verdict.FAIL
    assert growth("2", "4", "-50%") == [(Verdict.PASS, None, 1)]


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("", Verdict.NOT_EVALUATED, "missing"),
        ("/", Verdict.NOT_APPLICABLE, "not_applicable"),
        ("未统计", Verdict.NOT_EVALUATED, "not_collected"),
        ("见附件", Verdict.NOT_EVALUATED, "unreadable"),
    ],
)
def test_what_is_not_stated_is_not_judged_and_says_why(
    rules: RuleSet, pack: Pack, text: str, verdict: Verdict, reason: str
) -> None:
    found = judged(rules, pack, [{"general_found": text, "general_rectified": "3"}])

    assert verdicts(found, "HZ01") == [(verdict, reason, 1)]


def test_a_blank_is_a_zero_only_where_the_round_says_so(rules: RuleSet, pack: Pack) -> None:
    rows = [{"general_found": "", "general_rectified": "3"}]

    assert verdicts(judged(rules, pack, rows), "HZ01") == [(Verdict.NOT_EVALUATED, "missing", 1)]
    assert one(judged(rules, pack, rows), "CM04").operands[0].text == ""
    found = judged(rules, pack, rows, declared=Round(blank_means="zero"))
    assert one(found, "HZ01").verdict is Verdict.FAIL
    assert "CM04" not in {j.rule.id for j in found if j.is_finding}


def test_a_rule_whose_columns_are_absent_does_not_apply(rules: RuleSet, pack: Pack) -> None:
    found = judged(rules, pack, [{"general_found": "12", "general_rectified": "9"}])

    assert verdicts(found, "HZ05") == [(Verdict.NOT_APPLICABLE, "absent", 1)]


def test_a_remark_turns_a_hard_finding_into_a_question(rules: RuleSet, pack: Pack) -> None:
    row = {"major_found": "7", "major_rectified": "4", "major_planned": "4"}

    assert one(judged(rules, pack, [row]), "HZ07").level is Level.HARD
    carried = {**row, "remark": "含2022年结转1项"}
    assert one(judged(rules, pack, [carried]), "HZ07").level is Level.SOFT


SECTORS = [
    {"label": "煤矿", "general_found": "42"},
    {"label": "非煤矿山", "general_found": "98"},
    {"role": "sub", "of": 1, "label": "其中：尾矿库", "general_found": "30"},
    {"role": "total", "label": "合计", "general_found": "140"},
]


def with_text(rows: list[dict[str, Any]], number: int, text: str) -> list[dict[str, Any]]:
    return [{**row, "general_found": text} if n == number else row for n, row in enumerate(rows)]


def test_a_total_is_the_sum_of_its_rows_without_the_of_which_rows(
    rules: RuleSet, pack: Pack
) -> None:
    assert told(judged(rules, pack, SECTORS)) == []

    found = one(judged(rules, pack, with_text(SECTORS, 3, "170")), "ST01")
    assert found.message.zh == "“合计”行排查一般隐患填报170项，但各行相加42+98=140项，相差30项"
    assert found.field == "general_found"
    assert found.record is not None
    assert found.record.role is Role.TOTAL
    assert [found.operands[n].text for n in found.at] == ["170"]
    assert [o.text for o in found.operands] == ["170", "42", "98"]


def test_dashes_count_as_nothing_and_a_blank_leaves_the_total_open(
    rules: RuleSet, pack: Pack
) -> None:
    rows = [*SECTORS[:3], {"label": "烟花爆竹", "general_found": "/"}, SECTORS[3]]
    assert verdicts(judged(rules, pack, rows), "ST01") == [(Verdict.PASS, None, 1)]

    other = {"label": "工贸", "general_found": "", "major_found": "0"}
    rows = [{**row, "major_found": "0"} for row in SECTORS[:3]]
    rows = [*rows, other, {**SECTORS[3], "major_found": "0"}]
    found = judged(rules, pack, rows)
    assert (Verdict.NOT_EVALUATED, "missing", 1) in verdicts(found, "ST01")

    silent = {"label": "工贸", "general_found": "", "major_found": ""}
    found = judged(rules, pack, [*rows[:3], silent, rows[4]])
    assert verdicts(found, "ST01") == [(Verdict.PASS, None, 2)]


def test_a_subtotal_adds_up_the_rows_it_covers(rules: RuleSet, pack: Pack) -> None:
    rows = [
        {"role": "total", "label": "合计", "general_found": "31"},
        {"role": "subtotal", "label": "乡镇小计", "general_found": "20", "covers": (2, 3)},
        {"label": "枫桥头镇", "general_found": "12"},
        {"label": "青崖乡", "general_found": "7"},
        {"role": "subtotal", "label": "部门小计", "general_found": "12", "covers": (5,)},
        {"label": "县住建局", "general_found": "12"},
    ]
    found = one(judged(rules, pack, rows), "ST01")

    assert found.record is not None
    assert found.record.label == "乡镇小计"
    assert "12+7=19项" in found.message.zh


def test_a_long_sum_is_told_by_its_first_rows_and_their_number(rules: RuleSet, pack: Pack) -> None:
    rows: list[dict[str, Any]] = [
        {"label": f"第{n}行业", "general_found": str(n)} for n in range(1, 28)
    ]
    rows.append({"role": "total", "label": "合计", "general_found": "379"})
    found = one(judged(rules, pack, rows), "ST01")

    assert (
        found.message.zh
        == "“合计”行排查一般隐患填报379项，但各行相加1+2+3+…（共27项）=378项，相差1项"
    )
    assert len(found.operands) == 28


def test_rows_of_which_may_not_exceed_their_row(rules: RuleSet, pack: Pack) -> None:
    found = one(judged(rules, pack, with_text(SECTORS, 2, "99")), "ST02")

    assert "“其中：尾矿库”" in found.message.zh
    assert "多1项" in found.message.zh


def county(pack: Pack, *figures: str) -> Any:
    names = ("枫桥头镇", "鹿鸣镇", "青崖乡")
    rows = [
        {"label": n, "unit": n, "general_found": f} for n, f in zip(names, figures, strict=False)
    ]
    total = str(sum(int(f) for f in figures))
    rows.append({"role": "total", "label": "合计", "general_found": total})
    return table(pack, "hazard", rows, "云溪县")


def township(pack: Pack, unit: str, *figures: str, total: bool = True) -> Counterpart:
    rows: list[dict[str, Any]] = [
        {"label": f"行业{n}", "general_found": f} for n, f in enumerate(figures)
    ]
    if total:
        amount = str(sum(int(f) for f in figures))
        rows.append({"role": "total", "label": "合计", "general_found": amount})
    own = table(pack, "hazard", rows, unit)
    summary = own.records[-1] if total else None
    details = tuple(r for r in own.records if r.role is Role.LEAF)
    return Counterpart(unit, view(own).submission, own, summary, details)


def rolled_up(rules: RuleSet, pack: Pack, upper: Any, **more: Any) -> list[Judgement]:
    return list(judge_table(rules, view(upper, **more), pack, Round()))


def test_townships_that_add_up_pass(rules: RuleSet, pack: Pack) -> None:
    children = (
        township(pack, "枫桥头镇", "8", "6"),
        township(pack, "鹿鸣镇", "4", "5", total=False),
    )
    found = rolled_up(rules, pack, county(pack, "14", "9"), children=children)

    assert told(found) == []
    assert verdicts(found, "RU01") == [(Verdict.PASS, None, 1)]
    assert verdicts(found, "RU02") == [(Verdict.PASS, None, 2)]


def test_a_line_that_differs_from_the_unit_s_own_file(rules: RuleSet, pack: Pack) -> None:
    children = (township(pack, "枫桥头镇", "8", "6"), township(pack, "鹿鸣镇", "9"))
    found = rolled_up(rules, pack, county(pack, "14", "6"), children=children)

    line = one(found, "RU02")
    assert line.message.zh == "排查一般隐患填报6项，但鹿鸣镇报送文件填报9项，相差3项"
    assert line.basis.kind is BasisKind.BINDING
    total = one(found, "RU01")
    assert "各单位报送数相加枫桥头镇14+鹿鸣镇9=23项" in total.message.zh
    assert [total.operands[n].text for n in total.at] == ["20"]


def test_an_absent_township_leaves_the_sum_open(rules: RuleSet, pack: Pack) -> None:
    children = (township(pack, "枫桥头镇", "14"),)
    found = rolled_up(rules, pack, county(pack, "14", "9"), children=children, absent=("鹿鸣镇",))

    assert verdicts(found, "RU01") == [(Verdict.NOT_EVALUATED, "child_missing", 1)]
    assert verdicts(found, "RU02") == [
        (Verdict.PASS, None, 1),
        (Verdict.NOT_EVALUATED, "child_missing", 1),
    ]


def test_a_condition_decides_whether_a_rule_is_judged(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(tmp_path, pack, "general_rectified > 0", when="general_found >= 10")

    assert told(judged(mine, pack, [{"general_found": "9", "general_rectified": "0"}])) == []
    assert told(judged(mine, pack, [{"general_found": "10", "general_rectified": "0"}])) == [
        "一般隐患已整改填报0项，应大于0"
    ]


def test_a_rule_s_own_message_is_filled_from_the_row(tmp_path: Path, pack: Pack) -> None:
    mine = one_rule(
        tmp_path,
        pack,
        "general_rectified <= general_found",
        message="{zh: '整改{general_rectified}超过排查{general_found}，请核对'}",
    )

    assert told(judged(mine, pack, [{"general_found": "9", "general_rectified": "12"}])) == [
        "整改12项超过排查9项，请核对"
    ]


def test_a_rule_out_of_its_time_is_not_judged(tmp_path: Path, pack: Pack) -> None:
    from datetime import date

    mine = one_rule(tmp_path, pack, "general_found > 0", valid="{from: 2023-01-01, to: 2023-12-31}")
    rows = [{"general_found": "0"}]

    during = judged(mine, pack, rows, declared=Round(period_end=date(2023, 6, 30)))
    after = judged(mine, pack, rows, declared=Round(period_end=date(2024, 6, 30)))
    assert len(told(during)) == 1
    assert verdicts(after, "T01") == [(Verdict.NOT_APPLICABLE, "not_in_force", 1)]


def test_a_column_of_round_figures_is_told_by_its_first_ones(rules: RuleSet, pack: Pack) -> None:
    rows = [{"label": f"{n}村", "pub_persons": str(n * 10)} for n in range(1, 10)]
    found = one(judged(rules, pack, rows, form="activity"), "PL04")
    assert "各行填报10人次、20人次、30人次等（共9项）" in found.message.zh
    assert "is stated as 10, 20, 30 and so on in 9 rows" in found.message.en


def test_money_is_explained_once_to_those_who_read_no_chinese(rules: RuleSet, pack: Pack) -> None:
    row = {"fines": "4.5", "fines_collected": "3.6", "collection_rate": "88.9%"}
    found = one(judged(rules, pack, [row], form="enforcement"), "EN09")
    assert found.message.en.count("(1 万元 = 10,000 yuan)") == 1
    assert "3.6 万元 (1 万元 = 10,000 yuan) ÷" in found.message.en
    assert "yuan" not in found.message.zh


def test_a_rate_that_is_all_but_nothing_is_not_called_nothing(rules: RuleSet, pack: Pack) -> None:
    row = {"fines": "20000", "fines_collected": "2", "collection_rate": "100%"}
    found = one(judged(rules, pack, [row], form="enforcement"), "EN09")
    assert found.message.zh.endswith("=0.01%")


def test_a_rule_over_many_fields_may_name_the_field_and_both_figures(
    tmp_path: Path, pack: Pack
) -> None:
    text = (
        "- {id: T, form: hazard, for_each: counts, check: f <= 9, zh: 规则, "
        "message: {zh: '{name}为{f}', en: '{name}: {f}'}}\n"
    )
    rules = load_rules([rule_file(tmp_path, text).parent], pack)
    (found,) = [j for j in judged(rules, pack, [{"general_found": "12"}]) if j.is_finding]
    assert found.message.zh == "排查一般隐患为12项"
    assert found.message.en == "“General hazards found”: 12"
