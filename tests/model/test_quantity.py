"""What a stated number can stand for, against the decimal module's own rounding."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
)
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.quantity import Approx, Convention, Quantity, rounded

DECIMAL_MODES = {
    Convention.HALF_UP: ROUND_HALF_UP,
    Convention.HALF_EVEN: ROUND_HALF_EVEN,
    Convention.TRUNCATE: ROUND_DOWN,
    Convention.FLOOR: ROUND_FLOOR,
    Convention.CEIL: ROUND_CEILING,
}


@pytest.mark.parametrize("convention", DECIMAL_MODES)
@given(thousandths=st.integers(-40000, 40000), digits=st.integers(0, 2))
def test_a_true_value_lies_in_the_set_of_what_is_printed_for_it(
    convention: Convention, thousandths: int, digits: int
) -> None:
    step = Decimal(1).scaleb(-digits)
    true = Decimal(thousandths) / 1000
    printed = true.quantize(step, rounding=DECIMAL_MODES[convention])
    assert Fraction(true) in rounded(Fraction(printed), Fraction(step), convention)


@pytest.mark.parametrize("convention", DECIMAL_MODES)
@given(thousandths=st.integers(-4000, 4000), tenths=st.integers(-40, 40))
def test_a_value_outside_the_set_would_be_printed_differently(
    convention: Convention, thousandths: int, tenths: int
) -> None:
    true = Decimal(thousandths) / 1000
    printed = true.quantize(Decimal("0.1"), rounding=DECIMAL_MODES[convention])
    stated = Fraction(tenths, 10)
    inside = Fraction(true) in rounded(stated, Fraction(1, 10), convention)
    assert inside == (Fraction(printed) == stated)


def test_counts_are_exact() -> None:
    count = Quantity(Fraction(140), "条")
    assert count.exact
    assert count.possible().is_point


def test_an_approximate_figure_is_not_exact() -> None:
    assert not Quantity(Fraction(300), "份", approx=Approx.ABOUT).exact
    assert Fraction(10**9) in Quantity(Fraction(300), "份", approx=Approx.ABOUT).possible()
