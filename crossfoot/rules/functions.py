"""The computing functions of the rule language."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any, Protocol

from crossfoot.model.interval import Interval
from crossfoot.rules import groups, hierarchy, rates, texts
from crossfoot.rules.comparing import conjunction, disjunction, negated
from crossfoot.rules.measures import aligned
from crossfoot.rules.terms import Value, added
from crossfoot.rules.tree import Call, Compare, Items, Logic, Name, Node, Text
from crossfoot.rules.values import (
    CERTAIN,
    FAILED,
    Amount,
    Outcome,
    Truth,
    Unknown,
    exactly,
    greatest,
    least,
)


class Exact(Protocol):
    """What a function needs of the evaluator."""

    def value(self, node: Node, context: Any) -> Value:
        """The value of a formula."""

    def truth(self, node: Node, context: Any) -> Truth:
        """Whether a condition holds."""

    def items(self, node: Node, context: Any) -> list[Value]:
        """The values of a list-valued formula."""

    def as_truth(self, found: Value) -> Truth:
        """A yes/no value as a condition."""

    def compare(self, op: str, left: Value, right: Value) -> Truth:
        """A comparison of two values."""


def not_a_number(found: Value) -> Unknown:
    """Why a value cannot be calculated with."""
    if isinstance(found, Unknown):
        return found
    return Unknown("ambiguous" if isinstance(found, tuple) else "not_a_number")


def _several(node: Call, context: Any, exact: Exact) -> list[Value]:
    """The values an aggregate runs over; with ``missing="ignore"`` only those that are there."""
    argument = node.args[0]
    if groups.is_grouped(node):
        rows = groups.members(node, context, exact.value, exact.truth)
        values = [exact.value(argument, row) for row in rows]
    else:
        values = exact.items(argument, context)
    policy = node.keyword("missing")
    ignore = isinstance(policy, Text) and policy.value == "ignore"
    return groups.only_known(values) if ignore else values


def _pct(node: Call, context: Any, exact: Exact) -> Value:
    part, whole = (exact.value(argument, context) for argument in node.args)
    if not isinstance(part, Amount):
        return not_a_number(part)
    if not isinstance(whole, Amount):
        return not_a_number(whole)
    return rates.percentage(node.args[0], node.args[1], part, whole, context, exact.value)


def _sum(node: Call, context: Any, exact: Exact) -> Value:
    return added(_several(node, context, exact))


def _average(node: Call, context: Any, exact: Exact) -> Value:
    values = _several(node, context, exact)
    counted = [value for value in values if isinstance(value, Amount)]
    total = added(values)
    return total.divided(exactly(len(counted))) if isinstance(total, Amount) else total


def _count(node: Call, context: Any, exact: Exact) -> Value:
    if not node.keywords and isinstance(node.args[0], Compare | Logic):
        quickly = getattr(context, "count_quickly", None)
        number = None if quickly is None else quickly(node.args[0])
        if number is not None:
            return exactly(number)
    return groups.counted(_several(node, context, exact))


def _uniq(node: Call, context: Any, exact: Exact) -> Value:
    """How many different values there are; figures that can be the same number are one."""
    different: list[Value] = []
    for item in _several(node, context, exact):
        if isinstance(item, Unknown):
            continue
        same = [exact.compare("==", item, other).outcome for other in different]
        if not any(outcome is not None and outcome >= Outcome.EDGE for outcome in same):
            different.append(item)
    return exactly(len(different))


def _values(node: Call, context: Any, exact: Exact) -> Value:
    return groups.distinct(_several(node, context, exact))


def _extreme(
    pick: Callable[[list[Amount]], Amount],
) -> Callable[[Call, Any, Exact], Value]:
    def of(node: Call, context: Any, exact: Exact) -> Value:
        if len(node.args) == 1:
            values = _several(node, context, exact)
        else:
            values = [exact.value(argument, context) for argument in node.args]
        numbers: list[Amount] = []
        for item in values:
            if isinstance(item, Amount):
                numbers.append(aligned(numbers[0], item)[1] if numbers else item)
            elif not (isinstance(item, Unknown) and item.reason == "not_applicable"):
                return not_a_number(item)
        return pick(numbers) if numbers else Unknown("not_applicable")

    return of


def _abs(node: Call, context: Any, exact: Exact) -> Value:
    inner = exact.value(node.args[0], context)
    return inner.magnitude() if isinstance(inner, Amount) else not_a_number(inner)


def _lookup(node: Call, context: Any, exact: Exact) -> Value:
    """``lookup(age, person, of=parent)``: the field in the one row whose key has that value."""
    of = node.keyword("of")
    if of is None:
        return Unknown("ambiguous")
    wanted = groups.plain(exact.value(of, context))
    if not groups.known((wanted,)):
        return Unknown("missing")
    rows = [
        row for row in context.peers() if groups.plain(exact.value(node.args[1], row)) == wanted
    ]
    return exact.value(node.args[0], rows[0]) if len(rows) == 1 else Unknown("not_found")


def _correlation(node: Call, context: Any, exact: Exact) -> Value:
    return groups.correlation(node, context, exact.value)


def _length(node: Call, context: Any, exact: Exact) -> Value:
    inner = exact.value(node.args[0], context)
    if isinstance(inner, str):
        return exactly(len(inner))
    return inner if isinstance(inner, Unknown) else Unknown("not_a_text")


def _decimals(node: Call, context: Any, exact: Exact) -> Value:
    inner = exact.value(node.args[0], context)
    mark = node.keyword("mark")
    if isinstance(inner, str):
        return exactly(texts.decimals(inner, mark.value if isinstance(mark, Text) else "."))
    return inner if isinstance(inner, Unknown) else Unknown("not_a_text")


def _filled(node: Call, context: Any, exact: Exact) -> Truth:
    """A stated 0 is filled; a blank and a dash are not; of an absent column nothing is said."""
    return _is_filled(exact.value(node.args[0], context))


def _is_filled(inner: Value) -> Truth:
    if isinstance(inner, Unknown):
        if inner.reason in ("unreadable", "not_collected", "absent"):
            return Truth(None, inner.reason)
        return FAILED
    return CERTAIN if inner != "" else FAILED


def _blank(node: Call, context: Any, exact: Exact) -> Truth:
    """``blank(f)``: the cell says nothing at all; a dash is an answer."""
    inner = exact.value(node.args[0], context)
    missing = isinstance(inner, Unknown) and inner.reason == "missing"
    if isinstance(inner, Unknown) and inner.reason == "absent":
        return Truth(None, "absent")
    return CERTAIN if missing or inner == "" else FAILED


def _readable(node: Call, context: Any, exact: Exact) -> Truth:
    """``readable(f)``: what the cell says can be read as the form wants it."""
    inner = exact.value(node.args[0], context)
    if isinstance(inner, Unknown) and inner.reason == "absent":
        return Truth(None, "absent")
    bad = isinstance(inner, Unknown) and inner.reason == "unreadable"
    return FAILED if bad else CERTAIN


def _signed(node: Call, context: Any, exact: Exact) -> Truth:  # noqa: ARG001
    """``signed(f)``: the form allows values below zero in the field."""
    name = node.args[0]
    field = context.field(name.id) if isinstance(name, Name) else None
    return CERTAIN if field is not None and field.signed else FAILED


def _claims(node: Call, context: Any, exact: Exact) -> Truth:
    """``claims('all_fixed')``: a text of the unit makes a claim of that kind."""
    kind = exact.value(node.args[0], context)
    made: frozenset[str] = getattr(context, "claims_made", frozenset())
    return CERTAIN if kind in made else FAILED


def _same_record(node: Call, context: Any, exact: Exact) -> Truth:
    """``same_record(prev, least=3)``: the row repeats another's figures throughout."""
    word, least = node.args[0], node.keyword("least")
    number = exact.value(least, context) if least is not None else None
    count = number.exact if isinstance(number, Amount) else None
    result = context.same_record(word.id if isinstance(word, Name) else "", int(count or 1))
    return result if isinstance(result, Truth) else Truth(None, "ambiguous")


def _complete(node: Call, context: Any, exact: Exact) -> Truth:
    return conjunction([_is_filled(exact.value(argument, context)) for argument in node.args])


def _unique(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.is_unique(node, context, exact.value)


def _depends(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.depends(node, context, exact.value)


def _covers(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.covers(node, context, exact.value, exact.truth)


def _adds_up(node: Call, context: Any, exact: Exact) -> Truth:
    return hierarchy.adds_up(node, context, exact.value, exact.truth)


def _sequence(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.sequence(node, context, exact.value, exact.truth)


def _among(node: Call, context: Any, exact: Exact) -> Truth:
    """``among(year, quarter, of=[…])``: the row's key is one of those listed.

    With ``pattern="like"`` or ``pattern="matches"`` the listed keys are patterns.
    """
    own = groups.key_of(Items(node.args), context, exact.value)
    if not groups.known(own):
        return Truth(None, "missing")
    how = node.keyword("pattern")
    if not isinstance(how, Text):
        return CERTAIN if own in groups.listed(node, context, exact.value) else FAILED
    test = texts.like if how.value == "like" else texts.matches
    for key in groups.listed(node, context, exact.value):
        pairs = list(zip(own, key, strict=True))
        if all(test(str(text), str(pattern)) is CERTAIN for text, pattern in pairs):
            return CERTAIN
    return FAILED


def _implies(node: Call, context: Any, exact: Exact) -> Truth:
    condition = exact.truth(node.args[0], context)
    if condition.outcome is Outcome.FAIL:
        return CERTAIN
    return disjunction([negated(condition), exact.truth(node.args[1], context)])


def _truths(node: Call, context: Any, exact: Exact) -> list[Truth]:
    return [exact.as_truth(item) for item in _several(node, context, exact)]


def _every(node: Call, context: Any, exact: Exact) -> Truth:
    return conjunction(_truths(node, context, exact))


def _some(node: Call, context: Any, exact: Exact) -> Truth:
    return disjunction(_truths(node, context, exact))


def _exactly_one(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.exactly_one(_truths(node, context, exact))


def _at_least_one(node: Call, context: Any, exact: Exact) -> Truth:
    return groups.at_least_one(_truths(node, context, exact))


def _text_test(test: Callable[[str, str], Truth]) -> Callable[[Call, Any, Exact], Truth]:
    def of(node: Call, context: Any, exact: Exact) -> Truth:
        inner, pattern = (exact.value(argument, context) for argument in node.args)
        if isinstance(inner, Unknown):
            empty = inner.reason in ("missing", "absent")
            return FAILED if empty else Truth(None, inner.reason)
        if isinstance(inner, str) and isinstance(pattern, str):
            return test(inner, pattern)
        return Truth(None, "not_a_text")

    return of


def _has_whole(interval: Interval) -> bool:
    """Whether a whole number lies in a set of true values."""
    if interval.low is None or interval.high is None:
        return True
    return any(
        Fraction(number) in interval for number in (ceil(interval.low), floor(interval.low) + 1)
    )


def _whole_number(node: Call, context: Any, exact: Exact) -> Truth:
    inner = exact.value(node.args[0], context)
    if not isinstance(inner, Amount):
        return Truth(None, not_a_number(inner).reason)
    if inner.exact is None:
        return Truth(Outcome.POSSIBLE) if _has_whole(inner.possible) else FAILED
    return CERTAIN if inner.exact.denominator == 1 else FAILED


NUMBERS: dict[str, Callable[[Call, Any, Exact], Value]] = {
    "pct": _pct,
    "sum": _sum,
    "average": _average,
    "count": _count,
    "uniq": _uniq,
    "values": _values,
    "min": _extreme(least),
    "max": _extreme(greatest),
    "abs": _abs,
    "lookup": _lookup,
    "correlation": _correlation,
    "length": _length,
    "decimals": _decimals,
}
TRUTHS: dict[str, Callable[[Call, Any, Exact], Truth]] = {
    "filled": _filled,
    "complete": _complete,
    "blank": _blank,
    "readable": _readable,
    "signed": _signed,
    "same_record": _same_record,
    "claims": _claims,
    "unique": _unique,
    "depends": _depends,
    "covers": _covers,
    "among": _among,
    "sequence": _sequence,
    "adds_up": _adds_up,
    "implies": _implies,
    "all": _every,
    "any": _some,
    "exactly_one": _exactly_one,
    "at_least_one": _at_least_one,
    "text_has": _text_test(texts.has),
    "like": _text_test(texts.like),
    "matches": _text_test(texts.matches),
    "number_format": _text_test(texts.number_format),
    "whole_number": _whole_number,
}
