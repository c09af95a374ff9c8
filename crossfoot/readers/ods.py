"""ODS: the sheets of an OpenDocument workbook, which stores what each cell shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts, Document, Grid, Notice
from crossfoot.model.figure import Place
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.display import digits
from crossfoot.readers.guard import open_office, part
from crossfoot.readers.sparse import Area, Cells, compact
from crossfoot.readers.troubles import (
    BROKEN,
    ENCRYPTED,
    FAR_CELLS,
    HOSTILE,
    NO_SHEETS,
    TOO_MANY_CELLS,
    UnreadableError,
    notice,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CELLS = 1_500_000
_PLAIN = late_pattern(r"-?[0-9][0-9,]*(?:\.([0-9]+))?")
_PERCENT = late_pattern(r"-?[0-9][0-9,]*(?:\.([0-9]+))?\s*[%％]")
_EXPONENT = 300
_BINARY_DIGITS = 15  # more come from computing in binary
_ROWS, _COLUMNS = 1_048_576, 16_384


def read_ods(data: bytes, file: str) -> Document:
    """Read an OpenDocument workbook: one grid a sheet, hidden sheets too.

    A plain number stands in its stored digits, with the decimals that it shows as its format; per
    cent, dates and whatever else carries a unit stand as shown.

    Raises:
        UnreadableError: broken, encrypted, hostile or without a sheet.
    """
    archive = open_office(data)
    names = {member.filename for member in archive.infolist()}
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in part(archive, manifest):
        raise UnreadableError(ENCRYPTED)
    sheets = _sheets(archive)
    if not sheets:
        raise UnreadableError(NO_SHEETS)
    grids: list[Grid] = []
    notices: list[Notice] = []
    for sheet in sheets:
        cells = Cells(sheet.texts, sheet.facts)
        grid, far = compact(cells, file, sheet.name, sheet.merges, hidden=sheet.hidden)
        grids.append(grid)
        if far:
            place = Place(file, sheet=sheet.name, cell=far[0])
            shown = "、".join(far)
            notices.append(notice(FAR_CELLS, file, place, sheet=sheet.name, cells=shown))
    return Document(file, "ods", grids=tuple(grids), notices=tuple(notices))


@dataclass(slots=True)
class _Sheet:
    name: str
    hidden: bool
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    facts: dict[tuple[int, int], CellFacts] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0


def _sheets(archive: zipfile.ZipFile) -> list[_Sheet]:
    from defusedxml.common import DefusedXmlException

    sheets: list[_Sheet] = []
    try:
        _collect(part(archive, "content.xml"), sheets)
    except DefusedXmlException as fault:
        raise UnreadableError(
            HOSTILE, zh="含有文档类型或实体声明", en="it declares a document type or entities"
        ) from fault
    except (SyntaxError, ValueError, LookupError) as fault:
        raise UnreadableError(BROKEN) from fault
    return sheets


def _collect(content: bytes, sheets: list[_Sheet]) -> None:
    """Read the sheets element by element, so that none outlives its row."""
    from defusedxml.ElementTree import iterparse

    depth = 0
    concealed: set[str] = set()  # styles of sheets that do not show
    style = ""
    budget = _CELLS
    for event, element in iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True):
        name = _local(element.tag)
        if name == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                hidden = _get(element, "style-name") in concealed
                sheets.append(_Sheet(_get(element, "name") or "", hidden))
        elif event == "start":
            style = (_get(element, "name") or "") if name == "style" else style
        elif name == "table-properties" and _get(element, "display") == "false":
            concealed.add(style)
        elif depth == 1 and name == "table-column":
            _column(element, sheets[-1])
        elif depth == 1 and name == "table-row":
            budget -= _row(element, sheets[-1], budget)
            element.clear()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.endswith("}" + name):
            return value
    return None


def _times(element: Element, name: str, most: int) -> int:
    value = _get(element, name)
    return min(int(value), most) if value and value.isdecimal() and int(value) else 1


def _shows(element: Element) -> bool:
    return _get(element, "visibility") in {None, "visible"}


def _column(element: Element, sheet: _Sheet) -> None:
    times = _times(element, "number-columns-repeated", _COLUMNS)
    if not _shows(element):
        sheet.hidden_columns.update(range(sheet.column, sheet.column + times))
    sheet.column += times


def _row(element: Element, sheet: _Sheet, budget: int) -> int:
    """Add a row as often as it is repeated; the number of cells that took."""
    times = _times(element, "number-rows-repeated", _ROWS)
    hidden = sheet.hidden or not _shows(element)
    cells = 0
    column = 0
    for cell in element:
        if _local(cell.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        wide = _times(cell, "number-columns-repeated", _COLUMNS)
        text, fact = _content(cell)
        if text or fact is not None:
            cells += wide * times
            if cells > budget:
                raise UnreadableError(TOO_MANY_CELLS, count=_CELLS, limit=_CELLS)
            for at in range(column, column + wide):
                concealed = hidden or at in sheet.hidden_columns
                _put(sheet, range(sheet.row, sheet.row + times), at, text, fact, concealed)
        down = _times(cell, "number-rows-spanned", _ROWS)
        across = _times(cell, "number-columns-spanned", _COLUMNS)
        if down > 1 or across > 1:
            sheet.merges.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        column += wide
    sheet.row += times
    return cells


def _put(
    sheet: _Sheet, rows: range, column: int, text: str, fact: CellFacts | None, hidden: bool
) -> None:
    if hidden:
        known = fact or CellFacts()
        fact = CellFacts(
            known.number, known.number_format, known.formula, known.stored, True, known.date
        )
    for row in rows:
        if text:
            sheet.texts[row, column] = text
        if fact is not None:
            sheet.facts[row, column] = fact


def _content(cell: Element) -> tuple[str, CellFacts | None]:
    """Text of a cell and what is known of it; ``None`` when that is its text only."""
    shown = "\n".join(_text(child) for child in cell if _local(child.tag) == "p")
    kind = _get(cell, "value-type")
    formula = _get(cell, "formula")
    stored = formula is None or kind is not None
    if kind in {"float", "currency", "percentage"}:
        number = _digits(_get(cell, "value") or "")
        if number is not None:
            text, number_format = _as_shown(number, shown)
            return text, CellFacts(number, number_format, formula)
    if kind == "boolean":
        shown = (_get(cell, "boolean-value") or shown).upper()
    day = (_get(cell, "date-value") or "")[:10] if kind == "date" else None
    if formula is None and day is None:
        return shown, None
    return shown, CellFacts(formula=formula, stored=stored, date=day)


def _as_shown(number: str, shown: str) -> tuple[str, str]:
    """Text and number format of a number by what the cell shows."""
    percent = _PERCENT.fullmatch(shown)
    if percent is not None:
        return shown, "0" + ("." + "0" * len(percent[1]) if percent[1] else "") + "%"
    plain = _PLAIN.fullmatch(shown)
    if plain is None and shown:
        return shown, "General"
    if plain is None or shown.replace(",", "") == number:
        return number, "General"
    return number, "0" + ("." + "0" * len(plain[1]) if plain[1] else "")


def _digits(value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _EXPONENT:
        return None
    if len(number.as_tuple().digits) > _BINARY_DIGITS:
        return digits(float(number))
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Element, depth: int = 0) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        name = _local(child.tag)
        if name == "s":
            yield " " * _times(child, "c", 1_000)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in {"annotation", "note"} and depth < 50:
            yield from _pieces(child, depth + 1)
        if child.tail:
            yield child.tail
