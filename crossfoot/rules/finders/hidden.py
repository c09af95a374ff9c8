"""Figures in hidden rows, columns and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.model.finding import Message
from crossfoot.model.submission import Entry, Record, State
from crossfoot.rules.finders.facts import Fact, facts_of
from crossfoot.rules.phrases import counted
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import field_label

_SHOWN = 3


def hidden_figures(tables: Tables) -> Iterator[Fact | None]:
    """One fact for all hidden figures of a table; nothing for files that can hide nothing."""
    if tables.table.grid.sheet is None:
        return
    if tables.table.grid.hidden:
        found = list(_stated(tables.table.records))
    else:
        found = [
            (record, entry)
            for record, entry in _stated(tables.table.records)
            if facts_of(tables.table.grid, entry.place).hidden
        ]
    yield _fact(tables, found) if found else None


def _stated(records: Sequence[Record]) -> Iterator[tuple[Record, Entry]]:
    for record in records:
        for entry in record.entries.values():
            if entry.state is State.STATED:
                yield record, entry


def _fact(tables: Tables, found: Sequence[tuple[Record, Entry]]) -> Fact:
    zh, en = _where(tables, found)
    fields = tables.form.fields
    terms = [
        tables.term(record, fields[entry.field], row=True)
        for record, entry in found
        if entry.field in fields
    ]
    records = {record.index: record for record, _ in found}
    only = next(iter(records.values())) if len(records) == 1 else None
    figures = counted(len(found), "stated figure", "stated figures")
    return Fact(
        Message(
            f"{zh}隐藏着，其中有{len(found)}个填报数字；请取消隐藏，并核对这些数字是否应当报送",
            f"{en} hidden, with {figures}; show them and see whether they are to be handed in",
        ),
        tuple(terms),
        record=only,
    )


def _where(tables: Tables, found: Sequence[tuple[Record, Entry]]) -> tuple[str, str]:
    """The sheet, the rows or the columns that are hidden."""
    sheet = tables.table.grid.sheet
    if tables.table.grid.hidden:
        return f"工作表“{sheet}”", f"sheet “{sheet}” is"
    by_row: dict[int, int] = {}
    for record, _ in found:
        by_row[record.index] = by_row.get(record.index, 0) + 1
    stated: dict[int, int] = {}
    for record, _ in _stated(tables.table.records):
        stated[record.index] = stated.get(record.index, 0) + 1
    if all(by_row[index] == stated[index] for index in by_row):
        labels = [tables.table.records[index].label for index in by_row]
        return (
            f"{_listed(labels, '行')}",
            _english(labels, "row"),
        )
    fields = list(dict.fromkeys(entry.field for _, entry in found))
    names = [field_label(tables.form.fields[f]) for f in fields if f in tables.form.fields]
    return (
        _listed([zh for zh, _ in names], "栏"),
        _english([en for _, en in names], "column"),
    )


def _english(names: Sequence[str], kind: str) -> str:
    told = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    if len(names) == 1:
        return f"the {kind} {told} is"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"the {kind}s {told}{more} are"


def _listed(names: Sequence[str], kind: str) -> str:
    told = "、".join(f"“{name}”" for name in names[:_SHOWN])
    return f"{told}等{len(names)}{kind}" if len(names) > _SHOWN else f"{told}{kind}"
