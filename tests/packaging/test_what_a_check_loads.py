"""A check of a CSV file starts soon: it loads what reads, judges and reports that file, no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

LIBRARIES = (
    "typer",
    "click",
    "pydantic",
    "rich",
    "markdown_it",
    "pygments",
    "jinja2",
    "lxml",
    "xlrd",
    "defusedxml",
    "tabulate",
    "email",
    "importlib.metadata",
    "subprocess",
    "tempfile",
    "asyncio",
    "logging",
    "unittest",
)
ROOMS = (
    "crossfoot.arguments",
    "crossfoot.commands",
    "crossfoot.frames",
    "crossfoot.gx_commands",
    "crossfoot.handover",
    "crossfoot.narrative",
    "crossfoot.engines.duckdb",
    "crossfoot.engines.gx",
    "crossfoot.engines.spark",
    "crossfoot.readers.docx",
    "crossfoot.readers.html",
    "crossfoot.readers.markup",
    "crossfoot.readers.ods",
    "crossfoot.readers.pdf",
    "crossfoot.readers.xls",
    "crossfoot.readers.xlsx",
    "crossfoot.readers.xml2003",
    "crossfoot.reports.lint",
    "crossfoot.reports.markdown",
    "crossfoot.reports.parquet",
    "crossfoot.reports.reading_html",
    "crossfoot.reports.rule_list",
    "crossfoot.reports.rulebook",
    "crossfoot.reports.table",
    "crossfoot.rules.cards",
    "crossfoot.rules.lint",
    "crossfoot.rules.sql",
    "crossfoot.vetting.mutation",
)
CONFIG = """pack = "none"

[[files]]
match = "*.csv"
form = "fund"
key = ["no"]
"""
FORM = """form: fund
zh: 资金拨付表
en: Fund transfers
fields:
  - {id: "no", zh: 编号, en: Number, type: text}
  - {id: planned, zh: 计划数, en: Planned, type: int}
  - {id: paid, zh: 已拨数, en: Paid, type: int}
"""
RULES = """- id: F01
  form: fund
  check: paid <= planned
  zh: 已拨数不得大于计划数
  en: No more is paid than was planned
  good: {paid: 3, planned: 4}
  bad: {paid: 5, planned: 4}
"""
DATA = "编号,计划数,已拨数\n一,10,8\n二,20,25\n三,30,30\n"
PROBE = """
import json, sys
from crossfoot.cli import main
sys.argv[0] = "crossfoot"
try:
    main()
except SystemExit as left:
    code = left.code
print(json.dumps({"code": code, "loaded": sorted(sys.modules)}))
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, list[dict]]:
    folder = tmp_path_factory.mktemp("repository")
    for name, text in {
        "crossfoot.toml": CONFIG,
        "schemas/fund.yaml": FORM,
        "checks/fund.yaml": RULES,
        "fund.csv": DATA,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    line = ["check", "fund.csv", "--format", "jsonl", "-o", "found.jsonl"]
    result = subprocess.run(
        [sys.executable, "-c", PROBE, *line],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    found = (folder / "found.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(result.stdout.splitlines()[-1]), [json.loads(each) for each in found]


def test_the_file_is_really_checked(checked: tuple[dict, list[dict]]) -> None:
    said, found = checked
    assert said["code"] == 1
    assert [finding["rule"] for finding in found] == ["F01"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_of_other_commands_stay_away(
    checked: tuple[dict, list[dict]], library: str
) -> None:
    assert library not in checked[0]["loaded"]


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_other_commands_and_formats_stay_away(
    checked: tuple[dict, list[dict]], room: str
) -> None:
    __import__(room)  # a room that has moved would be missed for ever
    assert not [name for name in checked[0]["loaded"] if f"{name}.".startswith(f"{room}.")]
