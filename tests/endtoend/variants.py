"""The ways in which another office would have laid out the same workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.forms.pack import builtin
from tests.endtoend.workbooks import Book, Cell, Move, Sheet, Spot, moved, spot_of

Sidecar = dict[str, Any]
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
UNIT = re.compile(r"[（(][^（()）]{1,3}[)）]$")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Table:
    """Where the sidecar says that a table stands; lines are its rows, or columns on its side."""

    form: str
    lying: bool
    fields: dict[str, int]
    records: tuple[tuple[int, str], ...]
    first: int  # first line of the header, in the direction in which the records follow
    top: int

    def spot(self, line: int, across: int) -> Spot:
        return (across, line) if self.lying else (line, across)

    def figures(self, sheet: Sheet) -> Iterator[tuple[Spot, str, Cell]]:
        for line, _ in self.records:
            for key, across in self.fields.items():
                spot = self.spot(line, across)
                yield spot, key, sheet.cells[spot]


def tables(sidecar: Sidecar) -> Iterator[tuple[str, Table]]:
    for told in sidecar["tables"]:
        lying = told["orientation"] == "cols"
        fields = told["rows_of"] if lying else told["columns"]
        records = tuple(sorted((_number(r["at"]), r["role"]) for r in told["records"]))
        header = told["header_columns"][0] if lying else told["header_rows"][0]
        top = min(fields.values()) - 1 if lying else told["header_rows"][0]
        yield (
            told["sheet"],
            Table(
                told["form"],
                lying,
                {key: _number(at) for key, at in fields.items()},
                records,
                _number(header),
                told.get("label_row", top),
            ),
        )


def _number(at: int | str) -> int:
    return at if isinstance(at, int) else spot_of(f"{at}1")[1]


@cache
def pack() -> Pack:
    return load_pack([builtin("schemas")], "work-safety")


def everywhere(move: Move) -> Callable[[Book, Sidecar], Book]:
    return lambda book, _: {name: moved(sheet, move) for name, sheet in book.items()}


def with_tables(change: Callable[[Sheet, Table], Sheet]) -> Callable[[Book, Sidecar], Book]:
    def changed(book: Book, sidecar: Sidecar) -> Book:
        book = dict(book)
        for name, table in tables(sidecar):
            book[name] = change(book[name], table)
        return book

    return changed


def blank_row_over_the_header(sheet: Sheet, table: Table) -> Sheet:
    return moved(sheet, lambda spot: (spot[0] + (spot[0] >= table.top), spot[1]))


def blank_row_among_the_records(sheet: Sheet, table: Table) -> Sheet:
    """A blank row before the last record; before the last field of a table on its side."""
    last = max(table.fields.values()) if table.lying else table.records[-1][0]
    return moved(sheet, lambda spot: (spot[0] + (spot[0] >= last), spot[1]))


def blank_column_among_the_fields(sheet: Sheet, table: Table) -> Sheet:
    last = table.records[-1][0] if table.lying else max(table.fields.values())
    return moved(sheet, lambda spot: (spot[0], spot[1] + (spot[1] >= last)))


def total_at_the_other_end(sheet: Sheet, table: Table) -> Sheet:
    lines = [line for line, _ in table.records]
    total = next((line for line, role in table.records if role == "total"), None)
    if total is None:
        return sheet
    others = [line for line in lines if line != total]
    order = [*others, total] if total == lines[0] else [total, *others]
    target = dict(zip(order, lines, strict=True))
    if table.lying:
        return moved(sheet, lambda spot: (spot[0], target.get(spot[1], spot[1])))
    return moved(sheet, lambda spot: (target.get(spot[0], spot[0]), spot[1]))


def never_merged(sheet: Sheet, _: Table) -> Sheet:
    return replace(sheet, merges=())


def counts_as_text(sheet: Sheet, table: Table) -> Sheet:
    return sheet.with_values({spot: str(n) for spot, n in _counts(sheet, table)}, "@")


def full_width_digits(sheet: Sheet, table: Table) -> Sheet:
    return sheet.with_values(
        {spot: str(n).translate(FULL_WIDTH) for spot, n in _counts(sheet, table)}
    )


def thousands_grouped(sheet: Sheet, table: Table) -> Sheet:
    return sheet.with_values(dict(_counts(sheet, table)), "#,##0")


def _counts(sheet: Sheet, table: Table) -> Iterator[tuple[Spot, int]]:
    for spot, _, cell in table.figures(sheet):
        if type(cell.value) is int:
            yield spot, cell.value


def rates_as_fractions(sheet: Sheet, table: Table) -> Sheet:
    shares = {spot: float(rate / 100) for spot, rate in _rates(sheet, table)}
    return sheet.with_values(shares, "0.0%")


def rates_as_text(sheet: Sheet, table: Table) -> Sheet:
    return sheet.with_values({spot: f"{rate:.1f}%" for spot, rate in _rates(sheet, table)}, "@")


def rates_in_points(sheet: Sheet, table: Table) -> Sheet:
    return sheet.with_values({spot: float(rate) for spot, rate in _rates(sheet, table)}, "0.0")


def _rates(sheet: Sheet, table: Table) -> Iterator[tuple[Spot, Decimal]]:
    """Rates that stand as figures, in points of a hundred; not the formulas."""
    fields = pack().forms[table.form].fields
    for spot, key, cell in table.figures(sheet):
        if fields[key].type.value != "pct":
            continue
        text = str(cell.value).translate({ord(w): n for n, w in _narrow()})
        share = isinstance(cell.value, (int, float)) and cell.number_format.endswith("%")
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%?", text):
            yield spot, Decimal(text.rstrip("%")) * (100 if share else 1)


def _narrow() -> Iterator[tuple[str, str]]:
    yield from zip("0123456789.%", "０１２３４５６７８９．％", strict=True)


def headers_renamed(sheet: Sheet, table: Table) -> Sheet:
    """Each heading that is one of a field's names gives way to the next of its names."""
    values: dict[Spot, Any] = {}
    for key, across in table.fields.items():
        declared = pack().forms[table.form].fields[key]
        names = [n for n in (declared.zh, *declared.aliases) if n and ">" not in n]
        lines = range(table.first, table.records[0][0])
        for spot in (table.spot(line, across) for line in lines):
            told = sheet.cells[spot].value
            if not isinstance(told, str):
                continue
            unit = UNIT.search(told.strip())
            bare = SPACES.sub("", UNIT.sub("", told.strip()))
            others = [name for name in names if UNIT.sub("", name) != bare]
            if bare in names and others:
                values[spot] = UNIT.sub("", others[-1]) + (unit[0] if unit else "")
    return sheet.with_values(values)


def on_its_other_side(sheet: Sheet, table: Table) -> Sheet:
    """Rows for columns; titles stay above the table and notes below it."""
    ends = [line for line, _ in table.records]
    if table.lying:
        bottom, right = max(table.fields.values()), max(ends)
    else:
        bottom, right = max(ends), sheet.width
    left = min(column for (_, column), cell in sheet.cells.items() if cell.value is not None)
    deeper = (right - left) - (bottom - table.top)

    def turn(spot: Spot) -> Spot:
        row, column = spot
        if row < table.top or column < left:
            return spot
        if row > bottom:
            return row + deeper, column
        return table.top + column - left, left + row - table.top

    return moved(sheet, turn)


def blank_columns_struck_out(book: Book, _: Sidecar) -> Book:
    """Columns with no entry, and remark columns in which nobody remarked anything."""
    return {name: _without_blank_columns(sheet) for name, sheet in book.items()}


def _without_blank_columns(sheet: Sheet) -> Sheet:
    entries: dict[int, list[Any]] = {}
    for (_, column), cell in sheet.cells.items():
        entries.setdefault(column, []).extend([cell.value] if cell.value is not None else [])
    struck = {column for column, told in entries.items() if told in ([], ["备注"])}
    kept = sorted(set(entries) - struck)
    return moved(
        sheet,
        lambda spot: (spot[0], kept.index(spot[1]) + 1) if spot[1] in kept else None,
    )


DUTY = (
    ("节假日值班安排", None, None),
    ("日期", "带班领导", "值班人员"),
    ("10月1日", "甘某", "于某"),
    ("10月2日", "邵某", "单某"),
    ("10月3日", "毕某", "郝某"),
)


SUPPLIES = (
    ("应急物资储备", None, None, None),
    ("物资", "型号", "库存", "保管地点"),
    ("铁锹", "尖头", 40, "二号库"),
    ("雨衣", "分体", 25, "二号库"),
    ("手电筒", "充电式", 18, "值班室"),
)


def duty_list_below(sheet: Sheet, _: Table) -> Sheet:
    return _added(sheet, (sheet.height + 3, 1), DUTY)


def supplies_below(sheet: Sheet, _: Table) -> Sheet:
    return _added(sheet, (sheet.height + 2, 1), SUPPLIES)


def duty_list_beside(sheet: Sheet, table: Table) -> Sheet:
    return _added(sheet, (table.top, sheet.width + 3), DUTY)


def _added(sheet: Sheet, corner: Spot, rows: tuple[tuple[Any, ...], ...]) -> Sheet:
    return sheet.with_values(
        {
            (corner[0] + down, corner[1] + right): word
            for down, row in enumerate(rows)
            for right, word in enumerate(row)
            if word
        }
    )


def sheet_of_notes(book: Book, _: Sidecar) -> Book:
    notes = Sheet("说明").with_values(
        {(1, 1): "填报要求", (2, 1): "一、数据应与台账一致。", (3, 1): "二、逾期不报的通报批评。"}
    )
    return {"说明": notes, **book}


Change = Callable[[Book, Sidecar], Book]

WRITTEN: dict[str, Change] = {
    "as it was": lambda book, _: book,
    "never merged": with_tables(never_merged),
    "headers renamed": with_tables(headers_renamed),
    "counts as text": with_tables(counts_as_text),
    "full-width digits": with_tables(full_width_digits),
    "thousands grouped": with_tables(thousands_grouped),
    "rates as fractions": with_tables(rates_as_fractions),
    "rates as text": with_tables(rates_as_text),
    "rates in points": with_tables(rates_in_points),
}
"""Other ways of writing what stands in the cells, each at its place."""

LAID_OUT: dict[str, Change] = {
    "three rows above": everywhere(lambda spot: (spot[0] + 3, spot[1])),
    "two columns to the left": everywhere(lambda spot: (spot[0], spot[1] + 2)),
    "a blank row over the header": with_tables(blank_row_over_the_header),
    "a blank row among the records": with_tables(blank_row_among_the_records),
    "a blank column among the fields": with_tables(blank_column_among_the_fields),
    "the total at the other end": with_tables(total_at_the_other_end),
    "a duty list below": with_tables(duty_list_below),
    "a list of supplies below": with_tables(supplies_below),
    "a duty list beside": with_tables(duty_list_beside),
    "a sheet of notes": sheet_of_notes,
    "on its other side": with_tables(on_its_other_side),
    "blank columns struck out": blank_columns_struck_out,
}
"""Other places for the cells."""


UNKNOWABLE = {("a blank column among the fields", "never merged")}
"""Without its merged cell a group's heading does not say that it reaches past a blank column."""


def pairs(shift: int, *, every: bool = False) -> Iterator[tuple[str, str]]:
    """Every other layout, each with a way of writing; the other ones for the next shift.

    Args:
        shift: number of the workbook, so that all layouts and ways have their turn.
        every: all layouts in all ways of writing.
    """
    ways = list(WRITTEN)
    for number, layout in enumerate(LAID_OUT):
        if every:
            yield from ((layout, way) for way in ways if (layout, way) not in UNKNOWABLE)
        elif number % 2 == shift % 2:
            yield layout, ways[(number + shift) % len(ways)]


def varied(book: Book, sidecar: Sidecar, layout: str, writing: str) -> Book:
    return LAID_OUT[layout](WRITTEN[writing](book, sidecar), sidecar)
