"""Rates: a stated percentage against its part and whole, with what 0/0 and n/0 may say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.comparing import compare
from crossfoot.rules.measures import aligned
from crossfoot.rules.rounding import reachable
from crossfoot.rules.terms import Value
from crossfoot.rules.tree import Arithmetic, Call, Node
from crossfoot.rules.values import CERTAIN, ZERO, Amount, Outcome, Truth, Unknown, exactly

HUNDRED = Fraction(100)
Evaluate = Callable[[Node, Any], Value]


@dataclass(frozen=True, slots=True)
class Rate:
    """``stated == pct(part, whole)``.

    Attributes:
        growth: the part is the whole's change (``pct(now - before, before)``): a signed rate.
    """

    stated: Node
    part: Node
    whole: Node
    growth: bool


def rate_sides(left: Node, right: Node) -> Rate | None:
    """The rate that an equality states, if it states one."""
    for stated, other in ((left, right), (right, left)):
        if isinstance(other, Call) and other.function == "pct" and not _is_pct(stated):
            part, whole = other.args
            return Rate(stated, part, whole, growth_sides(part, whole) is not None)
    return None


def _is_pct(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "pct"


def growth_sides(part: Node, whole: Node) -> tuple[Node, Node] | None:
    """``(now, before)`` when the part is ``now - before`` and the whole is ``before``."""
    if isinstance(part, Arithmetic) and part.op == "-" and part.right == whole:
        return part.left, part.right
    return None


def judge_rate(rate: Rate, context: Any, evaluate: Evaluate) -> Truth:
    """Whether the stated percentage can follow from its part and whole.

    0/0 asks for a blank or a dash; 0 or 100 is odd, anything else is wrong.  Growth from nothing
    asks for a dash too.  Source: reference arithmetic of stated figures, sections 1.3 and 1.4.
    """
    part, whole = evaluate(rate.part, context), evaluate(rate.whole, context)
    stated = evaluate(rate.stated, context)
    if not isinstance(part, Amount):
        return _without_part(rate, stated, part, whole)
    if not isinstance(whole, Amount):
        return _untold(whole)
    if whole.exact == 0:
        return _of_nothing(rate, stated, part)
    if not isinstance(stated, Amount):
        return _untold(stated)
    result = percentage(rate.part, rate.whole, part, whole, context, evaluate)
    if isinstance(result, Unknown):
        return Truth(None, result.reason)
    return compare("==", stated, result, context.tolerance)


def _without_part(rate: Rate, stated: Value, part: Value, whole: Value) -> Truth:
    """A rate whose part is missing: some whole number of the whole must still give it.

    Source: reference arithmetic of stated figures, section 1.3 (granularity).
    """
    if rate.growth or not isinstance(part, Unknown) or part.reason not in _MISSING:
        return _untold(part)
    if not isinstance(stated, Amount) or not isinstance(whole, Amount) or stated.stated is None:
        return _untold(part)
    size = whole.exact
    counted = size is not None and size > 0 and size.denominator == 1
    if not counted or size is None or reachable(stated.possible, int(size), HUNDRED):
        return _untold(part)
    return Truth(Outcome.ODD, "unreachable")


_MISSING = ("missing", "not_collected")


def _untold(found: Value) -> Truth:
    return Truth(None, found.reason if isinstance(found, Unknown) else "ambiguous")


def _of_nothing(rate: Rate, stated: Value, part: Amount) -> Truth:
    if isinstance(stated, Unknown):
        if stated.reason not in ("missing", "not_applicable", "absent"):
            return Truth(None, stated.reason)
        if part.exact == 0 and stated.reason != "absent":
            return CERTAIN
        return Truth(None, "not_applicable" if rate.growth else stated.reason)
    if not isinstance(stated, Amount):
        return Truth(None, "ambiguous")
    if part.exact == 0 and _full_or_none(stated):
        return Truth(Outcome.ODD, "rate_of_nothing")
    if rate.growth and stated.nominal == HUNDRED:
        return Truth(Outcome.ODD, "growth_from_zero")
    return Truth(Outcome.FAIL, "zero_whole")


def _full_or_none(stated: Amount) -> bool:
    if stated.readings:  # a 1 that may be 100 %
        return any(HUNDRED in one.possible for one in stated.readings)
    return stated.nominal in (ZERO, HUNDRED)


def percentage(
    part_node: Node,
    whole_node: Node,
    part: Amount,
    whole: Amount,
    context: Any,
    evaluate: Evaluate,
) -> Amount | Unknown:
    """100 × part ÷ whole, written so that every rounded figure enters once.

    Growth ``(now - before) / before`` is ``now / before - 1``; ``(whole - rest) / whole`` is
    ``1 - rest / whole``; a share ``part / (part + rest)`` is ``1 / (1 + rest / part)``.
    Plain interval arithmetic would be too wide.
    """
    if whole.possible.high is not None and whole.possible.high < 0:
        return Unknown("negative_base")
    hundred = exactly(HUNDRED, "%")
    part, whole = aligned(part, whole)
    if part.exact is None or whole.exact is None:
        sides = growth_sides(part_node, whole_node)
        if sides is not None:
            now, before = (evaluate(side, context) for side in sides)
            if isinstance(now, Amount) and isinstance(before, Amount):
                ratio = now.divided(aligned(now, before)[1])
                return ratio if isinstance(ratio, Unknown) else ratio * hundred - hundred
        left = _left_over(part_node, whole_node)
        if left is not None:
            other = evaluate(left, context)
            if isinstance(other, Amount):
                ratio = aligned(whole, other)[1].divided(whole)
                return ratio if isinstance(ratio, Unknown) else hundred - ratio * hundred
        rest = _rest(part_node, whole_node)
        if rest is not None and ZERO not in part.possible:
            other = evaluate(rest, context)
            if isinstance(other, Amount):
                ratio = aligned(part, other)[1].divided(part)
                if isinstance(ratio, Amount):
                    return hundred.divided(exactly(1) + ratio)
    ratio = part.divided(whole)
    return ratio if isinstance(ratio, Unknown) else ratio * hundred


def _rest(part: Node, whole: Node) -> Node | None:
    """What is left of a whole written as ``part + rest``."""
    if isinstance(whole, Arithmetic) and whole.op == "+":
        if whole.left == part:
            return whole.right
        if whole.right == part:
            return whole.left
    return None


def _left_over(part: Node, whole: Node) -> Node | None:
    """What is not part of a whole, where the part is written as ``whole - rest``."""
    if isinstance(part, Arithmetic) and part.op == "-" and part.left == whole:
        return part.right
    return None


def not_all(stated: Amount, part: Amount, whole: Amount) -> str | None:
    """What a right rounding hides: ``all`` for 100 % of most, ``none`` for 0 % of some."""
    value = stated.nominal
    if value == HUNDRED and part.possible.high is not None and whole.possible.low is not None:
        return "all" if part.possible.high < whole.possible.low else None
    if value == ZERO and part.possible.low is not None:
        return "none" if part.possible.low > 0 else None
    return None
