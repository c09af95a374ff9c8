"""Where a finding stands, in the terms in which people and editors find it again.

=====================  ==========================================
CSV                    ``data/a.csv:12:5`` (line, column)
worksheet              ``a.xlsx 汇总!D7``
plain text             ``a.txt 第14行``
text document          ``a.docx 第3段``, ``a.docx 表1第2行第3列``
PDF                    ``a.pdf 第2页第3段``
=====================  ==========================================
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from crossfoot.model.figure import Place
from crossfoot.model.finding import Finding

_PLAIN_TEXT = frozenset({".txt", ".md", ".markdown", ".text"})
_Parts = tuple[tuple[str, str, str], ...]
_TABLE: _Parts = (
    ("table", "表{}", "table {}"),
    ("line", "第{}行", "row {}"),
    ("column", "第{}列", "column {}"),
)
_LINES: _Parts = (("line", "第{}行", "line {}"),)
_PARAGRAPHS: _Parts = (("page", "第{}页", "page {}"), ("paragraph", "第{}段", "paragraph {}"))


def place_of(finding: Finding) -> Place | None:
    """The place to look at first; ``None`` when the finding is not about a file."""
    subject = finding.subject
    figures = {figure.id: figure for figure in finding.figures}
    first = next((figures[name] for name in finding.at if name in figures), None)
    if first is None and finding.figures:
        first = finding.figures[0]
    if first is not None:
        return first.place
    if subject.file is None:
        return None
    return Place(subject.file, sheet=subject.sheet, cell=subject.range, key=subject.row)


def where(place: Place, language: str, *, brief: bool = False) -> str:
    """File and spot.

    With ``brief`` a file whose folders have just been named goes by its own name; the path of data
    in lines stays whole, because editors follow it.
    """
    inner = spot(place, language)
    if in_lines(place):
        return f"{place.file}:{inner}" if inner else place.file
    file = PurePosixPath(place.file).name if brief else place.file
    return f"{file} {inner}" if inner else file


def spot(place: Place, language: str) -> str:
    """The spot within its file; ``""`` when only the file is known."""
    if place.sheet is not None:
        return f"{place.sheet}!{place.cell}" if place.cell else place.sheet
    if place.cell is not None:
        return place.cell
    if in_lines(place):
        numbers = (place.line,) if place.column is None else (place.line, place.column)
        return ":".join(str(number) for number in numbers)
    parts = _parts(place)
    words = [
        (chinese if language == "zh" else english).format(getattr(place, name))
        for name, chinese, english in parts
        if getattr(place, name) is not None
    ]
    return ("" if language == "zh" else " ").join(words)


def from_here(path: str) -> str:
    """An absolute path below the working directory as a relative one, others as they are."""
    return path.removeprefix(str(Path.cwd()) + os.sep)


def in_lines(place: Place) -> bool:
    """True for data in lines, whose place is written as editors and code hosts read it."""
    return (
        place.line is not None
        and place.sheet is None
        and place.table is None
        and place.start is None
        and place.paragraph is None
        and PurePosixPath(place.file).suffix.lower() not in _PLAIN_TEXT
    )


def in_prose(place: Place) -> bool:
    """True for a spot in a running text, where the row's words are the sentence itself."""
    return place.start is not None and place.table is None


def _parts(place: Place) -> _Parts:
    """What names the spot in a text: lines only where a person can count them."""
    if place.table is not None:
        return _TABLE
    plain = PurePosixPath(place.file).suffix.lower() in _PLAIN_TEXT
    counted = place.line is not None and (plain or place.paragraph is None)
    return _LINES if counted else _PARAGRAPHS
