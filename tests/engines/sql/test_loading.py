"""Counts of a large file are kept as numbers, and still say what was written."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import parse_one

from crossfoot.engines.duckdb import DuckDb

PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)
_PLAIN_ONES = ["0", "7", "-3", "12345", "999999999999999", "-999999999999999"]
_READ_BY_CASTS = [
    "007",
    "00",
    "-0",
    "+5",
    "1e3",
    "1E2",
    "5.0",
    "5.",
    ".5",
    "1_000",
    "0x1F",
    "0b11",
    "1000000000000000",
]
_LARGE = ["1000000000000000", "9223372036854775808"]
_OTHERS = ["", " 7", "7 ", "１２", "约5", "1,234", "无", "nan", "true", '7"']
WRITTEN = st.sampled_from([*_PLAIN_ONES, *_READ_BY_CASTS, *_LARGE, *_OTHERS])
ROWS = st.lists(st.tuples(WRITTEN, WRITTEN, WRITTEN), min_size=1, max_size=12)


def written(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


@settings(max_examples=60)
@given(rows=ROWS)
def test_what_is_written_is_told_again_and_only_plain_numbers_are_numbers(
    rows: list[tuple[str, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        header = ("编号", "排查数", "整改数")
        path = written(Path(name) / "台账.csv", header, rows)
        with DuckDb(Path(name)) as session:
            session.open_csv(path, header, ",", (0, 1, 2), (1, 2))
            told = session.written(range(len(rows)), header)
            assert [tuple(cell or "" for cell in row[1:]) for row in told] == rows
            for at in (1, 2):
                stored = session.columns[at]
                query = f'SELECT "{stored.plain}" FROM "{session.source}" ORDER BY _row'
                numbers = [row[0] for row in session.rows(parse_one(query, read="duckdb"))]
                texts = [row[at] for row in rows]
                assert numbers == [int(t) if PLAIN.fullmatch(t) else None for t in texts]
                assert stored.complete == all(map(PLAIN.fullmatch, texts))


def test_names_of_the_file_are_its_own(tmp_path: Path) -> None:
    header = ("_plain0", "_REST", '排"查')
    rows = [("1", "x", "2"), ("01", "y", "3")]
    path = written(tmp_path / "台账.csv", header, rows)
    with DuckDb(tmp_path) as session:
        session.open_csv(path, header, ",", (0, 1, 2), (0, 2))
        told = session.written([0, 1], header)
    assert [row[1:] for row in told] == rows
