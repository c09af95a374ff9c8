"""Six workbooks in the layouts that offices send, against what their sidecars say is in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crossfoot.model.document import Grid, column_letters
from crossfoot.model.submission import Entry, FormTable
from tests.forms.sheets import bound, told

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "samples"
NAMES = [
    "s1_hazard_clean",
    "s2_hazard_total_on_top",
    "s3_campaign_townships",
    "s4_activity_accident_clean",
    "s5_village_months",
    "s6_enforcement_ledger",
]
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside this repository")


@cache
def sidecar(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


@cache
def grids(name: str) -> tuple[Grid, ...]:
    from crossfoot.readers.xlsx import read_xlsx

    return read_xlsx((SAMPLES / f"{name}.xlsx").read_bytes(), f"{name}.xlsx").grids


@cache
def tables(name: str) -> tuple[FormTable, ...]:
    context = sidecar(name)["context"]
    aliases = context.get("unit_aliases", {})
    known = {alias: unit for unit, others in aliases.items() for alias in (unit, *others)}
    return bound(*grids(name), known_units=known, blank_means=context["blank_means"]).tables


def described() -> list[Any]:
    if not SAMPLES.is_dir():
        return []
    return [
        pytest.param(name, table, id=f"{name[:2]}-{table['sheet']}-{table['form']}")
        for name in NAMES
        for table in sidecar(name)["tables"]
    ]


def found(name: str, expected: Any) -> FormTable:
    (table,) = [
        table
        for table in tables(name)
        if (table.grid.sheet, table.form) == (expected["sheet"], expected["form"])
    ]
    return table


@pytest.mark.parametrize(("name", "expected"), described())
def test_columns(name: str, expected: Any) -> None:
    table = found(name, expected)
    grid = table.grid
    if expected["orientation"] == "rows":
        letters = {key: column_letters(grid.left + at) for key, at in table.fields.items()}
        assert letters == expected["columns"]
    else:
        rows = {key: grid.top + at + 1 for key, at in table.fields.items()}
        assert rows == expected["rows_of"]
    assert table.unbound == ()
    assert len(tables(name)) == len(sidecar(name)["tables"])


@pytest.mark.parametrize(("name", "expected"), described())
def test_records(name: str, expected: Any) -> None:
    table = found(name, expected)
    at = {}
    for record in table.records:
        match = re.fullmatch(r"([A-Z]+)(\d+)", record.place.cell or "")
        assert match is not None
        at[match[1] if expected["orientation"] == "cols" else int(match[2])] = record
    assert sorted(map(str, at)) == sorted(str(record["at"]) for record in expected["records"])
    canonical = {"道路运输": "道路交通", "学校": "校园"}  # the pack's names of these sectors
    for wanted in expected["records"]:
        record = at[wanted["at"]]
        assert record.role.value == wanted["role"]
        if wanted["role"] in ("leaf", "sub") and record.key:
            key = next(iter(record.key.values()))
            assert key == canonical.get(wanted["key"], wanted["key"])
        if "of" in wanted:
            assert record.of is not None
            assert table.records[record.of].key["sector"] == wanted["of"]
        covered = [table.records[index].key["unit"] for index in record.covers or ()]
        assert covered == wanted.get("covers", [])


@pytest.mark.parametrize("name", NAMES)
def test_odd_cells(name: str) -> None:
    entries = {
        (table.grid.sheet, entry.place.cell, entry.field): entry
        for table in tables(name)
        for record in table.records
        for entry in record.entries.values()
    }
    readings = sidecar(name)["readings"]
    assert readings or name == NAMES[2]
    for reading in readings:
        entry = entries[reading["sheet"], reading["cell"], reading["field"]]
        assert meaning(entry) == wanted(reading["value"]), reading


def meaning(entry: Entry) -> object:
    if entry.quantity is not None:
        return entry.quantity.value
    return {"yes": True, "no": False}.get(entry.content or "", entry.content)


def wanted(value: object) -> object:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return Fraction(str(value)) if plain else value


@pytest.mark.parametrize("name", NAMES)
def test_units_and_periods(name: str) -> None:
    expected = sidecar(name)
    periods = {table["id"]: table["period"] for table in expected["tables"] if "period" in table}
    sheets = {table["id"]: table["sheet"] for table in expected["tables"]}
    for identity, period in periods.items():
        (table,) = [t for t in tables(name) if t.grid.sheet == sheets[identity]]
        assert table.period == period
    lines = dict(expected.get("meta_lines", {}))
    sheet = lines.pop("sheet", None)
    places = next((table.lines for table in tables(name) if table.grid.sheet == sheet), {})
    assert {key: places[key].cell for key in lines} == lines


Change = Callable[[Grid], Grid]


def moved(grid: Grid) -> Grid:
    """Three rows down and two columns to the right."""
    width = grid.width + 2
    blank = ("",) * width
    rows = (blank, blank, blank, *(("", "", *row) for row in grid.rows))
    merges = tuple((a + 3, b + 2, c + 3, d + 2) for a, b, c, d in grid.merges)
    facts = {(row + 3, column + 2): known for (row, column), known in grid.facts.items()}
    return replace(grid, rows=rows, merges=merges, facts=facts)


def unmerged(grid: Grid) -> Grid:
    """As a CSV file has it: no merged cells."""
    return replace(grid, merges=())


def with_a_column(grid: Grid) -> Grid:
    """An empty column before the third one."""
    rows = tuple((*row[:2], "", *row[2:]) for row in grid.rows)
    merges = tuple((a, b + (b > 1), c, d + (d > 1)) for a, b, c, d in grid.merges)
    facts = {(row, column + (column > 1)): known for (row, column), known in grid.facts.items()}
    return replace(grid, rows=rows, merges=merges, facts=facts)


def on_its_side(grid: Grid) -> Grid:
    width = grid.width
    rows = [(*row, *("",) * (width - len(row))) for row in grid.rows]
    merges = tuple((b, a, d, c) for a, b, c, d in grid.merges)
    facts = {(column, row): known for (row, column), known in grid.facts.items()}
    return replace(grid, rows=tuple(zip(*rows, strict=True)), merges=merges, facts=facts)


def content(found: tuple[FormTable, ...]) -> list[object]:
    """What tables say, wherever it stands."""
    said: list[object] = []
    for table in found:
        for record in table.records:
            # A card turned over is a table of one row, which 填报单位 then names.
            about = dict(record.key) if len(table.records) > 1 else {}
            fields = {key: told(record, key) for key in sorted(table.fields)}
            said.append((table.form, record.role, about, fields))
    return sorted(said, key=repr)


def sheets_with_tables() -> list[Any]:
    if not SAMPLES.is_dir():
        return []
    return [
        pytest.param(name, grid, id=f"{name[:2]}-{grid.sheet}")
        for name in NAMES
        for grid in grids(name)
        if bound(grid).tables
    ]


@pytest.mark.parametrize("change", [moved, unmerged, with_a_column, on_its_side])
@pytest.mark.parametrize(("name", "grid"), sheets_with_tables())
def test_layout_changes_nothing(name: str, grid: Grid, change: Change) -> None:
    assert content(bound(change(grid)).tables) == content(bound(grid).tables)
