"""Every engine and the exact evaluator agree, on any table and any rule.

An engine may accuse no row that the exact evaluator passes, and has to point at every row that it
has something to say of.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossfoot.declared import Declared
from crossfoot.engines.duckdb import DuckDb
from crossfoot.engines.postgres import Address, Postgres
from crossfoot.engines.spark import Spark
from tests.engines.sql import ledger
from tests.engines.sql.judging import Rows, Verdicts, differences, exactly, office, searched

_MANY = 400
"""Rows of the large tables that engines get which are slow to start."""


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ledger.HEADER)
        writer.writerows(rows)
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_duckdb_and_the_exact_evaluator_agree(data: st.DataObject) -> None:
    def choose(options: Sequence[Any]) -> Any:
        return data.draw(st.sampled_from(options))

    rows = ledger.table(choose, data.draw(st.integers(1, 8)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        declared = office(folder, ledger.rules(choose, 3))
        if declared is None:
            return  # figures of different kinds cannot be added
        path = write(folder / "台账.csv", rows)
        with DuckDb(folder) as session:
            session.open_csv(path, ledger.HEADER, ",", range(len(ledger.HEADER)), ledger.COUNTS)
            search = searched(declared, session)
        assert differences(exactly(declared, rows), search, declared, rows) == []


def large(folder: Path, seed: int, count: int) -> tuple[list[list[str]], Declared, Verdicts]:
    """A large table and many rules, and what the exact evaluator says of them."""
    generator = random.Random(seed)
    rows = ledger.table(generator.choice, _MANY)
    declared = None
    while declared is None:  # a rule that makes no sense spoils its file
        declared = office(folder, ledger.rules(generator.choice, count))
    told = exactly(declared, rows)
    assert sum(map(len, told.findings.values())) > _MANY, "the rules hardly say anything"
    return rows, declared, told


def test_duckdb_and_the_exact_evaluator_agree_on_large_tables(tmp_path: Path) -> None:
    for seed in range(3):
        rows, declared, told = large(tmp_path, seed, 12)
        with DuckDb(tmp_path) as session:
            path = write(tmp_path / "台账.csv", rows)
            session.open_csv(path, ledger.HEADER, ",", range(len(ledger.HEADER)), ledger.COUNTS)
            search = searched(declared, session)
        assert differences(told, search, declared, rows) == []


def test_postgres_and_the_exact_evaluator_agree(tmp_path: Path, postgres: str) -> None:
    names = ", ".join(f'"{name}" text' for name in ledger.HEADER)
    values = ", ".join(["%s"] * len(ledger.HEADER))
    blank = random.Random(0)
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as database:
        for seed in range(3):
            rows, declared, told = large(tmp_path, seed, 12)
            database.execute('DROP TABLE IF EXISTS "隐患 台账"')
            database.execute(f'CREATE TABLE "隐患 台账" ({names})')
            given_rows = [[cell or blank.choice((None, "")) for cell in row] for row in rows]
            database.cursor().executemany(
                f'INSERT INTO "隐患 台账" VALUES ({values})',
                given_rows,
            )
            with Postgres(Address.of(f'{postgres}?table="隐患 台账"')) as session:
                search = searched(declared, session)
            assert differences(told, search, declared, rows) == []
        database.execute('DROP TABLE "隐患 台账"')


def test_spark_and_the_exact_evaluator_agree(tmp_path: Path, spark: Any) -> None:
    for seed in range(2):
        rows, declared, told = large(tmp_path, seed, 12)
        path = write(tmp_path / "台账.csv", rows)
        with Spark(spark) as session:
            session.open_csv(path, ledger.HEADER, ",")
            search = searched(declared, session)
        assert differences(told, search, declared, rows) == []
