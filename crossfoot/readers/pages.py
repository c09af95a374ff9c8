"""Paragraphs and tables laid out as one text with offsets: blocks by line ends, cells by tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block, BlockKind, Grid


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text document."""

    text: str
    heading: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``span`` columns wide, ``continued`` when it carries on the cell above."""

    pieces: tuple[Piece, ...]
    span: int = 1
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: for each row the columns left out before it, and its cells."""

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    page: int | None = None


Piece = Paragraph | Table


def lay_out(pieces: Iterable[Piece], file: str) -> tuple[str, tuple[Block, ...], tuple[Grid, ...]]:
    """The text of a document, its blocks and its tables as grids.

    Blank paragraphs leave their line end in the text but are no blocks.  A table inside a cell is
    text of that cell, and a grid of its own.
    """
    page = _Page(file)
    for number, piece in enumerate(pieces):
        if number:
            page.write("\n")
        page.piece(piece)
    text = "".join(page.parts)
    return text, tuple(page.blocks), tuple(page.grids[number] for number in sorted(page.grids))


@dataclass(slots=True)
class _Page:
    file: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    line: int = 1
    blocks: list[Block] = field(default_factory=list)
    grids: dict[int, Grid] = field(default_factory=dict)
    tables: int = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.line += text.count("\n")

    def since(self, mark: int, start: int) -> str:
        """The text written since a mark taken from ``len(parts)``; ``start`` is its offset."""
        text = "".join(self.parts[mark:])
        self.parts[mark:] = [text]
        if self.length - start != len(text):
            raise RuntimeError("offsets of a document's text do not add up")
        return text

    def piece(self, piece: Piece, *, inside: bool = False) -> None:
        if isinstance(piece, Table):
            self.table(piece, inside=inside)
            return
        start, line = self.length, self.line
        self.write(piece.text)
        if not inside:
            kind = BlockKind.HEADING if piece.heading else BlockKind.PARAGRAPH
            self.block(piece.text, start, line, kind, piece.page)

    def block(self, text: str, start: int, line: int, kind: BlockKind, page: int | None) -> None:
        if text and not text.isspace():
            self.blocks.append(Block(text, start, line, len(self.blocks) + 1, kind, page))

    def table(self, table: Table, *, inside: bool) -> None:
        self.tables += 1
        number = self.tables
        starts: dict[tuple[int, int], int] = {}
        spans: list[list[tuple[int, int, bool]]] = []
        rows = []
        for index, (before, cells) in enumerate(table.rows):
            if index:
                self.write("\n")
            start, line, mark = self.length, self.line, len(self.parts)
            self.write("")
            shown = [""] * before
            spans.append([])
            for position, cell in enumerate(cells):
                if position:
                    self.write("\t")
                starts[index, len(shown)] = self.length
                spans[-1].append((len(shown), cell.span, cell.continued))
                shown += [self.cell(cell), *[""] * (cell.span - 1)]
            rows.append(tuple(shown))
            if not inside:
                self.block(self.since(mark, start), start, line, BlockKind.ROW, table.page)
        merges = _merges(spans)
        self.grids[number] = Grid(
            self.file, tuple(rows), table=number, starts=starts, merges=merges
        )

    def cell(self, cell: Cell) -> str:
        start, mark = self.length, len(self.parts)
        self.write("")
        for number, piece in enumerate(cell.pieces):
            if number:
                self.write("\n")
            self.piece(piece, inside=True)
        return self.since(mark, start)


def _merges(spans: list[list[tuple[int, int, bool]]]) -> tuple[tuple[int, int, int, int], ...]:
    """Merged areas from each row's cells (column, span, continued), inclusive, from 0."""
    open_areas: dict[tuple[int, int], int] = {}
    merges = []
    for row, cells in enumerate([*spans, []]):
        carried = {(column, span) for column, span, continued in cells if continued}
        for (column, span), top in list(open_areas.items()):
            if (column, span) not in carried:
                del open_areas[column, span]
                if row - 1 > top or span > 1:
                    merges.append((top, column, row - 1, column + span - 1))
        for column, span, _ in cells:
            open_areas.setdefault((column, span), row)
    return tuple(sorted(merges))
