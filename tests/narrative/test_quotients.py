"""Averages whose total or number stands farther off, or that are told with 每 alone."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

Found = set[tuple[str, ...]]


def averages(text: str) -> Found:
    return {claim for claim in claims(text) if claim[0] == "average"}


@pytest.mark.parametrize(
    "text",
    [
        "全年开展演练12次，参加860人，每月开展应急值守检查2次。",
        "组织执法人员196人，检查企业28家，每家处罚上限5万元。",
        "平均每起事故救援用时42分钟。",
        "本单位共有职工450人，每人发放手册1本。",
        "检查企业单位12家，单位负责人36人参加。",
    ],
)
def test_no_average_is_found(text: str) -> None:
    assert not averages(text)


READ: dict[str, tuple[str, tuple[str, ...]]] = {
    "in groups": (
        "抽调执法人员196人，编成28个检查组（每组7人）。",
        ("average", "total=196", "count=28", "average=7"),
    ),
    "a number of another section": (
        "一、概况\n发生工伤事故14起。\n二、损失\n直接经济损失186.4万元，平均每起损失13.3万元。",
        ("average", "total=186.4", "count=14", "average=13.3"),
    ),
    "a number of the sentence before the last": (
        "检查场所563家。\n其中宾馆148家。\n合计发现隐患1011处，平均每家1.8处。",
        ("average", "total=1011", "count=563", "average=1.8"),
    ),
    "each that was left": (
        "158处隐患中，尚有6处因资金未完成整改，已协调资金4.8万元，平均每处0.8万元。",
        ("average", "total=4.8", "count=6", "average=0.8"),
    ),
    "for each class of a training": (
        "举办培训班11期，培训836人次，平均每班76人。",
        ("average", "total=836", "count=11", "average=76"),
    ),
    "for each time a person": (
        "问责38人次，考核金额5.7万元，人次均1500元。",
        ("average", "total=5.7", "count=38", "average=1500"),
    ),
    "one building site": (
        "对23个工地检查，共写了184条，平均一个工地8条。",
        ("average", "total=184", "count=23", "average=8"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_it_is_read(text: str, expected: tuple[str, ...]) -> None:
    assert expected in averages(text)


def test_a_total_right_before_and_the_only_number_are_asked_about() -> None:
    text = "走访企业：135家\n问诊结果：隐患594条，家均3.4条"
    assert ("average", "total=594", "count=135", "average=3.4") in averages(text)
