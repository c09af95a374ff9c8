"""Parts of a whole: 其中, brackets, pairs that leave nothing out, parts with their sum behind them."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mentions import Mention, Role, Said

_STOPS = re.compile(r"[，,、；;：:。）)]")
_TURNS = ("已", "初步", "现已", "累计", "同时", "并")
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)


def find_parts(text: Text, said: Said) -> None:
    """Note the claims about parts of a sentence, and mark the parts with their whole."""
    mentions = said.mentions
    for at, mention in enumerate(mentions):
        if mention.of_which and not mention.chained:
            _of_which(text, said, at)
        elif mention.depth and at and mentions[at - 1].bracket != mention.bracket:
            _bracket(text, mentions, at)
    _subsets(text, mentions)
    _pairs(text, mentions)
    _sums(text, mentions)


def _of_which(text: Text, said: Said, first: int) -> None:
    """其中 A 5 件、B 7 件: every figure up to the end of the list belongs to the figure before it."""
    mentions = said.mentions
    opening = mentions[first]
    groups: dict[tuple[str, str], tuple[Mention, list[Mention]]] = {}
    missed = 0
    ended: int | None = None
    for part in mentions[first:]:
        if part.of_which and part is not opening and not part.chained:
            break
        if ended == part.segment:
            continue
        if part.segment != opening.segment and not _parallel(mentions, opening, part):
            break
        if _ends(opening, part, groups):
            ended = part.segment
            if opening.depth:
                break
            continue
        if part.role not in (*_COUNTED, Role.CHANGE):
            continue
        whole = _whole(text, said, first, part)
        if whole is None:
            missed += 1
            if not groups or missed > 1:
                break
            continue
        missed = 0
        key = (whole.figure.id, part.direction or "")
        groups.setdefault(key, (whole, []))[1].append(part)
    if not groups:
        _measures_taken(text, mentions, first)
    counted = [_state(text, whole, parts) for whole, parts in groups.values()
               if parts[0].role is not Role.CHANGE]
    for whole, parts in groups.values():
        if parts[0].role is Role.CHANGE and counted and all(counted) and len(parts) > 1:
            _add(text, "sum", whole, parts)


def _ends(
    opening: Mention, part: Mention, groups: dict[tuple[str, str], tuple[Mention, list[Mention]]]
) -> bool:
    """Whether the list that 其中 opened has ended before this figure."""
    if part.depth < opening.depth or (opening.depth and part.bracket != opening.bracket):
        return True
    if part.depth > opening.depth:
        return False
    listed = [mention for _, parts in groups.values() for mention in parts]
    done = part.role in (Role.FIXED, Role.REST)
    if part.segment != opening.segment:
        return done
    if listed and not part.chained and _turns(listed[0], part):
        return True
    return done and bool(listed) and listed[0].role is Role.COUNT and not part.label.startswith("未")


def _parallel(mentions: tuple[Mention, ...], opening: Mention, part: Mention) -> bool:
    """Whether a segment goes on with a list: it is built like the one in which 其中 stands."""
    if part.found or part.role is Role.REST:
        return False
    first = [mention.role for mention in mentions[opening.at :] if mention.segment == opening.segment]
    here = [mention.role for mention in mentions if mention.segment == part.segment]
    if first == [Role.COUNT]:
        return here == first
    return len(set(first)) == len(first) and here[-len(first) :] == first


def _turns(first: Mention, part: Mention) -> bool:
    """Whether the text turns from kinds of a thing to what became of it (已采取措施1856栋)."""
    return part.label.startswith(_TURNS) and not first.label.startswith(_TURNS)


def _whole(text: Text, said: Said, first: int, part: Mention) -> Mention | None:
    """The figure that 其中 speaks of: the nearest before it that may count the same things."""
    mentions = said.mentions
    if part.depth > mentions[first].depth:
        return None
    for candidate in reversed(mentions[max(0, first - 12) : first]):
        if _can_hold(text.lexicon, candidate, part):
            return _found_one(candidate, part, mentions[candidate.at - 1] if candidate.at else None)
    if first:
        return None
    for earlier in reversed(text.earlier[-3:]):
        if said.sentence.block.number - earlier.sentence.block.number > 1:
            return None
        for candidate in reversed(earlier.mentions):
            if candidate.depth == 0 and _can_hold(text.lexicon, candidate, part):
                return candidate
    return None


def _can_hold(lexicon: Lexicon, whole: Mention, part: Mention) -> bool:
    if part.role is Role.CHANGE:
        if whole.role is not Role.CHANGE or whole.direction != part.direction:
            return False
    elif whole.role not in (Role.COUNT, Role.FIXED, Role.AFTER):
        return False
    if whole.listed and whole.depth == part.depth:
        return False
    return whole.like(part, lexicon)


def _found_one(candidate: Mention, part: Mention, before: Mention | None) -> Mention:
    """Of 查出473条，已整改473条（其中重大9条 the part belongs to what was found."""
    if candidate.role is Role.FIXED and part.role is Role.COUNT and before is not None:
        if before.role is Role.COUNT and before.found and before.unit == candidate.unit:
            before.fixed_by = candidate
            return before
    return candidate


def _state(text: Text, whole: Mention, parts: list[Mention]) -> bool:
    """Note the claim of one list; returns whether the list is complete."""
    if len(parts) == 1 and parts[0].role in (Role.FIXED, Role.REST):
        parts[0].whole = whole
        return False
    whole = _fitting(whole, parts)
    full = len(parts) > 1 and complete(text.lexicon, whole, parts)
    _add(text, "sum" if full else "part_le_whole", whole, parts)
    _mark(whole, parts)
    return full


def _fitting(whole: Mention, parts: list[Mention]) -> Mention:
    """Of 受理423件，办结418件，其中… either may be meant: the one that the list adds up to."""
    fixed = whole.fixed_by
    if fixed is not None and len(parts) > 1:
        stated = sum((part.number.quantity.value for part in parts[1:]), parts[0].number.quantity.value)
        if stated == fixed.number.quantity.value:
            return fixed
    return whole


def _mark(whole: Mention, parts: list[Mention]) -> None:
    for part in parts:
        beside = [other for other in parts if other.segment == part.segment]
        part.whole, part.listed, part.siblings = whole, True, len(beside)


def _add(text: Text, kind: str, whole: Mention, parts: list[Mention]) -> None:
    roles = [*(("part", part) for part in parts), ("whole", whole)]
    text.claims.add(kind, roles, basis=SAME_SUBJECT)


def complete(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """Whether the words of a list say that it leaves nothing out.

    A list that accounts for less than half of its whole, or that picks out what is special about
    it, only gives examples.
    """
    if any(part.and_so_on for part in parts) or len({part.unit for part in parts}) > 1:
        return False
    if _closes(lexicon, parts) or parts[0].respectively or _divided(lexicon, whole):
        return True
    labels = [part.own or part.after for part in parts]
    special = lexicon.pattern("special")
    taken = lexicon.pattern("measures_taken")
    if any(special.search(label) for label in labels) or special.search(parts[0].gap):
        return False
    if all(taken.search(label) for label in labels) or not lexicon.related(parts[0].unit, whole.unit):
        return False
    stated = sum((part.number.quantity.value for part in parts), start=0 * whole.number.quantity.value)
    return 2 * stated >= whole.number.quantity.value


def _closes(lexicon: Lexicon, parts: list[Mention]) -> bool:
    if any((parts[-1].own or parts[-1].after).startswith(word) for word in lexicon.words("closing")):
        return True
    if {part.role for part in parts} == {Role.FIXED, Role.REST}:
        return True
    return len(parts) == 2 and paired(lexicon.pairs, parts[0], parts[1])


def _divided(lexicon: Lexicon, whole: Mention) -> bool:
    found = lexicon.pattern("divided").search(whole.words)
    return found is not None


def paired(pairs: tuple[tuple[str, str], ...], one: Mention, other: Mention) -> bool:
    """Whether the labels of two figures are the two halves of a pair."""
    a, b = one.own or one.after, other.own or other.after
    return any(
        (left in a and right in b and right not in a)
        or (right in a and left in b and right not in b)
        for left, right in pairs
    )


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
        _add(text, "part_le_whole", whole, parts)


def _bracket(text: Text, mentions: tuple[Mention, ...], first: int) -> None:
    """8114栋（城镇3987栋、农村4127栋）: a bracket behind a figure breaks it down."""
    whole = mentions[first - 1]
    before, _, _ = mentions[first].gap.replace("（", "(").partition("(")
    if len(before) > 14 or _STOPS.search(before) or whole.role in (Role.CHANGE, Role.OTHER):
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
    _add(text, "part_le_whole" if some else "sum", whole, parts)
    _mark(whole, parts)


def _subsets(text: Text, mentions: tuple[Mention, ...]) -> None:
    """排查企业8537家，确认为小化工企业1137家: what was found to be of a kind is part of what was looked at."""
    kinds = text.lexicon.pattern("stages.subset")
    for whole, part in zip(mentions, mentions[1:], strict=False):
        if part.whole is None and kinds.match(part.own) and part.role is Role.COUNT:
            if whole.unit == part.unit and whole.segment == part.segment and not whole.listed:
                if whole.role is Role.COUNT and whole.depth == part.depth:
                    _add(text, "part_le_whole", whole, [part])


def _pairs(text: Text, mentions: tuple[Mention, ...]) -> None:
    """发现25条，立即整改18条，限期整改7条: two halves right behind their whole."""
    for whole, one, other in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if whole.role is not Role.COUNT or one.whole is not None or one.depth != whole.depth:
            continue
        if not (whole.found or text.lexicon.pattern("stages.examined").search(whole.label)):
            continue
        if text.lexicon.pattern("grades").search(whole.own):
            continue
        if {one.role, other.role} - {Role.COUNT, Role.FIXED} or other.segment != whole.segment:
            continue
        if not (whole.like(one, text.lexicon) and one.unit == other.unit == whole.unit):
            continue
        if paired(text.lexicon.strong_pairs, one, other):
            _add(text, "sum", whole, [one, other])
            _mark(whole, [one, other])


def _sums(text: Text, mentions: tuple[Mention, ...]) -> None:
    """企业自查42条、部门检查98条，合计140条: the sum stands behind its parts."""
    for at, whole in enumerate(mentions):
        if whole.role in (Role.COUNT, Role.FIXED) and whole.segment > 1:
            _over_segments(text, mentions, whole)
        if not whole.total or whole.role is not Role.COUNT or whole.chained:
            continue
        loose = whole.label in text.lexicon.words("sums")
        parts: list[Mention] = []
        for part in reversed(mentions[max(0, at - 20) : at]):
            if part.role is not Role.COUNT or part.unit != whole.unit or part.depth != whole.depth:
                break
            if part.listed or part.segment != whole.segment or not (part.own or part.after):
                break
            parts.insert(0, part)
        if loose and (len(parts) < 2 or parts[-1].at != at - 1):
            continue
        if len(parts) > 1 and not whole.subject_of_own(text.lexicon):
            _add(text, "sum", whole, parts)


def _over_segments(text: Text, mentions: tuple[Mention, ...], whole: Mention) -> None:
    """A行业排查462条；B行业排查235条；合计排查697条: the sum of what each segment says in the same words."""
    words = text.lexicon.pattern("totals").sub("", whole.own)
    if words == whole.own:
        if whole.at == 0 or not mentions[whole.at - 1].summing:
            return
    words = text.lexicon.pattern("adverbs").sub("", words)
    if not words:
        parts = [
            part
            for part in mentions[: whole.at]
            if part.unit == whole.unit and part.role is whole.role and part.segment < whole.segment
        ]
    else:
        parts = [
            part
            for part in mentions[: whole.at]
            if part.unit == whole.unit
            and part.role is whole.role
            and part.segment < whole.segment
            and len(words) > 1
            and text.lexicon.pattern("adverbs").sub("", part.own) == words
        ]
    if len(parts) == whole.segment and len({part.segment for part in parts}) == len(parts):
        whole.summing = True
        _add(text, "sum", whole, parts)
