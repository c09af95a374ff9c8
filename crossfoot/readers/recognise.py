"""What a file is, told by its content; its suffix only decides between kinds of text."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum

from crossfoot.model.patterns import late_pattern
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
    """A kind of file; each has a reader, or is converted to one that has."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"
    DOC = "doc"
    XLSB = "xlsb"
    ODT = "odt"
    RTF = "rtf"
    XML = "xml"
    WORD_XML = "wordml"


_PDF_WITHIN = 1024  # the signature may stand a little way in
_STRANGERS = (
    (b"Rar!\x1a\x07", " RAR 压缩包", "a RAR archive", ".zip"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包", "a 7z archive", ".zip"),
    (
        b"PAR1",
        " Parquet 文件（--engine duckdb 可以核对）",
        "a Parquet file (which --engine duckdb checks)",
        ".csv",
    ),
    (b"MIME-Version:", "网页归档文件（.mht）", "an archived web page (.mht)", ".xlsx / .docx"),
    (b"\x89PNG\r\n", "图片", "a picture", ".xlsx / .docx"),
    (b"\xff\xd8\xff", "图片", "a picture", ".xlsx / .docx"),
)
_ZIP_SUFFIXES = frozenset({".xlsx", ".xlsm", ".docx", ".docm", ".ods", ".odt", ".zip"})
_NEVER_TEXT = _ZIP_SUFFIXES | {".pdf"}
_HTML = late_pattern(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_WORD_XML = b"schemas.microsoft.com/office/word/2003/wordml"


def recognise(data: bytes, suffix: str) -> Kind:
    """The kind of a file by its bytes; ``suffix`` in lower case with its dot.

    Raises:
        UnreadableError: empty, encrypted, broken, or of a kind that cannot be read at all.
    """
    if not data:
        raise UnreadableError(EMPTY)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(open_zip(data), suffix)
    if data.startswith(SIGNATURE):
        return _inside_ole(data, suffix)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    for signature, zh, en, target in _STRANGERS:
        if data.startswith(signature):
            raise UnreadableError(UNSUPPORTED, zh=zh, en=en, target=target)
    return _markup(data, suffix)


def _markup(data: bytes, suffix: str) -> Kind:
    head = data[:4096]
    if b"\0" in head[:64] and head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        if _SPREADSHEET_XML in head:
            return Kind.XML
        if _WORD_XML in head:
            return Kind.WORD_XML
        if _HTML.match(head) and suffix not in {".md", ".markdown"}:
            return Kind.HTML
    if suffix in _NEVER_TEXT:
        raise UnreadableError(NOT_THE_FORMAT, suffix=suffix)
    return Kind.TEXT


def _inside_zip(archive: zipfile.ZipFile, suffix: str) -> Kind:
    names = {member.filename for member in archive.infolist()}
    if "mimetype" in names:
        return _open_document(part(archive, "mimetype"))
    if "[Content_Types].xml" in names:
        types = part(archive, "[Content_Types].xml")
        if b"sheet.binary" in types:
            return Kind.XLSB
        if b"presentationml" in types:
            raise _unsupported("演示文稿", "a presentation", ".docx")
        if b"wordprocessingml" in types or any(name.startswith("word/") for name in names):
            return Kind.DOCX
        if b"spreadsheetml" in types or any(name.startswith("xl/") for name in names):
            return Kind.XLSX
    if suffix in _ZIP_SUFFIXES - {".zip"}:
        raise UnreadableError(BROKEN)
    raise _unsupported("压缩包", "an archive", ".xlsx / .docx")


def _open_document(mimetype: bytes) -> Kind:
    if b"opendocument.spreadsheet" in mimetype:
        return Kind.ODS
    if b"opendocument.text" in mimetype:
        return Kind.ODT
    raise _unsupported(" OpenDocument 文件", "an OpenDocument file of another kind", ".xlsx")


def _inside_ole(data: bytes, suffix: str) -> Kind:
    names = top_names(data)
    if not names:
        raise UnreadableError(BROKEN)
    if "EncryptedPackage" in names:
        raise UnreadableError(ENCRYPTED)
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return Kind.XLS
    if "WordDocument" in names:
        return Kind.DOC
    raise _unsupported(
        f"其他程序的文件（{suffix}）", f"a file of another program ({suffix})", ".xlsx"
    )


def _unsupported(zh: str, en: str, target: str) -> UnreadableError:
    return UnreadableError(UNSUPPORTED, zh=zh, en=en, target=target)
