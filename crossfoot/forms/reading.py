"""A table that was found, read into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from crossfoot.forms.around import lines_around, period_of, stretches_of, year_of
from crossfoot.forms.assign import MONTH
from crossfoot.forms.cellwords import Vocabulary
from crossfoot.forms.columns import Column
from crossfoot.forms.dates import read_date
from crossfoot.forms.entries import Cells, Entries
from crossfoot.forms.labels import norm, squeezed
from crossfoot.forms.layout import Layout
from crossfoot.forms.model import Field, FieldType, Pack
from crossfoot.forms.names import Names
from crossfoot.forms.periods import find_period
from crossfoot.forms.rates import Cell
from crossfoot.forms.regions import looks_like_figure
from crossfoot.forms.rows import Row, arrange, describe, key_of, kind_of_labels, unit_name
from crossfoot.forms.table import Table
from crossfoot.forms.titles import Lines
from crossfoot.forms.view import NO_FACTS
from crossfoot.model.dataclass import dataclass
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
    counted: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def read_table(table: Table, context: Context, others: Sequence[Table]) -> FormTable:
    """The records of a table, and what its lines say."""
    lines = lines_around(table, context.layout, others)
    _note_reporter(table, context.layout, lines)
    stretches = stretches_of(table, lines, sheet_first=context.sheet_first)
    year = year_of(stretches, lines)
    period = period_of(stretches, year)
    named = lines.about.get("unit_name")
    unit = _unit(named, context) if named else None
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
    headers = {
        key: table.headers[column]
        for key, column in table.made.columns.items()
        if column in table.headers
    }
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
        units={key: header.unit for key, header in headers.items() if header.unit},
        headers={key: header.text for key, header in headers.items()},
        confirmed=table.mapping is not None and table.mapping.form is not None,
        orientation="card" if table.is_card else "columns" if table.view.flipped else "rows",
    )


def _note_reporter(table: Table, layout: Layout, lines: Lines) -> None:
    """A lone row under 填报单位 says who reports, as a line above the table would."""
    main = _main_label(table)
    if table.is_card or len(table.rows) != 1 or main is None or main not in table.headers:
        return
    header, _ = layout.header(table.headers[main].texts[-1])
    row = table.rows[0]
    text = squeezed(table.view.filled(row, main))
    if layout.meta.get(norm(header)) == "unit_name" and text:
        lines.add("unit_name", text, table.view.place(row, main))


def _rows(table: Table, context: Context, year: int | None) -> list[Row]:
    """What each data row is."""
    layout, view = context.layout, table.view
    main = _main_label(table)
    groups = [column for column, _ in table.labels if column != main]
    telling = telling_key(table, layout) if main is None else None
    keyed = {} if telling is None else table.keys
    rows = []
    known: dict[str, Row] = {}  # labels of large tables come again and again, or are empty
    for at in table.rows:
        column = main if telling is None else telling
        label = "" if table.is_card else _label(table, at, column)
        if label not in known:
            known[label] = describe(at, label, layout)
        row = known[label].at_row(at)
        if column is None and row.role is Role.SUB:
            row.role = Role.LEAF
        row.group = " ".join(filter(None, (squeezed(view.filled(at, c)) for c in groups)))
        for name, place in keyed.items():
            if place != telling:
                key = squeezed(view.filled(at, place))
                row.group += "\x1f" + _key_text(name, key, context, year)
        rows.append(row)
    arrange(rows, by_group=telling is not None)
    stated = next((kind for column, kind in table.labels if column == main), None)
    kind = kind_of_labels(rows, stated, table.made.form.grain) if main is not None else ""
    for row in rows:
        if main is not None:
            row.key.update(key_of(row, kind, context.known_units, layout, year))
        if row.role not in (Role.TOTAL, Role.SUBTOTAL) or telling is not None:
            _other_keys(row, table, context, kind, year)
    return rows


def telling_key(table: Table, layout: Layout) -> int | None:
    """The declared key whose texts tell totals from details: 行业领域 with a 合计 in it.

    Where several do, the last of them counts.
    """
    if table.mapping is None or not table.mapping.key:
        return None
    for column in reversed(table.keys.values()):
        texts = {table.view.text(row, column) for row in table.rows}
        if any(tells(text, layout) for text in texts):
            return column
    return None


def tells(text: str, layout: Layout) -> bool:
    """Whether a text says that its row is a total, a subtotal or a 其中 row."""
    if text.isascii() and text.isdigit():
        return False
    return describe(0, text, layout).role is not Role.LEAF


def _main_label(table: Table) -> int | None:
    """The label column that names the rows most closely: the rightmost that is no period."""
    named = [column for column, kind in table.labels if kind not in ("period", "group")]
    columns = named or [column for column, _ in table.labels]
    return max(columns, default=None)


def _label(table: Table, at: int, main: int | None) -> str:
    """The label of a row; where its own column is empty, the nearest words left of the figures."""
    view = table.view
    if main is None:
        column, text = next(view.written(at), (-1, ""))
        return text if table.region.left <= column <= table.region.right else ""
    text = view.filled(at, main)
    if text.strip():
        return text
    for column in range(min(table.made.taken) - 1, table.region.left - 1, -1):
        text = view.text(at, column)
        if text.strip() and not looks_like_figure(text):
            return text
    return ""


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


def _unit(name: str, context: Context) -> str:
    return unit_name(name, context.known_units, context.layout.unit_suffixes)


def _key_text(kind: str, text: str, context: Context, year: int | None) -> str:
    if kind == "unit":
        return _unit(text, context)
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
    dates = [columns[key] for key, one in fields.items() if one.type is FieldType.DATE]
    year = year or (_usual_year(table, dates) if dates else None)
    readers = {}
    for key, column in columns.items():
        declared = fields[key]
        blank = declared.blank_means or context.blank_means
        readers[key] = Column(
            declared,
            context.words,
            _cells_of(key, column, table, context),
            blank_zero=blank == "zero",
            year=year,
        )
    return Cells(table.view, columns, readers, table.beside)


def _cells_of(
    key: str, column: int, table: Table, context: Context
) -> Callable[[], Iterable[Cell]]:
    texts = context.counted.get(key)
    if texts is None:
        return _ColumnCells(table, column, table.beside.get(key))
    cells = Counter({(text, NO_FACTS): times for text, times in texts.items()})
    return lambda: cells


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
