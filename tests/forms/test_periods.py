"""Periods as titles, sheets and date lines name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.dates import read_date
from crossfoot.forms.periods import find_period, period_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年", "2023"),
        ("2023年度工作报表", "2023"),
        ("2023年1-6月", "2023-06"),
        ("（2023年1月—6月）", "2023-06"),
        ("2023年1至9月", "2023-09"),
        ("2023年上半年", "2023-06"),
        ("2023年前三季度", "2023-09"),
        ("2023年第三季度", "2023-Q3"),
        ("2023年二季度", "2023-Q2"),
        ("2023年7-9月", "2023-Q3"),
        ("2023Q1", "2023-Q1"),
        ("2023年下半年", "2023-H2"),
        ("2023年5-8月", "2023-05/2023-08"),
        ("2023年6月", "2023-06"),
        ("２０２３年６月份", "2023-06"),
        ("2023-06", "2023-06"),
        ("202306", "2023-06"),
        ("截止到2023年6月30日", "2023-06"),
        ("数据截止：2023年9月25日", "2023-09-25"),
        ("2023.9.25", "2023-09-25"),
        ("2024年2月29日", "2024-02"),
    ],
)
def test_a_period_has_one_spelling(text: str, expected: str) -> None:
    assert period_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sheet1",
        "重大事故隐患专项排查整治2023行动",
        "18个村",
        "三个月内",
        "12个月",
        "调度表(9.25)",
        "",
        "第2023号",
    ],
)
def test_what_names_no_period(text: str) -> None:
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1—9月", "2024-09"), ("6 月", "2024-06"), ("第三季度", "2024-Q3"), ("十二月", "2024-12")],
)
def test_the_year_may_come_from_elsewhere(text: str, expected: str) -> None:
    assert period_text(text) is None
    assert period_text(text, 2024) == expected


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 12))
def test_any_stretch_of_months_is_read_back(year: int, first: int, last: int) -> None:
    text = f"{year}年{first}-{last}月"
    stretch = find_period(text)
    if first > last:
        assert stretch is None or (stretch.first, stretch.last) != (first, last)
        return
    assert stretch is not None
    assert (stretch.year, stretch.first, stretch.last) == (year, first, last)
    assert period_text(str(stretch)) == str(stretch)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023.1.12", "2023-01-12"),
        ("2023-02-06", "2023-02-06"),
        ("2023年2月15日", "2023-02-15"),
        ("2023/3/22", "2023-03-22"),
        ("20230411", "2023-04-11"),
        ("２０２３．４．３", "2023-04-03"),
        ("23.4.3", "2023-04-03"),
        ("2023-04-03 08:30", "2023-04-03"),
        ("45051", "2023-05-05"),
        ("4月26日", "2023-04-26"),
    ],
)
def test_dates_as_ledgers_hold_them(text: str, expected: str) -> None:
    assert read_date(text, 2023) == expected


@pytest.mark.parametrize("text", ["2023.2.30", "整改中", "12", "99999", "2023年", "4月26日"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(st.dates())
def test_iso_dates_of_this_and_the_last_century_are_read_back(day: object) -> None:
    text = str(day)
    expected = text if text[:2] in ("19", "20") else None
    assert read_date(text) == expected
