"""Multiples: what was added and what was reached are different things."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims


@pytest.mark.parametrize(
    "text",
    [
        "今年共处罚30起，是同类地区平均水平的2倍。",
        "本镇企业42家，工作量成倍增加，检查力度提高2倍。",
        "去年培训10场，今年力争翻一番。",
        "巡查频次由每月2次增加，隐患上报效率提升3倍。",
    ],
)
def test_a_multiple_without_both_figures_is_no_claim(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "multiple"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今年行政处罚30起，由去年的10起增长2倍。",
            ("multiple", "current=30", "previous=10", "times=2"),
        ),
        (
            "安全投入由去年的20万元增长到今年的40万元，翻一番。",
            ("multiple", "current=40", "previous=20", "times=翻一番"),
        ),
    ],
)
def test_a_multiple_of_two_figures_is_read(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
