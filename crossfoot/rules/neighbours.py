"""Rows that stand for the same thing in two tables: another period's, another form's."""

from __future__ import annotations

from collections.abc import Mapping

from crossfoot.forms.model import Field
from crossfoot.model.submission import FormTable, Record, Role, State

MONTH = "@month"
"""Mark of the 本月 column beside a cumulative field's own (``general_found@month``)."""


def same_row(record: Record, table: FormTable) -> Record | None:
    """The row of another table that is about the same thing: role, key and label agree.

    Where both tables have one detail row only, these meet whatever they are called.
    """
    found = [other for other in table.records if _identity(other) == _identity(record)]
    if len(found) == 1:
        return found[0]
    if not found and record.role is Role.LEAF:
        details = [other for other in table.records if other.role is Role.LEAF]
        totals = [other for other in table.records if other.role is Role.TOTAL]
        return details[0] if len(details) == 1 and not totals else None
    return None


def _identity(record: Record) -> tuple[object, ...]:
    key = {name: text for name, text in record.key.items() if name != "period"}
    if record.role in (Role.TOTAL, Role.SUBTOTAL) or not key:
        return record.role, record.label
    return record.role, tuple(sorted(key.items()))


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
