"""The JSON report keeps to its published schema, and its numbers are exact."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from syrupy.assertion import SnapshotAssertion

from crossfoot.model.finding import Level
from crossfoot.reports import contract
from crossfoot.reports.exact_json import ESCAPES, decimal_text, dump, dump_line, literal
from crossfoot.vetting.model import Cut
from tests.reports import county_round as county

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "report-1.json"


def strict(schema: Any) -> Any:
    """The schema with no room for keys that it does not declare."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    if "properties" in closed and closed.get("type") == "object":
        closed["additionalProperties"] = False
    return closed


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def test_the_schema_is_a_schema(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("report", [county.troubled(), county.clean()], ids=["troubled", "clean"])
def test_a_report_keeps_to_the_schema(schema: Any, report: county.Report) -> None:
    written = json.loads(contract.write(report))
    Draft202012Validator(strict(schema)).validate(written)


@pytest.mark.parametrize("report", [county.troubled(), county.clean()], ids=["troubled", "clean"])
def test_findings_alone_are_those_of_the_report_one_a_line(
    schema: Any, report: county.Report
) -> None:
    line_schema = json.loads((SCHEMA.parent / "finding-1.json").read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry().with_contents([(schema["$id"], schema)])
    validator = Draft202012Validator(line_schema, registry=registry)
    text = "".join(contract.lines(report))
    assert text.count("\n") == len(report.findings)
    assert text == "" or text.endswith("\n")
    found = [json.loads(line) for line in text.splitlines()]
    for item in found:
        validator.validate(item)
    assert found == json.loads(contract.write(report))["findings"]


def test_rows_of_a_large_file_that_are_not_told_have_a_line_each(schema: Any) -> None:
    line_schema = json.loads((SCHEMA.parent / "finding-1.json").read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry().with_contents([(schema["$id"], schema)])
    keys = ["一镇 2023-01", 'say "1"\n', "\u2028"]
    cut = Cut("a.csv", "HZ01", Level.HARD, "hazard", None, 5, 2, "SELECT 1", lambda: iter(keys))
    report = replace(county.troubled(), cuts=(cut,))
    written = [json.loads(line) for line in contract.lines(report)]
    told = len(report.findings)
    assert [item["subject"]["row"] for item in written[told:]] == keys
    for item in written:
        Draft202012Validator(line_schema, registry=registry).validate(item)
    whole = json.loads(contract.write(report))
    Draft202012Validator(strict(schema)).validate(whole)
    assert (whole["cuts"][0]["found"], whole["cuts"][0]["shown"]) == (5, 2)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_a_value_on_one_line_is_the_same_value(value: Any) -> None:
    text = dump_line(value)
    assert text.index("\n") == len(text) - 1
    assert len(text.splitlines()) == 1
    assert json.loads(text) == json.loads(dump(value))


def test_the_schema_refuses_a_report_with_a_missing_or_unknown_part(schema: Any) -> None:
    validator = Draft202012Validator(schema)
    written = json.loads(contract.write(county.troubled()))
    for change in (
        lambda r: r.pop("coverage"),
        lambda r: r["findings"][0].pop("basis"),
        lambda r: r["findings"][0].update(level="fatal"),
        lambda r: r["findings"][0]["figures"][0].update(value="about 5"),
        lambda r: r["crossfoot"].update(schema=2),
    ):
        broken = json.loads(json.dumps(written))
        change(broken)
        assert not validator.is_valid(broken)


def test_the_story_in_json(snapshot: SnapshotAssertion) -> None:
    report = county.troubled()
    report = replace(report, findings=(report.findings[3], report.findings[7]))
    text = contract.write(report).replace(contract.__version__, "0.0.0")
    assert text == snapshot


def test_the_same_report_is_always_the_same_text() -> None:
    assert contract.write(county.troubled()) == contract.write(county.troubled())


def test_the_keys_of_a_finding_come_in_the_order_of_the_contract() -> None:
    finding = json.loads(contract.write(county.troubled()))["findings"][0]
    expected = (
        "id fingerprint rule level verdict basis message subject figures at stated expected"
        " cause suggestions explained"
    )
    assert list(finding) == expected.split()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-140), "-140"),
        (Fraction(846, 10), "84.6"),
        (Fraction(1, 10), "0.1"),
        (Fraction(-5, 1000), "-0.005"),
        (Fraction(15000), "15000"),
        (Fraction(10) ** 20, "1" + "0" * 20),
        (Fraction(1, 3), '"1/3"'),
        (Fraction(41800, 494), '"1100/13"'),
        (Fraction(12345678901234567, 10), '"1234567890123456.7"'),
    ],
)
def test_numbers_are_written_exactly(number: Fraction, text: str) -> None:
    assert literal(number) == text


@given(st.fractions())
def test_every_number_can_be_read_back(number: Fraction) -> None:
    read = json.loads(dump({"n": number}), parse_float=Decimal)["n"]
    assert Fraction(read) == number


@given(st.integers(-(10**14), 10**14), st.integers(0, 12))
def test_a_short_decimal_survives_a_reader_that_uses_doubles(digits: int, places: int) -> None:
    number = Fraction(digits, 10**places)
    read = json.loads(dump([number]))[0]
    assert Fraction(Decimal(repr(read))) == number


@given(st.integers(-(10**30), 10**30), st.integers(0, 30))
def test_decimal_digits_are_those_of_the_decimal_module(digits: int, places: int) -> None:
    text = decimal_text(Fraction(digits, 10**places))
    assert text is not None
    assert Decimal(text) == Decimal((digits < 0, tuple(map(int, str(abs(digits)))), -places))


_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)


@given(_TREES)
def test_what_is_written_is_json(value: Any) -> None:
    assert json.loads(dump(value)) == value


@given(st.text(), st.sampled_from(["ascii", "gbk", "latin-1", "utf-8"]))
def test_no_encoding_loses_a_character(text: str, encoding: str) -> None:
    written = dump({"t": text}).encode(encoding, ESCAPES)
    assert json.loads(written.decode(encoding)) == {"t": text}


def test_half_a_surrogate_pair_in_a_file_name_is_kept() -> None:
    written = dump({"path": "a\udcff.csv"}).encode("utf-8", ESCAPES)
    assert json.loads(written) == {"path": "a\udcff.csv"}
