"""A submission that cuts its rates off says so once; one wrong rate among right ones is wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import crossfoot

# found, rectified; cut off and rounded the rates differ in all but the last
COUNTS = [
    (190, 185),
    (183, 178),
    (176, 171),
    (169, 162),
    (162, 156),
    (155, 150),
    (148, 141),
    (141, 136),
    (134, 129),
    (127, 122),
    (120, 113),
    (50, 40),
]


def cut(found: int, rectified: int) -> str:
    return f"{rectified * 1000 // found / 10:.1f}%"


def rounded(found: int, rectified: int) -> str:
    return f"{(rectified * 2000 + found) // (2 * found) / 10:.1f}%"


def write(path: Path, rates: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["行业领域", "排查一般隐患", "一般隐患已整改", "一般隐患整改率"])
        sectors = ["煤矿", "工贸", "消防", "燃气", "旅游", "校园", "电力", "水利", "农机"]
        sectors += ["铁路", "民航", "其他"]
        for sector, counts, rate in zip(sectors, COUNTS, rates, strict=True):
            writer.writerow([sector, *counts, rate])
    return path


def test_rates_rounded_to_the_nearest_are_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "鹿鸣镇.csv", [rounded(*counts) for counts in COUNTS])
    assert crossfoot.check(path).findings == ()


def test_a_submission_that_cuts_off_gets_one_soft_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "鹿鸣镇.csv", [cut(*counts) for counts in COUNTS])
    (finding,) = crossfoot.check(path).findings
    assert (finding.rule, finding.level, finding.verdict) == ("CF04", "soft", "other_convention")


def test_a_wrong_rate_in_a_submission_that_cuts_off_is_still_wrong(tmp_path: Path) -> None:
    rates = [cut(*counts) for counts in COUNTS]
    rates[2] = "82.3%"
    found = crossfoot.check(write(tmp_path / "鹿鸣镇.csv", rates)).findings
    assert sorted(finding.rule for finding in found) == ["CF04", "HZ02"]


def test_a_few_rates_cut_off_among_rounded_ones_are_wrong(tmp_path: Path) -> None:
    rates = [rounded(*counts) for counts in COUNTS]
    rates[0], rates[1] = cut(*COUNTS[0]), cut(*COUNTS[1])
    found = crossfoot.check(write(tmp_path / "鹿鸣镇.csv", rates)).findings
    assert [finding.rule for finding in found] == ["HZ02", "HZ02"]
