"""A part of a grid, upright or on its side, so that one way of reading serves both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts, Grid
from crossfoot.model.figure import Place

NO_FACTS = CellFacts()
Area = tuple[int, int, int, int]
"""Top, left, bottom and right, inclusive, from 0."""


@dataclass(frozen=True, slots=True)
class View:
    """Cells of a grid counted from the view's own corner; ``flipped`` swaps rows and columns.

    Attributes:
        rows: the texts, row by row as the view has them.
        origin: row and column of the grid at which the view begins.
        merges: merged areas in the view's own rows and columns.
        above: by cell the merged area it lies in.
    """

    grid: Grid
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Area, ...]
    flipped: bool = False
    origin: tuple[int, int] = (0, 0)
    above: dict[tuple[int, int], Area] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, ``""`` outside."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def filled(self, row: int, column: int) -> str:
        """The text of a cell, or of the merged area it lies in."""
        area = self.above.get((row, column))
        return self.text(row, column) if area is None else self.text(area[0], area[1])

    def at(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of the grid of a cell of the view."""
        if self.flipped:
            row, column = column, row
        return row + self.origin[0], column + self.origin[1]

    def facts(self, row: int, column: int) -> CellFacts:
        """What the workbook knows of a cell."""
        return self.grid.facts.get(self.at(row, column), NO_FACTS)

    def place(self, row: int, column: int, key: str | None = None) -> Place:
        """Where a cell stands in its file."""
        at = self.at(row, column)
        return self.grid.place(at[0], at[1], key)

    def written(self, row: int) -> Iterator[tuple[int, str]]:
        """Columns and texts of the cells of a row that hold something."""
        for column, text in enumerate(self.rows[row] if row < len(self.rows) else ()):
            if text and not text.isspace():
                yield column, text


def whole(grid: Grid) -> Area:
    """The area of a whole grid."""
    return 0, 0, len(grid.rows) - 1, grid.width - 1


def upright(grid: Grid, area: Area | None = None) -> View:
    """The grid, or an area of it, as it stands."""
    if area is None or area == whole(grid):
        return _view(grid, grid.rows, grid.merges, (0, 0), flipped=False)
    top, left, bottom, right = area
    rows = tuple(row[left : right + 1] for row in grid.rows[top : bottom + 1])
    return _view(grid, rows, _within(grid.merges, area), (top, left), flipped=False)


def on_its_side(grid: Grid, area: Area | None = None) -> View:
    """The grid, or an area of it, with rows and columns swapped."""
    standing = upright(grid, area)
    width = max((len(row) for row in standing.rows), default=0)
    padded = [row + ("",) * (width - len(row)) for row in standing.rows]
    rows = tuple(zip(*padded, strict=True)) if padded else ()
    merges = tuple((left, top, right, bottom) for top, left, bottom, right in standing.merges)
    return _view(grid, rows, merges, standing.origin, flipped=True)


def _within(merges: tuple[Area, ...], area: Area) -> tuple[Area, ...]:
    """The merged areas that begin in an area, cut to it, from its corner."""
    top, left, bottom, right = area
    return tuple(
        (one[0] - top, one[1] - left, min(one[2], bottom) - top, min(one[3], right) - left)
        for one in merges
        if top <= one[0] <= bottom and left <= one[1] <= right
    )


def _view(
    grid: Grid,
    rows: tuple[tuple[str, ...], ...],
    merges: tuple[Area, ...],
    origin: tuple[int, int],
    *,
    flipped: bool,
) -> View:
    height = len(rows)
    width = max((len(row) for row in rows), default=0)
    above = {}
    for area in merges:
        top, left, bottom, right = area
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                above[row, column] = area
    return View(grid, rows, merges, flipped, origin, above)
