"""Figures whose words say that they are of the figure of their unit right before."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "grades beside each other": "经评查共评出优秀5份、合格54份、不合格8份。",
    "other work": "检查企业30家，培训企业45家，指导企业52家。",
    "other buildings": "拆除旧房12栋，已建新房30栋。",
    "planned": "计划改造12处，已改造15处。",
    "measures against others as well": "发现超期设备12台，责令停用16台。",
    "lists of other lengths": "分别发现8项、3项、6项。整改情况依次为12项、7项。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_a_neighbour_need_be_no_whole(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "le" and "part=12" not in claim]


SOME: dict[str, tuple[str, tuple[str, ...]]] = {
    "found amiss": ("检测配电柜412台，温升异常9台。", ("le", "part=9", "whole=412")),
    "found amiss, with a slip": ("检测配电柜42台，温升异常49台。", ("le", "part=49", "whole=42")),
    "made good": (
        "发现软管老化301户，已换255户；独居老人家中无报警器92户，已装92户。",
        ("le", "part=92", "whole=92"),
    ),
    "made good, with a slip": ("发现软管老化301户，已换355户。", ("le", "part=355", "whole=301")),
    "passed": ("封孔168个，验收合格161个。", ("le", "part=161", "whole=168")),
    "handed on": ("全年查办案件53件，移送公安机关7件。", ("le", "part=7", "whole=53")),
    "in a colleague's words": ("在建工地8个，隐患31条，改了29条。", ("le", "part=29", "whole=31")),
    "in order": (
        "各厂当月分别发现隐患58项、73项、66项。按期整改情况则依次为58项、70项、68项。",
        ("le", "part=68", "whole=66"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), SOME.values(), ids=SOME.keys())
def test_words_make_a_figure_some_of_the_one_before(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
