"""Formulas → conditions a solver can take, wide enough that nothing true is ever ruled out.

Whatever rows cannot say (a test of a text, a sum over rows, a product of two figures) becomes a
variable of its own that may be anything.  A contradiction found that way is one in truth; one that
hides in such a part is not found.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.check import Checker
from crossfoot.rules.kinds import names_of
from crossfoot.rules.language import FUNCTIONS, SOURCES
from crossfoot.rules.lint.quantities import Quantities, ratio_compared
from crossfoot.rules.lint.rows import (
    ALWAYS,
    NEVER,
    Choice,
    Formula,
    Linear,
    both,
    either,
    row,
)
from crossfoot.rules.lint.spelling import spelled
from crossfoot.rules.model import Scope
from crossfoot.rules.tree import (
    Call,
    Compare,
    FieldOf,
    Items,
    Logic,
    Name,
    Node,
    Not,
    Text,
    Truth,
)
from crossfoot.rules.values import Tolerance

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
YES = frozenset({"yes"})


@dataclass(slots=True)
class Reader:
    """Reads the formulas of one rule on one form.

    Attributes:
        tolerance: of the rule's equalities.
        texts: names of the text variables met, with the texts they may be where declared.
        loose: parts that became a variable of their own although they say more.
    """

    quantities: Quantities
    tolerance: Tolerance = Tolerance()
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)

    def condition(self, node: Node, wanted: bool = True) -> Formula:
        """The condition, or its opposite when not ``wanted``."""
        match node:
            case Truth(value=value):
                return ALWAYS if value is wanted else NEVER
            case Not(value=value):
                return self.condition(value, not wanted)
            case Logic(op=op, items=items):
                several = [self.condition(item, wanted) for item in items]
                return both(several) if (op == "and") is wanted else either(several)
            case Call(function="implies", args=(first, second)):
                parts = [self.condition(first, not wanted), self.condition(second, wanted)]
                return either(parts) if wanted else both(parts)
            case Call(function="signed", args=(Name() as name,)):
                declared = self.quantities.fields(name)
                return ALWAYS if (declared is not None and declared.signed) is wanted else NEVER
            case Compare(ops=ops, items=items):
                links = [self._link(op, items[n], items[n + 1], wanted) for n, op in enumerate(ops)]
                return both(links) if wanted else either(links)
            case _:
                return self._proposition(node, wanted)

    def _link(self, op: str, left: Node, right: Node, wanted: bool) -> Formula:
        if op in ("in", "not in"):
            return self._inside(left, right, (op == "in") is wanted)
        if self._kind(left) == "truth" or self._kind(right) == "truth":
            return self._same_truth(left, right, (op == "==") is wanted)
        for one, other, sign in ((left, right, op), (right, left, _TURNED[op])):
            if isinstance(other, Text) and not self._is_date(one, other):
                return self._text(sign, one, other.value, wanted)
        if self._measured(left) and self._measured(right):
            return self._numbers(op, left, right, wanted)
        return self._proposition(Compare((op,), (left, right)), wanted)

    def _is_date(self, node: Node, text: Text) -> bool:
        if self._kind(node) != "date":
            return False
        try:
            date.fromisoformat(text.value)
        except ValueError:
            return False
        return True

    def _measured(self, node: Node) -> bool:
        if isinstance(node, Text):
            return True
        return self._kind(node) in ("number", "date")

    def _numbers(self, op: str, left: Node, right: Node, wanted: bool) -> Formula:
        sign = op if wanted else _OPPOSITE[op]
        for node, other, turned in ((left, right, sign), (right, left, _TURNED[sign])):
            ratio = self.quantities.ratio(node)
            constant = None if ratio is None else self.quantities.constant(other)
            if ratio is not None and constant is not None:
                return ratio_compared(ratio, turned, constant)
        return either(
            both([a.condition, b.condition, self._row(sign, a.value, b.value)])
            for a in self.quantities.cases(left)
            for b in self.quantities.cases(right)
        )

    def _row(self, sign: str, left: Linear, right: Linear) -> Formula:
        slack = Linear((), self.tolerance.absolute)
        if not self.tolerance or sign not in ("==", "!="):
            return row(left, sign, right)
        if self.tolerance.digits:  # how far apart they may be depends on how they are written
            return ALWAYS if sign == "==" else row(left, "!=", right)
        if sign == "==":
            return both([row(left, "<=", right + slack), row(right, "<=", left + slack)])
        return either([row(left, ">", right + slack), row(right, ">", left + slack)])

    def _inside(self, left: Node, right: Node, wanted: bool) -> Formula:
        if isinstance(right, Items):
            if right.items and all(isinstance(item, Text) for item in right.items):
                name = self._text_name(left)
                if name is not None:
                    texts = frozenset(i.value for i in right.items if isinstance(i, Text))
                    return Choice(name, texts, wanted)
            elif right.items and self._measured(left) and all(map(self._measured, right.items)):
                links = [self._link("==", left, item, wanted) for item in right.items]
                return either(links) if wanted else both(links)
        return self._proposition(Compare(("in",), (left, right)), wanted)

    def _text(self, op: str, node: Node, text: str, wanted: bool) -> Formula:
        name = self._text_name(node)
        if name is None or op not in ("==", "!="):
            return self._proposition(Compare((op,), (node, Text(text))), wanted)
        return Choice(name, frozenset({text}), (op == "==") is wanted)

    def _text_name(self, node: Node) -> str | None:
        """The name under which a text is kept; nothing else of it is known."""
        source = isinstance(node, Call) and node.function in SOURCES
        if not isinstance(node, Name | FieldOf) and not source:
            return None
        declared = self.quantities.fields(node) if isinstance(node, Name | FieldOf) else None
        name = spelled(node)
        self.texts.setdefault(name, declared.values if declared is not None else ())
        return name

    def _same_truth(self, left: Node, right: Node, wanted: bool) -> Formula:
        same = both([self.condition(left, True), self.condition(right, wanted)])
        return either(
            [same, both([self.condition(left, False), self.condition(right, not wanted)])]
        )

    def _proposition(self, node: Node, wanted: bool) -> Formula:
        """A condition of which only its text is known: it holds or it does not."""
        if isinstance(node, Compare) and node.ops[0] in ("!=", "not in", ">=", ">"):
            opposite = {**_OPPOSITE, "not in": "in"}[node.ops[0]]
            return self._proposition(Compare((opposite,), node.items), not wanted)
        name = spelled(node)
        self.texts.setdefault(name, ("no", "yes"))
        if not isinstance(node, Name | FieldOf):
            self.loose.add(name)
        return Choice(name, YES, wanted)

    def _kind(self, node: Node) -> str:
        if isinstance(node, Truth | Logic | Not | Compare):
            return "truth"
        if isinstance(node, Call) and node.function in FUNCTIONS:
            yields = FUNCTIONS[node.function].yields
            if yields in ("truth", "number", "set"):
                return yields
        return self.quantities.kind(node)


def reader(
    form: Form, pack: Pack, bound: Field | None, scope: Scope, tolerance: Tolerance | None
) -> Reader:
    """A reader for the formulas of a rule on a form."""
    checker = Checker(pack, names_of(form, pack, bound, scope), scope)

    def declared(node: Node) -> Field | None:
        match node:
            case Name(id=name):
                return form.fields.get(name) or pack.meta.get(name)
            case FieldOf(form=other, id=name) if other in pack.forms:
                return pack.forms[other].fields.get(name)
            case _:
                return None

    def kind(node: Node) -> str:
        return checker.kind(node).of

    return Reader(Quantities(declared, kind), tolerance or Tolerance())
