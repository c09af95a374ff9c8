"""Kinds of things that bear the name of some work, in lists beside other kinds."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

LISTED = {
    "the last of four": "共查出问题88个，其中用电40个、消防30个、气瓶存放11个、废液处置7个。",
    "in the middle": "发现隐患60处，其中动火作业21处、污水处理17处、起重吊装22处。",
    "after another list": (
        "检查医院9家，其中县级2家、乡镇7家，共发现问题50个，其中消防31个、用电12个、医废处理7个。"
    ),
}


@pytest.mark.parametrize("text", LISTED.values(), ids=LISTED.keys())
def test_a_kind_is_no_work_done(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "le"]


def test_what_was_found_altogether_ends_a_list_of_those_looked_at() -> None:
    text = (
        "组成3个督导组，检查企业20家，其中工贸11家、危化9家，"
        "共发现隐患64个，其中电气41个、消防23个。"
    )
    found = claims(text)
    assert not [claim for claim in found if "whole=3" in claim]
    assert [claim for claim in found if {"part=41", "part=23", "whole=64"} <= set(claim)]


DONE = {
    "by pace": "排查隐患30处，其中立行立改12处、限期整改18处，已完成整改25处。",
    "of what was found": "发现隐患15项、完成整改11项。",
}


@pytest.mark.parametrize("text", DONE.values(), ids=DONE.keys())
def test_work_done_is_still_held_against_what_was_found(text: str) -> None:
    assert [claim for claim in claims(text) if claim[0] == "le"]


def test_no_more_is_fixed_than_was_found_whatever_rate_follows() -> None:
    found = claims("一季度发现一般隐患138条，完成整改141条，整改率102.2%。")
    assert ("le", "part=141", "whole=138") in found
    assert not [c for c in claims("计划检查80家，完成96家，完成率120%。") if c[0] == "le"]


def test_a_text_of_pipes_and_tabs_is_read_to_its_end() -> None:
    text = "| 村名 | 巡查 |\n|---|---|\n| 东坪 | 12 |\n合计\t47\t34\n\n共巡查47次。"
    assert [figure.text for figure in narrative(text).figures][-1] == "47"


def test_what_is_wanting_ends_the_name_of_a_kind() -> None:
    text = "发现问题19个，其中杂物堆放5个、灭火器压力不足4个、私拉电线6个、其他4个。"
    assert ("sum", "part=5", "part=4", "part=6", "part=4", "whole=19") in claims(text)
    assert [f.text for f in narrative("到会不足40人。").figures] == ["不足40"]


def test_a_part_of_what_is_left_is_not_what_is_left() -> None:
    text = "录入隐患86项，已整改79项，整改率91.9%，尚有7项未完成整改，其中逾期未整改2项。"
    left = [claim for claim in claims(text) if claim[0] == "remainder"]
    assert left == [("remainder", "whole=86", "part=79", "rest=7")]


def test_one_wrong_share_is_told_once() -> None:
    text = (
        "共发生火灾200起。其中电气80起，占40.0%；用火60起，占30.0%；"
        "吸烟40起，占20.0%；其他20起，占12.0%。"
    )
    assert not [claim for claim in claims(text) if claim[0] == "share" and "whole=200" not in claim]


def test_a_count_is_no_share_of_fewer_other_things() -> None:
    text = "得分90分以上的项目9个。防护不到位问题121条，占隐患总数的33.6%。"
    assert not [claim for claim in claims(text) if claim[0] == "share"]
