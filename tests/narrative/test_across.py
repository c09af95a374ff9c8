"""What one sentence says of the figures of the one before it."""

from __future__ import annotations

import pytest

from crossfoot.model.finding import BasisKind
from tests.narrative.narrative_reading import claims, narrative

SILENT = {
    "all that was ever fixed": "本月查出隐患40处。截至目前，累计整改隐患310处。",
    "left from earlier years": "本轮查出缺陷40处。目前，历年遗留缺陷已整改55处。",
    "two things were found": "排查一般问题40个，排查企业问题25个。目前，已整改30个。",
    "another kind": "排查重大隐患4处。截至目前，已整改一般隐患35处。",
    "another paragraph": "查出隐患40处。\n截至目前，已整改隐患55处。",
    "another thing": "查出隐患40处。目前，已整改线索55条。",
    "compared with last month": "去年同期，发生事故30起。今年发生事故25起，比上月减少9起。",
    "a group of its own": "去年同期，发生火灾30起，死亡2人。今年受伤8人，比去年同期多3人。",
    "all that were checked, not found": "甲镇检查30家；乙镇检查20家。两镇合计发现隐患70处。",
    "one clause without a figure": "甲镇排查房屋30栋；乙镇投入50万元。两镇合计排查房屋90栋。",
    "no base at all": "全年发生火灾60起。某小区起火30次，占41%。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_what_need_not_be_the_same_thing_is_no_claim(text: str) -> None:
    assert claims(text) == set()


CONSTRUCTS: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "found, fixed and left": (
        "查出隐患44处，其中重大隐患6处。截至目前，已整改隐患39处，整改重大隐患4处，剩余2处。",
        {
            ("part_le_whole", "part=6", "whole=44"),
            ("le", "part=39", "whole=44"),
            ("le", "part=4", "whole=6"),
            ("part_le_whole", "part=4", "whole=39"),
            ("remainder", "whole=6", "part=4", "rest=2"),
        },
    ),
    "last year under its own head": (
        "去年同期，发生事故30起，死亡9人。今年事故26起，比去年同期少4起；死亡10人，比去年同期多1人。",
        {
            ("yoy_count", "current=26", "previous=30", "delta=4"),
            ("yoy_count", "current=10", "previous=9", "delta=1"),
        },
    ),
    "the sum of both clauses": (
        "甲镇检查码头30座，其中客运码头5座；乙镇检查码头20座。两镇合计检查码头50座。",
        {
            ("part_le_whole", "part=5", "whole=30"),
            ("sum", "part=30", "part=20", "whole=50"),
        },
    ),
    "last year in a bracket": (
        "接警50起，同比减少14起（去年同期64起）。",
        {("yoy_count", "current=50", "previous=64", "delta=14")},
    ),
    "per cent before the amount": (
        "税收收入5200万元，同比增长4%，增收200万元。",
        {("yoy_percent", "current=5200", "delta=200", "percent=4%")},
    ),
    "an amount behind another rate": (
        "收入完成5.2亿元，为年初预算的61%，同比增长4%，增收2000万元。",
        {("yoy_percent", "current=5.2亿", "delta=2000", "percent=4%")},
    ),
    "shares of the total named before": (
        "全县发生安全事故40起。触电、坍塌事故分别为10起、6起，分别占事故总数的25%、15%。",
        {
            ("share", "part=10", "whole=40", "share=25%"),
            ("share", "part=6", "whole=40", "share=15%"),
        },
    ),
    "what the money was used for": (
        "投入整治资金2000万元。用于购置装备500万元，占25%。",
        {("share", "part=500", "whole=2000", "share=25%")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_a_construct_is_read_and_nothing_besides(text: str, expected: set[tuple[str, ...]]) -> None:
    assert claims(text) == expected


def test_what_two_sentences_say_is_a_question_at_most() -> None:
    (claim,) = narrative("查出隐患44处。截至目前，已整改隐患49处。").claims
    assert claim.basis.kind is BasisKind.SCOPE
