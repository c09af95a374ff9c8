"""What a reader makes of a file: blocks of text and grids of raw cells, nothing interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import lru_cache

from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Place


class BlockKind(StrEnum):
    """A block of a text document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"  # a row of a table inside a text document, cells joined by tabs


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table row of a text document.

    Attributes:
        text: its characters; ``document.text[start:start + len(text)]`` is the same.
        start: offset in code points of the document's text.
        line: line of the text on which it begins, from 1.
        number: number of the block, from 1.
    """

    text: str
    start: int
    line: int
    number: int
    kind: BlockKind = BlockKind.PARAGRAPH
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What a workbook knows of a cell beyond its text.

    Attributes:
        number: the stored number in digits (``"0.846"``), when a number is stored.
        number_format: the format that shows it (``0.0%``).
        formula: the formula behind it.
        stored: False when a formula has no stored result.
        hidden: the cell sits in a hidden row, column or sheet.
        date: ISO date, when the cell is a date.
    """

    number: str | None = None
    number_format: str | None = None
    formula: str | None = None
    stored: bool = True
    hidden: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, a CSV file or a table of a text document, as raw text.

    Attributes:
        file: path of the file.
        rows: the cells' text as displayed, row by row; rows may differ in length.
        sheet: worksheet name; ``None`` for CSV and text documents.
        table: number of the table within a text document, from 1.
        lines: for CSV the line of the file on which each row begins; 0 where rows have no line, and
            only their key says which is meant.
        facts: what a workbook knows of single cells, by (row, column) from 0.
        merges: merged areas as (top, left, bottom, right), inclusive, from 0.
        starts: for tables in a text document the text offset of each cell.
        hidden: the whole sheet is hidden.
        top, left: row and column of ``rows[0][0]`` on the sheet, from 0.
    """

    file: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    table: int | None = None
    lines: tuple[int, ...] = ()
    facts: Mapping[tuple[int, int], CellFacts] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    starts: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hidden: bool = False
    top: int = 0
    left: int = 0

    def text(self, row: int, column: int) -> str:
        """The text of a cell, ``""`` outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int, column: int, key: str | None = None) -> Place:
        """Where a cell stands: an address in a sheet, line and column in a CSV file."""
        if self.sheet is not None:
            address = column_letters(self.left + column) + str(self.top + row + 1)
            return Place(self.file, sheet=self.sheet, cell=address, key=key)
        if self.table is not None:
            start = self.starts.get((row, column))
            end = None if start is None else start + len(self.text(row, column))
            return Place(
                self.file,
                table=self.table,
                line=row + 1,
                column=column + 1,
                start=start,
                end=end,
                key=key,
            )
        line = self.lines[row] if row < len(self.lines) else row + 1
        if line == 0:
            return Place(self.file, key=key)
        return Place(self.file, line=line, column=column + 1, key=key)


class Trouble(StrEnum):
    """Why a file could not be read, or not wholly."""

    MISSING = "missing"
    NO_PERMISSION = "no_permission"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    BAD_ENCODING = "bad_encoding"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    HOSTILE = "hostile"
    UNSUPPORTED = "unsupported"
    PARTLY_READ = "partly_read"
    CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader has to say about a file, in words for the office that sent it."""

    trouble: Trouble
    zh: str
    en: str
    place: Place
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader understood it.

    Attributes:
        path: path as shown to people, relative where the user gave a relative one, with ``/``.
        format: ``csv``, ``xlsx``, ``docx``, ``txt``, ``md`` …; ``""`` when unknown.
        sha256: digest of the bytes in hex; ``""`` when they could not be read.
        text: the whole text of a text document, line ends kept; ``""`` for workbooks and CSV.
        encoding: how the text was decoded.
        notices: what went wrong; a document with a fatal notice has no blocks or grids to rely on.
    """

    path: str
    format: str
    sha256: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    grids: tuple[Grid, ...] = ()
    notices: tuple[Notice, ...] = ()
    encoding: str | None = None

    @property
    def readable(self) -> bool:
        """False when nothing in the file can be relied on."""
        return not any(notice.fatal for notice in self.notices)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Spreadsheet letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
