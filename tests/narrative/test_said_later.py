"""What became of what one office found, told by others or in a sentence without figures."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

OTHER_WORK = {
    "work of another office": "县应急局查出隐患30条。县住建局完成整改56条。",
    "firms rectified as such": "排查隐患30处、隐患企业12家，已整改企业10家，督促制定预案28份。",
    "all before": "县局查出隐患30条。各村历年累计整改412条。",
}


@pytest.mark.parametrize("text", OTHER_WORK.values(), ids=OTHER_WORK.keys())
def test_what_others_did_besides_is_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if "whole=30" in claim]


BY_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "villages": (
        "镇安监站共发现各类隐患32条。各村已整改29条，剩余3条正在督促整改。",
        ("remainder", "whole=32", "part=29", "rest=3"),
    ),
    "villages with a slip": (
        "镇安监站共发现各类隐患32条。各村已整改29条，剩余4条正在督促整改。",
        ("remainder", "whole=32", "part=29", "rest=4"),
    ),
    "seen to by who found them": (
        "区消防大队检查单位186家，发现火灾隐患407处。督促整改火灾隐患396处，下发文书92份。",
        ("le", "part=396", "whole=407"),
    ),
    "in one sentence": (
        "共查出问题45个，责任单位完成整改42个，整改率93.3%。",
        ("rate", "part=42", "whole=45", "rate=93.3%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), BY_OTHERS.values(), ids=BY_OTHERS.keys())
def test_who_rectified_need_not_be_who_found(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


NOT_YET = {
    "meant to be": "发现隐患30条。下一步，将督促企业全部整改到位。",
    "asked for": "发现隐患30条。要求企业在月底前全部整改到位。",
    "of last year": "发现隐患30条。去年遗留的隐患已全部整改到位。",
    "of something else": "发现隐患30条。消防设施已全部落实到位。",
    "of another task": "组织培训12场、培训320人。上述任务全部完成。",
    "of the rest": "查出问题63个，已整改60个。剩余问题正在整改，确保年底前全部整改到位。",
}


@pytest.mark.parametrize("text", NOT_YET.values(), ids=NOT_YET.keys())
def test_what_is_not_said_to_be_done_is_not_taken_for_all(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "all_fixed"]


ALL_DONE: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "pointed back to": (
        "检查组走访15家企业，发现问题28个。上述问题均已整改完成。",
        {("all_fixed", "whole=28")},
    ),
    "by a date": (
        "全乡共发现隐患71条。截至9月底，以上隐患已全部整改销号。",
        {("all_fixed", "whole=71")},
    ),
    "with its rate": (
        "共发现问题44项。对上述问题，各单位立行立改，现已全部整改到位，整改率100%。",
        {("all_fixed", "whole=44", "rate=100%")},
    ),
    "with a rate that is not all": (
        "共发现问题44项。对上述问题，各单位立行立改，现已全部整改到位，整改率97.7%。",
        {("all_fixed", "whole=44", "rate=97.7%")},
    ),
    "of a whole whose parts were named": (
        "安办发现隐患19条。其中，一般隐患17条、重大隐患2条。现已全部整改完毕。",
        {("all_fixed", "whole=19")},
    ),
    "of one kind": (
        "发现一般隐患31条、重大隐患2条。重大隐患已全部整改到位。",
        {("all_fixed", "whole=2")},
    ),
    "of both kinds": (
        "发现一般隐患31条、重大隐患2条。所有隐患均已整改到位。",
        {("all_fixed", "whole=31"), ("all_fixed", "whole=2")},
    ),
    "in the next paragraph": (
        "查处违法行为15起，发现问题隐患67个。\n\n上述问题隐患，截至10月底已全部整改销号。",
        {("all_fixed", "whole=67")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), ALL_DONE.values(), ids=ALL_DONE.keys())
def test_all_done_is_said_of_the_figure_before(text: str, expected: set[tuple[str, ...]]) -> None:
    assert {claim for claim in claims(text) if claim[0] == "all_fixed"} == expected
