"""Constructs of reports in which the words, not the neighbourhood, tell what a figure is of."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

OVERLAPPING = {
    "in a bracket": "排查船舶修造企业48家，其中使用明火26家、使用吊装21家、使用油漆9家"
    "（个别企业兼有两种作业）。",
    "in a clause": "登记仓库37座，其中储粮22座、储棉14座、储油8座，"
    "部分仓库同时储存多类物资，存在交叉。",
    "by what they are involved in": "摸排渔港39处，其中涉冷藏21处、涉加油17处、涉冰库9处。",
}


@pytest.mark.parametrize("text", OVERLAPPING.values(), ids=OVERLAPPING.keys())
def test_parts_that_are_said_to_overlap_are_not_added_up(text: str) -> None:
    found = [claim for claim in narrative(text).claims if claim.kind in ("sum", "part_le_whole")]
    assert found
    assert all(len([role for role, _ in claim.roles if role == "part"]) == 1 for claim in found)


def test_parts_that_overlap_by_no_word_are_added_up() -> None:
    text = "登记仓库37座，其中储粮22座、储棉14座、储油8座（均已建档）。"
    assert ("part_le_whole", "part=22", "part=14", "part=8", "whole=37") in claims(text)


def test_a_share_is_of_what_was_found_not_of_a_smaller_number_of_other_things() -> None:
    text = "对9座冷库、27家批发市场开展检查，查看设备64台，发现缺陷40处，立行立改30处，占75%。"
    found = claims(text)
    assert ("share", "part=30", "whole=40", "share=75%") in found
    assert ("le", "part=30", "whole=40") in found
    assert not [claim for claim in found if "whole=9" in claim or "whole=27" in claim]


@pytest.mark.parametrize("rate", ["95%", "85%"])
def test_what_is_left_tells_the_rate_of_what_was_done(rate: str) -> None:
    text = f"发现堤防险点60处，到汛前只剩3处未完成治理，治理率{rate}。"
    assert ("rate", "whole=60", "rest=3", f"rate={rate}") in claims(text)
    assert not [claim for claim in claims(text) if "part=3" in claim]


def test_a_bare_verb_behind_a_semicolon_goes_on_with_the_figure_before() -> None:
    text = "受理噪声投诉案件64件，同比增长28%（上年50件）；审结56件，审结率88.5%。"
    assert ("rate", "part=56", "whole=64", "rate=88.5%") in claims(text)


def test_another_clause_behind_a_semicolon_may_be_of_something_else() -> None:
    text = "查处酒驾违法行为3120起；建立挂点督导机制，截至目前，治理完成86起，治理率94.6%。"
    assert not [claim for claim in claims(text) if "whole=3120" in claim]


@pytest.mark.parametrize(
    ("text", "whole", "left"),
    [
        ("排查管线隐患36处，均已整改完毕。尚有2处因审批未到，计划年内完成整改。", "36", "2"),
        ("自查发现问题75条，目前已全部整改到位，仍有4条待验收后整改销号。", "75", "4"),
    ],
)
def test_what_is_all_done_leaves_nothing(text: str, whole: str, left: str) -> None:
    assert ("all_fixed", f"whole={whole}", f"rest={left}") in claims(text)


NOT_LEFT = {
    "other things": "自查发现问题75条，已全部整改到位。尚有4家企业未签订承诺书。",
    "of what was named": "自查发现一般问题75条，已全部整改。还有重大问题4条正在整改。",
    "not all": "自查发现问题75条，已整改71条。尚有4条正在整改。",
}


@pytest.mark.parametrize("text", NOT_LEFT.values(), ids=NOT_LEFT.keys())
def test_what_is_left_of_something_else_contradicts_nothing(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "all_fixed" and "rest=4" in claim]


UNDONE: dict[str, tuple[str, tuple[str, ...]]] = {
    "in one sentence": (
        "登记压力容器640台，检验612台，未检的26台已责令停用。",
        ("remainder", "whole=640", "part=612", "rest=26"),
    ),
    "in the next": (
        "在册渔船318艘，已安装北斗终端309艘，安装率97.2%。未安装的9艘均已注销。",
        ("remainder", "whole=318", "part=309", "rest=9"),
    ),
    "made good": (
        "未配备灭火器的54户，已补配57户。",
        ("le", "part=57", "whole=54"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), UNDONE.values(), ids=UNDONE.keys())
def test_what_was_not_done_belongs_to_what_was(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


REFERENCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "above": (
        "排查发现隐患85处，其中电气线路31处、消防通道12处。\n上述85处隐患已整改80处。",
        ("repeat", "first=85", "again=85"),
    ),
    "above, otherwise": (
        "全年发生火灾事故26起、亡2人。\n以上28起事故均已结案。",
        ("repeat", "first=26", "again=28"),
    ),
    "by its name": (
        "抽查仓库90座，发现存在问题仓库34座。\n34座问题仓库共存在缺陷71处。",
        ("repeat", "first=34", "again=34"),
    ),
    "and of what is left": (
        "督查发现问题47个。\n前述47个问题已整改44个，整改率93.6%；未整改的3个正在施工。",
        ("remainder", "whole=47", "part=44", "rest=3"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFERENCES.values(), ids=REFERENCES.keys())
def test_words_point_back_to_a_figure(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


def test_words_that_point_to_several_figures_point_to_none() -> None:
    text = "甲线发现隐患31处；乙线发现隐患40处。\n上述30处隐患已移交。"
    assert not [claim for claim in claims(text) if claim[0] == "repeat"]


SOME = {
    "told of one by one": "全年发生火灾26起。先后通报典型案例。\n上述3起火灾均因用电不慎。",
    "some of those named": "抽查发现存在问题仓库34座。\n12座问题仓库被查封。",
}


@pytest.mark.parametrize("text", SOME.values(), ids=SOME.keys())
def test_some_of_what_was_stated_repeat_no_figure(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "repeat"]
