"""The functions of the rule language that answer whether something holds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

from crossfoot.model.interval import Interval
from crossfoot.rules import groups, hierarchy, texts
from crossfoot.rules.comparing import conjunction, disjunction, negated
from crossfoot.rules.functions import Exact, not_a_number, several
from crossfoot.rules.terms import Value
from crossfoot.rules.tree import Call, Items, Name, Text
from crossfoot.rules.values import CERTAIN, FAILED, Amount, Outcome, Truth, Unknown


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
    return [exact.as_truth(item) for item in several(node, context, exact)]


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
