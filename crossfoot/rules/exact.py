"""The reference meaning of a formula: exact evaluation over sets of true values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from crossfoot.rules import rates
from crossfoot.rules.language import SOURCES
from crossfoot.rules.measures import aligned
from crossfoot.rules.terms import Term, Value, added
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
    FAILED,
    ZERO,
    Amount,
    Outcome,
    Truth,
    Unknown,
    compare,
    conjunction,
    disjunction,
    exactly,
    greatest,
    least,
    negated,
)

Found = Term | tuple[Term, ...] | Value


class Context(Protocol):
    """Where names get their meaning: a row, a table, a claim."""

    @property
    def tolerance(self) -> Fraction:
        """Declared tolerance of the rule's equalities."""

    def find(self, node: Name | FieldOf | Call) -> Found:
        """What a name, or a function that fetches figures, stands for here."""

    def rows(self) -> Sequence[Context]:
        """The detail rows over which ``count`` and its like run."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A context with the names of a ``for`` bound to values."""

    base: Context
    names: tuple[tuple[str, Found], ...]

    @property
    def tolerance(self) -> Fraction:
        """The tolerance of the context around it."""
        return self.base.tolerance

    def find(self, node: Name | FieldOf | Call) -> Found:
        """A bound name's value, or what the context around it says."""
        if isinstance(node, Name):
            for name, found in self.names:
                if name == node.id:
                    return found
        return self.base.find(node)

    def rows(self) -> Sequence[Context]:
        """The rows of the context around it."""
        return self.base.rows()


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
            return -number if isinstance(number, Amount) else _not_a_number(number)
        case Items(items=items):
            return tuple(value(item, context) for item in items)
        case Each():
            return tuple(value(node.item, bound) for bound in each(node, context))
        case Call(function=function) if function in SOURCES:
            return _of(context.find(node))
        case Call(function=function) if function in _NUMBERS:
            return _NUMBERS[function](node, context)
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
            several = [truth(item, context) for item in items]
            return conjunction(several) if op == "and" else disjunction(several)
        case Not(value=inner):
            return negated(truth(inner, context))
        case Call(function=function) if function in _TRUTHS:
            return _TRUTHS[function](node, context)
        case _:
            return as_truth(value(node, context))


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


def compare_values(op: str, left: Value, right: Value, tolerance: Fraction = ZERO) -> Truth:
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
        return _decided(_SETS[op](left, right))
    if isinstance(left, str) and isinstance(right, str):
        return _decided(_TEXTS[op](left, right))
    if isinstance(left, Truth) or isinstance(right, Truth):
        return _same_truth(op, as_truth(left), as_truth(right))
    return Truth(None, "ambiguous")


_SETS: dict[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
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


def _not_a_number(found: Value) -> Unknown:
    if isinstance(found, Unknown):
        return found
    return Unknown("ambiguous" if isinstance(found, tuple) else "not_a_number")


def _arithmetic(node: Arithmetic, context: Context) -> Value:
    left, right = value(node.left, context), value(node.right, context)
    if not isinstance(left, Amount):
        return _not_a_number(left)
    if not isinstance(right, Amount):
        return _not_a_number(right)
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
            return a.divided(b)
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
    if rows:
        return [value(node, row) for row in rows]
    result = value(node, context)
    return list(result) if isinstance(result, tuple) else [result]


def _pct(node: Call, context: Context) -> Value:
    part, whole = value(node.args[0], context), value(node.args[1], context)
    if not isinstance(part, Amount):
        return _not_a_number(part)
    if not isinstance(whole, Amount):
        return _not_a_number(whole)
    return rates.percentage(node.args[0], node.args[1], part, whole, context, value)


def _sum(node: Call, context: Context) -> Value:
    return added(items(node.args[0], context))


def _average(node: Call, context: Context) -> Value:
    values = [v for v in items(node.args[0], context) if not isinstance(v, Unknown)]
    total = added(values)
    if not isinstance(total, Amount):
        return total
    return total.divided(exactly(len(values)))


def _count(node: Call, context: Context) -> Value:
    """How many items satisfy the condition, or have a value."""
    sure = possible = 0
    for item in items(node.args[0], context):
        if isinstance(item, Truth):
            if item.outcome is None:
                continue
            sure += item.outcome is Outcome.CERTAIN
            possible += item.outcome >= Outcome.POSSIBLE
        elif not isinstance(item, Unknown):
            sure += 1
            possible += 1
    return exactly(possible) if sure == possible else Unknown("approximate")


def _uniq(node: Call, context: Context) -> Value:
    """How many different values there are; figures that can be the same number are one."""
    different: list[Value] = []
    for item in items(node.args[0], context):
        if isinstance(item, Unknown):
            continue
        same = [compare_values("==", item, other).outcome for other in different]
        if not any(outcome is not None and outcome >= Outcome.EDGE for outcome in same):
            different.append(item)
    return exactly(len(different))


def _extreme(pick: Callable[[list[Amount]], Amount]) -> Callable[[Call, Context], Value]:
    def of(node: Call, context: Context) -> Value:
        values = (
            items(node.args[0], context)
            if len(node.args) == 1
            else [value(argument, context) for argument in node.args]
        )
        numbers: list[Amount] = []
        for item in values:
            if isinstance(item, Amount):
                numbers.append(aligned(item, numbers[0])[0] if numbers else item)
            elif not (isinstance(item, Unknown) and item.reason == "not_applicable"):
                return _not_a_number(item)
        return pick(numbers) if numbers else Unknown("not_applicable")

    return of


def _abs(node: Call, context: Context) -> Value:
    inner = value(node.args[0], context)
    return inner.magnitude() if isinstance(inner, Amount) else _not_a_number(inner)


def _filled(node: Call, context: Context) -> Truth:
    """A stated 0 is filled; a blank, a dash and an absent column are not."""
    inner = value(node.args[0], context)
    if isinstance(inner, Unknown):
        if inner.reason in ("unreadable", "not_collected"):
            return Truth(None, inner.reason)
        return FAILED
    return _decided(inner != "")


def _implies(node: Call, context: Context) -> Truth:
    condition = truth(node.args[0], context)
    if condition.outcome is Outcome.FAIL:
        return CERTAIN
    return disjunction([negated(condition), truth(node.args[1], context)])


def _every(node: Call, context: Context) -> Truth:
    return conjunction([as_truth(item) for item in items(node.args[0], context)])


def _some(node: Call, context: Context) -> Truth:
    return disjunction([as_truth(item) for item in items(node.args[0], context)])


def _text_has(node: Call, context: Context) -> Truth:
    inner, pattern = (value(argument, context) for argument in node.args)
    if isinstance(inner, Unknown):
        return FAILED if inner.reason in ("missing", "absent") else Truth(None, inner.reason)
    if isinstance(inner, str) and isinstance(pattern, str):
        return _decided(pattern in inner)
    return Truth(None, "not_a_text")


def _whole_number(node: Call, context: Context) -> Truth:
    inner = value(node.args[0], context)
    if not isinstance(inner, Amount):
        return Truth(None, _not_a_number(inner).reason)
    if inner.exact is None:
        return Truth(Outcome.POSSIBLE)
    return _decided(inner.exact.denominator == 1)


_NUMBERS: dict[str, Callable[[Call, Context], Value]] = {
    "pct": _pct,
    "sum": _sum,
    "average": _average,
    "count": _count,
    "uniq": _uniq,
    "min": _extreme(least),
    "max": _extreme(greatest),
    "abs": _abs,
}
_TRUTHS: dict[str, Callable[[Call, Context], Truth]] = {
    "filled": _filled,
    "implies": _implies,
    "all": _every,
    "any": _some,
    "text_has": _text_has,
    "whole_number": _whole_number,
}
