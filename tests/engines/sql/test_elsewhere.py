"""A table in PostgreSQL or on Spark, judged from the command line as a file would be."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from crossfoot import pipeline
from crossfoot.large.elsewhere import Elsewhere
from crossfoot.vetting.model import Report

ROWS = """单位,月份,类别,累计发现,累计整改,整改率
001,2024-01,水库,4,2,50.0
001,2024-01,堤防,6,7,116.7
001,2024-01,合计,11,9,81.8
001,2024-02,水库,3,4,133.3
001,2024-02,堤防,7,１２,
001,2024-02,合计,10,—,
"""
RULES = """
- {id: S1, form: sluice, check: fixed <= found, zh: 整改不多于发现}
- {id: S2, form: sluice, check: "rate == pct(fixed, found)", zh: 整改率应算得出}
- {id: S3, form: sluice, for_each: cumulative, check: f >= prev(f), zh: 累计数不减}
- {id: S4, form: sluice, for_each: additive, check: total(f) == sum(leaf(f)), zh: 合计等于各类之和}
"""
FORM = """
form: sluice
zh: 水闸检查
grain: [unit, period, sector]
fields:
  - {id: unit, type: text, zh: 单位}
  - {id: period, type: text, zh: 月份}
  - {id: sector, type: text, zh: 类别}
  - {id: found, type: int, zh: 累计发现, unit: 处, agg: add, cumulative: true}
  - {id: fixed, type: int, zh: 累计整改, unit: 处, agg: add, cumulative: true}
  - {id: rate, type: pct, zh: 整改率, agg: rate, decimals: 1}
"""
CONFIG = """
pack = "none"
[[files]]
match = "*"
form = "sluice"
key = ["unit", "period", "sector"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository with one form, its rules and a table."""
    (tmp_path / "crossfoot.toml").write_text(CONFIG, encoding="utf-8")
    for folder, name, text in (
        ("schemas", "form.yaml", FORM),
        ("schemas", "words.yaml", "tokens: {total: [合计], not_applicable: [—]}\n"),
        ("checks", "rules.yaml", RULES),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "sluices.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def said(report: Report) -> list[tuple[str, str, str]]:
    """Findings by rule, row and sentence."""
    return sorted((f.rule, f.subject.row or "", f.message.zh) for f in report.findings)


def test_a_table_in_postgres_is_judged_like_the_file(office: Path, postgres: str) -> None:
    from sqlalchemy import create_engine, text

    header, *rows = csv.reader(ROWS.splitlines())
    database = create_engine(postgres)
    columns = ", ".join(f'"{name}" text' for name in header)
    marks = ", ".join(f":c{n}" for n in range(len(header)))
    with database.begin() as connection:
        connection.execute(text('DROP TABLE IF EXISTS "水闸"'))
        connection.execute(text(f'CREATE TABLE "水闸" ({columns})'))
        for row in rows:
            values = {f"c{n}": cell or None for n, cell in enumerate(row)}
            connection.execute(text(f'INSERT INTO "水闸" VALUES ({marks})'), values)
    database.dispose()
    with Elsewhere("postgres", None) as elsewhere:
        report = elsewhere.check([f"{postgres}?table=水闸"], office / "crossfoot.toml")
    expected = said(pipeline.check_paths([office / "sluices.csv"]))
    assert said(report) == expected
    assert {rule for rule, _, _ in expected} == {"S1", "S3", "S4"}


def test_a_table_that_is_not_there_is_a_finding_with_its_name(office: Path, postgres: str) -> None:
    with Elsewhere("postgres", None) as elsewhere:
        report = elsewhere.check([f"{postgres}?table=nowhere"], office / "crossfoot.toml")
    (finding,) = report.findings
    assert finding.rule == "CF01"
    assert "nowhere" in finding.message.en


def test_a_file_on_spark_is_judged_like_the_file(office: Path, spark: Any) -> None:
    del spark  # the running session is used
    path = office / "sluices.csv"
    with Elsewhere("spark", None) as elsewhere:
        report = elsewhere.check([str(path)], office / "crossfoot.toml")
    assert said(report) == said(pipeline.check_paths([path]))
