"""A frame says what the file with the same content says; --engine pandas reads files as frames."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossfoot
from crossfoot.frames import frames_first
from crossfoot.model.finding import Finding
from crossfoot.pipeline import check_paths
from tests.engines.frames.canteens import meals, open_office

HEADER = ["school", "month", "planned", "served", "rate"]


def told(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    """Everything of a finding but the name of its file and what the gate adds."""
    return [
        (
            finding.rule,
            finding.level,
            finding.message,
            finding.stated,
            finding.expected,
            finding.subject.row,
            [(figure.text, figure.place.line, figure.place.column) for figure in finding.figures],
        )
        for finding in findings
        if finding.rule != "CF08"
    ]


cell = st.sampled_from(["", "0", "7", "12", "012", "1,208", "约5", "/", "见附件", "33.3%", "1.5万"])
line = st.tuples(
    st.sampled_from(["北门小学", "南门小学", "合计"]),
    st.sampled_from(["3月", "4月"]),
    cell,
    cell,
    st.sampled_from(["", "100%", "97.7%", "58.3", "0.583", "—"]),
)


@settings(max_examples=25)
@given(rows=st.lists(line, min_size=1, max_size=6))
def test_a_frame_of_texts_and_its_csv_file_are_the_same(
    rows: list[tuple[str, ...]], office: str
) -> None:
    frame = pd.DataFrame(rows, columns=HEADER)
    path = Path(office).parent / "meals.csv"
    frame.to_csv(path, index=False)
    of_file = crossfoot.check(path, config=office)
    of_frame = crossfoot.check(frame, form=None, config=office)
    assert told(of_frame.findings) == told(of_file.findings)
    assert of_frame.coverage == of_file.coverage


def as_frames(path: Path, config: str) -> Any:
    return check_paths([path], config=Path(config), opened_by=frames_first(config))


def test_a_csv_file_is_read_as_it_is_written(tmp_path: Path, office: str) -> None:
    path = tmp_path / "供餐.csv"
    text = "school,month,planned,served,rate\nNA,3月,010,1E1,84.60%\nnull,3月,20,30,150.0%\n"
    path.write_bytes(text.encode("gb18030"))
    report = as_frames(path, office)
    by_rule = {finding.rule: finding for finding in report.findings}
    assert by_rule["ME01"].subject.row == "null 3月"
    assert by_rule["ME01"].figures[0].place.line == 3
    assert {figure.text for finding in report.findings for figure in finding.figures} >= {"1E1"}
    assert report.run.inputs[0].sha256 != ""
    assert report.submissions[0].forms == ("meals",)


def test_the_engine_finds_what_the_usual_one_finds(tmp_path: Path, office: str) -> None:
    frame = pd.DataFrame(meals(served=[530, 500, None, 341]))
    path = tmp_path / "供餐.csv"
    frame.to_csv(path, index=False)
    usual = crossfoot.check(path, config=office)
    found = as_frames(path, office)
    assert told(found.findings) == told(usual.findings)
    assert found.coverage == usual.coverage


@pytest.mark.parametrize(
    "text",
    [
        "城关区学校食堂供餐情况表,,\n学校,计划份数,实供份数\n北门小学,5,6\n",  # a title on top
        "学校,计划份数,实供份数\n北门小学,5,6\n多一格,1,2,3\n",
        '学校,计划份数,实供份数\n"北门\n小学",5,6\n',
        "甲,乙\n1,2\n",
        "",
    ],
    ids=["title", "ragged", "line break", "no form", "empty"],
)
def test_what_is_no_plain_table_is_left_to_the_readers(
    text: str, tmp_path: Path, office: str
) -> None:
    path = tmp_path / "供餐.csv"
    path.write_text(text, encoding="utf-8")
    assert as_frames(path, office) == crossfoot.check(path, config=office)


def parquet(path: Path, select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")


def test_parquet_is_read_without_pyarrow_and_decimals_stay_exact(
    tmp_path: Path, office: str
) -> None:
    path = tmp_path / "meals.parquet"
    parquet(
        path,
        """SELECT * FROM (VALUES
        ('北门小学', '3月', 520, 508, 0.10::DECIMAL(9,2), 0.20::DECIMAL(9,2), 0.30::DECIMAL(9,2)),
        ('南门小学', '3月', 340, 341, 0.10::DECIMAL(9,2), NULL, 0.31::DECIMAL(9,2)),
        ('西门小学', '3月', 340, 0, 1.10::DECIMAL(9,2), 2.20::DECIMAL(9,2), 3.31::DECIMAL(9,2)))
        t(school, month, planned, served, cost, staff_cost, whole_cost)""",
    )
    report = as_frames(path, office)
    assert [(finding.rule, finding.subject.row) for finding in report.findings] == [
        ("ME01", "南门小学 3月"),
        ("ME03", "西门小学 3月"),
    ]
    (cost,) = [f for f in report.findings[1].figures if f.field == "cost"]
    assert cost.text == "1.10"


def test_parquet_doubles_without_declared_digits_are_refused_by_the_command(
    tmp_path: Path, office: str
) -> None:
    path = tmp_path / "meals.parquet"
    parquet(path, "SELECT '北门小学' AS school, 0.5::DOUBLE AS weight, 3 AS planned")
    command = ["check", str(path), "--engine", "pandas", "--config", office, "--lang", "zh"]
    result = subprocess.run(
        [sys.executable, "-m", "crossfoot", *command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"},
        check=False,
    )
    assert result.returncode == 2, result.stderr
    (said,) = result.stderr.splitlines()
    assert "meals.yaml:14:5: “余量”（weight）以双精度浮点数提供" in said
    assert "decimals: 1" in said


def test_the_command_line_reports_what_it_found(tmp_path: Path) -> None:
    open_office(tmp_path)
    pd.DataFrame(meals(served=[530, 500, 340, 341])).to_csv(tmp_path / "供餐.csv", index=False)
    command = ["check", "供餐.csv", "--engine", "pandas", "--format", "json"]
    result = subprocess.run(
        [sys.executable, "-m", "crossfoot", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert result.stderr == ""
    report = json.loads(result.stdout)
    assert [finding["rule"] for finding in report["findings"]] == ["ME01", "ME02"]
    assert report["findings"][0]["figures"][0]["line"] == 2


class Arrow:
    """What an Arrow table offers."""

    def to_pydict(self) -> dict[str, list[Any]]:
        return meals(
            served=[530, None, 340, 341],
            cost=[Decimal("0.10")] * 4,
            staff_cost=[Decimal("0.20")] * 4,
            whole_cost=[Decimal("0.30"), Decimal("0.31"), Decimal("0.30"), None],
        )


class Polars:
    """What a frame of polars offers."""

    def lazy(self) -> PolarsLazy:
        return PolarsLazy()

    def to_dict(self, *, as_series: bool = True) -> dict[str, list[Any]]:
        assert not as_series
        return Arrow().to_pydict()


class PolarsLazy:
    """What a query of polars offers."""

    def lazy(self) -> PolarsLazy:
        return self

    def collect(self) -> Polars:
        return Polars()


@pytest.mark.parametrize("kind", [Arrow, Polars, PolarsLazy])
def test_frames_of_other_libraries_hand_over_exact_figures(kind: type, office: str) -> None:
    report = crossfoot.check(kind(), form="meals", config=office)
    assert [(finding.rule, finding.stated) for finding in report.findings] == [
        ("ME01", "530"),
        ("ME02", "97.7%"),
        ("ME03", "0.31"),
    ]
    assert report.frame["row"].tolist() == [0, 0, 1]


def test_a_relation_of_duckdb_is_a_frame_too(office: str) -> None:
    with duckdb.connect() as connection:
        found = connection.sql(
            "SELECT '北门小学' AS school, 3 AS planned, 4 AS served, 0.10::DECIMAL(5,2) AS cost"
        )
        report = crossfoot.check(found, form="meals", config=office)
    assert [finding.rule for finding in report.findings] == ["ME01"]


def test_a_file_of_the_sample_round_without_its_title_is_one_frame(tmp_path: Path) -> None:
    """Sectors, their sum and what is wrong with it are told from a frame as from the file."""
    source = Path("fixtures/云溪县2023年上半年/白露镇/隐患排查治理情况统计表.csv")
    _, _, table = source.read_text(encoding="utf-8-sig").split("\n", 2)
    path = tmp_path / source.name
    path.write_text(table, encoding="utf-8")
    usual = crossfoot.check(path)
    found = as_frames(path, "crossfoot.toml")
    assert told(found.findings) == told(usual.findings)
    assert {finding.rule for finding in found.findings} >= {"HZ01"}
    assert found.coverage.passed > 20
