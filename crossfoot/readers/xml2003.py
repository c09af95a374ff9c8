"""XML spreadsheets of 2003, which report systems still write under the name .xls."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts, Document
from crossfoot.readers.display import digits, iso, moment_text
from crossfoot.readers.guard import check_xml
from crossfoot.readers.sparse import Area, Cells, compact
from crossfoot.readers.troubles import (
    BROKEN,
    HOSTILE,
    NO_SHEETS,
    TOO_LARGE,
    TOO_MANY_CELLS,
    UnreadableError,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 300 * 1024 * 1024
_CELLS = 1_500_000
_ROWS, _COLUMNS = 1_048_576, 16_384
# Formats that go by a name in these files.
_NAMED = {
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy-mm-dd",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm",
    "Short Time": "h:mm",
}


def read_xml2003(data: bytes, file: str) -> Document:
    """Read an XML spreadsheet of 2003: one grid a sheet, as for XLSX.

    Raises:
        UnreadableError: broken, hostile, too large or without a sheet.
    """
    from defusedxml.common import DefusedXmlException

    if len(data) > _LARGEST:
        raise UnreadableError(TOO_LARGE, size=len(data) >> 20, limit=_LARGEST >> 20)
    check_xml(data)
    reading = _Reading()
    try:
        reading.read(data)
    except DefusedXmlException as fault:
        raise UnreadableError(
            HOSTILE, zh="含有文档类型或实体声明", en="it declares a document type or entities"
        ) from fault
    except (SyntaxError, ValueError, LookupError) as fault:
        raise UnreadableError(BROKEN) from fault
    if not reading.sheets:
        raise UnreadableError(NO_SHEETS)
    grids = tuple(
        compact(
            Cells(sheet.texts, sheet.facts), file, sheet.name, sheet.merges, hidden=sheet.hidden
        )[0]
        for sheet in reading.sheets
    )
    return Document(file, "xml", grids=grids)


@dataclass(slots=True)
class _Sheet:
    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    facts: dict[tuple[int, int], CellFacts] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    row: int = 0
    column: int = 0  # of the column declarations


@dataclass(slots=True)
class _Reading:
    """The sheets read so far, and the number formats of the styles."""

    sheets: list[_Sheet] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    cells: int = 0

    def read(self, data: bytes) -> None:
        from defusedxml.ElementTree import iterparse

        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            name = _local(element.tag)
            if event == "start":
                if name == "Worksheet":
                    self.sheets.append(_Sheet(_own(element).get("Name", "")))
            elif name == "Style":
                self._style(element)
            elif name == "Column" and self.sheets:
                self._column(self.sheets[-1], _own(element))
            elif name == "Row" and self.sheets:
                self._row(self.sheets[-1], element)
                element.clear()
            elif name == "Visible" and self.sheets:
                self.sheets[-1].hidden = element.text in {"SheetHidden", "SheetVeryHidden"}

    def _style(self, element: Element) -> None:
        for child in element:
            if _local(child.tag) == "NumberFormat":
                code = _own(child).get("Format", "General")
                self.formats[_own(element).get("ID", "")] = _NAMED.get(code, code)

    def _column(self, sheet: _Sheet, said: Mapping[str, str]) -> None:
        begin = _position(said.get("Index"), sheet.column, _COLUMNS)
        sheet.column = begin + 1 + min(int(said.get("Span", "0")), _COLUMNS)
        if said.get("Hidden") == "1":
            sheet.hidden_columns.update(range(begin, sheet.column))

    def _row(self, sheet: _Sheet, element: Element) -> None:
        said = _own(element)
        sheet.row = _position(said.get("Index"), sheet.row, _ROWS)
        hidden = said.get("Hidden") == "1"
        column = 0
        for cell in element:
            if _local(cell.tag) != "Cell":
                continue
            self.cells += 1
            if self.cells > _CELLS:
                raise UnreadableError(TOO_MANY_CELLS, count=self.cells, limit=_CELLS)
            about = _own(cell)
            column = _position(about.get("Index"), column, _COLUMNS)
            across, down = int(about.get("MergeAcross", "0")), int(about.get("MergeDown", "0"))
            if across > 0 or down > 0:
                sheet.merges.append((sheet.row, column, sheet.row + down, column + across))
            concealed = hidden or column in sheet.hidden_columns
            self._cell(sheet, column, cell, concealed=concealed)
            column += 1 + max(across, 0)
        sheet.row += 1 + min(int(said.get("Span", "0")), _ROWS)

    def _cell(self, sheet: _Sheet, column: int, cell: Element, *, concealed: bool) -> None:
        about = _own(cell)
        data = next((child for child in cell if _local(child.tag) == "Data"), None)
        kind = "" if data is None else _own(data).get("Type", "String")
        text = "" if data is None else "".join(data.itertext())
        shown = self.formats.get(about.get("StyleID", ""), "General")
        number = day = None
        if kind == "Number":
            number = text = _digits(text)
        elif kind == "DateTime":
            moment = datetime.fromisoformat(text)
            text, day = moment_text(moment, shown), iso(moment)
        elif kind == "Boolean":
            text = "TRUE" if text == "1" else "FALSE"
        formula = about.get("Formula")
        if text:
            sheet.texts[sheet.row, column] = text
        if number is not None or day is not None or formula is not None or (concealed and text):
            format_ = None if number is None and day is None else shown
            stored = formula is None or data is not None
            fact = CellFacts(number, format_, formula, stored, concealed, day)
            sheet.facts[sheet.row, column] = fact


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _own(element: Element) -> dict[str, str]:
    """Attributes by their names without namespaces."""
    return {_local(name): value for name, value in element.attrib.items()}


def _position(index: str | None, following: int, most: int) -> int:
    """A position from 0: the one that is named, else the following one."""
    position = following if index is None else int(index) - 1
    if not 0 <= position < most:
        raise ValueError(f"position {index} lies outside a sheet")
    return position


def _digits(text: str) -> str:
    try:
        number = Decimal(text.strip())
    except InvalidOperation as fault:
        raise ValueError("a number that is none") from fault
    return digits(float(number))
