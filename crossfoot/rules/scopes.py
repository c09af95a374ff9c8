"""What names mean in a table: its rows, its totals, and the tables it meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crossfoot.forms.model import Field, Form
from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import FormTable, Record, Role
from crossfoot.rounds.periods import follows, months_of
from crossfoot.rules import phrases
from crossfoot.rules.exact import Context, Found
from crossfoot.rules.groups import plain
from crossfoot.rules.neighbours import MONTH, same_figures
from crossfoot.rules.plainly import Plainly
from crossfoot.rules.tables import Tables, absent
from crossfoot.rules.terms import Term
from crossfoot.rules.tree import Call, FieldOf, Name
from crossfoot.rules.values import CERTAIN, EXACTLY, FAILED, Tolerance, Truth, Unknown

_TOTALS = (Role.TOTAL, Role.SUBTOTAL)


@dataclass(frozen=True)
class TableContext(Plainly):
    """The meaning of names in one table, and in one of its rows when ``record`` is given.

    Attributes:
        bound: the field that ``f`` stands for in a ``for_each`` rule.
        match: the keys by which rows of two tables meet.
        of_whole: without a record, a field stands for the table as a whole (its total).
    """

    tables: Tables
    record: Record | None = None
    bound: Field | None = None
    tolerance: Tolerance = EXACTLY
    match: tuple[str, ...] = ()
    of_whole: bool = False

    def at(self, record: Record | None) -> TableContext:
        """The same table seen from another row."""
        return TableContext(
            self.tables, record, self.bound, self.tolerance, self.match, self.of_whole
        )

    def rows(self) -> Sequence[Context] | None:
        """One context for each detail row (of the total at hand, when there is one)."""
        if self.record is not None and self.record.role not in _TOTALS:
            return None
        if self.record is not None:
            return [self.at(record) for record in self._details()]
        return self.peers()

    def peers(self) -> Sequence[Context]:
        """One context for each detail row of the table."""
        return [self.at(record) for record in self.tables.leaves]

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
        if field is None or node.id in self.tables.pack.meta:
            return self._named(node.id, field)
        if self.record is not None:
            return self.tables.term(self.record, field)
        if self.of_whole:
            return self.tables.whole(self.tables.table, field)
        return tuple(self.tables.term(record, field, row=True) for record in self.tables.details)

    def field(self, name: str) -> Field | None:
        """The field of the form that a name stands for."""
        if name == "f" and self.bound is not None:
            return self.bound
        return self.tables.form.fields.get(name) or self.tables.pack.meta.get(name)

    def _named(self, name: str, field: Field | None) -> Found:
        """A name of the round, or of the lines and columns around the figures."""
        if field is not None and self.record is not None and name in self.record.entries:
            return self.tables.term(self.record, field)
        if field is not None:
            return self.tables.about(field)
        if name == "all_zero":
            return CERTAIN if self.tables.all_zero else FAILED
        if name == "notes":
            return self.tables.notes
        if name == "silent_row":
            return CERTAIN if self.record and self.tables.silent(self.record) else FAILED
        return self.tables.day(name)

    def _argument(self, node: Call) -> Field | None:
        inner = node.args[0]
        return self.field(inner.id) if isinstance(inner, Name) else None

    def _details(self) -> tuple[Record, ...]:
        if self.record is not None and self.record.role in _TOTALS:
            return self.tables.covered(self.record)
        return self.tables.details

    @property
    def claims_made(self) -> frozenset[str]:
        """The kinds of claim that the unit's texts make of its totals."""
        return self.tables.told.claims

    def same_record(self, word: str, least: int) -> Truth:
        """Whether this row states the same figures as another: ``prev`` or one of the ``rows``."""
        record = self.record or self.tables.summary(self.tables.table)
        if record is None:
            return Truth(None, "no_rows")
        if word == "rows":
            repeated = self.tables.repeats.get(record.index)
            if repeated is None:
                return FAILED
            return CERTAIN if repeated >= least else Truth(None, "no_rows")
        table = self.tables.view.previous
        earlier = None if table is None else self.tables.same_row(record, table)
        if earlier is None:
            return Truth(None, "no_earlier")
        same = same_figures(record, earlier, self.tables.additive, least)
        return Truth(None, "no_rows") if same is None else (CERTAIN if same else FAILED)

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
            case "said":
                return self.tables.said(field)
            case _:
                return self._series(node.function, field)

    def _series(self, function: str, field: Field) -> Found:
        """A figure of another period, or of the month beside the cumulative one."""
        view = self.tables.view
        if function in ("prev", "last_year"):
            table = view.previous if function == "prev" else view.last_year
            record = (
                self.tables.earlier(self.record, function) if table is None else self._at(table)
            )
            if record is None:
                return absent(field, "no_earlier")
            when = function if table is not None else record.key["period"]
            return replace(self.tables.term(record, field), when=when)
        if function == "months":
            return self._months(field)
        record = self.record or self.tables.summary(self.tables.table)
        if record is None:
            return absent(field, "no_rows")
        if function == "month_value":
            earlier = view.previous
            if earlier is None or not follows(self.tables.table.period, earlier.period):
                return absent(field, "no_earlier")
            return replace(self.tables.term(record, field, part=MONTH), when=function)
        if function == "cum" and (field.cumulative or field.id + MONTH in record.entries):
            return self.tables.term(record, field)
        return absent(field, "not_available" if function != "cum" else "absent")

    def _months(self, field: Field) -> Found:
        """The figures of each month of a longer period, where these are no figures to date."""
        tables = self.tables.view.months
        if not tables or field.cumulative:
            return absent(field, "no_earlier")
        if len(tables) < len(months_of(self.tables.table.period)):
            return Unknown("month_missing")
        rows = [(table, self._at(table)) for table in tables]
        terms = [
            absent(field, "month_missing")
            if row is None
            else replace(self.tables.term(row, field), row=phrases.period(table.period or ""))
            for table, row in rows
        ]
        return tuple(terms)

    def _at(self, table: FormTable) -> Record | None:
        if self.record is None:
            return self.tables.summary(table)
        return self.tables.same_row(self.record, table)

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
        if record is None:
            return self.tables.whole(table, field)
        return self.tables.term(record, field)

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
    def tolerance(self) -> Tolerance:
        """The tolerance of the rule."""
        return self.base.tolerance

    def rows(self) -> Sequence[Context] | None:
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
