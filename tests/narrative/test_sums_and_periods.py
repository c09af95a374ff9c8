"""Sums that name their parts, lists that may be complete, and figures of two periods in order."""

from __future__ import annotations

import pytest

from crossfoot.model.finding import BasisKind
from tests.narrative.narrative_reading import claims, narrative

SUMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "of three kinds among more": (
        "排查重大隐患58条，其中消防类21条、危化类14条、工贸类11条，三类合计46条。",
        ("sum", "part=21", "part=14", "part=11", "whole=46"),
    ),
    "of two places in one list": (
        "东城、西城两个片区分别检查商户312家、287家，两个片区共检查599家。",
        ("sum", "part=312", "part=287", "whole=599"),
    ),
    "of rounds to date": (
        "第一轮检查企业132家，第二轮检查企业158家，第三轮检查企业147家，三轮累计检查企业437家。",
        ("sum", "part=132", "part=158", "part=147", "whole=437"),
    ),
    "of shares": (
        "火灾扑救占35.6%；抢险救援占28.2%；社会救助占32.0%；前三类合计占95.8%。",
        ("sum", "part=35.6%", "part=28.2%", "part=32.0%", "whole=95.8%"),
    ),
    "of what was done in each": (
        "市区检查出租屋1260户、农村检查出租屋874户，共检查2134户。",
        ("sum", "part=1260", "part=874", "whole=2134"),
    ),
    "wrong, and the number of parts says of which": (
        "公安排查隐患215处，住建排查隐患176处，市场监管排查隐患98处，三部门总计排查隐患479处。",
        ("sum", "part=215", "part=176", "part=98", "whole=479"),
    ),
    "two sums in one clause": (
        "第一批交办的86件已办结84件，第二批交办的112件已办结97件，两批共交办198件、办结181件。",
        ("sum", "part=84", "part=97", "whole=181"),
    ),
    "grades in a clause of their own": (
        "评估企业52家，其中客运29家、货运23家；评为优秀的11家、合格的36家、不合格的5家。",
        ("sum", "part=11", "part=36", "part=5", "whole=52"),
    ),
    "as many items as things named": (
        "对3个在建项目进行检查，发现隐患28处，其中甲项目11处、乙项目9处、丙项目6处。",
        ("sum", "part=11", "part=9", "part=6", "whole=28"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), SUMS.values(), ids=SUMS.keys())
def test_a_sum_takes_the_parts_that_it_names(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


def test_the_sum_of_a_list_is_no_further_item_of_it() -> None:
    text = "重点单位共1286家，其中商场128家、宾馆236家、学校372家，三类单位合计736家。"
    assert ("part_le_whole", "part=128", "part=236", "part=372", "whole=1286") in claims(text)


EXAMPLES_ONLY = {
    "far from all": "排查隐患900处，其中甲镇84处、乙镇71处、丙镇65处。",
    "and so on": "排查隐患276处，其中甲镇84处、乙镇71处、丙镇65处、丁镇46处等。",
    "more than one digit off": "排查隐患291处，其中甲镇84处、乙镇71处、丙镇65处、丁镇46处。",
    "approximate": "排查隐患270余处，其中甲镇84处、乙镇71处、丙镇65处、丁镇46处。",
    "picked for what they are": "排查隐患276处，其中甲镇84处、乙镇71处、重点村65处、丁镇46处。",
}


@pytest.mark.parametrize("text", EXAMPLES_ONLY.values(), ids=EXAMPLES_ONLY.keys())
def test_a_list_of_examples_is_not_taken_for_all(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "sum"]


def test_a_list_that_misses_its_total_by_one_digit_raises_a_question() -> None:
    text = "排查隐患276处，其中甲镇84处、乙镇71处、丙镇65处、丁镇46处。"
    [found] = [claim for claim in narrative(text).claims if claim.kind == "sum"]
    assert found.basis.kind is BasisKind.SCOPE


PERIODS: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "the earlier ones behind a semicolon": (
        "全县发生事故17起、死亡12人；上年同期为21起、15人，起数减少4起，死亡减少2人。",
        {
            ("yoy_count", "current=17", "previous=21", "delta=4"),
            ("yoy_count", "current=12", "previous=15", "delta=2"),
        },
    ),
    "compared in a list": (
        "发生火灾1420起，死亡56人，与去年同期的1550起、61人相比，分别下降8.4%和8.2%。",
        {
            ("yoy_percent", "current=1420", "previous=1550", "percent=8.4%"),
            ("yoy_percent", "current=56", "previous=61", "percent=8.2%"),
        },
    ),
    "a year by its number": (
        "立案查处案件214件，较2022年的187件上升14.4%。",
        {("yoy_percent", "current=214", "previous=187", "percent=14.4%")},
    ),
    "last year and this": (
        "去年发生事故21起、死亡22人；今年发生17起、死亡18人，分别下降19.0%和18.2%。",
        {
            ("yoy_percent", "current=17", "previous=21", "percent=19.0%"),
            ("yoy_percent", "current=18", "previous=22", "percent=18.2%"),
        },
    ),
    "two years by their numbers": (
        "2023年投入12.6亿元，2022年为11.2亿元，同比增长12.5%。",
        {("yoy_percent", "current=12.6亿", "previous=11.2亿", "percent=12.5%")},
    ),
    "over a bracket": (
        "现有零售点316个（其中长期点84个、临时点232个），较上年的358个减少42个。",
        {("yoy_count", "current=316", "previous=358", "delta=42")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), PERIODS.values(), ids=PERIODS.keys())
def test_each_figure_is_compared_with_its_fellow(text: str, expected: set[tuple[str, ...]]) -> None:
    found = {claim for claim in claims(text) if claim[0].startswith("yoy")}
    assert found == expected


ONE_PERIOD = {
    "changes of two kinds": "起数与去年持平，死亡人数减少1人。",
    "a stock of the year before": "2023年检查企业120家；2022年遗留问题18个已整改。",
    "a comparison without the earlier figure": "检查企业236家，比上月多32家。",
}


@pytest.mark.parametrize("text", ONE_PERIOD.values(), ids=ONE_PERIOD.keys())
def test_no_period_is_compared_where_no_figure_of_it_stands(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0].startswith("yoy")]
