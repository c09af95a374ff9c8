"""An ordinary check stays light: heavy libraries are loaded by those who ask for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "pandas",
    "pandera",
    "great_expectations",
    "scipy",
    "pyspark",
    "duckdb",
    "sqlglot",
    "sqlalchemy",
    "psycopg",
    "numpy",
    "jinja2",
    "openpyxl",
    "docx",
)
PROBE = """
import json, sys
from crossfoot.cli import main
sys.argv = ["crossfoot", "check", "--format", "json", "-o", sys.argv[1], sys.argv[2]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
print(json.dumps({"code": code or 0, "loaded": sorted(sys.modules)}))
"""


def rows(number: int) -> str:
    """A clean table: found, rectified, and the rate that follows to one decimal."""
    lines = ["单位名称,排查一般隐患,一般隐患已整改,一般隐患整改率"]
    for count in range(number):
        found = 100 + count % 89
        rectified = found - count % 13
        tenths = (2000 * rectified + found) // (2 * found)
        lines.append(f"第{count}网格,{found},{rectified},{tenths // 10}.{tenths % 10}%")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    folder = tmp_path_factory.mktemp("light")
    data = folder / "隐患排查治理情况统计表.csv"
    data.write_text(rows(3000), encoding="utf-8")
    report = folder / "report.json"
    result = subprocess.run(
        [sys.executable, "-c", PROBE, str(report), str(data)],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    said = json.loads(result.stdout.splitlines()[-1])
    return said, json.loads(report.read_text(encoding="utf-8"))


def test_three_thousand_rows_are_really_checked(checked: tuple[dict, dict]) -> None:
    said, report = checked
    assert said["code"] == 0
    assert report["findings"] == []
    assert report["coverage"]["passed"] >= 2 * 3000


def test_heavy_libraries_stay_unloaded(checked: tuple[dict, dict]) -> None:
    loaded = set(checked[0]["loaded"])
    assert not loaded & set(HEAVY)


def test_importing_crossfoot_loads_nothing_heavy() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import crossfoot, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(said.stdout.split())
    assert "crossfoot" in loaded
    assert not loaded & {*HEAVY, "typer", "yaml"}


def test_without_pandas_a_frame_gets_one_plain_sentence() -> None:
    hidden = "import sys; sys.modules['pandas'] = None; import crossfoot; crossfoot.check(object())"
    said = subprocess.run(
        [sys.executable, "-c", hidden],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    last = said.stderr.splitlines()[-1]
    assert "checking data frames needs pandas" in last
    assert last.endswith('pip install "crossfoot[frames]"')


def test_without_pandas_the_command_line_says_so_and_calls_it_wrong_usage(tmp_path: Path) -> None:
    hidden = (
        "import sys; sys.modules['pandas'] = None; sys.argv = ['crossfoot', 'check', '.', "
        "'--engine', 'pandas']; from crossfoot.cli import main; main()"
    )
    said = subprocess.run(
        [sys.executable, "-c", hidden],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert line.endswith('pip install "crossfoot[frames]"')
