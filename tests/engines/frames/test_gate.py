"""pandera stands in front of every frame; what it finds is said once and in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import crossfoot
from crossfoot.vetting.model import Report
from tests.engines.frames.canteens import meals


def checked(office: str, **columns: Any) -> Report:
    return crossfoot.check(pd.DataFrame(meals(**columns)), form="meals", config=office)


def words(report: Report) -> list[str]:
    return [finding.message.zh for finding in report.findings if finding.rule == "CF08"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("很多", "实供份数填报“很多”，不是一个确切的数字"),
        ("约500", "实供份数填报“约500”，不是一个确切的数字"),
        (True, "实供份数填报“True”，是真假值，不是数字"),
        (float("inf"), "实供份数填报“inf”，不是有限的数"),
        (float("-inf"), "实供份数填报“-inf”，不是有限的数"),
        (500.5, "实供份数填报“500.5”，个数应为整数"),
        ("500.5", "实供份数填报“500.5”，个数应为整数"),
        (pd.Timestamp("2024-03-31"), "实供份数填报“2024-03-31”，不是一个确切的数字"),
        ((1, 2), "实供份数填报“(1, 2)”，不是一个确切的数字"),
    ],
    ids=str,
)
def test_an_entry_that_is_no_figure_is_a_finding_of_its_row(
    office: str, entry: Any, said: str
) -> None:
    report = checked(office, served=pd.Series([508, entry, 340, 341], dtype=object))
    assert words(report) == [said]
    (finding,) = [finding for finding in report.findings if finding.rule == "CF08"]
    assert finding.level == "hard"
    assert finding.subject.row == "北门小学 4月"
    assert finding.subject.field == "served"
    assert finding.figures[0].place.line == 3


def test_infinity_in_a_column_of_doubles_is_found(office: str) -> None:
    report = checked(office, served=[508.0, float("inf"), 340.0, 341.0])
    assert words(report) == ["实供份数填报“inf”，不是有限的数"]


def test_a_column_that_is_wrong_throughout_is_one_finding(office: str) -> None:
    report = checked(office, served=[True, False, True, True])
    assert words(report) == ["实供份数整栏4行（如“True”）是真假值，不是数字"]
    report = checked(office, served=pd.to_datetime(["2024-03-31"] * 4))
    assert words(report) == ["实供份数整栏4行（如“2024-03-31”）不是一个确切的数字"]


def test_a_choice_that_was_not_declared_is_a_finding(office: str) -> None:
    assert words(checked(office, run_by=["自营", "委托", None, "自营"])) == []
    report = checked(office, run_by=["自营", "不详", None, "自营"])
    assert words(report) == ["经营方式填报“不详”，不在规定的选项之内"]


def test_a_required_entry_may_not_be_blank(office: str) -> None:
    for blank in (None, float("nan"), "", "  "):
        report = checked(office, school=["北门小学", blank, "南门小学", "南门小学"])
        assert words(report) == ["学校必填而未填"]


def test_a_required_column_may_not_be_missing(office: str) -> None:
    frame = pd.DataFrame(meals()).drop(columns="school")
    report = crossfoot.check(frame, form="meals", config=office)
    assert words(report) == ["缺少必填栏目“学校”"]


def test_rows_under_one_key_are_one_finding_that_names_them(office: str) -> None:
    report = checked(office, month=["3月", "3月", "4月", "4月"])
    assert words(report) == [
        "“北门小学 3月”有2行（第1、2行），同一内容只应有一行",
        "“南门小学 4月”有2行（第3、4行），同一内容只应有一行",
    ]
    assert report.frame["row"].tolist() == [0, 2]


def test_the_key_may_be_named(office: str) -> None:
    frame = pd.DataFrame({**meals(), "网点": ["1", "1", "1", "2"]})
    keyed = crossfoot.check(frame, form="meals", key=["school", "网点"], config=office)
    assert words(keyed) == ["“北门小学 1”有2行（第1、2行），同一内容只应有一行"]


def test_what_a_rule_of_the_pack_says_itself_is_not_said_twice() -> None:
    """The built-in rules find unreadable cells on their own; the gate leaves that to them."""
    frame = pd.DataFrame(
        {
            "单位名称": ["甲镇", "乙镇", "丙镇"],
            "排查一般隐患": [12, "见附件", 7.5],
            "一般隐患已整改": [12, 8, 7],
        }
    )
    found = crossfoot.check(frame, form="hazard").frame
    about = found[found["field"] == "general_found"]
    assert sorted(zip(about["rule"], about["row"], strict=True)) == [("FM01", 1), ("FM02", 2)]


def test_a_key_that_is_no_column_is_refused(office: str) -> None:
    with pytest.raises(ValueError, match="the key names depot, which is no column"):
        crossfoot.check(pd.DataFrame(meals()), form="meals", key=["depot"], config=office)


def test_many_wrong_entries_are_each_named(office: str) -> None:
    served = ["?" if row % 3 else 1 for row in range(300)]
    frame = pd.DataFrame(
        {
            "school": [f"第{n}小学" for n in range(300)],
            "month": "3月",
            "planned": 1,
            "served": served,
        }
    )
    report = crossfoot.check(frame, form="meals", config=office)
    assert report.frame["row"].tolist() == [row for row in range(300) if row % 3]


def test_what_is_no_frame_is_refused(office: str) -> None:
    with pytest.raises(TypeError, match="dict is neither a path nor a data frame"):
        crossfoot.check({"planned": [1]}, config=office)
    with pytest.raises(ValueError, match="no declared form has these columns: a"):
        crossfoot.check(pd.DataFrame({"a": [1]}), config=office)
    with pytest.raises(ValueError, match="there is no form meal; did you mean meals"):
        crossfoot.check(pd.DataFrame({"planned": [1]}), form="meal", config=office)
    with pytest.raises(TypeError, match="form, key and name are for data frames"):
        crossfoot.check("fixtures", form="meals")  # type: ignore[call-overload]


def test_an_empty_frame_has_nothing_wrong(office: str) -> None:
    report = crossfoot.check(pd.DataFrame(meals()).iloc[:0], form="meals", config=office)
    assert report.findings == ()
    assert len(report.frame) == 0
