"""Findings come back with the labels that the frame itself gives its rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import crossfoot
from tests.engines.frames.canteens import meals

WRONG = {"served": [508, 530, 340, 360], "rate": [None] * 4}  # rows 1 and 3, counted from 0


def checked(index: pd.Index | None, office: str, **columns: Any) -> pd.DataFrame:
    frame = pd.DataFrame(meals(**{**WRONG, **columns}), index=index)
    return crossfoot.check(frame, form="meals", config=office).frame


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(4),
        pd.RangeIndex(40, 0, -10),
        pd.Index([7, 7, 3, 3]),
        pd.Index(["a", "b", "b", "b"], dtype="str"),
        pd.Index([0.5, 1.5, 2.5, 3.5], name="weight_class"),
        pd.to_datetime(["2024-03-01", "2024-04-01", "2024-03-01", "2024-04-01"]),
        pd.PeriodIndex(["2024-03", "2024-04", "2024-03", "2024-04"], freq="M"),
        pd.CategoricalIndex(["n", "n", "s", "s"]),
        pd.MultiIndex.from_tuples([("n", 3), ("n", 4), ("s", 3), ("s", 3)]),
        pd.MultiIndex.from_tuples([("n", 3)] * 4, names=["school", None]),
    ],
    ids=lambda index: type(index).__name__ + "-" + str(getattr(index, "dtype", "")),
)
def test_labels_types_and_names_of_the_index_are_kept(index: pd.Index, office: str) -> None:
    found = checked(index, office)
    assert found["row"].tolist() == [1, 3]
    pd.testing.assert_index_equal(found.index, index.take([1, 3]))


def test_findings_can_be_joined_to_the_rows_they_are_about(office: str) -> None:
    index = pd.Index(["n3", "n4", "s3", "s4"])
    frame = pd.DataFrame(meals(**WRONG), index=index)
    found = crossfoot.check(frame, form="meals", config=office).frame
    assert frame.join(found, how="inner")[["served", "stated"]].values.tolist() == [
        [530, "530"],
        [360, "360"],
    ]


def test_a_line_says_what_was_stated_and_what_was_expected(office: str) -> None:
    line = checked(pd.Index(list("abcd")), office).loc["b"]
    assert line["rule"] == "ME01"
    assert line["level"] == "hard"
    assert line["verdict"] == "fail"
    assert line["key"] == "北门小学 4月"
    assert line["field"] == "served"
    assert line["stated"] == "530"
    assert line["expected"] == "≤500份"
    assert line["zh"] == "实供份数填报530份，大于计划份数500份，多30份"
    assert "530" in line["en"]


def test_what_is_about_no_row_has_no_label(office: str) -> None:
    found = checked(pd.Index(list("abcd")), office, 不明=[1, 2, 3, 4])
    unbound = found[found["rule"] == "CF03"]
    assert unbound["row"].isna().tolist() == [True]
    assert unbound.index.isna().tolist() == [True]
    assert found[found["rule"] == "ME01"].index.tolist() == ["b", "d"]


def test_names_of_rows_may_stand_in_the_index(office: str) -> None:
    frame = pd.DataFrame(meals(**WRONG)).set_index(["school", "month"])
    found = crossfoot.check(frame, form="meals", config=office).frame
    assert found.index.tolist() == [("北门小学", "4月"), ("南门小学", "4月")]
    assert found["key"].tolist() == ["北门小学 4月", "南门小学 4月"]


def test_a_row_that_nothing_else_names_goes_by_its_label(office: str) -> None:
    frame = pd.DataFrame(
        {"planned": [5, 6], "served": [5, 7]}, index=pd.Index([104, 205], dtype="int32")
    )
    (finding,) = crossfoot.check(frame, form="meals", config=office).findings[-1:]
    assert finding.subject.row == "205"
    assert {figure.place.key for figure in finding.figures} == {"205"}


def test_headers_may_have_levels(office: str) -> None:
    frame = pd.DataFrame(meals(**WRONG))
    frame.columns = pd.MultiIndex.from_tuples(
        [("", "学校"), ("", "月份"), ("份数", "计划份数"), ("份数", "实供份数"), ("份数", "供餐率")]
    )
    report = crossfoot.check(frame, form="meals", config=office)
    assert report.frame["row"].tolist() == [1, 3]


def test_rows_that_a_sheet_would_take_for_something_else_are_rows(office: str) -> None:
    """Neither column numbers, nor units, nor notes, nor blank rows end or shorten a frame."""
    frame = pd.DataFrame(
        {
            "planned": ["1", "", "份", "注：以上为初步数", "", "5"],
            "served": ["2", "", "份", "", "", "6"],
            "cost": ["3", "", "元", "", "", "7"],
        }
    )
    found = crossfoot.check(frame, form="meals", config=office).frame
    assert found[found["rule"] == "ME01"]["row"].tolist() == [0, 5]
    unreadable = found[found["rule"] == "CF08"].dropna(subset="stated")
    assert unreadable["row"].tolist() == [2, 2, 2, 3]


def test_the_same_column_twice_is_said_and_the_first_counts(office: str) -> None:
    frame = pd.DataFrame(meals(**WRONG))
    doubled = pd.concat([frame, frame[["served"]]], axis=1)
    found = crossfoot.check(doubled, form="meals", config=office).frame
    assert found["rule"].tolist().count("ME01") == 2
    assert found["rule"].tolist().count("CF03") == 1


def test_findings_of_files_can_be_had_as_a_frame_too() -> None:
    made = crossfoot.to_frame(crossfoot.check("fixtures/云溪县2023年上半年/白露镇"))
    assert set(made["rule"]) >= {"HZ01"}
    assert made["row"].isna().all()
