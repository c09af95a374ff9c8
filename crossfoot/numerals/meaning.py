"""From the parts of a written number to what it means: value, unit, precision, hedge."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from crossfoot.model.dataclass import dataclass
from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx, Quantity
from crossfoot.numerals.chinese import Spelled, read_spelled
from crossfoot.numerals.words import Hedge

_BARE = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_MONEY_SCALES = {"万": 1, "亿": 1}  # 万元 and 亿元 are units of their own
_FIVE = Fraction(5)


@dataclass(frozen=True, slots=True)
class Literal:
    """The digits of a number before unit and hedge.

    Attributes:
        value: the number; for vague words (十几) the least it can be.
        high: the most it can be, when the words are vague.
        step: place of the last digit, ``None`` for plain integers.
    """

    value: Fraction
    high: Fraction | None = None
    step: Fraction | None = None

    def scaled(self, factor: int | Fraction) -> Literal:
        """The same digits in a unit that many times smaller; scaled digits are never exact."""
        step = (self.step or Fraction(1)) * factor
        high = None if self.high is None else self.high * factor
        return Literal(self.value * factor, high, step)


@lru_cache(maxsize=16384)
def from_digits(digits: str) -> Literal:
    """A literal from Arabic digits, with or without separators: ``1,208``, ``84.60``."""
    plain = digits.replace(",", "").replace(" ", "")
    whole, point, decimals = plain.partition(".")
    if not point:
        return Literal(Fraction(int(plain)))
    size = 10 ** len(decimals)
    return Literal(Fraction(int(whole + decimals), size), None, Fraction(1, size))


def from_spelled(text: str, *, bare: bool) -> Literal | None:
    """A literal from Chinese numerals; ``bare`` also takes a scale word without digits (百余)."""
    if text in _BARE:
        return Literal(Fraction(_BARE[text])) if bare else None
    spelled: Spelled | None = read_spelled(text)
    if spelled is None:
        return None
    return Literal(spelled.low, spelled.high if spelled.vague else None, spelled.step)


def as_money(
    literal: Literal, scale: str, unit: str, scales: Mapping[str, int], hedge: Hedge | None
) -> Quantity:
    """An amount of money in 元, 万元 or 亿元, whichever was written: 118.3万元, 5千万元."""
    if scale in _MONEY_SCALES or not scale:
        factor, name = 1, scale + unit
    elif scale.endswith("亿"):
        factor, name = scales[scale] // 10**8, "亿" + unit
    elif scales[scale] >= 10**5 and scale.endswith("万"):
        factor, name = scales[scale] // 10**4, "万" + unit
    else:
        factor, name = scales[scale], unit
    return hedged(literal.scaled(factor), name, hedge)


def hedged(literal: Literal, unit: str, hedge: Hedge | None) -> Quantity:
    """A quantity with the hard and soft sides of its hedging word, or of a vague numeral."""
    value = literal.value
    if hedge is None and literal.high is not None:
        reach = Interval(value, literal.high)
        return Quantity(value, unit, literal.step, Approx.ABOUT, reach, reach)
    if hedge is None:
        return Quantity(value, unit, literal.step)
    return hedge_quantity(Quantity(value, unit, literal.step), hedge)


def hedge_quantity(plain: Quantity, hedge: Hedge) -> Quantity:
    """The quantity as hedged: 300余 is above 300 and expected below 400.

    Source: reference arithmetic of stated figures, section 1.9.
    """
    value = plain.value
    return Quantity(
        value, plain.unit, plain.step, hedge.approx, _hard(value, hedge), _soft(plain, hedge)
    )


def tenths(value: Fraction, extra: Fraction) -> Quantity:
    """三成 is about 30 %, expected between 25 and 35; 八成五 about 85."""
    percent = 10 * value + extra
    width = Fraction(1, 2) if extra else _FIVE
    soft = Interval(percent - width, percent + width)
    return Quantity(percent, "%", 2 * width, Approx.ABOUT, None, soft)


def last_place(value: Fraction) -> Fraction | None:
    """Place value of the last non-zero digit: 100 for 300, 10 for 320, 1/10 for 1.2.

    ``None`` for a number without a last digit: 0, and fractions such as 1/3.
    """
    if value == 0:
        return None
    top, rest = value.numerator, value.denominator
    if rest == 1:
        place = 1
        while top % (place * 10) == 0:
            place *= 10
        return Fraction(place)
    places = []
    for prime in (2, 5):
        places.append(0)
        while rest % prime == 0:
            rest //= prime
            places[-1] += 1
    return Fraction(1, 10 ** max(places)) if rest == 1 else None


def _hard(value: Fraction, hedge: Hedge) -> Interval | None:
    match hedge.hard:
        case "above":
            return Interval(value, None, low_closed=False)
        case "from":
            return Interval(value, None)
        case "below":
            return Interval(None, value, high_closed=False)
        case "to":
            return Interval(None, value)
        case _:
            return None


def _soft(plain: Quantity, hedge: Hedge) -> Interval | None:
    value, size = plain.value, abs(plain.value)
    if size == 0:
        return None
    place = last_place(value)
    if hedge.within is not None:
        width = max((place or Fraction(0)) / 2, size * hedge.within)
        return Interval(value - width, value + width)
    if hedge.place and place is not None:
        return Interval(value, value + place, low_closed=False, high_closed=False)
    if hedge.low is not None:
        return Interval(value - size * (1 - hedge.low), value, high_closed=False)
    if hedge.high is not None:
        return Interval(value, value + size * (hedge.high - 1), low_closed=False)
    return None
