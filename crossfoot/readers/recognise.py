"""What a file is, told by its content; its suffix only decides between kinds of text."""

from __future__ import annotations

import zipfile
from enum import StrEnum

from crossfoot.readers.guard import open_zip, part
from crossfoot.readers.ole import SIGNATURE, top_names
from crossfoot.readers.troubles import (
    BROKEN,
    EMPTY,
    ENCRYPTED,
    NOT_THE_FORMAT,
    UNSUPPORTED,
    UnreadableError,
)


class Kind(StrEnum):
    """A kind of file that has a reader of its own."""

    TEXT = "text"
    XLSX = "xlsx"
    DOCX = "docx"


_ZIP_SUFFIXES = frozenset({".xlsx", ".xlsm", ".docx", ".docm", ".ods", ".odt", ".zip"})
_SIGNATURES = (
    (b"%PDF-", "PDF 文件", "a PDF file", ".docx"),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive", ".zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive", ".zip"),
    (b"\x89PNG\r\n", "图片", "a picture", ".xlsx"),
    (b"\xff\xd8\xff", "图片", "a picture", ".xlsx"),
    (b"{\\rtf", "RTF 文件", "an RTF file", ".docx"),
)


def recognise(data: bytes, suffix: str) -> Kind:
    """The reader for a file's bytes; ``suffix`` in lower case with its dot.

    Raises:
        UnreadableError: empty, encrypted, broken, or of a kind that has no reader.
    """
    if not data:
        raise UnreadableError(EMPTY)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(open_zip(data), suffix)
    if data.startswith(SIGNATURE):
        return _inside_ole(data, suffix)
    for signature, zh, en, target in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(UNSUPPORTED, zh=zh, en=en, target=target)
    if suffix in _ZIP_SUFFIXES:
        raise UnreadableError(NOT_THE_FORMAT, suffix=suffix)
    return Kind.TEXT


def _inside_zip(archive: zipfile.ZipFile, suffix: str) -> Kind:
    names = [member.filename for member in archive.infolist()]
    if "[Content_Types].xml" in names:
        types = part(archive, "[Content_Types].xml")
        if b"sheet.binary" in types:
            raise _unsupported(" Excel 二进制工作簿（.xlsb）", "a binary workbook (.xlsb)", ".xlsx")
        if b"presentationml" in types:
            raise _unsupported("演示文稿", "a presentation", ".docx")
        if b"wordprocessingml" in types or any(name.startswith("word/") for name in names):
            return Kind.DOCX
        if b"spreadsheetml" in types or any(name.startswith("xl/") for name in names):
            return Kind.XLSX
    if suffix in {".xlsx", ".xlsm", ".docx", ".docm"}:
        raise UnreadableError(BROKEN)
    raise _unsupported("压缩包或其他文件", "an archive or another kind of file", ".xlsx")


def _inside_ole(data: bytes, suffix: str) -> Kind:
    names = top_names(data)
    if not names:
        raise UnreadableError(BROKEN)
    if "EncryptedPackage" in names:
        raise UnreadableError(ENCRYPTED)
    if names & {"Workbook", "Book"}:
        raise _unsupported("旧版 Excel 文件（.xls）", "an old Excel file (.xls)", ".xlsx")
    if "WordDocument" in names:
        raise _unsupported("旧版 Word 文件（.doc）", "an old Word file (.doc)", ".docx")
    raise _unsupported(f"旧版办公文件（{suffix}）", f"an old office file ({suffix})", ".xlsx")


def _unsupported(zh: str, en: str, target: str) -> UnreadableError:
    return UnreadableError(UNSUPPORTED, zh=zh, en=en, target=target)
