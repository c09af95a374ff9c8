"""``crossfoot gx``: what is printed, and the exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crossfoot import handover
from crossfoot.commands import app
from crossfoot.engines.gx import library
from crossfoot.engines.gx.running import Outcome
from crossfoot.handover import Ran
from crossfoot.model.finding import Level
from tests.engines.gx import townships


def outcome(rule: str, level: Level, count: int | None, trouble: str | None = None) -> Outcome:
    title = (f"{rule} 强制性：已整改数不得大于排查数", f"{rule} hard: No more than was found")
    return Outcome("hazard-sqlite", rule, None, level, title, count == 0, count, trouble)


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ([outcome("HZ01", Level.HARD, 0)], "hard", 0),
        ([outcome("HZ01", Level.HARD, 2)], "hard", 1),
        ([outcome("HZ01", Level.SOFT, 2)], "hard", 0),
        ([outcome("HZ01", Level.SOFT, 2)], "soft", 1),
        ([outcome("HZ01", Level.HARD, 2)], "never", 0),
        ([outcome("HZ01", Level.HARD, None, "no such column")], "hard", 1),
    ],
)
def test_the_exit_code_follows_the_level(
    monkeypatch: pytest.MonkeyPatch, found: list[Outcome], fail_on: str, code: int
) -> None:
    ran = Ran(tuple(found), (), Path("index.html"))
    monkeypatch.setattr(handover, "run", lambda *_args, **_named: ran)
    done = CliRunner().invoke(app, ["gx", "run", "project", "--fail-on", fail_on])
    assert done.exit_code == code


def test_every_rule_is_shown_with_its_count(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (outcome("HZ01", Level.HARD, 15), outcome("HZ02", Level.HARD, None, "no such column"))
    ran = Ran(found, (), Path("docs/index.html"))
    monkeypatch.setattr(handover, "run", lambda *_args, **_named: ran)
    done = CliRunner().invoke(app, ["gx", "run", "project", "--lang", "zh"])
    lines = done.output.splitlines()
    assert lines[2].split() == ["HZ01", "强制性", "15", "已整改数不得大于排查数"]
    assert "未能核对: no such column" in lines[3]
    assert "crossfoot check" in done.output
    assert lines[-1] == "Data Docs: docs/index.html"


def test_without_great_expectations_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "great_expectations", None)
    library.need_gx.cache_clear()
    try:
        done = CliRunner().invoke(app, ["gx", "build", str(tmp_path / "project")])
    finally:
        library.need_gx.cache_clear()
    assert done.exit_code == 2
    assert 'pip install "crossfoot[gx]"' in done.output
    assert not (tmp_path / "project").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gx", "run", "."], "gx build"),
        (["gx", "build", "p", "--source", "mysql://host/db", "--table", "x"], "sqlite:///FILE"),
        (["gx", "build", "p", "--source", "sqlite:///none.db", "--table", "x"], "no file none.db"),
        (["gx", "build", "p", "--table", "nosuch=x"], "no form nosuch"),
        (["gx", "build", "p", "--table", "year"], "--table FORM=year"),
    ],
)
def test_what_the_user_has_to_put_right_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(library, "need_gx", lambda: None)
    done = CliRunner().invoke(app, [*arguments, "--lang", "en"])
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output
