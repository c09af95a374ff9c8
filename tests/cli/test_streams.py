"""What reaches a pipe and a terminal, by the real command in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUIET_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"COLUMNS", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "LANG"}
}


def run(scene: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    variables = {**QUIET_ENVIRONMENT, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environment}
    command = [sys.executable, "-W", "error", "-m", "tests.cli.stage", scene, *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=variables, capture_output=True)


def said(result: subprocess.CompletedProcess[bytes], encoding: str = "utf-8") -> str:
    return result.stdout.decode(encoding).replace("\r\n", "\n")


class TestStreams:
    @pytest.mark.parametrize("form", ["table", "md"])
    @pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
    def test_chinese_in_any_chinese_encoding(self, form: str, encoding: str) -> None:
        arguments = ("check", "round", "--lang", "zh", "--format", form)
        result = run("troubled", *arguments, PYTHONIOENCODING=encoding)
        assert result.returncode == 1
        assert result.stderr == b""
        assert "整改率填报94.6%，但整改418个÷排查494个=84.6%（NR02 强制性）" in said(
            result, encoding
        )

    @pytest.mark.parametrize(("form", "encoding"), [("table", "gbk"), ("md", "ascii")])
    def test_characters_that_an_encoding_lacks_never_stop_a_report(
        self, form: str, encoding: str
    ) -> None:
        arguments = ("check", "round", "--format", form)
        result = run("rare", *arguments, PYTHONIOENCODING=encoding)
        assert result.returncode == 1
        assert result.stderr == b""
        text = said(result, encoding)
        assert "?" in text
        assert "HZ01" in text
        assert "14" in text

    @pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
    def test_json_loses_nothing_in_any_encoding(self, encoding: str) -> None:
        result = run("rare", "check", "x", "--format", "json", PYTHONIOENCODING=encoding)
        (finding,) = json.loads(said(result, encoding))["findings"]
        assert finding["message"]["zh"] == "𠮷田村填报14项，多于12项🙂"

    def test_a_pipe_gets_no_colour_and_one_line_a_headline(self) -> None:
        text = said(run("troubled", "check", "round", "--lang", "zh"))
        assert "\x1b" not in text
        headlines = [line for line in text.split("\n") if line.endswith("性）")]
        assert len(headlines) == 6
        assert re.search(r"^round/gaoxin\.csv:12:5: .*（HZ01 强制性）$", text, re.MULTILINE)

    def test_columns_narrow_the_table_in_a_pipe_but_never_a_headline(self) -> None:
        text = said(run("troubled", "check", "round", "--lang", "zh", COLUMNS="50"))
        lines = text.split("\n")
        table = lines[next(i for i, x in enumerate(lines) if x.startswith("文件")) :]
        table = table[: table.index("")]
        wide = [sum(2 if ord(char) > 0x2E80 else 1 for char in line) for line in table]
        assert max(wide) <= 50
        assert sum(line.endswith("性）") for line in lines) == 6

    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        command = [sys.executable, "-m", "tests.cli.stage", "long", "check", "round"]
        environment = {**QUIET_ENVIRONMENT, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            errors = process.stderr.read()
            process.wait(timeout=60)
        assert errors == b""
        assert process.returncode == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_is_said_and_not_taken_for_a_verdict(self) -> None:
        command = [sys.executable, "-m", "tests.cli.stage", "clean", "check", "round"]
        environment = {**QUIET_ENVIRONMENT, "PYTHONPATH": str(ROOT)}
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                command,
                check=False,
                cwd=ROOT,
                env=environment,
                stdout=full,
                stderr=subprocess.PIPE,
            )
        assert result.returncode == 2
        assert b"cannot write to standard output" in result.stderr
        assert b"Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
class TestTerminal:
    def on_terminal(self, *arguments: str, **environment: str) -> str:
        import pty

        leader, follower = pty.openpty()
        variables = {
            **QUIET_ENVIRONMENT,
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "COLUMNS": "60",
            **environment,
        }
        command = [sys.executable, "-m", "tests.cli.stage", *arguments]
        with subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=follower, stderr=subprocess.PIPE
        ) as process:
            os.close(follower)
            chunks = []
            while True:
                try:
                    chunk = os.read(leader, 65536)
                except OSError:  # Linux tells the end of a terminal this way
                    break
                if not chunk:
                    break
                chunks.append(chunk)
            os.close(leader)
            process.wait(timeout=60)
        return b"".join(chunks).decode("utf-8").replace("\r\n", "\n")

    def test_sixty_columns_hold_every_line(self) -> None:
        text = self.on_terminal("troubled", "check", "round", "--lang", "zh", NO_COLOR="1")
        assert "\x1b" not in text
        widths = [sum(2 if ord(char) > 0x2E80 else 1 for char in x) for x in text.split("\n")]
        assert 50 < max(widths) <= 60
        assert "整改率填报94.6%" in text

    def test_colour_on_a_terminal_only(self) -> None:
        assert "\x1b[31m" in self.on_terminal("troubled", "check", "round", "--lang", "zh")
        assert "\x1b" not in self.on_terminal("troubled", "check", "round", TERM="dumb")
