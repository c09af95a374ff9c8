"""PDF: lines of a page joined to paragraphs again, and its ruled tables.

Reading PDF is optional: it needs ``pdfplumber``, which the extra ``crossfoot[pdf]`` installs.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.guard import LIBRARY_FAULTS
from crossfoot.readers.pages import Cell, Paragraph, Piece, Table, lay_out
from crossfoot.readers.troubles import (
    BROKEN,
    ENCRYPTED,
    NO_PDF,
    NO_TEXT,
    PARTLY_SCANNED,
    TOO_LARGE,
    UnreadableError,
    notice,
)

if TYPE_CHECKING:
    from pdfplumber.page import Page

_LARGEST = 200 * 1024 * 1024
_FULL = 2.0  # a line that ends within two characters of the margin runs on
_INDENT = 1.2  # a line that begins further in than this many characters begins a paragraph
_PAGE_NUMBER = late_pattern(
    r"[\s\-—–·第]*\d{1,4}\s*(?:页|/\s*\d{1,4})?[\s\-—–·]*(?:共\s*\d+\s*页)?"
)
_LATIN = late_pattern(r"[A-Za-z,;:]")


def read_pdf(data: bytes, file: str) -> Document:
    """Read the text of a PDF: paragraphs, and ruled tables as rows and grids.

    A number or word that a line end divides is put together again.  Page numbers are left out.

    Raises:
        UnreadableError: the optional component is missing; the file is broken, encrypted, too
            large, or a scan without text.
    """
    try:
        import pdfplumber
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError as fault:
        raise UnreadableError(NO_PDF) from fault
    if len(data) > _LARGEST:
        raise UnreadableError(TOO_LARGE, size=len(data) >> 20, limit=_LARGEST >> 20)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # remarks for programmers
    pieces: list[Piece] = []
    scanned: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as book:
            for page in book.pages:
                found = list(_page(page))
                if not found and page.images:
                    scanned.append(page.page_number)
                _append(pieces, found)
                page.close()
    except (PdfminerException, MalformedPDFException, PSException, *LIBRARY_FAULTS) as fault:
        locked = "Password" in repr(fault) or "Encryption" in repr(fault)
        raise UnreadableError(ENCRYPTED if locked else BROKEN) from fault
    text, blocks, grids = lay_out([_plain(piece) for piece in pieces], file)
    if not blocks:
        raise UnreadableError(NO_TEXT)
    pages = "、".join(map(str, scanned))
    notices = (notice(PARTLY_SCANNED, file, pages=pages),) if scanned else ()
    return Document(file, "pdf", text=text, blocks=blocks, grids=grids, notices=notices)


@dataclass(frozen=True, slots=True)
class _Line(Paragraph):
    """A paragraph that may run on: ``open_end`` when its last line fills the width of the page."""

    open_end: bool = False
    indented: bool = True


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


def _plain(piece: Piece) -> Piece:
    return Paragraph(piece.text, page=piece.page) if isinstance(piece, _Line) else piece


def _append(pieces: list[Piece], found: Iterable[Piece]) -> None:
    """Add the pieces of a page; a line may carry on the paragraph before, also over the page."""
    for piece in found:
        last = pieces[-1] if pieces else None
        if (
            isinstance(last, _Line)
            and isinstance(piece, _Line)
            and last.open_end
            and not piece.indented
        ):
            text = _joined(last.text, piece.text)
            pieces[-1] = _Line(text, page=last.page, open_end=piece.open_end)
        else:
            pieces.append(piece)


def _joined(before: str, after: str) -> str:
    """Two lines as one: only words of a Latin script need a blank between them."""
    blank = before and after and _LATIN.match(before[-1]) and _LATIN.match(after[0])
    return before + (" " if blank else "") + after


def _page(page: Page) -> Iterator[Piece]:
    """Lines and tables of a page from top to bottom."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_within(thing, box) for box in boxes))
    lines = outside.extract_text_lines(strip=True, return_chars=True, x_tolerance=2)
    lines = _without_page_numbers([line for line in lines if line["text"].strip()])
    if lines:
        margins = _Margins(min(line["x0"] for line in lines), max(line["x1"] for line in lines))
    placed: list[tuple[float, Piece]] = [
        (line["top"], _line(line, margins, page.page_number)) for line in lines
    ]
    placed += [(table.bbox[1], _table(table.extract(), page.page_number)) for table in tables]
    yield from (piece for _, piece in sorted(placed, key=lambda item: item[0]))


def _within(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle_x = (thing["x0"] + thing["x1"]) / 2
    middle_y = (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _without_page_numbers(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    while lines and _PAGE_NUMBER.fullmatch(lines[-1]["text"]):
        lines = lines[:-1]
    if len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[0]["text"]):
        lines = lines[1:]
    return lines


def _line(line: dict[str, Any], margins: _Margins, page: int) -> _Line:
    size = float(line["chars"][-1]["size"])
    return _Line(
        _without_gaps(line["text"]),
        page=page,
        open_end=line["x1"] > margins.right - _FULL * size,
        indented=line["x0"] > margins.left + _INDENT * size,
    )


def _without_gaps(text: str) -> str:
    """A line without the blanks that justified setting puts beside Chinese characters."""
    return re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", text)


def _table(rows: list[list[str | None]], page: int) -> Table:
    """A table as extracted, where ``None`` is a place that a merged cell covers."""
    cells = []
    for row in rows:
        line: list[Cell] = []
        for text in row:
            parts = (text or "").split("\n")
            whole = ""
            for part in parts:
                whole = _joined(whole, part.strip())
            line.append(Cell((Paragraph(whole),)))
        cells.append((0, tuple(line)))
    return Table(tuple(cells), page=page)
