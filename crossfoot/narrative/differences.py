"""Differences told by what they are from: 超计划1450个, 低于平均水平9.0个百分点, 较第一阶段增长20%.

The figures compared stand near by under the names that the words give them: a plan and what was
done, a mean and one of those it is of, one period and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.narrative.choosing import change_fits, size
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap, planned

_COUNTED = (Role.COUNT, Role.FIXED, Role.AFTER)
_CHANGES = (Role.CHANGE, Role.PERCENT)
_POINTS = "个百分点"
_COMPARED = re.compile("[较比同]")
_THAN = re.compile(r"(?:较|比|同)(?P<name>[^，,。；;：:（()）较比]{2,8}?)(?:分别|均|各)?$")
_WITHIN = 5
_FAR = 24
_NAME = 4
"""Characters that the words of a change must share with those of a figure to name it."""


def find_differences(text: Text, said: Said) -> None:
    """Note the differences and changes of a sentence whose figures their words name."""
    changing = not said.roles.isdisjoint(_CHANGES)
    for mention in said.mentions:
        if text.claims.answered(mention) or not mention.at:
            continue
        if changing and mention.role in _CHANGES and not mention.chained:
            _since(text, said, mention)
            _of_its_name(text, said, mention)
        if mention.unit == _POINTS:
            _from_the_mean(text, said, mention)
        elif text.lexicon.pattern("exceeds").match(mention.own):
            _over(text, said, mention)


def _over(text: Text, said: Said, difference: Mention) -> None:
    """计划12000个，建成13450个，超计划1450个: by how much work is more than its plan."""
    before = said.mentions[max(0, difference.at - _WITHIN) : difference.at]
    near = [
        each
        for each in reversed(before)
        if each.unit == difference.unit and each.segment == difference.segment
        if each.role in (*_COUNTED, Role.BEFORE) and not each.listed
    ]
    pairs = [(one, other) for one in near for other in near if size(one) > size(other)]
    fitting = [pair for pair in pairs if change_fits(*pair, difference)]
    plans = [each for each in near if planned(text.lexicon, each)]
    done = [each for each in near if each not in plans]
    if not fitting and len(plans) == 1 and len(done) == 1:
        fitting = [(done[0], plans[0])]
    if fitting:
        first, second = fitting[0]
        roles = [("first", first), ("second", second), ("difference", difference)]
        text.claims.add("diff", roles, {"direction": "up"})


def _from_the_mean(text: Text, said: Said, difference: Mention) -> None:
    """办结率83.9%，低于全市平均水平9.0个百分点: the mean was stated pages before."""
    if not text.lexicon.pattern("means").search(difference.own):
        return
    before = said.mentions[difference.at - 1]
    if before.unit != "%":
        return
    direction = "down" if text.lexicon.pattern("below").search(difference.own) else "up"
    for earlier in reversed(text.earlier):
        for mean in reversed(earlier.mentions):
            apart = size(mean) - size(before) if direction == "down" else size(before) - size(mean)
            if mean.unit == "%" and apart == size(difference):
                roles = [("first", before), ("second", mean), ("difference", difference)]
                text.claims.add("diff", roles, {"direction": direction}, SAME_SUBJECT)
                return


def _since(text: Text, said: Said, change: Mention) -> None:
    """第一阶段排查6035家；第二阶段排查7245家，较第一阶段增长20%: the period is named again."""
    if _COMPARED.search(change.own) is None:
        return
    way = "down" if change.direction == "down" else "up"
    turn = text.lexicon.pattern(way).search(change.own, 2)
    than = _THAN.search(change.own[: turn.start()] if turn else "")
    if than is None:
        return
    run = [change]
    for each in said.mentions[change.at + 1 :]:
        if not (each.chained and each.role is change.role):
            break
        run.append(each)
    then = list(_headed(text, said, than["name"]))
    here = [
        each
        for each in said.mentions[: change.at]
        if each.role in _COUNTED and not each.depth and each.segment == change.segment
    ]
    here = [each for each in here if each not in then]
    if len(run) > 1:
        here = here[-len(run) :]
        rows = [(now, next((e for e in then if e.unit == now.unit), None)) for now in here]
        if len(here) != len(run) or any(past is None for _, past in rows):
            return
        for each, (now, past) in zip(run, rows, strict=True):
            if past is not None:
                _changed(text, now, past, each)
        return
    names = text.reader.names(change.own)
    for now in reversed(here):
        past = next((e for e in then if e.unit == now.unit), None)
        named = overlap(change.own[: than.start()], now.words) >= 2 or now.measure in names
        if past is not None and (named or not than.start()):
            _changed(text, now, past, change)
            return


def _headed(text: Text, said: Said, name: str) -> Iterator[Mention]:
    """The figures of the clauses that a period's name opens."""
    near = [said, *(each for each in text.earlier[-1:])]
    for each in near:
        for first in each.mentions:
            opens = not first.at or first.segment != each.mentions[first.at - 1].segment
            if opens and name in first.gap[:_FAR] and first.role in (*_COUNTED, Role.BEFORE):
                yield from (m for m in each.mentions[first.at :] if m.segment == first.segment)
                return


def _changed(text: Text, now: Mention, past: Mention, change: Mention) -> None:
    if now.unit != past.unit or now is past or past.role in _CHANGES:
        return
    if now.measure and past.measure and now.measure != past.measure:
        return  # 去年死亡2人。今年受伤8人，比去年同期多3人
    kind, role = ("yoy_percent", "percent") if change.unit == "%" else ("yoy_count", "delta")
    roles = [("current", now), ("previous", past), (role, change)]
    text.claims.add(kind, roles, {"direction": change.direction or "up"}, SAME_SUBJECT)


def _of_its_name(text: Text, said: Said, percent: Mention) -> None:
    """重大隐患62条. …同比，查处重大隐患减少18条，下降22.5%: the change names what changed."""
    change = said.mentions[percent.at - 1]
    if percent.role is not Role.PERCENT or change.role is not Role.CHANGE:
        return
    if change.direction != percent.direction or text.claims.answered(percent):
        return
    named = [
        each
        for earlier in text.earlier[-2:]
        for each in earlier.mentions
        if each.role in _COUNTED
        and each.unit == change.unit
        and overlap(each.own, change.own) >= _NAME
    ]
    best = max((overlap(each.own, change.own) for each in named), default=0)
    named = [each for each in named if overlap(each.own, change.own) == best]
    if len(named) == 1:
        roles = [("current", named[0]), ("delta", change), ("percent", percent)]
        facts = {"direction": percent.direction or "up"}
        text.claims.add("yoy_percent", roles, facts, SAME_SUBJECT)
