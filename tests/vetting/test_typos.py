"""Slips of the hand are cheap, numbers that have nothing in common are dear."""

from fractions import Fraction

import pytest

from crossfoot.vetting.typos import UNLIKE, cost

ONE = Fraction(1)


@pytest.mark.parametrize(
    ("written", "meant", "price"),
    [
        pytest.param(418, 481, "0.8", id="two digits the wrong way round"),
        pytest.param(-7, 7, "1", id="sign"),
        pytest.param(1208, 128, "1", id="a digit too many"),
        pytest.param(28, 128, "1", id="a digit lost"),
        pytest.param(3500, 35, "1.2", id="a hundredfold"),
        pytest.param(140, 149, "1.5", id="one digit wrong"),
        pytest.param(149, 258, "6", id="three digits wrong"),
        pytest.param(149, 158, "3", id="two digits wrong"),
        pytest.param(149, 3, "6", id="nothing in common"),
        pytest.param(0, -10, "6", id="below zero"),
    ],
)
def test_what_it_takes(written: int, meant: int, price: str) -> None:
    assert cost(Fraction(written), Fraction(meant), ONE) == Fraction(price)


def test_decimals_are_compared_down_to_the_last_one_written() -> None:
    assert cost(Fraction("21.75"), Fraction("21.57"), Fraction("0.01")) == Fraction("0.8")
    assert cost(Fraction("21.7"), Fraction("3.2"), Fraction("0.1")) == UNLIKE
