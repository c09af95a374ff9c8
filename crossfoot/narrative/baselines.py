"""Changes from figures of an earlier period that are stated together, each with its fellow.

18起、死亡16人，与上年同期（22起、17人）相比，起数减少4起、下降18.2%: the earlier figures stand in
the order of the later ones, and the changes behind them, or before their bracket, say by name, by
measure word or by order of which they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from crossfoot.narrative.choosing import change_fits
from crossfoot.narrative.claims import SAME_SUBJECT, Text, kind_of
from crossfoot.narrative.fellows import CURRENT
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap

_CHANGES = (Role.CHANGE, Role.PERCENT)
_LATER = (*CURRENT, Role.FIXED, Role.REST, Role.RATE)
_POINTS = "个百分点"
_BACK = 24
_SENTENCES = 2
_PAIR = 2
_PERIOD = re.compile(r"[（(]")
_YEAR = re.compile(r"年(?!初)|同期|同比")
_NAMELESS = 2
"""Characters that a name needs."""
Columns = list[list[Mention]]


def find_baselines(text: Text, said: Said) -> None:
    """Note the changes of a sentence that stand beside the earlier figures they are from."""
    mentions = said.mentions
    if said.roles.isdisjoint(_CHANGES):
        return
    groups = list(_groups(mentions))
    for group in groups:
        before, behind = _changes_before(mentions, group), _changes_behind(mentions, group)
        if before and len(before) != len(group) and len(group) > 1:
            before = []
        _compare(text, said, group, before or behind, bool(before))
    if not groups and text.earlier:
        _carried_on(text, said)


def _carried_on(text: Text, said: Said) -> None:
    """去年同期分别为11起、13人。同比，事故起数减少3起，死亡人数增加2人."""
    earlier = text.earlier[-1]
    groups = list(_groups(earlier.mentions))
    close = said.sentence.block is earlier.sentence.block and said.mentions[0].role in _CHANGES
    if not close or len(groups) != 1 or groups[0][0].depth:
        return
    if not said.mentions[0].versus or groups[0][-1].at != len(earlier.mentions) - 1:
        return
    changes = list(takewhile(lambda each: each.role in _CHANGES, said.mentions))
    _compare(text, earlier, groups[0], changes, False)


def _compare(
    text: Text, said: Said, group: list[Mention], changes: list[Mention], explained: bool
) -> None:
    """Note the changes that are from a group of figures of the earlier period."""
    if not changes:
        return
    columns = _later(text, said, group, changes[0])
    if any(columns):
        for change, place in _placed(text, changes, group, columns, explained):
            _state(text, change, group[place], columns[place])
        return
    for earlier in group if len(group) > 1 else ():
        alone = [change for change in changes if change.unit == earlier.unit]
        columns = _later(text, said, [earlier], changes[0])
        if alone and any(columns):
            for change, _ in _placed(text, changes, [earlier], columns, explained):
                _state(text, change, earlier, columns[0])


def _groups(mentions: tuple[Mention, ...]) -> Iterator[list[Mention]]:
    """The figures of an earlier period that stand together."""
    group: list[Mention] = []
    for mention in mentions:
        together = bool(group) and mention.depth == group[-1].depth
        together = together and mention.bracket == group[-1].bracket
        together = together and mention.at == group[-1].at + 1
        if mention.role is Role.BEFORE and together and mention.segment == group[-1].segment:
            group.append(mention)
            continue
        if group:
            yield group
        group = [mention] if mention.role is Role.BEFORE else []
    if group:
        yield group


def _later(text: Text, said: Said, group: list[Mention], change: Mention) -> Columns:
    """For each earlier figure those that may be its later fellow, the likeliest first."""
    first = group[0].at
    behind = [*said.mentions[group[-1].at + 1 : group[-1].at + 2]]
    reached = [each for each in behind if each.role is Role.AFTER and not each.chained]
    if len(group) == 1 and reached and reached[0].unit == group[0].unit:
        return [reached]
    here = [*said.mentions[max(0, first - _BACK) : first]]
    if change.sentence is said.sentence and change.at > group[-1].at + 1:
        here += said.mentions[group[-1].at + 1 : change.at]  # 去年检查160家；今年196家，增加36家
    found = _row(text, here, group)
    past = [each for each in text.earlier if each.sentence.index < said.sentence.index]
    for earlier in reversed(past[-_SENTENCES:]):
        if len(group) > 1 and any(found):
            break
        if said.sentence.block.number - earlier.sentence.block.number > 1:
            break
        more = _row(text, [*earlier.mentions[-_BACK:]], group)
        found = [[*some, *others] for some, others in zip(found, more, strict=True)]
    return found


def _row(text: Text, mentions: list[Mention], group: list[Mention]) -> Columns:
    """The figures of one sentence that stand in the order of the earlier ones."""
    level = [each for each in mentions if each.role in _LATER and not each.depth]
    if len(group) == 1:
        alike = [each for each in reversed(level) if _alike(text, each, group[0])]
        return [[each for each in alike if not each.listed] + [e for e in alike if e.listed]]
    plain = [each for each in level if not (each.listed and each.siblings > 1)]
    for begin in range(len(plain) - 1, -1, -1):
        row = _match(text, plain[begin : begin + 2 * len(group)], group)
        if row:
            return [[each] for each in row]
    return [[] for _ in group]


def _match(text: Text, level: list[Mention], group: list[Mention]) -> list[Mention]:
    row: list[Mention] = []
    for each in level:
        if len(row) < len(group) and _alike(text, each, group[len(row)]):
            row.append(each)
        elif not row:
            return []
    return row if len(row) == len(group) else []


def _alike(text: Text, later: Mention, earlier: Mention) -> bool:
    if later.unit == earlier.unit:
        return True
    return later.unit in text.lexicon.money and text.lexicon.related(later.unit, earlier.unit)


def _changes_before(mentions: tuple[Mention, ...], group: list[Mention]) -> list[Mention]:
    """下降16.1%和13.3%（去年同期为56起、45人）: the changes that a bracket explains."""
    at = group[0].at
    own = _PERIOD.split(group[0].gap)[0] if group[0].depth else ""
    told = "".join(own.split()).lstrip("，,、；;")
    behind = mentions[group[-1].at + 1 : group[-1].at + 2]
    if told or (not group[0].depth and behind and behind[0].role in (*_CHANGES, Role.AFTER)):
        return []  # 同比（4起、2人）起数下降25%; 甲下降12.5%；乙由0.8降到0.6: said of what follows
    while at and mentions[at - 1].role in _CHANGES and not mentions[at - 1].depth:
        at -= 1
    run = [*mentions[at : group[0].at]]
    return run if len(group) > 1 else _of_one(run)


def _of_one(run: list[Mention]) -> list[Mention]:
    """减少8起，下降10%: both are of one figure where the second names nothing of its own."""
    if len(run) > 1 and run[-1].role is Role.PERCENT and run[-2].role is Role.CHANGE:
        return run[-2:] if not run[-1].chained else []
    return run[-1:] if not (run and run[-1].chained) else []


def _changes_behind(mentions: tuple[Mention, ...], group: list[Mention]) -> list[Mention]:
    """与上年同期（22起、17人）相比，起数减少4起、下降18.2%: the changes up to the next fact."""
    changes: list[Mention] = []
    for mention in mentions[group[-1].at + 1 :]:
        if mention.depth > group[0].depth:
            continue
        other = "环比" if _YEAR.search(group[0].gap) else "同比"
        if mention.role not in _CHANGES or other in mention.versus:
            if len(group) == 1 and not changes and _goes_between(mention, group[0]):
                continue
            break
        if len(group) == 1 and not changes and mention.segment - group[0].segment > 1:
            break
        if len(group) == 1 and changes and mention.segment != changes[0].segment:
            break
        changes.append(mention)
    return changes


def _goes_between(mention: Mention, earlier: Mention) -> bool:
    """由65人增至71人，增加6人; 去年160家；今年196家，增加36家: the later figure comes first."""
    later = mention.role in (Role.AFTER, Role.COUNT, Role.FIXED)
    return later and mention.unit == earlier.unit and not mention.depth


def _placed(
    text: Text, changes: list[Mention], group: list[Mention], columns: Columns, explained: bool
) -> Iterator[tuple[Mention, int]]:
    """Each change with the place of the figure that it is of."""
    known: int | None = None
    for run in _runs(changes):
        if len(group) == 1:
            fits = explained and any(change_fits(each, group[0], run[0]) for each in columns[0])
            if len(run) == 1 and (known == 0 or fits or _may_be_of(text, run[0], columns[0])):
                known = 0
                yield run[0], 0
            continue
        if len(run) == len(group):
            yield from zip(run, range(len(group)), strict=True)
            continue
        if len(run) > 1:
            continue
        place = _named(text, run[0], group, columns)
        if place is None and run[0].role is Role.PERCENT and not _subject(text, run[0]):
            place = known
        known = place
        if place is not None:
            yield run[0], place


def _runs(changes: list[Mention]) -> Iterator[list[Mention]]:
    """Changes in one list (分别减少4起、1人; 分别增长8.96%、下降3.6%), the others alone."""
    run: list[Mention] = []
    for change in changes:
        joined = change.chained or (
            bool(run) and run[0].respectively and change.gap.strip()[:1] in "、和"
        )
        if run and joined and change.role is run[0].role:
            run.append(change)
            continue
        if run:
            yield run
        run = [change]
    if run:
        yield run


def _subject(text: Text, change: Mention) -> str:
    """What a change names itself, beyond the period and the words of comparison."""
    periods = text.lexicon.words("past_periods") + text.lexicon.words("named_periods")
    words = _any(periods).sub("", change.own)
    rest = text.lexicon.plain.sub("", words).replace("幅", "")
    return rest if len(rest) >= _NAMELESS else ""


@lru_cache(maxsize=8)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")


def _may_be_of(text: Text, change: Mention, later: list[Mention]) -> bool:
    """Whether a change names nothing else than the one figure there is."""
    subject = _subject(text, change)
    if change.role is Role.CHANGE and change.unit != _POINTS:
        return any(change.unit == each.unit for each in later)
    return (
        not subject
        or any(overlap(subject, each.words) >= _PAIR for each in later)
        or (change.measure is not None and any(change.measure == kind_of(each) for each in later))
    )


def _named(text: Text, change: Mention, group: list[Mention], columns: Columns) -> int | None:
    """The place of the figure that a change names: 起数, 死亡人数, 损失; else by measure word."""
    if change.role is Role.CHANGE:
        same = [place for place, each in enumerate(group) if each.unit == change.unit]
        if len(same) == 1:
            return same[0]
    names = text.reader.names(change.own)
    same = [
        place
        for place, column in enumerate(columns)
        if column and names and kind_of(column[0]) == names[-1]
    ]
    if len(same) == 1:
        return same[0]
    shared = [
        (overlap(change.own, column[0].words), place)
        for place, column in enumerate(columns)
        if column
    ]
    best = sorted(shared, reverse=True)[:_PAIR]
    clear = len(best) == 1 or (len(best) > 1 and best[0][0] > best[1][0])
    return best[0][1] if clear and best[0][0] >= _PAIR else None


def _state(text: Text, change: Mention, earlier: Mention, later: list[Mention]) -> None:
    """Note a change: of the candidates the one that bears it out, else the likeliest."""
    if not later or text.claims.answered(change):
        return
    kind = _kind(change, earlier)
    if kind is None:
        return
    fitting = [each for each in later if change_fits(each, earlier, change)]
    if not fitting and len({each.figure.id for each in later}) > 1:
        words = change.own + earlier.own
        ranked = sorted(later, key=lambda each: -overlap(words, each.words))
        if overlap(words, ranked[0].words) < _PAIR and later[0].sentence is not change.sentence:
            return
        later = ranked
    name, roles = kind
    current = (fitting or later)[0]
    pairs = zip(roles, (current, earlier, change), strict=True)
    facts = {"direction": change.direction or "up"}
    text.claims.add(name, list(pairs), facts, SAME_SUBJECT)


def _kind(change: Mention, earlier: Mention) -> tuple[str, tuple[str, str, str]] | None:
    if change.unit == _POINTS or change.number.kind == "points":
        return ("diff", ("first", "second", "difference")) if earlier.unit == "%" else None
    if change.role is Role.PERCENT:
        return None if earlier.unit == "%" else ("yoy_percent", ("current", "previous", "percent"))
    return "yoy_count", ("current", "previous", "delta")
