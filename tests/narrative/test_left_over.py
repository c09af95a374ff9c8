"""What is left of things, in whatever words; what came, went and is left."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "of another kind": "发现隐患30处，已整改28处，另有重大隐患3处正在核实。",
    "new ones": "发现隐患30处，已整改28处，另发现5处。",
    "which never were among them": "检查企业30家，走访28家，没参加培训的6家。",
    "a stock that is not rectified from": "年初结转12处，新增30处，约谈28处，存量9处。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_left_of_what_is_not_said(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "remainder"]


LEFT: dict[str, tuple[str, tuple[str, ...]]] = {
    "others looked into": (
        "查处超速237起、分心驾驶83起，共320起。已处理311起，处理率97.2%，另9起正在核实。",
        ("remainder", "whole=320", "part=311", "rest=9"),
    ),
    "not taken off the list": (
        "年初排出的120项督办隐患，到11月底销号114项。没销号的7项已约谈。",
        ("remainder", "whole=120", "part=114", "rest=7"),
    ),
    "behind a rate": (
        "问题食堂49家，复查合格46家，合格率93.9%，剩余3家停用。",
        ("remainder", "whole=49", "part=46", "rest=3"),
    ),
    "still owing": (
        "隐患路段总共402处，年初以来整治了257处；还欠145处。",
        ("remainder", "whole=402", "part=257", "rest=145"),
    ),
    "carried over and new": (
        "年初结转隐患86条，全年新排查1942条，整改销号1991条，存量压减至37条。",
        ("remainder", "whole=86", "whole=1942", "part=1991", "rest=37"),
    ),
    "carried over and new, with a slip": (
        "上月遗留隐患16条，本月新增92条，整改销号91条，月末存量27条。",
        ("remainder", "whole=16", "whole=92", "part=91", "rest=27"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), LEFT.values(), ids=LEFT.keys())
def test_what_is_left_is_told(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
