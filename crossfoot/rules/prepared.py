"""Findings on plain rows whose sentence is prepared once a rule.

Most findings of a large table are of few kinds: one figure beyond another, parts that do not add
up, a rate that does not follow.  For a rule of such a kind everything but the figures is put into
words beforehand.  A row whose entries are no plain figures, and one that does not plainly fail, is
left to the reference evaluator, whose words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.forms.model import Field, Form
from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure
from crossfoot.model.finding import Basis, Message, Verdict
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import Entry, Record
from crossfoot.rules import exact, fast
from crossfoot.rules.fieldwords import Row
from crossfoot.rules.measures import glossed
from crossfoot.rules.model import Judgement, MissingPolicy, Operand, Rule, Scope
from crossfoot.rules.sayings import Said, Saying, saying
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import field_label
from crossfoot.rules.tree import Name, Node, walk
from crossfoot.rules.values import Outcome
from crossfoot.rules.verdicts import table_basis


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule on single rows with its sentence.

    Attributes:
        bound: the field that ``f`` stands for.
        applies: whether the condition of the rule holds on plain figures.
        fails: whether it does not hold on plain figures, right both ways; ``None`` when the
            saying itself, or the reference evaluator, tells.
    """

    rule: Rule
    check: Node
    bound: Field | None
    applies: fast.Test | None
    holds: fast.Test | None
    saying: Saying
    basis: Basis

    def finding(self, record: Record, context: TableContext) -> Judgement | None:
        """The finding on a row that plainly breaks the rule; ``None`` leaves it to others."""
        plain = context.plain
        try:
            if self.applies is not None and not self.applies(plain):
                return None
            if self.holds is not None and self.holds(plain):
                return None
            said = self.saying.say(Row(plain, record.entries))
        except (KeyError, ZeroDivisionError, fast.NotPlain):
            return None
        if self.holds is None and not self.saying.sure:
            truth = exact.truth(self.check, context)
            if truth.outcome is not Outcome.FAIL or truth.reason is not None:
                return None
        return self._judgement(record, said)

    def _judgement(self, record: Record, said: Said) -> Judgement:
        operands = tuple(_operand(*one, n) for n, one in enumerate(said.entries, 1))
        return Judgement(
            rule=self.rule,
            verdict=Verdict.FAIL,
            level=self.rule.level,
            record=record,
            field=None if self.bound is None else self.bound.id,
            operands=operands,
            at=said.at,
            stated=said.stated,
            expected=said.expected,
            basis=self.basis,
            message=Message(said.zh, glossed(said.en)),
        )


def prepared(rule: Rule, bound: Field | None, tables: Tables) -> Prepared | None:
    """A rule with its sentence prepared, where it is of a kind that this is done for."""
    if rule.scope is not Scope.ROW or rule.check is None or rule.message is not None:
        return None
    if rule.tolerance or rule.softened_by or rule.missing is not MissingPolicy.NOT_EVALUATED:
        return None
    if tables.convention is not Convention.ANY_HALF:
        return None
    applies = None if rule.when is None else fast.definite(rule.when, bound)
    if (rule.when is not None and applies is None) or not _of_the_row(rule, bound, tables):
        return None
    found = saying(rule.check, lambda name: _field(name, bound, tables.form))
    if found is None:
        return None
    return Prepared(
        rule,
        rule.check,
        bound,
        applies,
        None if found.sure else fast.definite(rule.check, bound),
        found,
        table_basis(rule, tables.convention),
    )


def _of_the_row(rule: Rule, bound: Field | None, tables: Tables) -> bool:
    """Whether a rule names nothing but fields of its row."""
    names = dict.fromkeys(_names((rule.check, rule.when)))
    return all(
        name not in tables.pack.meta and _field(name, bound, tables.form) is not None
        for name in names
    )


def _names(nodes: Sequence[Node | None]) -> Iterator[str]:
    for node in nodes:
        for part in () if node is None else walk(node):
            if isinstance(part, Name):
                yield part.id


def _field(name: str, bound: Field | None, form: Form) -> Field | None:
    return bound if name == "f" and bound is not None else form.fields.get(name)


def _operand(field: Field, entry: Entry, number: int) -> Operand:
    figure = Figure(
        id=f"f{number}",
        text=entry.text,
        quantity=entry.quantity,
        place=entry.place,
        field=field.id,
        role=field.id,
    )
    return Operand(field.id, field_label(field), figure, entry.state, entry.text)
