"""The formulas of a sheet, taken from its XML so that a workbook need not be loaded twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from crossfoot.model.patterns import late_pattern

_CELL = late_pattern(
    rb"<(?:\w+:)?c (?P<cell>[^<>]*+)>\s*+<(?:\w+:)?f(?P<formula>(?: [^<>]*+)?)"
    rb"(?:(?<=/)>|>(?P<text>[^<]*+)</(?:\w+:)?f>)"
)
_BEGINNING = late_pattern(rb"<(?:\w+:)?f[ >/]")
_PLACE = late_pattern(rb"(?<!\S)r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_SHARED = late_pattern(rb"(?<!\S)si=[\"']([0-9]+)[\"']")

At = tuple[int, int]


def formulas_in(content: bytes) -> Mapping[At, str] | None:
    """Formulas of a sheet by row and column from 1; ``None`` when its XML is written unusually.

    A formula that a range shares is shifted to each of its cells.
    """
    if b"<![CDATA[" in content or b"<!--" in content:
        return None
    found: dict[At, str] = {}
    shared: dict[bytes, tuple[str, str]] = {}
    count = 0
    for cell in _CELL.finditer(content):
        count += 1
        place = _PLACE.search(cell["cell"])
        if place is None:
            return None
        address = (place[1] + place[2]).decode()
        formula = _formula(cell, address, shared)
        if formula is None:
            return None
        found[int(place[2]), _column(place[1])] = formula
    return found if count == len(_BEGINNING.findall(content)) else None


def _formula(
    cell: re.Match[bytes], address: str, shared: dict[bytes, tuple[str, str]]
) -> str | None:
    """The formula of one cell; ``None`` when it shares one that is not there."""
    text = (cell["text"] or b"").decode("utf-8", "replace")
    link = _SHARED.search(cell["formula"])
    if text:
        formula = "=" + unescape(text)
        if link is not None:
            shared[link[1]] = (formula, address)
        return formula
    if link is None:
        return "="
    if link[1] not in shared:
        return None
    from openpyxl.formula.translate import Translator

    formula, origin = shared[link[1]]
    return str(Translator(formula, origin=origin).translate_formula(address))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
