"""Workbook parts before a library loads them: how much they claim, and what can be left out.

A workbook may claim far more cells than it fills: whole columns merged, a million formatted rows
without content.  A library would build an object for each, so such claims are cut back first.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from crossfoot.readers.guard import open_office, part
from crossfoot.readers.troubles import HOSTILE, TOO_MANY_CELLS, UnreadableError

CELLS = 1_500_000
_EMPTY_ROWS_FROM = 5_000
_EMPTY_CELLS_FROM = 20_000
_MERGED_CELLS = 200_000
_MERGE_ROWS, _MERGE_COLUMNS = 100, 100  # a merge in an oversized set is cut back to this

_EMPTY_CELL = re.compile(rb"<((?:\w+:)?c)(?: [^<>]*)?(?:/>|></\1>)")
_EMPTY_ROW = re.compile(rb"<((?:\w+:)?row)(?: [^<>]*)?(?:/>|>\s*</\1>)")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell [^<>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's bytes, safe to load, and whether any sheet holds a formula."""

    data: bytes
    formulas: bool


def prepare(data: bytes) -> Workbook:
    """Check a workbook's archive and leave out what costs much and says nothing.

    Left out are empty cells and rows where there are very many, and the far ends of merges that
    cover more than all honest ones together.  Strict OOXML is given its ordinary namespace names.

    Raises:
        UnreadableError: the archive is broken, encrypted or hostile, or has too many cells.
    """
    archive = open_office(data)
    changed: dict[str, bytes] = {}
    formulas, cells = False, 0
    for member in archive.infolist():
        name = member.filename
        if not name.lower().endswith((".xml", ".rels")):
            continue
        original = part(archive, name)
        _plain_encoding(original)
        content = _transitional(original)
        if b"sheetData" in content:
            content = _lean(content)
            cells += _count(content, b"c")
            formulas = formulas or _has_formula(content)
        if content is not original:
            changed[name] = content
    if cells > CELLS:
        raise UnreadableError(TOO_MANY_CELLS, count=cells, limit=CELLS)
    return Workbook(_rewritten(archive, changed) if changed else data, formulas)


def _plain_encoding(content: bytes) -> None:
    """Parts are searched as bytes, so they must be in an encoding in which that works."""
    head = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head and (not head.startswith(b"<") or b"\0" in head):
        raise UnreadableError(
            HOSTILE, zh="部件的编码不是 UTF-8", en="a part is not encoded in UTF-8"
        )


def _transitional(content: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    for strict, ordinary in _STRICT:
        content = content.replace(strict, ordinary)
    return content


def _lean(content: bytes) -> bytes:
    if content.count(b"/>") > _EMPTY_CELLS_FROM and _count(content, b"c") > _EMPTY_CELLS_FROM:
        content = _EMPTY_CELL.sub(b"", content)
    if _count(content, b"row") > _EMPTY_ROWS_FROM:
        content = _EMPTY_ROW.sub(b"", content)
    if _merged_cells(content) > _MERGED_CELLS:
        content = _with_small_merges(content)
    return content


def _count(content: bytes, tag: bytes) -> int:
    return sum(
        content.count(begin + tag + end) for begin in (b"<", b":") for end in (b" ", b">", b"/")
    )


def _has_formula(content: bytes) -> bool:
    return any(mark in content for mark in (b"<f>", b"<f ", b":f>", b":f "))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _merged_cells(content: bytes) -> int:
    total = 0
    for left, top, right, bottom in _MERGE.findall(content):
        rows, columns = int(bottom) - int(top) + 1, _column(right) - _column(left) + 1
        total += max(rows, 1) * max(columns, 1)
    return total


def _with_small_merges(content: bytes) -> bytes:
    left_over = _MERGED_CELLS

    def smaller(found: re.Match[bytes]) -> bytes:
        nonlocal left_over
        left, top, right, bottom = found.groups()
        last_row = min(int(bottom), int(top) + _MERGE_ROWS - 1)
        last = min(_column(right), _column(left) + _MERGE_COLUMNS - 1)
        left_over -= (last_row - int(top) + 1) * (last - _column(left) + 1)
        if left_over < 0:  # a merge must have an area: that of one cell covers no other
            last_row, last = int(top), _column(left)
        return found[0].replace(b":" + right + bottom, b":%s%d" % (_letters(last), last_row))

    return _MERGE.sub(smaller, content)


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            name = member.filename
            copy.writestr(name, changed[name] if name in changed else part(archive, name))
    return target.getvalue()
