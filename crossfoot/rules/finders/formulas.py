"""Formulas of totals that leave out a row: usually one that was inserted later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.forms.model import Aggregation, Field
from crossfoot.model.finding import Message
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Entry, Record, Role, State
from crossfoot.rules.finders.facts import At, Fact, at_address, facts_of
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import field_label

_TOTALS = (Role.TOTAL, Role.SUBTOTAL)
_MOST_CELLS = 100_000
_SHOWN = 3
_REFERENCE = r"[A-Z]{1,3}[1-9][0-9]{0,6}"
_PART = rf"{_REFERENCE}(?::{_REFERENCE})?"
_LIST = rf"{_PART}(?:[,;]{_PART})*"
_TERM = rf"(?:SUM\({_LIST}\)|SUBTOTAL\(1?0?9[,;]{_LIST}\)|{_REFERENCE})"
_SUM = late_pattern(rf"={_TERM}(?:\+{_TERM})*")


def added_up(formula: str) -> frozenset[At] | None:
    """The cells that a formula adds up; ``None`` for anything but plain sums on one sheet."""
    plain = re.sub(r"[$\s]", "", formula).upper().replace("=+", "=")
    if not _SUM.fullmatch(plain):
        return None
    found: set[At] = set()
    for part in re.findall(_PART, re.sub(r"SUBTOTAL\(\d+[,;]", "(", plain)):
        ends = [at for at in map(at_address, part.split(":")) if at is not None]
        (top, left), (bottom, right) = ends[0], ends[-1]
        if (abs(bottom - top) + 1) * (abs(right - left) + 1) > _MOST_CELLS:
            return None
        found.update(
            (row, column)
            for row in range(min(top, bottom), max(top, bottom) + 1)
            for column in range(min(left, right), max(left, right) + 1)
        )
    return frozenset(found)


def short_totals(tables: Tables) -> Iterator[Fact | None]:
    """Totals and subtotals whose formula takes in some of their rows, but not all."""
    table = tables.table
    for record in table.records:
        if record.role not in _TOTALS:
            continue
        for field in tables.form.fields.values():
            entry = record.entries.get(field.id)
            if entry is None or field.aggregation is not Aggregation.ADD:
                continue
            formula = facts_of(table.grid, entry.place).formula
            cells = None if formula is None else added_up(formula)
            if formula is None or cells is None:
                continue
            missing, taken = _left_out(tables, record, field, cells)
            if taken:
                yield _fact(tables, record, field, formula, missing) if missing else None


def _left_out(
    tables: Tables, total: Record, field: Field, cells: frozenset[At]
) -> tuple[list[Record], int]:
    """The rows that a formula should take in and does not, and how many it does."""
    inside = {
        row.index
        for other in tables.table.records
        if other.role in _TOTALS and other is not total and _at(other, field) in cells
        for row in tables.covered(other)
    }
    missing, taken = [], 0
    for row in tables.covered(total):
        entry = row.entries.get(field.id)
        if row.index in inside or _at(row, field) in cells:
            taken += 1
        elif entry is not None and entry.state is not State.BLANK:
            missing.append(row)
    return missing, taken


def _at(record: Record, field: Field) -> At | None:
    entry = record.entries.get(field.id)
    cell = None if entry is None else entry.place.cell
    return None if cell is None else at_address(cell)


def _fact(tables: Tables, total: Record, field: Field, formula: str, missing: list[Record]) -> Fact:
    zh, en = field_label(field)
    shown = [(row.label, row.entries[field.id]) for row in missing[:_SHOWN]]
    more = len(missing) - len(shown)
    rows_zh = "、".join(f"“{label}”行（{_written(entry)}）" for label, entry in shown)
    rows_en = ", ".join(f"“{label}” ({_written(entry)})" for label, entry in shown)
    rows_zh += f"等{len(missing)}行" if more else ""
    rows_en += f" and {more} more" if more else ""
    terms = [tables.term(record, field, row=True) for record in (total, *missing)]
    return Fact(
        Message(
            f"“{total.label}”行{zh}的公式{formula}没有包含{rows_zh}；请把公式范围补全",
            f"the formula {formula} for “{en}” in row “{total.label}” leaves out {rows_en}; "
            "widen its range",
        ),
        tuple(terms),
        record=total,
        field=field.id,
        stated=formula,
    )


def _written(entry: Entry) -> str:
    return f"{entry.place.cell}={entry.text.strip()}"
