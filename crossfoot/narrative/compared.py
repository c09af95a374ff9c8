"""Two figures compared by name or place: 首尾相差25.2分, 二季度比一季度减少3起, 与去年的6人持平."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.fellows import CURRENT
from crossfoot.narrative.mention import Mention, Role, Said

_WITHIN = 8
_EXTREMES = re.compile(
    r"最[高大多好快]|最[低小少差慢]|第一名?|首位|榜首|末位|末名|首尾|两者|二者|两端|高低"
)
_POINTS = "个百分点"
_LEAST = 2
"""Characters of a name by which a figure is known again."""


def find_compared(text: Text, said: Said) -> None:
    """Note what a sentence says two figures differ by, or that they are the same."""
    if len(said.mentions) < _LEAST and Role.CHANGE not in said.roles:
        return
    for mention in said.mentions:
        if mention.at >= _LEAST and mention.role in (Role.COUNT, Role.CHANGE):
            _apart(text, said, mention)
        if mention.role is Role.CHANGE:
            _by_name(text, said, mention)
    if Role.BEFORE not in said.roles:
        return
    for current, previous in pairwise(said.mentions):
        _unchanged(text, current, previous)
    for previous, change, current in zip(
        said.mentions, said.mentions[1:], said.mentions[2:], strict=False
    ):
        _reached(text, previous, change, current)


def _apart(text: Text, said: Said, difference: Mention) -> None:
    """96.5分, 71.3分，首尾相差25.2分: the two figures right before, of its unit."""
    if not text.lexicon.pattern("apart", after="(?:了|为|达|约|近|到)*$").search(difference.own):
        return
    first, second = said.mentions[difference.at - 2 : difference.at]
    unit = "%" if difference.unit == _POINTS else difference.unit
    level = first.depth == second.depth == difference.depth
    if _EXTREMES.search(difference.own):
        first, second = _extremes(said, difference, unit) or (first, second)
        level = first.depth == second.depth
    if not first.unit == second.unit == unit or not level:
        return
    if first.segment != second.segment or difference.segment - second.segment > 1:
        return
    if size(second) > size(first):
        first, second = second, first
    roles = [("first", first), ("second", second), ("difference", difference)]
    text.claims.add("diff", roles, {"direction": "up"})


def _extremes(said: Said, difference: Mention, unit: str) -> tuple[Mention, Mention] | None:
    """甲县98.2%，乙县95.7%，丙县91.3%，最高与最低相差6.9个百分点: the ends of the list."""
    row = list(takewhile(lambda each: each.unit == unit, reversed(said.mentions[: difference.at])))
    row = [each for each in row if each.depth == row[0].depth]
    return (max(row, key=size), min(row, key=size)) if len(row) > 1 else None


def _by_name(text: Text, said: Said, difference: Mention) -> None:
    """甲镇34条、乙镇21条，甲镇比乙镇多13条: the figures that bear the two names."""
    than = text.lexicon.pattern("than").search(difference.own)
    if than is None or difference.chained or than.start() < _LEAST:
        return
    one = difference.own[: than.start()]
    moved = re.compile("|".join([*text.lexicon.words("up"), *text.lexicon.words("down")]))
    turn = moved.search(difference.own, than.end() + 1)
    other = difference.own[than.end() : turn.start()] if turn else ""
    unit = "%" if difference.unit == _POINTS else difference.unit
    first, second = (_bearing(text, said, difference, name, unit) for name in (one, other))
    if first is None or second is None or first is second or first.role is not second.role:
        return
    roles = [("first", first), ("second", second), ("difference", difference)]
    facts = {"direction": difference.direction or "up"}
    text.claims.add("diff", roles, facts, SAME_SUBJECT)


def _bearing(text: Text, said: Said, difference: Mention, name: str, unit: str) -> Mention | None:
    """The one figure of a unit near by whose own words begin with a name."""
    if len(name) < _LEAST or text.lexicon.pattern("previous").search(name):
        return None
    near = [*said.mentions[max(0, difference.at - _WITHIN) : difference.at]]
    if text.earlier and text.earlier[-1].sentence.block is said.sentence.block:
        near += text.earlier[-1].mentions[:_WITHIN]
    found = [
        each
        for each in near
        if each.unit == unit and name in each.own and each.role in (*CURRENT, Role.RATE)
    ]
    return found[0] if len(found) == 1 else None


def _unchanged(text: Text, current: Mention, previous: Mention) -> None:
    """死亡6人，与去年同期的6人持平: both are said to be the same."""
    if previous.role is not Role.BEFORE or current.role not in CURRENT:
        return
    flat = text.lexicon.pattern("flat").match(previous.after) is not None
    if flat and current.unit == previous.unit and current.segment == previous.segment:
        roles = [("current", current), ("previous", previous)]
        text.claims.add("yoy_count", roles, {"direction": "flat"})


def _reached(text: Text, previous: Mention, change: Mention, current: Mention) -> None:
    """较上年同期（120起）下降15%，为102起: the later figure stands behind the change."""
    if previous.role is not Role.BEFORE or change.role not in (Role.PERCENT, Role.CHANGE):
        return
    behind = text.lexicon.pattern("reaching", before="^", after="$").match(current.own)
    plain = current.role in CURRENT and current.unit == previous.unit and not current.depth
    if behind is None or not plain or text.claims.answered(change):
        return
    kind, role = ("yoy_percent", "percent") if change.unit == "%" else ("yoy_count", "delta")
    roles = [("current", current), ("previous", previous), (role, change)]
    text.claims.add(kind, roles, {"direction": change.direction or "up"})


def counted_of(text: Text, said: Said, current: Mention, previous: Mention) -> Mention | None:
    """出动382起，日均12.7起，环比8月（421起）下降9.3%: 421 is compared with no daily figure."""
    if current.role is not Role.AVERAGE or size(previous) <= _FAR * size(current):
        return current
    near = [*said.mentions[: current.at]]
    if text.earlier and text.earlier[-1].sentence.block is said.sentence.block:
        near = [*text.earlier[-1].mentions[:1], *near]
    for each in near:
        if each.role is Role.COUNT and each.unit == previous.unit and not each.listed:
            return each
    return None


_FAR = 5
"""Times an average beyond which a figure of the same unit is none."""


def points_between(
    text: Text, mentions: tuple[Mention, ...], change: Mention, facts: dict[str, str]
) -> None:
    """高6个百分点 between two rates: what they differ by."""
    rates = [
        mention
        for mention in mentions[max(0, change.at - 4) : change.at]
        if mention.unit == "%" and mention.segment == change.segment
    ]
    if len(rates) < 2 or rates[-1].at != change.at - 1:
        return
    first, second = rates[-2], rates[-1]
    than = text.lexicon.pattern("than")
    if first.role is Role.BEFORE and second.role is Role.AFTER:
        first, second = second, first
    elif not (second.role is Role.BEFORE or than.search(second.label)):
        return
    roles = [("first", first), ("second", second), ("difference", change)]
    text.claims.add("diff", roles, facts)
