"""Arguments, exit codes and files of the command line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from crossfoot import cli
from tests.cli.stage import stand_in


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("LC_ALL", "LC_MESSAGES", "CROSSFOOT_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def command(scene: str, *arguments: str, **environment: str) -> Outcome:
        for name, value in {"LANG": "C.UTF-8", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("tempfile.tempdir", environment.get("TMPDIR"))
        module = stand_in(scene)
        monkeypatch.setitem(sys.modules, "crossfoot.pipeline", module)
        monkeypatch.setattr("crossfoot.pipeline", module, raising=False)
        monkeypatch.setattr(sys, "argv", ["crossfoot", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return Outcome(int(left.value.code or 0), printed.out, printed.err)

    return command


class TestExitCodes:
    def test_a_clean_round_is_0_and_takes_one_line(self, run: Run) -> None:
        result = run("clean", "check", "round")
        assert result.code == 0
        assert len(result.out.splitlines()) == 1
        assert result.err == ""

    def test_quiet_and_clean_prints_nothing(self, run: Run) -> None:
        result = run("clean", "check", "--quiet", "round")
        assert result == Outcome(0, "", "")

    @pytest.mark.parametrize(
        ("fail_on", "code"), [("hard", 1), ("soft", 1), ("hint", 1), ("never", 0)]
    )
    def test_findings_at_or_above_the_level_are_1(self, run: Run, fail_on: str, code: int) -> None:
        result = run("troubled", "check", "round", "--fail-on", fail_on)
        assert result.code == code
        assert "HZ01" in result.out

    @pytest.mark.parametrize(("fail_on", "code"), [("hard", 0), ("soft", 1), ("hint", 1)])
    def test_findings_below_the_level_are_only_shown(
        self, run: Run, fail_on: str, code: int
    ) -> None:
        result = run("soft only", "check", "round", "--fail-on", fail_on)
        assert result.code == code
        assert "CM01" in result.out

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check",),
            ("check", "--format", "pdf", "round"),
            ("check", "--engine", "duckd", "round"),
            ("check", "--colour", "round"),
            ("lint", "round"),
        ],
    )
    def test_wrong_usage_is_2_and_says_what(self, run: Run, arguments: tuple[str, ...]) -> None:
        result = run("clean", *arguments)
        assert result.code == 2
        assert result.out == ""
        assert "Error" in result.err
        assert "Traceback" not in result.err

    @pytest.mark.parametrize(
        ("lang", "words"), [("zh_CN.UTF-8", "没有这个类型"), ("C.UTF-8", "no such type")]
    )
    def test_a_fault_of_a_declaration_is_2_with_its_line(
        self, run: Run, lang: str, words: str
    ) -> None:
        result = run("form fault", "check", "round", LANG=lang)
        assert result.code == 2
        assert result.out == ""
        assert result.err.strip() == f"schemas/a.yaml:7:3: {words}"

    def test_a_fault_of_a_whole_file_names_the_file_alone(self, run: Run) -> None:
        result = run("config fault", "check", "round")
        assert result == Outcome(2, "", "crossfoot.toml: cannot be read\n")

    def test_a_fault_of_ours_is_3_and_names_a_file_with_the_details(
        self, run: Run, tmp_path: Path
    ) -> None:
        result = run("own fault", "check", "round", TMPDIR=str(tmp_path))
        message = result.err
        assert result.code == 3
        assert result.out == ""
        assert "Traceback" not in message
        (details,) = tmp_path.glob("crossfoot-fault-*.txt")
        assert str(details) in message
        text = details.read_text(encoding="utf-8")
        assert "ZeroDivisionError: a divisor nobody thought of" in text
        assert "command: check round" in text

    def test_a_fault_of_ours_shows_itself_to_those_who_ask(self, run: Run, tmp_path: Path) -> None:
        result = run("own fault", "check", "x", TMPDIR=str(tmp_path), CROSSFOOT_DEBUG="1")
        assert result.code == 3
        assert "ZeroDivisionError: a divisor nobody thought of" in result.err
        assert list(tmp_path.iterdir()) == []

    def test_an_interrupted_run_is_not_mistaken_for_a_verdict(self, run: Run) -> None:
        result = run("interrupted", "check", "round")
        assert result.code == 130
        assert "Traceback" not in result.err


class TestFiles:
    @pytest.mark.parametrize("form", ["table", "json", "md"])
    def test_a_report_in_a_file(self, run: Run, form: str, tmp_path: Path) -> None:
        target = tmp_path / "报告.out"
        result = run("troubled", "check", "x", "--format", form, "-o", str(target))
        assert result.code == 1
        assert result.out == ""
        assert "强制性6处" in result.err
        text = target.read_text(encoding="utf-8")
        assert text == run("troubled", "check", "x", "--format", form).out
        assert [path.name for path in tmp_path.iterdir()] == ["报告.out"]

    def test_a_failed_run_leaves_the_old_report_alone(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "report.json"
        target.write_text("yesterday", encoding="utf-8")
        result = run("own fault", "check", "x", "-o", str(target), TMPDIR=str(tmp_path))
        assert result.code == 3
        assert target.read_text(encoding="utf-8") == "yesterday"

    def test_an_existing_report_is_replaced_and_keeps_its_mode(
        self, run: Run, tmp_path: Path
    ) -> None:
        target = tmp_path / "report.md"
        target.write_text("yesterday", encoding="utf-8")
        target.chmod(0o640)
        run("clean", "check", "x", "--format", "md", "-o", str(target))
        assert "yesterday" not in target.read_text(encoding="utf-8")
        assert target.stat().st_mode & 0o777 == 0o640

    @pytest.mark.parametrize("name", [".", "no-such-folder/report.json"])
    def test_a_target_that_cannot_be_written_is_2_before_anything_runs(
        self, run: Run, name: str, tmp_path: Path
    ) -> None:
        result = run("own fault", "check", "x", "-o", str(tmp_path / name), TMPDIR=str(tmp_path))
        assert result.code == 2
        assert list(tmp_path.iterdir()) == []

    def test_data_are_never_overwritten_by_their_own_report(self, run: Run, tmp_path: Path) -> None:
        data = tmp_path / "a.csv"
        data.write_text("unit,found\n", encoding="utf-8")
        result = run("clean", "check", str(data), "-o", str(data))
        assert result.code == 2
        assert data.read_text(encoding="utf-8") == "unit,found\n"


class TestOtherCommands:
    def test_findings_as_lines(self, run: Run) -> None:
        printed = run("troubled", "check", "x", "--format", "jsonl")
        whole = json.loads(run("troubled", "check", "x", "--format", "json").out)
        assert printed.code == 1
        assert [json.loads(line) for line in printed.out.splitlines()] == whole["findings"]
        assert run("clean", "check", "x", "--format", "jsonl") == Outcome(0, "", "")

    def test_reading_as_a_page(self, run: Run, tmp_path: Path) -> None:
        printed = run("clean", "read", "x", "--format", "html", "--lang", "en")
        assert printed.code == 0
        assert printed.out.startswith("<!DOCTYPE html>")
        assert printed.out.rstrip().endswith("</html>")
        target = tmp_path / "page.html"
        quiet = run("clean", "read", "x", "--format", "html", "--lang", "en", "-o", str(target))
        assert (quiet.code, quiet.out) == (0, "")
        assert target.read_text(encoding="utf-8") == printed.out

    def test_reading_as_table_and_json(self, run: Run) -> None:
        assert "隐患!B4:D5" in run("clean", "read", "x", "--lang", "zh").out
        documents = json.loads(run("clean", "read", "x", "--format", "json").out)["documents"]
        assert [document["path"] for document in documents][:2] == ["鹿鸣镇.xlsx", "gaoxin.csv"]

    def test_an_unknown_rule_is_2(self, run: Run) -> None:
        result = run("clean", "rules", "HZ99")
        assert result.code == 2
        assert "HZ99" in result.err

    def test_the_version(self, run: Run) -> None:
        assert re.fullmatch(r"crossfoot \d+\.\d+\.\d+\n", run("clean", "--version").out)

    @pytest.mark.parametrize("command", [(), ("check",), ("read",), ("rules",), ("demo",)])
    def test_help_is_plain_ascii(self, run: Run, command: tuple[str, ...]) -> None:
        result = run("clean", *command, "--help")
        assert result.code == 0
        assert result.out.startswith("Usage: crossfoot")
        assert result.out.isascii()
