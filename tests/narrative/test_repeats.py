"""One indicator with two values: only where both places plainly speak of the same."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

TITLE = "石桥县2023年安全生产工作总结\n"

APART = {
    "two fields by their headings": (
        "一、道路交通\n全年共检查企业40家次。\n二、危险化学品安全\n全年共检查企业30家次。"
    ),
    "two fields in one paragraph each": (
        "（一）烟花爆竹领域。全年共检查企业40家次。\n（二）工贸行业。全年共检查企业30家次。"
    ),
    "two units": "鹿鸣镇：全年共开展演练18场。\n枫桥镇：全年共开展演练12场。",
    "two years": "2022年全县共排查隐患300处。\n2023年全县共排查隐患260处。",
    "last year": "去年全县共排查隐患300处。\n全县共排查隐患260处。",
    "half of the year": "上半年全县共排查隐患100处。\n全年共排查隐患260处。",
    "a campaign": "安全生产月期间，全县共开展宣传活动12场。\n全县全年共开展宣传活动45场。",
    "other words": "全年共开展应急演练18场。\n全年共开展消防演练6场。",
    "nothing said of everything": "共检查企业40家次。\n共检查企业30家次。",
    "another unit of measure": "全年共检查企业40家。\n全年共检查企业90家次。",
}


def repeats(text: str) -> set[tuple[str, ...]]:
    return {claim for claim in claims(TITLE + text) if claim[0] == "repeat"}


@pytest.mark.parametrize("text", APART.values(), ids=APART.keys())
def test_figures_of_different_things_are_not_compared(text: str) -> None:
    assert repeats(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "全县共排查隐患140处。\n二、隐患治理\n全县共排查隐患150处。",
        "2023年，全县共排查隐患140处。\n二、隐患治理\n全县共排查隐患150处。",
        "一、宣传教育\n全年共排查隐患140处。\n二、应急管理\n全年共排查隐患150处。",
        "截至目前，全县共排查隐患140处。\n二、隐患治理\n今年以来，全县共排查隐患150处。",
    ],
)
def test_the_same_words_of_the_whole_year_are_compared(text: str) -> None:
    assert repeats(text) == {("repeat", "first=140", "again=150")}
