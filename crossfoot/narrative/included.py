"""Rates that say in their names what else they count: 整改完成（含待验收）率 of 21 and 4 of 27."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.lexicon import Lexicon, any_of, remembered
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap, planned, root_of

_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)
_PAIR = 2
_WITHIN = 8
_SHORT = 3
_ENDS = ("为", "达", "到", "）", ")")


def included(lexicon: Lexicon, rate: Mention) -> str:
    """What a bracket inside a rate's name says it counts as well, or leaves out; else empty."""
    if not rate.gap.endswith((*_ENDS, *lexicon.words("rates"))):
        return ""
    at = max(rate.gap.rfind("("), rate.gap.rfind("（"))
    found = _bracket(lexicon).match(rate.gap, at) if at >= 0 else None
    if found is None or len(found["behind"]) > _SHORT:
        return ""
    return found["what"]


@remembered
def _bracket(lexicon: Lexicon) -> re.Pattern[str]:
    words = any_of([*lexicon.words("of_which"), *lexicon.words("left_out")])
    return re.compile(rf"[（(]\s*{words}(?P<what>[^（()）\d%]{{2,12}})[）)](?P<behind>.*)")


def find_included(text: Text, said: Said) -> None:
    """Note the rates of several figures that their names put together."""
    for rate in said.mentions if Role.RATE in said.roles else ():
        if rate.role is not Role.RATE or rate.chained or rate.depth:
            continue
        words = included(text.lexicon, rate)
        if words:
            _together(text, said, rate, words)


def _together(text: Text, said: Said, rate: Mention, words: str) -> None:
    before = said.mentions[max(0, rate.at - _WITHIN) : rate.at]
    last = text.earlier[-1] if text.earlier else None
    if last is not None and last.sentence.block is said.sentence.block:
        before = (*last.mentions[:_WITHIN], *before)
    root = root_of(text.lexicon, rate.own)
    counts = [each for each in before if each.role in _COUNTED and not each.depth]
    added = [each for each in counts if overlap(words, each.own) >= _PAIR]
    if len(added) != 1:
        return
    done = [
        each
        for each in counts
        if each is not added[0]
        and each.unit == added[0].unit
        and each.role is Role.FIXED
        and overlap(root, each.own) >= _PAIR
    ]
    whole = _whole(counts, done[0], added[0]) if len(done) == 1 else None
    if whole is not None and not planned(text.lexicon, whole):
        roles = [("part", done[0]), ("part", added[0]), ("whole", whole), ("rate", rate)]
        text.claims.add("rate", roles, basis=SAME_SUBJECT)


def _whole(counts: list[Mention], done: Mention, added: Mention) -> Mention | None:
    """What was found, else the figure of the same unit right before what was done of it."""
    if done.whole is not None and done.whole is not added:
        return done.whole
    before = counts[: counts.index(done)]
    last = before[-1] if before else None
    return last if last is not None and last.unit == done.unit and last.found else None
