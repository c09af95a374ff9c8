"""Where a table's header begins and ends, and what stands above each column."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from crossfoot.forms.labels import bare_unit, norm
from crossfoot.forms.layout import Layout
from crossfoot.forms.names import Header, Names
from crossfoot.forms.titles import is_line
from crossfoot.forms.view import View
from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern

_FIGURE = late_pattern(
    r"(?:[-+−↑↓▲▼]|下降|上升|增加|减少)?\s*\d[\d,]*(?:\.\d+)?\s*[%‰]?(?![年月日号])[^\W\d_]{0,3}"
)
_COLUMN_NUMBER = late_pattern(r"[(\[]?(\d{1,3})[)\]]?(?:\s*=.*)?")
_DEEPEST = 6  # rows above or below the first row of names that may still belong to a header


@dataclass(frozen=True, slots=True)
class Region:
    """A header: rows ``top`` to ``bottom``, with the row of units and of column numbers if any."""

    top: int
    bottom: int
    left: int
    right: int
    unit_row: int | None = None
    number_row: int | None = None


def looks_like_figure(text: str) -> bool:
    """True for what may be a figure: 36, 1,208, 84.6%, ↓33.3%, 36场; not for 1-6月累计."""
    if text.isdigit():
        return True
    return _FIGURE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def find_region(view: View, names: Names, row: int, left: int, right: int) -> Region:
    """The header around a row that holds names of fields."""
    whole = left, right
    if view.flipped:
        # Titles and lines of details lie across a table on its side; only its own labels count.
        left, right = _reach_of_names(view, names, row, left, right)
    else:
        right = _end_of_block(view, names, row, left, right)
    top = row
    while top > 0 and row - top < _DEEPEST and _is_upper(view, names, top - 1, left, right):
        top -= 1
    bottom, unit_row, number_row = row, None, None
    while bottom + 1 < view.height and bottom - row < _DEEPEST:
        below = bottom + 1
        if is_number_row(view, names.layout, below, left, right):
            number_row = below
        elif is_unit_row(view, names.layout, below, left, right):
            unit_row = below
        elif not _is_lower(view, names, top, below, left, right):
            break
        bottom = below
    return Region(top, bottom, *whole, unit_row, number_row)


def _reach_of_names(view: View, names: Names, row: int, left: int, right: int) -> tuple[int, int]:
    """The first and last column with a field's name, in a row and the levels around it."""
    named: list[int] = []
    for near in range(max(0, row - _DEEPEST), min(view.height, row + _DEEPEST)):
        cells = list(view.written(near))
        columns = [column for column, text in cells if names.knows(text)]
        if near != row and any(
            looks_like_figure(text) for column, text in cells if left <= column <= right
        ):
            if near > row:
                break
            columns = []
        named += columns
    return min(named, default=left), max(named, default=right)


def _end_of_block(view: View, names: Names, row: int, left: int, right: int) -> int:
    """The last column before a blank one behind the last name of a field.

    What another table further right says in the same rows is no part of the header.
    """
    column = _reach_of_names(view, names, row, left, right)[1]
    near = range(max(0, row - _DEEPEST), min(view.height, row + _DEEPEST))
    while column < right and any(view.filled(one, column + 1).strip() for one in near):
        column += 1
    return column


def _cells(view: View, row: int, left: int, right: int) -> list[tuple[int, str]]:
    return [(column, text) for column, text in view.written(row) if left <= column <= right]


def _is_upper(view: View, names: Names, row: int, left: int, right: int) -> bool:
    """True when a row above a header belongs to it: groups, not a title or a line of details."""
    cells = _cells(view, row, left, right)
    if not cells or any(
        looks_like_figure(text) or is_line(text, names.layout) for _, text in cells
    ):
        return False
    if any(_spans(view, row, column) >= max(2, right - left) for column, _ in cells):
        return False
    known = any(_is_header_word(names, text) for _, text in cells)
    grouped = any(_spans(view, row, column) > 1 for column, _ in cells)
    if len(cells) == 1:
        return known and (grouped or cells[0][0] > left)
    return known or grouped


def _spans(view: View, row: int, column: int) -> int:
    area = view.above.get((row, column))
    return 1 if area is None else area[3] - area[1] + 1


def _is_header_word(names: Names, text: str) -> bool:
    key = norm(names.layout.header(text)[0])
    return (
        key in names.layout.labels
        or key in names.layout.meta
        or key in names.layout.month
        or key in names.layout.cumulative
        or names.knows(text)
        or names.is_group(text)
    )


def _is_lower(view: View, names: Names, top: int, row: int, left: int, right: int) -> bool:
    """True when a row below a header still belongs to it."""
    cells = _cells(view, row, left, right)
    for area in view.merges:
        reaches = top <= area[0] < row <= area[2] and left <= area[1] <= right
        if reaches and _is_header_word(names, view.text(area[0], area[1])):
            return True
    if not cells or any(looks_like_figure(text) for _, text in cells):
        return False
    known = sum(_is_header_word(names, text) for _, text in cells)
    return known * 2 >= len(cells) and known > 1


def is_unit_row(view: View, layout: Layout, row: int, left: int, right: int) -> bool:
    """True when the row under a header holds nothing but units of measure."""
    cells = _cells(view, row, left, right)
    if cells and norm(cells[0][1]) in layout.measures | layout.stubs:
        cells = cells[1:]
    if not cells:
        return False
    return all(bare_unit(text, layout.units) for _, text in cells)


def is_number_row(view: View, layout: Layout, row: int, left: int, right: int) -> bool:
    """True when the row under a header numbers its columns: 甲 1 2 3 …, (1) (2) (3)=(2)/(1)."""
    cells = _cells(view, row, left, right)
    numbers = []
    for _, text in cells:
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        match = _COLUMN_NUMBER.fullmatch(plain)
        if match is not None:
            numbers.append(int(match[1]))
        elif norm(text) not in layout.stubs:
            return False
    if len(numbers) < 2 or numbers[0] > 2:
        return False
    if any(after != before + 1 for before, after in pairwise(numbers)):
        return False
    # Without 甲 or 栏次 in front such a row may be data, unless the labels say otherwise.
    if len(cells) > len(numbers):
        return True
    if len(numbers) < 3:
        return False
    below = view.text(row + 1, left).strip()
    return cells[0][0] > left or bool(below and not below.isdigit())


def headers_of(view: View, names: Names, region: Region) -> dict[int, Header]:
    """The header of every column that has one: its levels from the outermost, and its unit."""
    headers = {}
    rows = [
        row
        for row in range(region.top, region.bottom + 1)
        if row not in (region.unit_row, region.number_row)
    ]
    for column in range(region.left, region.right + 1):
        texts = _levels(view, rows, column, region.left)
        unit = None
        if region.unit_row is not None:
            unit = bare_unit(view.text(region.unit_row, column), names.layout.units)
        header = names.header(texts, unit)
        if unit is not None:
            # 场次 and 人次 are units of measure, and names of columns under 宣传活动 as well.
            named = names.header([*texts, unit], unit)
            header = max(header, named, key=names.best)
        if header.texts:
            headers[column] = header
    return headers


def _levels(view: View, rows: Sequence[int], column: int, left: int) -> list[str]:
    """The levels above a column; a merged area counts once, a blank group reaches to the right."""
    texts: list[str] = []
    seen: set[tuple[int, int, int, int]] = set()
    for number, row in enumerate(rows):
        area = view.above.get((row, column))
        if area is not None:
            if area in seen:
                continue
            seen.add(area)
        text = view.filled(row, column)
        if not text.strip() and area is None and number + 1 < len(rows):
            text = _group_to_the_left(view, rows[number:], column, left)
        if text.strip():
            texts.append(text)
    return texts


def _group_to_the_left(view: View, rows: Sequence[int], column: int, left: int) -> str:
    """The group a column belongs to where the cells of a group were never merged.

    The cell above is blank and something stands below; the group is the nearest text to the left
    in the same row, if the cells between are blank too and have something below them.
    """
    if not any(view.text(row, column).strip() for row in rows[1:]):
        return ""
    for other in range(column - 1, left - 1, -1):
        if view.above.get((rows[0], other)) is not None:
            return ""
        if not any(view.text(row, other).strip() for row in rows[1:]):
            return ""
        if view.text(rows[0], other).strip():
            return view.text(rows[0], other)
    return ""
