"""Shares and rates of totals that stand in another section, between, in brackets, or are sums."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

Found = set[tuple[str, ...]]


def ratios(text: str) -> Found:
    return {claim for claim in claims(text) if claim[0] in ("rate", "share")}


LEFT_ALONE = {
    "a rate of which nothing is counted": "全年检查企业120家，发现问题88处。群众安全感达98.6%。",
    "a share of what the text does not count": "辖区有企业437家。其中外来务工人员占62.3%。",
    "the earlier figure is no part": "受理投诉52件，办结率98.1%，与上年的96.4%相比有所提高。",
    "a bracket that says something else": "完成投资87万元（不含税费3.1%）。",
    "a coarse share of a figure far away": (
        "全市有水库40座。\n"
        + "检查企业数十家，情况良好。\n" * 3
        + "二、应急\n演练8场，群众参与度约占两成。"
    ),
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_nothing_is_found(text: str) -> None:
    assert not ratios(text)


READ: dict[str, tuple[str, tuple[str, ...]]] = {
    "a total of another section": (
        "一、总体情况\n全市共发生事故412起，死亡287人。\n二、车型分布\n货运车辆事故276起，占67.0%。",
        ("share", "part=276", "whole=412", "share=67.0%"),
    ),
    "a share in a bracket": (
        "发现问题549项，涉及化学品管理187项（34.1%）等。",
        ("share", "part=187", "whole=549", "share=34.1%"),
    ),
    "a share that names what it is of": (
        "一、概况\n共接报火灾163起，死亡44人。\n二、场所\n住宅火灾68起，死亡36人，亡人数占81.8%。",
        ("share", "part=36", "whole=44", "share=81.8%"),
    ),
    "the whole between": (
        "智能巡检覆盖车站87座，占全部112座车站的77.7%。",
        ("share", "part=87", "whole=112", "share=77.7%"),
    ),
    "of a budget": (
        "累计使用917.8万元，占全年预算1200万元的76.5%。",
        ("share", "part=917.8", "whole=1200", "share=76.5%"),
    ),
    "several together": (
        "共上报隐患1574条。最多的是甲厂412条，其次为乙厂355条、丙厂238条，三家单位合计占63.9%。",
        ("share", "part=412", "part=355", "part=238", "whole=1574", "share=63.9%"),
    ),
    "some among": (
        "16个乡镇中有4个未召开会议，占25%。",
        ("share", "part=4", "whole=16", "share=25%"),
    ),
    "a rate of a stock told of before": (
        "一、底数\n共摸排工贸企业436家。\n二、检查\n已检查389家，覆盖率89.2%。",
        ("rate", "part=389", "whole=436", "rate=89.2%"),
    ),
    "all of a figure that stands twice": (
        "全县有燃气经营企业38家，排查38家，覆盖率100%。",
        ("rate", "part=38", "whole=38", "rate=100%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_it_is_read(text: str, expected: tuple[str, ...]) -> None:
    found = {(claim[0], frozenset(claim[1:])) for claim in ratios(text)}
    assert (expected[0], frozenset(expected[1:])) in found


def test_one_of_several_shares_that_does_not_come_out_is_of_the_same_total() -> None:
    text = (
        "全年共接报火灾500起。\n二、起火原因\n"
        "电气200起，占40.0%；用火不慎110起，占22.0%；吸烟60起，占21.0%。"
    )
    assert ("share", "part=60", "whole=500", "share=21.0%") in ratios(text)


@pytest.mark.parametrize("share", ["67.7%", "46.7%"])
def test_a_share_that_names_its_part_is_claimed_though_it_does_not_come_out(share: str) -> None:
    text = (
        f"共发生事故18起，其中道路交通事故12起、建筑施工事故4起、其他2起，道路交通事故占{share}。"
    )
    assert ("share", "part=12", "whole=18", f"share={share}") in ratios(text)


def test_extremes_are_the_ends_of_the_list() -> None:
    text = "完成率：甲县98.2%，乙县95.7%，丙县91.3%，最高与最低相差7.9个百分点。"
    assert ("diff", "first=98.2%", "second=91.3%", "difference=7.9") in claims(text)


def test_no_whole_is_less_than_its_part() -> None:
    text = "从时段看，四季度3起；夜班发生8起，占57.1%。"
    assert not ratios(text)


def test_a_month_is_within_no_list_under_the_heading_of_a_quarter() -> None:
    text = "一季度火灾356起。\n二、原因\n吸烟39起，其他31起。\n三、时间\n1月92起，2月121起。"
    assert not any(claim[0] == "le" and "whole=39" in claim for claim in claims(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "现有高层2763栋，其中公共684栋、住宅2079栋。\n412栋老旧高层无资金，占住宅类的18.9%。",
            ("share", "part=412", "whole=2079", "share=18.9%"),
        ),
        (
            "抽查作业票，其中动火1140张，受限空间318张。受限空间不合格32张，受限空间作业票不合格率8.1%。",
            ("rate", "part=32", "whole=318", "rate=8.1%"),
        ),
        (
            "共有1036名员工参与，参与率73.4%（应参与1451人）。",
            ("rate", "part=1036", "whole=1451", "rate=73.4%"),
        ),
        (
            "累计使用917.8万元，完成全年预算1200万元的67.5%。",
            ("share", "part=917.8", "whole=1200", "share=67.5%"),
        ),
        (
            "发现住人场所213家，已清退176家、489人，清退率86.2%。",
            ("rate", "part=176", "whole=213", "rate=86.2%"),
        ),
    ],
)
def test_what_the_words_name_is_meant_though_it_does_not_come_out(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in ratios(text)
