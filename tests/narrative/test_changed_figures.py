"""A figure of a relation that held is changed: the reader still sees the relation, and says so.

What a text asserts must be told by its words.  A relation that is recognised only while its
arithmetic comes out is of no use to anyone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from crossfoot.model.figure import Figure
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Claim
from crossfoot.narrative import Narrator
from crossfoot.rules.judge import judge_claim
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet
from tests.narrative.narrative_reading import ROOT, document, pack

PASSAGES = ROOT / ".." / "shared" / "corpus" / "prose"
OWN = Path(__file__).parent / "passages"
SEED = 41
DRAWS = 40
LEAST = 0.95


@cache
def rules() -> RuleSet:
    return load_rules([ROOT / "checks"], pack())


@cache
def narrator() -> Narrator:
    return Narrator(pack())


def claims(text: str) -> list[Claim]:
    return list(narrator().read(document(text)).claims)


def holds(claim: Claim) -> bool:
    return judge_claim(rules(), claim).verdict is Verdict.PASS


@dataclass(frozen=True)
class Draw:
    """A relation, the figure of it that was changed, the text with it, and whether it was found."""

    claim: Claim
    figure: Figure
    written: str
    text: str
    found: bool

    def __str__(self) -> str:
        roles = " ".join(f"{role}={figure.text}" for role, figure in self.claim.roles)
        sentence = self.text[self.claim.start : self.claim.end]
        return f"{self.claim.kind} {roles}: {self.figure.text} -> {self.written} in {sentence!r}"


def changed(digits: str, chance: random.Random) -> str:
    """The digits with one of them replaced, or all but the separators."""
    places = [at for at, sign in enumerate(digits) if sign.isdecimal()]
    chosen = [chance.choice(places)] if chance.random() < 0.5 else places
    signs = list(digits)
    for at in chosen:
        others = "0123456789".replace(digits[at], "")
        leading = at == places[0] and len(places) > 1 and digits[at + 1 : at + 2] != "."
        signs[at] = chance.choice(others.replace("0", "") if leading else others)
    return "".join(signs)


def broken(claim: Claim, figure: Figure, text: str) -> bool:
    """Whether the relation fails once the figure is the one at its place in the changed text."""
    at = figure.place.start
    now = {each.place.start: each for each in narrator().read(document(text)).figures}.get(at)
    if now is None or now.quantity is None or figure.quantity is None:
        return False
    if (now.quantity.unit, now.quantity.approx) != (figure.quantity.unit, figure.quantity.approx):
        return False
    other = replace(figure, quantity=now.quantity)
    roles = tuple(
        (role, replace(other, role=role) if each.place.start == at else each)
        for role, each in claim.roles
    )
    return judge_claim(rules(), replace(claim, roles=roles)).verdict is Verdict.FAIL


def draws(text: str, chance: random.Random) -> Iterator[Draw]:
    """So many changed figures, each of a relation that held and that the change breaks."""
    held = [claim for claim in claims(text) if claim.kind != "repeat" and holds(claim)]
    for _ in range(DRAWS if held else 0):
        claim = chance.choice(held)
        _, figure = chance.choice(claim.roles)
        start, end = figure.place.start or 0, figure.place.end or 0
        if not any(sign.isdecimal() for sign in figure.text):
            continue
        written = changed(figure.text, chance)
        mutant = text[:start] + written + text[end:]
        if not broken(claim, figure, mutant):
            continue
        yield Draw(claim, figure, written, mutant, reported(mutant, start))


def reported(text: str, start: int) -> bool:
    """Whether the figure at a place is in a claim that does not hold, or said to be unreadable."""
    read = narrator().read(document(text))
    if any(damage.place.start == start for damage in read.damages):
        return True
    return any(
        not holds(claim) and any(figure.place.start == start for _, figure in claim.roles)
        for claim in read.claims
    )


def share_found(texts: list[str]) -> tuple[float, list[Draw]]:
    chance = random.Random(SEED)
    drawn = [draw for text in texts for draw in draws(text, chance)]
    assert len(drawn) > 10 * len(texts)
    missed = [draw for draw in drawn if not draw.found]
    return 1 - len(missed) / len(drawn), missed


def own_passages() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.txt"))]


def corpus() -> list[str]:
    entries = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(PASSAGES.glob("D*"))]
    return [entry["text"] for entry in entries]


def test_a_changed_figure_is_found_in_our_own_passages() -> None:
    share, missed = share_found(own_passages())
    assert share >= LEAST, "\n".join(map(str, missed))


@pytest.mark.skipif(not PASSAGES.is_dir(), reason="the labelled passages are not here")
def test_a_changed_figure_is_found_in_the_labelled_passages() -> None:
    share, missed = share_found(corpus())
    assert share >= LEAST, "\n".join(map(str, missed))
