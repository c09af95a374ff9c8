"""Changes of what was done, and earlier figures right behind 环比, 较 and the like."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SAID = {
    "behind 环比": (
        "本月接处警186起，环比154起增加32起，上升20.8%。",
        {
            ("yoy_count", "current=186", "previous=154", "delta=32"),
            ("yoy_percent", "current=186", "previous=154", "percent=20.8%"),
        },
    ),
    "of a season": (
        "清障救援873起，较去年春运951起下降8.2%。",
        {("yoy_percent", "current=873", "previous=951", "percent=8.2%")},
    ),
    "of what was done": (
        "巡视线路5860次，消除缺陷1743项，同比增加129项，增长8.0%。",
        {("yoy_percent", "current=1743", "delta=129", "percent=8.0%")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_a_change_is_of_the_figure_before_it(text: str, expected: set[tuple[str, ...]]) -> None:
    assert {claim for claim in claims(text) if claim[0].startswith("yoy")} == expected


SILENT = {
    "serious accidents": "发生较大事故12起，增加了巡查3起。",
    "a share": "检查单位60家，占比154家增加的部分为主。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_words_that_only_look_like_a_comparison_are_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0].startswith("yoy")]
