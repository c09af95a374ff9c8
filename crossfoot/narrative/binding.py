"""Of which figure 其中 speaks: the one before it, or the one of the sentence before that fits."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said, in_row
from crossfoot.narrative.wording import overlap


def whole_of(text: Text, said: Said, first: int, part: Mention) -> Mention | None:
    """The figure that a part of the list opened at ``first`` is a part of.

    Within a sentence it is the nearest one before the list that may count the same things; in the
    sentence before, the one with the words of the part, else the first.  Where the part exceeds
    that figure and another one fits, the other one is meant.
    """
    if part.depth > said.mentions[first].depth:
        return None
    candidates = candidates_of(text, said, first, part)
    if not candidates:
        return None
    if first:
        best = candidates[0]
        before = said.mentions[best.at - 1] if best.at else None
        best = _found_one(best, part, before)
    else:
        best = _closest(candidates, part)
    if best.number.quantity.value >= _largest(said.mentions, first, part):
        return best
    return _roomy(candidates, said.mentions, first, part) or best


def candidates_of(text: Text, said: Said, first: int, part: Mention) -> list[Mention]:
    """The figures that may be the whole: of this sentence the nearest first, else those before."""
    mentions = said.mentions
    if first:
        nearby = reversed(mentions[max(0, first - 12) : first])
        return [whole for whole in nearby if _can_hold(text.lexicon, whole, part)]
    for earlier in reversed(text.earlier[-3:]):
        if said.sentence.block.number - earlier.sentence.block.number > 1:
            break
        found = [
            whole
            for whole in earlier.mentions
            if whole.depth == 0
            and _can_hold(text.lexicon, whole, part)
            and not in_row(earlier.mentions, whole)
        ]
        if found:
            return found
    return []


def _closest(candidates: list[Mention], part: Mention) -> Mention:
    """The candidate that shares most words with the part; of equal ones the first."""
    return max(candidates, key=lambda whole: (overlap(part.words, whole.words), -whole.at))


def _largest(mentions: tuple[Mention, ...], first: int, part: Mention) -> Fraction:
    alike = (
        each.number.quantity.value
        for each in mentions[first : first + 12]
        if each.unit == part.unit and each.role is part.role
    )
    return max(part.number.quantity.value, max(alike, default=Fraction(0)))


def _roomy(
    candidates: list[Mention], mentions: tuple[Mention, ...], first: int, part: Mention
) -> Mention | None:
    largest = _largest(mentions, first, part)
    for whole in candidates:
        if whole.unit == part.unit and whole.number.quantity.value >= largest:
            return whole
    return None


def _can_hold(lexicon: Lexicon, whole: Mention, part: Mention) -> bool:
    if part.role is Role.CHANGE:
        if whole.role is not Role.CHANGE or whole.direction != part.direction:
            return False
    elif whole.role not in (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER):
        return False
    if (whole.listed and whole.depth == part.depth) or whole.depth > part.depth:
        return False
    if part.measure and not whole.measure and whole.unit != part.unit:
        return False
    if whole.unit != part.unit and size(whole) < size(part):
        return False  # 已连续两次通报…城南镇3个: another measure word, and too few
    return whole.like(part, lexicon)


def _found_one(candidate: Mention, part: Mention, before: Mention | None) -> Mention:
    """Of 查出473条，已整改473条（其中重大9条 the part belongs to what was found."""
    if candidate.role is not Role.FIXED or part.role is not Role.COUNT or before is None:
        return candidate
    if before.role is Role.COUNT and before.found and before.unit == candidate.unit:
        before.fixed_by = candidate
        return before
    return candidate


def fitting(whole: Mention, candidates: list[Mention], parts: list[Mention]) -> Mention:
    """Of 受理423件，办结418件，其中… either may be meant: the one that the list adds up to."""
    if len(parts) < 2:
        return whole
    stated = sum((part.number.quantity.value for part in parts[1:]), parts[0].number.quantity.value)
    if stated == whole.number.quantity.value:
        return whole
    others = [whole.fixed_by, *candidates] if whole.fixed_by else candidates
    for other in others:
        if other.unit == whole.unit and stated == other.number.quantity.value:
            return other
    return whole
