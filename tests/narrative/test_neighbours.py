"""A fixed figure beside others: neighbours that no word makes its whole raise no question."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "flows of a month": "上月末在册缺陷25项，本月新增4项，销号11项，月末在册18项。",
    "kinds, then all that was done": "排查房屋4000户，鉴定甲类600户、乙类90户，完成整治650户。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_more_than_a_neighbour_is_no_contradiction(text: str) -> None:
    assert not any(claim[0] == "le" for claim in claims(text))


def test_what_was_found_bounds_what_was_fixed_all_the_same() -> None:
    text = "检查场所150处，发现隐患70处，整改75处。"
    assert ("le", "part=75", "whole=70") in claims(text)


def test_halves_named_twice_are_no_halves_of_the_first() -> None:
    text = "发现一般隐患90处、重大隐患7处，已整改一般隐患88处、重大隐患7处。"
    found = claims(text)
    assert ("le", "part=88", "whole=90") in found
    assert not any(claim[0] == "sum" for claim in found)
