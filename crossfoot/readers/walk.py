"""Which files a user means: named ones as they are, folders searched in a stable order."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Notice
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.decode import decode
from crossfoot.readers.guard import open_folder
from crossfoot.readers.troubles import MISSING, NESTED, NO_PERMISSION_FOLDER, UnreadableError

SUFFIXES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".text", ".md", ".markdown", ".xlsx", ".xlsm", ".xltx",
     ".xls", ".xlt", ".xlsb", ".et", ".ett", ".ods", ".fods", ".htm", ".html", ".mht", ".xml",
     ".docx", ".docm", ".doc", ".wps", ".wpt", ".odt", ".rtf", ".pdf", ".zip", ".rar", ".7z",
     ".parquet", ".pq"}
)  # fmt: skip
_OWN_FOLDERS = frozenset({"schemas", "checks"})
_OWN_CONFIG = "crossfoot.toml"
_ABOUT_THE_REPOSITORY = late_pattern(
    r"(readme|license|licence|changelog|contributing|notice)(\..*)?", re.IGNORECASE
)
_ARCHIVE = ".zip"
_NAME_IS_UTF8 = 0x800
_DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_NUMBER = late_pattern(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: where it is.
        shown: its path as the user would write it, ``/`` between folders.
        notice: set when there is nothing to read here: a missing path, a closed folder.
        member: for a file inside an archive at ``path``, its name there.
    """

    path: Path
    shown: str
    notice: Notice | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder in a searched folder that is no submission."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a walk came upon: files to read in order, and what was passed over."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...] = ()


def walk(paths: Sequence[str | Path]) -> tuple[Found, ...]:
    """The files that paths stand for; see :func:`survey`."""
    return survey(paths).found


def survey(paths: Sequence[str | Path]) -> Survey:
    """The files that paths stand for, and what in the folders was passed over.

    A named file is taken whatever it is called.  In a folder, ``~$`` lock files, hidden entries,
    crossfoot's own ``schemas/``, ``checks/`` and ``crossfoot.toml``, and files that no office
    program writes are passed over.  Entries come in natural order of their names (2月 before 10月),
    each file once however often it is named.
    """
    found: list[Found] = []
    skipped: list[Skipped] = []
    seen: set[tuple[str, str | None]] = set()
    for given in paths:
        typed = PurePath(given)
        for item in _under(Path(typed), _presentable(typed.as_posix()), skipped):
            identity = (os.path.realpath(item.path), item.member)
            if identity not in seen:
                seen.add(identity)
                found.append(item)
    return Survey(tuple(found), tuple(skipped))


def _under(path: Path, shown: str, skipped: list[Skipped]) -> Iterator[Found]:
    try:
        is_folder = path.is_dir()
        exists = is_folder or path.exists()
    except (OSError, ValueError):  # no way through to it, or a name that no system takes
        is_folder, exists = False, True
    if is_folder:
        yield from _folder(path, shown, skipped)
    elif exists:
        yield from _file(path, shown, skipped)
    else:
        yield Found(path, shown, UnreadableError(MISSING).notice(shown))


def _folder(path: Path, shown: str, skipped: list[Skipped]) -> Iterator[Found]:
    """Files of a folder and its folders; an explicit stack would lose the natural order."""
    try:
        with os.scandir(path) as entries:
            inside = sorted(entries, key=lambda entry: natural(entry.name))
    except OSError:
        yield Found(path, shown, UnreadableError(NO_PERMISSION_FOLDER).notice(shown))
        return
    names = {entry.name for entry in inside}
    for entry in inside:
        child = _presentable(entry.name if shown == "." else f"{shown.rstrip('/')}/{entry.name}")
        here = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if _passed_over_folder(entry.name, here, names):
                skipped.append(Skipped(here, child))
            else:
                yield from _folder(here, child, skipped)
        elif _passed_over(entry):
            skipped.append(Skipped(here, child))
        else:
            yield from _file(here, child, skipped)


def _file(path: Path, shown: str, skipped: list[Skipped]) -> Iterator[Found]:
    """A file, or the files in it when it is an archive of submissions."""
    if path.suffix.lower() != _ARCHIVE or not path.is_file():
        yield Found(path, shown)
        return
    try:
        with open_folder(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except UnreadableError as fault:
        yield Found(path, shown, fault.notice(shown))
        return
    if any(member.filename in _DOCUMENT_PARTS for member in members):
        yield Found(path, shown)  # an office document under the name of an archive
        return
    named = sorted(
        ((member_name(member), member.filename) for member in members),
        key=lambda pair: [natural(piece) for piece in pair[0].split("/")],
    )
    for name, raw in named:
        child = _presentable(f"{shown}/{name}")
        pieces = name.split("/")
        hidden = any(piece.startswith((".", "~$", "__MACOSX")) for piece in pieces)
        if hidden or _unrelated(pieces[-1]):
            skipped.append(Skipped(path, child))
        elif PurePath(name).suffix.lower() == _ARCHIVE:
            yield Found(path, child, UnreadableError(NESTED).notice(child), raw)
        else:
            yield Found(path, child, None, raw)


def member_name(member: zipfile.ZipInfo) -> str:
    """A member's name as its maker saw it, without anything that would climb out of the archive.

    Archives made by Chinese editions of Windows hold names in GBK without saying so.
    """
    name = member.filename
    if not member.flag_bits & _NAME_IS_UTF8:
        try:
            name = decode(name.encode("cp437")).text
        except (UnicodeEncodeError, UnreadableError):
            name = member.filename
    pieces = name.replace("\\", "/").split("/")
    return "/".join(piece for piece in pieces if piece not in {"", ".", ".."})


def _passed_over_folder(name: str, path: Path, siblings: set[str]) -> bool:
    if name.startswith(".") or name in {"__pycache__", "node_modules", "__MACOSX"}:
        return True
    if name not in _OWN_FOLDERS:
        return False
    return _OWN_CONFIG in siblings or any(path.glob("*.yaml")) or any(path.glob("*.yml"))


def _passed_over(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return name.startswith((".", "~$")) or _unrelated(name) or not entry.is_file()


def _unrelated(name: str) -> bool:
    return (
        name == _OWN_CONFIG
        or PurePath(name).suffix.lower() not in SUFFIXES
        or _ABOUT_THE_REPOSITORY.fullmatch(name) is not None
    )


def natural(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Sort key under which numbers inside names count as numbers."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    pieces = _NUMBER.split(plain)
    key = tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces)
    return key, name


def _presentable(shown: str) -> str:
    """A path that prints on one line: bytes that are no text and control signs become ``?``."""
    return "".join(
        letter if letter.isprintable() or letter == "\u3000" else "?" for letter in shown
    )
