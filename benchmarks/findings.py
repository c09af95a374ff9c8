"""How crossfoot is called, and how its findings are read: the one place that knows its output."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

MESSAGES = 1000  # sentences for so many findings of each rule; all are listed


def command(crossfoot: Path, config: Path, data: Path, result: Path, engine: str) -> list[str]:
    """The command line that checks a table and lists every finding."""
    return [
        *(str(crossfoot), "check", str(data), "--config", str(config), "--engine", engine),
        *("--messages", str(MESSAGES), "--format", "jsonl", "-o", str(result), "--quiet"),
    ]


def rows_by_rule(result: Path, rules: Container[str]) -> dict[str, list[int]]:
    """The ids of the rows named for each rule, from our findings or from a peer's result.

    A peer writes one object of rules and ids; crossfoot one finding a line.
    """
    with result.open(encoding="utf-8") as file:
        head = file.readline()
    if head.startswith("{") and '"rule"' not in head:
        plain: dict[str, list[int]] = json.loads(result.read_text(encoding="utf-8"))
        return plain
    found: dict[str, list[int]] = {}
    for finding in _findings(result):
        if finding["rule"] in rules and finding["verdict"] == "fail":
            found.setdefault(finding["rule"], []).append(_row_id(finding["subject"]))
    return found


def _findings(result: Path) -> Iterator[dict[str, Any]]:
    with result.open(encoding="utf-8") as file:
        for line in file:
            content = json.loads(line)
            if "rule" in content:
                yield content


def _row_id(subject: dict[str, Any]) -> int:
    return int(subject["row"])
