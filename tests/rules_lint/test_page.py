"""docs/lint.md shows what lint really says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crossfoot.rules.lint.model import WEIGHTS, FlawKind

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "lint.md").read_text(encoding="utf-8")


def test_the_page_names_every_kind_with_its_weight() -> None:
    words = {"error": "error", "hint": "hint", "info": "note"}
    named = re.findall(r"^\| (\w+) \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert {kind: weight for weight, kind in named} == {
        kind.value: words[WEIGHTS[kind].value] for kind in FlawKind
    }


def test_the_example_prints_what_the_page_shows(tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    form, rules = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    for name, text in (("schemas", form), ("checks", rules)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "crossfoot.toml").write_text(
        'schemas = "schemas"\nchecks = "checks"\n', encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "crossfoot", "lint", "--lang", "en"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    said, _, scope = done.stdout.rpartition("Reasoned about: ")
    assert said == shown
    assert scope.startswith("3 wholly, 0 in part")
