"""The slips that hands make when they copy one figure."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from crossfoot.model.quantity import Quantity

_DIGITS = "0123456789"
_MOST_PLACES = 9


class Slip(StrEnum):
    """A kind of wrong figure."""

    DIGIT = "digit"  # one digit is another
    DROPPED = "dropped"  # one digit is missing
    TRANSPOSED = "transposed"  # two digits stand the wrong way round
    TENFOLD = "tenfold"  # a nought too many, or the point one place off
    SIGN = "sign"  # minus for plus
    SWAPPED = "swapped"  # two figures that stand beside or above each other changed places


def slips(quantity: Quantity) -> Iterator[tuple[Slip, Fraction]]:
    """Every wrong value that a single slip makes of a figure, once for each kind, in order.

    Digits are those down to the last one stated; no slip begins with a nought that nobody writes.
    """
    unit = _last_digit(quantity)
    value = quantity.value
    if unit is None or (value / unit).denominator != 1:
        return
    digits = str(abs(int(value / unit)))
    sign = -1 if value < 0 else 1
    wrong: list[tuple[Slip, str]] = [
        *((Slip.DIGIT, text) for text in _changed(digits)),
        *((Slip.DROPPED, text) for text in _dropped(digits)),
        *((Slip.TRANSPOSED, text) for text in _transposed(digits)),
    ]
    seen: set[tuple[Slip, str]] = set()
    for kind, text in wrong:
        if (kind, text) not in seen and text != digits:
            seen.add((kind, text))
            yield kind, sign * int(text) * unit
    if value:
        yield Slip.TENFOLD, value * 10
        yield Slip.SIGN, -value


def _last_digit(quantity: Quantity) -> Fraction | None:
    """Place value of the last digit: as stated, else that of the exact decimal."""
    if quantity.step is not None:
        return quantity.step
    for places in range(_MOST_PLACES):
        unit = Fraction(1, 10**places)
        if (quantity.value / unit).denominator == 1:
            return unit
    return None


def _changed(digits: str) -> Iterator[str]:
    for at, old in enumerate(digits):
        for new in _DIGITS:
            if new != old and not (new == "0" and at == 0 and len(digits) > 1):
                yield digits[:at] + new + digits[at + 1 :]


def _dropped(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        left = digits[:at] + digits[at + 1 :]
        if left and (left[0] != "0" or left == "0"):
            yield left


def _transposed(digits: str) -> Iterator[str]:
    for at in range(len(digits) - 1):
        if digits[at + 1] != "0" or at > 0:
            yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
