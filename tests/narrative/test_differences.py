"""Differences from a plan, a mean, a period named again, and changes that name what changed."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

READ: dict[str, tuple[str, tuple[str, ...]]] = {
    "more than was planned": (
        "计划新建充电端口12000个，已建成13450个，完成任务的112.1%，超计划1450个。",
        ("diff", "first=13450", "second=12000", "difference=1450"),
    ),
    "below the mean": (
        "全市办结率92.9%。\n武城县办结率83.9%，低于全市平均水平9.0个百分点。",
        ("diff", "first=83.9%", "second=92.9%", "difference=9.0"),
    ),
    "a stage named again": (
        "第一阶段查600家，发现800处；第二阶段查720家，发现880处，较第一阶段分别增长20%和10%。",
        ("yoy_percent", "current=880", "previous=800", "percent=10%"),
    ),
    "a month named again": (
        "2月份发生4起、死亡3人；3月份发生8起、死亡8人，起数较2月增长100%。",
        ("yoy_percent", "current=8", "previous=4", "percent=100%"),
    ),
    "a part named again": (
        "查处隐患4837条，其中重大隐患62条。同比，查处重大隐患减少18条，下降22.5%。",
        ("yoy_percent", "current=62", "delta=18", "percent=22.5%"),
    ),
    "rates of two years in a row": (
        "隐患整改率99.6%，2022年为99.1%，提升0.5个百分点",
        ("diff", "first=99.6%", "second=99.1%", "difference=0.5"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_it_is_read(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "检查超市12000平方米，其中超标准用电8处，用电器具56件。",
        "整改率83.9%，低于省定目标。全市平均水平较高。",
        "第一阶段排查600家；第二阶段排查720家，较计划增长20%。",
        "本季度查处隐患62条，较第三季度减少18条，下降22.5%。",
    ],
)
def test_nothing_is_made_up(text: str) -> None:
    kinds = {claim[0] for claim in claims(text) if "previous" in str(claim) or claim[0] == "diff"}
    assert not kinds
