"""What names mean in a table: its rows, its totals, and the tables it meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import FormTable, Record, Role, State
from crossfoot.rounds.model import Counterpart, Round, TableView
from crossfoot.rounds.units import Units
from crossfoot.rules.exact import Context, Found
from crossfoot.rules.groups import plain
from crossfoot.rules.language import ROUND_NAMES
from crossfoot.rules.terms import Term, Value, entry_term, gathered
from crossfoot.rules.tree import Call, FieldOf, Name
from crossfoot.rules.values import ZERO, Unknown

_TOTALS = (Role.TOTAL, Role.SUBTOTAL)


class Tables:
    """One table with its neighbours, prepared once for all rules that look at it."""

    def __init__(
        self,
        view: TableView,
        pack: Pack,
        declared: Round,
        convention: Convention = Convention.ANY_HALF,
    ) -> None:
        self.view = view
        self.table = view.table
        self.pack = pack
        self.round = declared
        self.convention = convention
        self.form: Form = pack.forms[view.table.form]
        self.store: dict[str, dict[Any, Any]] = {}

    @cached_property
    def details(self) -> tuple[Record, ...]:
        """The detail rows that say anything; a row without any figure does not take part."""
        return tuple(r for r in self.table.records if r.role is Role.LEAF and not self.silent(r))

    @cached_property
    def leaves(self) -> tuple[Record, ...]:
        """All detail rows, those without any figure included."""
        return tuple(r for r in self.table.records if r.role is Role.LEAF)

    @cached_property
    def subs(self) -> dict[int, tuple[Record, ...]]:
        """The 其中 rows by the index of the row they belong to."""
        found: dict[int, list[Record]] = {}
        for record in self.table.records:
            if record.role is Role.SUB and record.of is not None:
                found.setdefault(record.of, []).append(record)
        return {index: tuple(records) for index, records in found.items()}

    @cached_property
    def units_without_file(self) -> tuple[str, ...]:
        """Units with a row here whose own file is not at hand."""
        named = [unit for unit in map(self.unit_of, self.details) if unit is not None]
        missing = [u for u in named if u != self.table.unit and self.view.child(u) is None]
        return tuple(dict.fromkeys((*self.view.absent, *missing)))

    def unit_of(self, record: Record) -> str | None:
        """The canonical name of the unit that a row is about."""
        unit = record.key.get("unit")
        return self._units.canonical(unit) if unit else None

    @cached_property
    def _units(self) -> Units:
        return Units(self.round, (*(child.unit for child in self.view.children), *self.view.absent))

    def silent(self, record: Record) -> bool:
        """Whether a row has no figure at all: blank or not applicable throughout."""
        states = [
            entry.state
            for entry in record.entries.values()
            if entry.field in self.form.fields and self.form.fields[entry.field].numeric
        ]
        return bool(states) and all(
            state in (State.BLANK, State.NOT_APPLICABLE, State.ABSENT) for state in states
        )

    def covered(self, total: Record) -> tuple[Record, ...]:
        """The detail rows that a total or subtotal adds up."""
        if total.covers is None:
            return self.details
        inside = set(total.covers)
        return tuple(record for record in self.details if record.index in inside)

    def blank_is_zero(self, field: Field) -> bool:
        """Whether an empty cell of a field says zero."""
        return (field.blank_means or self.round.blank_means) == "zero"

    def term(self, record: Record, field: Field, *, row: bool = False) -> Term:
        """The term of a field in one row."""
        return entry_term(
            record.entries.get(field.id),
            field,
            blank_is_zero=self.blank_is_zero(field),
            convention=self.convention,
            row=record.label if row else "",
        )

    def own(self, child: Counterpart, field: Field) -> Term:
        """What a unit's own file says of a field, as one term."""
        records = (child.summary,) if child.summary is not None else child.details
        speaking = [r for r in records if not self.silent(r)] or list(records)
        parts = tuple(self.term(record, field) for record in speaking)
        if not parts:
            return replace(absent(field, "no_rows"), row=child.unit)
        if len(parts) == 1:
            return replace(parts[0], row=child.unit)
        return replace(
            gathered(tuple(replace(part, row=child.unit) for part in parts)), row=child.unit
        )

    def summary(self, table: FormTable) -> Record | None:
        """The row that stands for a whole table: its total, or its only detail row."""
        totals = [record for record in table.records if record.role is Role.TOTAL]
        details = [record for record in table.records if record.role is Role.LEAF]
        if len(totals) == 1:
            return totals[0]
        return details[0] if not totals and len(details) == 1 else None


def absent(field: Field, reason: str) -> Term:
    """A field that has no value here, and why."""
    return Term(field.id, (field.name("zh"), field.name("en")), Unknown(reason), State.ABSENT)


@dataclass(frozen=True)
class TableContext:
    """The meaning of names in one table, and in one of its rows when ``record`` is given.

    Attributes:
        bound: the field that ``f`` stands for in a ``for_each`` rule.
        match: the keys by which rows of two tables meet.
    """

    tables: Tables
    record: Record | None = None
    bound: Field | None = None
    tolerance: Fraction = ZERO
    match: tuple[str, ...] = ()

    def rows(self) -> Sequence[Context]:
        """One context for each detail row (of the total at hand, when there is one)."""
        if self.record is not None and self.record.role not in _TOTALS:
            return ()
        if self.record is not None:
            return [replace(self, record=record) for record in self._details()]
        return self.peers()

    def peers(self) -> Sequence[Context]:
        """One context for each detail row of the table."""
        return [replace(self, record=record) for record in self.tables.leaves]

    def others(self, form: str) -> Sequence[Context]:
        """One context for each detail row of the same unit's table of another form."""
        table = self.tables.view.others.get(form)
        records = () if table is None else table.records
        return [OtherRow(self, form, r) for r in records if r.role is Role.LEAF]

    def store(self) -> dict[Any, Any]:
        """Where what has been worked out for the whole table is kept."""
        return self.tables.store.setdefault(self.bound.id if self.bound else "", {})

    def find(self, node: Name | FieldOf | Call) -> Found:
        """What a name or a fetching function stands for."""
        if isinstance(node, Call):
            return self._source(node)
        if isinstance(node, FieldOf):
            return self._other_form(node)
        field = self.field(node.id)
        if field is None:
            return self._named(node.id)
        if self.record is not None:
            return self.tables.term(self.record, field)
        return tuple(self.tables.term(record, field, row=True) for record in self.tables.details)

    def field(self, name: str) -> Field | None:
        """The field of the form that a name stands for."""
        if name == "f" and self.bound is not None:
            return self.bound
        return self.tables.form.fields.get(name) or self.tables.pack.meta.get(name)

    def _named(self, name: str) -> Value:
        if name in ROUND_NAMES:
            day = getattr(self.tables.round, name, None)
            return Unknown("not_declared") if day is None else str(day.isoformat())
        about = self.tables.table.about.get(name)
        return Unknown("missing") if about is None else about

    def _argument(self, node: Call) -> Field | None:
        inner = node.args[0]
        return self.field(inner.id) if isinstance(inner, Name) else None

    def _details(self) -> tuple[Record, ...]:
        if self.record is not None and self.record.role in _TOTALS:
            return self.tables.covered(self.record)
        return self.tables.details

    def _source(self, node: Call) -> Found:
        field = self._argument(node)
        if field is None:
            return Unknown("ambiguous")
        match node.function:
            case "total":
                return self._total(field)
            case "leaf" | "rows":
                records = self._details()
                if not records:
                    return Unknown("no_rows")
                return tuple(self.tables.term(r, field, row=True) for r in records)
            case "sub":
                index = -1 if self.record is None else self.record.index
                subs = self.tables.subs.get(index, ())
                return tuple(self.tables.term(r, field, row=True) for r in subs)
            case "main" if self.record is not None:
                return self.tables.term(self.record, field, row=True)
            case "children":
                return self._children(field)
            case "parent":
                upper = self.tables.summary(self.tables.table)
                return absent(field, "no_rows") if upper is None else self._row(upper, field)
            case _:
                return Unknown("not_available")

    def _row(self, record: Record, field: Field) -> Term:
        return self.tables.term(record, field, row=True)

    def _total(self, field: Field) -> Found:
        if self.record is not None:
            return self._row(self.record, field)
        totals = [r for r in self.tables.table.records if r.role is Role.TOTAL]
        return self._row(totals[0], field) if len(totals) == 1 else absent(field, "no_rows")

    def _children(self, field: Field) -> Found:
        view = self.tables.view
        if self.record is not None:
            unit = self.tables.unit_of(self.record)
            child = view.child(unit)
            if child is None:
                return absent(field, "child_missing" if unit in view.absent else "no_rows")
            return self.tables.own(child, field)
        if not view.children or self.tables.units_without_file:
            return Unknown("child_missing" if self.tables.units_without_file else "no_rows")
        return tuple(self.tables.own(child, field) for child in view.children)

    def _other_form(self, node: FieldOf) -> Found:
        form = self.tables.pack.forms.get(node.form)
        table = self.tables.view.others.get(node.form)
        if form is None or node.id not in form.fields:
            return Unknown("not_available")
        field = form.fields[node.id]
        if table is None:
            return absent(field, "no_such_table")
        record = self._counterpart(table)
        return absent(field, "no_rows") if record is None else self._row(record, field)

    def _counterpart(self, table: FormTable) -> Record | None:
        """The row of another table that this one meets: by the rule's keys, else its summary."""
        own = self._keys(self.record, self.tables.form)
        form = self.tables.pack.forms[table.form]
        if self.record is None or not own:
            return self.tables.summary(table)
        found = [r for r in table.records if self._keys(r, form) == own]
        return found[0] if len(found) == 1 else None

    def _keys(self, record: Record | None, form: Form) -> tuple[object, ...]:
        """A row's values of the keys that rows are matched by, beyond unit and period."""
        keys = [key for key in self.match if key not in ("unit", "period", "form")]
        if record is None or not keys:
            return ()
        values: list[object] = []
        for key in keys:
            field = form.fields.get(key)
            if field is None:
                values.append(record.key.get(key))
            else:
                values.append(plain(self.tables.term(record, field).value))
        return tuple(values)


@dataclass(frozen=True)
class OtherRow:
    """A row of another form's table, as seen from a row (or table) of this one."""

    base: TableContext
    form: str
    record: Record

    @property
    def tolerance(self) -> Fraction:
        """The tolerance of the rule."""
        return self.base.tolerance

    def rows(self) -> Sequence[Context]:
        """The rows seen from where this one is seen from."""
        return self.base.rows()

    def peers(self) -> Sequence[Context]:
        """The rows seen from where this one is seen from."""
        return self.base.peers()

    def others(self, form: str) -> Sequence[Context]:
        """The rows of another form seen from where this one is seen from."""
        return self.base.others(form)

    def store(self) -> dict[Any, Any]:
        """Nothing is kept: it would be of one row only."""
        return {}

    def find(self, node: Name | FieldOf | Call) -> Found:
        """A field of the other form in this row; everything else as seen from the base."""
        if isinstance(node, FieldOf) and node.form == self.form:
            field = self.base.tables.pack.forms[self.form].fields.get(node.id)
            if field is not None:
                return self.base.tables.term(self.record, field, row=True)
        return self.base.find(node)
