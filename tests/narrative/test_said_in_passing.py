"""Constructs of reports in which the words, not the neighbourhood, tell what a figure is of."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

OVERLAPPING = {
    "in a bracket": "排查船舶修造企业48家，其中使用明火26家、使用吊装21家、使用油漆9家"
    "（个别企业兼有两种作业）。",
    "in a clause": "登记仓库37座，其中储粮22座、储棉14座、储油8座，"
    "部分仓库同时储存多类物资，存在交叉。",
    "by what they are involved in": "摸排渔港39处，其中涉冷藏21处、涉加油17处、涉冰库9处。",
}


@pytest.mark.parametrize("text", OVERLAPPING.values(), ids=OVERLAPPING.keys())
def test_parts_that_are_said_to_overlap_are_not_added_up(text: str) -> None:
    found = [claim for claim in narrative(text).claims if claim.kind in ("sum", "part_le_whole")]
    assert found
    assert all(len([role for role, _ in claim.roles if role == "part"]) == 1 for claim in found)


def test_parts_that_overlap_by_no_word_are_added_up() -> None:
    text = "登记仓库37座，其中储粮22座、储棉14座、储油8座（均已建档）。"
    assert ("part_le_whole", "part=22", "part=14", "part=8", "whole=37") in claims(text)


def test_a_share_is_of_what_was_found_not_of_a_smaller_number_of_other_things() -> None:
    text = "对9座冷库、27家批发市场开展检查，查看设备64台，发现缺陷40处，立行立改30处，占75%。"
    found = claims(text)
    assert ("share", "part=30", "whole=40", "share=75%") in found
    assert ("le", "part=30", "whole=40") in found
    assert not [claim for claim in found if "whole=9" in claim or "whole=27" in claim]


@pytest.mark.parametrize("rate", ["95%", "85%"])
def test_what_is_left_tells_the_rate_of_what_was_done(rate: str) -> None:
    text = f"发现堤防险点60处，到汛前只剩3处未完成治理，治理率{rate}。"
    assert ("rate", "whole=60", "rest=3", f"rate={rate}") in claims(text)
    assert not [claim for claim in claims(text) if "part=3" in claim]
