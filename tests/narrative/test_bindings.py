"""Figures that stand near each other and belong to different things, and what they do belong to."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

SILENT = {
    "letters, not what was fixed": ("对三家企业发出停工令3份、整改单17份。", {"le"}),
    "another measure of the same list": (
        "签发改正通知书1200份、停工通知书150份，停工率7.0%。",
        {"rate"},
    ),
    "a rate of those that are left": ("6家挂牌单位已销案5家，剩余1家完成整改进度的40%。", {"rate"}),
    "a rate of a sum": ("远程督查820项、现场督查310项，共1130项，督查覆盖率64.2%。", {"rate"}),
    "left of those with a term": (
        "查出隐患300处，当场整改210处，限期整改的90处，目前还有12处未整改。",
        {"remainder"},
    ),
    "people behind a denial": ("全年未发生责任事故，5人荣立三等功，12人获嘉奖。", {"zero"}),
    "months and causes": (
        "一季度火灾起因中，电气60起；吸烟21起；其他19起。\n1月发生70起，2月发生30起。",
        {"le"},
    ),
    "some among those before": ("70个小区中有63个存在问题，占90.0%，共存在问题512个。", {"sum"}),
    "the last of the parts": (
        "甲镇排查620家；乙镇排查418家；丙镇排查204家；其余7个镇合计排查964家。",
        {"sum"},
    ),
    "a rate of two kinds": (
        "反馈共性问题17个、个性问题90个，共性问题整改14个、个性问题整改90个，整改率97.2%。",
        {"rate"},
    ),
    "one of another list": (
        "共发生较大事故3起。\n货车肇事90起，占45.0%；客车肇事70起，占35.0%；其他车辆40起。",
        {"part_le_whole"},
    ),
    "two kinds told alike": (
        "评估结论为“更新”的118台，“修理改造”的309台，“正常使用”的176台。",
        {"le"},
    ),
    "a threshold of some": (
        "全县隐患整治率91.0%。\n全县各乡镇中整治率达到99.0%的有4个。",
        {"repeat"},
    ),
}


@pytest.mark.parametrize(("text", "kinds"), SILENT.values(), ids=SILENT.keys())
def test_neighbours_of_another_kind_raise_no_question(text: str, kinds: set[str]) -> None:
    assert not [claim for claim in claims(text) if claim[0] in kinds]


READ = {
    "all of them in a bracket": (
        "已完成桥墩7个（共9个）。",
        ("part_le_whole", "part=7", "whole=9"),
    ),
    "the one with a whole of its own unit": (
        "发现住人场所213家，已清退176家、489人，清退率82.6%。",
        ("rate", "part=176", "whole=213", "rate=82.6%"),
    ),
    "found to be done": (
        "复核隐患126条，确认整改到位128条。",
        ("le", "part=128", "whole=126"),
    ),
    "what was found, not the last of its kinds": (
        "发现隐患389处，涉及消防143处、食品67处、校车24处、其他155处；已整改371处，整改率95.4%。",
        ("rate", "part=371", "whole=389", "rate=95.4%"),
    ),
    "left in several figures": (
        "高层建筑142栋，设施完好的119栋；未设置设施的9栋，设施损坏的14栋。",
        ("sum", "part=119", "part=9", "part=14", "whole=142"),
    ),
    "several together": (
        "全市发生事故143起。最多的3个县区是东城（31起）、西河（24起）、南湖（19起），合计占全市的51.7%。",
        ("share", "part=31", "part=24", "part=19", "whole=143", "share=51.7%"),
    ),
    "of one of the list": (
        "共发现问题52个，立行立改38个，限期整改14个。限期整改的问题已完成11个，剩余3个。",
        ("remainder", "whole=14", "part=11", "rest=3"),
    ),
    "what is left, and what becomes of it": (
        "采纳的90条隐患中，已整改82条，未整改8条，8条未整改隐患列入大修。",
        ("sum", "part=82", "part=8", "whole=90"),
    ),
    "an average of those that are left": (
        "50处隐患中，尚有6处未完成整改，镇里协调资金4.8万元，平均每处0.8万元。",
        ("average", "total=4.8", "count=6", "average=0.8"),
    ),
}


@pytest.mark.parametrize(("text", "claim"), READ.values(), ids=READ.keys())
def test_each_figure_goes_with_what_it_is_of(text: str, claim: tuple[str, ...]) -> None:
    texts = {
        (each.kind, *(f"{role}={figure.text}" for role, figure in each.roles))
        for each in narrative(text).claims
    }
    assert claim in texts
    assert not [each for each in texts if each[0] == claim[0] and each != claim]
