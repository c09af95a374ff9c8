"""Cells for figures that hold something else, or a figure that is no count."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.finding import Message
from crossfoot.model.submission import Entry, Record, State
from crossfoot.rules.finders.facts import Fact, facts_of
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import field_label


def unreadable_cells(tables: Tables) -> Iterator[Fact | None]:
    """Cells of figures that cannot be read as one number.

    A formula without a stored result is left to what is said of the file as a whole.
    """
    for record, field, entry in _cells(tables):
        vague = entry.quantity is not None and entry.quantity.approx is not None
        if entry.state is State.STATED and not vague:
            yield None
        elif vague or (
            entry.state is State.UNREADABLE and facts_of(tables.table.grid, entry.place).stored
        ):
            yield _fact(
                tables,
                record,
                field,
                (
                    "不是一个确切的数字，请填写具体数字",
                    "not one exact number; write the figure",
                ),
            )


def not_counts(tables: Tables) -> Iterator[Fact | None]:
    """Counts that are below zero, in parts, or a percentage."""
    for record, field, entry in _cells(tables):
        quantity = entry.quantity
        if field.type is not FieldType.COUNT or quantity is None:
            continue
        if quantity.unit == "%":
            wrong = ("应填个数，不是百分数", "a count belongs here, not a percentage")
        elif quantity.value < 0 and not field.signed:
            wrong = ("个数不能小于零", "a count cannot be below zero")
        elif quantity.value.denominator != 1:
            wrong = ("个数应为整数", "a count is a whole number")
        else:
            yield None
            continue
        yield _fact(tables, record, field, wrong)


def _cells(tables: Tables) -> Iterator[tuple[Record, Field, Entry]]:
    """Every cell of a column for figures."""
    bound = tables.table.fields
    fields = [f for f in tables.form.fields.values() if f.numeric and f.id in bound]
    for record in tables.table.records:
        for field in fields:
            entry = record.entries.get(field.id)
            if entry is not None:
                yield record, field, entry


def _fact(tables: Tables, record: Record, field: Field, wrong: tuple[str, str]) -> Fact:
    zh, en = field_label(field)
    term = tables.term(record, field)
    text = term.text.strip()
    return Fact(
        Message(f"{zh}填报“{text}”，{wrong[0]}", f"“{en}” is stated as “{text}”: {wrong[1]}"),
        (term,),
        record=record,
        field=field.id,
        stated=text,
    )
