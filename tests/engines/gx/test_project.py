"""Projects written, loaded by Great Expectations in a process of its own, and run."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crossfoot import handover
from crossfoot.engines.gx.running import Outcome
from crossfoot.handover import Wanted
from tests.engines.gx import townships
from tests.engines.gx.test_offline import Outside

# Great Expectations and what it stands on remark on each other's versions while they run.
pytestmark = [
    pytest.mark.skipif(
        find_spec("great_expectations") is None, reason="Great Expectations is not installed"
    ),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).resolve().parents[3]
BENCHMARKS = ROOT / "benchmarks"
REPOSITORY = BENCHMARKS / "repository" / "crossfoot.toml"
FAULTY = 5  # faults are so many times as frequent as usual, so that a small table has them all
TEXTS = {"unit_id": "TEXT", "period": "TEXT", "sector": "TEXT"}
AMOUNTS = {"rate": "NUMERIC(7,2)", "fine_wan": "NUMERIC(12,2)"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A table of 208 rows that breaks every rule of the benchmark, and how many rows break each."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        patch.setattr(sys, "dont_write_bytecode", True)
        generate, oracle = _module("generate"), _module("oracle")
        table = folder / "small.csv"
        generate.write_csv(table, 16, FAULTY)
        truth = {rule: len(rows) for rule, rows in oracle.truth_of(table).items()}
    assert all(truth.values()), truth
    return table, truth


def _module(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(name)


def cells(table: Path) -> tuple[list[str], list[list[str | None]]]:
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [[cell or None for cell in row] for row in rows]


def described(header: list[str]) -> str:
    kinds = TEXTS | AMOUNTS
    return ", ".join(f'"{name}" {kinds.get(name, "INTEGER")}' for name in header)


def in_sqlite(table: Path, database: Path) -> str:
    header, rows = cells(table)
    held = sqlite3.connect(database)
    held.execute(f"CREATE TABLE rectification ({described(header)})")
    values = ", ".join("?" * len(header))
    held.executemany(f"INSERT INTO rectification VALUES ({values})", rows)
    held.commit()
    held.close()
    return f"sqlite:///{database}"


def counts(outcomes: tuple[Outcome, ...]) -> dict[str, int | None]:
    assert [one.trouble for one in outcomes if one.trouble] == []
    return {one.rule: one.count for one in outcomes if one.rule != "CF-READ"}


def by_itself(project: Path, suite: str, source: str) -> dict[str, Any]:
    """What Great Expectations says of a project in a process that knows nothing of crossfoot."""
    script = (
        "import json, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "sys.modules['crossfoot'] = None\n"
        "import great_expectations as gx\n"
        f"context = gx.get_context(mode='file', project_root_dir={str(project)!r})\n"
        f"suite = context.suites.get({suite!r})\n"
        f"result = context.validation_definitions.get({suite!r}).run()\n"
        "held = [(one.expectation_config.meta['crossfoot']['rule'],\n"
        "         one.expectation_config.severity, one.expectation_config.description,\n"
        "         one.result.get('observed_value', one.result.get('unexpected_count')))\n"
        "        for one in result.results]\n"
        "print(json.dumps({'suite': len(suite.expectations), 'held': held}, default=str))\n"
    )
    program = project.parent / "alone.py"
    program.write_text(script, encoding="utf-8")
    environment = {**os.environ, "CROSSFOOT_GX_SOURCE": source, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(program)],
        env=environment,
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_the_ten_rules_are_counted_on_sqlite_as_the_generator_spoiled_them(
    made: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    table, truth = made
    source = in_sqlite(table, tmp_path / "made.db")
    project = tmp_path / "project"
    handover.build(project, [Wanted(None, "rectification")], source=source, config=REPOSITORY)
    ran = handover.run(project, source=source)
    assert counts(ran.outcomes) == truth
    assert ran.refitted == ()
    assert source not in "".join(
        path.read_text(encoding="utf-8") for path in (project / "gx").glob("*.yml")
    )


def test_a_project_is_whole_without_crossfoot_and_its_pages_without_the_net(
    tmp_path: Path,
) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    source = townships.database(tmp_path / "year.db", "年报 2025")
    project = tmp_path / "project"
    config = tmp_path / "crossfoot.toml"
    built = handover.build(project, [Wanted("hazard", "年报 2025")], source=source, config=config)
    ran = handover.run(project, source=source)

    found = counts(ran.outcomes)
    assert {rule: found[rule] for rule in townships.BROKEN} == {
        rule: len(units) for rule, units in townships.BROKEN.items()
    }
    assert [found[rule] for rule in townships.HOLD] == [0, 0]

    alone = by_itself(project, "hazard-sqlite", source)
    assert alone["suite"] == len(built.fitted[0].expected)
    assert {rule: count for rule, _, _, count in alone["held"] if rule != "CF-READ"} == found
    told = {rule: (severity, text) for rule, severity, text, _ in alone["held"]}
    assert "critical" in told["HZ01"][0].casefold()
    assert "info" in told["PL02"][0].casefold()
    assert told["HZ01"][1].startswith("HZ01 强制性：")
    assert "\nHZ01 hard: " in told["HZ01"][1]

    pages = sorted((project / "gx/uncommitted/data_docs/local_site").rglob("*.html"))
    assert len(pages) == 3
    for page in pages:
        seen = Outside(page.read_text(encoding="utf-8"))
        assert (seen.found, seen.scripts, seen.policy) == ([], 0, True), page
    (run,) = (page for page in pages if "validations" in page.parts)
    assert "HZ02 强制性：" in run.read_text(encoding="utf-8")

    readme = (project / "README.md").read_text(encoding="utf-8")
    left = {one.rule for one in built.fitted[0].unfit}
    assert left
    assert all(rule in readme for rule in left)


def test_a_project_without_a_source_is_for_tables_as_declared(tmp_path: Path) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    built = handover.build(tmp_path / "project", config=tmp_path / "crossfoot.toml")
    suites = sorted(path.stem for path in (tmp_path / "project/gx/expectations").glob("*.json"))
    assert suites == sorted(fitted.suite for fitted in built.fitted)
    assert "hazard-postgres" in suites
    text = (tmp_path / "project/gx/great_expectations.yml").read_text(encoding="utf-8")
    assert "${CROSSFOOT_GX_SOURCE}" in text
    held = (tmp_path / "project/gx/expectations/hazard-postgres.json").read_text(encoding="utf-8")
    assert "一般隐患" in held


def test_expectations_added_by_hand_stay(tmp_path: Path) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    source = townships.database(tmp_path / "year.db")
    project, wanted = tmp_path / "project", [Wanted("hazard", "townships")]
    handover.build(project, wanted, source=source, config=tmp_path / "crossfoot.toml")
    suite = project / "gx/expectations/hazard-sqlite.json"
    held = json.loads(suite.read_text(encoding="utf-8"))
    held["expectations"].append(
        {
            "type": "expect_table_row_count_to_equal",
            "kwargs": {"value": 7},
            "severity": "warning",
            "meta": {},
        }
    )
    del held["expectations"][0]  # and one of ours is lost
    suite.write_text(json.dumps(held), encoding="utf-8")
    built = handover.build(project, wanted, source=source, config=tmp_path / "crossfoot.toml")
    assert built.written == ("hazard-sqlite",)
    again = json.loads(suite.read_text(encoding="utf-8"))["expectations"]
    assert len(again) == len(built.fitted[0].expected) + 1
    assert again[-1]["type"] == "expect_table_row_count_to_equal"


@pytest.mark.skipif("CROSSFOOT_TEST_POSTGRES" not in os.environ, reason="no PostgreSQL to run on")
def test_the_ten_rules_are_counted_on_postgres(
    made: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    import sqlalchemy as sa

    table, truth = made
    source = os.environ["CROSSFOOT_TEST_POSTGRES"]
    engine = sa.create_engine(source)
    header, rows = cells(table)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE SCHEMA IF NOT EXISTS gx_test"))
            connection.execute(sa.text("DROP TABLE IF EXISTS gx_test.rectification"))
            connection.execute(sa.text(f"CREATE TABLE gx_test.rectification ({described(header)})"))
            values = ", ".join(f":{name}" for name in header)
            connection.execute(
                sa.text(f"INSERT INTO gx_test.rectification VALUES ({values})"),
                [dict(zip(header, row, strict=True)) for row in rows],
            )
        wanted = [Wanted(None, "gx_test.rectification")]
        handover.build(tmp_path / "project", wanted, source=source, config=REPOSITORY)
        ran = handover.run(tmp_path / "project", source=source)
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA gx_test CASCADE"))
        engine.dispose()
    assert counts(ran.outcomes) == truth


def test_the_ten_rules_are_counted_on_spark(
    made: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    if find_spec("pyspark") is None or _no_java():
        pytest.skip("no pyspark, or no Java for it")
    import duckdb

    table, truth = made
    parquet = tmp_path / "made.parquet"
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in TEXTS)
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{table}', types = {{{kinds}}})) "
        f"TO '{parquet}' (FORMAT parquet)"
    )
    source = f"spark:{parquet}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = [Wanted("rectification", None)]
        handover.build(tmp_path / "project", wanted, source=source, config=REPOSITORY)
        ran = handover.run(tmp_path / "project", source=source)
    assert counts(ran.outcomes) == truth


def _no_java() -> bool:
    from shutil import which

    return which("java") is None and "JAVA_HOME" not in os.environ
