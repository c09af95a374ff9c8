"""A copy of the benchmark's repository with ninety more rules about single rows."""

from __future__ import annotations

import shutil
from pathlib import Path

_KINDS = (
    ("fixed <= found + {n}", "", "No more than {n} beyond what was found is put right"),
    ("major_found <= found + {n}", "", "No more than {n} major hazards beyond those found"),
    ("major_fixed <= major_found + {n}", "", "No more than {n} major hazards beyond those found"),
    (
        "fixed_on_spot + fixed_by_deadline <= fixed + {n}",
        "",
        "The parts exceed what is put right by {n} at most",
    ),
    ("found + inspections >= -{n}", "", "Found and inspected are not below -{n}"),
    ("rate == pct(fixed, found)", "found > {n}", "The rate follows from more than {n} found"),
)
_LEAST, _STEP = 40, 20


def write(source: Path, target: Path, more: int = 90) -> Path:
    """Write the repository and give its configuration."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    rules = []
    for number in range(more):
        check, when, sentence = _KINDS[number % len(_KINDS)]
        limit = _LEAST + _STEP * (number // len(_KINDS))
        rules.append(f"- id: M{number + 1:02d}\n  form: rectification")
        if when:
            rules.append(f"  when: {when.format(n=limit)}")
        rules.append(f"  check: {check.format(n=limit)}\n  en: {sentence.format(n=limit)}")
    (target / "checks" / "more.yaml").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return target / "crossfoot.toml"
