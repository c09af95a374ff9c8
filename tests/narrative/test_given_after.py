"""Figures of last year in a sentence of their own, behind the changes."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

HEAD = "全省共发生交通事故8件，死亡失踪5人，沉船3艘，"

SAID = {
    "in per cent": (
        HEAD + "三项指标同比分别下降20.0%、28.6%、40.0%。去年同期分别为10件、7人、5艘。",
        {
            ("yoy_percent", "current=8", "previous=10", "percent=20.0%"),
            ("yoy_percent", "current=5", "previous=7", "percent=28.6%"),
            ("yoy_percent", "current=3", "previous=5", "percent=40.0%"),
        },
    ),
    "in numbers": (
        "发生火灾40起，伤6人，同比分别减少8起、1人。上年同期为48起、7人。",
        {
            ("yoy_count", "current=40", "previous=48", "delta=8"),
            ("yoy_count", "current=6", "previous=7", "delta=1"),
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_each_change_is_from_the_figure_in_its_place(
    text: str, expected: set[tuple[str, ...]]
) -> None:
    found = {c for c in claims(text) if c[0].startswith("yoy") and "previous" in " ".join(c)}
    assert found == expected


SILENT = {
    "other measures": HEAD + "同比分别下降20.0%、28.6%、40.0%。去年同期分别为10家、7处、5次。",
    "too few": HEAD + "同比分别下降20.0%、28.6%、40.0%。去年同期为10件、7人。",
    "of something else": HEAD + "同比分别下降20.0%、28.6%、40.0%。\n去年同期检查10件、7人、5艘。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_figures_that_do_not_answer_the_changes_are_left_alone(text: str) -> None:
    assert not [c for c in claims(text) if c[0] == "yoy_percent" and "previous" in " ".join(c)]
