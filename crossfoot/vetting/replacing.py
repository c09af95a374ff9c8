"""Tables and claims with other figures in some places, wherever those are seen from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.model.figure import Figure
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Claim, Entry, FormTable, Record, Role
from crossfoot.rounds.model import Counterpart, TableView
from crossfoot.vetting.drafts import Spot, spot


def with_entries(view: TableView, entries: Mapping[Spot, Entry]) -> TableView:
    """A table and its neighbours in the round, with other entries in some places."""
    return replace(
        view,
        table=_table(view.table, entries),
        children=tuple(_child(child, entries) for child in view.children),
        previous=None if view.previous is None else _table(view.previous, entries),
        last_year=None if view.last_year is None else _table(view.last_year, entries),
        months=tuple(_table(month, entries) for month in view.months),
        others={form: _table(table, entries) for form, table in view.others.items()},
    )


def holds_any(view: TableView, entries: Mapping[Spot, Entry]) -> bool:
    """Whether a table or one of its neighbours has one of the places."""
    files = {place[0] for place in entries}
    return any(
        spot(entry.place) in entries
        for record in _records(view)
        if record.place.file in files
        for entry in record.entries.values()
    )


def entry_at(view: TableView, place: Spot) -> Entry | None:
    """The entry that a table or one of its neighbours has in a place."""
    for record in _records(view):
        if record.place.file == place[0]:
            for entry in record.entries.values():
                if spot(entry.place) == place:
                    return entry
    return None


def _records(view: TableView) -> Iterator[Record]:
    tables = [view.table, view.previous, view.last_year, *view.months, *view.others.values()]
    for table in tables:
        if table is not None:
            yield from table.records
    for child in view.children:
        if child.summary is not None:
            yield child.summary
        yield from child.details


def _table(table: FormTable, entries: Mapping[Spot, Entry]) -> FormTable:
    if all(place[0] != table.grid.file for place in entries):
        return table
    return replace(table, records=tuple(_record(record, entries) for record in table.records))


def _child(child: Counterpart, entries: Mapping[Spot, Entry]) -> Counterpart:
    return replace(
        child,
        table=_table(child.table, entries),
        summary=None if child.summary is None else _record(child.summary, entries),
        details=tuple(_record(record, entries) for record in child.details),
    )


def _record(record: Record, entries: Mapping[Spot, Entry]) -> Record:
    changed = {
        field: entries[spot(entry.place)]
        for field, entry in record.entries.items()
        if spot(entry.place) in entries
    }
    return replace(record, entries={**record.entries, **changed}) if changed else record


def stated(entry: Entry) -> Quantity:
    """What an entry states.

    Raises:
        ValueError: it states no number.
    """
    if entry.quantity is None:
        raise ValueError(entry.field)
    return entry.quantity


def restated(entry: Entry, value: Fraction) -> Entry:
    """The entry with another value."""
    quantity = replace(stated(entry), value=value)
    return replace(entry, quantity=quantity)


def swapped(first: Entry, second: Entry) -> dict[Spot, Entry]:
    """Two entries with each other's numbers; units of measure stay with the fields."""
    return {
        spot(first.place): restated(first, stated(second).value),
        spot(second.place): restated(second, stated(first).value),
    }


def below(records: Sequence[Record], role: Role, field: str) -> Entry | None:
    """The figure of the same field in the next row of the same kind."""
    for record in records:
        if record.role is role:
            entry = record.entries.get(field)
            return entry if entry is not None and entry.quantity is not None else None
    return None


def claim_with(claim: Claim, figure: str, value: Fraction) -> Claim:
    """The claim with another value of one figure."""
    return replace(
        claim,
        roles=tuple(
            (role, _valued(part, value) if part.id == figure else part)
            for role, part in claim.roles
        ),
    )


def _valued(figure: Figure, value: Fraction) -> Figure:
    if figure.quantity is None:
        return figure
    quantity = replace(figure.quantity, value=value)
    return replace(figure, quantity=quantity)
