"""`crossfoot check` on the sample says what the story tells: nothing missing, nothing extra."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from tests.fixtures_story.story import FIXTURES, ROUND, story

TOLD = story()["findings"]
CLEAN = ("石桥镇", "县住建局", "县应急管理局", "县教体局")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crossfoot", *arguments],
        cwd=FIXTURES.parent,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@cache
def report() -> dict[str, Any]:
    result = run("check", f"fixtures/{ROUND.name}", "--format", "json")
    assert result.returncode == 1, result.stderr
    return json.loads(result.stdout)


def headlines() -> list[dict[str, Any]]:
    return [finding for finding in report()["findings"] if finding["cause"] is None]


def short(path: str | None) -> str | None:
    return path.split(f"{ROUND.name}/", 1)[-1] if path else None


def tells_of(finding: dict[str, Any], entry: dict[str, Any]) -> bool:
    subject = finding["subject"]
    return (
        finding["rule"] == entry["rule"]
        and finding["level"] == entry["level"]
        and subject.get("unit") == entry["unit"]
        and ("file" not in entry or short(subject.get("file")) == entry["file"])
    )


def matching(entry: dict[str, Any]) -> dict[str, Any]:
    found = [finding for finding in headlines() if tells_of(finding, entry)]
    assert len(found) == 1, [(f["rule"], f["subject"], f["message"]["zh"]) for f in headlines()]
    return found[0]


@pytest.mark.parametrize("entry", TOLD, ids=lambda entry: f"{entry['unit']}-{entry['rule']}")
def test_what_the_story_tells_is_found_once(entry: dict[str, Any]) -> None:
    matching(entry)


def test_nothing_else_is_found() -> None:
    extra = [
        (finding["rule"], finding["level"], finding["message"]["zh"])
        for finding in headlines()
        if finding["level"] != "hint" and not any(tells_of(finding, entry) for entry in TOLD)
    ]
    assert extra == []


@pytest.mark.parametrize(
    "entry", [entry for entry in TOLD if "at" in entry], ids=lambda entry: entry["rule"]
)
def test_each_finding_points_at_its_place(entry: dict[str, Any]) -> None:
    finding = matching(entry)
    figures = {figure["id"]: figure for figure in finding["figures"]}
    pointed = [figures[figure_id] for figure_id in finding["at"]]
    assert 1 <= len(pointed) <= 3
    wanted = entry["at"].items()
    assert any(all(figure.get(key) == value for key, value in wanted) for figure in pointed)
    assert set(entry["says"]) <= {figure["text"] for figure in figures.values()}


@pytest.mark.parametrize("entry", TOLD, ids=lambda entry: f"{entry['unit']}-{entry['rule']}")
def test_each_message_quotes_the_report(entry: dict[str, Any]) -> None:
    message = matching(entry)["message"]
    assert message["zh"]
    assert message["en"]
    for text in entry.get("says", ()):
        assert text in message["zh"]
        assert text in message["en"]


def test_clean_units_are_accepted_and_the_others_are_not() -> None:
    verdicts = {short(item["path"]): item["verdict"] for item in report()["submissions"]}
    for unit in CLEAN:
        own = {verdict for path, verdict in verdicts.items() if path.startswith(f"{unit}/")}
        assert own == {"accept"}, unit
    for entry in TOLD:
        if entry["level"] == "hard" and "file" in entry:
            wanted = "unreadable" if entry["rule"] == "CF01" else "return"
            assert verdicts[entry["file"]] == wanted


def test_what_could_not_be_judged_is_counted() -> None:
    left = {item["rule"] for item in report()["coverage"]["not_evaluated"]}
    assert set(story()["not_evaluated"]) <= left


def test_every_place_of_the_round_is_looked_at() -> None:
    files = {path.relative_to(ROUND).as_posix() for path in ROUND.rglob("*") if path.is_file()}
    assert {short(item["path"]) for item in report()["submissions"]} == files


def test_the_demo_runs_on_the_sample_and_ends_well() -> None:
    result = run("demo")
    assert result.returncode == 0, result.stderr
    for entry in TOLD:
        assert entry["rule"] in result.stdout
        assert entry["unit"] in result.stdout
