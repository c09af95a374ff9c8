"""What the pages show is what crossfoot says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_PAGE = ROOT / "docs" / "python.md"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def run(*command: str) -> str:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("COLUMNS", None)
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"```\n(.*?)```", text, re.DOTALL)
    assert first is not None
    commands = [line.split("#")[0].strip() for line in first[1].splitlines()]
    assert commands == ["python3 dev.py demo", "python3 dev.py test"]


def test_the_readme_shows_the_real_output_of_the_demo() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- output of: crossfoot (.*?) -->\n```text\n(.*?)```", text, re.DOTALL)
    assert block is not None
    assert block[2] == run("-m", "crossfoot", *block[1].split())


def examples() -> list[tuple[str, str]]:
    return EXAMPLE.findall(PYTHON_PAGE.read_text(encoding="utf-8"))


def test_the_python_page_has_examples_with_their_output() -> None:
    assert len(examples()) >= 3
    assert PYTHON_PAGE.read_text(encoding="utf-8").count("```python") == len(examples())


@pytest.mark.parametrize("number", range(len(examples()) if PYTHON_PAGE.exists() else 0))
def test_examples_print_what_the_page_shows(number: int) -> None:
    code, shown = examples()[number]
    assert run("-c", code) == shown


def test_the_rule_book_is_that_of_the_rules(tmp_path: Path) -> None:
    write = "from docs.generate import write_rules; from pathlib import Path; import sys; "
    run("-c", write + "write_rules(Path(sys.argv[1]))", str(tmp_path))
    kept = ROOT / "docs" / "rules"
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")}
    assert len(written) > 3
    assert written == {path.name: path.read_text(encoding="utf-8") for path in kept.glob("*.md")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert dead == []
