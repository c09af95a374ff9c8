"""Figures that stand beside each other and are not of each other."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "the first of a list with a share of its own": (
        "共上报问题905个。从类别看，设施类问题最多，为338个，占37.3%；食堂类147个，占16.2%。",
        "whole=338",
    ),
    "one of a list of branches": (
        "一分公司536辆、二分公司489辆、三分公司602辆。按动力分，电动1490辆，占88.0%。",
        "whole=536",
    ),
    "a daily figure beside a month": (
        "全月出动382起。日均出动12.7起（按30天计），环比8月（421起）下降9.3%。",
        "current=12.7",
    ),
    "more than was meant": ("应储备物资42种，实储45种，超出定额3种。", "part=45"),
    "more than was planned": (
        "本月安排钻孔12600米，实际完成13104米，完成计划的104%。",
        "kind=le",
    ),
    "put on a list after some were taken off": (
        "合并同类、剔除重复49处之后，列入年度台账的为506处。",
        "part=506",
    ),
}


@pytest.mark.parametrize(("text", "role"), SILENT.values(), ids=SILENT.keys())
def test_no_relation_is_made_of_neighbours(text: str, role: str) -> None:
    found = [(f"kind={claim[0]}", *claim[1:]) for claim in claims(text)]
    assert not [claim for claim in found if role in claim]


CHANGED: dict[str, tuple[str, tuple[str, ...]]] = {
    "more, in a clause of its own": (
        "死亡人数从65人增加到71人，多了6人，上升9.2%。",
        ("yoy_count", "current=71", "previous=65", "delta=6"),
    ),
    "lost less than a year ago": (
        "损失电量12.8万千瓦时，同比少损失21.4万千瓦时（上年34.2万千瓦时），降幅6.25%。",
        ("yoy_percent", "current=12.8万", "previous=34.2万", "percent=6.25%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_a_change_is_told_by_its_verb(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
