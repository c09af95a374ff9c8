"""What is left of work told of elsewhere: 仍有88条未完成整改 of 3329 found and 3241 rectified.

A text that says what is left speaks of work that it has told of: a number and how much of it was
done.  Of several such pairs the one is meant whose difference it is; where none fits, one is asked
about only if its words are those of what is left and the figures differ by a slip.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import Claim
from crossfoot.narrative.choosing import size, values
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap, planned, qualifier

_PAIR = 2
_NAME = 4
_TEN = 10
_OTHERS = re.compile(r"(?:剩余|余下|剩下|其余|另外?|尚剩|还剩|仅剩)的?")
_REACH = 24
"""Pairs of what there was and what was done that are looked back at."""
_KINDS = ("le", "rate", "share", "part_le_whole")


@dataclass(frozen=True, slots=True)
class _Work:
    """How many there were, and how many of them were done."""

    whole: Mention
    done: Mention

    @property
    def words(self) -> str:
        """All that says what was done of what."""
        return self.whole.words + " " + self.done.words


def find_leftovers(text: Text, all_said: Sequence[Said]) -> None:
    """Note the figures that are what is left of work told of in other sentences."""
    by_id = {each.figure.id: each for said in all_said for each in said.mentions}
    told = _Told(text, by_id)
    answered = _answered(text.claims.found)
    stated: dict[tuple[str, Fraction], Mention] = {}
    for said in all_said:
        if said.crowded:
            continue
        for mention in said.mentions:
            if mention.figure.id not in answered and _is_left(text, mention):
                done = _done_before(said, mention)
                whole = stated.get((mention.unit, size(done) + size(mention))) if done else None
                if not _noted(text, mention, told) and done is not None and whole is not None:
                    _claim(text, _Work(whole, done), mention)
            if mention.role is Role.COUNT and not mention.depth:
                stated[mention.unit, size(mention)] = mention
    _not_all(text, all_said, by_id)


class _Told:
    """Pairs of what there was and what was done, in the order of the text, by unit of measure."""

    def __init__(self, text: Text, by_id: dict[str, Mention]) -> None:
        self._lexicon = text.lexicon
        pairs: dict[str, dict[tuple[str, str], _Work]] = {}
        for claim in text.claims.found:
            roles = dict(claim.roles)
            parts = [figure for role, figure in claim.roles if role == "part"]
            if claim.kind not in _KINDS or len(parts) != 1 or "whole" not in roles:
                continue
            work = _Work(by_id[roles["whole"].id], by_id[parts[0].id])
            if work.whole.unit == work.done.unit != "%" and size(work.done) <= size(work.whole):
                key = (work.whole.figure.id, work.done.figure.id)
                pairs.setdefault(work.whole.unit, {})[key] = work
        self._by_unit = {unit: [*works.values()] for unit, works in pairs.items()}
        self._related: dict[str, tuple[list[int], list[_Work]]] = {}

    def near(self, rest: Mention) -> Iterator[_Work]:
        """The pairs before a figure, the nearest first, and the one right behind it."""
        if rest.unit not in self._related:
            units = [unit for unit in self._by_unit if self._lexicon.related(unit, rest.unit)]
            every = [work for unit in units for work in self._by_unit[unit]]
            every.sort(key=_place)
            self._related[rest.unit] = ([_place(work) for work in every], every)
        starts, works = self._related[rest.unit]
        at = bisect_left(starts, rest.start)
        yield from reversed(works[max(0, at - _REACH) : at])
        yield from works[at : at + 1]


def _place(work: _Work) -> int:
    return work.done.start


def _answered(found: Iterable[Claim]) -> set[str]:
    return {
        figure.id
        for claim in found
        if claim.kind == "remainder"
        for role, figure in claim.roles
        if role == "rest"
    }


def _is_left(text: Text, mention: Mention) -> bool:
    """Whether a figure says how many were not done: 仍有88条, 33名不合格人员, 73项未闭环."""
    if mention.depth or mention.unit == "%" or mention.role not in (Role.COUNT, Role.REST):
        return False
    if mention.of_which:
        return False  # 尚有9项未整改，其中逾期2项: a part of what is left
    if mention.role is Role.REST:
        return True
    behind = text.lexicon.pattern("not_done.behind", before=r"^[^，,。；;、]{0,8}?")
    before = text.lexicon.pattern("not_done.before")
    return behind.search(mention.after) is not None or before.search(mention.own) is not None


def _done_before(said: Said, rest: Mention) -> Mention | None:
    """合计整改591条，整改率94.7%，未整改33条: what was done, right before what was not."""
    for done in reversed(said.mentions[max(0, rest.at - _NAME) : rest.at]):
        if done.unit == rest.unit:
            plain = done.role is Role.FIXED and not done.depth and size(done) > size(rest)
            return done if plain else None
    return None


def _noted(text: Text, rest: Mention, told: _Told) -> bool:
    """Note of which work a figure is what is left; whether there is any."""
    works = [work for work in told.near(rest) if _open(text, work, rest)]
    for work in works:
        left = values(work.whole) - values(work.done)
        if left.meets(values(rest)) and _same_work(text, work, rest):
            _claim(text, work, rest)
            return True
    alike = [work for work in works if _clearly(text, work, rest)]
    if len({(size(work.whole), size(work.done)) for work in alike}) == 1 and _slip(alike[0], rest):
        _claim(text, alike[0], rest)
        return True
    beside = [work for work in works if _beside(work, rest)]
    if len(beside) == 1:
        _claim(text, beside[0], rest)
        return True
    return False


def _beside(work: _Work, rest: Mention) -> bool:
    """复查合格46家，合格率93.9%，剩余3家: what is left, right behind what was done of a figure."""
    if rest.sentence is not work.done.sentence or not _OTHERS.fullmatch(rest.own):
        return False
    if rest.segment != work.done.segment or not 0 < rest.at - work.done.at <= _PAIR:
        return False
    near = work.whole.sentence is rest.sentence and work.whole.at + 1 == work.done.at
    return near and not work.done.listed and not work.whole.listed


def _open(text: Text, work: _Work, rest: Mention) -> bool:
    own = rest not in (work.whole, work.done)
    return own and not planned(text.lexicon, work.whole) and not work.whole.sentence.plan


def _same_work(text: Text, work: _Work, rest: Mention) -> bool:
    """Whether a figure that fits is no accident: large, or said of the same thing near by."""
    if size(rest) >= _TEN:
        return True
    one, other = qualifier(text.lexicon, rest), qualifier(text.lexicon, work.whole)
    if one and one != other:
        return False
    near = work.done.sentence.block is rest.sentence.block
    named = overlap(rest.own + rest.after, work.words) >= _PAIR
    return size(rest) > 0 and (named or near or one != "")


def _clearly(text: Text, work: _Work, rest: Mention) -> bool:
    """Whether the words leave no doubt that what is left is left of this work."""
    words = rest.own + rest.after
    fixed = text.lexicon.pattern("stages.fixed")
    verb = fixed.search(words)
    done = verb is not None and work.done.role is Role.FIXED
    same = qualifier(text.lexicon, rest) == qualifier(text.lexicon, work.whole)
    thing = text.lexicon.pattern("fixable").search(rest.sentence.text)
    named = thing is not None and thing.group() in work.whole.words
    return done and same and named and work.done.start < rest.start


def _slip(work: _Work, rest: Mention) -> bool:
    """Whether one digit set right would make what is left the difference."""
    left, stated = size(work.whole) - size(work.done), size(rest)
    one, other = str(int(left)), str(int(stated))
    if stated < _TEN or len(one) != len(other) or left.denominator != 1:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or sorted(one) == sorted(other)


def _claim(text: Text, work: _Work, rest: Mention) -> None:
    if text.claims.told([work.whole, work.done, rest]):
        return
    roles = [("whole", work.whole), ("part", work.done), ("rest", rest)]
    text.claims.add("remainder", roles, basis=SAME_SUBJECT, plans=True)


def _not_all(text: Text, all_said: Sequence[Said], by_id: dict[str, Mention]) -> None:
    """158处，已全部整改完毕。…158处隐患中，尚有6处未整改: what was said to be all leaves none."""
    covered: dict[tuple[str, object], Mention] = {}
    for claim in text.claims.found:
        figures = dict(claim.roles)
        if claim.kind == "all_fixed" and set(figures) == {"whole"}:
            whole = by_id[figures["whole"].id]
            covered[whole.unit, size(whole)] = whole
    if not covered:
        return
    for said in all_said:
        for rest in said.mentions:
            again = rest.whole
            if rest.role is not Role.REST or again is None or not again.after:
                continue
            first = covered.get((again.unit, size(again)))
            if first is None or first is again or first.start > again.start:
                continue
            if overlap(again.after[:_NAME], first.words) >= _PAIR and size(rest):
                roles = [("whole", first), ("rest", rest)]
                text.claims.add("all_fixed", roles, basis=SAME_SUBJECT)
