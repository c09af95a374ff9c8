"""What is left of work told of elsewhere, and figures stated again in words that point back."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

LEFT_ALONE = {
    "left of something else": (
        "查出隐患486项，已整改463项。\n二、队伍建设\n仍有17个村未配备专职安全员，3名网格员未持证。"
    ),
    "left of another year": "全年排查隐患860条，整改845条。去年遗留的72条隐患正在整改。",
    "kinds of what was done": "查出问题30个，已整改26个，其中未按期的9个。",
    "a batch of several": "第一批交办案件28件。第二批交办案件82件。",
    "offices in the same words": "甲县发现隐患134处。乙县发现隐患143处。",
    "the same words, ever new figures": (
        "周一游客341人。\n周二游客352人。\n周三游客314人。\n周四游客325人。"
    ),
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_of_something_else_raises_no_question(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in ("remainder", "repeat")]


LEFT: dict[str, tuple[str, tuple[str, ...]]] = {
    "in the next section": (
        "查出隐患3329条，整改3241条。\n二、不足\n仍有88条隐患未完成整改。",
        ("remainder", "whole=3329", "part=3241", "rest=88"),
    ),
    "in a plan, as where it starts": (
        "查出隐患17652处，督促整改17398处。\n五、下步工作\n剩余254处未整改隐患，由专人督办。",
        ("remainder", "whole=17652", "part=17398", "rest=254"),
    ),
    "those who failed": (
        "安规考试2786人，合格2753人，合格率98.8%，33名不合格人员离岗培训。",
        ("remainder", "whole=2786", "part=2753", "rest=33"),
    ),
    "not yet built": (
        "1426家企业中，已建成的1368家，占95.9%。\n二、不足\n58家企业尚未建成。",
        ("remainder", "whole=1426", "part=1368", "rest=58"),
    ),
    "with a slip": (
        "查出隐患2174条，整改完成2083条。\n二、不足\n查出的隐患中仍有81条未整改完成。",
        ("remainder", "whole=2174", "part=2083", "rest=81"),
    ),
    "what was done and what was not, of all before": (
        "登记隐患624条。\n三、进度\n三批合计整改591条，未整改33条。",
        ("remainder", "whole=624", "part=591", "rest=33"),
    ),
    "said to be all before": (
        "发现隐患158处，已全部整改完毕。\n158处隐患中，尚有6处未完成整改。",
        ("all_fixed", "whole=158", "rest=6"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), LEFT.values(), ids=LEFT.keys())
def test_what_is_left_is_compared_with_the_work_told_of(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in claims(text)


AGAIN: dict[str, tuple[str, tuple[str, ...]]] = {
    "before its thing": (
        "发现各类问题537个。\n请将537个问题的整改情况汇总上报。",
        ("repeat", "first=537", "again=537"),
    ),
    "by what was done": (
        "职工上报隐患423条，采纳387条。\n采纳的387条隐患中，已整改379条。",
        ("repeat", "first=387", "again=387"),
    ),
    "with digits that changed places": (
        "反馈问题917个。\n全年督查反馈的971个问题已整改898个。",
        ("repeat", "first=917", "again=971"),
    ),
    "a rate": (
        "白沙乡发现隐患274处，整改率87.5%。\n从通报看，白沙乡整改率仅为87.5%。",
        ("repeat", "first=87.5%", "again=87.5%"),
    ),
    "a heading that cries out": (
        "整改率98.9%！校园整治交出“成绩单”\n共发现火灾隐患3254处，整改率98.0%。",
        ("repeat", "first=98.9%", "again=98.0%"),
    ),
    "a heading with a change": (
        "上半年火灾起数上升8.6%，亡人下降21.4%\n上半年全省火灾起数上升6.8%，亡人下降21.4%。",
        ("repeat", "first=8.6%", "again=6.8%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), AGAIN.values(), ids=AGAIN.keys())
def test_a_figure_said_again_is_compared_with_the_first(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in claims(text)
