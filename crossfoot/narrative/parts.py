"""Parts of a whole: 其中 and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.narrative.binding import candidates_of, fitting, whole_of
from crossfoot.narrative.choosing import size, sum_fits
from crossfoot.narrative.claims import ALL_LISTED, SAME_SUBJECT, Text
from crossfoot.narrative.completeness import (
    as_many_as_named,
    complete,
    counted_twice,
    nearly_all,
    overlapping,
    paired,
)
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import clause_of, denied, number_of, overlap, root_of

_PAIR = 2
_NUMBER_OF_ALL = re.compile(r"\s*(?:总共|一共|共计|总计|共有|共|总数|应有|计划)\s*$")
_STOPS = re.compile(r"[，,、；;：:。）)]")
_NOT_YET = re.compile(r"[尚还仍]?未|正在")
_ITEMS = re.compile(r"[：:]")
_TURNS = ("已", "初步", "现已", "累计", "同时", "并")
Groups = dict[tuple[str, str], tuple[Mention, list[Mention]]]
"""Parts with their whole, by the whole and the direction of a change."""

Kind = tuple[Role, str, str | None]
_COMMENTS = (Role.SHARE, Role.RATE, Role.PERCENT, Role.CHANGE)
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)


def find_parts(text: Text, said: Said) -> None:
    """Note the claims about parts of a sentence, and mark the parts with their whole."""
    mentions = said.mentions
    for at, mention in enumerate(mentions):
        if mention.of_which and not mention.chained and not mention.listed:
            _of_which(text, said, at)
        elif mention.depth and at and mentions[at - 1].bracket != mention.bracket:
            _bracket(text, mentions, at)


def _of_which(text: Text, said: Said, first: int) -> None:
    """其中 A 5件、B 7件: every figure up to the end of the list is of the figure before it."""
    groups: Groups = {}
    missed = 0
    for part in _list(text, said.mentions, first, groups):
        if part.role not in (*_COUNTED, Role.CHANGE):
            continue
        whole = whole_of(text, said, first, part)
        if whole is None:
            missed += 1
            if not groups or missed > 1:
                break
            continue
        if whole.unit != part.unit and any(
            each.unit == whole.unit for _, parts in groups.values() for each in parts
        ):
            break
        missed = 0
        key = (whole.figure.id, part.direction or "")
        groups.setdefault(key, (whole, []))[1].append(part)
    if not groups:
        _measures_taken(text, said.mentions, first)
    closed = _closed(text.lexicon, groups)
    counted = [
        _state(text, said, first, whole, parts, len(parts) in closed)
        for whole, parts in groups.values()
        if parts[0].role is not Role.CHANGE
    ]
    for whole, parts in groups.values():
        if parts[0].role is Role.CHANGE and counted and all(counted) and len(parts) > 1:
            add_parts(text, "sum", whole, parts)


def _list(
    text: Text, mentions: tuple[Mention, ...], first: int, groups: Groups
) -> Iterator[Mention]:
    """The figures of the list that 其中 opens; ``groups`` holds those already taken as parts."""
    opening = mentions[first]
    ended: int | None = None
    for part in mentions[first:]:
        if part.of_which and part is not opening and not part.chained:
            return
        if ended == part.segment:
            if _alternates(mentions, part):
                yield part
            continue
        if part.segment != opening.segment and not _parallel(text, mentions, opening, part):
            return
        if groups and (_adds_up(text.lexicon, part, groups) or _breaks_off(part, groups)):
            return
        rated = _rated(text.lexicon, mentions, part, opening)
        if groups and rated and not _rated(text.lexicon, mentions, opening, opening):
            return
        if _said_again(part, groups):
            return
        if not _ends(opening, part, groups):
            yield part
            continue
        if opening.depth:
            return
        ended = part.segment


def _adds_up(lexicon: Lexicon, part: Mention, groups: Groups) -> bool:
    """三类合计46条, 共46条: the sum of the parts before it, and no further part."""
    if not part.total or lexicon.pattern("closing").match(part.gap.lstrip("，,、；; ")):
        return False
    clause = clause_of(part)
    counted = lexicon.counted_total.search(clause)
    if counted is not None:
        return any(number_of(counted["number"]) == len(parts) for _, parts in groups.values())
    return lexicon.plain_total.search(clause) is not None


def _breaks_off(part: Mention, groups: Groups) -> bool:
    """其中海洋渔船612艘、内陆渔船220艘，查处37艘: a comma ends a list of such commas (、).

    So it does when what was found altogether follows: 其中医院3家、卫生院18家，共发现问题114个.
    """
    listed = [mention for _, parts in groups.values() for mention in parts]
    if len(listed) < 2 or part.chained or not part.gap.startswith(("，", ",")):
        return False
    units = {each.unit for each in listed}
    anew = part.unit not in units and part.found
    return (anew or units == {part.unit}) and all(each.gap[:1] == "、" for each in listed[1:])


def _said_again(part: Mention, groups: Groups) -> bool:
    """未整改8条，8条未整改隐患均已…: the figure just given, now with what becomes of it."""
    listed = [mention for _, parts in groups.values() for mention in parts]
    if not listed or not part.gap.startswith(("，", ",")) or not part.after:
        return False
    same = [each for each in listed if size(each) == size(part) and each.unit == part.unit]
    return not part.own and any(overlap(each.own, part.after) >= _PAIR for each in same)


def _rated(
    lexicon: Lexicon, mentions: tuple[Mention, ...], part: Mention, opening: Mention
) -> bool:
    """Whether a rate follows (签订2.2万户，签订率95%): what was done of all, not a kind of it."""
    following = mentions[part.at + 1 : part.at + 2]
    if not following or following[0].role is not Role.RATE:
        return False
    root = root_of(lexicon, following[0].label)
    # 合格2411批次、不合格49批次，合格率98%: the rate is of the one before.
    if denied(root, part.own) or overlap(root, part.words) < overlap(root, opening.words):
        return False
    return overlap(root, part.words) >= 2


def _ends(opening: Mention, part: Mention, groups: Groups) -> bool:
    """Whether the list that 其中 opened has ended before this figure."""
    if part.depth < opening.depth or (opening.depth and part.bracket != opening.bracket):
        return True
    if part.depth > opening.depth:
        return False
    listed = [mention for _, parts in groups.values() for mention in parts]
    done = part.role in (Role.FIXED, Role.REST)
    if part.segment != opening.segment:
        return done and not _itemized(opening, part)
    if listed and not part.chained and _turns(listed[0], part):
        return True
    return done and bool(listed) and listed[0].role is Role.COUNT and not _NOT_YET.match(part.label)


def _parallel(text: Text, mentions: tuple[Mention, ...], opening: Mention, part: Mention) -> bool:
    """Whether a segment goes on with a list: it is built like the one in which 其中 stands."""
    if _itemized(opening, part):
        return True
    if part.found or part.role is Role.REST:
        return False
    first = [
        _kind(mention)
        for mention in mentions[opening.at : opening.at + 8]
        if mention.segment == opening.segment
    ]
    here = [
        _kind(mention)
        for mention in mentions[part.at : part.at + 8]
        if mention.segment == part.segment
    ]
    begun = [
        mention
        for mention in mentions[max(0, part.at - 8) : part.at + 1]
        if mention.segment == part.segment
    ]
    if begun[0].found or text.lexicon.pattern("stages.examined").search(begun[0].own):
        return False  # a clause of its own: B行业检查58家，查出…
    here = [_kind(mention) for mention in begun[:-1]] + here
    return _goes_on(first, here) or _goes_on(_counts_alone(first), _counts_alone(here))


def _goes_on(first: list[Kind], here: list[Kind]) -> bool:
    if len(first) == 1:
        return here == first
    return 0 < len(set(first)) == len(first) and here[-len(first) :] == first


def _counts_alone(kinds: list[Kind]) -> list[Kind]:
    """Kinds of figures without shares and changes: not every item of a list has them."""
    return [kind for kind in kinds if kind[0] not in _COMMENTS]


def _itemized(opening: Mention, part: Mention) -> bool:
    """其中：当场整改30条；限期整改8条；移交2条: a colon opens items, each in its own segment."""
    counts = part.unit == opening.unit and part.role in _COUNTED
    opens = opening.among or _ITEMS.search(opening.gap) is not None
    return counts and opens and "；" in part.gap.replace(";", "；")


def _kind(mention: Mention) -> Kind:
    return mention.role, mention.unit, mention.measure


def _alternates(mentions: tuple[Mention, ...], part: Mention) -> bool:
    """自查32条、已整改31条，检查19条、已整改18条: every part with what was fixed of it."""
    if part.role is not Role.COUNT or part.at + 1 >= len(mentions) or not part.own:
        return False
    before, after = mentions[part.at - 1], mentions[part.at + 1]
    return before.role is after.role is Role.FIXED and after.segment == part.segment


def _turns(first: Mention, part: Mention) -> bool:
    """Whether the text turns from kinds of a thing to what became of it (已采取措施1856栋)."""
    return part.label.startswith(_TURNS) and not first.label.startswith(_TURNS)


def _closed(lexicon: Lexicon, groups: Groups) -> set[int]:
    """Lengths of the complete lists: 其他8起、死亡8人 closes the list of deaths as well."""
    return {
        len(parts)
        for whole, parts in groups.values()
        if len(parts) > 1 and complete(lexicon, whole, parts)
    }


def _state(
    text: Text, said: Said, first: int, whole: Mention, parts: list[Mention], closed: bool
) -> bool:
    """Note the claim of one list; returns whether the list is complete."""
    if len(parts) == 1 and parts[0].role in (Role.FIXED, Role.REST):
        parts[0].whole = whole
        return False
    whole = fitting(whole, candidates_of(text, said, first, parts[0]), parts)
    halves = len(parts) == 2 and paired(text.lexicon.strong_pairs, *parts)
    if len(parts) > 1 and not halves:
        parts, others = _apart(text, parts)
        for other in others:
            add_parts(text, "part_le_whole", whole, [other])
        mark_parts(whole, others)
        if not parts:
            return False
    open_ended = any(part.and_so_on for part in parts) or counted_twice(text.lexicon, parts)
    full = len(parts) > 1 and (closed or complete(text.lexicon, whole, parts)) and not open_ended
    if full or (not open_ended and as_many_as_named(said, parts)):
        add_parts(text, "sum", whole, parts)
    elif not open_ended and nearly_all(text.lexicon, whole, parts):
        roles = [*(("part", part) for part in parts), ("whole", whole)]
        text.claims.add("sum", roles, basis=ALL_LISTED, across=True)
    elif len(parts) > 1 and _several_hold(text, whole, parts) and not sum_fits(parts, whole):
        for part in parts:
            add_parts(text, "part_le_whole", whole, [part])
    else:
        add_parts(text, "part_le_whole", whole, parts)
    mark_parts(whole, parts)
    return full


def _several_hold(text: Text, whole: Mention, parts: list[Mention]) -> bool:
    """Whether one thing may be told of by several parts; what is left has one reason each."""
    return whole.role is not Role.REST and overlapping(text.lexicon, parts)


def _apart(text: Text, parts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Parts of one kind, and those told apart by something else (女性 beside 科级)."""
    crosscutting = text.lexicon.pattern("crosscutting")
    others = [part for part in parts if crosscutting.search(part.own or part.after)]
    shared = [part for part in parts if part.has_share]
    if shared == parts[-1:] and parts[-1] not in others:
        others.append(parts[-1])
    return [part for part in parts if part not in others], others


def mark_parts(whole: Mention, parts: list[Mention]) -> None:
    """Mark figures as the parts of a whole."""
    for part in parts:
        beside = [other for other in parts if other.segment == part.segment]
        part.whole, part.listed, part.siblings = whole, True, len(beside)


def add_parts(text: Text, kind: str, whole: Mention, parts: list[Mention]) -> None:
    """Note that figures are parts of a whole: all of them (``sum``) or some."""
    roles = [*(("part", part) for part in parts), ("whole", whole)]
    text.claims.add(kind, roles, basis=SAME_SUBJECT)


def _measures_taken(text: Text, mentions: tuple[Mention, ...], first: int) -> None:
    """打击违法行为967起，其中关闭取缔7家、吊销124个: what was done about some of the cases."""
    whole = mentions[first - 1] if first else None
    if whole is None or whole.role is not Role.COUNT or "行为" not in whole.words:
        return
    taken = text.lexicon.pattern("measures_taken")
    parts = []
    for part in mentions[first:]:
        if part.segment != whole.segment or not taken.search(part.label):
            break
        if part.unit in ("元", "万元", "亿元"):
            break
        parts.append(part)
    if parts:
        add_parts(text, "part_le_whole", whole, parts)


def _bracket(text: Text, mentions: tuple[Mention, ...], first: int) -> None:
    """8114栋（城镇3987栋、农村4127栋）: a bracket behind a figure breaks it down."""
    whole = mentions[first - 1]
    before, _, inside = mentions[first].gap.replace("（", "(").partition("(")
    if text.lexicon.pattern("left_out", before=r"\s*").match(inside):
        return
    if len(before) > 14 or _STOPS.search(before) or whole.role in (Role.CHANGE, Role.OTHER):
        return
    if _NUMBER_OF_ALL.match(inside) and whole.unit == mentions[first].unit:
        add_parts(text, "part_le_whole", mentions[first], [whole])  # 已完成桥墩7个（共9个）
        return
    parts = []
    for part in mentions[first:]:
        if part.bracket != mentions[first].bracket:
            break
        if part.role is not Role.COUNT or not part.own or part.unit != whole.unit:
            return
        parts.append(part)
    if not parts or not whole.like(parts[0], text.lexicon):
        return
    special = text.lexicon.pattern("special")
    some = len(parts) == 1 or parts[-1].and_so_on or any(special.search(part.own) for part in parts)
    add_parts(text, "part_le_whole" if some else "sum", whole, parts)
    mark_parts(whole, parts)
