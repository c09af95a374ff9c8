"""Reading the peer suites, and saying what passed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / ".." / "shared" / "conformance"

Case = Mapping[str, Any]


class Exact(str):
    """A number of a JSON file, kept as the digits in which it is written."""

    __slots__ = ()

    @property
    def fraction(self) -> Fraction:
        return Fraction(str(self))


def suite(name: str) -> Mapping[str, Any]:
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"the peer suite {name} is not at hand")
    found: Mapping[str, Any] = json.loads(
        path.read_text(encoding="utf-8"), parse_float=Exact, parse_int=Exact
    )
    return found


def rows_of(name: str) -> list[dict[str, str | None]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: (text if text not in ("", "NA") else None) for key, text in row.items()}
            for row in csv.DictReader(file)
        ]


def report(name: str, cases: list[Case], run: Callable[[Case], str | None]) -> dict[str, str]:
    """Run every case, print one line and what did not pass; ``run`` says what is wrong, if so."""
    failed = {}
    for case in cases:
        wrong = run(case)
        if wrong is not None:
            failed[str(case["id"])] = wrong
    print(f"\n{name}: {len(cases) - len(failed)} / {len(cases)} passed")  # noqa: T201
    for case_id, why in failed.items():
        print(f"  not passed: {case_id}: {why}")  # noqa: T201
    return failed


def number(value: Any) -> Fraction:
    return Fraction(str(value))
