"""Plain text and Markdown: the text as decoded, its lines as blocks, Markdown tables as grids."""

from __future__ import annotations

from crossfoot.model.document import Block, BlockKind, Document, Grid, Notice
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.decode import Decoded
from crossfoot.readers.troubles import BLANK, UnreadableError, notice

_LINE = late_pattern(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_HEADING = late_pattern(r" {0,3}#{1,6}(?:\s|$)")
_FENCE = late_pattern(r" {0,3}(```|~~~)")
_RULE_CELL = late_pattern(r"\s*:?-+:?\s*")
_BAR = late_pattern(r"(?<!\\)\|")


def from_text(decoded: Decoded, file: str, *, markdown: bool) -> Document:
    """Read decoded text: every line that is not blank is a block.

    In Markdown ``#`` lines are headings, and the rows of a pipe table are blocks of kind ``ROW``
    as they stand and a grid of their own besides.

    Raises:
        UnreadableError: there is nothing but blanks.
    """
    text = decoded.text
    if not text or text.isspace():
        raise UnreadableError(BLANK)
    blocks = _blocks(text)
    grids: tuple[Grid, ...] = ()
    if markdown:
        blocks, grids = _markdown(blocks, file)
    notices: tuple[Notice, ...] = ()
    if decoded.wording is not None:
        notices = (notice(decoded.wording, file, lines=decoded.lines),)
    return Document(
        file,
        "md" if markdown else "txt",
        text=text,
        blocks=tuple(blocks),
        grids=grids,
        notices=notices,
        encoding=decoded.encoding,
    )


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for line, found in enumerate(_LINE.finditer(text), start=1):
        content = found.group(1)
        if content and not content.isspace():
            blocks.append(Block(content, found.start(), line, len(blocks) + 1))
    return blocks


def _markdown(blocks: list[Block], file: str) -> tuple[list[Block], tuple[Grid, ...]]:
    """Mark headings and table rows; a table is a row of names above a row of dashes."""
    marked: list[Block] = []
    grids: list[Grid] = []
    fenced = False
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if _FENCE.match(block.text):
            fenced = not fenced
        size = 0 if fenced else _table_size(blocks, index)
        if size:
            rows = blocks[index : index + size]
            grids.append(_grid(rows, file, len(grids) + 1))
            marked.extend(_as(row, BlockKind.ROW) for row in rows)
            index += size
            continue
        heading = not fenced and _HEADING.match(block.text)
        marked.append(_as(block, BlockKind.HEADING) if heading else block)
        index += 1
    return marked, tuple(grids)


def _as(block: Block, kind: BlockKind) -> Block:
    return Block(block.text, block.start, block.line, block.number, kind)


def _table_size(blocks: list[Block], index: int) -> int:
    """Number of lines of the table that begins here, 0 when none does."""
    if index + 1 >= len(blocks) or "|" not in blocks[index].text:
        return 0
    dashes = blocks[index + 1]
    cells = [text for text, _ in _cells(dashes)]
    adjoining = dashes.line == blocks[index].line + 1
    if not adjoining or "|" not in dashes.text or not all(map(_RULE_CELL.fullmatch, cells)):
        return 0
    size = 2
    for before, block in zip(blocks[index + 1 :], blocks[index + 2 :], strict=False):
        if block.line != before.line + 1 or "|" not in block.text:
            break
        size += 1
    return size


def _grid(rows: list[Block], file: str, table: int) -> Grid:
    cells = [_cells(row) for number, row in enumerate(rows) if number != 1]
    return Grid(
        file,
        tuple(tuple(text for text, _ in row) for row in cells),
        table=table,
        starts={
            (at, column): start
            for at, row in enumerate(cells)
            for column, (_, start) in enumerate(row)
        },
    )


def _cells(block: Block) -> list[tuple[str, int]]:
    """The cells of a pipe row with their offsets in the document; outer bars are optional."""
    edges = [0, *(bar.end() for bar in _BAR.finditer(block.text))]
    ends = [*(bar.start() for bar in _BAR.finditer(block.text)), len(block.text)]
    pieces = [(block.text[begin:end], begin) for begin, end in zip(edges, ends, strict=True)]
    if pieces and not pieces[0][0].strip():
        pieces = pieces[1:]
    if pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    return [
        (piece.strip(), block.start + begin + len(piece) - len(piece.lstrip()))
        for piece, begin in pieces
    ]
