"""The computing functions of the rule language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from crossfoot.rules import groups, rates, texts
from crossfoot.rules.measures import aligned
from crossfoot.rules.terms import Value, added
from crossfoot.rules.tree import Call, Compare, Logic, Name, Node, Text
from crossfoot.rules.values import (
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


def several(node: Call, context: Any, exact: Exact) -> list[Value]:
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


def _plain_numbers(node: Call, context: Any, exact: Exact) -> list[Any] | None:
    """The exact figures of one field in the rows of a group; ``None`` when one is not plain."""
    argument, numbers_of = node.args[0], getattr(context, "plain_numbers", None)
    if numbers_of is None or not isinstance(argument, Name) or node.keyword("over") is not None:
        return None
    if not groups.is_grouped(node):
        return None
    found: list[Any] | None = numbers_of(
        argument, groups.members(node, context, exact.value, exact.truth)
    )
    return found


def _sum(node: Call, context: Any, exact: Exact) -> Value:
    plain, argument = _plain_numbers(node, context, exact), node.args[0]
    if plain and isinstance(argument, Name):
        return exactly(sum(plain), context.field(argument.id).unit)
    return added(several(node, context, exact))


def _average(node: Call, context: Any, exact: Exact) -> Value:
    values = several(node, context, exact)
    counted = [value for value in values if isinstance(value, Amount)]
    total = added(values)
    return total.divided(exactly(len(counted))) if isinstance(total, Amount) else total


def _count(node: Call, context: Any, exact: Exact) -> Value:
    if not node.keywords and isinstance(node.args[0], Compare | Logic):
        quickly = getattr(context, "count_quickly", None)
        number = None if quickly is None else quickly(node.args[0])
        if number is not None:
            return exactly(number)
    plain = _plain_numbers(node, context, exact)
    return groups.counted(several(node, context, exact)) if plain is None else exactly(len(plain))


def _uniq(node: Call, context: Any, exact: Exact) -> Value:
    """How many different values there are; figures that can be the same number are one."""
    different: list[Value] = []
    for item in several(node, context, exact):
        if isinstance(item, Unknown):
            continue
        same = [exact.compare("==", item, other).outcome for other in different]
        if not any(outcome is not None and outcome >= Outcome.EDGE for outcome in same):
            different.append(item)
    return exactly(len(different))


def _values(node: Call, context: Any, exact: Exact) -> Value:
    return groups.distinct(several(node, context, exact))


def _extreme(
    pick: Callable[[list[Amount]], Amount],
) -> Callable[[Call, Any, Exact], Value]:
    def of(node: Call, context: Any, exact: Exact) -> Value:
        if len(node.args) == 1:
            values = several(node, context, exact)
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


def _of_group(
    of: Callable[[Call, Any, Exact], Value],
) -> Callable[[Call, Any, Exact], Value]:
    """A function over the rows of a group: for all rows of the group it is worked out once."""

    def known(node: Call, context: Any, exact: Exact) -> Value:
        if node.keyword("over") is not None or not groups.is_grouped(node):
            return of(node, context, exact)
        by = node.keyword("by")
        own = () if by is None else groups.key_of(by, context, exact.value)
        key = ("value", node, context.tolerance, getattr(context, "match", ()), own)
        store: dict[Any, Value] = context.store()
        if key not in store:
            store[key] = of(node, context, exact)
        return store[key]

    return known


NUMBERS: dict[str, Callable[[Call, Any, Exact], Value]] = {
    "pct": _pct,
    "sum": _of_group(_sum),
    "average": _of_group(_average),
    "count": _of_group(_count),
    "uniq": _of_group(_uniq),
    "values": _of_group(_values),
    "min": _of_group(_extreme(least)),
    "max": _of_group(_extreme(greatest)),
    "abs": _abs,
    "lookup": _lookup,
    "correlation": _correlation,
    "length": _length,
    "decimals": _decimals,
}
