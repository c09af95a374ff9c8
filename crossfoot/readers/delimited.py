"""CSV and its relatives: text with one record a row, every cell exactly as written."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Place
from crossfoot.readers.decode import Decoded, decode
from crossfoot.readers.troubles import BLANK, STRAY_QUOTE, UnreadableError, notice

_DELIMITERS = (",", "\t", ";", "|", "，")
_ROWS_LOOKED_AT = 40
_REPAIRS = 20
# ``str.splitlines`` also breaks at these, which a CSV row may hold.
_OTHER_BREAKS = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")

Row = tuple[str, ...]


def read_delimited(data: bytes, file: str) -> Document:
    """Read CSV, TSV and the like into one grid without a sheet.

    Rows keep their own length; blank lines are empty rows; ``lines`` gives the line of the file on
    which each row begins, line breaks inside quotation marks counted.

    Raises:
        UnreadableError: the bytes are no text, or hold nothing but blanks.
    """
    decoded = decode(data)
    return from_text(decoded, file)


def from_text(decoded: Decoded, file: str) -> Document:
    """Read decoded text as delimited rows.

    Raises:
        UnreadableError: there is nothing but blanks.
    """
    text = decoded.text
    if not text or text.isspace():
        raise UnreadableError(BLANK)
    source = _physical_lines(text)
    delimiter = delimiter_of(
        source, prefer="\t" if file.lower().endswith((".tsv", ".tab")) else ","
    )
    rows, lines, stray = _parse(source, delimiter)
    notices = []
    if decoded.wording is not None:
        notices.append(notice(decoded.wording, file, lines=decoded.lines))
    if stray:
        place = Place(file, line=stray[0])
        notices.append(notice(STRAY_QUOTE, file, place, lines="、".join(map(str, stray))))
    grid = Grid(file, rows, lines=lines)
    kind = "tsv" if delimiter == "\t" else "csv"
    return Document(file, kind, grids=(grid,), notices=tuple(notices), encoding=decoded.encoding)


def delimiter_of(lines: Sequence[str], prefer: str = ",") -> str:
    """The delimiter that splits most of the first rows into the same number of cells.

    Candidates are comma, tab, semicolon, bar and full-width comma; of equals ``prefer`` wins, then
    that order.
    """
    best, most = ",", 0
    head = [line for line in islice(lines, _ROWS_LOOKED_AT) if line.strip()]
    for candidate in sorted(_DELIMITERS, key=lambda item: item != prefer):
        agreeing = _agreeing_rows(head, candidate)
        if agreeing > most:
            best, most = candidate, agreeing
    return best


def is_delimited(lines: Sequence[str], delimiters: Iterable[str] = _DELIMITERS) -> bool:
    """True when every row has the same number of cells, at least two, under some delimiter."""
    head = [line for line in islice(lines, _ROWS_LOOKED_AT) if line.strip()]
    return len(head) > 1 and any(
        _agreeing_rows(head, candidate) == len(head) for candidate in delimiters
    )


def _agreeing_rows(head: Sequence[str], delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(head, delimiter=delimiter))
    except csv.Error:  # a quotation mark that never closes: count the bare delimiters
        widths = Counter(line.count(delimiter) + 1 for line in head)
    del widths[1], widths[0]
    return max(widths.values(), default=0)


def _physical_lines(text: str) -> list[str]:
    if any(mark in text for mark in _OTHER_BREAKS):
        return list(io.StringIO(text, newline=""))
    return text.splitlines(keepends=True)


def _parse(source: list[str], delimiter: str) -> tuple[tuple[Row, ...], tuple[int, ...], list[int]]:
    """Rows, the line on which each begins, and the lines whose quotation marks do not pair."""
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    try:
        rows = tuple(map(tuple, reader))
    except csv.Error:
        return _parse_with_care(source, delimiter)
    if reader.line_num == len(rows):
        return rows, tuple(range(1, len(rows) + 1)), []
    return rows, _beginnings(source, delimiter), []


def _beginnings(source: list[str], delimiter: str) -> tuple[int, ...]:
    """Lines on which rows begin, where some rows run over several lines."""
    reader = csv.reader(source, delimiter=delimiter)
    beginnings, line = [], 1
    for _ in reader:
        beginnings.append(line)
        line = reader.line_num + 1
    return tuple(beginnings)


def _parse_with_care(
    source: list[str], delimiter: str
) -> tuple[tuple[Row, ...], tuple[int, ...], list[int]]:
    """Read around quotation marks that do not pair, so that they do not swallow the rows below."""
    rows: list[Row] = []
    lines: list[int] = []
    stray: list[int] = []
    position = 0

    def following() -> Iterator[str]:
        nonlocal position
        while position < len(source):
            position += 1
            yield source[position - 1]

    while position < len(source):
        begin = position
        try:
            for row in csv.reader(following(), delimiter=delimiter, strict=True):
                rows.append(tuple(row))
                lines.append(begin + 1)
                begin = position
        except csv.Error as fault:
            within_a_line = position == begin + 1 and "expected after" in str(fault)
            if within_a_line:  # such as "A"县: only this cell is oddly written
                rows.append(_lenient(source[begin], delimiter))
            else:
                stray.append(begin + 1)
                position = begin + 1 if len(stray) < _REPAIRS else len(source)
                rows.extend(_unquoted(line, delimiter) for line in source[begin:position])
            lines.extend(range(begin + 1, position + 1))
    return tuple(rows), tuple(lines), stray


def _lenient(line: str, delimiter: str) -> Row:
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return _unquoted(line, delimiter)


def _unquoted(line: str, delimiter: str) -> Row:
    return tuple(line.rstrip("\r\n").split(delimiter))
