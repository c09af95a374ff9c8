"""dev.py: what it runs, in which order, and what it says when something is missing."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def commands(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What dev.py would run; everything succeeds but what is named in ``failing``."""
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append([Path(command[0]).stem, *command[1:]])
        return 0

    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(dev, "set_up", lambda: None)
    return ran


def test_the_tests_run_from_style_to_behaviour(dev: ModuleType, commands: list[list[str]]) -> None:
    assert dev.main(["test", "tests/rules", "-k", "rate"]) == 0
    names = [command[0] for command in commands]
    assert names == ["ruff", "ruff", "mypy", "lint-imports", "python"]
    assert commands[0][1] == "check"
    assert commands[1][1:3] == ["format", "--check"]
    assert commands[4][1:] == ["-m", "pytest", "tests/rules", "-k", "rate"]


def test_later_steps_run_after_a_failure_and_the_end_names_it(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [
        ("first", [sys.executable, "-c", "raise SystemExit(3)"]),
        ("second", [sys.executable, "-c", "print('ran')"]),
    ]
    assert dev.in_order(steps) == 3
    captured = capfd.readouterr()
    assert captured.out.split() == ["ran"]
    assert captured.err.splitlines() == ["dev.py: failed: first (exit code 3)"]


def test_no_tests_at_all_is_a_failure(dev: ModuleType, tmp_path: Path) -> None:
    empty = [sys.executable, "-m", "pytest", "-q", str(tmp_path), "--rootdir", str(tmp_path)]
    assert dev.in_order([("pytest", empty)]) == 5


def test_a_finished_environment_is_left_alone(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "venv_python", lambda: Path(sys.executable))
    monkeypatch.setattr(dev, "make_venv", lambda: made.append("venv"))
    monkeypatch.setattr(dev, "install", lambda pip, *what: made.append(what[0]))
    dev.set_up()
    assert made == ["venv", "--require-hashes", "--no-deps"]
    dev.set_up()
    assert len(made) == 3


def test_a_changed_lock_renews_the_environment(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"one==1\n")
    monkeypatch.setattr(dev, "LOCK", lock)
    before = dev.fingerprint()
    assert dev.fingerprint() == before
    lock.write_bytes(b"one==2\n")
    assert dev.fingerprint() != before


def test_a_python_without_ensurepip_is_told_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )
    with pytest.raises(dev.Trouble, match=r"sudo apt install python3\.\d+-venv"):
        dev.make_venv()


def test_an_old_python_is_refused_in_one_line() -> None:
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    older = source.replace("OLDEST = (3, 11)", "OLDEST = (99, 1)")
    assert older != source
    result = subprocess.run(
        [sys.executable, "-", "test"],
        input=older.replace("__file__", repr(str(ROOT / "dev.py"))),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert result.returncode == 1
    assert result.stderr.startswith("crossfoot needs Python 99.1 or newer; this is Python 3.")
    assert len(result.stderr.splitlines()) == 1
