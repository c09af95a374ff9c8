"""What was done of things by the names under which they were counted before."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

LEFT_ALONE = {
    "a place is no thing": "东镇排查自建房412栋；西镇排查自建房291栋。东镇整治497栋。",
    "two of one name": "甲厂提出4条，乙厂提出2条，甲厂提出3条。甲厂关闭41条，关闭会议室。",
    "another unit of measure": "护栏缺损29处。护栏更换46米。",
    "of one kind": "危化企业发现隐患30条。危化企业整改重大隐患31条。",
    "planned": "护栏缺损29个。护栏缺损计划修复36个。",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_a_name_alone_binds_nothing(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "le"]


NAMED: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "units in two lists": (
        (
            "（一）起底情况。乡镇起底834条，部门起底467条。\n"
            "（二）整改情况。乡镇整改801条，部门整改482条。"
        ),
        {("le", "part=801", "whole=834"), ("le", "part=482", "whole=467")},
    ),
    "plants under headings": (
        "裂解装置提出46条，聚合装置提出29条。\n二、建议项关闭\n裂解装置关闭41条，聚合装置关闭22条。",
        {("le", "part=41", "whole=46"), ("le", "part=22", "whole=29")},
    ),
    "kinds of damage": (
        (
            "发现问题60个，分别为堤坝裂缝7个、护栏缺损29个、标牌缺失24个。护栏缺损修复26个，"
            "标牌缺失问题整改27个。"
        ),
        {("le", "part=26", "whole=29"), ("le", "part=27", "whole=24")},
    ),
    "kinds in quotation marks": (
        "33家企业中，“关闭退出”类4家、“改造提升”类18家。目前，改造提升类企业已完成改造21家。",
        {("le", "part=21", "whole=18")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED.keys())
def test_the_same_name_is_the_same_thing(text: str, expected: set[tuple[str, ...]]) -> None:
    assert {claim for claim in claims(text) if claim[0] == "le"} == expected
