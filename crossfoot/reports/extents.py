"""Which part of a sheet a table takes, and which of its columns is which field."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import column_letters
from crossfoot.model.figure import Place
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import FormTable

_ADDRESS = late_pattern(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column (or row, in a transposed table) and the field it was read as.

    Attributes:
        at: letters in a sheet, a number from 1 elsewhere or for a row, as text.
        header: the text nearest to the data in the same column or row.
    """

    at: str
    header: str
    field: str


def range_of(table: FormTable) -> str | None:
    """The area of its records: ``A5:K17`` in a sheet, ``R2C1:R13C8`` elsewhere.

    For CSV the rows are lines of the file.  ``None`` for a table without records.
    """
    spots = [spot for place in _places(table) if (spot := _spot(place)) is not None]
    if not spots:
        return None
    top, bottom = min(row for row, _ in spots), max(row for row, _ in spots)
    left, right = min(column for _, column in spots), max(column for _, column in spots)
    if table.grid.sheet is None:
        return f"R{top}C{left}:R{bottom}C{right}"
    return f"{column_letters(left - 1)}{top}:{column_letters(right - 1)}{bottom}"


def columns_of(table: FormTable) -> Iterator[Column]:
    """Each field with where it stands, in the order of the sheet."""
    grid = table.grid
    across = table.orientation == "rows"
    for field, index in sorted(table.fields.items(), key=lambda item: (item[1], item[0])):
        if not across:
            at = str((grid.top if grid.sheet is not None else 0) + index + 1)
        elif grid.sheet is not None:
            at = column_letters(grid.left + index)
        else:
            at = str(index + 1)
        yield Column(at, _header(table, index, across=across), field)


def _header(table: FormTable, index: int, *, across: bool) -> str:
    """The last text before the first record, in the field's own column or row."""
    first = _first_record(table, across=across)
    if first is None:
        return ""
    grid = table.grid
    before = range(first - 1, -1, -1)
    texts = (grid.text(i, index) if across else grid.text(index, i) for i in before)
    return next((text.strip() for text in texts if text.strip()), "")


def _first_record(table: FormTable, *, across: bool) -> int | None:
    """Row (or column) of the grid, from 0, in which the first record stands."""
    if not table.records:
        return None
    record = table.records[0]
    spots = [_spot(entry.place) for entry in record.entries.values()]
    numbers = [spot[0] if across else spot[1] for spot in spots if spot is not None]
    if not numbers:
        return None
    grid, number = table.grid, min(numbers)
    if grid.sheet is not None:
        return number - 1 - (grid.top if across else grid.left)
    if across and number in grid.lines:
        return grid.lines.index(number)
    return number - 1


def _places(table: FormTable) -> Iterator[Place]:
    for record in table.records:
        yield record.place
        for entry in record.entries.values():
            yield entry.place


def _spot(place: Place) -> tuple[int, int] | None:
    """Row and column of a cell, from 1."""
    if place.cell is not None:
        match = _ADDRESS.fullmatch(place.cell)
        if match is None:
            return None
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]), column
    if place.line is not None and place.column is not None:
        return place.line, place.column
    return None
