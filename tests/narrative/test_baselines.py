"""Figures of an earlier period, stated together, and the changes that go with each of them."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

Found = set[tuple[str, ...]]


def changes(text: str) -> Found:
    return {claim for claim in claims(text) if claim[0].startswith("yoy") or claim[0] == "diff"}


LEFT_ALONE = {
    "a bracket of a day is no earlier period": "发生较大事故1起、死亡3人（5月3日某化工厂事故）。",
    "years side by side are parts": "三年共投入300万元（2022年120万元、2023年180万元）。",
    "a loss is not the deaths before it": (
        "全县接报火灾240起，亡2人，直接财产损失310万元。与去年同期相比，死亡人数减少1人，损失下降18.3%。"
    ),
    "a comparison with another period": "本月接警40起，同比（50起）下降20%，环比多发。",
    "what is told of an average": "共出动310起，日均10.3起，环比8月（344起）有所回落。",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_nothing_is_asked(text: str) -> None:
    assert not {
        claim for claim in changes(text) if "delta" in str(claim) and "percent" in str(claim)
    }


READ: dict[str, tuple[str, Found]] = {
    "earlier figures in a bracket of 相比": (
        "一季度事故18起、死亡16人，与上年同期（24起、20人）相比，起数减少6起、下降25%，死亡减少4人、下降20%。",
        {
            ("yoy_count", "current=18", "previous=24", "delta=6"),
            ("yoy_percent", "current=18", "previous=24", "percent=25%"),
            ("yoy_count", "current=16", "previous=20", "delta=4"),
            ("yoy_percent", "current=16", "previous=20", "percent=20%"),
        },
    ),
    "earlier figures in a bracket behind their changes": (
        "全年接报火警30起，伤12人，同比分别下降25%和20%（上年为40起、15人）。",
        {
            ("yoy_percent", "current=30", "previous=40", "percent=25%"),
            ("yoy_percent", "current=12", "previous=15", "percent=20%"),
        },
    ),
    "two comparisons in one sentence": (
        "10月发生事故3起、死亡2人，环比（5起、4人）分别下降40%、50%，同比（4起、2人）起数下降25%。",
        {
            ("yoy_percent", "current=3", "previous=5", "percent=40%"),
            ("yoy_percent", "current=2", "previous=4", "percent=50%"),
            ("yoy_percent", "current=3", "previous=4", "percent=25%"),
        },
    ),
    "a clause of the earlier year": (
        "安全投入18.6亿元，2022年为15.5亿元，增长20%。",
        {("yoy_percent", "current=18.6亿", "previous=15.5亿", "percent=20%")},
    ),
    "the earlier figure at the end": (
        "重大隐患104条，同比减少38条，上年142条。",
        {("yoy_count", "current=104", "previous=142", "delta=38")},
    ),
    "newly added since last week": (
        "排查房屋41286栋，较上周新增312栋（上周40974栋）。",
        {("yoy_count", "current=41286", "previous=40974", "delta=312")},
    ),
    "points between two rates": (
        "在线率99.2%，较上季度提高1.4个百分点（上季度97.8%）。",
        {("diff", "first=99.2%", "second=97.8%", "difference=1.4")},
    ),
    "the earlier period in a sentence of its own": (
        "全市发生事故14起、死亡15人。去年同期分别为17起、13人。同比，事故起数减少3起，死亡人数增加2人。",
        {
            ("yoy_count", "current=14", "previous=17", "delta=3"),
            ("yoy_count", "current=15", "previous=13", "delta=2"),
        },
    ),
    "by how much, of several": (
        "发生道路事故31起、死亡33人，同比分别减少9起、11人，降幅为22.5%、25.0%。",
        {
            ("yoy_percent", "current=31", "delta=9", "percent=22.5%"),
            ("yoy_percent", "current=33", "delta=11", "percent=25.0%"),
        },
    ),
    "from what the law allows": (
        "申报材料由法定20份压缩至6份，压缩70%。",
        {("yoy_percent", "current=6", "previous=20", "percent=70%")},
    ),
    "an average between": (
        "共发现问题1296项，平均每家18项，较第一轮（1447项）减少151项。",
        {("yoy_count", "current=1296", "previous=1447", "delta=151")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_each_change_is_held_against_the_figure_it_is_of(text: str, expected: Found) -> None:
    assert expected <= changes(text)


def test_an_earlier_figure_is_no_part() -> None:
    text = "排查房屋500栋，较上周新增20栋（上周480栋）。"
    assert not any(claim[0] in ("le", "part_le_whole", "sum") for claim in claims(text))


def test_a_wrong_change_is_claimed_all_the_same() -> None:
    text = "发生火灾243起、伤3人，与去年同期的211起、5人相比，起数上升15.2%，伤人减少3人。"
    assert ("yoy_count", "current=3", "previous=5", "delta=3") in changes(text)


def test_what_an_annex_tells_was_done() -> None:
    text = "下一步工作打算\n计划检查40家。\n附：全年整改情况。上半年排查隐患703条、整改701条。"
    assert ("le", "part=701", "whole=703") in claims(text)
