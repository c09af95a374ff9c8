"""Periods: how long they are, what comes before them, and when two spellings can agree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.rounds.periods import (
    before,
    follows,
    last_day,
    months_of,
    same_time,
    tells_of,
    year_before,
)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2023-06", date(2023, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-Q3", date(2023, 9, 30)),
        ("2023-H2", date(2023, 12, 31)),
        ("2023-09-25", date(2023, 9, 25)),
        ("2023-05/2023-08", date(2023, 8, 31)),
        ("2023", None),
        ("夏季", None),
        (None, None),
    ],
)
def test_the_last_day_of_a_period(period: str | None, day: date | None) -> None:
    assert last_day(period) == day


def test_a_year_starts_anew() -> None:
    assert before("2023-01") == ()
    assert before("2023-03") == ("2023-02", "2023-01")
    assert before("2023-Q3") == ("2023-Q2", "2023-Q1")
    assert follows("2023-03", "2023-02")
    assert not follows("2023-03", "2023-01")
    assert year_before("2023-Q3") == "2022-Q3"
    assert year_before("2023-05/2023-08") == "2022-05/2022-08"


@pytest.mark.parametrize(
    ("one", "other"),
    [("2023", "2023-06"), ("2023-Q2", "2023-06"), ("2023-Q2", "2023-04"), ("6", "2023-06"),
     ("2023-06", "2023-06-25"), ("2023-06", "夏季")],
)  # fmt: skip
def test_spellings_that_can_mean_the_same_time(one: str, other: str) -> None:
    assert same_time(one, other)
    assert same_time(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2022", "2023-06"), ("2023-05", "2023-06"), ("2023-Q1", "2023-06"), ("5", "2023-06"),
     ("2023-06-18", "2023-06-25")],
)  # fmt: skip
def test_spellings_that_cannot(one: str, other: str) -> None:
    assert not same_time(one, other)
    assert not same_time(other, one)


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_the_months_before_a_month_are_those_of_its_year(year: int, month: int) -> None:
    assert sorted((*before(f"{year}-{month:02d}"), f"{year}-{month:02d}")) == list(
        months_of(str(year))[:month]
    )


@pytest.mark.parametrize(
    ("text", "table", "to_date", "meet"),
    [
        (None, "2023-06", True, True),
        ("2023-06", None, True, True),
        ("2023-06", "2023-06", False, True),
        ("2023-06", "2023-09", True, False),
        ("2023", "2023-12", True, True),
        ("2023", "2023-12", False, False),
        ("2023", "2023-06", True, False),
        ("2023", "2022-12", True, False),
        ("2023-Q1", "2023-03", True, True),
        ("2023-Q3", "2023-09", True, False),
    ],
)
def test_a_text_tells_of_the_tables_of_its_own_time(
    text: str | None, table: str | None, to_date: bool, meet: bool
) -> None:
    assert tells_of(text, table, to_date=to_date) is meet
