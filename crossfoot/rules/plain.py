"""What rows plainly say: exact numbers and texts, read when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossfoot.forms.entries import said
from crossfoot.forms.model import Field
from crossfoot.model.submission import Record, State


class Figures(dict[str, Any]):
    """What a row plainly says; each field is read when it is first asked for.

    The exact numbers stand by field id, rounded ones as (value, step) by ``~id``, and texts by
    ``@id``.
    """

    __slots__ = ("_fields", "_known", "_record", "_zero")

    def __init__(self, record: Record, fields: Mapping[str, Field], zero: frozenset[str]) -> None:
        """Nothing is read yet.

        Args:
            record: the row.
            fields: the fields that rules look at, by id.
            zero: ids of the fields whose empty cells say zero.
        """
        super().__init__()
        self._record = record
        self._fields = fields
        self._known: set[str] = set()
        self._zero = zero

    def __missing__(self, key: str) -> Any:
        name = key.lstrip("@~")
        field = self._fields.get(name)
        if field is None or name in self._known:
            raise KeyError(key)
        self._known.add(name)
        found, value = plain_figure(self._record, field, self._zero)
        if found is not None:
            self[found] = value
        if found != key:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.get(str(key), self) is not self

    def get(self, key: str, default: Any = None) -> Any:
        """What stands by a key, or the default."""
        if key.lstrip("@~") in self._known:
            return super().get(key, default)
        try:
            return self[key]
        except KeyError:
            return default


def plain_figure(record: Record, field: Field, zero: frozenset[str]) -> tuple[str | None, Any]:
    """What one field of a row plainly says, with its key; no key where that is nothing.

    Args:
        record: the row.
        field: the field.
        zero: ids of the fields whose empty cells say zero.
    """
    entry = said(record.entries, field.id)
    if entry is None:
        return None, None
    quantity = entry.quantity
    if quantity is None:
        if entry.state is State.TEXT and entry.content is not None:
            return "@" + field.id, entry.content
        return (field.id, 0) if entry.state is State.BLANK and field.id in zero else (None, None)
    if quantity.approx is not None or quantity.hard is not None or quantity.soft is not None:
        return None, None
    if quantity.unit and quantity.unit != field.unit:
        return None, None
    value = quantity.value
    if quantity.step is not None:
        return "~" + field.id, (value, quantity.step)
    return field.id, value.numerator if value.denominator == 1 else value
