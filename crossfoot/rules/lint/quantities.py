"""Numbers in formulas as sums of variables, case by case, and what each variable may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from fractions import Fraction

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.language import SOURCES
from crossfoot.rules.lint.rows import (
    ALWAYS,
    ONE,
    ZERO,
    And,
    Choice,
    Formula,
    Linear,
    Or,
    Row,
    both,
    either,
    row,
)
from crossfoot.rules.lint.spelling import spelled
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    FieldOf,
    Name,
    Negative,
    Node,
    Number,
    Text,
    walk,
)

HUNDRED = Fraction(100)
_SAME_RANGE = frozenset({*SOURCES, "sum", "min", "max"})
_COUNTING = frozenset({"count", "uniq", "length", "decimals"})


@dataclass(frozen=True, slots=True)
class Case:
    """What a number is where a condition holds."""

    condition: Formula
    value: Linear


@dataclass(frozen=True, slots=True)
class Ratio:
    """``scale · above / below`` with a divisor that is not known."""

    above: Linear
    below: Linear
    scale: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that figures in rows.

    Attributes:
        name: its spelling in the rule language.
        whole: it is a whole number.
        positive: it is not below zero.
        shown: field id when it is a field of the row, else ``None``.
        loose: it stands for a calculation that rows cannot say in full.
    """

    name: str
    whole: bool = False
    positive: bool = False
    shown: str | None = None
    loose: bool = False


@dataclass(slots=True)
class Quantities:
    """Reads numbers; keeps the variables it met and what is known of quotients.

    Attributes:
        fields: the declared field behind a name, ``None`` where there is none.
        kind: what a part of a formula is: ``number``, ``date`` …
    """

    fields: Callable[[Node], Field | None]
    kind: Callable[[Node], str]
    variables: dict[str, Variable] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)

    def cases(self, node: Node) -> list[Case]:
        """The values of a number, each with the condition under which it is the value."""
        match node:
            case Number(value=value):
                return [Case(ALWAYS, Linear((), value))]
            case Text(value=text):
                return [Case(ALWAYS, Linear((), Fraction(date.fromisoformat(text).toordinal())))]
            case Negative(value=value):
                return [Case(case.condition, case.value.times(-ONE)) for case in self.cases(value)]
            case Arithmetic():
                return self._arithmetic(node)
            case Call(function="max" | "min", args=args) if len(args) > 1 and not node.keywords:
                return list(self._extreme(node.function == "max", args))
            case Call(function="abs", args=(inner,)):
                return list(self._extreme(True, (inner, Negative(inner))))
            case Call(function="pct", args=(part, whole)):
                return self._quotient(node, part, whole, HUNDRED)
            case _:
                return [Case(ALWAYS, self._variable(node))]

    def ratio(self, node: Node) -> Ratio | None:
        """The quotient that a node is, when its divisor is no constant and both are plain sums."""
        match node:
            case Call(function="pct", args=(above, below)):
                scale = HUNDRED
            case Arithmetic(op="/", left=above, right=below):
                scale = ONE
            case _:
                return None
        over, under = self.cases(above), self.cases(below)
        if len(over) > 1 or len(under) > 1 or not under[0].value.terms:
            return None
        return Ratio(over[0].value, under[0].value, scale)

    def constant(self, node: Node) -> Fraction | None:
        """The value of a number that is the same everywhere."""
        if any(isinstance(part, Name | FieldOf | Call) for part in walk(node)):
            return None
        cases = self.cases(node)
        return cases[0].value.constant if len(cases) == 1 else None

    def _arithmetic(self, node: Arithmetic) -> list[Case]:
        if node.op == "/":
            return self._quotient(node, node.left, node.right, ONE)
        left, right = self.cases(node.left), self.cases(node.right)
        match node.op:
            case "+":
                return _joined(left, right, lambda a, b: a + b)
            case "-":
                return _joined(left, right, lambda a, b: a - b)
            case "*" if not any(case.value.terms for case in left):
                return _joined(left, right, lambda a, b: b.times(a.constant))
            case "*" if not any(case.value.terms for case in right):
                return _joined(left, right, lambda a, b: a.times(b.constant))
            case _:
                return [Case(ALWAYS, self._variable(node))]

    def _quotient(self, node: Node, above: Node, below: Node, scale: Fraction) -> list[Case]:
        under = self.cases(below)
        if not any(case.value.terms for case in under):
            if all(case.value.constant for case in under):
                over = self.cases(above)
                return _joined(over, under, lambda a, b: a.times(scale / b.constant))
            return [Case(ALWAYS, self._variable(node))]
        found = self.ratio(node)
        variable = self._variable(node)
        if found is not None:
            self.ratios[spelled(node)] = found
        return [Case(ALWAYS, variable)]

    def _extreme(self, highest: bool, args: tuple[Node, ...]) -> Iterator[Case]:
        several = [self.cases(argument) for argument in args]
        for number, cases in enumerate(several):
            others = [case for n, other in enumerate(several) if n != number for case in other]
            for case in cases:
                order = [
                    either(
                        [
                            _denied(other.condition),
                            row(case.value, ">=" if highest else "<=", other.value),
                        ]
                    )
                    for other in others
                ]
                yield Case(both([case.condition, *order]), case.value)

    def _variable(self, node: Node) -> Linear:
        name = spelled(node)
        if name not in self.variables:
            self.variables[name] = self._described(node, name)
        return Linear.variable(name)

    def _described(self, node: Node, name: str) -> Variable:
        if isinstance(node, Call) and node.function in _COUNTING:
            return Variable(name, whole=True, positive=True, loose=True)
        inner = node
        while isinstance(inner, Call) and inner.function in _SAME_RANGE and len(inner.args) == 1:
            inner = inner.args[0]
        declared = self.fields(inner) if isinstance(inner, Name | FieldOf) else None
        if declared is None:
            return Variable(name, whole=self.kind(node) == "date", loose=not _plain(node))
        return Variable(
            name,
            whole=declared.type in (FieldType.COUNT, FieldType.DATE),
            positive=declared.numeric and not declared.signed,
            shown=declared.id if isinstance(node, Name) else None,
            loose=not _plain(node),
        )


def _plain(node: Node) -> bool:
    """A field, or a field of another row or file, which may be anything."""
    if isinstance(node, Call):
        return node.function in SOURCES and len(node.args) == 1 and _plain(node.args[0])
    return isinstance(node, Name | FieldOf)


def _joined(
    left: list[Case], right: list[Case], make: Callable[[Linear, Linear], Linear]
) -> list[Case]:
    return [
        Case(both([a.condition, b.condition]), make(a.value, b.value)) for a in left for b in right
    ]


def _denied(condition: Formula) -> Formula:
    """The opposite of a condition that came about by comparing numbers."""
    match condition:
        case And(items=items):
            return either(_denied(item) for item in items)
        case Or(items=items):
            return both(_denied(item) for item in items)
        case Choice(name=name, texts=texts, inside=inside):
            return Choice(name, texts, not inside)
        case Row(terms=terms, op=op, bound=bound):
            return row(Linear(terms), {"<=": ">", "<": ">=", "==": "!="}[op], Linear((), bound))


def ratio_known(name: str, ratio: Ratio) -> Formula:
    """What holds of ``q = scale · above / below`` without multiplying: signs, and which is more.

    Where the divisor is zero the quotient says nothing.
    """
    q, zero = Linear.variable(name), Linear()
    above, below, whole = ratio.above, ratio.below, Linear((), ratio.scale)
    orders = [
        [row(above, "<", zero), row(q, "<", zero)],
        [row(above, "==", zero), row(q, "==", zero)],
        [row(above, ">", zero), row(above, "<", below), row(q, ">", zero), row(q, "<", whole)],
        [row(above, "==", below), row(q, "==", whole)],
        [row(above, ">", below), row(q, ">", whole)],
    ]
    return either(
        [
            row(below, "<=", zero),
            both([row(below, ">", zero), either(both(order) for order in orders)]),
        ]
    )


def ratio_compared(ratio: Ratio, op: str, other: Fraction) -> Formula:
    """``scale · above / below op other`` without dividing; true where the divisor is zero."""
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}[op]
    above, below, zero = ratio.above.times(ratio.scale), ratio.below, Linear()
    target = below.times(other)
    return either(
        [
            both([row(below, ">", zero), row(above, op, target)]),
            both([row(below, "<", zero), row(above, turned, target)]),
            row(below, "==", zero),
        ]
    )


def known_positive(name: str) -> Formula:
    """``name >= 0``."""
    return row(Linear((), ZERO), "<=", Linear.variable(name))
