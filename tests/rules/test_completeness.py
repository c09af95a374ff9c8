"""Who handed in what."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.forms.model import Pack
from crossfoot.model.document import Document
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import Handed, Round, RoundView
from crossfoot.rules.judge import judge_round
from crossfoot.rules.model import Judgement, RuleSet
from tests.rules.build import table


def handed(pack: Pack, path: str, unit: str, found: str, period: str = "2023-06") -> Handed:
    own = table(pack, "hazard", [{"label": "工贸", "general_found": found}], unit)
    own = replace(own, period=period)
    return Handed(unit, "hazard", period, Submission(path, Document(path, "csv"), (own,), unit))


def round_view(
    *given: Handed, expected: tuple[str, ...] = (), broken: tuple[str, ...] = ()
) -> RoundView:
    submissions = tuple(item.submission for item in given)
    units = tuple(sorted({item.unit for item in given}))
    return RoundView(Round(), submissions, (), given, expected, units, broken)


def of(found: list[Judgement], rule: str) -> list[Judgement]:
    return [j for j in found if j.rule.id == rule]


def test_every_missing_unit_is_a_finding_of_its_own(rules: RuleSet, pack: Pack) -> None:
    view = round_view(
        handed(pack, "a.csv", "枫桥头镇", "12"),
        expected=("枫桥头镇", "鹿鸣镇", "望潮街道", "青崖乡"),
        broken=("青崖乡",),
    )
    found = of(list(judge_round(rules, view, pack)), "CM01")

    assert [j.unit for j in found if j.is_finding] == ["鹿鸣镇", "望潮街道"]
    assert "鹿鸣镇" in found[0].message.zh
    assert [(j.verdict, j.reason, j.times) for j in found if not j.is_finding] == [
        (Verdict.PASS, None, 1),
        (Verdict.NOT_EVALUATED, "unreadable", 1),
    ]


def test_two_files_with_the_same_figures_are_no_contradiction(rules: RuleSet, pack: Pack) -> None:
    view = round_view(
        handed(pack, "a.csv", "枫桥头镇", "12"),
        handed(pack, "b.csv", "枫桥头镇", "12"),
        handed(pack, "c.csv", "枫桥头镇", "15", "2023-05"),
    )

    assert [j.is_finding for j in of(list(judge_round(rules, view, pack)), "CM02")] == [False]


def test_two_files_that_disagree_name_both_files_and_figures(rules: RuleSet, pack: Pack) -> None:
    view = round_view(
        handed(pack, "报送/a.csv", "枫桥头镇", "12"), handed(pack, "报送/b.csv", "枫桥头镇", "15")
    )
    (found,) = [j for j in judge_round(rules, view, pack) if j.is_finding]

    assert found.rule.id == "CM02"
    assert found.message.zh == (
        "枫桥头镇2023年6月的《安全生产隐患排查治理情况统计表》收到两份（a.csv、b.csv），"
        "数字不同：“工贸”行排查一般隐患分别为12、15"
    )
    assert (found.unit, found.period, found.form) == ("枫桥头镇", "2023-06", "hazard")
    assert found.submissions == ("报送/a.csv", "报送/b.csv")
    assert [found.operands[n].text for n in found.at] == ["12", "15"]
