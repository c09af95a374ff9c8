"""Rows that stand for the same thing in two tables: another period's, another form's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from crossfoot.forms.model import Field
from crossfoot.model.submission import FormTable, Record, Role, State
from crossfoot.rounds.periods import before, year_before

MONTH = "@month"
"""Mark of the 本月 column beside a cumulative field's own (``general_found@month``)."""


class RowIndex:
    """The rows of a table by what they are about."""

    def __init__(self, table: FormTable) -> None:
        self._rows: dict[tuple[object, ...], list[Record]] = {}
        for record in table.records:
            self._rows.setdefault(_identity(record), []).append(record)
        details = [record for record in table.records if record.role is Role.LEAF]
        totals = any(record.role is Role.TOTAL for record in table.records)
        self._only = details[0] if len(details) == 1 and not totals else None

    def same(self, record: Record) -> Record | None:
        """The row about the same thing: role, key and label agree.

        Where the table has one detail row only, it meets a detail row whatever it is called.
        """
        found = self._rows.get(_identity(record), ())
        if len(found) == 1:
            return found[0]
        return self._only if not found and record.role is Role.LEAF else None


class Stack:
    """The rows of a table of several periods, by what they are about and by period."""

    def __init__(self, table: FormTable) -> None:
        self._rows: dict[tuple[object, ...], list[Record]] = {}
        self.periods: set[str] = set()
        for record in table.records:
            period = record.key.get("period")
            if period is not None:
                self.periods.add(period)
                self._rows.setdefault((period, *_within(record)), []).append(record)

    def earlier(self, record: Record, function: str) -> Record | None:
        """The same row in the period before (of this year), or in that of a year ago."""
        period = prior(record.key.get("period"), function, self.periods)
        found = self._rows.get((period, *_within(record)), ()) if period else ()
        return found[0] if len(found) == 1 else None


def prior(period: str | None, function: str, periods: Collection[str]) -> str | None:
    """Of the periods of a table the one that ``prev`` or ``last_year`` means."""
    if function == "last_year":
        wanted = year_before(period)
        return wanted if wanted in periods else None
    return next((earlier for earlier in before(period) if earlier in periods), None)


def _within(record: Record) -> tuple[object, ...]:
    key = {name: text for name, text in record.key.items() if name != "period"}
    return record.role, tuple(sorted(key.items()))


def same_row(record: Record, table: FormTable) -> Record | None:
    """The row of another table that is about the same thing."""
    return RowIndex(table).same(record)


def _identity(record: Record) -> tuple[object, ...]:
    key = {name: text for name, text in record.key.items() if name != "period"}
    if record.role in (Role.TOTAL, Role.SUBTOTAL) or not key:
        return record.role, record.label
    return record.role, tuple(sorted(key.items()))


def signature(record: Record, fields: Mapping[str, Field]) -> tuple[object, ...]:
    """What a row states in the given fields."""
    found: list[object] = []
    for name in fields:
        entry = record.entries.get(name)
        if entry is not None:
            found.append((name, entry.state, entry.quantity and entry.quantity.value))
    return tuple(found)


def above_zero(record: Record, fields: Mapping[str, Field]) -> int:
    """How many of the given fields a row states above zero."""
    entries = (record.entries.get(name) for name in fields)
    return sum(
        entry is not None and entry.quantity is not None and entry.quantity.value > 0
        for entry in entries
    )


def same_figures(
    first: Record, second: Record, fields: Mapping[str, Field], least: int
) -> bool | None:
    """Whether two rows state the same figures throughout.

    ``None`` when they share fewer than ``least`` figures above zero, which tells nothing.
    """
    above = 0
    for field in fields:
        ours, theirs = first.entries.get(field), second.entries.get(field)
        if ours is None or theirs is None:
            continue
        if ours.state is not theirs.state:
            return False
        if ours.state is not State.STATED or ours.quantity is None or theirs.quantity is None:
            continue
        if ours.quantity.value != theirs.quantity.value:
            return False
        above += ours.quantity.value > 0
    return True if above >= least else None
