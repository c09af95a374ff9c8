"""What must be left alone: text with numbers that asserts no relation between them."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

NEIGHBOURS = {
    "activities side by side": "全年召开安委会会议6次，开展督查12次，印发简报30期，培训2400人次。",
    "checks and papers": "共检查企业86家，下发整改通知书41份，立案9起，罚款32.6万元。",
    "papers are not repairs": "排查隐患53处，下发责令限期整改指令书60份。",
    "two fields of work": (
        "燃气领域，检查企业12家，发现隐患30处。危化领域，检查企业9家，已整改隐患41处。"
    ),
    "two campaigns": ("春季行动期间，排查重大隐患15项。百日行动期间，挂牌督办重大隐患28项。"),
    "something else was done": "排查自建房3200栋；更换燃气软管4100根，整改线路8000米。",
    "a target": "力争全年整改率达到98%以上，发现的120处隐患确保全部整改到位。",
    "an order": "排查出隐患16处，已责令企业限期完成整改。",
    "a plan": "三、下一步工作打算\n计划检查企业50家，整改隐患60处，整改率100%。",
    "a class of accidents": "一次死亡3人以上的较大事故同比减少2起、7人，分别下降40%和35%。",
    "a death rate": "死亡5人，受伤12人，亿元GDP死亡率0.02。",
    "hidden figures": "甲行业同比下降12.5%，乙行业同比上升3.1%。",
    "comparable base": "发生事故52起，死亡17人，按可比口径分别下降8.8%和10.5%。",
    "fewer shares than figures": "事故80起，死亡12人，受伤40人，分别下降5.1%和2.2%。",
    "not the change of that": "道路交通事故40起，死亡9人；建筑施工事故同比减少3起，下降30%。",
    "the hidden total": "电动自行车火灾占23.5%，电气线路火灾占41%。",
    "left, and awaiting review": "剩余3处隐患已完成治理，正等待验收。",
    "none found": "检查动火现场28次，未发现重大隐患。",
    "not all of one kind": "出动执法人员300人次、车辆90台次，检查场所210家次，劝导教育450人次。",
    "a hidden denominator": "目前全市改造率达到76.4%。",
    "two units of one word": "投入资金50万元，维修设备30台（套），更换零件400件。",
    "measures against firms": "检查企业420家，其中责令停产5家、立案处罚11家。整改率另行通报。",
}


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_figures_that_merely_stand_side_by_side_are_no_claim(text: str) -> None:
    strict = {claim for claim in claims(text) if claim[0] != "part_le_whole"}
    assert strict == set()


NO_REPORT = {
    "a novel": (
        "那年他才十七岁，身上只有三块钱，走了四十里山路，到镇上时已经是下午五点。"
        "店里一共坐着六个人，两个在下棋，剩下四个谁也不看谁。"
    ),
    "a law": (
        "第九十四条 生产经营单位的主要负责人未履行职责的，责令限期改正，"
        "处2万元以上5万元以下的罚款；"
        "逾期未改正的，处5万元以上10万元以下的罚款，责令停产停业整顿。"
    ),
    "a recipe": "取面粉500克，水280克，盐5克，揉20分钟，醒发1小时，分成8份。",
    "weather": "今天白天最高气温31度，夜间最低气温22度，东南风3到4级，降水概率30%。",
    "a match": "上半场主队以52比47领先，下半场打了12分钟后被追到61平，最终以88比85取胜。",
    "a company": "公司成立于2008年，现有员工260人，占地40亩，年产零件120万件，远销15个国家。",
    "a journey": "全程128公里，设车站9座，单程运行1小时46分，票价46元，儿童半价。",
    "a rule of procedure": "出席会议的代表超过三分之二方可开会，决议须经到会代表过半数同意。",
}


@pytest.mark.parametrize("text", NO_REPORT.values(), ids=NO_REPORT.keys())
def test_ordinary_prose_with_numbers_asserts_nothing(text: str) -> None:
    assert claims(text) == set()


NOISE = {
    "list of links": (
        "推荐文章\n\n2024年安全工作总结12篇\n\n高考排名35210可以上哪些大学2024-06-05 08:01:01\n"
        "消防心得体会300字五篇最新2023-08-20 07:45:21"
    ),
    "page footer": "第 3 页 共 12 页",
    "page number": "- 14 -",
    "marker of a document shop": "##paidbegin##",
    "time stamp line": "时间:2023-08-13 23:52:18 作者:某某",
    "address": "联系电话：0571-8888888  邮编：310000",
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE.keys())
def test_what_surrounds_a_report_on_a_page_states_no_figure(text: str) -> None:
    assert narrative(text).figures == ()


def test_the_report_goes_on_after_a_list_of_links() -> None:
    text = "相关文章\n2023年总结3篇\n全县共排查隐患60条，已整改57条。"
    assert [figure.text for figure in narrative(text).figures] == ["60", "57"]


def test_rows_of_tables_are_left_to_the_forms() -> None:
    from dataclasses import replace

    from crossfoot.model.document import BlockKind
    from crossfoot.narrative import read
    from tests.narrative.narrative_reading import document, pack

    plain = document("排查隐患60条，已整改57条。")
    row = replace(plain.blocks[0], kind=BlockKind.ROW)
    assert read(replace(plain, blocks=(row,)), pack()).figures == ()
