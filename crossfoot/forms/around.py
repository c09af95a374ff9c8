"""What stands around a table: its title, its lines of details, its period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from crossfoot.forms.dates import read_date
from crossfoot.forms.labels import squeezed
from crossfoot.forms.layout import Layout
from crossfoot.forms.periods import Stretch, find_period
from crossfoot.forms.table import Table
from crossfoot.forms.titles import Lines, is_note, note_titles, read_line, read_pair
from crossfoot.model.document import Grid
from crossfoot.model.figure import Place


def lines_around(table: Table, layout: Layout, others: Sequence[Table]) -> Lines:
    """Everything that the cells around a table say."""
    lines = Lines()
    grid = table.view.grid
    top = table.area[0]
    left, right = _reach(table, others)
    taken: dict[int, set[int]] = {}
    for other in others:
        for row, columns in _cells_of(other):
            taken.setdefault(row, set()).update(columns)
    for row in range(_floor(table, others), _ceiling(table, others)):
        used = taken.get(row, set())
        if len(used) > right - left:
            continue
        cells = [
            (column, text)
            for column, text in enumerate(grid.rows[row])
            if left <= column <= right and column not in used and text.strip()
        ]
        if not cells:
            continue
        for column, text in _without_pairs(cells, row, grid, layout, lines):
            if is_note(text, layout):
                break
            read_line(text, grid.place(row, column), layout, lines)
            if len(cells) == 1 and row <= top and "title" not in lines.about:
                lines.add("title", squeezed(text), grid.place(row, column))
    note_titles(lines, lines.titles)
    return lines


def _without_pairs(
    cells: Sequence[tuple[int, str]], row: int, grid: Grid, layout: Layout, lines: Lines
) -> list[tuple[int, str]]:
    """The cells of a row that are not a label with its value in the next cell; those are noted."""
    rest = []
    at = 0
    while at < len(cells):
        column, text = cells[at]
        follows = cells[at + 1] if at + 1 < len(cells) else None
        if follows is not None and read_pair(
            text, follows[1], grid.place(row, follows[0]), layout, lines
        ):
            at += 2
            continue
        rest.append((column, text))
        at += 1
    return rest


def _cells_of(table: Table) -> Iterator[tuple[int, Iterable[int]]]:
    """The cells of a grid that a table's header and rows take up, row by row."""
    view, region = table.view, table.region
    across = {*table.made.columns.values(), *table.asides.values(), *table.keys.values()}
    across.update(column for column, _ in table.labels)
    down = {*range(region.top, region.bottom + 1), *table.rows}
    for key, row in table.beside.items():
        at = view.at(row, table.made.columns[key])
        yield at[0], (at[1], at[1] - 1)
    if view.flipped:
        columns = [row + view.origin[1] for row in down]
        for column in across:
            yield column + view.origin[0], columns
        return
    last = max(across)
    while last + 1 in table.headers:
        last += 1
    first = min(across) + view.origin[1]
    for row in down:
        yield row + view.origin[0], range(first, last + 1 + view.origin[1])


def _reach(table: Table, others: Sequence[Table]) -> tuple[int, int]:
    """The columns of the grid whose cells may be lines of the table: up to a table beside it."""
    top, left, bottom, right = table.area
    first, last = 0, table.view.grid.width - 1
    for other in others:
        above, before, below, after = other.area
        if other is table or above > bottom or top > below:
            continue
        if after < left:
            first = max(first, after + 1)
        if before > right:
            last = min(last, before - 1)
    return first, last


def _floor(table: Table, others: Sequence[Table]) -> int:
    """The first row of the grid that may belong to the table's own lines."""
    top = table.area[0]
    ends = [other.area[2] for other in others if other is not table]
    return max((end + 1 for end in ends if end < top), default=0)


def _ceiling(table: Table, others: Sequence[Table]) -> int:
    bottom = table.area[2]
    tops = [other.area[0] for other in others if other is not table]
    return min((top for top in tops if top > bottom), default=len(table.view.grid.rows))


def stretches_of(
    table: Table, lines: Lines, *, sheet_first: bool
) -> dict[str, tuple[Stretch, Place]]:
    """The periods named by line, title, sheet and file, most trustworthy first."""
    grid = table.view.grid
    found = dict(lines.stretches)
    place = Place(grid.file, sheet=grid.sheet)
    for kind, text in (("sheet", grid.sheet), ("file", PurePosixPath(grid.file).stem)):
        stretch = find_period(text) if text else None
        if stretch is not None:
            found[kind] = (stretch, place)
    order = ["line", "title", "sheet", "file"]
    if sheet_first:
        order = ["sheet", "line", "title", "file"]
    return {kind: found[kind] for kind in order if kind in found}


def year_of(stretches: Mapping[str, tuple[Stretch, Place]], lines: Lines) -> int | None:
    """The year a table is of: the first one named, else the year before its date of report."""
    for stretch, _ in stretches.values():
        if stretch.year is not None:
            return stretch.year
    reported = read_date(lines.about.get("report_date", ""))
    if reported is None:
        return None
    month = int(reported[5:7])
    last = max((stretch.last or 0 for stretch, _ in stretches.values()), default=0)
    return int(reported[:4]) - (last > month)


def period_of(stretches: Mapping[str, tuple[Stretch, Place]], year: int | None) -> str | None:
    """The period of a table: the first source that names months counts."""
    found = [stretch for stretch, _ in stretches.values()]
    if not found:
        return None
    months = next((stretch for stretch in found if stretch.first is not None), found[0])
    return str(months.of_year(year)) or None
