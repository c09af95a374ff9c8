"""What a formula yields: sets of true values, and how surely a comparison of them holds.

An :class:`Amount` carries a number as three sets at once: what it can be at all, what a strict half
rule would have printed, and what the hedging words lead a reader to expect.  A comparison ranks
how it holds by the tightest of them (:class:`Outcome`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from crossfoot.model.dataclass import dataclass
from crossfoot.model.interval import Interval, minimum, point
from crossfoot.model.quantity import Convention, Quantity, rounded

ZERO = Fraction(0)


class Outcome(IntEnum):
    """How surely a condition holds; only ``FAIL`` contradicts every set of true values."""

    FAIL = 0
    UNLIKELY = 1  # inside the worst case, but beyond three standard deviations of rounding
    ODD = 2  # outside what an approximate word leads a reader to expect
    EDGE = 3  # only when a half was rounded down, which neither half rule does
    POSSIBLE = 4  # some true values satisfy it
    CERTAIN = 5  # all of them do


@dataclass(frozen=True, slots=True)
class Truth:
    """A three-valued result: an outcome, or ``None`` when it cannot be told, and why."""

    outcome: Outcome | None
    reason: str | None = None

    @property
    def known(self) -> bool:
        """False when an operand is missing, unreadable, not applicable …."""
        return self.outcome is not None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not there, and why (``missing``, ``not_applicable``, ``unreadable`` …)."""

    reason: str


CERTAIN = Truth(Outcome.CERTAIN)
FAILED = Truth(Outcome.FAIL)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the set of true values it can stand for.

    Attributes:
        possible: everything it can be.
        strict: what half-up or half-even would have printed this way.
        likely: what a reader expects of a hedged figure.
        middle: middle of the set, carried through sums; ``None`` once that makes no sense.
        spread: sum of the squared (weight × half step) of the rounded figures in a sum.
        unit: unit of measure, ``""`` for a bare number.
        stated: the number as written, carried through sums like ``middle``.
        readings: where it is one of several numbers, these; its sets then span them all.
    """

    possible: Interval
    strict: Interval
    likely: Interval
    middle: Fraction | None
    spread: Fraction = ZERO
    unit: str = ""
    stated: Fraction | None = None
    readings: tuple[Amount, ...] = ()

    @property
    def ways(self) -> tuple[Amount, ...]:
        """The numbers that it may be, itself where it is one."""
        return self.readings or (self,)

    @property
    def plain(self) -> bool:
        """True when its three sets are known to be one, as those of a number known exactly are."""
        return self.strict is self.possible and self.likely is self.possible

    @property
    def exact(self) -> Fraction | None:
        """The one true value, when there is only one."""
        return self.possible.low if self.possible.is_point else None

    @property
    def nominal(self) -> Fraction | None:
        """The number as written or computed from what is written, where there is one."""
        return self.stated if self.stated is not None else self.exact

    def __neg__(self) -> Amount:
        possible = -self.possible
        return Amount(
            possible,
            possible if self.plain else -self.strict,
            possible if self.plain else -self.likely,
            _negative(self.middle),
            self.spread,
            self.unit,
            _negative(self.stated),
            tuple(-one for one in self.readings),
        )

    def __add__(self, other: Amount) -> Amount:
        possible = self.possible + other.possible
        plain = self.plain and other.plain
        return Amount(
            possible,
            possible if plain else self.strict + other.strict,
            possible if plain else self.likely + other.likely,
            _sum(self.middle, other.middle),
            self.spread + other.spread,
            self.unit or other.unit,
            _sum(self.nominal, other.nominal),
            _each(operator.add, self, other),
        )

    def __sub__(self, other: Amount) -> Amount:
        return self + (-other)

    def __mul__(self, other: Amount) -> Amount:
        if other.exact is not None:
            return self.scaled(other.exact, other.unit)
        if self.exact is not None:
            return other.scaled(self.exact, self.unit)
        return Amount(
            self.possible * other.possible,
            self.strict * other.strict,
            self.likely * other.likely,
            None,
            readings=_each(operator.mul, self, other),
        )

    def scaled(self, factor: Fraction, unit: str) -> Amount:
        """The product with a number of a unit that is known exactly."""
        possible = self.possible.scaled(factor)
        return Amount(
            possible,
            possible if self.plain else self.strict.scaled(factor),
            possible if self.plain else self.likely.scaled(factor),
            None if self.middle is None else self.middle * factor,
            self.spread * factor * factor,
            self.unit if not unit else "",
            None if self.nominal is None else self.nominal * factor,
            tuple(one.scaled(factor, unit) for one in self.readings),
        )

    def divided(self, other: Amount) -> Amount | Unknown:
        """The quotient, unknown when the divisor may be zero."""
        if ZERO in other.possible:
            return Unknown("zero_divisor" if other.exact is not None else "divisor_may_be_zero")
        if other.exact is not None:
            return self.scaled(1 / other.exact, other.unit)
        try:
            return Amount(
                self.possible / other.possible,
                self.strict / other.strict,
                self.likely / other.likely,
                None,
            )
        except ZeroDivisionError:
            return Unknown("divisor_may_be_zero")

    def magnitude(self) -> Amount:
        """The absolute value."""
        return Amount(
            self.possible.magnitude(),
            self.strict.magnitude(),
            self.likely.magnitude(),
            None if self.middle is None else abs(self.middle),
            self.spread,
            self.unit,
            None if self.stated is None else abs(self.stated),
            tuple(one.magnitude() for one in self.readings),
        )


_MOST_READINGS = 8  # beyond so many ways only their span is kept, which never fails too much


def _each(
    op: Callable[[Amount, Amount], Amount], left: Amount, right: Amount
) -> tuple[Amount, ...]:
    """What an operation gives for every way in which two numbers can be read."""
    if not (left.readings or right.readings):
        return ()
    if len(left.ways) * len(right.ways) > _MOST_READINGS:
        return ()
    return tuple(op(one, other) for one in left.ways for other in right.ways)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a rule lets its equalities be off by.

    Attributes:
        absolute: in the unit compared.
        digits: in units of the last stated digit.
    """

    absolute: Fraction = ZERO
    digits: Fraction = ZERO

    def __bool__(self) -> bool:
        return bool(self.absolute or self.digits)

    def width(self, left: Amount, right: Amount) -> Fraction:
        """How far apart two numbers may be; a sum's last digit is that of its figures together."""
        if not self.digits:
            return self.absolute
        spread = max(left.spread, right.spread)
        half = Fraction(isqrt(spread.numerator), isqrt(spread.denominator))
        return self.absolute + self.digits * 2 * half


EXACTLY = Tolerance()


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _negative(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def exactly(value: Fraction | int, unit: str = "") -> Amount:
    """A number known exactly."""
    only = point(value)
    return Amount(only, only, only, only.low, ZERO, unit, only.low)


@lru_cache(maxsize=1 << 16)
def amount(quantity: Quantity, convention: Convention = Convention.ANY_HALF) -> Amount:
    """The sets of a stated number, under the rounding convention its publisher uses."""
    possible = quantity.possible(convention)
    unit, value = quantity.unit, quantity.value
    if quantity.exact:
        return Amount(possible, possible, possible, value, ZERO, unit, value)
    hedged = quantity.hard is not None or quantity.approx is not None
    if hedged or quantity.step is None or possible.low is None or possible.high is None:
        likely = quantity.likely(convention)
        ways = tuple(Amount(one, one, one, None, ZERO, unit) for one in quantity.readings)
        return Amount(possible, possible, likely, None, ZERO, unit, readings=ways)
    strict = possible
    if convention is Convention.ANY_HALF:
        strict = half_rules(value, quantity.step)
    half = (possible.high - possible.low) / 2
    middle = possible.low + half
    likely = quantity.likely(convention)
    return Amount(possible, strict, likely, middle, half * half, unit, value)


def half_rules(value: Fraction, step: Fraction) -> Interval:
    """The true values that half-up or half-even prints as ``value`` (half-down is left out)."""
    even = rounded(value, step, Convention.HALF_EVEN)
    up = rounded(value, step, Convention.HALF_UP)
    return Interval(
        even.low,
        even.high,
        even.low_closed or up.low_closed,
        even.high_closed or up.high_closed,
    )


def least(items: list[Amount]) -> Amount:
    """The least of several numbers.

    Raises:
        ValueError: there is none.
    """
    possible = minimum(item.possible for item in items)
    return Amount(
        possible,
        minimum(item.strict for item in items),
        minimum(item.likely for item in items),
        possible.low if possible.is_point else None,
        ZERO,
        items[0].unit,
    )


def greatest(items: list[Amount]) -> Amount:
    """The greatest of several numbers.

    Raises:
        ValueError: there is none.
    """
    return -least([-item for item in items])
