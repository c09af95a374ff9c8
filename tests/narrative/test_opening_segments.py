"""What was done, behind a semicolon: of the figure before it, or of a clause of its own."""

from __future__ import annotations

from tests.narrative.narrative_reading import claims


def test_what_was_done_in_a_clause_of_its_own_is_not_of_the_figure_before() -> None:
    text = (
        "查处酒驾违法行为3217起；建立隐患治理机制，截至目前，治理完成106起，比例为94.64%，剩余6起。"
    )
    assert not [claim for claim in claims(text) if "whole=3217" in claim]


def test_words_of_time_do_not_part_it_from_the_figure_before() -> None:
    text = "发现隐患321处；截至目前，治理完成306处，剩余15处。"
    assert ("remainder", "whole=321", "part=306", "rest=15") in claims(text)
