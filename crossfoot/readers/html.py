"""HTML: web pages, and the tables that many systems export under the name .xls."""

from __future__ import annotations

import re
from html import unescape

from crossfoot.model.document import CellFacts, Document, Notice
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.decode import Decoded, decode
from crossfoot.readers.markup import pieces
from crossfoot.readers.pages import lay_out
from crossfoot.readers.sparse import Area, Cells, compact
from crossfoot.readers.troubles import (
    BLANK,
    UnreadableError,
    notice,
)

_SHEET_NAME = late_pattern(r"<x:Name>([^<]{1,64})</x:Name>", re.IGNORECASE)
_HEAD = 20_000
_SHEET = "Sheet1"


def read_page(data: bytes, file: str) -> Document:
    """Read a web page as a text document: its blocks, and its tables as grids.

    Raises:
        UnreadableError: no text, or in no known encoding.
    """
    decoded = decode(data)
    text, blocks, grids = lay_out([piece.laid_out() for piece in pieces(decoded.text)], file)
    if not blocks:
        raise UnreadableError(BLANK)
    return Document(
        file,
        "html",
        text=text,
        blocks=blocks,
        grids=grids,
        notices=_notices(decoded, file),
        encoding=decoded.encoding,
    )


def read_sheet(data: bytes, file: str) -> Document:
    """Read HTML that goes by the name of a workbook, as a spreadsheet program would show it.

    All of it is one sheet: a line of text is a row of one cell, a table as many rows as it has.

    Raises:
        UnreadableError: no text, or in no known encoding.
    """
    decoded = decode(data)
    texts: dict[tuple[int, int], str] = {}
    facts: dict[tuple[int, int], CellFacts] = {}
    merges: list[Area] = []
    row = 0
    for piece in pieces(decoded.text):
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
    name = _SHEET_NAME.search(decoded.text, 0, _HEAD)
    title = _SHEET if name is None else unescape(name[1])
    grid, _ = compact(Cells(texts, facts), file, title, merges, hidden=False)
    notices = _notices(decoded, file)
    return Document(file, "html", grids=(grid,), notices=notices, encoding=decoded.encoding)


def _notices(decoded: Decoded, file: str) -> tuple[Notice, ...]:
    if decoded.wording is None:
        return ()
    return (notice(decoded.wording, file, lines=decoded.lines),)
