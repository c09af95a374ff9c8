"""Which figures a statement is about where its words leave that open: those that bear it out.

A text that says 占35% speaks of a whole that it need not name again.  Of several figures that may
be that whole a reader takes the one that makes the statement right; only where none does, and the
words alone point to one, is there something to ask.  Nothing is claimed here that the text does not
say: arithmetic chooses between readings, it does not make one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from crossfoot.model.interval import Interval, point
from crossfoot.narrative.mention import Mention

_HUNDRED = point(100)
_MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8}


def values(mention: Mention) -> Interval:
    """The true values that a reader takes a figure to stand for; money in 元."""
    if mention.possible is None:
        possible = mention.number.quantity.likely()
        scale = _MONEY.get(mention.unit, 1)
        mention.possible = possible if scale == 1 else possible * point(scale)
    return mention.possible


def size(mention: Mention) -> Fraction:
    """A figure as stated; money in 元."""
    value, scale = mention.number.quantity.value, _MONEY.get(mention.unit, 1)
    return value if scale == 1 else value * scale


def share_fits(part: Mention, whole: Mention, percent: Mention) -> bool:
    """Whether a percentage is what a part comes to of a whole, as far as their digits tell."""
    of = values(whole)
    if not size(whole) or of.low is None or of.low <= 0:
        return False
    some, stated = values(part), values(percent)
    one, all_of_them = _only(some), _only(of)
    if one is not None and all_of_them is not None:
        return _is(100 * one, all_of_them, stated)
    return (some * _HUNDRED / of).meets(stated)


def _only(interval: Interval) -> Fraction | None:
    """The one value that is possible, as of counts, if there is but one."""
    low, high = interval.low, interval.high
    return low if low is not None and (low is high or low == high) else None


def _is(have: Fraction, over: Fraction, stated: Interval) -> bool:
    """Whether a quotient is among the values that a figure can stand for; in whole numbers."""
    top, under = have.numerator * over.denominator, over.numerator * have.denominator
    low, high = stated.low, stated.high
    if low is not None:
        above = top * low.denominator - low.numerator * under
        if above < 0 or (above == 0 and not stated.low_closed):
            return False
    if high is not None:
        below = high.numerator * under - top * high.denominator
        if below < 0 or (below == 0 and not stated.high_closed):
            return False
    return True


def shares_fit(parts: Sequence[Mention], whole: Mention, percent: Mention) -> bool:
    """Whether a percentage is what several parts together come to of a whole."""
    of, some = values(whole), values(parts[0])
    for part in parts[1:]:
        some = some + values(part)
    if of.low is None or of.low <= 0 or sum(map(size, parts)) >= size(whole):
        return False
    return (some * _HUNDRED / of).meets(values(percent))


def together_fit(part: Mention, rest: Mention, percent: Mention) -> bool:
    """Whether a percentage is what a part comes to of itself and what is left."""
    of = values(part) + values(rest)
    if of.low is None or of.low <= 0:
        return False
    return (values(part) * _HUNDRED / of).meets(values(percent))


def rest_fits(rest: Mention, whole: Mention, percent: Mention) -> bool:
    """Whether a percentage is what is left of a whole after ``rest`` has been taken away."""
    of = values(whole)
    if not size(whole) or of.low is None or of.low <= 0:
        return False
    some, stated = values(rest), values(percent)
    one, all_of_them = _only(some), _only(of)
    if one is not None and all_of_them is not None:
        return _is(100 * (all_of_them - one), all_of_them, stated)
    return (_HUNDRED - some * _HUNDRED / of).meets(stated)


def sum_fits(parts: Iterable[Mention], whole: Mention) -> bool:
    """Whether figures add up to another, as far as their digits tell."""
    return total_of(parts).meets(values(whole))


def total_of(parts: Iterable[Mention]) -> Interval:
    """The true values of the sum of some figures."""
    terms = [values(part) for part in parts]
    if all(_closed(each) for each in terms):  # as nearly all are, and quickly added up
        low = _sum([each.low for each in terms if each.low is not None])
        if all(each.low is each.high for each in terms):
            return Interval(low, low)
        return Interval(low, _sum([each.high for each in terms if each.high is not None]))
    total = point(0)
    for term in terms:
        total = total + term
    return total


def _closed(interval: Interval) -> bool:
    return interval.low_closed and interval.high_closed


def _sum(values: list[Fraction]) -> Fraction:
    if all(value.denominator == 1 for value in values):
        return Fraction(sum([value.numerator for value in values]))
    return sum(values, Fraction(0))


def quotient_fits(total: Mention, count: Mention, average: Mention) -> bool:
    """Whether a figure is the average of a total over a number."""
    over = values(count)
    if not size(count) or over.low is None or over.low <= 0:
        return False
    whole, stated = values(total), values(average)
    one, number = _only(whole), _only(over)
    if one is not None and number is not None:
        return _is(one, number, stated)
    return (whole / over).meets(stated)


def change_fits(later: Mention, earlier: Mention, change: Mention) -> bool:
    """Whether a change, in number, per cent or points, is what lies between two figures."""
    now, then, stated = values(later), values(earlier), values(change)
    moved = then - now if change.direction == "down" else now - then
    if change.unit != "%":
        return moved.meets(stated)
    if not size(earlier) or then.low is None or then.low <= 0:
        return False
    return (moved * _HUNDRED / then).meets(stated)
