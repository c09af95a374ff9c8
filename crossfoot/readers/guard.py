"""What stands in front of every zip and XML format: nothing is parsed before it has been here.

The limits keep a hostile file from costing more than a large honest one.  They follow what broke
spreadsheet libraries in trials: bombs, entities, path names that climb out of the archive.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from crossfoot.readers.troubles import (
    BROKEN,
    ENCRYPTED,
    HOSTILE,
    NO_PERMISSION,
    TRUNCATED,
    UnreadableError,
)

MEMBERS = 2_000
TOTAL_BYTES = 300 * 1024 * 1024
RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024  # below this even a high ratio costs nothing
_ENCRYPTED_FLAG = 0x1
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
# What a library that trusts its input raises on a broken part.
LIBRARY_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, OSError,
    EOFError, SyntaxError, RecursionError, NotImplementedError, struct.error, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip
_XML_SUFFIXES = (".xml", ".rels", ".vml")


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a document's archive after its directory has been found harmless; nothing is unpacked.

    Raises:
        UnreadableError: broken, encrypted, or beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
        cut = b"PK\x05\x06" not in data[-70_000:]
        raise UnreadableError(TRUNCATED if cut else BROKEN) from fault
    _check_sizes(archive.infolist(), len(data))
    seen: set[str] = set()
    for member in archive.infolist():
        if not safe_name(member.filename):
            raise _hostile("部件名指向文件之外", "a part is named so as to leave the file")
        if member.filename in seen:
            raise _hostile("有重名的部件", "two parts have the same name")
        seen.add(member.filename)
    return archive


def open_folder(path: Path) -> zipfile.ZipFile:
    """Open an archive of submissions after its directory has been found harmless.

    Its names are shown, never used as paths, so any name will do.

    Raises:
        UnreadableError: broken, encrypted, without permission, or beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(path)
        size = path.stat().st_size
    except PermissionError as fault:
        raise UnreadableError(NO_PERMISSION) from fault
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
        raise UnreadableError(BROKEN) from fault
    try:
        _check_sizes(archive.infolist(), size)
    except UnreadableError:
        archive.close()
        raise
    return archive


def _check_sizes(members: list[zipfile.ZipInfo], packed: int) -> None:
    if len(members) > MEMBERS:
        raise _hostile(f"内含 {len(members)} 个部件", f"{len(members)} parts")
    total = sum(member.file_size for member in members)
    if total > TOTAL_BYTES:
        raise _hostile(f"解压后达 {total >> 20} MB", f"{total >> 20} MB once unpacked")
    for member in members:
        _check_member(member)
    if total > _RATIO_FROM and total > RATIO * max(packed, 1):
        raise _hostile("压缩比过高", "compressed beyond reason")


def open_office(data: bytes) -> zipfile.ZipFile:
    """Open a zip of XML parts and make sure that no part declares a document type or entities.

    Raises:
        UnreadableError: as :func:`open_zip`; a part is broken or declares what it must not.
    """
    archive = open_zip(data)
    for member in archive.infolist():
        if member.filename.lower().endswith(_XML_SUFFIXES):
            check_xml(part(archive, member.filename))
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member.

    Raises:
        UnreadableError: the member is missing or broken.
    """
    try:
        return archive.read(name)
    except KeyError as fault:
        raise UnreadableError(BROKEN) from fault
    except RuntimeError as fault:  # zipfile asks for a password by RuntimeError
        raise UnreadableError(ENCRYPTED) from fault
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
        raise UnreadableError(BROKEN) from fault


def check_xml(data: bytes) -> None:
    """Refuse XML with a document type or entity declaration.

    Raises:
        UnreadableError: it has one.
    """
    if any(word in data for word in _FORBIDDEN):
        raise _hostile("含有文档类型或实体声明", "it declares a document type or entities")


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableError(ENCRYPTED)
    packed = max(member.compress_size, 1)
    if member.file_size > _RATIO_FROM and member.file_size > RATIO * packed:
        raise _hostile("压缩比过高", "compressed beyond reason")


def safe_name(name: str) -> bool:
    """True when a member's name stays inside its archive on every system."""
    path = PurePosixPath(name)
    return not (
        path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name
    )


def _hostile(zh: str, en: str) -> UnreadableError:
    return UnreadableError(HOSTILE, zh=zh, en=en)
