"""How documents were understood, for people and for programs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from crossfoot.reports import reading, reading_contract
from crossfoot.reports.screen import Screen, display_width
from crossfoot.vetting.model import Reading
from tests.reports import readings
from tests.reports.test_contract import strict

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "read-1.json"


@pytest.fixture(scope="module")
def written() -> Any:
    return json.loads(reading_contract.write(readings.county()))


def test_it_keeps_to_the_schema(written: Any) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(strict(schema)).validate(written)


def test_offsets_are_those_of_the_text_that_the_digest_names(written: Any) -> None:
    document = written["documents"][2]
    assert document["text_sha256"] == hashlib.sha256(readings.TEXT.encode()).hexdigest()
    assert [readings.TEXT[f["start"] : f["end"]] for f in document["figures"]] == [
        f["text"] for f in document["figures"]
    ]


def test_a_claim_names_its_figures_by_role(written: Any) -> None:
    rate, total = written["documents"][2]["claims"]
    assert rate["kind"] == "rate"
    assert rate["figures"] == ["f2", "f1", "f3"]
    assert rate["roles"] == {"part": "f2", "whole": "f1", "rate": "f3"}
    assert rate["verdict"] == "fail"
    assert rate["expected"]["text"] == "84.6%"
    assert total["roles"] == {"part": ["f2", "f1"], "total": "f1"}
    assert total["basis"]["kind"] == "scope"


def test_a_sheet_shows_its_area_and_which_column_is_which_field(written: Any) -> None:
    (table,) = written["documents"][0]["tables"]
    assert table["range"] == "B4:D5"
    assert table["columns"] == [
        {"at": "C", "header": "排查", "field": "found"},
        {"at": "D", "header": "已改", "field": "fixed"},
    ]
    assert [record["role"] for record in table["records"]] == ["leaf", "total"]
    assert table["unbound"][0]["text"] == "备用数"
    assert table["unbound"][0]["cell"] == "E3"


def test_a_csv_file_counts_its_own_lines(written: Any) -> None:
    """The first record's label holds a line end, so the second record is on line 4."""
    (table,) = written["documents"][1]["tables"]
    assert table["range"] == "R2C1:R4C2"
    assert table["columns"] == [{"at": "2", "header": "found", "field": "found"}]


def test_what_was_not_understood_is_still_listed(written: Any) -> None:
    _, _, _, other, broken, plan = written["documents"]
    assert [table["form"] for table in other["tables"]] == [None]
    assert broken["notices"][0]["trouble"] == "broken"
    assert plan["figures"] == plan["claims"] == plan["tables"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_account_for_people(language: str, snapshot: SnapshotAssertion) -> None:
    assert reading.write(readings.county(), language) == snapshot


def test_every_document_is_named_and_no_line_is_too_wide() -> None:
    text = reading.write(readings.county(), "zh", Screen(60, wrap=True))
    for document in readings.county().documents:
        assert document.submission.document.path in text
    assert max(display_width(line) for line in text.split("\n")) <= 60


def test_nothing_read_is_nothing_said() -> None:
    assert reading.write(Reading(()), "zh") == ""
