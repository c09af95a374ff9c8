"""What was not done: 未检的22台 of 已检1298台 of 登记1320台, and 尚有3项 behind 已全部整改."""

from __future__ import annotations

import re
from itertools import pairwise

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import planned

_NOT = re.compile(r"^[尚仍]?未(?P<verb>[^的]{1,16})的$")
_COUNTED = (Role.COUNT, Role.FIXED)
_PAIR = 2
_WITHIN = 6


def find_remaining(text: Text, said: Said) -> None:
    """Note what a sentence says was not done, and of what."""
    if Role.REST not in said.roles and "未" not in said.sentence.text:
        return
    for mention in said.mentions:
        if mention.role not in (Role.COUNT, Role.REST) or mention.depth or mention.listed:
            continue
        undone = _NOT.match(mention.own)
        if undone is not None and mention.whole is None:
            _left(text, said, mention, undone["verb"])
        elif mention.role is Role.REST:
            _left_of_all(text, mention)
    for first, then in pairwise(said.mentions):
        undone = _NOT.match(first.own)
        if undone is not None:
            _caught_up(text, first, then, undone["verb"])


def _left(text: Text, said: Said, rest: Mention, verb: str) -> None:
    """登记1320台，检测1298台，未检的22台: the rest of what the part with its verb is of."""
    here = said.mentions[max(0, rest.at - _WITHIN) : rest.at]
    part = next((each for each in reversed(here) if _done(each, rest, verb[:1])), None)
    if part is None and not any(each.role in _COUNTED for each in here):
        earlier = text.earlier[-1].mentions if text.earlier else ()
        close = text.earlier and text.earlier[-1].sentence.block is said.sentence.block
        part = next((each for each in reversed(earlier) if _done(each, rest, verb)), None)
        part = part if close else None
    if part is None:
        return
    whole = part.whole or part.base or _known(text, said, part)
    if whole is None or planned(text.lexicon, whole):
        return
    text.claims.add("le", [("part", part), ("whole", whole)], basis=SAME_SUBJECT)
    roles = [("whole", whole), ("part", part), ("rest", rest)]
    text.claims.add("remainder", roles, basis=SAME_SUBJECT)
    rest.whole = whole


def _done(part: Mention, rest: Mention, verb: str) -> bool:
    """Whether a figure tells of how many was done what was not done of the rest."""
    said = verb[:_WITHIN] in part.own and "未" not in part.own
    return part.role in _COUNTED and part.unit == rest.unit and said and not part.depth


def _known(text: Text, said: Said, part: Mention) -> Mention | None:
    """The figure of the same unit right before the part, of what is registered or was found."""
    if not part.at or part not in said.mentions:
        return None
    whole = said.mentions[part.at - 1]
    known = whole.found or text.lexicon.pattern("everything").search(whole.own) is not None
    plain = whole.role is Role.COUNT and not (whole.listed or whole.depth)
    alike = whole.unit == part.unit and whole.segment == part.segment
    return whole if known and plain and alike else None


def _caught_up(text: Text, whole: Mention, part: Mention, verb: str) -> None:
    """未安装报警器的168家，已补装168家: what was made good is of what had not been done."""
    made_good = part.own.startswith(("已", "现已", "均已")) and "补" in part.own
    beside = whole.unit == part.unit and whole.segment == part.segment
    if made_good and beside and any(sign in part.own for sign in verb):
        part.whole = whole
        text.claims.add("le", [("part", part), ("whole", whole)])


def _left_of_all(text: Text, rest: Mention) -> None:
    """48项已全部整改。尚有3项预计12月底前完成: what is said to be all leaves nothing."""
    whole = text.covered
    if whole is None or whole.unit != rest.unit or rest.whole is not None:
        return
    near = rest.sentence.index - whole.sentence.index <= 1
    if not near or rest.sentence.block is not whole.sentence.block or rest.at > whole.at + _PAIR:
        return
    only = text.lexicon.pattern("stages.rest").sub("", rest.own)
    if text.lexicon.pattern("adverbs").sub("", only):
        return
    begin = rest.number.unit_end - rest.sentence.start
    tail = rest.sentence.text[begin:]
    if text.lexicon.pattern("stages.fixed").search(tail):
        roles = [("whole", whole), ("rest", rest)]
        text.claims.add("all_fixed", roles, basis=SAME_SUBJECT)
