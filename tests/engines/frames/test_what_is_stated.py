"""What a frame states is taken as it stands: nothing is rounded, guessed or coerced."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossfoot
from crossfoot.forms.faults import FormFault
from tests.engines.frames.canteens import FORM, meals, open_office


def said(office: str, **columns: Any) -> list[tuple[str, str, int | None]]:
    """Rule, field and row of every finding."""
    report = crossfoot.check(pd.DataFrame(meals(**columns)), form="meals", config=office)
    found = report.frame
    rows = [None if pd.isna(row) else int(row) for row in found["row"]]
    return list(zip(found["rule"], found["field"], rows, strict=True))


def test_a_frame_in_order_has_no_findings_and_every_rule_was_judged(office: str) -> None:
    report = crossfoot.check(pd.DataFrame(meals()), form="meals", config=office)
    assert report.findings == ()
    assert report.coverage.passed == 8
    assert report.submissions[0].verdict == "accept"
    assert len(report.frame) == 0


def test_the_form_is_found_by_the_names_of_the_columns(office: str) -> None:
    plain = pd.DataFrame(meals(served=[530, 500, 340, 341], rate=[None] * 4))
    expected = [("ME01", "served", 0)]
    for names in (
        {},
        {"planned": "计划份数", "served": "实供份数", "rate": "供餐率"},
        {"planned": "应供份数（份）", "served": "Meals served"},
    ):
        report = crossfoot.check(plain.rename(columns=names), config=office)
        found = report.frame
        assert list(zip(found["rule"], found["field"], found["row"], strict=True)) == expected


@pytest.mark.parametrize(
    "served",
    [
        pd.array([530, 500, 340, 341], dtype="int16"),
        pd.array([530, 500, None, 341], dtype="Int64"),
        pd.array(["530", "500", None, "341"], dtype="str"),
        pd.array([530.0, 500.0, float("nan"), 341.0], dtype="float64"),
        pd.array([530.0, 500.0, None, 341.0], dtype="Float32"),
        pd.Categorical(["530", "500", None, "341"]),
        [530, "500", None, Decimal(341)],
        [Decimal(530), 500, float("nan"), "341"],
        [" 530 ", "500", "", "341"],
        ["530份", "５００", pd.NA, "341"],
    ],
    ids=lambda column: str(getattr(column, "dtype", "object")),
)
def test_whole_numbers_of_every_type_are_the_same_figures(office: str, served: Any) -> None:
    found = said(office, served=served, rate=[None] * 4)
    assert found == [("ME01", "served", 0)]


def test_an_empty_entry_is_not_judged_rather_than_passed(office: str) -> None:
    frame = pd.DataFrame(
        meals(served=[508, None, None, 341], rate=["97.7%", "100.0%", "", "97.4%"])
    )
    report = crossfoot.check(frame, form="meals", config=office)
    assert report.findings == ()
    assert [(item.rule, item.count) for item in report.coverage.not_evaluated] == [
        ("ME01", 2),
        ("ME02", 2),
    ]


def test_stated_decimals_come_from_the_text_or_the_decimal(tmp_path: Path) -> None:
    office = open_office(tmp_path, FORM.replace(", decimals: 1", ""))
    third = {"planned": [3] * 4, "served": [1] * 4}
    assert said(office, **third, rate=["33.3%"] * 4) == []
    assert said(office, **third, rate=["33.333%", "33.333%", "33.330%", "33.333%"]) == [
        ("ME02", "rate", 2)
    ]
    decimals = [Decimal("33.333"), Decimal("33.333"), Decimal("33.330"), Decimal("33.333")]
    assert said(office, **third, rate=decimals) == [("ME02", "rate", 2)]


def test_sums_of_doubles_are_judged_as_the_decimals_that_they_print(office: str) -> None:
    cost, staff = [0.1, 0.7, 1.1, 1e6 + 0.07], [0.2, 0.1, 2.2, 0.01]
    whole = [a + b for a, b in zip(cost, staff, strict=True)]
    assert whole[0] != 0.3  # as doubles the honest sums are off
    assert said(office, cost=cost, staff_cost=staff, whole_cost=whole) == []
    whole[2] = 3.31
    assert said(office, cost=cost, staff_cost=staff, whole_cost=whole) == [
        ("ME03", "whole_cost", 2)
    ]


def test_doubles_without_declared_digits_are_refused_with_the_line_to_add(office: str) -> None:
    with pytest.raises(FormFault) as caught:
        said(office, weight=[0.5, 1.25, None, 2.0])
    (fault,) = caught.value.faults
    written = Path(fault.file).read_text(encoding="utf-8").splitlines()
    assert written[fault.line - 1][fault.column - 1 :].startswith("{id: weight")
    assert "add decimals: 2 (or tolerance: 0.005) to the field" in fault.en
    assert "decimals: 2" in fault.zh
    assert "余量" in fault.zh


def test_the_same_figures_as_text_or_decimal_are_taken(office: str) -> None:
    assert said(office, weight=["0.5", "1.25", None, "2.0"]) == []
    assert said(office, weight=[Decimal("0.5"), Decimal("1.25"), None, Decimal(2)]) == []
    assert said(office, weight=[None, float("nan"), None, None]) == []


def test_adding_that_line_makes_the_column_welcome(tmp_path: Path) -> None:
    office = open_office(tmp_path, FORM.replace("unit: 千克}", "unit: 千克, decimals: 2}"))
    assert said(office, weight=[0.5, 1.25, None, 2.0]) == []


def test_a_declared_tolerance_is_enough(office: str) -> None:
    assert said(office, heat=[0.5, 1.25, None, 2.0]) == []


def test_rates_as_doubles_are_per_cent_or_shares_as_the_column_shows(office: str) -> None:
    per_cent = [100 * 508 / 520, 100.0, 100.0, 100 * 341 / 350]
    shares = [508 / 520, 1.0, 1.0, 341 / 350]
    for rates in (per_cent, shares):
        found = said(office, rate=rates)
        assert found == [("CF08", "rate", 0)]  # a hint: more digits than the one declared
    assert said(office, rate=[97.7, 100.0, 100.0, 97.4]) == []
    assert said(office, rate=[0.977, 1.0, 1.0, 0.974]) == []
    assert ("ME02", "rate", 3) in said(office, rate=[0.977, 1.0, 1.0, 0.979])


def test_digits_beyond_the_declared_ones_are_a_hint_and_not_silently_cut(office: str) -> None:
    frame = pd.DataFrame(meals(cost=[1.23, 4.567, 2.0, 8.999]))
    report = crossfoot.check(frame, form="meals", config=office)
    (finding,) = report.findings
    assert finding.level == "hint"
    assert finding.message.zh == "食材费有2行的小数位数多于规定的2位，按2位小数核对"
    assert frame["cost"].tolist() == [1.23, 4.567, 2.0, 8.999]


def test_yes_and_no_may_be_truth_values_where_the_form_asks_for_them(office: str) -> None:
    assert said(office, audited=[True, False, True, None]) == []
    assert said(office, audited=["是", "否", "", None]) == []
    assert said(office, audited=["是", "也许", "", None]) == [("CF08", "audited", 1)]


def test_days_and_months_of_a_datetime_column_are_read(office: str) -> None:
    days = pd.to_datetime(["2024-03-31", "2024-04-30", "2024-03-31", "2024-04-30"])
    assert said(office, month=days) == []


def test_codes_keep_their_leading_zeros(office: str) -> None:
    frame = pd.DataFrame(meals(school=["0101", "0101", "0102", "0102"], served=[0, 0, 0, 900]))
    report = crossfoot.check(frame, form="meals", config=office)
    assert {finding.subject.row for finding in report.findings if finding.rule == "ME01"} == {
        "0102 4月"
    }


def test_the_frame_itself_is_left_as_it_was(office: str) -> None:
    frame = pd.DataFrame(meals(served=["530", 500, True, None], cost=[1.005, 2, 3, 4]))
    before = frame.copy(deep=True)
    crossfoot.check(frame, form="meals", config=office)
    pd.testing.assert_frame_equal(frame, before)


thing = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals().filter(lambda number: not number.is_snan()),  # pandas fails at that itself
    st.text(max_size=5),
    st.dates(),
    st.datetimes(),
    st.complex_numbers(),
    st.binary(max_size=2),
    st.just(pd.NA),
    st.just(pd.NaT),
)


@settings(max_examples=30)
@given(things=st.lists(st.tuples(thing, thing, thing), min_size=1, max_size=4))
def test_whatever_stands_in_a_frame_it_is_told_and_left_as_it_is(
    things: list[tuple[Any, ...]], office: str
) -> None:
    columns = ["planned", "served", "audited"]
    frame = pd.DataFrame(
        {
            name: pd.Series([row[n] for row in things], dtype=object)
            for n, name in enumerate(columns)
        }
    )
    before = frame.copy(deep=True)
    report = crossfoot.check(frame, form="meals", config=office)
    pd.testing.assert_frame_equal(frame, before)
    assert len(report.frame) == len(report.findings)
    told = {(finding.subject.field, finding.stated) for finding in report.findings}
    for row in things:
        if isinstance(row[0], bool | complex):
            fields = {field for field, _ in told}
            assert "planned" in fields


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=[1, 2])])
def test_a_frame_without_columns_is_no_form(frame: pd.DataFrame, office: str) -> None:
    with pytest.raises(ValueError, match="no declared form has these columns"):
        crossfoot.check(frame, config=office)
