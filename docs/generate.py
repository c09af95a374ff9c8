"""Writes what the pages show of crossfoot from crossfoot itself: ``python3 dev.py docs``.

The rule book under docs/rules; the output of the demo in README.md; the output of the examples in
docs/python.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from crossfoot.pipeline import load_declared
from crossfoot.reports.rulebook import write_rulebook
from crossfoot.rules.cards import rule_card

ROOT = Path(__file__).resolve().parent.parent
DEMO = re.compile(r"(<!-- output of: crossfoot (.*?) -->\n```text\n)(.*?)(```)", re.DOTALL)
EXAMPLE = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```)", re.DOTALL)


def output(arguments: Sequence[str]) -> str:
    """What Python prints, at the root of the repository and into a pipe."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("COLUMNS", None)
    command = [sys.executable, *arguments]
    result = subprocess.run(  # noqa: S603 - examples of our own pages
        command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return result.stdout


def with_demo(page: str) -> str:
    """A page whose blocks show what the commands named above them print."""
    return DEMO.sub(
        lambda found: found[1] + output(["-m", "crossfoot", *found[2].split()]) + found[4], page
    )


def with_examples(page: str) -> str:
    """A page whose Python examples are followed by what they print."""
    return EXAMPLE.sub(lambda found: found[1] + output(["-c", found[2]]) + found[4], page)


def write_rules(folder: Path) -> None:
    """Write the pages of the repository's own rules into a folder."""
    pack, rules = load_declared(paths=[ROOT])
    declared = [*rules.rules, *(rule for kind in rules.claims.values() for rule in kind)]
    write_rulebook([rule_card(rule, pack) for rule in declared], folder)


def main() -> None:
    """Bring all generated parts up to date."""
    write_rules(ROOT / "docs" / "rules")
    for path, fill in ((ROOT / "README.md", with_demo), (ROOT / "docs/python.md", with_examples)):
        path.write_text(fill(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
