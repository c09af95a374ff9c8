"""Real reports: what their sentences assert is found, what only looks alike is left alone."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crossfoot.model.finding import BasisKind
from crossfoot.model.submission import Narrative
from crossfoot.narrative import read
from tests.narrative.narrative_reading import document, narrative, pack, said

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
PASSAGES = SHARED / "corpus" / "prose"

pytestmark = pytest.mark.skipif(not PASSAGES.is_dir(), reason="the labelled passages are not here")


@cache
def seed(number: int) -> str:
    (path,) = (SHARED / "seeds").glob(f"00{number}_*.txt")
    return path.read_text(encoding="utf-8-sig")


@cache
def seed_read(number: int) -> Narrative:
    return read(document(seed(number)), pack())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ("all_fixed", "whole=161", "rate=100％")),
        (1, ("sum", "part=42", "part=98", "whole=140")),
        (1, ("sum", "part=18", "part=7", "whole=25")),
        (1, ("rate", "part=106", "rest=6", "rate=94.64％")),
        (1, ("rate", "part=135", "whole=135", "rate=100％")),
        (3, ("rate", "part=418", "whole=494", "rate=84.6﹪")),
        (3, ("le", "part=32", "whole=34")),
    ],
)
def test_what_a_report_asserts_is_found(number: int, expected: tuple[str, ...]) -> None:
    found = {said(claim): claim for claim in seed_read(number).claims}
    assert expected in found
    assert found[expected].basis.kind is BasisKind.ARITHMETIC


def test_a_plan_states_nothing_to_check() -> None:
    assert seed_read(4) == Narrative()


def test_a_link_list_and_shop_markers_state_no_figure() -> None:
    text = seed(3)
    last = max(figure.place.start or 0 for figure in seed_read(3).figures)
    assert last < text.index("推荐文章")


def test_two_campaigns_with_listed_hazards_are_not_compared() -> None:
    together = [
        said(claim)
        for claim in seed_read(3).claims
        if {"13", "34"} <= {figure.text for _, figure in claim.roles}
    ]
    assert together == []


def test_hazards_left_that_are_done_are_no_contradiction() -> None:
    six = [claim for claim in seed_read(1).claims if "6" in {f.text for _, f in claim.roles}]
    assert [claim.kind for claim in six] == ["rate"]


def test_none_found_in_one_campaign_says_nothing_of_another() -> None:
    assert not [claim for claim in seed_read(1).claims if claim.kind == "zero"]


def _labelled() -> list[Any]:
    files = sorted(PASSAGES.glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def _spans(result: Narrative) -> set[tuple[int, int]]:
    return {(figure.place.start or 0, figure.place.end or 0) for figure in result.figures}


def test_nearly_all_figures_of_the_labelled_passages_are_read_with_exact_spans() -> None:
    stated = found = extra = 0
    for passage in _labelled():
        if "text" not in passage:
            continue
        spans = _spans(narrative(passage["text"]))
        gold = {(figure["start"], figure["end"]): figure for figure in passage["figures"]}
        asked = {span for span, figure in gold.items() if not figure.get("optional")}
        stated += len(asked)
        found += len(asked & spans)
        extra += len(spans - set(gold))
    assert found >= 0.985 * stated
    assert extra <= 0.015 * stated


def test_most_asserted_relations_are_read_and_few_others() -> None:
    asserted = found = extra = 0
    for passage in _labelled():
        if "text" not in passage:
            continue
        spans = [(figure["start"], figure["end"]) for figure in passage["figures"]]
        gold = {
            frozenset(spans[i] for i in relation["figures"])
            for relation in passage["relations"]
            if relation["tier"] == "core"
        }
        optional = {
            frozenset(spans[i] for i in relation["figures"]) for relation in passage["relations"]
        }
        sets = {
            frozenset((f.place.start or 0, f.place.end or 0) for _, f in claim.roles)
            for claim in narrative(passage["text"]).claims
        }
        asserted += len(gold)
        found += len(gold & sets)
        extra += len(sets - optional)
    assert found >= 0.85 * asserted
    assert extra <= 0.2 * (found + extra)


def test_changing_a_digit_does_not_change_what_is_asserted() -> None:
    """A relation is asserted by words, so a wrong figure stands in the same claims."""
    draw = random.Random(20231231)
    kept = drawn = 0
    for passage in _labelled():
        text = passage.get("text")
        if text is None:
            continue
        before = narrative(text)
        strict = [claim for claim in before.claims if claim.kind in ("rate", "sum", "share")]
        # that shares come to a hundred is told where no single one of them is wrong
        strict = [claim for claim in strict if {role for role, _ in claim.roles} != {"share"}]
        for claim in strict:
            _, figure = draw.choice(claim.roles)
            start = figure.place.start or 0
            digits = [i for i, mark in enumerate(figure.text) if mark in "123456789"]
            if not digits:
                continue
            at = start + draw.choice(digits)
            changed = text[:at] + draw.choice("123456789".replace(text[at], "")) + text[at + 1 :]
            drawn += 1
            kept += any(
                {(f.place.start, f.place.end) for _, f in other.roles}
                == {(f.place.start, f.place.end) for _, f in claim.roles}
                and other.kind == claim.kind
                for other in narrative(changed).claims
            )
    assert drawn > 40
    assert kept >= 0.95 * drawn
