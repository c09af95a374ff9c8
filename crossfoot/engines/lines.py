"""Delimited files that are not quite tables: where rows begin, and which row is not like others."""

from __future__ import annotations

import csv
import hashlib
import re
from array import array
from collections.abc import Iterator
from pathlib import Path

from crossfoot.engines.session import EngineFault
from crossfoot.model.dataclass import dataclass

_BLOCK = 1 << 20
_BROKEN = re.compile("[\udc80-\udcff]")


class IrregularFault(EngineFault):
    """A delimited file is no regular table; the words say where."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes at a glance.

    Attributes:
        sha256: its digest in hex.
        lines: how many lines it has; a last line without line end counts.
    """

    sha256: str
    lines: int


def look(path: Path) -> Written:
    """Read a file once, whatever its size.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    feeds = returns = 0
    last = b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
            last = block[-1:]
    return Written(digest.hexdigest(), (feeds or returns) + (last not in b"\r\n"))


def beginnings(path: Path, delimiter: str, width: int, count: int) -> array[int]:
    """The line on which each row after the header begins; blank lines are no rows.

    Raises:
        IrregularFault: the file does not have ``count`` rows, so that the engine has read it in
            another way; or a row is not like the others.
    """
    lines = array("q")
    for line, cells in _rows(path, delimiter):
        _hold(line, cells, width)
        if cells:
            lines.append(line)
    del lines[:1]
    if len(lines) != count:
        raise IrregularFault(
            f"按行读有{len(lines):,}行数据，引擎读出{count:,}行",
            f"it has {len(lines):,} rows line by line, and {count:,} as the engine reads it",
        )
    return lines


def explain(path: Path, delimiter: str, width: int) -> None:
    """Find the row for which a file is no regular table.

    Raises:
        IrregularFault: here it is; without one nothing was found.
    """
    for line, cells in _rows(path, delimiter):
        _hold(line, cells, width)


def _hold(line: int, cells: list[str], width: int) -> None:
    if any(cells[width:]):
        raise IrregularFault(
            f"第{line}行有{len(cells)}列，多于表头的{width}列",
            f"line {line} has {len(cells)} cells, more than the {width} of the header",
        )


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line on which it begins."""
    begin = 1
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(_sound(file), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield begin, cells
                begin = reader.line_num + 1
        except csv.Error as error:
            raise IrregularFault(
                f"第{begin}行的引号不成对",
                f"line {begin} has an unpaired quotation mark",
            ) from error


def _sound(lines: Iterator[str]) -> Iterator[str]:
    """Lines as they are, up to the first that is not UTF-8."""
    for number, line in enumerate(lines, 1):
        if not line.isascii() and _BROKEN.search(line):
            raise IrregularFault(f"第{number}行不是 UTF-8 编码", f"line {number} is not UTF-8")
        yield line
