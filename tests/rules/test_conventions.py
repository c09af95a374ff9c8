"""How numbers get their digits, and what a submission's rates tell of its convention."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.model import Pack
from crossfoot.model.finding import BasisKind, Verdict
from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Convention, rounded
from crossfoot.rounds.model import Round
from crossfoot.rules.conventions import convention_remark, submission_convention
from crossfoot.rules.judge import judge_table
from crossfoot.rules.model import RuleSet
from crossfoot.rules.rounding import (
    Inference,
    StatedRate,
    infer_convention,
    printed,
    reachable,
    split_digits,
)
from tests.rules.build import table, view

STEPS = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)])


@given(
    st.fractions(min_value=-200, max_value=200, max_denominator=60),
    STEPS,
    st.sampled_from([c for c in Convention if c is not Convention.EXACT]),
)
def test_printing_and_reading_back_are_one_another_s_inverse(
    value: Fraction, step: Fraction, convention: Convention
) -> None:
    near = [step * n for n in range(int(value / step) - 2, int(value / step) + 3)]
    reads = {text for text in near if value in rounded(text, step, convention)}

    assert printed(value, step, convention) == reads


@given(st.fractions(max_denominator=5000), STEPS)
def test_cutting_keeps_what_it_drops(value: Fraction, step: Fraction) -> None:
    kept, dropped = split_digits(value, step)

    assert abs(kept) + dropped == abs(value)
    assert 0 <= dropped < step
    assert (kept / step).denominator == 1


@given(st.integers(1, 60), st.integers(0, 1000), st.booleans(), st.booleans())
def test_a_rate_is_reachable_when_some_count_gives_it(
    whole: int, tenths: int, low: bool, high: bool
) -> None:
    share = Interval(Fraction(tenths - 1, 10), Fraction(tenths + 1, 10), low, high)
    tried = any(Fraction(100 * n, whole) in share for n in range(whole + 8))

    assert reachable(share, whole, Fraction(100)) == tried


def rates(convention: Convention, counts: list[tuple[int, int]]) -> list[StatedRate]:
    step = Fraction(1, 10)
    found = []
    for part, whole in counts:
        true = Fraction(100 * part, whole)
        found.append(StatedRate(min(printed(true, step, convention)), step, true))
    return found


COUNTS = [(part, whole) for whole in (7, 13, 17, 19, 23, 29, 31, 37) for part in (2, 3, 5)]


def test_one_who_cuts_off_is_told_from_one_who_rounds() -> None:
    assert infer_convention(rates(Convention.HALF_UP, COUNTS)) is None
    assert infer_convention(rates(Convention.HALF_EVEN, COUNTS)) is None
    found = infer_convention(rates(Convention.TRUNCATE, COUNTS))
    assert found is not None
    assert found.convention is Convention.TRUNCATE
    assert found.telling == found.explained >= 5
    up = infer_convention(rates(Convention.CEIL, COUNTS))
    assert up is not None
    assert up.convention is Convention.CEIL


def test_few_rates_or_many_misfits_tell_nothing() -> None:
    cut = [r for r in rates(Convention.TRUNCATE, COUNTS) if r.true - r.stated > Fraction(1, 20)]

    assert infer_convention(cut[:4]) is None
    assert infer_convention(cut[:5]) == Inference(Convention.TRUNCATE, 5, 5)
    wrong = [StatedRate(r.stated + 1, r.step, r.true) for r in cut[5:7]]
    assert infer_convention(cut[:5] + wrong) is None


def rows(convention: Convention, slip: int | None = None) -> list[dict[str, str]]:
    result = []
    for number, rate in enumerate(rates(convention, COUNTS)):
        part, whole = COUNTS[number]
        value = rate.stated + (10 if number == slip else 0)
        text = f"{float(value):.1f}%"
        result.append(
            {
                "label": f"第{number}行",
                "major_found": str(whole),
                "major_rectified": str(part),
                "major_rate": text,
            }
        )
    return result


@pytest.mark.parametrize("slip", [None, 4])
def test_a_submission_that_cuts_off_is_judged_by_its_own_convention(
    rules: RuleSet, pack: Pack, slip: int | None
) -> None:
    found = view(table(pack, "hazard", rows(Convention.TRUNCATE, slip)))
    inference = submission_convention(rules, [found], [], pack, Round())

    assert inference is not None
    judged = list(judge_table(rules, found, pack, Round(), inference.convention))
    wrong = [j for j in judged if j.verdict is Verdict.FAIL]
    assert [j.record.index for j in wrong if j.record] == ([] if slip is None else [slip])
    assert all(j.basis.kind is BasisKind.CONVENTION for j in wrong)
    remark = convention_remark(inference)
    assert remark.code == "CF04"
    assert "舍去尾数" in remark.message.zh


def test_an_honest_submission_is_left_to_the_usual_convention(rules: RuleSet, pack: Pack) -> None:
    found = view(table(pack, "hazard", rows(Convention.HALF_UP)))

    assert submission_convention(rules, [found], [], pack, Round()) is None
