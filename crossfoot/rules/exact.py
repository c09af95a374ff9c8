"""The reference meaning of a formula: exact evaluation over sets of true values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from crossfoot.model.dataclass import dataclass
from crossfoot.rules import rates
from crossfoot.rules.comparing import compare, conjunction, disjunction, negated
from crossfoot.rules.conditions import TRUTHS
from crossfoot.rules.functions import NUMBERS, not_a_number
from crossfoot.rules.language import SOURCES
from crossfoot.rules.measures import aligned, per_thing
from crossfoot.rules.terms import Term, Value
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Each,
    FieldOf,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
)
from crossfoot.rules.tree import Truth as Literal
from crossfoot.rules.values import (
    CERTAIN,
    EXACTLY,
    FAILED,
    Amount,
    Outcome,
    Tolerance,
    Truth,
    Unknown,
    exactly,
)

Found = Term | tuple[Term, ...] | Value


class Context(Protocol):
    """Where names get their meaning: a row, a table, a claim."""

    @property
    def tolerance(self) -> Tolerance:
        """Declared tolerance of the rule's equalities."""

    def find(self, node: Name | FieldOf | Call) -> Found:
        """What a name, or a function that fetches figures, stands for here."""

    def rows(self) -> Sequence[Context] | None:
        """The detail rows over which ``count`` and its like run; ``None`` within a single row."""

    def peers(self) -> Sequence[Context]:
        """All detail rows of the table at hand."""

    def others(self, form: str) -> Sequence[Context]:
        """The detail rows of the same unit's table of another form."""

    def store(self) -> dict[Any, Any]:
        """Where what has been worked out for the whole table is kept."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A context with the names of a ``for`` bound to values."""

    base: Context
    names: tuple[tuple[str, Found], ...]

    @property
    def tolerance(self) -> Tolerance:
        """The tolerance of the context around it."""
        return self.base.tolerance

    def find(self, node: Name | FieldOf | Call) -> Found:
        """A bound name's value, or what the context around it says."""
        if isinstance(node, Name):
            for name, found in self.names:
                if name == node.id:
                    return found
        return self.base.find(node)

    def rows(self) -> Sequence[Context] | None:
        """The rows of the context around it, with the same names bound."""
        rows = self.base.rows()
        return None if rows is None else [Bound(row, self.names) for row in rows]

    def peers(self) -> Sequence[Context]:
        """The rows of the table, with the same names bound."""
        return [Bound(row, self.names) for row in self.base.peers()]

    def others(self, form: str) -> Sequence[Context]:
        """The rows of another form's table, with the same names bound."""
        return [Bound(row, self.names) for row in self.base.others(form)]

    def store(self) -> dict[Any, Any]:
        """Nothing is kept: it may depend on the bound names."""
        return {}


def value(node: Node, context: Context) -> Value:
    """The value of a formula or part of one."""
    match node:
        case Number(value=written):
            return exactly(written)
        case Text(value=text):
            return text
        case Name() | FieldOf():
            return _of(context.find(node))
        case Arithmetic():
            return _arithmetic(node, context)
        case Negative(value=inner):
            number = value(inner, context)
            return -number if isinstance(number, Amount) else not_a_number(number)
        case Items(items=items):
            return tuple(value(item, context) for item in items)
        case Each():
            return tuple(value(node.item, bound) for bound in each(node, context))
        case Call(function=function) if function in SOURCES:
            return _of(context.find(node))
        case Call(function=function) if function in NUMBERS:
            return NUMBERS[function](node, context, _EXACT)
        case Call(function=function) if function not in TRUTHS:
            return Unknown("not_available")
        case _:
            return truth(node, context)


def truth(node: Node, context: Context) -> Truth:
    """Whether a condition holds."""
    match node:
        case Literal(value=plain):
            return CERTAIN if plain else FAILED
        case Compare():
            links = [link_truth(node, number, context) for number in range(len(node.ops))]
            return links[0] if len(links) == 1 else conjunction(links)
        case Logic(op=op, items=items):
            return _connected(op, items, context)
        case Not(value=inner):
            return negated(truth(inner, context))
        case Call(function=function) if function in TRUTHS:
            return TRUTHS[function](node, context, _EXACT)
        case _:
            return as_truth(value(node, context))


def _connected(op: str, items: Sequence[Node], context: Context) -> Truth:
    """Conditions joined by ``and`` or ``or``; what comes after one that decides is not looked at.

    The first failure decides a conjunction and the first certainty a disjunction, whatever the
    rest would say, so that a costly condition may stand behind a cheap one.
    """
    decisive = Outcome.FAIL if op == "and" else Outcome.CERTAIN
    several: list[Truth] = []
    for item in items:
        found = truth(item, context)
        if found.outcome is decisive:
            return found
        several.append(found)
    return conjunction(several) if op == "and" else disjunction(several)


def as_truth(found: Value) -> Truth:
    """A yes/no value as a condition."""
    if isinstance(found, Truth):
        return found
    if isinstance(found, Unknown):
        return Truth(None, found.reason)
    if isinstance(found, str) and found in ("yes", "no"):
        return CERTAIN if found == "yes" else FAILED
    return Truth(None, "not_a_condition")


def link_truth(node: Compare, number: int, context: Context) -> Truth:
    """One link of a comparison: ``items[number] op items[number + 1]``."""
    op, left, right = node.ops[number], node.items[number], node.items[number + 1]
    if op == "==":
        rate = rates.rate_sides(left, right)
        if rate is not None:
            return rates.judge_rate(rate, context, value)
    return compare_values(op, value(left, context), value(right, context), context.tolerance)


def compare_values(op: str, left: Value, right: Value, tolerance: Tolerance = EXACTLY) -> Truth:
    """A comparison of two values of any kind."""
    for side in (left, right):
        if isinstance(side, Unknown):
            return Truth(None, side.reason)
    if op in ("in", "not in"):
        inside = _inside(left, right)
        return inside if op == "in" else negated(inside)
    if isinstance(left, Amount) and isinstance(right, Amount):
        a, b = aligned(left, right)
        return compare(op, a, b, tolerance)
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return _decided(_ORDERS[op](left, right))
    if isinstance(left, str) and isinstance(right, str):
        return _decided(_ORDERS[op](left, right))
    if isinstance(left, Truth) or isinstance(right, Truth):
        return _same_truth(op, as_truth(left), as_truth(right))
    return Truth(None, "ambiguous")


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


def _decided(holds: bool) -> Truth:
    return CERTAIN if holds else FAILED


def _same_truth(op: str, left: Truth, right: Truth) -> Truth:
    """``==`` and ``!=`` between conditions: both or neither."""
    both = conjunction([left, right])
    neither = conjunction([negated(left), negated(right)])
    same = disjunction([both, neither])
    return same if op == "==" else negated(same)


def _inside(left: Value, right: Value) -> Truth:
    if isinstance(right, frozenset):
        return _decided(isinstance(left, str) and left in right)
    if isinstance(right, tuple):
        return disjunction([compare_values("==", left, item) for item in right])
    if isinstance(left, str) and isinstance(right, str):
        return _decided(left in right)
    return Truth(None, "ambiguous")


def _of(found: Found) -> Value:
    if isinstance(found, Term):
        return found.value
    if isinstance(found, tuple):
        return tuple(_of(item) for item in found)
    return found


def _arithmetic(node: Arithmetic, context: Context) -> Value:
    left, right = value(node.left, context), value(node.right, context)
    if not isinstance(left, Amount):
        return not_a_number(left)
    if not isinstance(right, Amount):
        return not_a_number(right)
    match node.op:
        case "+":
            a, b = aligned(left, right)
            return a + b
        case "-":
            a, b = aligned(left, right)
            return a - b
        case "*":
            return left * right
        case "/":
            a, b = aligned(left, right)
            return per_thing(left, right, a.divided(b))
        case _:
            if left.exact is None or right.exact is None:
                return Unknown("approximate")
            return exactly(left.exact % right.exact) if right.exact else Unknown("zero_divisor")


def each(node: Each, context: Context) -> list[Context]:
    """One context for every value the ``for`` runs over, its condition applied."""
    source = found_items(node.source, context)
    contexts: list[Context] = []
    for item in source:
        items = item if isinstance(item, tuple) and len(node.names) > 1 else (item,)
        bound = Bound(context, tuple(zip(node.names, items, strict=True)))
        if node.condition is None or truth(node.condition, bound).outcome is Outcome.CERTAIN:
            contexts.append(bound)
    return contexts


def found_items(node: Node, context: Context) -> list[Found]:
    """The single things of a list-valued formula, as terms where it names figures."""
    if isinstance(node, Name | FieldOf) or (isinstance(node, Call) and node.function in SOURCES):
        found = context.find(node)
        return list(found) if isinstance(found, tuple) else [found]
    result = value(node, context)
    return list(result) if isinstance(result, tuple) else [result]


def items(node: Node, context: Context) -> list[Value]:
    """The values of a list-valued formula; a condition over a table is taken row by row."""
    if isinstance(node, Each):
        return [value(node.item, bound) for bound in each(node, context)]
    if isinstance(node, Name | FieldOf | Items) or (
        isinstance(node, Call) and node.function in SOURCES
    ):
        return [_of(found) for found in found_items(node, context)]
    rows = context.rows()
    if rows is not None:
        return [value(node, row) for row in rows]
    result = value(node, context)
    return list(result) if isinstance(result, tuple) else [result]


class _Exact:
    """What functions need of the evaluator."""

    value = staticmethod(value)
    truth = staticmethod(truth)
    items = staticmethod(items)
    as_truth = staticmethod(as_truth)
    compare = staticmethod(compare_values)


_EXACT = _Exact()
