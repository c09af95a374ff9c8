"""The lines and tables of an HTML page, found in one pass however broken the page is."""

from __future__ import annotations

import re
from dataclasses import field
from html import unescape

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.pages import Cell, Paragraph, Piece, Table
from crossfoot.readers.troubles import TOO_MANY_CELLS, UnreadableError

_CELLS = 1_500_000
_SPAN = 1_000
_RAW = frozenset({"script", "style", "title", "template", "noscript", "xml", "textarea"})
_BREAKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section",
     "article", "header", "footer", "blockquote", "pre", "hr", "form", "center", "caption", "body"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLANKS = late_pattern(r"[ \t\r\n\f]+")
_HIDDEN = late_pattern(r"display\s*:\s*none", re.IGNORECASE)
# The standard library's parser takes minutes for 100 kB of tags that never close, so tags are
# found here: nothing in this pattern goes over the same characters twice.
_TOKEN = late_pattern(
    r"<!--.*?(?:-->|\Z)"
    r"|<[!?][^<>]*+>?"
    r"|<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/<>]*+)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"<>]*+\"|'[^'<>]*+')*+[^<>]*+)>"
    r"|(?P<text>[^<]++|<)",
    re.DOTALL,
)
_ATTRIBUTE = late_pattern(
    r"(?<![\w:-])(rowspan|colspan|style)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))",
    re.IGNORECASE,
)
_STEPS = 2_000_000


def pieces(page: str) -> list[Line | Grid]:
    """Lines and tables in the order of the page.

    Raises:
        UnreadableError: the tables claim more cells than any honest page.
    """
    parser = _Parser()
    parser.feed(page)
    return parser.pieces


@dataclass(slots=True)
class Box:
    """A table cell as written: its text and how far it reaches."""

    text: str = ""
    across: int = 1
    down: int = 1
    hidden: bool = False


@dataclass(slots=True)
class Line:
    """A line of text outside tables."""

    text: str
    heading: bool = False
    height: int = 1

    def cells(self) -> list[tuple[tuple[int, int], Box]]:
        """The line as one box."""
        return [((0, 0), Box(self.text))]

    def laid_out(self) -> Piece:
        """The same as a piece of a text document."""
        return Paragraph(self.text, heading=self.heading)


@dataclass(slots=True)
class Grid:
    """A table: its rows, each with the boxes that begin in it."""

    rows: list[list[Box]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def cells(self) -> list[tuple[tuple[int, int], Box]]:
        """The boxes where they stand, those above that reach down taken into account."""
        placed: list[tuple[tuple[int, int], Box]] = []
        taken: dict[int, int] = {}  # column to the first row that is free again
        steps = 0
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while taken.get(column, 0) > row:
                    column += 1
                    steps += 1
                if steps > _STEPS:
                    raise UnreadableError(TOO_MANY_CELLS, count=steps, limit=_STEPS)
                box.down = min(box.down, len(self.rows) - row)
                steps += box.down
                placed.append(((row, column), box))
                if box.down > 1:
                    taken.update((at, row + box.down) for at in range(column, column + box.across))
                column += box.across
        return placed

    def laid_out(self) -> Piece:
        """The same as a piece of a text document."""
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


class _Parser:
    """Collects lines and tables; a table inside a cell gives that cell its text."""

    def __init__(self) -> None:
        self.pieces: list[Line | Grid] = []
        self._text: list[str] = []
        self._depth = 0  # of tables in one another
        self._grid: Grid | None = None
        self._box: Box | None = None
        self._row_hidden = False
        self._heading = False
        self._cells = 0

    def feed(self, page: str) -> None:
        """Read a whole page."""
        position = 0
        while position < len(page):
            token = _TOKEN.match(page, position)
            if token is None:  # the pattern takes any character
                raise RuntimeError("a page holds what no pattern expects")
            position = token.end()
            tag = (token["tag"] or "").lower()
            if token["text"]:
                self._data(token["text"])
            elif tag in _RAW and not token["end"]:
                position = _after_raw(page, position, tag)
            elif tag and token["end"]:
                self._end(tag)
            elif tag:
                self._start(tag, token["attributes"] or "")
        if self._depth:  # the page left a table open
            self._depth = 1
            self._end_table()
        self._break()

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self._begin_table()
        elif tag == "tr" and self._depth == 1:
            self._begin_row(_attributes(attributes))
        elif tag in {"td", "th"} and self._depth == 1:
            self._begin_cell(_attributes(attributes))
        elif tag in _BREAKS or tag in {"br", "tr"}:
            self._break()
            self._heading = tag in _HEADINGS
        elif tag in {"td", "th"}:
            self._text.append("\t")

    def _end(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._end_table()
        elif tag in {"td", "th"} and self._depth == 1:
            self._end_cell()
        elif tag in _BREAKS:
            self._break()
            self._heading = False

    def _data(self, data: str) -> None:
        if self._depth == 0 or self._box is not None:
            self._text.append(_BLANKS.sub(" ", unescape(data)))

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
            self.pieces.append(Line(text, self._heading))

    def _begin_table(self) -> None:
        self._break()
        self._depth += 1
        if self._depth == 1:
            self._grid = Grid()

    def _end_table(self) -> None:
        if self._depth == 1:
            self._end_cell()
            if self._grid is not None and self._grid.rows:
                self.pieces.append(self._grid)
            self._grid = None
        else:
            self._break()
        self._depth -= 1

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        self._row_hidden = bool(_HIDDEN.search(attributes.get("style") or ""))
        if self._grid is not None:
            self._grid.rows.append([])

    def _begin_cell(self, attributes: dict[str, str]) -> None:
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
        self._box = Box(across=across, down=_span(attributes.get("rowspan")), hidden=hidden)
        self._grid.rows[-1].append(self._box)
        self._text = []

    def _end_cell(self) -> None:
        if self._box is not None:
            self._box.text = self._taken()
        self._text = []
        self._box = None


def _after_raw(page: str, position: int, tag: str) -> int:
    """Where the content of an element ends whose content is not text of the page."""
    end = re.compile(rf"</{tag}\b[^<>]*+>?", re.IGNORECASE).search(page, position)
    return len(page) if end is None else end.end()


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(text)
    return {item[1].lower(): item[2] or item[3] or item[4] or "" for item in found}


def _span(value: str | None) -> int:
    return max(1, min(int(value), _SPAN)) if value and value.strip().isdecimal() else 1
