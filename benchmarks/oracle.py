"""Which rows break which rule, worked out in whole numbers from the text of a CSV file.

Nothing here is shared with crossfoot or with the generator: the rules are written out once more, so
that all can be held against each other.  A figure that is not stated leaves a rule unjudged.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

RULES = ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10a", "R10b")
SECTORS = 12
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

Truth = dict[str, list[int]]


def truth_of(path: Path) -> Truth:
    """The ids of the rows that break each rule, ascending."""
    with path.open(encoding="utf-8", newline="") as file:
        return truth(csv.DictReader(file))


def truth(rows: Iterable[Mapping[str, str]]) -> Truth:
    """The ids of the rows that break each rule, ascending; cells are texts, empty when blank."""
    found: Truth = {rule: [] for rule in RULES}
    keys: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    groups: dict[tuple[str, str], _Group] = defaultdict(_Group)
    for row in rows:
        row_id = int(row["row_id"])
        for rule in _broken_in_row(row):
            found[rule].append(row_id)
        unit, period, sector = row["unit_id"], row["period"], row["sector"]
        if unit:
            keys[unit, period, sector].append(row_id)
            groups[unit, period].add(row_id, sector, row)
    found["R09"] = sorted(i for ids in keys.values() if len(ids) > 1 for i in ids)
    for rule, field in (("R10a", "found"), ("R10b", "fixed")):
        wrong = (group.wrong_total(field) for group in groups.values())
        found[rule] = sorted(row_id for row_id in wrong if row_id is not None)
    return found


def _broken_in_row(row: Mapping[str, str]) -> Iterable[str]:
    found, fixed = _whole(row["found"]), _whole(row["fixed"])
    spot, late = _whole(row["fixed_on_spot"]), _whole(row["fixed_by_deadline"])
    major, major_fixed = _whole(row["major_found"]), _whole(row["major_fixed"])
    if not row["unit_id"]:
        yield "R01"
    if not _MONTH.fullmatch(row["period"]):
        yield "R02"
    if found is not None and found < 0:
        yield "R03"
    if fixed is not None and found is not None and fixed > found:
        yield "R04"
    if major_fixed is not None and major is not None and major_fixed > major:
        yield "R05"
    if major is not None and found is not None and major > found:
        yield "R06"
    if fixed is not None and spot is not None and late is not None and spot + late != fixed:
        yield "R07"
    if row["rate"] and found is not None and fixed is not None and found > 0:
        # |rate - 100 fixed / found| > 1/200, times 200 found, the rate in hundredths of a per cent
        gap = abs(_hundredths(row["rate"]) * found - 10_000 * fixed)
        if 2 * gap > found:
            yield "R08"


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _hundredths(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    whole, _, decimals = text.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int(decimals.ljust(2, "0")))


class _Group:
    """The rows of one unit and month."""

    def __init__(self) -> None:
        self.totals: list[tuple[int, Mapping[str, int | None]]] = []
        self.count = {"found": 0, "fixed": 0}
        self.sum = {"found": 0, "fixed": 0}

    def add(self, row_id: int, sector: str, row: Mapping[str, str]) -> None:
        """Take a row in."""
        figures = {field: _whole(row[field]) for field in self.sum}
        if sector == "total":
            self.totals.append((row_id, figures))
            return
        for field, value in figures.items():
            if value is not None:
                self.count[field] += 1
                self.sum[field] += value

    def wrong_total(self, field: str) -> int | None:
        """The id of the one total row, if its figure is not what all twelve sectors add up to."""
        if len(self.totals) != 1 or self.count[field] != SECTORS:
            return None
        row_id, figures = self.totals[0]
        stated = figures[field]
        return row_id if stated is not None and stated != self.sum[field] else None
