"""The entries of a table, made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from crossfoot.forms.columns import Column, Reading
from crossfoot.forms.view import NO_FACTS, View
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, State


@dataclass(slots=True)
class Cells:
    """Where the fields of a table stand, and what their cells say.

    Attributes:
        columns: field to column of the view.
        readers: field to what reads its cells.
        beside: fields of a card whose value stands in another row of the view.
    """

    view: View
    columns: Mapping[str, int]
    readers: Mapping[str, Column]
    beside: Mapping[str, int] = field(default_factory=dict)

    def reading(self, field_id: str, row: int) -> Reading:
        """What the cell of a field says in a row of the view."""
        row, _, text, facts = self._cell(field_id, row)
        return self.readers[field_id].read(text, facts)

    def entry(self, field_id: str, row: int, key: str | None) -> Entry:
        """The entry of a field in a row of the view."""
        row, column, text, facts = self._cell(field_id, row)
        state, quantity, content = self.readers[field_id].read(text, facts)
        place = self.view.place(row, column, key)
        return Entry(field_id, _shown(text, facts, quantity), state, place, quantity, content)

    def stated(self, row: int) -> int:
        """How many cells of a row of the view state a figure."""
        if self.beside or self.view.grid.facts:
            return sum(self.reading(name, row).state is State.STATED for name in self.columns)
        texts, readers, number = self.view.rows[row], self.readers, 0
        for name, column in self.columns.items():
            text = texts[column] if column < len(texts) else ""
            number += readers[name].read(text, NO_FACTS).state is State.STATED
        return number

    def _cell(self, field_id: str, row: int) -> tuple[int, int, str, CellFacts]:
        column = self.columns[field_id]
        row = self.beside.get(field_id, row)
        texts = self.view.rows[row]
        text = texts[column] if column < len(texts) else ""
        facts = self.view.facts(row, column) if self.view.grid.facts else NO_FACTS
        return row, column, text, facts


def _shown(text: str, facts: CellFacts, quantity: Quantity | None) -> str:
    """What the sheet shows: ``94.6%`` where 0.946 is stored under a per cent format."""
    if quantity is None or quantity.unit != "%" or quantity.step is None:
        return text
    if facts.number is None or "%" not in (facts.number_format or "") or "%" in text:
        return text
    digits = len(str(quantity.step.denominator)) - 1
    scaled = quantity.value * 10**digits
    if scaled.denominator != 1:
        return text
    whole, decimals = divmod(abs(scaled.numerator), 10**digits)
    point = f".{decimals:0{digits}d}" if digits else ""
    return f"{'-' if scaled < 0 else ''}{whole}{point}%"


@dataclass(slots=True, eq=False)
class Entries(Mapping[str, Entry]):
    """The entries of one row by field; each is made once, when first looked at."""

    cells: Cells
    row: int
    key: str | None = None
    made: dict[str, Entry] = field(default_factory=dict)

    def __getitem__(self, field_id: str) -> Entry:
        found = self.made.get(field_id)
        if found is None:
            found = self.made[field_id] = self.cells.entry(field_id, self.row, self.key)
        return found

    def reading(self, field_id: str) -> Reading | None:
        """What a field says, without its place: all that most cells are ever asked for."""
        if field_id not in self.cells.columns:
            return None
        return self.cells.reading(field_id, self.row)

    def __contains__(self, field_id: object) -> bool:
        return field_id in self.cells.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells.columns)

    def __len__(self) -> int:
        return len(self.cells.columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self))


def said(entries: Mapping[str, Entry], field_id: str) -> Entry | Reading | None:
    """What a field of a row says, as cheaply as the row can tell it; ``None`` without a column."""
    return entries.reading(field_id) if isinstance(entries, Entries) else entries.get(field_id)


def stated(entries: Mapping[str, Entry]) -> int:
    """How many fields of a row state a figure."""
    if isinstance(entries, Entries):
        return entries.cells.stated(entries.row)
    return sum(entry.state is State.STATED for entry in entries.values())
