"""What a month, day or batch came to within what was done so far, clause by clause."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims, narrative

UNRELATED = {
    "last year": "本月发生火灾12起，去年累计发生火灾9起。",
    "over the years": "本月检查企业12家，历年累计检查企业9家。",
    "of one kind": "本月检查企业12家，累计检查危化企业9家。",
    "dead of another kind": ("3月，房屋工程事故38起、死亡41人。1—3月，较大事故2起、死亡8人。"),
    "another indicator": "本月发现隐患96处，累计检查企业321家，发现问题56处。",
    "a later quarter": "三季度查处酒驾120起，1至6月累计查处酒驾98起。",
    "another batch": "转办第十五批信访件31件。前十三批累计交办22件。",
}


@pytest.mark.parametrize("text", UNRELATED.values(), ids=UNRELATED.keys())
def test_figures_of_other_times_and_things_are_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "le"]


WITHIN: dict[str, tuple[str, tuple[str, ...]]] = {
    "the month": ("本月排查隐患56条，累计排查隐患412条。", ("le", "part=56", "whole=412")),
    "the month with a slip": (
        "本月开展演练12次，累计开展演练10次。",
        ("le", "part=12", "whole=10"),
    ),
    "done in the month": (
        "本月排查58条，累计排查412条；本月整改52条，累计整改398条。",
        ("le", "part=52", "whole=398"),
    ),
    "the quarter": (
        "本季度立案35件，罚款48.6万元；今年以来累计立案122件，罚款165.3万元。",
        ("le", "part=48.6", "whole=165.3"),
    ),
    "in brackets": (
        "8月份，查处超载312起（其中货车41起）。1至8月，累计查处超载2876起，其中货车355起。",
        ("le", "part=41", "whole=355"),
    ),
    "a batch": (
        "向我市转办第十四批群众信访件29件。截至当日，前十四批累计交办431件，已办结391件。",
        ("le", "part=29", "whole=431"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), WITHIN.values(), ids=WITHIN.keys())
def test_what_a_shorter_time_came_to_is_within(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)


def test_it_is_a_question_at_most() -> None:
    (claim,) = narrative("本月开展演练12次，累计开展演练10次。").claims
    assert claim.basis.kind.value == "scope"
