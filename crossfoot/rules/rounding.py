"""How numbers get their digits: printing under a convention, and what that tells of the numbers.

Source: reference arithmetic of stated figures, sections 1.1 and 1.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from crossfoot.model.dataclass import dataclass
from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Convention

TELLING_RATES = 5
EXPLAINED = Fraction(9, 10)
_CANDIDATES = (Convention.TRUNCATE, Convention.FLOOR, Convention.CEIL)
_HALF = Fraction(1, 2)


def printed(value: Fraction, step: Fraction, convention: Convention) -> frozenset[Fraction]:
    """What a convention prints a true value as, to digits of ``step``: two at a free half."""
    scaled = value / step
    down = floor(scaled)
    rest = scaled - down
    if rest == 0 or convention is Convention.EXACT:
        return frozenset({value})
    match convention:
        case Convention.FLOOR:
            found = {down}
        case Convention.CEIL:
            found = {down + 1}
        case Convention.TRUNCATE:
            found = {down if value > 0 else down + 1}
        case _ if rest != _HALF:
            found = {down + (rest > _HALF)}
        case Convention.HALF_UP:
            found = {down + (value > 0)}
        case Convention.HALF_EVEN:
            found = {down + down % 2}
        case _:
            found = {down, down + 1}
    return frozenset(number * step for number in found)


def split_digits(value: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    """A number cut toward zero to digits of ``step``, and the size of what that drops."""
    count = floor(abs(value) / step) * step
    kept = -count if value < 0 else count
    return kept, abs(value - kept)


def reachable(share: Interval, whole: int, scale: Fraction = Fraction(1)) -> bool:
    """Whether some whole number of ``whole`` gives a mean or rate in the set.

    Args:
        share: the true values that the stated mean or rate can stand for.
        whole: how many things there are (cases × items for a mean of several items).
        scale: 100 for a percentage, 1 for a mean.
    """
    if share.low is None or share.high is None:
        return True
    low, high = share.low * whole / scale, share.high * whole / scale
    first = ceil(low)
    if first == low and not share.low_closed:
        first += 1
    return first < high or (first == high and share.high_closed)


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate as stated beside the exact true value that its counts give.

    Attributes:
        stated: the number of per cent as written.
        step: place value of its last digit.
        true: 100 × part ÷ whole, exactly.
    """

    stated: Fraction
    step: Fraction
    true: Fraction


@dataclass(frozen=True, slots=True)
class Inference:
    """How a submission cuts its rates to their digits.

    Attributes:
        telling: rates on which this convention and rounding to the nearest differ.
        explained: those of them that it explains.
    """

    convention: Convention
    telling: int
    explained: int


def infer_convention(rates: Sequence[StatedRate]) -> Inference | None:
    """The convention other than rounding to the nearest that a submission plainly uses, if any.

    It must explain nine in ten of at least five rates that tell the two apart.  Where rounding to
    the nearest explains a rate as well, the rate tells nothing.
    """
    odd = [rate for rate in rates if not _to_nearest(rate)]
    for candidate in _CANDIDATES:
        explained = sum(
            _tells(rate, candidate) and rate.stated in printed(rate.true, rate.step, candidate)
            for rate in odd
        )
        if explained < EXPLAINED * TELLING_RATES:
            continue
        telling = sum(_tells(rate, candidate) for rate in rates)
        if telling >= TELLING_RATES and explained >= EXPLAINED * telling:
            return Inference(candidate, telling, explained)
    return None


def _to_nearest(rate: StatedRate) -> bool:
    """Whether rounding to the nearest explains a rate, a half going either way."""
    return 2 * abs(rate.stated - rate.true) <= rate.step and not rate.stated % rate.step


def _tells(rate: StatedRate, candidate: Convention) -> bool:
    """Whether a convention prints a rate otherwise than rounding to the nearest does."""
    nearest = printed(rate.true, rate.step, Convention.ANY_HALF)
    return not nearest & printed(rate.true, rate.step, candidate)
