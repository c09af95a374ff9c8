"""Which files a user means: named ones as they are, folders searched in a stable order."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from crossfoot.model.document import Notice
from crossfoot.readers.troubles import MISSING, NO_PERMISSION_FOLDER, UnreadableError

SUFFIXES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".text", ".md", ".markdown", ".xlsx", ".xlsm", ".xltx",
     ".xls", ".xlt", ".xlsb", ".et", ".ett", ".ods", ".fods", ".htm", ".html", ".mht", ".xml",
     ".docx", ".docm", ".doc", ".wps", ".wpt", ".odt", ".rtf", ".pdf", ".zip", ".rar", ".7z"}
)  # fmt: skip
_OWN_FOLDERS = frozenset({"schemas", "checks"})
_OWN_CONFIG = "crossfoot.toml"
_ABOUT_THE_REPOSITORY = re.compile(
    r"(readme|license|licence|changelog|contributing|notice)(\..*)?", re.IGNORECASE
)
_NUMBER = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: where it is.
        shown: its path as the user would write it, ``/`` between folders.
        notice: set when there is nothing to read here: a missing path, a closed folder.
    """

    path: Path
    shown: str
    notice: Notice | None = None


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
    seen: set[str] = set()
    for given in paths:
        typed = PurePath(given)
        for item in _under(Path(typed), _presentable(typed.as_posix()), skipped):
            identity = os.path.realpath(item.path)
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
        yield Found(path, shown)
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
            yield Found(here, child)


def _passed_over_folder(name: str, path: Path, siblings: set[str]) -> bool:
    if name.startswith(".") or name in {"__pycache__", "node_modules", "__MACOSX"}:
        return True
    if name not in _OWN_FOLDERS:
        return False
    return _OWN_CONFIG in siblings or any(path.glob("*.yaml")) or any(path.glob("*.yml"))


def _passed_over(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return (
        name.startswith((".", "~$"))
        or name == _OWN_CONFIG
        or PurePath(name).suffix.lower() not in SUFFIXES
        or _ABOUT_THE_REPOSITORY.fullmatch(name) is not None
        or not entry.is_file()
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
