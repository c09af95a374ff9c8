"""Stated figures as sets: what a comparison of them may and may not say.

The oracles here work by drawing true values and rounding them, or by trying every true value on a
fine grid; none of them uses intervals.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx, Convention, Quantity
from crossfoot.rules.comparing import compare, conjunction, disjunction, negated
from crossfoot.rules.values import (
    CERTAIN,
    FAILED,
    Amount,
    Outcome,
    Tolerance,
    Truth,
    Unknown,
    amount,
    exactly,
    greatest,
    least,
)


def printed(value: Fraction, step: Fraction, convention: Convention) -> Fraction:
    """What a publisher prints: rounding written out, independent of intervals."""
    scaled = value / step
    down = scaled.numerator // scaled.denominator
    rest = scaled - down
    if convention is Convention.FLOOR:
        return down * step
    if convention is Convention.CEIL:
        return (down + (rest > 0)) * step
    if convention is Convention.TRUNCATE:
        return (down + (value < 0 and rest > 0)) * step
    if rest != Fraction(1, 2):
        return (down + (rest > Fraction(1, 2))) * step
    if convention is Convention.HALF_EVEN:
        return (down + down % 2) * step
    return (down + (value > 0)) * step  # half up: away from zero


STEPS = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100), Fraction(1000)])
TRUE = st.fractions(min_value=-5000, max_value=5000, max_denominator=400)
CONVENTIONS = st.sampled_from(
    [
        Convention.HALF_UP,
        Convention.HALF_EVEN,
        Convention.TRUNCATE,
        Convention.FLOOR,
        Convention.CEIL,
    ]
)


def stated(value: Fraction, step: Fraction, convention: Convention = Convention.ANY_HALF) -> Amount:
    return amount(Quantity(value, "", step), convention)


@given(TRUE, STEPS, CONVENTIONS)
def test_a_figure_stands_for_the_value_it_was_rounded_from(
    value: Fraction, step: Fraction, convention: Convention
) -> None:
    assert value in stated(printed(value, step, convention), step, convention).possible


@given(TRUE, STEPS, st.sampled_from([Convention.HALF_UP, Convention.HALF_EVEN]))
def test_either_half_rule_is_strictly_right_without_being_declared(
    value: Fraction, step: Fraction, convention: Convention
) -> None:
    figure = stated(printed(value, step, convention), step)

    assert value in figure.strict
    assert compare("==", figure, exactly(value)).outcome is Outcome.POSSIBLE


@given(st.integers(-40, 40), STEPS)
def test_only_a_half_rounded_down_is_an_edge(number: int, step: Fraction) -> None:
    value = number * step
    for true in (value - step / 2, value, value + step / 2):
        rules = {printed(true, step, c) for c in (Convention.HALF_UP, Convention.HALF_EVEN)}
        outcome = compare("==", stated(value, step), exactly(true)).outcome
        assert (outcome is Outcome.POSSIBLE) == (value in rules)
        assert (outcome is Outcome.EDGE) == (value not in rules)


@given(st.lists(TRUE, min_size=1, max_size=12), STEPS, CONVENTIONS)
def test_honest_sums_never_fail(
    parts: list[Fraction], step: Fraction, convention: Convention
) -> None:
    figures = [stated(printed(p, step, convention), step, convention) for p in parts]
    total = stated(printed(sum(parts, Fraction(0)), step, convention), step, convention)
    whole = exactly(0)
    for figure in figures:
        whole = whole + figure

    assert compare("==", total, whole).outcome is not Outcome.FAIL


@given(st.integers(1, 400), st.data(), st.sampled_from([0, 1, 2]), CONVENTIONS)
def test_honest_rates_of_exact_counts_never_fail(
    whole: int, data: st.DataObject, digits: int, convention: Convention
) -> None:
    part = data.draw(st.integers(0, whole))
    step = Fraction(1, 10**digits)
    true = Fraction(100 * part, whole)
    rate = stated(printed(true, step, convention), step, convention)
    result = exactly(part).divided(exactly(whole))

    assert isinstance(result, Amount)
    assert compare("==", rate, result * exactly(100)).outcome in (
        Outcome.POSSIBLE,
        Outcome.CERTAIN,
    )


def small(value: int, half: int, low: bool, high: bool) -> Interval:
    return Interval(
        Fraction(value - half), Fraction(value + half), low or not half, high or not half
    )


SMALL = st.builds(small, st.integers(-2, 2), st.integers(0, 1), st.booleans(), st.booleans())
OPS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "==": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def as_amount(interval: Interval) -> Amount:
    return Amount(interval, interval, interval, None)


def members(interval: Interval) -> list[Fraction]:
    return [Fraction(n, 8) for n in range(-24, 25) if Fraction(n, 8) in interval]


@given(SMALL, SMALL, st.sampled_from(sorted(OPS)))
def test_a_comparison_says_what_trying_every_value_says(a: Interval, b: Interval, op: str) -> None:
    holds = {OPS[op](x, y) for x, y in itertools.product(members(a), members(b))}
    expected = (
        Outcome.FAIL
        if holds == {False}
        else Outcome.CERTAIN
        if holds == {True}
        else Outcome.POSSIBLE
    )

    assert compare(op, as_amount(a), as_amount(b)).outcome is expected


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6))
def test_sums_and_extremes_do_not_depend_on_order(values: list[int]) -> None:
    figures = [stated(Fraction(v), Fraction(1)) for v in values]
    turned = list(reversed(figures))

    def total(items: list[Amount]) -> Amount:
        whole = exactly(0)
        for item in items:
            whole = whole + item
        return whole

    assert total(figures) == total(turned)
    assert least(figures) == least(turned)
    assert greatest(figures) == greatest(turned)


def test_a_residual_within_the_worst_case_but_beyond_three_sd_is_unlikely() -> None:
    def total_of(count: int, slip: Fraction) -> Truth:
        whole = exactly(0)
        for _ in range(count):
            whole = whole + stated(Fraction(10), Fraction(1, 10))
        return compare("==", stated(10 * count + slip, Fraction(1, 10)), whole)

    # 17 parts: worst case 18 × 0.05 = 0.9, three standard deviations 3 √(18 × 0.05² ÷ 3) ≈ 0.37
    assert total_of(17, Fraction(3, 10)).outcome is Outcome.POSSIBLE
    assert total_of(17, Fraction(4, 10)) == Truth(Outcome.UNLIKELY, "three_sd")
    assert total_of(17, Fraction(9, 10)).outcome is Outcome.UNLIKELY
    assert total_of(17, Fraction(10, 10)) == FAILED
    # 2 parts: three standard deviations are beyond the worst case, which alone decides
    assert total_of(2, Fraction(1, 10)).outcome is Outcome.POSSIBLE
    assert total_of(2, Fraction(2, 10)).outcome is Outcome.FAIL


def test_hedged_figures_have_a_hard_and_a_soft_side() -> None:
    over = Quantity(
        Fraction(300),
        approx=Approx.OVER,
        hard=Interval(Fraction(300), None, low_closed=False),
        soft=Interval(Fraction(300), Fraction(400), low_closed=False, high_closed=False),
    )
    figure = amount(over)

    assert compare("==", figure, exactly(342)).outcome is Outcome.POSSIBLE
    assert compare("==", figure, exactly(300)) == FAILED
    assert compare("==", figure, exactly(412)) == Truth(Outcome.ODD, "approximate")
    assert compare(">", figure, exactly(299)) == CERTAIN


def test_a_divisor_that_may_be_zero_gives_no_number() -> None:
    assert exactly(3).divided(exactly(0)) == Unknown("zero_divisor")
    assert exactly(3).divided(stated(Fraction(0), Fraction(1))) == Unknown("divisor_may_be_zero")


def test_a_declared_tolerance_widens_equalities_only() -> None:
    assert compare("==", exactly(9), exactly(10), Tolerance(Fraction(1))) == CERTAIN
    assert compare("==", exactly(8), exactly(10), Tolerance(Fraction(1))) == FAILED
    assert compare(">", exactly(9), exactly(10), Tolerance(Fraction(1))) == FAILED


def test_a_tolerance_may_be_declared_in_units_of_the_last_digit() -> None:
    one = Tolerance(digits=Fraction(1))
    rate = stated(Fraction(846, 10), Fraction(1, 10))

    assert compare("==", rate, exactly(Fraction(8472, 100)), one).outcome is Outcome.POSSIBLE
    assert compare("==", rate, exactly(Fraction(8472, 100))) == FAILED
    assert compare("==", rate, exactly(Fraction(8480, 100)), one) == FAILED


UNSURE = Truth(None, "missing")
POSSIBLE = Truth(Outcome.POSSIBLE)


@pytest.mark.parametrize(
    ("items", "both", "either"),
    [
        ([CERTAIN, CERTAIN], CERTAIN, CERTAIN),
        ([CERTAIN, FAILED], FAILED, CERTAIN),
        ([UNSURE, FAILED], FAILED, UNSURE),
        ([UNSURE, CERTAIN], UNSURE, CERTAIN),
        ([UNSURE, POSSIBLE], UNSURE, POSSIBLE),
        ([POSSIBLE, CERTAIN], POSSIBLE, CERTAIN),
        ([POSSIBLE, FAILED], FAILED, POSSIBLE),
    ],
)
def test_connectives_are_three_valued(items: list[Truth], both: Truth, either: Truth) -> None:
    for order in (items, items[::-1]):
        assert conjunction(order) == both
        assert disjunction(order) == either


def test_not_swaps_what_is_sure_and_leaves_the_rest_open() -> None:
    assert negated(CERTAIN) == FAILED
    assert negated(FAILED) == CERTAIN
    assert negated(POSSIBLE) == POSSIBLE
    assert negated(Truth(Outcome.UNLIKELY)) == POSSIBLE
    assert negated(UNSURE) == UNSURE


def of_open_scale(small: int, large: int) -> Amount:
    """A figure that is either of two numbers, give or take one half."""
    near, far = (Interval(n - Fraction(1, 2), n + Fraction(1, 2)) for n in (small, large))
    span = Interval(near.low, far.high)
    return amount(Quantity(Fraction(small), "", Fraction(1), hard=span, readings=(near, far)))


@given(
    st.integers(-6, 6),
    st.integers(-6, 6),
    st.sampled_from([-2, -1, 1, 3]),
    st.integers(-2, 2),
    st.sampled_from(sorted(OPS)),
)
def test_a_figure_of_open_scale_is_one_of_two_numbers(
    small: int, other: int, factor: int, added: int, op: str
) -> None:
    """The oracle tries every true value of both sets on a grid of halves."""
    figure = of_open_scale(small, small + 20) * exactly(factor) + exactly(added)
    right = stated(Fraction(other), Fraction(1))
    grid = [Fraction(n, 2) for n in (-1, 0, 1)]
    lefts = [(n + g) * factor + added for n in (small, small + 20) for g in grid]
    held = [OPS[op](left, other + g) for left in lefts for g in grid]

    outcome = compare(op, figure, right).outcome
    assert outcome is not None
    if any(held):
        assert outcome is not Outcome.FAIL
    if not all(held):
        assert outcome is not Outcome.CERTAIN
    if outcome is Outcome.CERTAIN:
        assert all(held)
    if outcome is Outcome.FAIL:
        assert not any(held)


def test_nothing_between_two_readings_is_possible() -> None:
    figure = of_open_scale(1, 50)

    assert compare("==", figure, exactly(50)).outcome is Outcome.POSSIBLE
    assert compare("==", figure, exactly(1)).outcome is Outcome.POSSIBLE
    assert compare("==", figure, exactly(20)) == FAILED
    assert compare("==", figure - exactly(10), exactly(20)) == FAILED
    assert compare("!=", figure, exactly(20)) == CERTAIN
    assert compare("<", figure, exactly(20)).outcome is Outcome.POSSIBLE
    assert compare("<", figure, exactly(60)) == CERTAIN
    assert compare("==", -figure, -figure).outcome is Outcome.POSSIBLE
