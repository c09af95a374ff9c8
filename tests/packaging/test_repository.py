"""What must never stand in a tracked file, and how long a module may grow."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 350
LONGEST_TEST = 400  # tables of cases make tests long without making them hard to read

# written in pieces, so that this file does not hold what it forbids
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.",
    "crates" + ".io",
    "/simple" + "/",
)
MACHINES = re.compile("(?<![\\w.<{])/" + "(?:root|work)" + "/\\w")


def tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf-8")
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a sample in another encoding, or a workbook


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    said = []
    for path in tracked():
        text = text_of(path)
        found = [word for word in REGISTRIES if word in text]
        found += [match.group() for match in MACHINES.finditer(text)]
        said += [f"{path.relative_to(ROOT)}: {word}" for word in found]
    assert said == []


def test_the_lock_pins_every_package_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock)
    packages = [entry for entry in entries if "==" in entry.split("\n", 1)[0]]
    assert len(packages) > 10
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def test_no_lock_with_addresses_is_tracked() -> None:
    assert not {path.name for path in tracked()} & {"uv.lock", "pylock.toml", "poetry.lock"}


def test_modules_stay_short() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(text_of(path).splitlines())
        for path in tracked()
        if path.suffix == ".py"
    }
    assert lengths
    assert {
        name: length
        for name, length in lengths.items()
        if length >= (LONGEST_TEST if name.startswith("tests/") else LONGEST)
    } == {}
