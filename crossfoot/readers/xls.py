"""XLS, the binary workbook of older spreadsheet programs (and of .et files)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from crossfoot.model.document import CellFacts, Document, Grid, Notice
from crossfoot.model.figure import Place
from crossfoot.readers.display import CHINESE_FORMATS, digits, iso, moment_text
from crossfoot.readers.guard import LIBRARY_FAULTS
from crossfoot.readers.sparse import Cells, compact
from crossfoot.readers.troubles import (
    BROKEN,
    ENCRYPTED,
    FAR_CELLS,
    NO_SHEETS,
    TOO_LARGE,
    UnreadableError,
    notice,
)

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_LARGEST = 100 * 1024 * 1024
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's kinds of cell
_GENERAL = "General"


def read_xls(data: bytes, file: str) -> Document:
    """Read a binary workbook: one grid a sheet, as for XLSX.

    Numbers, formats, dates, merges and hidden rows, columns and sheets are read.  Formulas show
    their stored results; the formulas themselves stay unread.

    Raises:
        UnreadableError: broken, encrypted, too large or without a worksheet.
    """
    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    if len(data) > _LARGEST:
        raise UnreadableError(TOO_LARGE, size=len(data) >> 20, limit=_LARGEST >> 20)
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        grids, notices = _grids(book, file)
    except XLRDError as fault:
        raise UnreadableError(ENCRYPTED if "encrypt" in str(fault) else BROKEN) from fault
    except (CompDocError, *LIBRARY_FAULTS) as fault:
        raise UnreadableError(BROKEN) from fault
    if not grids:
        raise UnreadableError(NO_SHEETS)
    return Document(file, "xls", grids=grids, notices=notices)


def _grids(book: Book, file: str) -> tuple[tuple[Grid, ...], tuple[Notice, ...]]:
    grids: list[Grid] = []
    notices: list[Notice] = []
    for sheet in book.sheets():
        merges = [
            (top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells
        ]
        hidden = bool(sheet.visibility)
        grid, far = compact(_cells(book, sheet), file, sheet.name, merges, hidden=hidden)
        grids.append(grid)
        if far:
            place = Place(file, sheet=sheet.name, cell=far[0])
            shown = "、".join(far)
            notices.append(notice(FAR_CELLS, file, place, sheet=sheet.name, cells=shown))
    return tuple(grids), tuple(notices)


def _cells(book: Book, sheet: Sheet) -> Cells:
    texts: dict[tuple[int, int], str] = {}
    facts: dict[tuple[int, int], CellFacts] = {}
    rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
    columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if not _TEXT <= kind <= _ERROR:
                continue
            number = shown = day = None
            if kind in {_NUMBER, _DATE}:
                number, shown, text, day = _number(book, sheet, row, column)
            else:
                text = _word(kind, value)
            if not text:
                continue
            texts[row, column] = text
            hidden = bool(sheet.visibility) or row in rows or column in columns
            if number is not None or hidden:
                facts[row, column] = CellFacts(number, shown, hidden=hidden, date=day)
    return Cells(texts, facts)


def _word(kind: int, value: Any) -> str:
    from xlrd import error_text_from_code

    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return str(error_text_from_code.get(value, "#VALUE!"))
    return str(value)


def _number(book: Book, sheet: Sheet, row: int, column: int) -> tuple[str, str, str, str | None]:
    """Stored digits, number format, text and ISO date of a cell that stores a number."""
    from xlrd.xldate import XLDateError, xldate_as_datetime

    value = float(sheet.cell_value(row, column))
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    format_ = book.format_map.get(style.format_key)
    code = format_.format_str if format_ is not None else None
    shown = CHINESE_FORMATS.get(style.format_key) or code or _GENERAL
    number = digits(value)
    if sheet.cell_type(row, column) != _DATE or not 0 <= value < _calendar_end(book):
        return number, shown, number, None
    try:
        moment = xldate_as_datetime(value, book.datemode)
    except (XLDateError, ValueError, OverflowError):
        return number, shown, number, None
    if value < 1:
        return number, shown, moment_text(moment.time(), shown), None
    return number, shown, moment_text(moment, shown), iso(moment)


def _calendar_end(book: Book) -> int:
    """The first serial number beyond the calendar: that of the year 10000."""
    return 2_958_466 - (1_462 if book.datemode else 0)
