"""Sheets for the tests of binding, drawn as they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from crossfoot.forms.bind import Bound, bind
from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack, TableMapping
from crossfoot.forms.pack import builtin
from crossfoot.model.document import CellFacts, Document, Grid, column_letters
from crossfoot.model.submission import FormTable, Record
from crossfoot.numerals.words import NumberWords, read_words


@cache
def work_safety() -> tuple[Pack, NumberWords]:
    pack = load_pack([builtin("schemas")], "work-safety")
    return pack, read_words(pack.lexicon["words"])


def drawn(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of cells from lines of ``a | b | c``; a line of blanks is an empty row."""
    lines = text.strip("\n").split("\n")
    return tuple(tuple(cell.strip(" ") for cell in line.split("|")) for line in lines)


def csv_grid(text: str, file: str = "报表.csv") -> Grid:
    rows = drawn(text)
    return Grid(file, rows, lines=tuple(range(1, len(rows) + 1)))


def sheet(
    text: str,
    name: str = "Sheet1",
    *,
    merges: Sequence[str] = (),
    facts: Mapping[str, CellFacts] | None = None,
    file: str = "报表.xlsx",
) -> Grid:
    return Grid(
        file,
        drawn(text),
        sheet=name,
        merges=tuple(area(merge) for merge in merges),
        facts={corner(cell): known for cell, known in (facts or {}).items()},
    )


def corner(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1


def area(merge: str) -> tuple[int, int, int, int]:
    first, _, last = merge.partition(":")
    return (*corner(first), *corner(last))


def bound(
    *grids: Grid,
    pack: Pack | None = None,
    mappings: Mapping[str, TableMapping] | None = None,
    known_units: Mapping[str, str] | None = None,
    blank_means: str = "missing",
) -> Bound:
    default, words = work_safety()
    document = Document(grids[0].file, "xlsx" if grids[0].sheet else "csv", grids=grids)
    return bind(
        document,
        pack or default,
        words=words,
        mappings=mappings,
        known_units=known_units,
        blank_means=blank_means,
    )


def one(*grids: Grid, **how: object) -> FormTable:
    """The only table of the grids."""
    found = bound(*grids, **how)  # type: ignore[arg-type]
    assert len(found.tables) == 1, [table.form for table in found.tables]
    return found.tables[0]


def columns(table: FormTable) -> dict[str, str]:
    """Field to column letter, or to row number for a table on its side."""
    if table.orientation == "rows":
        return {key: column_letters(at) for key, at in table.fields.items()}
    return {key: str(at + 1) for key, at in table.fields.items()}


def told(record: Record, field: str) -> object:
    """What an entry says: its value, its content, or its state."""
    entry = record.entries[field]
    if entry.quantity is not None:
        return entry.quantity.value
    return entry.content if entry.content is not None else entry.state.value


def row_of(table: FormTable, label: str) -> Record:
    return next(record for record in table.records if record.label == label)
