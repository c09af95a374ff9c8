"""HTML: web pages, and the tables that many systems export under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from crossfoot.model.document import CellFacts, Document
from crossfoot.readers.decode import decode
from crossfoot.readers.pages import Cell, Paragraph, Piece, Table, lay_out
from crossfoot.readers.sparse import Area, Cells, compact
from crossfoot.readers.troubles import (
    BLANK,
    BROKEN,
    DAMAGED_TEXT,
    TOO_MANY_CELLS,
    UnreadableError,
    notice,
)

_CELLS = 1_500_000
_SPAN = 1_000
_DEPTH = 50
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "xml"})
_BREAKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section",
     "article", "header", "footer", "blockquote", "pre", "hr", "form", "center", "caption", "body"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,64})</x:Name>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MARKED = re.compile(r"<!\[[^<>]{0,200}>")  # <![if …]>, which office programs write
_SHEET = "Sheet1"


def read_page(data: bytes, file: str) -> Document:
    """Read a web page as a text document: its blocks, and its tables as grids.

    Raises:
        UnreadableError: no text, or in no known encoding.
    """
    pieces, found = _pieces(data)
    text, blocks, grids = lay_out([piece.laid_out() for piece in pieces], file)
    if not blocks:
        raise UnreadableError(BLANK)
    notices = () if found is None else (notice(DAMAGED_TEXT, file, lines=found),)
    return Document(file, "html", text=text, blocks=blocks, grids=grids, notices=notices)


def read_sheet(data: bytes, file: str) -> Document:
    """Read HTML that goes by the name of a workbook, as a spreadsheet program would show it.

    All of it is one sheet: a line of text is a row of one cell, a table as many rows as it has.

    Raises:
        UnreadableError: no text, or in no known encoding.
    """
    pieces, found = _pieces(data)
    texts: dict[tuple[int, int], str] = {}
    facts: dict[tuple[int, int], CellFacts] = {}
    merges: list[Area] = []
    row = 0
    for piece in pieces:
        for at, cell in piece.cells():
            place = (row + at[0], at[1])
            if cell.text:
                texts[place] = cell.text
                if cell.hidden:
                    facts[place] = CellFacts(hidden=True)
            if cell.down > 1 or cell.across > 1:
                merges.append((*place, place[0] + cell.down - 1, place[1] + cell.across - 1))
        row += piece.height
    if not texts:
        raise UnreadableError(BLANK)
    name = _SHEET_NAME.search(data[:20_000].decode("utf-8", "replace"))
    title = _SHEET if name is None or "\ufffd" in name[1] else name[1]
    grid, _ = compact(Cells(texts, facts), file, title, merges, hidden=False)
    notices = () if found is None else (notice(DAMAGED_TEXT, file, lines=found),)
    return Document(file, "html", grids=(grid,), notices=notices)


def _pieces(data: bytes) -> tuple[list[_Line | _Grid], str | None]:
    """Lines and tables in the order of the page, and the damaged lines if there are any."""
    decoded = decode(data)
    parser = _Parser()
    try:
        parser.feed(_MARKED.sub("", decoded.text))
        parser.close()
    except AssertionError as fault:  # what the parser raises on a broken declaration
        raise UnreadableError(BROKEN) from fault
    parser.finish()
    return parser.pieces, None if decoded.wording is None else decoded.lines


@dataclass(slots=True)
class _Box:
    """A table cell as written: its text and how far it reaches."""

    text: str = ""
    across: int = 1
    down: int = 1
    hidden: bool = False


@dataclass(slots=True)
class _Line:
    text: str
    heading: bool = False
    height: int = 1

    def cells(self) -> list[tuple[tuple[int, int], _Box]]:
        return [((0, 0), _Box(self.text))]

    def laid_out(self) -> Piece:
        return Paragraph(self.text, heading=self.heading)


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Box]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return len(self.rows)

    def cells(self) -> list[tuple[tuple[int, int], _Box]]:
        """The boxes where they stand, those above that reach down taken into account."""
        placed: list[tuple[tuple[int, int], _Box]] = []
        taken: dict[int, int] = {}  # column to the first row that is free again
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while taken.get(column, 0) > row:
                    column += 1
                box.down = min(box.down, len(self.rows) - row)
                placed.append(((row, column), box))
                if box.down > 1:
                    taken.update((at, row + box.down) for at in range(column, column + box.across))
                column += box.across
        return placed

    def laid_out(self) -> Piece:
        rows: list[dict[int, Cell]] = [{} for _ in self.rows]
        for (row, column), box in self.cells():
            content = (Paragraph(box.text),)
            for at in range(row, row + box.down):
                below = at > row
                rows[at][column] = Cell(() if below else content, box.across, continued=below)
        return Table(tuple(_in_columns(row) for row in rows))


def _in_columns(row: dict[int, Cell]) -> tuple[int, tuple[Cell, ...]]:
    cells: list[Cell] = []
    free = before = min(row, default=0)
    for column in sorted(row):
        cells += [Cell(())] * (column - free)
        cells.append(row[column])
        free = column + row[column].span
    return before, tuple(cells)


class _Parser(HTMLParser):
    """Collects lines and tables; a table inside a cell gives that cell its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Line | _Grid] = []
        self._text: list[str] = []
        self._silent: list[str] = []
        self._depth = 0  # of tables in one another
        self._grid: _Grid | None = None
        self._box: _Box | None = None
        self._row_hidden = False
        self._heading = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            if tag == self._silent[-1] and tag != "xml":
                self._silent.append(tag)
            return
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "table":
            self._begin_table()
        elif tag == "tr" and self._depth == 1:
            self._begin_row(dict(attrs))
        elif tag in {"td", "th"} and self._depth == 1:
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS or tag in {"br", "tr"}:
            self._break()
            self._heading = tag in _HEADINGS
        elif tag in {"td", "th"}:
            self._text.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            elif tag == "head":  # an element inside was never closed
                self._silent.clear()
        elif tag == "table" and self._depth:
            self._end_table()
        elif tag in {"td", "th"} and self._depth == 1:
            self._end_cell()
        elif tag in _BREAKS:
            self._break()
            self._heading = False

    def handle_data(self, data: str) -> None:
        if not self._silent and (self._depth == 0 or self._box is not None):
            self._text.append(_BLANKS.sub(" ", data))

    def finish(self) -> None:
        """Close what the page left open."""
        if self._depth:
            self._depth = 1
            self._end_table()
        self._break()

    def _taken(self) -> str:
        lines = "".join(self._text).replace("\xa0", " ").split("\n")
        self._text = []
        return "\n".join(line.strip(" ") for line in lines).strip("\n")

    def _break(self) -> None:
        if self._depth:
            if self._text and self._text[-1] != "\n":
                self._text.append("\n")
            return
        text = self._taken()
        if text:
            self.pieces.append(_Line(text, self._heading))

    def _begin_table(self) -> None:
        self._break()
        self._depth += 1
        if self._depth == 1:
            self._grid = _Grid()

    def _end_table(self) -> None:
        if self._depth == 1:
            self._end_cell()
            if self._grid is not None and self._grid.rows:
                self.pieces.append(self._grid)
            self._grid = None
        else:
            self._break()
        self._depth -= 1

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        self._row_hidden = bool(_HIDDEN.search(attributes.get("style") or ""))
        if self._grid is not None:
            self._grid.rows.append([])

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        across = _span(attributes.get("colspan"))
        self._cells += across
        if self._cells > _CELLS:
            raise UnreadableError(TOO_MANY_CELLS, count=self._cells, limit=_CELLS)
        if self._grid is None:
            return
        if not self._grid.rows:
            self._grid.rows.append([])
        hidden = self._row_hidden or bool(_HIDDEN.search(attributes.get("style") or ""))
        self._box = _Box(across=across, down=_span(attributes.get("rowspan")), hidden=hidden)
        self._grid.rows[-1].append(self._box)
        self._text = []

    def _end_cell(self) -> None:
        if self._box is not None:
            self._box.text = self._taken()
        self._text = []
        self._box = None


def _span(value: str | None) -> int:
    return max(1, min(int(value), _SPAN)) if value and value.strip().isdecimal() else 1
