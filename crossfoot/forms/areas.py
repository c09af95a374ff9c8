"""Grids that hold several tables: under each other, side by side, upright and on their side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.forms.labels import norm
from crossfoot.forms.model import TableMapping
from crossfoot.forms.names import Names
from crossfoot.forms.spans import by_span
from crossfoot.forms.table import Table
from crossfoot.forms.tables import find_tables
from crossfoot.forms.titles import is_line
from crossfoot.forms.view import Area, on_its_side, upright, whole
from crossfoot.model.document import Grid

_TALL = 300  # rows beyond which a grid that reads well is neither turned nor cut
_MOST_CUTS = 12
_UNEXPLAINED = 2  # names of fields that no header accounts for and that make a cut worth a try


def tables_of(grid: Grid, names: Names, mapping: TableMapping | None) -> list[Table]:
    """All tables of a grid, in the order in which they stand."""
    if not grid.rows:
        return []
    found = _Finder(grid, names, mapping).read(whole(grid))
    ordered = sorted(found, key=lambda table: table.area[:2])
    return [part for table in ordered for part in by_span(table, names)]


class _Finder:
    """Reads areas of one grid, and cuts them where the parts explain more than the whole."""

    def __init__(self, grid: Grid, names: Names, mapping: TableMapping | None) -> None:
        self.grid = grid
        self.names = names
        self.mapping = mapping

    def read(self, area: Area) -> list[Table]:
        """The tables of an area, cut or whole."""
        best = self.tables(area)
        if area[2] - area[0] > _TALL or not self._is_unexplained(area, best):
            return best
        worth = sum(table.worth for table in best)
        for parts, apart in (*self._columns(area), *self._rows(area)):
            found = [self.tables(part) for part in parts]
            gained = sum(table.worth for tables in found for table in tables)
            if gained <= worth or sum(bool(tables) for tables in found) < 2:
                continue
            if apart and not all(table.stands_alone for tables in found for table in tables):
                continue
            return [table for part in parts for table in self.read(part)]
        return best

    def tables(self, area: Area) -> list[Table]:
        """The tables of an area as a whole: of overlapping readings the one worth more."""
        standing = find_tables(upright(self.grid, area), self.names, self.mapping)
        if standing and area[2] - area[0] > _TALL:
            return standing
        lying = find_tables(on_its_side(self.grid, area), self.names, self.mapping)
        chosen: list[Table] = []
        for table in sorted(
            (*standing, *lying), key=lambda t: (-len(t.made.columns), t.view.flipped, t.area)
        ):
            if not any(_overlap(table.area, other.area) for other in chosen):
                chosen.append(table)
        chosen = _joined(chosen)
        if len(chosen) > 1 and any(table.view.flipped for table in chosen):
            return [self._alone(table, chosen, area) for table in chosen]
        return chosen

    def _alone(self, table: Table, tables: Sequence[Table], area: Area) -> Table:
        """A table on its side read again without the rows of the tables above and below it."""
        if not table.view.flipped:
            return table
        top, _, bottom, _ = table.area
        others = [other.area for other in tables if other is not table]
        first = max((other[2] + 1 for other in others if other[2] < top), default=area[0])
        last = min((other[0] - 1 for other in others if other[0] > bottom), default=area[2])
        part = (first, area[1], last, area[3])
        if part == area:
            return table
        again = find_tables(on_its_side(self.grid, part), self.names, self.mapping)
        same = [one for one in again if one.made.columns.keys() == table.made.columns.keys()]
        return same[0] if same else table

    def _is_unexplained(self, area: Area, tables: Sequence[Table]) -> bool:
        """True when an area holds names of fields that no header of its tables accounts for."""
        if any(table.made.rivals for table in tables):
            return True
        used = {
            text
            for table in tables
            for column in table.made.taken
            if column in table.headers
            for text in table.headers[column].texts
        }
        left: set[str] = set()
        for row in self.grid.rows[area[0] : area[2] + 1]:
            for text in row[area[1] : area[3] + 1]:
                if text and text not in used and text not in left and self._is_name(text):
                    left.add(norm(text))
                    if len(left) >= _UNEXPLAINED:
                        return True
        return False

    def _is_name(self, text: str) -> bool:
        if text.isspace() or (text.isascii() and not text[0].isalpha()):
            return False
        return self.names.knows(text)

    def _columns(self, area: Area) -> Iterator[tuple[list[Area], bool]]:
        """The area cut at its blank columns."""
        top, left, bottom, right = area
        used = {
            column
            for row in self.grid.rows[top : bottom + 1]
            for column, text in enumerate(row)
            if left <= column <= right and text.strip()
        }
        for one in self.grid.merges:
            if top <= one[0] <= bottom and one[3] - one[1] < (right - left) // 2:
                used.update(range(max(left, one[1]), min(right, one[3]) + 1))
        runs: list[list[int]] = []
        for column in sorted(used):
            if runs and runs[-1][1] == column - 1:
                runs[-1][1] = column
            else:
                runs.append([column, column])
        if len(runs) > 1:
            yield [(top, first, bottom, last) for first, last in runs], True
            for number in range(1, len(runs)):
                middle = runs[number][0]
                yield [(top, left, bottom, middle - 1), (top, middle, bottom, right)], True

    def _rows(self, area: Area) -> Iterator[tuple[list[Area], bool]]:
        """The area cut in two above a row that may begin a table."""
        top, left, bottom, right = area
        cuts = [row for row in range(top + 1, bottom + 1) if self._may_begin(row, area)]
        for row in cuts[:_MOST_CUTS]:
            yield [(top, left, row - 1, right), (row, left, bottom, right)], False

    def _may_begin(self, row: int, area: Area) -> bool:
        """True for a title, a line of details, or what follows a blank row."""
        cells = [text for text in self.grid.rows[row][area[1] : area[3] + 1] if text.strip()]
        if not cells:
            return False
        before = self.grid.rows[row - 1][area[1] : area[3] + 1]
        if not any(text.strip() for text in before):
            return True
        if len(cells) == 1 and (self.names.titled(cells[0]) is not None or self._is_wide(row)):
            return True
        return is_line(cells[0], self.names.layout)

    def _is_wide(self, row: int) -> bool:
        """True when a row is one merged cell, as titles are."""
        return any(one[0] == row == one[2] and one[3] > one[1] for one in self.grid.merges)


def _joined(tables: Sequence[Table]) -> list[Table]:
    """Tables with the parts of one card, label and value several times a row, put together."""
    joined: list[Table] = []
    for table in sorted(tables, key=lambda item: (item.area[1], item.area[0])):
        if not any(_meet(card.area, table.area) and card.absorb(table) for card in joined):
            joined.append(table)
    return joined


def _meet(one: Area, other: Area) -> bool:
    """True when two areas have rows in common."""
    return one[0] <= other[2] and other[0] <= one[2]


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
