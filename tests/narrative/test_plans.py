"""Plans and what was done; changes from one figure to another; second rates of one whole."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

MORE_THAN_PLANNED = {
    "planned and done": "年度计划培训150人次，实际完成168人次。",
    "task and done": "全年目标任务90家，完成94家，完成率104.4%。",
    "should and did": "应检查矿山20座次，实际检查23座次，完成率115%。",
}


@pytest.mark.parametrize("text", MORE_THAN_PLANNED.values(), ids=MORE_THAN_PLANNED.keys())
def test_a_plan_bounds_nothing(text: str) -> None:
    assert {claim[0] for claim in claims(text)} <= {"rate"}


CONSTRUCTS: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "coverage": (
        "应检查渡口40个，实际检查38个，覆盖率95%。",
        {("rate", "part=38", "whole=40", "rate=95%"), ("le", "part=38", "whole=40")},
    ),
    "progress and what is left": (
        "下达资金250万元，已支付200万元，支付进度80%，结余50万元。",
        {
            ("le", "part=200", "whole=250"),
            ("rate", "part=200", "whole=250", "rate=80%"),
            ("remainder", "whole=250", "part=200", "rest=50"),
        },
    ),
    "two rates of one whole": (
        "40个标段开工36个、开工率90%，完工24个、完工率60%。",
        {
            ("le", "part=36", "whole=40"),
            ("le", "part=24", "whole=40"),
            ("rate", "part=36", "whole=40", "rate=90%"),
            ("rate", "part=24", "whole=40", "rate=60%"),
        },
    ),
    "built and not built": (
        "计划外加装护栏，已建成18处，未建成6处，建成率75%。",
        {("rate", "part=18", "rest=6", "rate=75%")},
    ),
    "net increase": (
        "专职队员由120人增至150人，净增30人，增长25%。",
        {
            ("yoy_count", "current=150", "previous=120", "delta=30"),
            ("yoy_percent", "current=150", "previous=120", "percent=25%"),
        },
    ),
    "than a month": (
        "6月接警50起，较5月的40起增加10起，上升25%。",
        {
            ("yoy_count", "current=50", "previous=40", "delta=10"),
            ("yoy_percent", "current=50", "previous=40", "percent=25%"),
        },
    ),
    "than a figure of last year": (
        "查出缺陷103条，比去年同期的88条多15条，已整改100条。",
        {
            ("yoy_count", "current=103", "previous=88", "delta=15"),
            ("le", "part=100", "whole=103"),
        },
    ),
    "rates of decrease respectively": (
        "发生事故27起、死亡19人，同比分别减少3起、1人，降幅分别为10%和5%。",
        {
            ("yoy_percent", "current=27", "delta=3", "percent=10%"),
            ("yoy_percent", "current=19", "delta=1", "percent=5%"),
        },
    ),
    "share of all that were looked at": (
        "抽查的50家加油站中，有20家记录不全，占40%；没有值班表的有5家，占抽查总数的10%。",
        {
            ("part_le_whole", "part=20", "whole=50"),
            ("part_le_whole", "part=5", "whole=50"),
            ("share", "part=20", "whole=50", "share=40%"),
            ("share", "part=5", "whole=50", "share=10%"),
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_a_construct_is_read_and_nothing_besides(text: str, expected: set[tuple[str, ...]]) -> None:
    assert claims(text) == expected


TWO_SENTENCES = {
    "of the larger": (
        "全年立案90件，结案70件，移送12件。其中建筑类案件30件。",
        ("part_le_whole", "part=30", "whole=90"),
    ),
    "of the one with its words": (
        "全年检查渔船120艘，登临渔船80艘。其中城南片区检查渔船35艘。",
        ("part_le_whole", "part=35", "whole=120"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), TWO_SENTENCES.values(), ids=TWO_SENTENCES.keys())
def test_of_which_goes_with_the_figure_that_fits(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
