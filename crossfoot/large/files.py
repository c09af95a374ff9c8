"""A file before an engine opens it: the header of a delimited one, whether Parquet is whole."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path

from crossfoot.model.dataclass import dataclass
from crossfoot.readers.delimited import delimiter_of
from crossfoot.readers.troubles import (
    EMPTY,
    ENCRYPTED,
    FAILED,
    NO_PERMISSION,
    NOT_THE_FORMAT,
    TRUNCATED,
    UnreadableError,
)

DELIMITED = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
"""Suffixes of delimited files, and the delimiter that each prefers."""
_HEAD = 1 << 16
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a delimited file, and some that follow."""

    header: tuple[str, ...]
    delimiter: str
    rows: tuple[tuple[str, ...], ...]


def head_of(path: Path) -> Head | None:
    """The header of a file in UTF-8; ``None`` when the readers have to look at it."""
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return None
    lines = data.splitlines(keepends=True)
    try:
        text = b"".join(lines[:-1] or lines).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    source = text.splitlines(keepends=True)
    prefer = DELIMITED[path.suffix.casefold()]
    delimiter = delimiter_of(source, prefer)
    if delimiter not in (",", "\t", ";", "|"):
        return None
    rows = [
        tuple(row)
        for row in islice(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE + 1
        )
    ]
    header = tuple(cell.strip() for cell in rows[0]) if rows else ()
    plain = all(header) and len({cell.casefold() for cell in header}) == len(header)
    return Head(header, delimiter, tuple(rows[1:])) if plain and len(header) > 1 else None


def broken_parquet(path: Path) -> UnreadableError | None:
    """Why a file cannot be Parquet, by its first and last bytes."""
    try:
        with path.open("rb") as file:
            first = file.read(4)
            if not first:
                return UnreadableError(EMPTY)
            file.seek(max(file.seek(0, 2) - 4, 0))
            last = file.read()
    except PermissionError:
        return UnreadableError(NO_PERMISSION)
    except OSError as fault:
        return UnreadableError(FAILED, error=fault.strerror or fault)
    if first == b"PARE" and last == b"PARE":
        return UnreadableError(ENCRYPTED)
    if first != b"PAR1":
        return UnreadableError(NOT_THE_FORMAT, suffix=path.suffix)
    return None if last == b"PAR1" else UnreadableError(TRUNCATED)
