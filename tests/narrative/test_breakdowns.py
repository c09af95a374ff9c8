"""Lists without 其中: what breaks a figure down by its place in the text, and what does not."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

LEFT_ALONE = {
    "the foremost ones": (
        "全县共排查隐患865处。\n二、分乡镇情况\n"
        "排查数居前的：青峰镇142处、白河镇118处、云台乡97处。"
    ),
    "kinds that overlap": (
        "全年发生事故96起。\n二、从事故特点看\n"
        "发生在夜间的41起；涉及外来人员的38起；未系安全带的22起。"
    ),
    "one office after another": (
        "全市应急系统检查企业1350家。\n1.宣传：发放资料420份。\n2.培训：组织参训230家。\n"
        "3.帮扶：上门服务310家。"
    ),
    "sections that speak of different things": (
        "一、检查\n全区检查单位356家。\n二、演练\n参演单位148家。\n三、接警\n"
        "全区共接待来访单位427家。"
    ),
    "neighbours of one unit": "检查网吧14家、旅馆22家，约谈单位9家，曝光单位5家。",
    "the last of kinds is no part": (
        "检查单位486家，约谈23家、停业14家。\n二、按类别看\n餐饮单位问题突出，占62.5%。"
    ),
    "a table with a heading of its own": "类别 挂牌 销号\n危化 9项 8项 88.9%\n消防 24项 21项 87.5%",
    "about so many": "每人可带行李：提包约10公斤，背包不足10公斤，每人不超过20公斤。",
    "what is meant to be": "下一步，计划检查企业300家，其中上半年140家，下半年170家。",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_breaks_nothing_down_comes_to_nothing(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "sum"]


CAUGHT: dict[str, tuple[str, tuple[str, ...]]] = {
    "items under a heading": (
        (
            "全年排查隐患1361条。\n二、分行业情况\n（一）工贸企业。发现隐患512条，涉爆粉尘14条。\n"
            "（二）“九小”场所。发现隐患646条。\n（三）在建工地。发现隐患203条，停工6处。"
        ),
        ("sum", "part=512", "part=646", "part=203", "whole=1361"),
    ),
    "items under a heading, with a slip": (
        (
            "全年排查隐患1361条。\n二、分行业情况\n（一）工贸企业。发现隐患512条，涉爆粉尘14条。\n"
            "（二）“九小”场所。发现隐患656条。\n（三）在建工地。发现隐患203条，停工6处。"
        ),
        ("sum", "part=512", "part=656", "part=203", "whole=1361"),
    ),
    "dashes with what was done": (
        (
            "交办问题168项，已完成整改155项。\n——住建局76项，已完成73项；\n——交通局28项，已完成28项；\n"
            "——文旅局64项，已完成54项。"
        ),
        ("sum", "part=73", "part=28", "part=54", "whole=155"),
    ),
    "rows with a last row for all": (
        (
            "各厂隐患一览\n东厂｜隐患12个｜整改12个\n西厂｜隐患31个｜整改29个\n南厂｜隐患40个｜整改36个\n"
            "全公司｜隐患83个｜整改78个"
        ),
        ("sum", "part=12", "part=29", "part=36", "whole=78"),
    ),
    "one clause after another": (
        (
            "全县发生火灾356起。\n二、从起火原因看\n电气故障131起，占36.8%；用火不慎88起，占24.7%；"
            "吸烟67起；其他原因70起。"
        ),
        ("sum", "part=131", "part=88", "part=67", "part=70", "whole=356"),
    ),
    "one clause after another, with a slip": (
        (
            "全县发生火灾356起。\n二、从起火原因看\n电气故障131起，占36.8%；用火不慎88起，占24.7%；"
            "吸烟67起；其他原因79起。"
        ),
        ("sum", "part=131", "part=88", "part=67", "part=79", "whole=356"),
    ),
    "months of a quarter": (
        (
            "一季度，全市发生事故18起、死亡16人。\n1月发生7起、死亡6人；2月发生3起、死亡3人；"
            "3月发生8起、死亡8人。"
        ),
        ("sum", "part=6", "part=3", "part=8", "whole=16"),
    ),
    "what all of them are stands in front": (
        "问责有关人员，涉及27人：县处级2人，乡科级14人，一般干部11人；约谈9人。",
        ("sum", "part=2", "part=14", "part=11", "whole=27"),
    ),
    "the whole company behind its branches": (
        "一公司查出带病车18辆，二公司11辆，三公司25辆，旅游公司2辆，全集团带病车57辆。",
        ("sum", "part=18", "part=11", "part=25", "part=2", "whole=57"),
    ),
    "done and being done": (
        "在册重大隐患58处：已整改销号44处，正在整改14处。",
        ("remainder", "whole=58", "part=44", "rest=14"),
    ),
    "right behind the whole, with a slip": (
        "一季度共梳理隐患54处，保卫科牵头23处、后勤部牵头19处、设备科牵头14处。",
        ("sum", "part=23", "part=19", "part=14", "whole=54"),
    ),
    "lines with the number in brackets, with a slip": (
        "第二批挂牌15家。\n已摘牌（9家）：甲商厦等。\n正在整改（4家）：乙大厦等。\n进展缓慢（3家）：丙楼等。",
        ("sum", "part=9", "part=4", "part=3", "whole=15"),
    ),
    "rows with a slip in one column": (
        (
            "各片区一览\n城区｜校车46辆｜隐患12个\n河东｜校车83辆｜隐患31个\n"
            "河西｜校车71辆｜隐患27个\n全县：校车210辆，隐患70个"
        ),
        ("sum", "part=46", "part=83", "part=71", "whole=210"),
    ),
    "reasons of what is left, more than is left": (
        "未完成的13项中，需资金投入的6项，涉及产权纠纷的4项，受季节影响不具备条件的5项。",
        ("part_le_whole", "part=6", "part=4", "part=5", "whole=13"),
    ),
    "faulty ones among those looked at": (
        "排查高层建筑527栋，发现存在隐患36栋，已整治21栋。",
        ("part_le_whole", "part=36", "whole=527"),
    ),
    "passed, failed and waiting": (
        "发现隐患36块，拆除21块，加固13块，整改中2块。",
        ("sum", "part=21", "part=13", "part=2", "whole=36"),
    ),
    "two halves of the time": (
        "全年排查隐患1361条。上半年排查隐患703条；下半年排查隐患658条。",
        ("sum", "part=703", "part=658", "whole=1361"),
    ),
    "what is left, by kind": (
        "查出问题58项，已整改45项。未完成的13项中，需资金投入的6项，产权不清的4项，待施工的3项。",
        ("part_le_whole", "part=6", "part=4", "part=3", "whole=13"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CAUGHT.values(), ids=CAUGHT.keys())
def test_what_a_list_comes_to_is_read(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


def test_a_long_list_costs_no_more_than_its_length() -> None:
    text = "".join(f"\n——第{at}村，发现隐患{at % 7 + 3}处；" for at in range(2000))
    assert len(narrative(text).figures) >= 2000


def test_what_is_found_in_places_may_be_more_than_the_places() -> None:
    assert not claims("检查点位120处，发现隐患340处。")


def test_a_table_of_blanks_adds_up_column_by_column() -> None:
    text = (
        "类别　　　起数　　死亡\n道路运输　　12起　　9人\n建筑业　　　5起　　5人\n"
        "工矿商贸　　4起　　3人\n合　计　　　21起　　18人\n"
    )
    found = {claim for claim in claims(text) if claim[0] == "sum"}
    assert found == {
        ("sum", "part=12", "part=5", "part=4", "whole=21"),
        ("sum", "part=9", "part=5", "part=3", "whole=18"),
    }
