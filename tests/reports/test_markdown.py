"""The report for a pull request or a mail."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from crossfoot.model.finding import Message
from crossfoot.reports import markdown
from tests.reports import county_round as county

_UNESCAPED_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_round_told_in_markdown(language: str, snapshot: SnapshotAssertion) -> None:
    assert markdown.write(county.troubled(), language) == snapshot


def test_a_clean_round_has_its_table_and_one_sentence() -> None:
    text = markdown.write(county.clean(), "zh")
    assert text.startswith("# ")
    assert "| round/石桥镇.xlsx | 石桥镇 | 2023年上半年 | 通过 | 0 | 0 | 0 |" in text
    assert text.endswith("未发现问题：规则36条，判定120次，全部相符。\n")


@given(st.text(max_size=40))
def test_whatever_a_file_is_called_the_table_keeps_its_cells(name: str) -> None:
    report = county.troubled()
    odd = replace(report.submissions[0], path=name, unit=f"{name}|{name}")
    text = markdown.write(replace(report, submissions=(odd,), findings=()), "zh")
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert len(rows) == 3
    assert {len(_UNESCAPED_BAR.findall(row)) for row in rows} == {8}


def test_a_message_cannot_become_markup() -> None:
    report = county.troubled()
    message = Message("a|b\n# c <script> [x](y) `z` *w*", "")
    evil = replace(report.findings[0], message=message)
    text = markdown.write(replace(report, findings=(evil,)), "zh")
    assert r"a\|b # c \<script\> \[x\](y) \`z\` \*w\*（ST01 强制性）" in text


def test_names_of_fields_keep_their_underscores() -> None:
    assert markdown.escape("general_rate and _this_") == r"general_rate and \_this\_"
