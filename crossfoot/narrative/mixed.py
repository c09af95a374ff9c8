"""Parts counted in measure words of their own: 85家，其中企业61家、加油站9座、学校15所."""

from __future__ import annotations

from crossfoot.narrative.choosing import size, sum_fits
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.completeness import counted_twice, overlapping
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.parts import add_parts, mark_parts
from crossfoot.narrative.wording import clause_of

_MOST = 12
_JOINS = ("、", "和", "及", "与", "以及")
_NOUN = 6
"""Characters around a figure in which the noun stands that says what it counts."""


def find_mixed(text: Text, said: Said) -> None:
    """Note lists of places, each with its own measure word, with the number of all of them."""
    for at, mention in enumerate(said.mentions):
        if not at or mention.unit not in text.lexicon.words("mixed.units"):
            continue
        if mention.of_which and not mention.chained and not mention.listed:
            _of_which(text, said, at)
        elif mention.role is Role.COUNT and not mention.depth:
            _together(text, said, mention)


def _of_which(text: Text, said: Said, first: int) -> None:
    opening, whole = said.mentions[first], said.mentions[first - 1]
    parts = [opening]
    for part in said.mentions[first + 1 : first + _MOST]:
        if not _goes_on(text.lexicon, parts[-1], part):
            break
        parts.append(part)
    if not _mixes(text.lexicon, whole, parts) or whole.depth > opening.depth:
        return
    if whole.segment != opening.segment or whole.listed or opening.among:
        return
    open_ended = any(part.and_so_on for part in parts) or counted_twice(text.lexicon, parts)
    closing = text.lexicon.pattern("closing", before="^")
    full = opening.closed or closing.search(parts[-1].own) is not None
    kind = "sum" if full and not open_ended else "part_le_whole"
    if overlapping(text.lexicon, parts) and kind != "sum" and not sum_fits(parts, whole):
        return
    add_parts(text, kind, whole, parts)
    mark_parts(whole, parts)


def _together(text: Text, said: Said, whole: Mention) -> None:
    """12家景区、46家娱乐场所和31座粮库，共检查点位89个: the sum behind its parts."""
    if text.lexicon.plain_total.search(clause_of(whole)) is None:
        return
    parts: list[Mention] = []
    for part in reversed(said.mentions[max(0, whole.at - _MOST) : whole.at]):
        if parts and not _goes_on(text.lexicon, part, parts[0]):
            break
        if part.unit not in text.lexicon.words("mixed.units") or part.listed or part.found:
            break
        parts.insert(0, part)
    if len(parts) < len(_NEEDED) or not _mixes(text.lexicon, whole, parts):
        return
    if any(part.role is not Role.COUNT or part.segment != whole.segment for part in parts):
        return
    firm = text.lexicon.pattern("mixed.wholes").search(_words(whole)) is not None
    if sum_fits(parts, whole) or (firm and size(whole) >= max(map(size, parts))):
        roles = [*(("part", part) for part in parts), ("whole", whole)]
        text.claims.add("sum", roles, basis=SAME_TOTAL)


_NEEDED = ("one", "other")


def _goes_on(lexicon: Lexicon, before: Mention, part: Mention) -> bool:
    """Whether a figure continues a list of places."""
    count = part.role is Role.COUNT and part.unit in lexicon.words("mixed.units")
    joined = _joint(part).startswith(_JOINS) and part.at == before.at + 1
    return count and joined and part.depth == before.depth and not part.found


def _joint(part: Mention) -> str:
    """The gap before a figure from its mark on: 和31家 of 娱乐场所和31家."""
    marks = [part.gap.rfind(join) for join in _JOINS]
    at = max(marks)
    stops = max(part.gap.rfind(stop) for stop in "，,；;。（）()")
    return part.gap[at:] if at > stops else ""


def _mixes(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """Whether a list and its number use several measure words, and each says what it counts."""
    units = {each.unit for each in (whole, *parts)}
    places = lexicon.words("mixed.units")
    if len(units) < len(_NEEDED) or not units <= set(places) or whole.role is not Role.COUNT:
        return False
    nouns = [*lexicon.words("mixed.wholes"), *lexicon.words("mixed.spots")]
    named = any(noun in _words(whole) for noun in nouns)
    kept = lexicon.pattern("fixable")
    things = any(kept.search(_words(each)) for each in (whole, *parts))
    return named and not things and all(part.own or part.after for part in parts)


def _words(mention: Mention) -> str:
    return mention.own[-_NOUN:] + mention.after[:_NOUN]
