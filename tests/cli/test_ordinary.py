"""An ordinary line is understood as the commands themselves understand it, or left to them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.commands import app
from crossfoot.ordinary import ordinary

COMMAND = typer.main.get_command(app).commands["check"]  # type: ignore[attr-defined]


class LeftError(Exception):
    """The command would end here: help, or a message about wrong usage."""


def by_the_command(arguments: list[str]) -> dict[str, Any]:
    try:
        return COMMAND.make_context("check", list(arguments)).params
    except Exception as error:
        raise LeftError from error


ORDINARY = (
    ["data.csv"],
    ["data.csv", "more", "报送/七月"],
    ["data.csv", "--format", "json"],
    ["--format=md", "data.csv", "-o", "out.md"],
    ["--output", "out.parquet", "--format", "parquet", "data.csv"],
    ["data.csv", "--lang", "zh", "--fail-on", "never", "--quiet"],
    ["-q", "--config", "crossfoot.toml", "data.csv"],
    ["data.csv", "--engine=duckdb", "--messages", "0"],
    ["data.csv", "--messages=25", "--messages", "007"],
)
LEFT = (
    [],
    ["--help"],
    ["data.csv", "-h"],
    ["data.csv", "--format", "pdf"],
    ["data.csv", "--format", "JSON"],
    ["data.csv", "--form", "json"],
    ["data.csv", "--format"],
    ["data.csv", "--format", "parquet"],
    ["data.csv", "--messages", "-1"],
    ["data.csv", "--messages", "many"],
    ["data.csv", "--messages", "٣"],
    ["data.csv", "--quiet=yes"],
    ["data.csv", "-oout.json"],
    ["data.csv", "-o", "--quiet"],
    ["data.csv", "-o"],
    ["--", "data.csv"],
    ["-", "data.csv"],
    ["*.csv"],
    ["~/data.csv"],
    ["$HOME/data.csv"],
    ["", "data.csv"],
)


@pytest.mark.parametrize("arguments", ORDINARY)
def test_an_ordinary_line_is_read_at_once(arguments: list[str]) -> None:
    asked = ordinary(["check", *arguments])
    assert asked is not None
    assert asdict(asked) == by_the_command(arguments)


@pytest.mark.parametrize("arguments", LEFT)
def test_any_other_line_is_left_to_the_commands(arguments: list[str]) -> None:
    assert ordinary(["check", *arguments]) is None


@pytest.mark.parametrize("line", [[], ["--version"], ["read", "a"], ["--help", "check", "a"]])
def test_other_commands_are_left_alone(line: list[str]) -> None:
    assert ordinary(line) is None


def test_completion_is_left_to_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CROSSFOOT_COMPLETE", "complete_bash")
    assert ordinary(["check", "data.csv"]) is None


def test_a_file_that_may_not_be_read_is_left_to_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "crossfoot.toml"
    config.write_text("", encoding="utf-8")
    line = ["check", "data.csv", "--config", str(config)]
    assert ordinary(line) is not None
    monkeypatch.setattr("os.access", lambda _path, mode: mode == 0)
    assert ordinary(line) is None


def declared() -> list[tuple[str, bool]]:
    """Every spelling of an option of ``check``, and whether a value follows it."""
    return [
        (flag, parameter.type_descriptor.annotation is not bool)
        for parameter in COMMAND.params
        if parameter.param_type_name == "option" and parameter.name != "help"
        for flag in parameter.opts
    ]


def values_of(flag: str) -> tuple[str, ...]:
    (parameter,) = (one for one in COMMAND.params if flag in one.opts)
    choices = parameter.type_descriptor.choices
    return tuple(str(choice) for choice in choices) if choices else ("1", "20", "300")


@pytest.mark.parametrize(("flag", "valued"), declared())
def test_no_option_and_no_choice_is_forgotten(flag: str, valued: bool) -> None:
    lines = [[flag, value] for value in values_of(flag)] if valued else [[flag]]
    for line in lines:
        more = ["-o", "report"] if line[-1] == "parquet" else []
        whole = ["data.csv", *line, *more]
        asked = ordinary(["check", *whole])
        assert asked is not None
        assert asdict(asked) == by_the_command(whole)


FLAGS = [flag for flag, _ in declared()]
PIECES = st.one_of(
    st.sampled_from([*FLAGS, "data.csv", "--help", "-h", "--", "-", "-qo", "--no-quiet"]),
    st.sampled_from(["json", "auto", "hard", "duckdb", "12", "-3", "1_000", "4.0", " 5", "x y"]),
    st.builds("{}={}".format, st.sampled_from(FLAGS), st.sampled_from(["json", "zh", "7", ""])),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4),
)


@given(st.lists(PIECES, max_size=7))
def test_what_is_read_at_once_is_read_as_the_command_reads_it(arguments: list[str]) -> None:
    asked = ordinary(["check", *arguments])
    if asked is not None:
        assert asdict(asked) == by_the_command(arguments)
