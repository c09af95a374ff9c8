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
