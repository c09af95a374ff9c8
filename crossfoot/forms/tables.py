"""Finding the tables of a view by the names of fields in their headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.forms.assign import Assignment, assign
from crossfoot.forms.datarows import data_rows
from crossfoot.forms.labels import norm
from crossfoot.forms.model import TableMapping
from crossfoot.forms.names import Names
from crossfoot.forms.placing import place_asides, place_keys, place_labels
from crossfoot.forms.regions import Region, find_region, headers_of, looks_like_figure
from crossfoot.forms.table import Table
from crossfoot.forms.view import View, upright
from crossfoot.model.document import Grid


def find_tables(view: View, names: Names, mapping: TableMapping | None) -> list[Table]:
    """The tables of a view, from the top."""
    found: list[Table] = []
    starts = list(_starts(view, names, mapping))
    floor = -1
    for number, row in enumerate(starts):
        if row <= floor:
            continue
        region = _region(view, names, row, floor)
        later = next((start for start in starts[number + 1 :] if start > region.bottom), None)
        limit = view.height if later is None else _region(view, names, later, row).top
        title = _title(view, names, floor + 1, region.top)
        table = _table(view, names, region, limit, title, mapping)
        if table is None:
            continue
        floor = table.end
        if found and _goes_on(found[-1], table, names):
            found[-1].rows += table.rows
        else:
            found.append(table)
    return found


def plain_table(
    grid: Grid, levels: int, names: Names, mapping: TableMapping | None
) -> Table | None:
    """The table of a grid whose first rows are its header, and every other one a row of it."""
    view = upright(grid)
    region = _first_rows(grid, levels)
    headers = headers_of(view, names, region)
    made = assign(names, headers, mapping=mapping)
    if made is None:
        return None
    table = Table(view, region, headers, made, mapping=mapping)
    table.rows = list(range(levels, view.height))
    place_asides(table, names)
    place_keys(table, names, mapping)
    place_labels(table, names, mapping)
    return table


def assigned_columns(
    header: Grid, levels: int, names: Names, mapping: TableMapping | None
) -> Assignment | None:
    """The form and fields that the first rows of a grid name."""
    headers = headers_of(upright(header), names, _first_rows(header, levels))
    return assign(names, headers, mapping=mapping)


def _first_rows(grid: Grid, levels: int) -> Region:
    return Region(0, levels - 1, 0, max(grid.width, 1) - 1, None, None)


def _goes_on(table: Table, later: Table, names: Names) -> bool:
    """True when a header was printed again over the rest of the same table, as on a new page.

    Then the columns are the same, nothing but blanks or 续表 stands in between, and no total has
    closed the rows above.
    """
    if table.made.form is not later.made.form or table.made.columns != later.made.columns:
        return False
    for row in range(table.end + 1, later.region.top):
        if any(norm(text) not in names.layout.goes_on for _, text in table.view.written(row)):
            return False
    labels = (table.view.text(row, column) for row in table.rows for column, _ in table.labels)
    return not any(names.layout.adding.search(norm(label)) for label in labels)


def _region(view: View, names: Names, row: int, floor: int) -> Region:
    """The header around a row, not reaching into the table above."""
    cells = [column for column, _ in view.written(row)]
    width = max((len(texts) for texts in view.rows[row : row + 3]), default=1)
    region = find_region(view, names, row, 0, max(width, cells[-1] + 1) - 1)
    if region.top > floor:
        return region
    return Region(
        floor + 1,
        region.bottom,
        region.left,
        region.right,
        region.unit_row,
        region.number_row,
    )


def _starts(view: View, names: Names, mapping: TableMapping | None) -> Iterator[int]:
    """Rows that look like (a part of) a header."""
    known: dict[str, bool] = {}
    named = set()
    if mapping is not None:
        named = {norm(text) for text in (*mapping.headers, *mapping.key)}
    least = 1 if mapping is not None and mapping.form else 2
    for row, texts in enumerate(view.rows):
        if _is_numeric(texts):
            continue
        hits: set[str] = set()
        for text in texts:
            found = known.get(text)
            if found is None:
                found = known[text] = _may_name(text) and (
                    names.knows(text) or bool(named and norm(text) in named)
                )
            if found:
                hits.add(text)
        if len(hits) >= least and not _has_figures(texts, hits):
            yield row


def _is_numeric(texts: Sequence[str]) -> bool:
    """True when a row holds several bare numbers: data, found out before any name is looked up."""
    seen = False
    for text in texts:
        if text.isdigit():
            if seen:
                return True
            seen = True
    return False


def _may_name(text: str) -> bool:
    return bool(text) and not text.isspace() and not (text.isascii() and text[0] in "0123456789.-+")


def _has_figures(texts: Sequence[str], hits: set[str]) -> bool:
    """True when a row holds figures, or mostly other things than names: then it is data."""
    others = [text for text in texts if text.strip() and text not in hits]
    if any(looks_like_figure(text) for text in others):
        return True
    return len(others) > 3 * len(hits) + 2


def _title(view: View, names: Names, top: int, bottom: int) -> str | None:
    """The form that a line above a header names."""
    for row in range(bottom - 1, top - 1, -1):
        for _, text in view.written(row):
            form = names.titled(text)
            if form is not None:
                return form
    return names.titled(view.grid.sheet or "")


def _table(
    view: View,
    names: Names,
    region: Region,
    limit: int,
    title: str | None,
    mapping: TableMapping | None,
) -> Table | None:
    headers = headers_of(view, names, region)
    made = assign(names, headers, title=title, mapping=mapping)
    if made is None:
        return None
    table = Table(view, region, headers, made, mapping=mapping)
    place_asides(table, names)
    place_keys(table, names, mapping)
    table.rows = list(data_rows(table, names, limit))
    place_labels(table, names, mapping)
    if not _fits(table, title, mapping) or not table.rows:
        return None
    return table


def _fits(table: Table, title: str | None, mapping: TableMapping | None) -> bool:
    """True when enough of a table is understood to take it for its form."""
    bound = len(table.made.columns)
    if mapping is not None and mapping.form is not None:
        return bound > 0
    if title == table.made.form.id:
        return bound > 0
    known = {*table.made.columns.values(), *table.asides.values()}
    known.update(column for column, _ in table.labels)
    first, last = min(known), max(known)
    open_columns = [
        column
        for column in table.headers
        if column not in known and (not table.view.flipped or first < column < last)
    ]
    return bound > 1 and bound >= len(open_columns)
