"""Constructs with other figures between, in order, over segments, and under several names."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

CONSTRUCTS: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "several kinds of what was done": (
        "对排查出的147处隐患点，已治理112处，搬迁避让21处，剩余14处落实监测。",
        {
            ("le", "part=112", "whole=147"),
            ("remainder", "whole=147", "part=112", "part=21", "rest=14"),
        },
    ),
    "the rest in its own words": (
        "发现问题隐患210项，已整改205项，5项正在整改，整改率97.62%。",
        {
            ("le", "part=205", "whole=210"),
            ("remainder", "whole=210", "part=205", "rest=5"),
            ("rate", "part=205", "whole=210", "rate=97.62%"),
        },
    ),
    "fixed in the order found": (
        "全市排查一般隐患8652项、重大隐患36项，已分别整改8430项、33项。",
        {("le", "part=8430", "whole=8652"), ("le", "part=33", "whole=36")},
    ),
    "two rates in one sentence": (
        "查处一般隐患1160项，整改1120项，整改率96.6%，查处重大隐患214项，已整改203项，整改率94.9%。",
        {
            ("le", "part=1120", "whole=1160"),
            ("rate", "part=1120", "whole=1160", "rate=96.6%"),
            ("le", "part=203", "whole=214"),
            ("rate", "part=203", "whole=214", "rate=94.9%"),
        },
    ),
    "a rate of other work": (
        "现有小场所3862家，完成检查3521家，检查率91.2%。",
        {("le", "part=3521", "whole=3862"), ("rate", "part=3521", "whole=3862", "rate=91.2%")},
    ),
    "merely done is not rectified": (
        "现有小场所3862家，完成检查3521家；发现隐患8625处，整改率97.5%。",
        {("le", "part=3521", "whole=3862")},
    ),
    "among the whole": (
        "检查发现，58家企业中有12家存在重大隐患，占20.7%。",
        {("share", "part=12", "whole=58", "share=20.7%")},
    ),
    "of a plan": (
        "完成改造36个，占任务数40个的90%。",
        {("share", "part=36", "whole=40", "share=90%")},
    ),
    "a total over the segments": (
        "建筑施工领域，排查隐患462条；危化领域，排查隐患235条；全市合计排查隐患697条。",
        {("sum", "part=462", "part=235", "whole=697")},
    ),
    "a bare total right behind": (
        "排查出C级危房128户、D级危房45户，共173户。",
        {("sum", "part=128", "part=45", "whole=173")},
    ),
    "last year in a bracket": (
        "立案查处违法案件98件，同比上升15.3%（去年同期85件）。",
        {("yoy_percent", "current=98", "previous=85", "percent=15.3%")},
    ),
    "last year first": (
        "去年同期发生事故15起、死亡13人，今年发生事故12起、死亡10人，同比分别下降20%和23.1%。",
        {
            ("yoy_percent", "current=12", "previous=15", "percent=20%"),
            ("yoy_percent", "current=10", "previous=13", "percent=23.1%"),
        },
    ),
    "changes in the order of the figures": (
        "发生农机事故26起，死亡5人，受伤18人，同比分别减少4起、2人、3人，下降13.3%、28.6%、14.3%。",
        {
            ("yoy_percent", "current=26", "delta=4", "percent=13.3%"),
            ("yoy_percent", "current=5", "delta=2", "percent=28.6%"),
            ("yoy_percent", "current=18", "delta=3", "percent=14.3%"),
        },
    ),
    "last year's figure and the change": (
        "火灾起数比去年同期的142起减少18起，下降12.7%。",
        {("yoy_percent", "previous=142", "delta=18", "percent=12.7%")},
    ),
    "only up or down": (
        "重点企业由年初的86家减少到61家。",
        {("yoy_count", "current=61", "previous=86")},
    ),
    "shares alone, the others last": (
        "火灾原因中，电气占32.5%，用火不慎占21.8%，吸烟占8.6%，其他占37.1%。",
        {("share", "share=32.5%", "share=21.8%", "share=8.6%", "share=37.1%")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_a_construct_is_read(text: str, expected: set[tuple[str, ...]]) -> None:
    assert expected <= claims(text)
    assert {claim[0] for claim in claims(text)} <= {claim[0] for claim in expected} | {
        "le",
        "part_le_whole",
    }


def test_one_indicator_at_two_times_is_no_repetition() -> None:
    text = "7月，全市共排查隐患120条。\n截至7月底，全市累计排查隐患856条。"
    assert not [claim for claim in claims(text) if claim[0] == "repeat"]


def test_one_indicator_in_two_campaigns_is_no_repetition() -> None:
    text = "春季行动期间，全市共排查隐患120条。\n百日行动期间，全市共排查隐患300条。"
    assert not [claim for claim in claims(text) if claim[0] == "repeat"]


def test_one_indicator_twice_for_the_same_time_is() -> None:
    text = (
        "截至目前，全县共排查重大隐患24条。\n二、存在问题\n今年以来，全县共排查出重大事故隐患24条。"
    )
    assert ("repeat", "first=24", "again=24") in claims(text)
