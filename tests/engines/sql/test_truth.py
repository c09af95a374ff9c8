"""The benchmark's ten rules on ten thousand rows: every engine finds the rows that are wrong."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
_UNITS = 770  # of thirteen rows each


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import other_engines

    return other_engines


@pytest.fixture
def table(engines: ModuleType, tmp_path: Path) -> tuple[Path, dict[str, list[int]]]:
    import generate
    import oracle

    path = tmp_path / "10k.csv"
    assert generate.write_csv(path, _UNITS, 1) == 13 * _UNITS
    return path, oracle.truth_of(path)


def test_duckdb_finds_the_truth(engines: ModuleType, table: tuple[Path, dict]) -> None:
    path, truth = table
    with engines.opened("duckdb", path) as session:
        assert engines.rows_found(session) == truth


def test_postgres_finds_the_truth(
    engines: ModuleType, table: tuple[Path, dict], postgres: str
) -> None:
    path, truth = table
    with engines.opened("postgres", path, postgres) as session:
        assert engines.rows_found(session) == truth


def test_spark_finds_the_truth(engines: ModuleType, table: tuple[Path, dict], spark: Any) -> None:
    path, truth = table
    with engines.opened("spark", path, spark=spark) as session:
        assert engines.rows_found(session) == truth
