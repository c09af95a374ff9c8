"""A part of a grid, upright or on its side, so that one way of reading serves both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crossfoot.model.document import CellFacts, Grid
from crossfoot.model.figure import Place

NO_FACTS = CellFacts()
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class View:
    """Cells of a grid counted from the view's own corner; ``flipped`` swaps rows and columns.

    Attributes:
        rows: the texts, row by row as the view has them.
        merges: merged areas in the view's own rows and columns, inclusive.
        above: by cell the upper left cell of the merged area it lies in.
    """

    grid: Grid
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    flipped: bool = False
    above: dict[tuple[int, int], Merge] = field(default_factory=dict)

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

    def facts(self, row: int, column: int) -> CellFacts:
        """What the workbook knows of a cell."""
        at = (column, row) if self.flipped else (row, column)
        return self.grid.facts.get(at, NO_FACTS)

    def place(self, row: int, column: int, key: str | None = None) -> Place:
        """Where a cell stands in its file."""
        return (
            self.grid.place(column, row, key) if self.flipped else self.grid.place(row, column, key)
        )

    def written(self, row: int) -> Iterator[tuple[int, str]]:
        """Columns and texts of the cells of a row that hold something."""
        for column, text in enumerate(self.rows[row] if row < len(self.rows) else ()):
            if text and not text.isspace():
                yield column, text


def upright(grid: Grid) -> View:
    """The grid as it stands."""
    return _view(grid, grid.rows, grid.merges, flipped=False)


def on_its_side(grid: Grid) -> View:
    """The grid with rows and columns swapped."""
    width = grid.width
    padded = [row + ("",) * (width - len(row)) for row in grid.rows]
    rows = tuple(zip(*padded, strict=True)) if padded else ()
    merges = tuple((left, top, right, bottom) for top, left, bottom, right in grid.merges)
    return _view(grid, rows, merges, flipped=True)


def _view(
    grid: Grid, rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...], *, flipped: bool
) -> View:
    height = len(rows)
    width = max((len(row) for row in rows), default=0)
    above = {}
    for area in merges:
        top, left, bottom, right = area
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                above[row, column] = area
    return View(grid, rows, merges, flipped, above)
