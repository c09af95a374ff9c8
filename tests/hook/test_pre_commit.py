"""The hook, with the real pre-commit on a git repository that knows nothing of work safety."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPOTS = Path(__file__).resolve().parent / "depots"
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    person = {"NAME": "A Person", "EMAIL": "person@example.invalid"}
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **{f"GIT_{who}_{what}": person[what] for who in ("AUTHOR", "COMMITTER") for what in person},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "PYTHONUTF8": "1",
        "COLUMNS": "200",
        "LC_ALL": "C.UTF-8",
    }


def run(
    command: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    result = run(["git", *arguments], folder, environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def commit_all(folder: Path, environment: dict[str, str]) -> str:
    git(folder, environment, "init", "--quiet", "--initial-branch=main")
    git(folder, environment, "add", "--all")
    git(folder, environment, "commit", "--quiet", "--message", "State")
    return git(folder, environment, "rev-parse", "HEAD")


def index_answers(folder: Path) -> bool:
    """Whether pip can fetch anything at all here."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling"]
    return run([*command, "--dest", str(folder)], folder, dict(os.environ)).returncode == 0


@pytest.fixture(scope="module")
def repository(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data repository whose hook is the working tree under test, installed once."""
    hook = tmp_path_factory.mktemp("crossfoot")
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in git(ROOT, environment, *listing).split("\0"):
        source = ROOT / name
        if source.is_file():
            (hook / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, hook / name)
    revision = commit_all(hook, environment)
    data = tmp_path_factory.mktemp("depots")
    shutil.copytree(DEPOTS, data, dirs_exist_ok=True)
    (data / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hook.as_posix()}\n  rev: {revision}\n"
        "  hooks:\n  - id: crossfoot-check\n",
        encoding="utf-8",
    )
    commit_all(data, environment)
    result = run([str(PRE_COMMIT), "install-hooks"], data, environment)
    if result.returncode != 0:
        if not index_answers(hook):
            pytest.skip("pip reaches no package index, so pre-commit cannot install the hook")
        pytest.fail(result.stdout + result.stderr)
    return data


def check(repository: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    git(repository, environment, "add", "--all")
    return run([str(PRE_COMMIT), "run", "--all-files"], repository, environment)


def changed(repository: Path, old: str, new: str) -> Path:
    path = repository / "data" / "north.csv"
    original = (DEPOTS / "data" / "north.csv").read_text(encoding="utf-8")
    assert old in original
    path.write_text(original.replace(old, new), encoding="utf-8")
    return path


def test_clean_data_passes_quietly(repository: Path, environment: dict[str, str]) -> None:
    changed(repository, "Harbour", "Quay")
    result = check(repository, environment)
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("Passed")


def test_a_broken_row_is_named_on_one_line(repository: Path, environment: dict[str, str]) -> None:
    changed(repository, "Mill Lane,2023-05,120,117,97.5%", "Mill Lane,2023-05,120,171,97.5%")
    changed_rate = check(repository, environment)
    assert changed_rate.returncode != 0
    lines = changed_rate.stdout.splitlines()
    told = [line for line in lines if "DL01" in line]
    assert told, changed_rate.stdout
    for part in ("data/north.csv", "4", "delivered", "171", "120"):
        assert part in told[0]


def test_a_wrong_rate_is_named_on_one_line(repository: Path, environment: dict[str, str]) -> None:
    changed(repository, "418,84.6%", "418,94.6%")
    result = check(repository, environment)
    assert result.returncode != 0
    told = [line for line in result.stdout.splitlines() if "DL02" in line]
    assert told, result.stdout
    for part in ("data/north.csv", "2", "rate", "94.6%", "418", "494"):
        assert part in told[0]
    assert not any("一" <= character <= "鿿" for character in result.stdout)


def test_other_files_are_left_alone(repository: Path, environment: dict[str, str]) -> None:
    changed(repository, "Harbour", "Quay")
    notes = repository / "notes.md"
    notes.write_text("Of 10 depots 20 were inspected.\n", encoding="utf-8")
    result = check(repository, environment)
    notes.unlink()
    assert result.returncode == 0, result.stdout + result.stderr
