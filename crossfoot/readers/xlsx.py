"""XLSX and XLSM: every sheet as a grid of what is typed, with what is known of each cell."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from crossfoot.model.document import CellFacts, Document, Grid, Notice, column_letters
from crossfoot.model.figure import Place
from crossfoot.readers.bare import stripped
from crossfoot.readers.display import CHINESE_FORMATS, digits, iso, moment_text
from crossfoot.readers.guard import LIBRARY_FAULTS
from crossfoot.readers.lean import Prepared, prepare
from crossfoot.readers.sparse import Area, Cells, compact
from crossfoot.readers.troubles import (
    BROKEN,
    FAR_CELLS,
    NO_SHEETS,
    NOT_STORED,
    UnreadableError,
    notice,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOMENTS = (date, time, timedelta)  # a datetime is a date
_DATES_END = 2_958_466  # the serial number of the year 10000

At = tuple[int, int]


def read_xlsx(data: bytes, file: str) -> Document:
    """Read a workbook: one grid a sheet, hidden sheets too.

    Text stands as typed; a number in the shortest digits of what is stored, whatever its format
    shows; a date as its format shows it, with the ISO date among the facts; a formula as its stored
    result, or as ``""`` with ``stored`` False when the workbook was never calculated.

    Raises:
        UnreadableError: broken, encrypted, hostile or without a worksheet.
    """
    prepared = prepare(data)
    try:
        grids, notices = _understood(prepared, file)
    except LIBRARY_FAULTS:
        try:
            prepared = replace(prepared, data=stripped(prepared.data))
            grids, notices = _understood(prepared, file)
        except LIBRARY_FAULTS as fault:
            raise UnreadableError(BROKEN) from fault
    if not grids:
        raise UnreadableError(NO_SHEETS)
    return Document(file, "xlsx", grids=grids, notices=notices)


def _understood(prepared: Prepared, file: str) -> tuple[tuple[Grid, ...], tuple[Notice, ...]]:
    values = _load(prepared.data, results=True)
    formulas = prepared.formulas
    if formulas is None:
        formulas = _formulas(_load(prepared.data, results=False))
    return _grids(values, formulas, prepared.merges, file)


def _load(data: bytes, *, results: bool) -> Workbook:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl must parse through defusedxml: install defusedxml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features of the workbook that are not read
        return openpyxl.load_workbook(io.BytesIO(data), data_only=results, keep_links=False)


def _grids(
    values: Workbook,
    formulas: Mapping[str, Mapping[At, str]],
    merges: Mapping[str, tuple[Area, ...]],
    file: str,
) -> tuple[tuple[Grid, ...], tuple[Notice, ...]]:
    grids: list[Grid] = []
    notices: list[Notice] = []
    missing: list[tuple[str, str]] = []
    for sheet in values.worksheets:
        cells = _cells(sheet, formulas.get(sheet.title, {}), values.epoch)
        missing += [
            (sheet.title, column_letters(column) + str(row + 1))
            for (row, column), facts in cells.facts.items()
            if not facts.stored
        ]
        areas = merges.get(sheet.title, ())
        grid, far = compact(cells, file, sheet.title, areas, hidden=sheet.sheet_state != "visible")
        grids.append(grid)
        if far:
            place = Place(file, sheet=sheet.title, cell=far[0])
            shown = "、".join(far)
            notices.append(notice(FAR_CELLS, file, place, sheet=sheet.title, cells=shown))
    if missing:
        title, cell = missing[0]
        place = Place(file, sheet=title, cell=cell)
        notices.append(notice(NOT_STORED, file, place, count=len(missing), sheet=title, cell=cell))
    return tuple(grids), tuple(notices)


def _contents(sheet: Worksheet) -> Mapping[At, Any]:
    # The public iterators walk every position up to the farthest cell: up to 17 billion.
    return sheet._cells  # noqa: SLF001


def _formulas(book: Workbook) -> dict[str, dict[At, str]]:
    found: dict[str, dict[At, str]] = {}
    for sheet in book.worksheets:
        behind = found.setdefault(sheet.title, {})
        for at, cell in _contents(sheet).items():
            if cell.data_type == "f":
                formula = cell.value
                behind[at] = str(getattr(formula, "text", None) or getattr(formula, "ref", formula))
    return found


def _cells(sheet: Worksheet, behind: Mapping[At, str], epoch: datetime) -> Cells:
    """Texts and facts of a sheet's cells by row and column from 0."""
    texts: dict[At, str] = {}
    facts: dict[At, CellFacts] = {}
    hidden = _Hidden(sheet)
    numbers = _Numbers(epoch)
    for at, cell in _contents(sheet).items():
        value = cell.value
        formula = behind.get(at) if behind else None
        if value is None and formula is None:
            continue
        fact = None
        kind = cell.data_type
        if value is None:
            text = ""
        elif kind in {"n", "d"}:
            text, fact = numbers.said(cell, value)
        elif kind == "b":
            text = "TRUE" if value else "FALSE"
        else:
            text = str(value)
        position = (at[0] - 1, at[1] - 1)
        if text:
            texts[position] = text
        concealed = hidden.any and hidden.holds(at)
        if formula is not None or concealed:
            known = fact or CellFacts()
            stored = value is not None
            fact = CellFacts(
                known.number, known.number_format, formula, stored, concealed, known.date
            )
        if fact is not None:
            facts[position] = fact
    return Cells(texts, facts)


class _Numbers:
    """Text and facts of cells that store numbers; a workbook holds the same few over and over."""

    def __init__(self, epoch: datetime) -> None:
        self._epoch = epoch
        self._formats: dict[int, str] = {}
        self._known: dict[tuple[int, type, Any], tuple[str, CellFacts | None]] = {}

    def said(self, cell: Any, value: Any) -> tuple[str, CellFacts | None]:
        """What a cell shows and what is known of it."""
        style = cell._style.numFmtId if cell._style is not None else 0  # noqa: SLF001
        key = (style, value.__class__, value)
        found = self._known.get(key)
        if found is None:
            shown = self._formats.get(style)
            if shown is None:  # a format known by number only is no format to the library
                shown = CHINESE_FORMATS.get(style) or cell.number_format
                self._formats[style] = shown
            found = self._known[key] = self._said(value, style, shown)
        return found

    def _said(self, value: Any, style: int, shown: str) -> tuple[str, CellFacts | None]:
        from openpyxl.utils.datetime import from_excel, to_excel

        if isinstance(value, _MOMENTS):
            serial: float = to_excel(value, self._epoch)  # type: ignore[no-untyped-call]
            number = digits(float(serial))
            return moment_text(value, shown), CellFacts(number, shown, date=iso(value))
        if not math.isfinite(value):
            return "#NUM!", None
        number = digits(value)
        if style in CHINESE_FORMATS and 1 <= value < _DATES_END:
            moment = from_excel(value, self._epoch)
            return moment_text(moment, shown), CellFacts(number, shown, date=iso(moment))
        return number, CellFacts(number, shown)


class _Hidden:
    """Which rows and columns of a sheet do not show."""

    def __init__(self, sheet: Worksheet) -> None:
        self._all = sheet.sheet_state != "visible"
        self._rows = frozenset(
            number
            for number, row in sheet.row_dimensions.items()
            if row.hidden or (row.height == 0)
        )
        self._columns = frozenset(_hidden_columns(sheet.column_dimensions.values()))
        self.any = self._all or bool(self._rows) or bool(self._columns)

    def holds(self, at: At) -> bool:
        return self._all or at[0] in self._rows or at[1] in self._columns


def _hidden_columns(dimensions: Iterable[Any]) -> Iterable[int]:
    for dimension in dimensions:
        if dimension.hidden or dimension.width == 0:
            yield from range(dimension.min or 0, (dimension.max or dimension.min or 0) + 1)
