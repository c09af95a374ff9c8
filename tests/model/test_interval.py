"""Interval arithmetic against a brute-force oracle: every pair of true values on a fine grid."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.interval import (
    EVERYTHING,
    Interval,
    Possible,
    common,
    equal,
    hull,
    less,
    minimum,
    point,
)

FINE = Fraction(1, 10**6)


@st.composite
def bounded(draw: st.DrawFn) -> Interval:
    low = Fraction(draw(st.integers(-6, 6)), 2)
    width = Fraction(draw(st.integers(0, 6)), 2)
    if width == 0:
        return point(low)
    return Interval(low, low + width, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Values of the set: closed ends, values just inside open ends, zero and the middle."""
    assert interval.low is not None
    assert interval.high is not None
    inside = [interval.low, interval.low + FINE, interval.high - FINE, interval.high, Fraction(0)]
    inside.append((interval.low + interval.high) / 2)
    return [value for value in inside if value in interval]


OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
}
SETS: dict[str, Callable[[Interval, Interval], Interval]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=bounded(), b=bounded())
def test_a_result_holds_every_pair_and_reaches_no_further(
    name: str, a: Interval, b: Interval
) -> None:
    result = SETS[name](a, b)
    values = [OPERATIONS[name](x, y) for x, y in product(members(a), members(b))]
    assert all(value in result for value in values)
    for end, closed in (
        (result.low, result.low_closed),
        (result.high, result.high_closed),
    ):
        assert end is not None
        if closed:
            assert end in values
        else:
            assert min(abs(end - value) for value in values) <= 20 * FINE


@given(a=bounded(), b=bounded())
def test_a_quotient_holds_every_pair(a: Interval, b: Interval) -> None:
    assert b.low is not None
    assert b.high is not None
    if Fraction(0) in b or b.low < 0 < b.high:
        with pytest.raises(ZeroDivisionError):
            a / b
        return
    result = a / b
    assert all(x / y in result for x, y in product(members(a), members(b)))


@given(a=bounded())
def test_a_magnitude_holds_every_absolute_value_and_no_negative_one(a: Interval) -> None:
    result = a.magnitude()
    assert all(abs(x) in result for x in members(a))
    assert result.low is not None
    assert result.low >= 0
    assert (result.low == 0 and result.low_closed) == (Fraction(0) in a)


@given(a=bounded(), b=bounded())
def test_comparisons_say_none_some_or_all(a: Interval, b: Interval) -> None:
    pairs = list(product(members(a), members(b)))
    for strict in (False, True):
        said = less(a, b, strict=strict)
        true = [x < y if strict else x <= y for x, y in pairs]
        assert (said is Possible.NONE) == (not any(true))
        assert (said is Possible.ALL) == all(true)
    assert (equal(a, b) is Possible.NONE) == (common(a, b) is None)
    assert (equal(a, b) is Possible.ALL) == (a.is_point and a == b)


@given(parts=st.lists(bounded(), min_size=1, max_size=4))
def test_least_and_greatest_of_several(parts: list[Interval]) -> None:
    for values in product(*[members(part) for part in parts]):
        assert min(values) in minimum(parts)
        assert max(values) in -minimum(-part for part in parts)
        assert all(value in hull(parts) for value in values)


@given(a=bounded(), b=bounded())
def test_the_common_part_holds_what_both_hold(a: Interval, b: Interval) -> None:
    both = common(a, b)
    for value in (*members(a), *members(b)):
        assert (value in a and value in b) == (both is not None and value in both)


def test_unbounded_sets_stay_unbounded_where_they_must() -> None:
    over_two = Interval(Fraction(2), None, low_closed=False)
    assert over_two + point(1) == Interval(Fraction(3), None, low_closed=False)
    assert over_two * Interval(Fraction(3), Fraction(4)) == Interval(
        Fraction(6), None, low_closed=False
    )
    assert over_two * point(0) == point(0)
    assert point(1) / over_two == Interval(Fraction(0), Fraction(1, 2), False, False)
    assert -over_two == Interval(None, Fraction(-2), high_closed=False)
    assert EVERYTHING.magnitude() == Interval(Fraction(0), None)
    assert less(over_two, point(2), strict=False) is Possible.NONE
    assert less(point(2), over_two, strict=True) is Possible.ALL


def test_an_empty_set_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(1), Fraction(1), True, False)
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(2), Fraction(1))


@given(
    low=st.one_of(st.none(), st.integers(-6, 6)),
    width=st.one_of(st.none(), st.integers(1, 6)),
    closed=st.tuples(st.booleans(), st.booleans()),
    factor=st.integers(-4, 4),
)
def test_scaling_is_the_product_with_one_number(
    low: int | None, width: int | None, closed: tuple[bool, bool], factor: int
) -> None:
    bottom = None if low is None else Fraction(low, 2)
    top = None if width is None else (bottom or Fraction(0)) + Fraction(width, 2)
    interval = Interval(bottom, top, *closed)
    assert interval.scaled(Fraction(factor, 3)) == interval * point(Fraction(factor, 3))
