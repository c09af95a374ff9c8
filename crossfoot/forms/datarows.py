"""Which rows under a header are rows of the table, and which stand around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from crossfoot.forms.labels import norm
from crossfoot.forms.model import Field
from crossfoot.forms.names import Names
from crossfoot.forms.regions import looks_like_figure
from crossfoot.forms.table import Table
from crossfoot.forms.titles import is_line, is_note
from crossfoot.forms.view import View

_FEWEST_HEADINGS = 3
_LONGEST_LABEL = 16  # a lone text longer than this is a remark, not the label of an empty row


def data_rows(table: Table, names: Names, limit: int) -> Iterator[int]:
    """Rows that hold figures, or at least a label in its column, up to the end of the table."""
    view, region = table.view, table.region
    columns = sorted({*table.made.taken, *table.keys.values()})
    left, right = _span(table)
    for row in range(region.bottom + 1, _end(table, limit)):
        texts = view.rows[row]
        width = len(texts)
        filled = sum(column < width and bool(texts[column].strip()) for column in columns)
        if filled:
            # Details, notes and titles stand in one or two cells.
            if filled > 2 or not _is_foreign(view, row, columns, names):
                yield row
            continue
        cells = [(c, text) for c, text in view.written(row) if left <= c <= right]
        if cells and not _is_remark(view, names, row, cells):
            yield row


def _end(table: Table, limit: int) -> int:
    """The row at which another table begins, whose headings name no field of any form.

    Behind a blank row it has a row of different words, none a figure, that reaches into the
    columns of figures, and a row under that; a lone title may stand above.
    """
    view, fields = table.view, table.made.form.fields
    figures = {at for key, at in table.made.columns.items() if _counts(fields, key)}
    begin: int | None = None
    for row in range(table.region.bottom + 1, limit):
        cells = list(view.written(row))
        if not cells:
            begin = row + 1
        elif begin is not None and len(cells) > 1:
            if row + 1 < limit and _are_headings(cells, figures) and any(view.written(row + 1)):
                return begin
            begin = None
    return limit


def _counts(fields: Mapping[str, Field], key: str) -> bool:
    declared = fields.get(key.partition("@")[0])
    return declared is not None and declared.numeric


def _are_headings(cells: Sequence[tuple[int, str]], figures: Set[int]) -> bool:
    words = {text.strip() for _, text in cells}
    return (
        len(words) == len(cells) >= _FEWEST_HEADINGS
        and any(column in figures for column, _ in cells)
        and all(len(word) > 1 and not looks_like_figure(word) for word in words)
    )


def _span(table: Table) -> tuple[int, int]:
    """The columns from the labels of a table to its last field."""
    known = [*table.made.taken, *table.keys.values(), *table.asides.values()]
    left = min(known)
    while left > table.region.left and left - 1 in table.headers:
        left -= 1
    return max(table.region.left, left - 1), max(known)


def _is_foreign(view: View, row: int, columns: Sequence[int], names: Names) -> bool:
    """True for a line of details, a note or a title that reaches into the columns of figures."""
    cells = list(view.written(row))
    first = cells[0][1]
    if is_note(first, names.layout):
        return True
    if len(cells) > 2:
        return False
    inside = [text for column, text in cells if column in columns]
    if any(looks_like_figure(text) for text in inside):
        return False
    if any(is_line(text, names.layout) for _, text in cells):
        return True
    if len(cells) > 1 and norm(first) in names.layout.meta:
        return True  # 审核人 in one cell, the name in the next
    area = view.above.get((row, cells[0][0]))
    if area is not None and area[3] - area[1] > 1:
        return True
    return len(cells) == 1 and bool(inside) and len(first.strip()) > _LONGEST_LABEL


def _is_remark(view: View, names: Names, row: int, cells: Sequence[tuple[int, str]]) -> bool:
    """True for a row without figures that is no row of the table: a note, a heading, a name."""
    if any(is_line(text, names.layout) for _, text in cells):
        return True
    column, text = cells[0]
    if len(cells) == 1 and norm(text) in names.layout.goes_on:
        return True
    area = view.above.get((row, column))
    if area is not None and area[3] - area[1] > 1:
        return True
    plain = text.strip()
    lone = len(cells) == 1
    return lone and (len(plain) > _LONGEST_LABEL or any(mark in plain for mark in "。；;：:"))
