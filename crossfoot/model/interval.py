"""Intervals of exact numbers, with open and closed ends.

An interval is the set of true values that a written number can stand for.  Ends are
:class:`fractions.Fraction`; ``None`` is infinity.  There is no epsilon anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction

from crossfoot.model.dataclass import dataclass

ZERO = Fraction(0)


class Possible(IntEnum):
    """How many pairs of true values satisfy a comparison: none, some, or all of them."""

    NONE = 0
    SOME = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A non-empty set ``low .. high`` of true values.

    ``low`` and ``high`` are ``None`` where the set is unbounded.  ``low_closed`` and
    ``high_closed`` say whether the end itself belongs to the set; an infinite end is open.

    Raises:
        ValueError: the set would be empty.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low is None and self.low_closed:
            object.__setattr__(self, "low_closed", False)
        if self.high is None and self.high_closed:
            object.__setattr__(self, "high_closed", False)
        if self.low is not None and self.high is not None:
            closed = self.low_closed and self.high_closed
            if self.low is self.high and closed:
                return  # a point, as most are
            if self.low > self.high or (self.low == self.high and not closed):
                raise ValueError(f"empty interval {self}")

    @property
    def is_point(self) -> bool:
        """True when exactly one true value is possible."""
        return self.low is not None and self.low == self.high

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_closed,
            self.low_closed,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval) -> Interval:
        return _between(_times(a, b) for a in _ends(self) for b in _ends(other))

    def scaled(self, factor: Fraction) -> Interval:
        """The product with one number."""
        if not factor:
            return point(ZERO)
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor > 0:
            return Interval(low, high, self.low_closed, self.high_closed)
        return Interval(high, low, self.high_closed, self.low_closed)

    def __truediv__(self, other: Interval) -> Interval:
        """Quotient set; the divisor must not contain or touch both sides of zero.

        Raises:
            ZeroDivisionError: zero is a possible divisor.
        """
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """The set of ``1/x``.

        Raises:
            ZeroDivisionError: zero is a member of the set, or values of both signs are.
        """
        if ZERO in self or (self.low is None and self.high is None):
            raise ZeroDivisionError("the divisor may be zero")
        low = None if self.high == 0 else (ZERO if self.high is None else 1 / self.high)
        high = None if self.low == 0 else (ZERO if self.low is None else 1 / self.low)
        return Interval(
            low,
            high,
            self.high_closed and self.high is not None,
            self.low_closed and self.low is not None,
        )

    def magnitude(self) -> Interval:
        """The set of ``|x|``."""
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return -self
        (_, high), closed = max(_ends(self)[1], _ends(-self)[1], key=lambda end: (end[0], end[1]))
        infinite = self.low is None or self.high is None
        return Interval(ZERO, None if infinite else high, True, closed)

    def meets(self, other: Interval) -> bool:
        """True when some value belongs to both sets."""
        return not (_before(self, other) or _before(other, self))

    def within(self, other: Interval) -> bool:
        """True when every value of this set belongs to the other."""
        low_ok = other.low is None or (
            self.low is not None
            and (
                self.low > other.low
                or (self.low == other.low and (other.low_closed or not self.low_closed))
            )
        )
        high_ok = other.high is None or (
            self.high is not None
            and (
                self.high < other.high
                or (self.high == other.high and (other.high_closed or not self.high_closed))
            )
        )
        return low_ok and high_ok


def point(value: Fraction | int) -> Interval:
    """The set of one exactly known value."""
    exact = Fraction(value)
    return Interval(exact, exact)


EVERYTHING = Interval()


def equal(a: Interval, b: Interval) -> Possible:
    """Whether ``a == b`` can hold, or must hold."""
    if not a.meets(b):
        return Possible.NONE
    return Possible.ALL if a.is_point and b.is_point else Possible.SOME


def less(a: Interval, b: Interval, *, strict: bool) -> Possible:
    """Whether ``a < b`` (or ``a <= b`` when not strict) can hold, or must hold."""
    if not _can_be_below(a, b, strict=strict):
        return Possible.NONE
    return Possible.SOME if _can_be_below(b, a, strict=not strict) else Possible.ALL


def hull(parts: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all the parts.

    Raises:
        ValueError: there is no part.
    """
    return _between(end for part in parts for end in _ends(part))


def common(*parts: Interval) -> Interval | None:
    """The set of values that belong to all parts, or ``None`` when there is no such value."""
    lows = [_ends(part)[0] for part in parts]
    highs = [_ends(part)[1] for part in parts]
    (low_infinite, low), low_closed = max(lows, key=lambda end: (end[0], not end[1]))
    (high_infinite, high), high_closed = min(highs, key=lambda end: (end[0], end[1]))
    try:
        return Interval(
            None if low_infinite else low,
            None if high_infinite else high,
            low_closed,
            high_closed,
        )
    except ValueError:
        return None


def minimum(parts: Iterable[Interval]) -> Interval:
    """The set of possible values of the least of the parts.

    Raises:
        ValueError: there is no part.
    """
    items = list(parts)
    (low_infinite, low), low_closed = min(
        (_ends(part)[0] for part in items), key=lambda end: (end[0], not end[1])
    )
    (high_infinite, high), high_closed = min(
        (_ends(part)[1] for part in items), key=lambda end: (end[0], end[1])
    )
    return Interval(
        None if low_infinite else low,
        None if high_infinite else high,
        low_closed,
        high_closed,
    )


_Extended = tuple[int, Fraction]  # (-1, 0) minus infinity, (0, v) the number v, (1, 0) infinity
_End = tuple[_Extended, bool]


def _ends(interval: Interval) -> tuple[_End, _End]:
    low = (-1, ZERO) if interval.low is None else (0, interval.low)
    high = (1, ZERO) if interval.high is None else (0, interval.high)
    return (low, interval.low_closed), (high, interval.high_closed)


def _times(a: _End, b: _End) -> _End:
    """The product of two ends; zero wins over infinity, and a reached zero closes the end."""
    (a_infinite, a_value), a_closed = a
    (b_infinite, b_value), b_closed = b
    a_sign = a_infinite or (a_value > 0) - (a_value < 0)
    b_sign = b_infinite or (b_value > 0) - (b_value < 0)
    if a_sign * b_sign == 0:
        return (0, ZERO), (a_sign == 0 and a_closed) or (b_sign == 0 and b_closed)
    if a_infinite or b_infinite:
        return (a_sign * b_sign, ZERO), False
    return (0, a_value * b_value), a_closed and b_closed


def _between(ends: Iterable[_End]) -> Interval:
    """The smallest interval with all the ends; of two equal ends the closed one wins."""
    items = list(ends)
    (low_infinite, low), low_closed = min(items, key=lambda end: (end[0], not end[1]))
    (high_infinite, high), high_closed = max(items, key=lambda end: (end[0], end[1]))
    return Interval(
        None if low_infinite else low,
        None if high_infinite else high,
        low_closed,
        high_closed,
    )


def _before(a: Interval, b: Interval) -> bool:
    """True when every value of ``a`` lies below every value of ``b``."""
    if a.high is None or b.low is None:
        return False
    # Both products once, where two comparisons of fractions would each work them out.
    one = a.high.numerator * b.low.denominator
    other = b.low.numerator * a.high.denominator
    return one < other or (one == other and not (a.high_closed and b.low_closed))


def _can_be_below(a: Interval, b: Interval, *, strict: bool) -> bool:
    if a.low is None or b.high is None:
        return True
    if a.low < b.high:
        return True
    return not strict and a.low == b.high and a.low_closed and b.high_closed
