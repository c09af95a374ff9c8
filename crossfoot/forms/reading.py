"""A table that was found, read into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from crossfoot.forms.assign import MONTH
from crossfoot.forms.columns import Cell, Column, Vocabulary
from crossfoot.forms.dates import read_date
from crossfoot.forms.entries import Cells, Entries
from crossfoot.forms.labels import norm, squeezed
from crossfoot.forms.layout import Layout
from crossfoot.forms.model import Field, FieldType, Pack
from crossfoot.forms.names import Names
from crossfoot.forms.periods import Stretch, find_period
from crossfoot.forms.regions import looks_like_figure
from crossfoot.forms.rows import Row, arrange, describe, key_of, kind_of_labels, unit_name
from crossfoot.forms.tables import Table
from crossfoot.forms.titles import Lines, is_note, note_titles, read_line, read_pair
from crossfoot.model.document import Grid
from crossfoot.model.figure import Place
from crossfoot.model.submission import FormTable, Record, Role, Unbound


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a table needs besides the table."""

    pack: Pack
    names: Names
    layout: Layout
    words: Vocabulary
    known_units: Mapping[str, str]
    blank_means: str
    sheet_first: bool


def read_table(table: Table, context: Context, others: Sequence[Table]) -> FormTable:
    """The records of a table, and what its lines say."""
    lines = _lines(table, context, others)
    stretches = _stretches(table, lines, context)
    year = _year(stretches, lines)
    period = _period(stretches, year)
    unit = (
        unit_name(lines.about["unit_name"], context.known_units)
        if lines.about.get("unit_name")
        else None
    )
    rows = _rows(table, context, year)
    cells = _cells(table, context, year)
    records = _records(table, rows, cells, unit)
    about = dict(lines.about)
    places = dict(lines.places)
    for kind, (stretch, place) in stretches.items():
        about[f"period_{kind}"] = str(stretch.of_year(year)) or str(stretch.last or "")
        places[f"period_{kind}"] = place
    form = table.made.form
    offset = table.view.origin[0 if table.view.flipped else 1]
    return FormTable(
        form=form.id,
        grid=table.view.grid,
        fields={key: column + offset for key, column in table.made.columns.items()},
        records=records,
        unbound=tuple(_unbound(table, context)),
        unit=unit,
        period=period,
        about=about,
        lines=places,
        units={
            key: header.unit
            for key, column in table.made.columns.items()
            if (header := table.headers.get(column)) is not None and header.unit
        },
        confirmed=table.mapping is not None and table.mapping.form is not None,
        orientation="card" if table.is_card else "columns" if table.view.flipped else "rows",
    )


def _lines(table: Table, context: Context, others: Sequence[Table]) -> Lines:
    """Everything that the cells around a table say."""
    lines = Lines()
    grid, layout = table.view.grid, context.layout
    top, left, bottom, right = table.area
    left, right = _reach(table, others)
    taken = {cell for other in others for cell in _cells_of(other)}
    around = [
        *range(_floor(table, others), bottom + 1),
        *range(bottom + 1, _ceiling(table, others)),
    ]
    for row in around:
        cells = [
            (column, text)
            for column, text in enumerate(grid.rows[row])
            if left <= column <= right and text.strip() and (row, column) not in taken
        ]
        if not cells:
            continue
        for column, text in _without_pairs(cells, row, grid, layout, lines):
            if is_note(text, layout):
                break
            read_line(text, grid.place(row, column), layout, lines)
            if len(cells) == 1 and row <= top and "title" not in lines.about:
                lines.add("title", squeezed(text), grid.place(row, column))
    note_titles(lines, lines.titles)
    return lines


def _without_pairs(
    cells: Sequence[tuple[int, str]], row: int, grid: Grid, layout: Layout, lines: Lines
) -> list[tuple[int, str]]:
    """The cells of a row that are not a label with its value in the next cell; those are noted."""
    rest = []
    at = 0
    while at < len(cells):
        column, text = cells[at]
        follows = cells[at + 1] if at + 1 < len(cells) else None
        if follows is not None and read_pair(
            text, follows[1], grid.place(row, follows[0]), layout, lines
        ):
            at += 2
            continue
        rest.append((column, text))
        at += 1
    return rest


def _cells_of(table: Table) -> Iterator[tuple[int, int]]:
    """The cells of a grid that a table's header and rows take up."""
    view, region = table.view, table.region
    columns = {*table.made.columns.values(), *table.asides.values(), *table.keys.values()}
    columns.update(column for column, _ in table.labels)
    if not view.flipped:
        last = max(columns)
        while last + 1 in table.headers:
            last += 1
        columns.update(range(min(columns), last + 1))
    for row in (*range(region.top, region.bottom + 1), *table.rows):
        for column in columns:
            yield view.at(row, column)
    for key, row in table.beside.items():
        yield view.at(row, table.made.columns[key])
        yield view.at(row - 1, table.made.columns[key])


def _reach(table: Table, others: Sequence[Table]) -> tuple[int, int]:
    """The columns of the grid whose cells may be lines of the table: up to a table beside it."""
    top, left, bottom, right = table.area
    first, last = 0, table.view.grid.width - 1
    for other in others:
        above, before, below, after = other.area
        if other is table or above > bottom or top > below:
            continue
        if after < left:
            first = max(first, after + 1)
        if before > right:
            last = min(last, before - 1)
    return first, last


def _floor(table: Table, others: Sequence[Table]) -> int:
    """The first row of the grid that may belong to the table's own lines."""
    top = table.area[0]
    ends = [other.area[2] for other in others if other is not table]
    return max((end + 1 for end in ends if end < top), default=0)


def _ceiling(table: Table, others: Sequence[Table]) -> int:
    bottom = table.area[2]
    tops = [other.area[0] for other in others if other is not table]
    return min((top for top in tops if top > bottom), default=len(table.view.grid.rows))


def _stretches(table: Table, lines: Lines, context: Context) -> dict[str, tuple[Stretch, Place]]:
    """The periods named by line, title, sheet and file, most trustworthy first."""
    grid = table.view.grid
    found = dict(lines.stretches)
    place = Place(grid.file, sheet=grid.sheet)
    for kind, text in (("sheet", grid.sheet), ("file", PurePosixPath(grid.file).stem)):
        stretch = find_period(text) if text else None
        if stretch is not None:
            found[kind] = (stretch, place)
    order = ["line", "title", "sheet", "file"]
    if context.sheet_first:
        order = ["sheet", "line", "title", "file"]
    return {kind: found[kind] for kind in order if kind in found}


def _year(stretches: Mapping[str, tuple[Stretch, Place]], lines: Lines) -> int | None:
    """The year a table is of: the first one named, else the year before its date of report."""
    for stretch, _ in stretches.values():
        if stretch.year is not None:
            return stretch.year
    reported = read_date(lines.about.get("report_date", ""))
    if reported is None:
        return None
    month = int(reported[5:7])
    last = max((stretch.last or 0 for stretch, _ in stretches.values()), default=0)
    return int(reported[:4]) - (last > month)


def _period(stretches: Mapping[str, tuple[Stretch, Place]], year: int | None) -> str | None:
    """The period of a table: the first source that names months counts."""
    found = [stretch for stretch, _ in stretches.values()]
    if not found:
        return None
    months = next((stretch for stretch in found if stretch.first is not None), found[0])
    return str(months.of_year(year)) or None


def _rows(table: Table, context: Context, year: int | None) -> list[Row]:
    """What each data row is."""
    layout, view = context.layout, table.view
    main = _main_label(table)
    groups = [column for column, _ in table.labels if column != main]
    rows = []
    for at in table.rows:
        row = describe(at, "" if table.is_card else _label(table, at, main), layout)
        if main is None and row.role is Role.SUB:
            row.role = Role.LEAF
        row.group = " ".join(filter(None, (squeezed(view.filled(at, c)) for c in groups)))
        rows.append(row)
    arrange(rows)
    stated = next((kind for column, kind in table.labels if column == main), None)
    kind = kind_of_labels(rows, stated, table.made.form.grain) if main is not None else ""
    for row in rows:
        if main is not None:
            row.key.update(key_of(row, kind, context.known_units, year))
        if row.role not in (Role.TOTAL, Role.SUBTOTAL):
            _other_keys(row, table, context, kind, year)
    return rows


def _main_label(table: Table) -> int | None:
    """The label column that names the rows most closely: the rightmost that is no period."""
    named = [column for column, kind in table.labels if kind not in ("period", "group")]
    columns = named or [column for column, _ in table.labels]
    return max(columns, default=None)


def _label(table: Table, at: int, main: int | None) -> str:
    """The label of a row; where its own column is empty, the nearest words left of the figures."""
    view = table.view
    if main is not None:
        text = view.text(at, main)
        if text.strip():
            return text
    first = min(table.made.taken) if main is not None else table.region.right + 1
    for column in range(first - 1, table.region.left - 1, -1):
        text = view.text(at, column)
        if main is not None and text.strip() and not looks_like_figure(text):
            return text
        if main is None and text.strip() and column == _first_written(table, at):
            return text
    return ""


def _first_written(table: Table, at: int) -> int:
    return next((column for column, _ in table.view.written(at)), -1)


def _other_keys(row: Row, table: Table, context: Context, kind: str, year: int | None) -> None:
    """Keys from further label columns, and from those that the configuration declares."""
    view = table.view
    for column, stated in table.labels:
        text = squeezed(view.filled(row.at, column))
        if stated in (None, "item", kind) or not text or stated in row.key:
            continue
        row.key[stated] = _key_text(stated, text, context, year)
    for name, column in table.keys.items():
        text = squeezed(view.filled(row.at, column))
        if text:
            row.key[name] = _key_text(name, text, context, year)


def _key_text(kind: str, text: str, context: Context, year: int | None) -> str:
    if kind == "unit":
        return unit_name(text, context.known_units)
    if kind == "sector":
        sector = context.layout.sector(text)
        return text if sector is None else sector.zh
    if kind == "period":
        stretch = find_period(text)
        return text if stretch is None else str(stretch.of_year(year)) or text
    return text


def _cells(table: Table, context: Context, year: int | None) -> Cells:
    """The readers of the table's columns; the remark column is read along with them."""
    columns = dict(table.made.columns)
    fields: dict[str, Field] = {
        key: table.made.form.fields[key.removesuffix(MONTH)] for key in columns
    }
    remark = context.pack.meta.get("remark")
    if remark is not None and "remark" in table.asides:
        columns["remark"], fields["remark"] = table.asides["remark"], remark
    dates = [columns[key] for key, field in fields.items() if field.type is FieldType.DATE]
    year = year or (_usual_year(table, dates) if dates else None)
    readers = {}
    for key, column in columns.items():
        field = fields[key]
        blank = field.blank_means or context.blank_means
        readers[key] = Column(
            field,
            context.words,
            _ColumnCells(table, column, table.beside.get(key)),
            blank_zero=blank == "zero",
            year=year,
        )
    return Cells(table.view, columns, readers, table.beside)


@dataclass(frozen=True, slots=True)
class _ColumnCells:
    """The cells of one column of a table, when they are asked for."""

    table: Table
    column: int
    row: int | None = None

    def __call__(self) -> Iterator[Cell]:
        view = self.table.view
        for row in self.table.rows if self.row is None else [self.row]:
            yield view.text(row, self.column), view.facts(row, self.column)


def _usual_year(table: Table, columns: Iterable[int]) -> int | None:
    """The year that most dates of a table fall in."""
    years: Counter[int] = Counter()
    for column in columns:
        for text, facts in _ColumnCells(table, column)():
            found = facts.date or read_date(text)
            if found:
                years[int(found[:4])] += 1
    most = max(years.values(), default=0)
    return min((year for year, times in years.items() if times == most), default=None)


def _records(
    table: Table, rows: Sequence[Row], cells: Cells, unit: str | None
) -> tuple[Record, ...]:
    main = _main_label(table)
    records = []
    for index, row in enumerate(rows):
        key = " ".join(row.key.values()) or row.label or None
        label = row.label
        if not label and table.is_card:
            label = unit or ""
        column = main if main is not None else _first_column(table)
        records.append(
            Record(
                role=row.role,
                key=row.key,
                label=label,
                entries=Entries(cells, row.at, key),
                index=index,
                place=table.view.place(row.at, column, key),
                of=row.of,
                covers=row.covers,
            )
        )
    return tuple(records)


def _first_column(table: Table) -> int:
    return min([*table.made.columns.values(), *table.keys.values()])


def _unbound(table: Table, context: Context) -> Iterator[Unbound]:
    """Columns (or rows, of a table on its side) with figures that are no field."""
    known = {*table.made.taken, *table.asides.values(), *table.keys.values()}
    known.update(column for column, _ in table.labels)
    first, last = min(table.made.taken), max(table.made.taken)
    for column in range(table.region.left, table.region.right + 1):
        header = table.headers.get(column)
        if column in known or (table.view.flipped and not first <= column <= last):
            continue
        if header is not None and _is_detail(header.texts[-1], context.layout):
            continue
        texts = [table.view.text(row, column) for row in table.rows]
        figures = sum(bool(text) and looks_like_figure(text) for text in texts)
        if not figures:
            continue
        text = header.text if header is not None else ""
        rival = table.made.rivals.get(column)
        nearest = rival and rival.removesuffix(MONTH)
        if nearest is None and header is not None:
            nearest = context.names.nearest(table.made.form.id, header)
        place = table.view.place(_header_row(table, column), column)
        yield Unbound(text, place, nearest, figures)


def _is_detail(text: str, layout: Layout) -> bool:
    key = norm(layout.header(text)[0])
    return key in layout.meta or (key in layout.measures and key not in layout.units)


def _header_row(table: Table, column: int) -> int:
    """The lowest row of the header that has a text of its own above a column."""
    for row in range(table.region.bottom, table.region.top - 1, -1):
        if row in (table.region.unit_row, table.region.number_row):
            continue
        if table.view.text(row, column).strip():
            return row
    return table.region.top
