"""A place is written so that a person, an editor or a code host finds it."""

from __future__ import annotations

import pytest

from crossfoot.model.figure import Place
from crossfoot.reports.places import spot, where

CASES = [
    (Place("data/a.csv", line=12, column=5, key="鹿鸣镇"), "data/a.csv:12:5", "data/a.csv:12:5"),
    (Place("a.csv", line=12), "a.csv:12", "a.csv:12"),
    (Place("a.xlsx", sheet="汇总", cell="D7"), "a.xlsx 汇总!D7", "a.xlsx 汇总!D7"),
    (Place("a.xlsx", sheet="汇总"), "a.xlsx 汇总", "a.xlsx 汇总"),
    (
        Place("a.txt", line=14, column=3, paragraph=9, start=310, end=313),
        "a.txt 第14行",
        "a.txt line 14",
    ),
    (Place("a.txt", line=3), "a.txt 第3行", "a.txt line 3"),
    (Place("a.docx", line=3, paragraph=3, start=9, end=12), "a.docx 第3段", "a.docx paragraph 3"),
    (
        Place("a.docx", table=1, line=2, column=3, start=9, end=12),
        "a.docx 表1第2行第3列",
        "a.docx table 1 row 2 column 3",
    ),
    (Place("a.pdf", page=2, paragraph=5), "a.pdf 第2页第5段", "a.pdf page 2 paragraph 5"),
    (Place("a.xlsx"), "a.xlsx", "a.xlsx"),
]


@pytest.mark.parametrize(("place", "chinese", "english"), CASES)
def test_where(place: Place, chinese: str, english: str) -> None:
    assert where(place, "zh") == chinese
    assert where(place, "en") == english


@pytest.mark.parametrize(("place", "chinese", "english"), CASES)
def test_a_spot_is_the_place_without_its_file(place: Place, chinese: str, english: str) -> None:
    assert spot(place, "zh") == chinese.removeprefix(place.file).lstrip(": ")
    assert spot(place, "en") == english.removeprefix(place.file).lstrip(": ")
