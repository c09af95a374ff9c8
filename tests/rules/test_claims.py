"""Claims of a text: which hold, which do not, and which are only a question."""

from __future__ import annotations

import pytest

from crossfoot.forms.model import Field, FieldType, Pack
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Level, Verdict
from crossfoot.model.submission import Claim
from crossfoot.rules.judge import judge_claim
from crossfoot.rules.model import RuleSet
from tests.rules.reading import entry

SENTENCE = Basis(BasisKind.ARITHMETIC, "同一句话", "one sentence")
QUESTION = Basis(BasisKind.SCOPE, "两处可能不是同一口径", "perhaps of different scope")


def claim(pack: Pack, kind: str, *roles: tuple[str, str, str], basis: Basis = SENTENCE) -> Claim:
    figures = []
    for number, (role, what, text) in enumerate(roles):
        place = Place("总结.txt", line=3, start=10 * number, end=10 * number + len(text))
        quantity = entry(text, Field(role, FieldType.AMOUNT), place, pack).quantity
        assert quantity is not None
        figures.append((role, Figure(f"f{number}", text, quantity, place, what=what)))
    return Claim(kind, tuple(figures), basis, 0, 40)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("sum", [("part", "自查", "42"), ("part", "检查", "98"), ("whole", "共", "140")]),
        ("sum", [("part", "自查", "18"), ("part", "检查", "7"), ("whole", "共", "25")]),
        ("rate", [("part", "完成", "106"), ("whole", "共", "112"), ("rate", "率", "94.64%")]),
        ("rate", [("part", "完成", "106"), ("rest", "剩余", "6"), ("rate", "率", "94.64%")]),
        ("rate", [("part", "整改", "418"), ("whole", "排查", "494"), ("rate", "率", "84.6%")]),
        ("all_fixed", [("whole", "查出", "161"), ("rate", "整改率", "100%")]),
        ("le", [("part", "整改", "479"), ("whole", "排查", "515")]),
        ("le", [("part", "整改", "300余"), ("whole", "排查", "301")]),
        (
            "average",
            [
                ("total", "奖励", "12万元"),
                ("count", "班组", "40个"),
                ("average", "平均每个", "3000元"),
            ],
        ),
    ],
)
def test_what_is_right_in_a_text_is_left_alone(
    rules: RuleSet, pack: Pack, kind: str, roles: list[tuple[str, str, str]]
) -> None:
    assert judge_claim(rules, claim(pack, kind, *roles)).verdict is Verdict.PASS


def test_a_wrong_rate_is_told_in_the_text_s_own_words(rules: RuleSet, pack: Pack) -> None:
    wrong = claim(
        pack,
        "rate",
        ("part", "整改", "418个"),
        ("whole", "排查", "494个"),
        ("rate", "整改率", "94.6%"),
    )
    found = judge_claim(rules, wrong)

    assert found.message.zh == "整改率填报94.6%，但整改418个÷排查494个=84.6%"
    assert [found.operands[n].role for n in found.at] == ["rate"]
    assert found.level is Level.HARD


def test_figures_of_one_name_are_told_apart_by_their_roles(rules: RuleSet, pack: Pack) -> None:
    wrong = claim(pack, "le", ("part", "重大隐患", "26"), ("whole", "重大隐患", "25"))

    assert judge_claim(rules, wrong).message.zh == "部分数填报26，大于总数25，多1"


def test_what_may_be_of_another_scope_is_a_question_at_most(rules: RuleSet, pack: Pack) -> None:
    roles = (("part", "整改", "551"), ("whole", "排查", "515"))

    assert judge_claim(rules, claim(pack, "le", *roles)).level is Level.HARD
    asked = judge_claim(rules, claim(pack, "le", *roles, basis=QUESTION))
    assert (asked.verdict, asked.level, asked.basis) == (Verdict.FAIL, Level.SOFT, QUESTION)


def test_an_approximate_word_has_a_hard_and_a_soft_side(rules: RuleSet, pack: Pack) -> None:
    def said(first: str, again: str) -> tuple[Verdict, Level]:
        found = judge_claim(
            rules, claim(pack, "repeat", ("first", "甲", first), ("again", "乙", again))
        )
        return found.verdict, found.level

    assert said("300余", "342")[0] is Verdict.PASS
    assert said("300余", "300")[0] is Verdict.FAIL
    assert said("300余", "298")[0] is Verdict.FAIL
    assert said("300余", "450") == (Verdict.UNLIKELY, Level.SOFT)


def test_a_construct_without_a_rule_says_so(rules: RuleSet, pack: Pack) -> None:
    found = judge_claim(rules, claim(pack, "rate", ("part", "整改", "418")))

    assert (found.verdict, found.reason) == (Verdict.NOT_EVALUATED, "no_rule")
