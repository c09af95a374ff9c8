"""Grids for a page: what each cell was read as, totals, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crossfoot.forms.model import Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Grid, column_letters
from crossfoot.model.figure import Place
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Entry, FormTable, Role, State, Unbound

_ADDRESS = late_pattern(r"([A-Z]+)([0-9]+)")
_Spot = tuple[int, int]
_FIRST_ROWS, _TELLING_ROWS, _MOST_COLUMNS = 200, 100, 100
_MOST_MERGED = 200_000  # cells of all merged areas together, which a hostile file may repeat


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell was read as.

    Attributes:
        kind: ``head`` (of a field), ``label``, ``value``, ``word`` (a text or date), ``none``
            (not applicable, not collected), ``bad`` (unreadable), ``lost`` (a header or label
            that was not understood), ``stray`` (a cell of such a column or row).
        role: for a label what its row is.
        field: name of the field.
        entry: what was read from the cell.
    """

    kind: str
    role: Role | None = None
    field: str = ""
    nearest: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as drawn."""

    text: str
    mark: Mark | None = None
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row as drawn; ``role`` is that of the record on it."""

    label: str
    cells: tuple[Cell, ...]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are not drawn, by their labels."""

    first: str
    last: str
    rows: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A grid for a page.

    Attributes:
        tables: the tables found in it; none when it is no declared form.
        figures: number of cells that were read as stated figures.
        lost: columns and rows with figures that were not understood.
        bad: entries that could not be read.
        columns_left_out: number of columns that are not drawn.
        numbers: True when figures stand in it, whether understood or not.
    """

    grid: Grid
    tables: tuple[FormTable, ...]
    columns: tuple[str, ...]
    rows: tuple[Row | LeftOut, ...]
    figures: int = 0
    lost: tuple[Unbound, ...] = ()
    bad: tuple[Entry, ...] = ()
    columns_left_out: int = 0
    numbers: bool = True


def drawn(
    grid: Grid,
    tables: Sequence[FormTable],
    pack: Pack | None,
    language: str,
    *,
    room: int,
    numbers: bool,
) -> Drawn:
    """Lay out a grid.

    Args:
        grid: the raw cells.
        tables: what was found in it.
        pack: the declared forms, for the names of fields.
        language: ``zh`` or ``en``.
        room: number of cells that may be drawn.
        numbers: False when the grid holds no figures at all.
    """
    reader = _Reader(grid, pack, language)
    for table in tables:
        reader.table(table)
    width = min(grid.width, _MOST_COLUMNS)
    rows = list(_rows(grid, reader, width, max(1, room // max(width, 1))))
    entries = [e for t in tables for r in t.records for e in r.entries.values()]
    return Drawn(
        grid,
        tuple(tables),
        tuple(_column(grid, number) for number in range(width)),
        tuple(rows),
        figures=sum(entry.state is State.STATED for entry in entries),
        lost=tuple(item for table in tables for item in table.unbound),
        bad=tuple(entry for entry in entries if entry.state is State.UNREADABLE),
        columns_left_out=grid.width - width,
        numbers=numbers,
    )


def roles(table: FormTable) -> Mapping[Role, int]:
    """How many rows of each kind a table has, those it has none of left out."""
    found = Counter(record.role for record in table.records)
    return {role: found[role] for role in Role if found[role]}


def _column(grid: Grid, number: int) -> str:
    return column_letters(grid.left + number) if grid.sheet is not None else str(number + 1)


def _row_label(grid: Grid, row: int) -> str:
    if grid.sheet is not None:
        return str(grid.top + row + 1)
    return str(grid.lines[row] if row < len(grid.lines) else row + 1)


class _Reader:
    """The marks of a grid's cells."""

    def __init__(self, grid: Grid, pack: Pack | None, language: str) -> None:
        self.grid = grid
        self.language = language
        self.marks: dict[_Spot, Mark] = {}
        self.roles: dict[int, Role] = {}
        self._forms = pack.forms if pack else {}
        self._meta = pack.meta if pack else {}
        self._lines = {line: row for row, line in enumerate(grid.lines)}

    def spot(self, place: Place) -> _Spot | None:
        """Row and column of the grid, from 0, where something stands."""
        if place.cell is not None:
            match = _ADDRESS.fullmatch(place.cell)
            if match is None:
                return None
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            return int(match[2]) - 1 - self.grid.top, column - 1 - self.grid.left
        if place.line is None or place.column is None:
            return None
        return self._lines.get(place.line, place.line - 1), place.column - 1

    def table(self, table: FormTable) -> None:
        """Mark the headers, labels and entries of a table, and what it leaves over."""
        form = self._forms.get(table.form)
        spots: dict[str, _Spot] = {}
        for record in table.records:
            label = self.spot(record.place)
            if label is not None:
                self.marks.setdefault(label, Mark("label", role=record.role))
                if table.orientation == "rows":
                    self.roles[label[0]] = record.role
            for entry in record.entries.values():
                spot = self.spot(entry.place)
                if spot is None:
                    continue
                spots.setdefault(entry.field, spot)
                mark = _entry_mark(entry)
                if mark is not None:
                    self.marks[spot] = replace(mark, field=self._name(form, entry.field))
        for field, spot in spots.items():
            head = self._head(spot, table.headers.get(field, ""), table.orientation)
            if head is not None:
                self.marks[head] = Mark("head", field=self._name(form, field))
        for item in table.unbound:
            self._lost(item, table, form)

    def _head(self, spot: _Spot, header: str, orientation: str) -> _Spot | None:
        """The header cell of a column or row: the one with its words, else the nearest one."""
        row, column = spot
        if orientation == "rows":
            before = [(above, column) for above in range(row - 1, -1, -1)]
        else:
            before = [(row, left) for left in range(column - 1, -1, -1)]
        texts = [(at, "".join(self.grid.text(*at).split())) for at in before]
        written = [(at, text) for at, text in texts if text]
        words = "".join(header.rpartition(">")[2].split())
        exact = next((at for at, text in written if words and text == words), None)
        return exact or (written[0][0] if written else None)

    def _lost(self, item: Unbound, table: FormTable, form: Form | None) -> None:
        spot = self.spot(item.place)
        if spot is None:
            return
        near = self._name(form, item.nearest) if item.nearest else ""
        self.marks[spot] = Mark("lost", nearest=near)
        for cell in self._behind(spot, table):
            if self.grid.text(*cell).strip():
                self.marks.setdefault(cell, Mark("stray"))

    def _behind(self, spot: _Spot, table: FormTable) -> Iterator[_Spot]:
        """The cells that a header or label that was not understood speaks of."""
        own = [self.spot(record.place) for record in table.records]
        rows = {at[0] for at in own if at} if table.orientation == "rows" else set()
        if rows and spot[0] < min(rows):
            yield from ((row, spot[1]) for row in sorted(rows))
        elif spot[0] < len(self.grid.rows):
            width = len(self.grid.rows[spot[0]])
            yield from ((spot[0], column) for column in range(spot[1] + 1, width))

    def _name(self, form: Form | None, field: str) -> str:
        declared = (form.fields.get(field) if form else None) or self._meta.get(field)
        return declared.name(self.language) if declared else field


def _entry_mark(entry: Entry) -> Mark | None:
    match entry.state:
        case State.STATED:
            return Mark("value", entry=entry)
        case State.TEXT:
            return Mark("word", entry=entry)
        case State.NOT_APPLICABLE | State.NOT_COLLECTED:
            return Mark("none", entry=entry)
        case State.UNREADABLE:
            return Mark("bad", entry=entry)
        case _:
            return None


def _rows(grid: Grid, reader: _Reader, width: int, room: int) -> Iterator[Row | LeftOut]:
    """The first rows, then totals and rows in which something was not understood."""
    first = min(_FIRST_ROWS, room)
    telling = {spot[0] for spot, mark in reader.marks.items() if mark.kind in ("bad", "lost")}
    telling.update(row for row, role in reader.roles.items() if role in (Role.TOTAL, Role.SUBTOTAL))
    later = sorted(row for row in telling if row >= first)[: min(_TELLING_ROWS, room)]
    wanted = [*range(min(first, len(grid.rows))), *later]
    across, covered = _merged(grid, set(wanted), width)
    done = -1
    for row in [*wanted, len(grid.rows)]:
        if row > done + 1:
            labels = _row_label(grid, done + 1), _row_label(grid, row - 1)
            yield LeftOut(*labels, row - done - 1)
        if row < len(grid.rows):
            yield _row(grid, reader, row, width, across, covered)
        done = row


def _row(
    grid: Grid,
    reader: _Reader,
    row: int,
    width: int,
    across: Mapping[_Spot, tuple[int, int]],
    covered: set[_Spot],
) -> Row:
    cells = []
    for column in range(width):
        if (row, column) in covered:
            continue
        wide, deep = across.get((row, column), (1, 1))
        mark = reader.marks.get((row, column))
        cells.append(Cell(grid.text(row, column), mark, wide, deep))
    return Row(_row_label(grid, row), tuple(cells), reader.roles.get(row))


def _merged(
    grid: Grid, wanted: set[int], width: int
) -> tuple[dict[_Spot, tuple[int, int]], set[_Spot]]:
    """Columns and rows that a merged cell takes, and the cells that it covers.

    An area that is not drawn as a whole, overlaps another one or hides a text is left unmerged.
    """
    across: dict[_Spot, tuple[int, int]] = {}
    covered: set[_Spot] = set()
    room = _MOST_MERGED
    for top, left, bottom, end in grid.merges:
        right = min(end, width - 1)
        if right < left or top not in wanted or bottom not in wanted:
            continue
        room -= (right - left + 1) * (bottom - top + 1)
        if room < 0:
            break
        area = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        rest = area - {(top, left)}
        if not all(r in wanted for r, _ in area) or area & (covered | across.keys()):
            continue
        if any(grid.text(*spot).strip() for spot in rest):
            continue
        across[top, left] = (right - left + 1, bottom - top + 1)
        covered |= rest
    return across, covered
