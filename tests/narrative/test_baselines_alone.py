"""A change belongs to the figures of its own clause."""

from __future__ import annotations

from tests.narrative.narrative_reading import claims


def test_a_change_is_not_that_of_the_next_clause() -> None:
    text = "甲类率由3.2降到2.8，降幅12.5%；乙类率由0.75降到0.56，降幅25.3%。"
    found = {claim for claim in claims(text) if claim[0] == "yoy_percent"}
    assert found == {
        ("yoy_percent", "current=2.8", "previous=3.2", "percent=12.5%"),
        ("yoy_percent", "current=0.56", "previous=0.75", "percent=25.3%"),
    }
