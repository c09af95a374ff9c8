"""A table found in a grid, not yet read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from crossfoot.forms.assign import Assignment
from crossfoot.forms.model import TableMapping
from crossfoot.forms.names import Header
from crossfoot.forms.regions import Region
from crossfoot.forms.view import Area, View
from crossfoot.model.dataclass import dataclass

_NAME_WORTH = 10


@dataclass(slots=True)
class Table:
    """A table found in a view, not yet read.

    Attributes:
        headers: header of each column.
        made: its form and fields.
        labels: columns that name the rows, with the kind that their header says.
        keys: columns that the configuration declares as the key, by name.
        asides: 序号, 备注 and other known columns beside the figures.
        rows: rows of the view that hold data.
        beside: for a card of several pairs a row, the row of the view with a field's value.
    """

    view: View
    region: Region
    headers: Mapping[int, Header]
    made: Assignment
    labels: list[tuple[int, str | None]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    asides: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)
    mapping: TableMapping | None = None

    @property
    def end(self) -> int:
        """The last row that belongs to the table."""
        return max([self.region.bottom, *self.rows, *self.beside.values()])

    @property
    def area(self) -> Area:
        """The part of the grid that header and rows take up."""
        columns = [*self.made.columns.values(), *self.asides.values(), *self.keys.values()]
        columns += [column for column, _ in self.labels]
        first = self.view.at(self.region.top, min(columns))
        last = self.view.at(self.end, max(columns))
        return *first, *last

    def absorb(self, other: Table) -> bool:
        """Take in another part of the same card; False when it is something else."""
        same = self.view.rows == other.view.rows and self.made.form.id == other.made.form.id
        if not (same and self.is_card and other.is_card):
            return False
        if self.made.columns.keys() & other.made.columns.keys():
            return False
        for key, column in other.made.columns.items():
            self.made.columns[key] = column
            self.beside[key] = other.beside.get(key, other.rows[0])
        return True

    @property
    def worth(self) -> int:
        """How much a reading explains: names of fields, and figures under them."""
        columns = list(self.made.columns.values())
        rows = (self.view.rows[row] for row in self.rows)
        cells = sum(c < len(texts) and bool(texts[c].strip()) for texts in rows for c in columns)
        return _NAME_WORTH * len(columns) + cells

    @property
    def stands_alone(self) -> bool:
        """True when the table names its own rows, and needs no other table beside it for that."""
        return bool(self.labels) or bool(self.keys) or self.is_card or names_its_own_rows(self)

    @property
    def is_card(self) -> bool:
        """True for labels beside values, without anything that names the values."""
        return self.view.flipped and not self.labels and len(self.rows) == 1


def names_its_own_rows(table: Table) -> bool:
    """True for registers: one row a thing, named by the form's own fields."""
    grain = set(table.made.form.grain)
    return bool(grain) and not grain & {"unit", "sector", "village"}
