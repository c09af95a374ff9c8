"""One way in: a path becomes a document, whatever the file turns out to be."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from crossfoot.model.document import Document
from crossfoot.readers import delimited, plain
from crossfoot.readers.convert import DOC, ODT, RTF, WORD_XML, XLSB, Foreign, converted
from crossfoot.readers.decode import decode
from crossfoot.readers.guard import LIBRARY_FAULTS, open_folder, part
from crossfoot.readers.recognise import Kind, recognise
from crossfoot.readers.troubles import (
    BROKEN,
    CONVERTED,
    FAILED,
    HOSTILE,
    MISSING,
    NO_PERMISSION,
    NOT_A_FILE,
    TOO_LARGE,
    UnreadableError,
    notice,
)

LARGEST = 1024 * 1024 * 1024
_MARKDOWN = frozenset({".md", ".markdown"})
_ROWS = frozenset({".csv", ".tsv", ".tab", ".xls", ".et"})  # exports, whatever they are called
_SHEETS = _ROWS | {".xlsx", ".xlsm", ".xlt", ".ett", ".ods", ".xlsb"}
_PROSE = frozenset({".txt", ".text"})
_ROWS_FOR_A_TABLE = 3

Reader = Callable[[bytes, str], Document]


def read(path: Path, shown: str | None = None, member: str | None = None) -> Document:
    """Read a file into a document.

    Never raises because of the file: what is wrong with it stands in ``Document.notices``, and a
    document with a fatal notice is not ``readable``.

    Args:
        path: the file.
        shown: its path as people know it; ``path`` with ``/`` between folders by default.
        member: for an archive of submissions, the name inside it of the file that is meant.
    """
    inside = path if member is None else path / PurePosixPath(member.lstrip("/"))
    name = shown if shown is not None else inside.as_posix()
    try:
        data = _load(path) if member is None else _load_member(path, member)
    except UnreadableError as fault:
        return Document(name, "", notices=(fault.notice(name),))
    digest = hashlib.sha256(data).hexdigest()
    suffix = inside.suffix.lower()
    kind: Kind | None = None
    try:
        kind = recognise(data, suffix)
        return replace(_READERS[kind](data, name), sha256=digest)
    except UnreadableError as fault:
        found = fault.notice(name)
    except LIBRARY_FAULTS:  # broken in a way that no reader foresaw
        found = UnreadableError(BROKEN).notice(name)
    except MemoryError:
        found = UnreadableError(
            HOSTILE, zh="内容超出可处理的范围", en="its content is beyond what can be held"
        ).notice(name)
    label = kind.value if kind not in {None, Kind.TEXT} else suffix.removeprefix(".")
    return Document(name, label if kind else "", sha256=digest, notices=(found,))


def _load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableError: missing, without permission, no file, too large, or the system failed.
    """
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
            raise UnreadableError(NOT_A_FILE)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise UnreadableError(MISSING) from fault
    except PermissionError as fault:
        raise UnreadableError(NO_PERMISSION) from fault
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the path
        raise UnreadableError(FAILED, error=getattr(fault, "strerror", None) or fault) from fault
    if len(data) > LARGEST:
        size = max(status.st_size, len(data)) >> 20
        raise UnreadableError(TOO_LARGE, size=size, limit=LARGEST >> 20)
    return data


def _load_member(path: Path, member: str) -> bytes:
    with open_folder(path) as archive:
        return part(archive, member)


def _read_text(data: bytes, file: str) -> Document:
    """Text by its suffix; without a telling one by whether its rows agree on a delimiter."""
    suffix = Path(file).suffix.lower()
    if suffix in _ROWS:
        return delimited.read_delimited(data, file)
    decoded = decode(data)
    if suffix in _MARKDOWN:
        return plain.from_text(decoded, file, markdown=True)
    head = [line for line in decoded.text[:20_000].splitlines(keepends=True) if line.strip()]
    delimiters = ("\t",) if suffix in _PROSE else (",", "\t", ";", "|")
    rows = _ROWS_FOR_A_TABLE if suffix in _PROSE else 2
    if len(head) >= rows and delimited.is_delimited(head, delimiters):
        return delimited.from_text(decoded, file)
    return plain.from_text(decoded, file, markdown=False)


# The readers of other formats are loaded when a file of theirs turns up: a run meets few formats,
# and a hook on a CSV file should not wait for what reads workbooks.


def _read_xlsx(data: bytes, file: str) -> Document:
    from crossfoot.readers.xlsx import read_xlsx

    return read_xlsx(data, file)


def _read_xls(data: bytes, file: str) -> Document:
    from crossfoot.readers.xls import read_xls

    return read_xls(data, file)


def _read_ods(data: bytes, file: str) -> Document:
    from crossfoot.readers.ods import read_ods

    return read_ods(data, file)


def _read_docx(data: bytes, file: str) -> Document:
    from crossfoot.readers.docx import read_docx

    return read_docx(data, file)


def _read_pdf(data: bytes, file: str) -> Document:
    from crossfoot.readers.pdf import read_pdf

    return read_pdf(data, file)


def _read_xml2003(data: bytes, file: str) -> Document:
    from crossfoot.readers.xml2003 import read_xml2003

    return read_xml2003(data, file)


def _read_html(data: bytes, file: str) -> Document:
    """A table exported under a workbook's name is a workbook; anything else is a page."""
    from crossfoot.readers import html

    as_sheet = Path(file).suffix.lower() in _SHEETS
    return html.read_sheet(data, file) if as_sheet else html.read_page(data, file)


def _by_conversion(foreign: Foreign, reader: Reader) -> Reader:
    def read_converted(data: bytes, file: str) -> Document:
        document = reader(converted(data, foreign), file)
        said = notice(CONVERTED, file, zh=foreign.zh, en=foreign.en, target=foreign.target)
        return replace(document, notices=(said, *document.notices))

    return read_converted


_READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _read_text,
    Kind.XLSX: _read_xlsx,
    Kind.XLS: _read_xls,
    Kind.ODS: _read_ods,
    Kind.DOCX: _read_docx,
    Kind.HTML: _read_html,
    Kind.PDF: _read_pdf,
    Kind.XML: _read_xml2003,
    Kind.XLSB: _by_conversion(XLSB, _read_xlsx),
    Kind.DOC: _by_conversion(DOC, _read_docx),
    Kind.ODT: _by_conversion(ODT, _read_docx),
    Kind.WORD_XML: _by_conversion(WORD_XML, _read_docx),
    Kind.RTF: _by_conversion(RTF, _read_docx),
}
