"""A stated number: what was written, as the set of true values it can stand for."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.model.interval import EVERYTHING, Interval, point


class Approx(StrEnum):
    """How a figure was hedged: 300余 over, 近40 under, 约5 about, 10以上 at least."""

    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Convention(StrEnum):
    """How a publisher cuts a true value to the digits it prints."""

    ANY_HALF = "any_half"  # to the nearest, the half going either way
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"
    FLOOR = "floor"
    CEIL = "ceil"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number in its unit of measure.

    Attributes:
        value: the number as stated, in ``unit``: 1.5万份 is 15000 份, 84.6% is 84.6 with unit
            ``%``, 118.3万元 is 118.3 with unit 万元.
        unit: unit of measure as written (``""`` when there is none).
        step: place value of the last stated digit, in ``unit`` (1.5万 has step 1000, 84.6% has
            1/10); ``None`` for a figure that is exact, as counts are.
        approx: how the figure was hedged in words, if it was.
        hard: what the hedging word or a range allows by its meaning; overrides ``step``.
        soft: what the word leads a reader to expect; outside it a figure is odd, not wrong.
        readings: the sets it is one of where its scale is open, as 0.5 among percentages may be
            0.5 % or 50 %; ``hard`` is what spans them.
    """

    value: Fraction
    unit: str = ""
    step: Fraction | None = None
    approx: Approx | None = None
    hard: Interval | None = None
    soft: Interval | None = None
    readings: tuple[Interval, ...] = ()

    @property
    def exact(self) -> bool:
        """True when the figure stands for one true value only."""
        return self.step is None and self.hard is None and self.approx is None

    def possible(self, convention: Convention = Convention.ANY_HALF) -> Interval:
        """All true values that the figure can stand for under a rounding convention.

        Source: reference arithmetic of stated figures, section 1.1.
        """
        if self.hard is not None:
            return self.hard
        if self.approx is Approx.ABOUT:
            return EVERYTHING
        if self.step is None:
            return point(self.value)
        return rounded(self.value, self.step, convention)

    def likely(self, convention: Convention = Convention.ANY_HALF) -> Interval:
        """The true values that a reader would expect: the soft side of an approximate word."""
        return self.soft if self.soft is not None else self.possible(convention)


def rounded(value: Fraction, step: Fraction, convention: Convention) -> Interval:
    """The true values that a convention prints as ``value`` with last digit ``step``.

    ``ANY_HALF`` closes both ends: either half rule may have been used.  Truncation cuts toward
    zero, so a stated 0 covers both sides of it.
    """
    half = step / 2
    match convention:
        case Convention.EXACT:
            return point(value)
        case Convention.ANY_HALF:
            return Interval(value - half, value + half)
        case Convention.HALF_EVEN:
            even = (value / step).denominator == 1 and (value / step).numerator % 2 == 0
            return Interval(value - half, value + half, even, even)
        case Convention.HALF_UP:
            if value == 0:
                return Interval(-half, half, False, False)
            return Interval(value - half, value + half, value > 0, value < 0)
        case Convention.TRUNCATE:
            if value == 0:
                return Interval(-step, step, False, False)
            if value > 0:
                return Interval(value, value + step, True, False)
            return Interval(value - step, value, False, True)
        case Convention.FLOOR:
            return Interval(value, value + step, True, False)
        case Convention.CEIL:
            return Interval(value - step, value, False, True)
