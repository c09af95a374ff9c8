"""From scattered cells to a grid, without walking the emptiness between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import pairwise

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts, Grid, column_letters

_ROW_GAP = 5_000
_COLUMN_GAP = 500
_NAMED = 3
_VISITS = 5_000_000

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cells:
    """Texts that are not empty, and what is known beyond them, by (row, column) from 0."""

    texts: Mapping[tuple[int, int], str]
    facts: Mapping[tuple[int, int], CellFacts] = field(default_factory=dict)


def compact(
    cells: Cells, file: str, sheet: str, merges: Iterable[Area], *, hidden: bool
) -> tuple[Grid, tuple[str, ...]]:
    """A grid from the sheet's first cell on, and the addresses of cells left out as too far away.

    A cell beyond 5,000 empty rows or 500 empty columns is no part of the table.  Merges are cut to
    the part of the sheet that holds something, and what they cover does not show.
    """
    areas = list(merges)
    if areas:
        cells = _uncovered(cells, areas)
    used = cells.texts.keys() | cells.facts.keys()
    bottom = _before_gap(sorted({row for row, _ in used}), _ROW_GAP)
    right = _before_gap(sorted({column for _, column in used}), _COLUMN_GAP)
    far = sorted(at for at in cells.texts if at[0] > bottom or at[1] > right)
    widths: dict[int, int] = {}
    for row, column in cells.texts:
        if row <= bottom and column <= right and column >= widths.get(row, 0):
            widths[row] = column + 1
    drawn: dict[int, list[str]] = {row: [""] * width for row, width in widths.items()}
    for (row, column), text in cells.texts.items():
        if row <= bottom and column <= right:
            drawn[row][column] = text
    rows = tuple(tuple(drawn.get(row, ())) for row in range(max(widths, default=-1) + 1))
    facts = cells.facts
    if far or (facts and (max(facts)[0] > bottom or max(at[1] for at in facts) > right)):
        facts = {at: fact for at, fact in facts.items() if at[0] <= bottom and at[1] <= right}
    grid = Grid(
        file,
        rows,
        sheet=sheet,
        facts=facts,
        merges=tuple(sorted(_clipped(areas, bottom, right))),
        hidden=hidden,
    )
    named = [column_letters(column) + str(row + 1) for row, column in far[:_NAMED]]
    return grid, tuple(named)


def _uncovered(cells: Cells, areas: Iterable[Area]) -> Cells:
    """The cells without those that a merge covers, whose content no program shows."""
    held = cells.texts.keys() | cells.facts.keys()
    rows: dict[int, list[int]] = {}
    for row, column in held:
        rows.setdefault(row, []).append(column)
    covered: set[tuple[int, int]] = set()
    visits = _VISITS
    for top, left, bottom, right in areas:
        within = range(top, bottom + 1) if bottom - top < len(rows) else rows
        visits -= len(within)
        if visits < 0:  # merges that overlap again and again: no program writes such a sheet
            break
        for row in within:
            if top <= row <= bottom:
                covered.update((row, at) for at in rows.get(row, ()) if left <= at <= right)
        covered.discard((top, left))
    if not covered & held:
        return cells
    return Cells(
        {at: text for at, text in cells.texts.items() if at not in covered},
        {at: fact for at, fact in cells.facts.items() if at not in covered},
    )


def _before_gap(positions: list[int], gap: int) -> int:
    """The last position before a gap, -1 when there is none at all."""
    for before, after in pairwise(positions):
        if after - before > gap:
            return before
    return positions[-1] if positions else -1


def _clipped(merges: Iterable[Area], bottom: int, right: int) -> Iterable[Area]:
    for top, left, last_row, last_column in merges:
        area = (top, left, min(last_row, bottom), min(last_column, right))
        if area[0] <= area[2] and area[1] <= area[3] and area[:2] != area[2:]:
            yield area
