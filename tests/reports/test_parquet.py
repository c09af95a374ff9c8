"""Findings as Parquet: all of them, read back as they were written, or no file at all."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot import pipeline
from crossfoot.model.finding import Level
from crossfoot.reports import parquet
from crossfoot.reports.delivery import DeliveryFault, made_into_file
from crossfoot.vetting.model import Cut, Report

FORM = """
form: wells
zh: 水井
en: Wells
grain: [village]
fields:
  - {id: village, type: text, zh: 村, en: village}
  - {id: dug, type: int, zh: 已打井, en: dug}
  - {id: in_use, type: int, zh: 在用井, en: in use}
"""
RULES = """
- {id: W1, form: wells, check: in_use <= dug, zh: 在用的井不多于已打的井, en: No more than were dug}
"""
CONFIG = """
[[files]]
match = "*.csv"
form = "wells"
key = ["village"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A water office with one village whose figures do not go together."""
    for name, text in (
        ("crossfoot.toml", CONFIG),
        ("schemas/wells.yaml", FORM),
        ("checks/wells.yaml", RULES),
        ("wells.csv", "村,已打井,在用井\n东村,5,4\n“西”村,3,6\n"),
        ("right.csv", "村,已打井,在用井\n东村,5,4\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def report_of(path: Path) -> Report:
    return pipeline.check_paths([path])


def read_back(path: Path) -> list[dict[str, object]]:
    import duckdb

    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_finding_comes_back_with_its_figures_and_words(office: Path) -> None:
    report = report_of(office / "wells.csv")
    made_into_file(lambda draft: parquet.write(report, draft), office / "found.parquet")
    ((row),) = read_back(office / "found.parquet")
    assert list(row) == list(parquet.COLUMNS)
    (finding,) = report.findings
    assert row == {
        "rule": "W1",
        "level": "hard",
        "verdict": "fail",
        "submission": finding.subject.submission,
        "form": "wells",
        "field": finding.subject.field,
        "row": "“西”村",
        "line": 3,
        "stated": finding.stated,
        "expected": None if finding.expected is None else finding.expected.text,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "fingerprint": finding.fingerprint,
    }


def test_rows_that_are_only_counted_come_behind_with_their_keys(office: Path) -> None:
    keys = [f"村{n}" for n in range(25_001)]
    cut = Cut("wells.csv", "W1", Level.SOFT, "wells", None, 25_002, 1, rest=lambda: iter(keys))
    report = replace(report_of(office / "wells.csv"), cuts=(cut,))
    parquet.write(report, office / "found.parquet")
    rows = read_back(office / "found.parquet")
    assert [row["row"] for row in rows] == ["“西”村", *keys]
    assert {row["message_zh"] for row in rows[1:]} == {None}
    assert {(row["rule"], row["level"], row["verdict"]) for row in rows[1:]} == {
        ("W1", "soft", "fail")
    }


def test_no_findings_make_an_empty_file_with_its_columns(office: Path) -> None:
    parquet.write(report_of(office / "right.csv"), office / "found.parquet")
    import duckdb

    described = duckdb.connect().execute(
        "DESCRIBE SELECT * FROM read_parquet(?)", [str(office / "found.parquet")]
    )
    assert {row[0]: row[1] for row in described.fetchall()} == parquet.COLUMNS
    assert read_back(office / "found.parquet") == []


def test_what_fails_on_the_way_leaves_the_old_file_and_nothing_else(office: Path) -> None:
    def broken() -> object:
        yield "村1"
        raise OSError(28, "No space left on device")

    cut = Cut("wells.csv", "W1", Level.HARD, "wells", None, 9, 1, rest=broken)  # type: ignore[arg-type]
    report = replace(report_of(office / "wells.csv"), cuts=(cut,))
    target = office / "found.parquet"
    target.write_bytes(b"of yesterday")
    before = sorted(office.iterdir())
    with pytest.raises(DeliveryFault, match="No space left"):
        made_into_file(lambda draft: parquet.write(report, draft), target)
    assert target.read_bytes() == b"of yesterday"
    assert sorted(office.iterdir()) == before


def test_the_command_line_wants_a_file_for_it(office: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "crossfoot", "check", *arguments, "--format", "parquet"],
            cwd=office,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    without = run("wells.csv")
    assert (without.returncode, without.stdout) == (2, "")
    assert "-o FILE" in without.stderr
    named = run("wells.csv", "-o", "it's found.parquet")
    assert (named.returncode, named.stdout) == (1, "")
    assert [row["rule"] for row in read_back(office / "it's found.parquet")] == ["W1"]
