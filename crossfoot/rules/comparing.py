"""How surely a comparison of stated figures holds, and Kleene's connectives over such answers."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.model.interval import Interval, Possible, equal, less, point
from crossfoot.rules.values import CERTAIN, EXACTLY, FAILED, Amount, Outcome, Tolerance, Truth


def compare(op: str, left: Amount, right: Amount, tolerance: Tolerance = EXACTLY) -> Truth:
    """Whether ``left op right`` holds for some, all or none of the true values.

    Source: reference arithmetic of stated figures, sections 1.2, 1.6 and 1.9.
    """
    if op == "!=":
        return negated(compare("==", left, right, tolerance))
    if left.readings or right.readings:
        pairs = [(one, other) for one in left.ways for other in right.ways]
        return _either([compare(op, one, other, tolerance) for one, other in pairs])
    if tolerance and op == "==":
        return _within(left, right, tolerance.width(left, right))
    possible = _holds(op, left.possible, right.possible)
    if possible is Possible.NONE:
        return FAILED
    if possible is Possible.ALL:
        return CERTAIN
    if op == "==" and _beyond_three_sd(left, right):
        return Truth(Outcome.UNLIKELY, "three_sd")
    if _holds(op, left.likely, right.likely) is Possible.NONE:
        return Truth(Outcome.ODD, "approximate")
    if _holds(op, left.strict, right.strict) is Possible.NONE:
        return Truth(Outcome.EDGE, "half_down")
    return Truth(Outcome.POSSIBLE)


def _either(several: list[Truth]) -> Truth:
    """What holds when a figure may be one of several numbers: the best, sure only if all are."""
    best = disjunction(several)
    sure = all(one.outcome is Outcome.CERTAIN for one in several)
    return best if sure or best.outcome is not Outcome.CERTAIN else Truth(Outcome.POSSIBLE)


def _within(left: Amount, right: Amount, tolerance: Fraction) -> Truth:
    gap = (left - right).possible.magnitude()
    holds = less(gap, point(tolerance), strict=False)
    if holds is Possible.NONE:
        return FAILED
    return CERTAIN if holds is Possible.ALL else Truth(Outcome.POSSIBLE)


def _holds(op: str, left: Interval, right: Interval) -> Possible:
    match op:
        case "==":
            return equal(left, right)
        case "<":
            return less(left, right, strict=True)
        case "<=":
            return less(left, right, strict=False)
        case ">":
            return less(right, left, strict=True)
        case ">=":
            return less(right, left, strict=False)
    raise ValueError(op)


def _beyond_three_sd(left: Amount, right: Amount) -> bool:
    """Whether the residual of a sum of rounded figures is beyond three standard deviations.

    The rounding error of a figure with half step h is taken as uniform on ``-h .. h``, which has
    variance ``h²/3``.
    """
    if left.middle is None or right.middle is None:
        return False
    residual = left.middle - right.middle
    return residual * residual > 3 * (left.spread + right.spread)


def negated(truth: Truth) -> Truth:
    """``not``: what is certain fails, what fails is certain, all else stays possible."""
    if truth.outcome is None:
        return truth
    if truth.outcome is Outcome.CERTAIN:
        return FAILED
    return CERTAIN if truth.outcome is Outcome.FAIL else Truth(Outcome.POSSIBLE)


def conjunction(items: list[Truth]) -> Truth:
    """``and`` with Kleene's unknown: a failure decides, else an unknown does, else the weakest."""
    worst = CERTAIN
    unknown: Truth | None = None
    for item in items:
        if item.outcome is None:
            unknown = unknown or item
        elif worst.outcome is not None and item.outcome < worst.outcome:
            worst = item
    if worst.outcome is Outcome.FAIL or unknown is None:
        return worst
    return unknown


def disjunction(items: list[Truth]) -> Truth:
    """``or`` with Kleene's unknown: what some true values satisfy decides, else an unknown does."""
    best = FAILED
    unknown: Truth | None = None
    for item in items:
        if item.outcome is None:
            unknown = unknown or item
        elif best.outcome is not None and item.outcome > best.outcome:
            best = item
    if unknown is None or (best.outcome is not None and best.outcome >= Outcome.POSSIBLE):
        return best
    return unknown
