"""Workbook parts before a library loads them: how much they claim, and what can be left out.

A workbook may claim far more cells than it fills: whole columns merged, a million formatted rows
without content.  A library would build an object for each, so such claims are cut back first.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.formulas import formulas_in
from crossfoot.readers.guard import open_office, part
from crossfoot.readers.sparse import Area
from crossfoot.readers.troubles import BROKEN, HOSTILE, TOO_MANY_CELLS, UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CELLS = 1_500_000
_EMPTY_ROWS_FROM = 5_000
_EMPTY_CELLS_FROM = 20_000
_MERGES = 50_000
_MERGES_FROM = 100  # so many cost the library more than the rest of an ordinary sheet
_MERGED_CELLS = 20_000

# Only what says its own place can be left out without moving what follows.
_EMPTY_CELL = late_pattern(
    rb"<((?:\w+:)?c) (?:[^<>]*? )?r=\"[A-Z]{1,3}\d{1,7}\"[^<>]*?(?:/>|></\1>)"
)
_EMPTY_ROW = late_pattern(rb"<((?:\w+:)?row) (?:[^<>]*? )?r=\"\d{1,7}\"[^<>]*?(?:/>|>\s*</\1>)")
_MERGE = late_pattern(
    rb"<(?:\w+:)?mergeCell [^<>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"[^<>]*/>"
)
_MERGE_LIST = late_pattern(
    rb"<((?:\w+:)?mergeCells)(?: [^<>]*)?>"
    rb"(?:<(?:\w+:)?mergeCell [^<>]*>\s*|</[^<>]*mergeCell>\s*)*</\1>"
)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workbook as bytes that are safe to load.

    Attributes:
        formulas: the formulas of each sheet by its title, by row and column from 1; ``None`` when
            the library has to find them.
        merges: the merged areas of each sheet by its title, since they may be cut from ``data``.
    """

    data: bytes
    formulas: Mapping[str, Mapping[tuple[int, int], str]] | None
    merges: Mapping[str, tuple[Area, ...]]


def prepare(data: bytes) -> Prepared:
    """Check a workbook's archive and leave out what costs much and says nothing.

    Left out are empty cells and rows where there are very many, and merges where there are many or
    large ones.  Strict OOXML is given its ordinary namespace names.

    Raises:
        UnreadableError: the archive is broken, encrypted or hostile, or has too many cells.
    """
    archive = open_office(data)
    changed: dict[str, bytes] = {}
    titles = _titles(archive)
    merges: dict[str, tuple[Area, ...]] = {}
    formulas: dict[str, Mapping[tuple[int, int], str]] = {}
    unusual, cells = False, 0
    for member in archive.infolist():
        name = member.filename
        if not name.lower().endswith((".xml", ".rels")):
            continue
        original = part(archive, name)
        _plain_encoding(original)
        content = _transitional(original)
        if b"sheetData" in content:
            merges[titles.get(name, "")] = _merges(content)
            content = _lean(content)
            cells += _count(content, b"c")
            if _has_formula(content):
                behind = formulas_in(content)
                unusual = unusual or behind is None
                formulas[titles.get(name, "")] = behind or {}
        if content is not original:
            changed[name] = content
    if cells > CELLS:
        raise UnreadableError(TOO_MANY_CELLS, count=cells, limit=CELLS)
    return Prepared(
        _rewritten(archive, changed) if changed else data, None if unusual else formulas, merges
    )


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
    if content.count(b"mergeCell ") > _MERGES_FROM or _merged_cells(content) > _MERGED_CELLS:
        content = _MERGE_LIST.sub(b"", content)
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
    return sum(
        max(bottom - top + 1, 1) * max(right - left + 1, 1)
        for top, left, bottom, right in _merges(content)
    )


def _merges(content: bytes) -> tuple[Area, ...]:
    """Merged areas as (top, left, bottom, right), inclusive, from 0."""
    found = islice(_MERGE.finditer(content), _MERGES)
    corners = (merge.groups() for merge in found)
    return tuple(
        (int(top) - 1, _column(left) - 1, int(bottom) - 1, _column(right) - 1)
        for left, top, right, bottom in corners
    )


def _titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title of the sheet that each part holds."""
    book = next((path for kind, path in _links(archive, "") if kind == "officeDocument"), "")
    if book not in archive.namelist():
        return {}
    targets = dict(_links(archive, book, by="Id"))
    titles = {}
    for sheet in _tree(_transitional(part(archive, book))).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        titles[targets.get(link, "")] = sheet.get("name", "")
    return titles


def _links(archive: zipfile.ZipFile, name: str, by: str = "Type") -> Iterator[tuple[str, str]]:
    """Kind (or id) and path of the parts that a part refers to."""
    folder, base = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", base + ".rels")
    if relations not in archive.namelist():
        return
    for link in _tree(part(archive, relations)):
        target = link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        yield link.get(by, "").rpartition("/")[2], posixpath.normpath(path)


def _tree(content: bytes) -> Element:
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (SyntaxError, ValueError, LookupError) as fault:
        raise UnreadableError(BROKEN) from fault
    return root


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            name = member.filename
            copy.writestr(name, changed[name] if name in changed else part(archive, name))
    return target.getvalue()
