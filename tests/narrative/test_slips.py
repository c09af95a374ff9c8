"""Figures far from what a relation asks for belong to others; a slip of the pen is asked about."""

from __future__ import annotations

import pytest

from crossfoot.narrative import slips
from tests.narrative.narrative_reading import claims, narrative

REBOUND = {
    "the base of its own sentence": (
        "全县登记自建房8600栋。\n县专班抽查平房150栋，发现漏报12栋，占8.0%。",
        ("share", "part=12", "whole=150", "share=8.0%"),
    ),
    "part and rate of another class": (
        "督办隐患50项，销号44项，其中33项按期销号，按期销号率75.0%。",
        ("rate", "part=33", "whole=44", "rate=75.0%"),
    ),
}


@pytest.mark.parametrize(("text", "claim"), REBOUND.values(), ids=REBOUND.keys())
def test_of_two_bases_the_one_that_bears_a_percentage_out_is_meant(
    text: str, claim: tuple[str, ...]
) -> None:
    found = {each for each in claims(text) if each[0] == claim[0]}
    assert found == {claim}


SILENT = {
    "what was fixed is no part of another clause's letters": (
        "发出通报3份；各单位整改隐患412处，整改率97.0%。"
    ),
    "rates of different work under one name": (
        "全县累计整改隐患900处，整改率91.8%。\n二、管网改造\n全县整改管线52.2公里，整改率52.2%。"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_what_is_far_off_and_stands_apart_raises_no_question(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in ("le", "repeat")]


def test_a_slip_is_asked_about_all_the_same() -> None:
    swapped = "检查企业480家，发现隐患640处；已整改608处，整改率59.0%。"
    assert ("rate", "part=608", "whole=640", "rate=59.0%") in claims(swapped)
    gross = "抽查商铺100家，合格90家，合格率45.3%。"
    assert ("rate", "part=90", "whole=100", "rate=45.3%") in claims(gross)


def test_every_claim_that_holds_is_plausible(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    judged = slips.plausible

    def watched(kind: str, pairs: slips.Pairs, facts: dict[str, str]) -> bool:
        seen.append(judged(kind, pairs, facts))
        return seen[-1]

    monkeypatch.setattr(slips, "plausible", watched)
    narrative("发现隐患64处；已整改48处，整改率75.0%，剩余16处。")
    assert seen
    assert all(seen)
