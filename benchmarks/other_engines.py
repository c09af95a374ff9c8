"""The ten rules on Spark and PostgreSQL: every row that breaks one, held against the truth.

``python3 benchmarks/other_engines.py spark|postgres|duckdb TABLE.csv|TABLE.parquet [--url URL]``

``TABLE.truth.json`` stands beside the table.  PostgreSQL is given a copy of the CSV file in a table
of its own, which is dropped at the end; ``.ci/with-postgres`` gives a database to try it on.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crossfoot.declared import binder_for, declare
from crossfoot.engines import find
from crossfoot.engines.prepare import Preparation, Reader
from crossfoot.model.document import Document, Grid
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import TableView
from crossfoot.rules.judge import judge_rows
from crossfoot.rules.needs import fields_needed
from crossfoot.rules.sql.query import neighbours
from crossfoot.rules.tables import Tables

REPOSITORY = Path(__file__).resolve().parent / "repository"
TABLE = "crossfoot_benchmark"


def header_of(table: Path) -> list[str]:
    """The names of a CSV file's columns."""
    with table.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


@contextmanager
def opened(engine: str, table: Path, url: str | None = None, spark: Any = None) -> Iterator[Any]:
    """A table opened in an engine."""
    if engine == "postgres":
        with in_postgres(table, str(url)) as session:
            yield session
        return
    with tempfile.TemporaryDirectory() as folder:
        from crossfoot.engines.duckdb import DuckDb
        from crossfoot.engines.spark import Spark

        with DuckDb(Path(folder)) if engine == "duckdb" else Spark(spark) as session:
            if table.suffix == ".parquet":
                session.open_parquet(table)
            elif isinstance(session, DuckDb):
                header = header_of(table)
                session.open_csv(table, header, ",", range(len(header)))
            else:
                session.open_csv(table, header_of(table), ",")
            yield session


@contextmanager
def in_postgres(table: Path, url: str) -> Iterator[Any]:
    """A CSV file as a table of texts in PostgreSQL."""
    import psycopg

    from crossfoot.engines.postgres import Address, Postgres

    columns = ", ".join(f'"{name}" text' for name in header_of(table))
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as database:
        database.execute(f"DROP TABLE IF EXISTS {TABLE}")
        database.execute(f"CREATE TABLE {TABLE} ({columns})")
        copied = f"COPY {TABLE} FROM STDIN WITH (FORMAT csv, HEADER)"
        with table.open("rb") as file, database.cursor().copy(copied) as into:
            while block := file.read(1 << 20):
                into.write(block)
        try:
            with Postgres(Address.of(f"{url}?table={TABLE}")) as session:
                yield session
        finally:
            database.execute(f"DROP TABLE IF EXISTS {TABLE}")


def rows_found(session: Any) -> dict[str, list[int]]:
    """By rule the rows of the table that break it, by their ``row_id``.

    Rows that the engine leaves to the exact evaluator are shown to it, with those around them.
    """
    declared = declare(REPOSITORY / "crossfoot.toml", ())
    binder = binder_for(declared)
    mapping = declared.config.mappings(REPOSITORY / "table.csv")[""]
    outline = binder.outline([column.name for column in session.columns], mapping)
    if outline is None:
        raise SystemExit("the table does not have the columns of the benchmark")
    rules = declared.rules.of_form(outline.form.id)
    needed = fields_needed(rules, outline.form)
    reader = Reader(binder.counted_column, binder.role, lambda _: False)
    prepared = Preparation(session, outline, reader).prepare(
        name for name in outline.form.fields if name in needed
    )
    search = find.search(session, rules, prepared.scene)
    names = [column.name for column in session.columns]

    def confirmed(found: find.Found) -> set[int]:
        rows = {*found.looks, *search.odd}
        around = set(rows)
        for by in found.query.by:
            asked = neighbours(by, sorted(rows), prepared.scene) if rows and by else None
            around |= set() if asked is None else {int(row[0]) for row in session.rows(asked)}
        if not rows:
            return set()
        numbers = sorted(around)
        texts = [tuple(map(as_text, row[1:])) for row in session.written(numbers, names)]
        grid = Grid("table", (tuple(names), *texts))
        table = binder.bind_columns(grid, 1, mapping, prepared.counted)
        if table is None:
            raise SystemExit("the table does not have the columns of the benchmark")
        view = TableView(Submission("table", Document("table", "csv"), (table,)), table)
        records = [r for r, n in zip(table.records, numbers, strict=True) if n in rows]
        tables = Tables(view, declared.pack, declared.config.round)
        told, _ = judge_rows(found.query.rule, found.query.field, tables, records)
        return {
            numbers[judged.record.index]
            for judged in told
            if judged.verdict is Verdict.FAIL and judged.record is not None
        }

    def named(rows: set[int]) -> list[int]:
        """Rows by the number that the table gives them: a database keeps them in its own order."""
        return sorted(int(row[1]) for row in session.written(sorted(rows), ["row_id"]))

    return {found.query.rule.id: named({*found.fails, *confirmed(found)}) for found in search.found}


def as_text(cell: Any) -> str:
    """A cell as the benchmark's tables state it: its only doubles are rates of two digits."""
    if cell is None:
        return ""
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def main() -> int:
    """Run one engine once; 1 when a row is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engine", choices=["spark", "postgres", "duckdb"])
    parser.add_argument("table", type=Path)
    parser.add_argument("--url", default=os.environ.get("CROSSFOOT_TEST_POSTGRES"))
    wanted = parser.parse_args()
    truth = json.loads(wanted.table.with_suffix(".truth.json").read_text(encoding="utf-8"))["truth"]
    with opened(wanted.engine, wanted.table, wanted.url) as session:
        start = time.monotonic()
        found = rows_found(session)
        seconds = time.monotonic() - start
    wrong = sorted(rule for rule, rows in truth.items() if found.get(rule) != sorted(rows))
    for rule, rows in truth.items():
        print(f"{rule:6} {len(found.get(rule, ())):8} found {len(rows):8} true")
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{wanted.engine}: {seconds:.1f} s, of them {used.ru_utime:.1f} s CPU in this process")
    print(f"differ: {', '.join(wrong)}" if wrong else "every row as in the truth")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
