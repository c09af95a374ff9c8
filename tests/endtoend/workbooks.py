"""Workbooks taken apart into cells that can be moved, with their merges and formulas, and written.

Inserting rows with openpyxl leaves merged areas, hidden rows and formulas behind, and it writes
formulas without their results; offices' programs do neither.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from crossfoot.model.document import column_letters

Spot = tuple[int, int]  # row and column, from 1
Move = Callable[[Spot], "Spot | None"]  # where a cell goes; nowhere if it is struck out
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
WITHOUT_RESULT = re.compile(r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')


@dataclass(frozen=True)
class Cell:
    """What a cell holds, what its formula came to, and where it stood in the workbook as sent."""

    value: Any
    result: Any
    number_format: str
    origin: str | None


@dataclass(frozen=True)
class Sheet:
    name: str
    state: str = "visible"
    cells: dict[Spot, Cell] = field(default_factory=dict)
    merges: tuple[tuple[Spot, Spot], ...] = ()
    hidden: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def width(self) -> int:
        return max(column for _, column in self.cells)

    def with_values(self, values: dict[Spot, Any], number_format: str | None = None) -> Sheet:
        """The sheet with other contents at some places."""
        cells = dict(self.cells)
        for spot, value in values.items():
            old = cells.get(spot, Cell(None, None, "General", None))
            cells[spot] = replace(
                old,
                value=value,
                result=value,
                number_format=number_format or old.number_format,
            )
        return replace(self, cells=cells)


Book = dict[str, Sheet]


def spot_of(address: str) -> Spot:
    match = REFERENCE.fullmatch(address)
    assert match, address
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def address_of(spot: Spot) -> str:
    return f"{column_letters(spot[1] - 1)}{spot[0]}"


def opened(path: Path) -> Book:
    """All cells of all sheets, blank ones too."""
    from openpyxl import load_workbook

    formulas, results = load_workbook(path), load_workbook(path, data_only=True)
    book: Book = {}
    for drawn in formulas.worksheets:
        shown = results[drawn.title]
        cells = {
            (cell.row, cell.column): Cell(
                cell.value,
                shown.cell(cell.row, cell.column).value,
                cell.number_format,
                cell.coordinate,
            )
            for row in drawn.iter_rows()
            for cell in row
        }
        book[drawn.title] = Sheet(
            drawn.title,
            drawn.sheet_state,
            cells,
            tuple(
                ((area.min_row, area.min_col), (area.max_row, area.max_col))
                for area in drawn.merged_cells.ranges
            ),
            frozenset(row for row, look in drawn.row_dimensions.items() if look.hidden),
        )
    return book


def moved(sheet: Sheet, move: Move) -> Sheet:
    """Every cell at its new place, with merges, hidden rows and references going along."""
    cells = {}
    for spot, cell in sheet.cells.items():
        target = move(spot)
        if target is not None:
            cells[target] = replace(cell, value=_following(cell.value, move))
    hidden = {move((row, 1)) for row in sheet.hidden}
    return replace(
        sheet,
        cells=cells,
        merges=tuple(area for area in (_area(a, move) for a in sheet.merges) if area),
        hidden=frozenset(target[0] for target in hidden if target is not None),
    )


def _following(value: Any, move: Move) -> Any:
    if not (isinstance(value, str) and value.startswith("=")):
        return value

    def follow(match: re.Match[str]) -> str:
        target = move(spot_of(match[0]))
        return address_of(target) if target else "#REF!"

    return REFERENCE.sub(follow, value)


def _area(area: tuple[Spot, Spot], move: Move) -> tuple[Spot, Spot] | None:
    """The merged area around what is left of it."""
    (top, left), (bottom, right) = area
    inside = [
        target
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (target := move((row, column))) is not None
    ]
    if len(inside) < 2:
        return None
    rows, columns = [row for row, _ in inside], [column for _, column in inside]
    return (min(rows), min(columns)), (max(rows), max(columns))


def written(book: Book, path: Path) -> Path:
    """An .xlsx file of the sheets, formulas with their results."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in book.values():
        drawn = workbook.create_sheet(sheet.name)
        drawn.sheet_state = sheet.state
        for (row, column), cell in sheet.cells.items():
            if cell.value is not None:
                place = drawn.cell(row, column, cell.value)
                place.number_format = cell.number_format
        for (top, left), (bottom, right) in sheet.merges:
            drawn.merge_cells(None, top, left, bottom, right)
        for row in sheet.hidden:
            drawn.row_dimensions[row].hidden = True
    bare = path.with_suffix(".bare.xlsx")
    workbook.save(bare)
    _with_results(bare, path, book)
    bare.unlink()
    return path


def _with_results(bare: Path, path: Path, book: Book) -> None:
    sheets = {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(book.values(), 1)}
    with zipfile.ZipFile(bare) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in sheets:
                cells = sheets[name].cells
                content = WITHOUT_RESULT.sub(
                    lambda match, cells=cells: (  # type: ignore[misc]
                        f"{match[1]}<v>{cells[spot_of(match[2])].result}</v>"
                    ),
                    content.decode("utf-8"),
                ).encode("utf-8")
            target.writestr(name, content)
