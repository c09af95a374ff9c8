"""Lists of places that are each counted in a measure word of their own."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

LEFT_ALONE = {
    "what was found there": "检查企业12家，其中发现隐患56处、问题8个。",
    "problems are no places": "检查企业12家、学校3所，共发现问题89个。",
    "spots of the places": "检查企业12家、工地3个，共检查点位89个。",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_figures_of_other_things_are_not_added_up(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in ("sum", "part_le_whole")]


MIXED: dict[str, tuple[str, tuple[str, ...]]] = {
    "among which": (
        "共检查生产经营单位95家，其中危化企业12家、加油站9座、建筑工地24个。",
        ("part_le_whole", "part=12", "part=9", "part=24", "whole=95"),
    ),
    "more than all": (
        "共检查生产经营单位43家，其中危化企业12家、加油站9座、建筑工地24个。",
        ("part_le_whole", "part=12", "part=9", "part=24", "whole=43"),
    ),
    "all of them": (
        "排查整治对象132个，分别为加油站21座、学校56所、医院12家、商场43个。",
        ("sum", "part=21", "part=56", "part=12", "part=43", "whole=132"),
    ),
    "others at the end": (
        "摸排场所312处，其中小餐饮138家、小旅馆67个、其他107处。",
        ("sum", "part=138", "part=67", "part=107", "whole=312"),
    ),
    "together": (
        "检查学校18所、医院6家、商场9个，共33家单位。",
        ("sum", "part=18", "part=6", "part=9", "whole=33"),
    ),
    "together with a slip": (
        "检查学校18所、医院6家、商场9个，共检查单位35家。",
        ("sum", "part=18", "part=6", "part=9", "whole=35"),
    ),
    "in front of what was done there": (
        "对14家农家乐、42家旅馆和30座粮库开展检查，共检查点位86个，发现问题49个。",
        ("sum", "part=14", "part=42", "part=30", "whole=86"),
    ),
    "a second measure word in brackets": (
        "在用设备816台(套)。其中电梯574台、锅炉31台，其余为游乐设施，共211台(套)。",
        ("sum", "part=574", "part=31", "part=211", "whole=816"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), MIXED.values(), ids=MIXED.keys())
def test_places_are_added_up_whatever_their_measure_words(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in claims(text)
