"""Shares of a total: 占35.15%, 分别占事故总起数和死亡总数的86.6%和76%."""

from __future__ import annotations

import re
from fractions import Fraction

from crossfoot.narrative.choosing import share_fits, size
from crossfoot.narrative.claims import SAME_TOTAL, Text, kind_of
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import NEAR, Mention, Role, Said, runs
from crossfoot.narrative.wording import overlap, planned

_AND = re.compile(r"[和及与、]|以及")
_BASE_END = re.compile(r"(?:的|为|达|到|约|比重|比例|比)+$")
_TO_HUNDRED = 100


def find_shares(text: Text, said: Said) -> None:
    """Note what a sentence says of shares; each part and share go with the total they are of."""
    if Role.SHARE not in said.roles:
        return
    mentions = said.mentions
    by_whole: dict[str, tuple[Mention, list[tuple[Mention, Mention]]]] = {}
    for run in runs(mentions):
        if run[0].role is not Role.SHARE:
            continue
        if run[0].label == "的" and run[0].at > 1:
            _of_the(text, mentions, run[0])
            continue
        if text.lexicon.pattern("joint_shares").search(run[0].own):
            continue  # 合计占: of several together
        parts = _parts(mentions, run)
        if parts is None or named_of(text.lexicon, run[0]):
            continue
        bases = _bases(text, run)
        for share, part, base in zip(run, parts, bases, strict=True):
            whole = _whole(text, mentions, part, base)
            if whole is None or whole is part or _unlikely(text, part, whole, share, base):
                continue
            roles = [("part", part), ("whole", whole), ("share", share)]
            text.claims.add("share", roles, basis=SAME_TOTAL)
            part.shared = True
            text.last_base[share.sentence.index] = whole.figure.id
            by_whole.setdefault(whole.figure.id, (whole, []))[1].append((part, share))
    text.shared.extend(by_whole.values())
    shares = [mention for mention in mentions if mention.role is Role.SHARE]
    if len(shares) == len(mentions) > 2 and shares[-1].own.startswith(
        text.lexicon.words("closing")
    ):
        text.claims.add("share", [("share", share) for share in shares])


_AMONG = re.compile(r"(?:之中|当中|中|里)(?:仅|只|共|就|尚|仍)?有$")


def _some_among(mentions: tuple[Mention, ...], part: Mention) -> bool:
    """16个乡镇中有4个未召开会议，占25%: of those right before."""
    before = mentions[part.at - 1] if part.at else None
    alike = before is not None and before.unit == part.unit and before.segment == part.segment
    return alike and _AMONG.search(part.own) is not None


def _unlikely(text: Text, part: Mention, whole: Mention, share: Mention, base: str) -> bool:
    """A whole less than its part, or, where the share does not come out, of another name.

    1436栋，其中D级354栋，占排查总数的11.4%: of all that was looked at.
    """
    if size(whole) < size(part) and whole.role is Role.COUNT:
        near = whole.sentence is part.sentence and part.at - whole.at == 1
        return (near or not base) and whole is not part.whole and not planned(text.lexicon, whole)
    words = text.lexicon.pattern("whole_words")
    named = words.sub("", base) if words.search(base) else ""
    if len(named) < _PAIR or share_fits(part, whole, share):
        return False
    return whole is part.whole and overlap(named, whole.words) < _PAIR


def _of_the(text: Text, mentions: tuple[Mention, ...], share: Mention) -> None:
    """完成36个，占任务数40个的90%: the whole stands between part and share."""
    part, whole = mentions[share.at - 2], mentions[share.at - 1]
    if part.unit == whole.unit and part.segment == share.segment and part.role in _COUNTED:
        text.claims.add("share", [("part", part), ("whole", whole), ("share", share)])


_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)


def _parts(mentions: tuple[Mention, ...], run: list[Mention]) -> list[Mention] | None:
    """As many figures before the shares as there are shares."""
    first, size = run[0].at, len(run)
    if size == 1:
        while first and mentions[first - 1].role in (Role.PERCENT, Role.CHANGE):
            first -= 1
    parts = list(mentions[max(0, first - size) : first])
    if len(parts) != size or any(part.segment != run[0].segment for part in parts):
        return None
    if any(part.role not in (Role.COUNT, Role.FIXED) for part in parts):
        return None
    return parts


def named_of(lexicon: Lexicon, share: Mention) -> bool:
    """民营占比14.6%: the share names itself of what it is, and no figure states that."""
    found = lexicon.pattern("shares").search(share.own)
    named = share.own[: found.start()] if found and not share.chained else ""
    return len(lexicon.plain.sub("", lexicon.pattern("adverbs").sub("", named))) > 1


def _bases(text: Text, run: list[Mention]) -> list[str]:
    """The words between 占 and each share: what it is a share of; empty where none are written."""
    found = text.lexicon.pattern("shares").search(run[0].label)
    base = _BASE_END.sub("", run[0].label[found.end() :]) if found else ""
    if len(run) > 1 and run[1].own:
        return [base, *(_BASE_END.sub("", share.own) for share in run[1:])]
    names = [name for name in _AND.split(base) if name]
    if len(names) == len(run):
        return names
    return [base] * len(run)


def _whole(text: Text, mentions: tuple[Mention, ...], part: Mention, base: str) -> Mention | None:
    measures = text.reader.names(base)
    measure = measures[-1] if measures else kind_of(part)
    subject = text.lexicon.plain.sub("", base)
    if not base and _some_among(mentions, part):
        return mentions[part.at - 1]
    if subject and part.whole is not None and subject in part.whole.label:
        return part.whole
    if subject:
        text.base = subject
        return _named(text, mentions, part, subject, measure)
    if part.whole is not None and not _shared_beside(part.whole, mentions):
        return part.whole
    if base and not text.lexicon.pattern("whole_words").search(base) and text.base:
        return _named(text, mentions, part, text.base, measure)
    text.base = ""
    local = _local(text, mentions, part) or _of_all(text, part, measure)
    if local is None and _of_the_sentence_before(text, part, base):
        return _leading(text, part, base)
    return local or (None if base else _head(text, mentions, part))


def _of_all(text: Text, part: Mention, measure: str) -> Mention | None:
    """The latest figure said of everything, if it can hold the part."""
    total = text.total(measure)
    return total if total is not None and size(total) >= size(part) else None


def _head(text: Text, mentions: tuple[Mention, ...], part: Mention) -> Mention | None:
    """抽查商铺90家，合格63家，占70%: what was looked at, with nothing else of its unit between."""
    heads = text.lexicon.pattern("heads_of_shares")
    for whole in reversed(mentions[: part.at]):
        if whole.segment != part.segment:
            return None
        if whole.unit != part.unit or whole.shared:
            continue
        plain = whole.role is Role.COUNT and not (whole.listed or whole.depth)
        return whole if plain and heads.search(whole.own) else None
    return None


def _of_the_sentence_before(text: Text, part: Mention, base: str) -> bool:
    """Whether the words speak of a total just named: 占总数的, 用于…占."""
    used = text.lexicon.pattern("used_for").search(part.own) is not None
    return used or text.lexicon.pattern("whole_words").search(base) is not None


def _leading(text: Text, part: Mention, base: str) -> Mention | None:
    """The figure of the sentences before that the part is of: 占排查总数的 is of what was 排查.

    Without such words the first that it may be of.
    """
    before: list[Mention] = []
    for earlier in reversed(text.earlier[-2:]):
        if part.sentence.block.number - earlier.sentence.block.number > 1:
            break
        before += [
            whole
            for whole in earlier.mentions
            if whole.role is Role.COUNT
            and not (whole.listed or whole.depth)
            and whole.like(part, text.lexicon)
        ]
    named = text.lexicon.pattern("whole_words").sub("", base)
    said = [whole for whole in before if overlap(named, whole.words) >= _PAIR]
    return next(iter(said or before), None)


_PAIR = 2
"""Characters that words must share to speak of one thing."""


def _shared_beside(whole: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether a whole is followed by its own share: its parts have shares of the same total."""
    following = mentions[whole.at + 1 : whole.at + 2] if whole in mentions else ()
    return bool(following) and following[0].role is Role.SHARE


def _named(
    text: Text, mentions: tuple[Mention, ...], part: Mention, subject: str, measure: str
) -> Mention | None:
    """The latest figure of a subject: 道路运输起数 is that said of 道路运输."""
    for whole in reversed(mentions[max(0, part.at - NEAR) : part.at]):
        if subject in whole.subject and kind_of(whole) == measure and whole.role is Role.COUNT:
            return whole
    return text.subjects.get((subject, measure))


def _local(text: Text, mentions: tuple[Mention, ...], part: Mention) -> Mention | None:
    """A total in the same sentence, before the part and said of everything."""
    for whole in reversed(mentions[max(0, part.at - NEAR) : part.at]):
        own_share = whole.shared or whole.has_share  # 最多的338个，占31.6%；其次147个，占13.7%
        if whole.role is Role.COUNT and not (whole.listed or own_share) and whole.depth == 0:
            plain = not whole.subject_of_own(text.lexicon) and whole.own
            alike = whole.unit == part.unit or size(whole) >= size(part)
            of_all = plain and alike and (whole.found or not whole.subject)
            roomy = size(whole) >= size(part) and not _alike(mentions, whole, part)
            if of_all and roomy and whole.like(part, text.lexicon):
                return whole
    return None


def _alike(mentions: tuple[Mention, ...], whole: Mention, part: Mention) -> bool:
    """分别发生18起和20起，合计占…: one of a list is no total of the next."""
    return all(each.chained for each in mentions[whole.at + 1 : part.at + 1])


def complete_shares(text: Text) -> None:
    """Parts whose stated shares of one total make up 100 per cent are all its parts.

    So are the parts in a sentence whose last one is 其他.
    """
    for whole, pairs in text.shared:
        closing = pairs[-1][0].label.startswith(text.lexicon.words("closing"))
        if len(pairs) > 1 and (closing or _to_hundred(pairs)):
            _complete(text, whole, pairs)
            told = all(text.claims.told((*pair, whole)) for pair in pairs)
            if closing and (_to_hundred(pairs) or not told):  # one wrong share says it all
                text.claims.add("share", [("share", share) for _, share in pairs])
    for whole, pairs in _merged(text):
        if len(pairs) > 1 and _to_hundred(pairs):
            _complete(text, whole, pairs)
    text.shared.clear()


def _complete(text: Text, whole: Mention, pairs: list[tuple[Mention, Mention]]) -> None:
    roles = [*(("part", part) for part, _ in pairs), ("whole", whole)]
    text.claims.add("sum", roles, basis=SAME_TOTAL)


def _to_hundred(pairs: list[tuple[Mention, Mention]]) -> bool:
    stated = sum((share.number.quantity.value for _, share in pairs), Fraction(0))
    steps = sum((share.number.quantity.step or Fraction(0) for _, share in pairs), Fraction(0))
    return abs(stated - _TO_HUNDRED) <= steps


def _merged(text: Text) -> list[tuple[Mention, list[tuple[Mention, Mention]]]]:
    merged: dict[str, tuple[Mention, list[tuple[Mention, Mention]]]] = {}
    for whole, pairs in text.shared:
        merged.setdefault(whole.figure.id, (whole, []))[1].extend(pairs)
    return list(merged.values())
