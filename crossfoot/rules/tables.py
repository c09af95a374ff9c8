"""One table with its neighbours, prepared once for all rules that look at it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from crossfoot.forms.dates import read_date
from crossfoot.forms.model import Aggregation, Field, FieldType, Form, Pack
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import FormTable, Narrative, Record, Role, State
from crossfoot.rounds.model import Counterpart, Round, TableView
from crossfoot.rounds.periods import last_day
from crossfoot.rounds.units import Units
from crossfoot.rules import phrases
from crossfoot.rules.neighbours import RowIndex, Stack, above_zero, signature
from crossfoot.rules.plain import Figures, plain_figure
from crossfoot.rules.said import Told
from crossfoot.rules.terms import (
    Term,
    entry_term,
    field_label,
    figure_term,
    gathered,
)
from crossfoot.rules.values import Unknown

_DECEMBER = 12


class Tables:
    """One table with its neighbours, prepared once for all rules that look at it.

    Args:
        view: the table and what it meets in the round.
        pack: the declared forms.
        declared: what the reviewer knows besides the files.
        convention: how the submission rounds its rates.
        narratives: the texts that the table's unit handed in for the same period.
    """

    def __init__(
        self,
        view: TableView,
        pack: Pack,
        declared: Round,
        convention: Convention = Convention.ANY_HALF,
        narratives: Iterable[Narrative] = (),
    ) -> None:
        self.view = view
        self.table = view.table
        self.pack = pack
        self.round = declared
        self.convention = convention
        self.narratives = tuple(narratives)
        self.form: Form = pack.forms[view.table.form]
        self.store: dict[str, dict[Any, Any]] = {}
        self._terms: dict[tuple[int, str, bool], Term] = {}
        self._indexes: dict[int, RowIndex] = {}
        self._columns: dict[str, list[Any]] = {}

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
        states = [entry.state for entry in record.entries.values() if entry.field in self._telling]
        return bool(states) and all(
            state in (State.BLANK, State.NOT_APPLICABLE, State.ABSENT) for state in states
        )

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The fields that say whether a row says anything; in a register, all of them."""
        fields = self.form.fields.values()
        figures = [f.id for f in fields if f.numeric and f.aggregation is not Aggregation.NONE]
        register = not {"unit", "sector", "village"} & set(self.form.grain)
        return frozenset(self.form.fields if register else figures or self.form.fields)

    def covered(self, total: Record) -> tuple[Record, ...]:
        """The detail rows that a total or subtotal adds up."""
        if total.covers is None:
            return self.details
        inside = set(total.covers)
        return tuple(record for record in self.details if record.index in inside)

    def blank_is_zero(self, field: Field) -> bool:
        """Whether an empty cell of a field says zero."""
        return (field.blank_means or self.round.blank_means) == "zero"

    def term(self, record: Record, field: Field, *, row: bool = False, part: str = "") -> Term:
        """The term of a field in one row; ``part`` is the mark of its 本月 column."""
        known = (id(record), field.id + part, row)
        found = self._terms.get(known)
        if found is None:
            found = self._terms[known] = entry_term(
                record.entries.get(field.id + part),
                field,
                blank_is_zero=self.blank_is_zero(field),
                convention=self.convention,
                row=record.label if row else "",
            )
        return found

    def same_row(self, record: Record, table: FormTable) -> Record | None:
        """The row of another table that is about the same thing."""
        index = self._indexes.get(id(table))
        if index is None:
            index = self._indexes[id(table)] = RowIndex(table)
        return index.same(record)

    @cached_property
    def stack(self) -> Stack | None:
        """The rows by period, where the table itself holds several."""
        stack = Stack(self.table)
        return stack if len(stack.periods) > 1 else None

    def earlier(self, record: Record | None, function: str) -> Record | None:
        """The same row of an earlier period in a table that holds several."""
        if record is None or self.stack is None:
            return None
        return self.stack.earlier(record, function)

    @cached_property
    def repeats(self) -> dict[int, int]:
        """Rows whose figures a later row repeats throughout: index to figures above zero."""
        later: set[tuple[object, ...]] = set()
        found: dict[int, int] = {}
        for record in reversed(self.leaves):
            figures = signature(record, self.additive)
            if figures in later:
                found[record.index] = above_zero(record, self.additive)
            later.add(figures)
        return found

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

    @cached_property
    def figures(self) -> list[Figures]:
        """What every row plainly says, for the quick way; nothing under an own convention."""
        fields, zero = self._plain_fields, self._zero
        return [Figures(record, fields, zero) for record in self.table.records]

    @cached_property
    def _plain_fields(self) -> dict[str, Field]:
        if self.convention is not Convention.ANY_HALF:
            return {}
        return {f.id: f for f in self.form.fields.values() if f.id in self.table.fields}

    @cached_property
    def _zero(self) -> frozenset[str]:
        fields = self._plain_fields.values()
        return frozenset(f.id for f in fields if f.numeric and self.blank_is_zero(f))

    def plain_column(self, field: str) -> list[Any]:
        """What the detail rows plainly say of a field; ``None`` where that is nothing."""
        found = self._columns.get(field)
        if found is None:
            declared, zero = self._plain_fields.get(field), self._zero
            said = [
                (None, None) if declared is None else plain_figure(record, declared, zero)
                for record in self.leaves
            ]
            keys = (field, "@" + field)
            found = self._columns[field] = [value if key in keys else None for key, value in said]
        return found

    @cached_property
    def additive(self) -> dict[str, Field]:
        """The fields that add up, by id."""
        return {f.id: f for f in self.form.fields.values() if f.aggregation is Aggregation.ADD}

    @cached_property
    def all_zero(self) -> bool:
        """Whether the table states figures and all that add up are zero."""
        stated = [
            entry.quantity.value
            for record in self.leaves
            for name in self.additive
            if (entry := record.entries.get(name)) is not None and entry.quantity is not None
        ]
        return bool(stated) and not any(stated)

    @cached_property
    def notes(self) -> str:
        """Everything written in words beside the figures: remarks and the lines around them."""
        remarks = [
            entry.text
            for record in self.table.records
            for name, entry in record.entries.items()
            if name in self.pack.meta or not entry.text[:1].isdigit()
        ]
        return "\n".join([*remarks, *self.table.about.values()])

    def about(self, field: Field) -> Term:
        """A line around the table: missing where it is left blank, absent where there is none."""
        text, place = self.table.about.get(field.id), self.table.lines.get(field.id)
        label = field_label(field)
        if text is None and field.id == "report_date" and self.round.report_date is not None:
            day = self.round.report_date.isoformat()
            return Term(field.id, label, day, State.TEXT, day)
        if text is None:
            return Term(field.id, label, Unknown("absent"), State.ABSENT)
        if not text.strip():
            return Term(field.id, label, Unknown("missing"), State.BLANK, place=place)
        value: str | Unknown = text
        if field.type is FieldType.DATE:
            value = read_date(text, self._year) or Unknown("unreadable")
        return Term(field.id, label, value, State.TEXT, text, place)

    @cached_property
    def _year(self) -> int | None:
        """The year a date without one is taken to be of: that in which the period ends."""
        end = self._period_end()
        return None if end is None else end.year

    def day(self, name: str) -> Term:
        """The last day of the table's period, or the day on which it was due.

        The due date that the round declares holds for tables of the round's own period.
        """
        end = self._period_end()
        day = end if name == "period_end" else self._due_date(end)
        label = phrases.DATES.get(name, (name, name))
        if day is None:
            return Term(name, label, Unknown("not_declared"), State.ABSENT)
        return Term(name, label, day.isoformat(), State.TEXT, day.isoformat())

    def _period_end(self) -> date | None:
        return last_day(self.table.period) or self.round.period_end

    def _due_date(self, end: date | None) -> date | None:
        own = self.round.period_end
        if self.round.due_date is not None and own in (None, end):
            return self.round.due_date
        if self.round.due_day is None or end is None:
            return None
        year, month = (end.year + 1, 1) if end.month == _DECEMBER else (end.year, end.month + 1)
        return date(year, month, min(self.round.due_day, monthrange(year, month)[1]))

    def said(self, field: Field) -> tuple[Term, ...]:
        """The figures that the unit's texts give for a field."""
        return tuple(
            replace(figure_term(field.id, field_label(field), figure), when="said")
            for figure in self.told.figures.get(field.id, ())
        )

    @cached_property
    def told(self) -> Told:
        """What the unit's texts say of the fields of this form."""
        unit, period = self.table.unit, self.table.period
        return Told(self.narratives, self.form, self.pack, unit, period)

    def whole(self, table: FormTable, field: Field) -> Term:
        """A field of a whole table: of its total, else its detail rows added up."""
        record = self.summary(table)
        if record is not None:
            return self.term(record, field)
        parts = tuple(self.term(r, field) for r in table.records if r.role is Role.LEAF)
        return gathered(parts) if parts else absent(field, "no_rows")

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
