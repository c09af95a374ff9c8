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


SHARES_SILENT = {
    "one kind is no base of another": "城东火灾50起，城西火灾30起，占41%。",
    "other work in between": "检查企业90家，整改缺陷300处，占41%。",
    "a clause before": "检查企业90家；立案10家，占41%。",
}


@pytest.mark.parametrize("text", SHARES_SILENT.values(), ids=SHARES_SILENT.keys())
def test_a_share_of_something_unsaid_is_no_claim(text: str) -> None:
    assert not any(claim[0] == "share" for claim in claims(text))


def test_shares_are_of_what_was_looked_at() -> None:
    text = "抽查商铺80家，安装喷淋60家，占比75%，安装烟感72家，占比90%。"
    assert {claim for claim in claims(text) if claim[0] == "share"} == {
        ("share", "part=60", "whole=80", "share=75%"),
        ("share", "part=72", "whole=80", "share=90%"),
    }


def test_firms_with_several_faults_are_counted_once() -> None:
    text = "无预案的企业9家，无台账的企业12家，涉及企业合计17家。"
    assert not any(claim[0] == "sum" for claim in claims(text))


def test_what_was_done_of_all_is_no_kind_of_it() -> None:
    text = "登记用户900户，其中餐饮用户200户，签订合同810户，签订率90%。"
    assert ("part_le_whole", "part=200", "part=810", "whole=900") not in claims(text)


def test_a_plan_is_not_what_was_done() -> None:
    text = "预算安排资金240万元，实际支出216万元，预算执行率90%，结余24万元。"
    rates = {claim for claim in claims(text) if claim[0] == "rate"}
    assert rates == {("rate", "part=216", "whole=240", "rate=90%")}
