"""Percentages that no word calls a rate, and rates in the order of their figures."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "a bracket of other figures": "满意率98.9%（上门63户、座谈56户）。",
    "two looked at, and the rate of neither": "检查企业64家，培训企业41家，满意率98.1%。",
    "rates of other things in order": (
        "计划安装12处、铺设150条。投入12处、150条，分别提高到75%和84.7%。"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_a_percentage_of_other_things_is_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in ("rate", "share")]


RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "due and done in a bracket": (
        "未达标的有3家：港务公司88.9%（应改63项、实改56项）、置业公司76.5%（应改34项、实改26项）。",
        ("rate", "part=26", "whole=34", "rate=76.5%"),
    ),
    "due in a bracket, with a slip": (
        "整改问题118项，问题整改完成率96.7%（应整改132项）。",
        ("rate", "part=118", "whole=132", "rate=96.7%"),
    ),
    "of the earlier figure": (
        "临时查封只有39家，仅为去年同期（65家）的60%。",
        ("rate", "part=39", "whole=65", "rate=60%"),
    ),
    "reached": (
        "住宅电梯4386台，投保4268台，已实现100%投保。",
        ("rate", "part=4268", "whole=4386", "rate=100%"),
    ),
    "of what was looked at": (
        "对85家企业的6420台车辆进行线上抽查，在线6118台，上线率93.5%。",
        ("rate", "part=6118", "whole=6420", "rate=93.5%"),
    ),
    "of a plan, each with its measure word": (
        (
            "计划安装信号灯12处、警示桩480根。到8月，信号灯装好9处，警示桩埋设408根，"
            "分别完成计划的75%和80%。"
        ),
        ("rate", "part=408", "whole=480", "rate=80%"),
    ),
    "named in order": (
        "跳闸线路412条，已恢复371条；停电台区193个，已恢复176个。线路、台区恢复率依次为90.0%、91.2%。",
        ("rate", "part=371", "whole=412", "rate=90.0%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), RATES.values(), ids=RATES.keys())
def test_part_and_whole_stand_around_a_percentage(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
