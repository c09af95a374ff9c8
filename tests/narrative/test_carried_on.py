"""Sentences that go on with figures which only the sentence before them states."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

CARRIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "a rate named after what was done": (
        "交办线索46条，已办结销号39条。销号率84.8%，居全县第二。",
        ("rate", "part=39", "whole=46", "rate=84.8%"),
    ),
    "a rate with a slip": (
        "查出缺陷50处，已修复45处。修复率为80%。",
        ("rate", "part=45", "whole=50", "rate=80%"),
    ),
    "the others of what was found": (
        "登记塘坝210座，初筛存疑64座。经复核，甲类31座、乙类12座，其余21座解除警示。",
        ("sum", "part=31", "part=12", "part=21", "whole=64"),
    ),
    "names put together": (
        "抽检摊点，优等19家、良等26家。优等、良等45家均予公示。",
        ("sum", "part=19", "part=26", "whole=45"),
    ),
    "names put together with a slip": (
        "复核桥梁，三类18座、四类7座。三类、四类26座桥梁已限载。",
        ("sum", "part=18", "part=7", "whole=26"),
    ),
    "what is left beside a share": (
        "发现缺陷80处，立查立改60处，占75%，其余20处限期办理。",
        ("remainder", "whole=80", "part=60", "rest=20"),
    ),
    "found as well, in a list": (
        "排查一般隐患820处、重大隐患14处。截至月底，一般隐患整改805处；重大隐患整改11处，剩余3处。",
        ("remainder", "whole=14", "part=11", "rest=3"),
    ),
    "the earlier figure in a bracket": (
        "8月份接报警情62起，较7月份（48起）增加14起。",
        ("yoy_count", "current=62", "previous=48", "delta=14"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CARRIED.values(), ids=CARRIED.keys())
def test_a_sentence_goes_on_with_the_one_before(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


LEFT_ALONE = {
    "a bound": "交办线索46条，已整改39条。整改率低于80%的有3个镇。",
    "a rate of another scope": "交办线索46条，已整改39条。全市平均整改率95.1%。",
    "a rate of a paragraph further on": "交办线索46条，已整改39条。\n整改率95.1%。",
    "others of another thing": "查出问题64条。甲厂31人、乙厂12人，其余各厂9人参加培训。",
    "names of which one is missing": "优等19家。优等、良等45家均予公示。",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_a_sentence_of_its_own_is_left_alone(text: str) -> None:
    assert not {claim[0] for claim in claims(text)} & {"rate", "sum", "remainder"}


@pytest.mark.parametrize("points", ["8.4", "8.9"])
def test_a_rate_is_compared_with_that_of_all_stated_before(points: str) -> None:
    text = f"总体办结率91.6%。从进度看，河东镇办结61件，办结率83.2%，比全县低{points}个百分点。"
    assert ("diff", "first=83.2%", "second=91.6%", f"difference={points}") in claims(text)


def test_a_rate_compared_with_an_earlier_one_is_not_compared_with_that_of_all() -> None:
    text = "总体办结率91.6%。河东镇办结61件，办结率83.2%，比上月低8.9个百分点。"
    assert not [claim for claim in claims(text) if claim[0] == "diff"]


def test_an_average_reaches_over_a_list() -> None:
    text = (
        "下辖16家林场共举办讲座51场，参加2100人次；组织扑火演练40次，其中综合类6次、"
        "专项类13次、桌面类21次，平均每家林场演练2.5次。"
    )
    assert ("average", "total=40", "count=16", "average=2.5") in claims(text)
