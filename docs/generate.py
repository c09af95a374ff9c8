"""Writes the rule book under docs/rules from the rules themselves: ``python3 dev.py docs``."""

from __future__ import annotations

import sys
from pathlib import Path

from crossfoot.pipeline import load_declared
from crossfoot.reports.rulebook import write_rulebook
from crossfoot.rules.cards import rule_card

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Write the pages of the repository's own rules into a folder."""
    pack, rules = load_declared(paths=[ROOT])
    declared = [*rules.rules, *(rule for kind in rules.claims.values() for rule in kind)]
    for page in write_rulebook([rule_card(rule, pack) for rule in declared], folder):
        sys.stdout.write(f"{page.name}\n")


if __name__ == "__main__":
    main(ROOT / "docs" / "rules" if len(sys.argv) == 1 else Path(sys.argv[1]))
