"""Parts without 其中: pairs that leave nothing out, subsets, parts with their sum behind them."""

from __future__ import annotations

import re
from itertools import pairwise

from crossfoot.narrative.choosing import sum_fits
from crossfoot.narrative.claims import SAME_TOTAL, Text, kind_of
from crossfoot.narrative.completeness import paired
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.parts import add_parts, mark_parts
from crossfoot.narrative.wording import overlap

_WHICH = re.compile(r"第?[一二两三四五六七八九十\d]+[批轮次期]")
_SEVERAL = 2
"""Characters that 合计 may have in front of it (三项合计)."""


def find_sums(text: Text, said: Said) -> None:
    """Note the parts of a sentence that are named without 其中."""
    if len(said.mentions) > 1:
        _subsets(text, said.mentions)
        _pairs(text, said.mentions)
        _grades(text, said)
    _sums(text, said.mentions)


def _subsets(text: Text, mentions: tuple[Mention, ...]) -> None:
    """排查企业8537家，确认为小化工企业1137家: those found to be of a kind are some of all."""
    kinds = text.lexicon.pattern("stages.subset")
    for whole, part in pairwise(mentions):
        beside = whole.unit == part.unit and whole.segment == part.segment
        counts = whole.role is part.role is Role.COUNT and whole.depth == part.depth
        free = part.whole is None and not whole.listed and _looked_at(text, whole)
        if beside and counts and free and (kinds.match(part.own) or _among(text, whole, part)):
            add_parts(text, "part_le_whole", whole, [part])


def _among(text: Text, whole: Mention, part: Mention) -> bool:
    """排查建筑9214栋，发现存在隐患683栋: of things that are looked at, some are found to be faulty.

    Not of measure words for what is found in them: 检查点位120处，发现隐患340处.
    """
    found_in = "item" in text.lexicon.unit_classes.get(whole.unit, ())
    looked = text.lexicon.pattern("stages.examined").search(whole.own) is not None
    if found_in or not looked or part.chained:
        return False
    return text.lexicon.pattern("stages.found_among", before="^").match(part.own) is not None


def _looked_at(text: Text, whole: Mention) -> bool:
    """Whether a figure is of what was found or looked at, not 剔除重复49处."""
    examined = text.lexicon.pattern("stages.examined").search(whole.own)
    return whole.found or examined is not None


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
        pairs = text.lexicon.strong_pairs
        if paired(pairs, whole, one) or paired(pairs, whole, other):
            continue  # 一般80处、重大6处，已整改一般75处: the first is itself one half
        if paired(pairs, one, other):
            add_parts(text, "sum", whole, [one, other])
            mark_parts(whole, [one, other])


def _grades(text: Text, said: Said) -> None:
    """优秀的11家、合格的36家、不合格的5家: names that are all there is, of a figure before."""
    counts = [
        each for each in said.mentions if each.role in (Role.COUNT, Role.FIXED) and not each.listed
    ]
    at = 0
    while at < len(counts) - 1:
        run = [counts[at]]
        for each in counts[at + 1 :]:
            beside = each.at == run[-1].at + 1 and each.segment == run[-1].segment
            if not beside or each.unit != run[-1].unit or each.depth != run[-1].depth:
                break
            run.append(each)
        parts = run
        while len(parts) > 1 and not _all_grades(text, parts):
            parts = parts[1:]
        if len(parts) > 1 and parts[0].whole is None:
            _of_one_before(text, said, parts)
        at += len(run)


def _all_grades(text: Text, parts: list[Mention]) -> bool:
    sets = text.lexicon.partitions
    labels = [part.own or part.after for part in parts]
    return any(names.covers(labels) for names in sets)


def _of_one_before(text: Text, said: Said, parts: list[Mention]) -> None:
    """The latest figure of the unit that may be divided so, or the one that fits."""
    first = parts[0]
    before = [*reversed(said.mentions[max(0, first.at - 8) : first.at])]
    if text.earlier and text.earlier[-1].sentence.block is first.sentence.block:
        before += text.earlier[-1].mentions[:8]
    wholes = [
        whole
        for whole in before
        if whole.role in (Role.COUNT, Role.FIXED)
        and whole.unit == first.unit
        and not whole.listed
        and whole.depth <= first.depth
    ]
    fitting = [whole for whole in wholes if sum_fits(parts, whole)]
    looked = text.lexicon.pattern("stages.examined")
    named = [
        whole
        for whole in wholes
        if whole.sentence is said.sentence and (whole.found or looked.search(whole.own))
    ]
    for whole in (*fitting, *(named if len(named) == len(wholes) == 1 else ())):
        add_parts(text, "sum", whole, parts)
        mark_parts(whole, [part for part in parts if part.role is Role.COUNT])
        return


def _sums(text: Text, mentions: tuple[Mention, ...]) -> None:
    """企业自查42条、部门检查98条，合计140条: the sum stands behind its parts."""
    _of_the_sentence_before(text, mentions)
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
        if text.lexicon.pattern("overlapping").search(whole.own):
            continue  # 涉及企业合计58家: each is counted once
        if len(parts) > 1 and len(whole.subject_of_own(text.lexicon)) <= _SEVERAL:
            add_parts(text, "sum", whole, parts)


def _of_the_sentence_before(text: Text, mentions: tuple[Mention, ...]) -> None:
    """A镇排查462栋；B镇排查235栋。两地合计排查697栋: one figure of every clause before."""
    if not mentions or not text.earlier:
        return
    # 两镇合计: the number of clauses is a figure, 两地合计 names none.
    counted = not mentions[0].own and text.lexicon.pattern("totals").match(mentions[0].after)
    if counted and len(mentions) < 2:
        return
    first, *others = mentions[1:] if counted else mentions
    if not (counted or _totals(text, first)):
        return
    before = text.earlier[-1]
    if before.sentence.block.number != first.sentence.block.number:
        return
    clauses = before.mentions[-1].segment + 1
    for whole in [first, *others[:2]]:
        if whole is not first and not whole.chained:
            return
        parts: dict[int, Mention] = {}
        for part in before.mentions:
            if _summed(text, first, whole, part):
                parts.setdefault(part.segment, part)
        if len(parts) == clauses > 1:
            roles = [*(("part", part) for part in parts.values()), ("whole", whole)]
            text.claims.add("sum", roles, basis=SAME_TOTAL)


def _totals(text: Text, mention: Mention) -> bool:
    every = text.lexicon.words("all_of_them")
    named = every and re.match("|".join(every), mention.own) is not None
    return bool(named) and text.lexicon.pattern("totals").search(mention.own) is not None


def _summed(text: Text, first: Mention, whole: Mention, part: Mention) -> bool:
    """Whether a figure of a clause counts what the sum counts, and all of it."""
    words = text.lexicon.pattern("totals").split(first.own)[-1]
    words = text.lexicon.pattern("adverbs").sub("", words)
    role = Role.FIXED if whole.role is Role.FIXED else Role.COUNT
    plain = part.role is role and not (part.listed or part.depth)
    same = part.unit == whole.unit and kind_of(part) == kind_of(whole)
    return plain and same and (not words or overlap(words, part.own) >= 2)


def _over_segments(text: Text, mentions: tuple[Mention, ...], whole: Mention) -> None:
    """A行业排查462条；B行业排查235条；合计排查697条: what the segments say in the same words."""
    words = text.lexicon.pattern("totals").sub("", whole.own)
    if words == whole.own and (whole.at == 0 or not mentions[whole.at - 1].summing):
        return
    words = _plainly(text, words)
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
            and _plainly(text, part.own) == words
        ]
    if len(parts) == whole.segment and len({part.segment for part in parts}) == len(parts):
        whole.summing = True
        add_parts(text, "sum", whole, parts)


def _plainly(text: Text, words: str) -> str:
    """Words without adverbs and without which of several it is (第一批, 两批)."""
    return _WHICH.sub("", text.lexicon.pattern("adverbs").sub("", words))
