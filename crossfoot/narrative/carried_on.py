"""Sentences that go on with figures of the one before: 销号率77.8%, 其余9栋, C、D级37栋."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.narrative.choosing import sum_fits
from crossfoot.narrative.claims import SAME_SUBJECT, SAME_TOTAL, Text
from crossfoot.narrative.mention import Mention, Role, Said, runs
from crossfoot.narrative.parts import add_parts
from crossfoot.narrative.wording import overlap, planned, root_of

_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)
_AND = re.compile(r"[、和及与]")
_OVERALL = re.compile("^(?:全[省市县区州国]|总体|平均|整体)")
_STATED = re.compile(r"率(?:为|是|达到?|仅|约)*$")
_BOUNDS = ("的", "以上", "以下", "左右")
_WITHIN = 12
_TOPIC = 4
_SEVERAL = 2


def find_carried_on(text: Text, said: Said) -> None:
    """Note what a sentence says of figures that only the one before it states."""
    for run in runs(said.mentions) if Role.SHARE in said.roles else ():
        if run[0].role is Role.SHARE and run[0].at == 0:
            _shares_by_name(text, run)
    for mention in said.mentions:
        if mention.role is Role.CHANGE and mention.number.kind == "points":
            _against_all(text, said, mention)
        elif mention.role is Role.RATE and mention.at == 0:
            _rate(text, said, mention)
        elif mention.role in _COUNTED and not mention.depth:
            _others(text, said, mention)
            _named_together(text, said, mention)


def _shares_by_name(text: Text, run: list[Mention]) -> None:
    """道路运输事故起数、死亡人数分别占总量的58.3%和62.1%: parts said of a subject before."""
    found = text.lexicon.pattern("shares").search(run[0].own)
    names = run[0].own[: found.start()] if found else ""
    base = run[0].own[found.end() :] if found else ""
    measures = text.reader.names(names)
    of_all = text.lexicon.pattern("whole_words").search(base) is not None
    if len(measures) != len(run) or not of_all or not run[0].subject:
        return
    for share, measure in zip(run, measures, strict=True):
        part, whole = text.subjects.get((run[0].subject, measure)), text.total(measure)
        if part is not None and whole is not None and not text.claims.answered(share):
            roles = [("part", part), ("whole", whole), ("share", share)]
            text.claims.add("share", roles, basis=SAME_TOTAL)


def _against_all(text: Text, said: Said, points: Mention) -> None:
    """总体整改率88.2%。…整改率74.9%，比全省低13.3个百分点: the rate of all, stated before."""
    lexicon = text.lexicon
    own = said.mentions[points.at - 1] if points.at else None
    than = lexicon.pattern("than", before="^").match(points.own)
    if own is None or own.role is not Role.RATE or than is None:
        return
    whom = points.own[than.end() :]
    if lexicon.pattern("scopes.everywhere", before="^").match(whom) is None:
        return
    root = root_of(lexicon, own.own)
    for earlier in reversed(text.earlier):
        for rate in earlier.mentions:
            all_of_it = _OVERALL.search(rate.own) is not None and rate.own.endswith(own.own)
            if rate.role is Role.RATE and all_of_it and len(root) >= _SEVERAL:
                roles = [("first", own), ("second", rate), ("difference", points)]
                facts = {"direction": points.direction or "up"}
                text.claims.add("diff", roles, facts, SAME_SUBJECT)
                return


def _before(text: Text, said: Said) -> tuple[Mention, ...]:
    """The figures of the sentence right before, in the same paragraph."""
    last = text.earlier[-1] if text.earlier else None
    beside = last is not None and said.sentence.index - last.sentence.index == 1
    same = last is not None and last.sentence.block is said.sentence.block
    return last.mentions if last is not None and beside and same else ()


def _rate(text: Text, said: Said, rate: Mention) -> None:
    """已整改销号21个。销号率77.8%: named after what the sentence before says was done."""
    if _STATED.search(rate.own) is None or rate.after.startswith(_BOUNDS):
        return  # 整改率低于80%的有3个市
    root = text.lexicon.pattern("adverbs").sub("", root_of(text.lexicon, rate.own))
    if len(root) < _SEVERAL or text.claims.answered(rate):
        return
    named = [
        part
        for part in _before(text, said)
        if part.role in (Role.COUNT, Role.FIXED) and root in part.own and not part.depth
    ]
    done = [part for part in named if _whole(part) is not None]
    whole = _whole(done[0]) if len(done) == 1 else None
    if whole is not None and not planned(text.lexicon, whole):
        roles = [("part", done[0]), ("whole", whole), ("rate", rate)]
        text.claims.add("rate", roles, basis=SAME_SUBJECT)


def _whole(part: Mention) -> Mention | None:
    return part.whole or part.base


def _others(text: Text, said: Said, rest: Mention) -> None:
    """其余13个 behind what was fixed of 52, or at the end of a list that divides 46."""
    if rest.listed or not text.lexicon.pattern("closing").match(rest.own):
        return
    before = [each for each in said.mentions[: rest.at] if each.unit != "%"][-_WITHIN:]
    if not before or before[-1].unit != rest.unit or before[-1].segment != rest.segment:
        return
    fixed = before[-1]
    if fixed.role is Role.FIXED and fixed.whole is not None and fixed.whole.unit == rest.unit:
        if fixed.whole.at + 1 == fixed.at:
            roles = [("whole", fixed.whole), ("part", fixed), ("rest", rest)]
            text.claims.add("remainder", roles)
        return
    if before[0].at or any(
        each.role is not Role.COUNT or each.unit != rest.unit or each.listed for each in before
    ):
        return
    topics = [
        whole
        for whole in _before(text, said)
        if whole.listed and whole.unit == rest.unit and overlap(whole.own, before[0].own) >= _TOPIC
    ]
    if len(topics) == 1 and rest.role is Role.REST:
        # 当场整改38个，限期整改14个。限期整改的问题已完成13个，剩余1个: of one of the list
        roles = [("whole", topics[0]), *(("part", each) for each in before), ("rest", rest)]
        text.claims.add("remainder", roles, basis=SAME_SUBJECT)
        return
    wholes = [*_of_unit(_before(text, said), rest.unit)]
    parts = [*before, rest]
    fitting = [whole for whole in wholes if sum_fits(parts, whole)]
    if fitting or len(wholes) == 1 or (wholes and wholes[0].found and wholes[0].own):
        add_parts(text, "sum", (fitting or wholes)[0], parts)


def _of_unit(mentions: tuple[Mention, ...], unit: str) -> Iterator[Mention]:
    """Figures of a unit that are found or of everything, the latest first."""
    for each in reversed(mentions):
        if each.role is Role.COUNT and each.unit == unit and not (each.listed or each.depth):
            yield each


def _named_together(text: Text, said: Said, whole: Mention) -> None:
    """C级29栋、D级8栋。C、D级37栋均已…: a sum that names its parts."""
    names = [name for name in _AND.split(whole.own) if name]
    if len(names) < _SEVERAL or whole.chained:
        return
    near = (*_before(text, said), *said.mentions[max(0, whole.at - _WITHIN) : whole.at])
    parts: list[Mention] = []
    for name in names:
        found = [
            each
            for each in near
            if each.role is Role.COUNT and each.unit == whole.unit and each.own.startswith(name)
        ]
        if len(found) != 1 or found[0] in parts:
            return
        parts += found
    roles = [*(("part", part) for part in parts), ("whole", whole)]
    text.claims.add("sum", roles, basis=SAME_TOTAL)
