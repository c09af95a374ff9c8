"""Finding the tables of a grid: their headers, their rows, the lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crossfoot.forms.assign import Assignment, assign
from crossfoot.forms.labels import norm
from crossfoot.forms.model import TableMapping
from crossfoot.forms.names import Header, Names
from crossfoot.forms.regions import Region, find_region, headers_of, looks_like_figure
from crossfoot.forms.titles import is_line, is_note
from crossfoot.forms.view import Area, View
from crossfoot.model.document import column_letters

_NAME_WORTH = 10
_LONGEST_LABEL = 16  # a lone text longer than this is a remark, not the label of an empty row


@dataclass(slots=True)
class Table:
    """A table found in a view, not yet read.

    Attributes:
        headers: header of each column.
        made: its form and fields.
        labels: columns that name the rows, with the kind that their header says.
        keys: columns that the configuration declares as the key, by name.
        asides: 序号, 备注 and other known columns beside the figures.
        rows: rows of the view that hold data.
        beside: for a card of several pairs a row, the row of the view with a field's value.
    """

    view: View
    region: Region
    headers: Mapping[int, Header]
    made: Assignment
    labels: list[tuple[int, str | None]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    asides: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)
    mapping: TableMapping | None = None

    @property
    def end(self) -> int:
        """The last row that belongs to the table."""
        return max([self.region.bottom, *self.rows, *self.beside.values()])

    @property
    def area(self) -> Area:
        """The part of the grid that header and rows take up."""
        columns = [*self.made.columns.values(), *self.asides.values(), *self.keys.values()]
        columns += [column for column, _ in self.labels]
        first = self.view.at(self.region.top, min(columns))
        last = self.view.at(self.end, max(columns))
        return *first, *last

    def absorb(self, other: Table) -> bool:
        """Take in another part of the same card; False when it is something else."""
        same = self.view.rows == other.view.rows and self.made.form.id == other.made.form.id
        if not (same and self.is_card and other.is_card):
            return False
        if self.made.columns.keys() & other.made.columns.keys():
            return False
        for key, column in other.made.columns.items():
            self.made.columns[key] = column
            self.beside[key] = other.beside.get(key, other.rows[0])
        return True

    @property
    def worth(self) -> int:
        """How much a reading explains: names of fields, and figures under them."""
        columns = list(self.made.columns.values())
        rows = (self.view.rows[row] for row in self.rows)
        cells = sum(c < len(texts) and bool(texts[c].strip()) for texts in rows for c in columns)
        return _NAME_WORTH * len(columns) + cells

    @property
    def stands_alone(self) -> bool:
        """True when the table names its own rows, and needs no other table beside it for that."""
        return bool(self.labels) or bool(self.keys) or self.is_card or _names_its_own_rows(self)

    @property
    def is_card(self) -> bool:
        """True for labels beside values, without anything that names the values."""
        return self.view.flipped and not self.labels and len(self.rows) == 1


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
        if table is not None:
            found.append(table)
            floor = table.end
    return found


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


def _names_its_own_rows(table: Table) -> bool:
    """True for registers: one row a thing, named by the form's own fields."""
    grain = set(table.made.form.grain)
    return bool(grain) and not grain & {"unit", "sector", "village"}


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
    _place_asides(table, names)
    _place_keys(table, names, mapping)
    table.rows = list(_data_rows(table, names, limit))
    _place_labels(table, names, mapping)
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


def _place_asides(table: Table, names: Names) -> None:
    taken = table.made.taken
    for column, header in table.headers.items():
        key = names.layout.meta.get(norm(names.layout.header(header.texts[-1])[0]))
        if key in ("serial", "remark") and column not in taken:
            table.asides.setdefault(key, column)


def _place_keys(table: Table, names: Names, mapping: TableMapping | None) -> None:
    """The columns that the configuration declares as the key of a row."""
    if mapping is None:
        return
    for key in mapping.key:
        if key in table.made.columns:
            table.keys[key] = table.made.columns[key]
            continue
        for column, header in table.headers.items():
            if norm(key) in (norm(header.texts[-1]), norm(header.text)):
                table.keys[key] = column
                break
        else:
            kinds = {
                names.layout.labels.get(norm(header.texts[-1])): column
                for column, header in table.headers.items()
                if column not in table.made.taken
            }
            if key in kinds:
                table.keys[key] = kinds[key]


def _place_labels(table: Table, names: Names, mapping: TableMapping | None) -> None:
    """The columns that say what each row is about."""
    if mapping is not None and mapping.label_column:
        column = _configured(table, mapping.label_column)
        if column is not None:
            header = table.headers.get(column)
            kind = names.layout.labels.get(norm(header.texts[-1])) if header else None
            table.labels = [(column, kind)]
            return
    known = {*table.made.taken, *table.asides.values(), *table.keys.values()}
    stated = []
    for column in range(table.region.left, table.region.right + 1):
        header = table.headers.get(column)
        if column in known or header is None:
            continue
        kind = names.layout.labels.get(norm(names.layout.header(header.texts[-1])[0]))
        if kind is None or _is_card_line(table, names, header):
            continue
        if kind == "period" or _holds_names(table, column):
            stated.append((column, kind))
    if stated:
        table.labels = _keep_labels(stated)
    elif not table.keys and not _names_its_own_rows(table):
        table.labels = _unnamed_labels(table, known)


def _is_card_line(table: Table, names: Names, header: Header) -> bool:
    """True for 填报单位 beside a single column of values: a line of a card, no label of rows."""
    key = norm(names.layout.header(header.texts[-1])[0])
    return table.view.flipped and len(table.rows) == 1 and key in names.layout.meta


def _keep_labels(stated: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
    """Of several label columns each kind once, the leftmost."""
    kept: dict[str, int] = {}
    for column, kind in stated:
        kept.setdefault(kind, column)
    return [(column, kind) for kind, column in sorted(kept.items(), key=lambda item: item[1])]


def _unnamed_labels(table: Table, known: set[int]) -> list[tuple[int, str | None]]:
    """The nearest column left of the figures that holds names, whatever its header says."""
    if table.view.flipped and len(table.rows) == 1:
        return []  # a card: labels beside values
    first = min(table.made.taken, default=table.region.left)
    for column in range(first - 1, table.region.left - 1, -1):
        if column not in known and _holds_names(table, column):
            return [(column, None)]
    return []


def _configured(table: Table, wanted: str) -> int | None:
    for column, header in table.headers.items():
        if norm(wanted) in (norm(header.texts[-1]), norm(header.text)):
            return column
    for column in range(table.region.left, table.region.right + 1):
        if column_letters(table.view.grid.left + column) == wanted.upper():
            return column
    return None


def _holds_names(table: Table, column: int) -> bool:
    """True when the cells of a column are mostly words."""
    texts = [table.view.text(row, column).strip() for row in table.rows[:200]]
    texts = [text for text in texts if text]
    figures = sum(looks_like_figure(text) for text in texts)
    return bool(texts) and figures * 2 < len(texts)


def _data_rows(table: Table, names: Names, limit: int) -> Iterator[int]:
    """Rows that hold figures, or at least a label in its column, up to the end of the table."""
    view, region = table.view, table.region
    columns = sorted({*table.made.taken, *table.keys.values()})
    left, right = _span(table)
    for row in range(region.bottom + 1, limit):
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
    area = view.above.get((row, cells[0][0]))
    if area is not None and area[3] - area[1] > 1:
        return True
    return len(cells) == 1 and bool(inside) and len(first.strip()) > _LONGEST_LABEL


def _is_remark(view: View, names: Names, row: int, cells: Sequence[tuple[int, str]]) -> bool:
    """True for a row without figures that is no row of the table: a note, a heading, a name."""
    if any(is_line(text, names.layout) for _, text in cells):
        return True
    column, text = cells[0]
    area = view.above.get((row, column))
    if area is not None and area[3] - area[1] > 1:
        return True
    plain = text.strip()
    lone = len(cells) == 1
    return lone and (len(plain) > _LONGEST_LABEL or any(mark in plain for mark in "。；;：:"))
