"""Lists without 其中 and the figure that they break down, wherever in the text it stands.

A list of parts says of what it is by a heading (二、分行业情况), by the words before it (按类型分)
or by standing beside its total.  Where that leaves several figures open a reader takes the one that
the list adds up to; where none does, only a list that claims to be complete is asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from crossfoot.model.document import Block
from crossfoot.narrative.choosing import size, sum_fits, total_of, values
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.completeness import overlapping, paired
from crossfoot.narrative.gaps import squeeze
from crossfoot.narrative.lexicon import remembered
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.rows import Listing, clauses, items, kind_key
from crossfoot.narrative.wording import clause_of, overlap

_PAIR = 2
_FEW = 3
_TEN = 10
_SMALL = 12
_LARGE = 20
_HUNDRED = 100
_VERY_LARGE = 500
_HEAD = 12
_ROW_MARK = re.compile(r"^[\W\d]*")
_WHICH = re.compile(r"第?[一二三四1-4][批轮次期阶季]")
_REACH = 40
"""Figures of a kind that are looked back for a total."""
_SHORT_REACH = 8
_MOST_OFF = 3
_NEARLY = 10
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)


def find_breakdowns(
    text: Text, all_said: Sequence[Said], blocks: Sequence[Block], headings: dict[int, str]
) -> None:
    """Note what the lists of a text come to."""
    finder = _Breakdowns(text, all_said)
    lists = [*items(all_said, blocks, headings)]
    for said in all_said:
        if not said.crowded:
            lists += clauses(said, headings)
    for listing in [each for each in lists if not finder.take(each)]:
        finder.slip(listing)


class _Breakdowns:
    """Finds the figure that a list breaks down."""

    def __init__(self, text: Text, all_said: Sequence[Said]) -> None:
        self._text = text
        heads = _either(text.lexicon.words("breakdowns.heads"))
        self._headed = remembered(lambda lead: heads.search(lead) is not None)
        self._totals = _either(text.lexicon.words("breakdowns.totals"))
        self._closing = text.lexicon.pattern("closing", before="^")
        self._by_kind: dict[tuple[str, bool], list[Mention]] = {}
        for said in all_said:
            for mention in said.mentions:
                if mention.role in _COUNTED and not said.crowded:
                    self._by_kind.setdefault(kind_key(mention), []).append(mention)
        self._whole_of: dict[int, tuple[Mention, list[Mention]]] = {}
        self._starts = {
            kind: [each.start for each in column] for kind, column in self._by_kind.items()
        }

    def take(self, listing: Listing) -> bool:
        """Note what one list comes to, if that is said anywhere; whether that settles it."""
        column = list(listing.parts)
        if not column:
            return True
        if any(each.number.quantity.approx for each in column):
            return True  # about so many add up to about so many
        if self._is_total(column[-1], listing) and not listing.mixed:
            if self._beside(column[:-1], column[-1], listing):
                return True
            column = column[:-1]
        if len(column) < _PAIR or self._text.claims.adds_up(column):
            return True
        together = total_of(column)
        for parts, whole in self._readings(column, listing):
            total = together if parts is column else total_of(parts)
            if not total.meets(values(whole)):
                continue
            if _distinct(parts, listing) and self._telling(parts, whole, listing):
                self._note(parts, whole)
                self._whole_of[listing.group] = (whole, parts)
                return True
        return listing.mixed or not _distinct(column, listing)

    def _is_total(self, mention: Mention, listing: Listing) -> bool:
        words = mention.own or mention.label
        if self._closing.match(clause_of(mention)):
            return False  # 其余9个镇合计排查2064家: the last of the parts
        if listing.rows:
            block = mention.sentence.block.text
            words = squeeze(_ROW_MARK.sub("", block[:_HEAD], count=1))  # 合　计
        return self._totals.search(words) is not None and not self._closing.match(words)

    def _beside(self, parts: list[Mention], whole: Mention, listing: Listing) -> bool:
        """甲18辆、乙11辆，全集团29辆; a last row headed 合计: the total stands behind its parts."""
        if len(parts) < _PAIR or self._text.claims.adds_up(parts):
            return False
        if not _distinct(parts, listing):
            return False
        fits = sum_fits(parts, whole)
        firm = listing.even if listing.rows else len(parts) >= _FEW
        firm = firm and _exact([*parts, whole]) and not overlapping(self._text.lexicon, parts)
        if fits or (firm and size(whole) >= max(map(size, parts))):
            self._note(parts, whole)
            return True
        return False

    def _readings(
        self, column: list[Mention], listing: Listing
    ) -> Iterator[tuple[list[Mention], Mention]]:
        """Parts and the figure that they may break down, the likeliest first."""
        for at, whole in enumerate(column[:-_PAIR]):
            yield from self._from(whole, column[at + 1 :])
        if listing.mixed:
            return
        for whole in self._before(column[0]):
            yield column, whole
        for whole in self._behind(column[-1]):
            yield column, whole

    def _from(
        self, whole: Mention, following: list[Mention]
    ) -> Iterator[tuple[list[Mention], Mention]]:
        """27人：县处级2人，乡科级14人，一般干部11人: as many behind a figure as come to it."""
        together = Fraction(0)
        for number, part in enumerate(following, start=1):
            together += size(part)
            if together >= size(whole):
                if number >= _PAIR:
                    yield following[:number], whole
                return

    def _before(self, first: Mention) -> Iterator[Mention]:
        kind = kind_key(first)
        at = bisect_left(self._starts[kind], first.start)
        for whole in reversed(self._by_kind[kind][max(0, at - _REACH) : at]):
            if _may_hold(whole, first):
                yield whole

    def _behind(self, last: Mention) -> Iterator[Mention]:
        kind = kind_key(last)
        at = bisect_left(self._starts[kind], last.start) + 1
        for whole in self._by_kind[kind][at : at + _SHORT_REACH]:
            if _may_hold(whole, last):
                yield whole

    def _telling(self, parts: list[Mention], whole: Mention, listing: Listing) -> bool:
        """Whether a sum that fits can be no accident: many parts, or a heading that divides."""
        headed = self._headed(listing.lead)
        stated = size(whole)
        if len(parts) > _PAIR or headed:
            return stated >= _SMALL or headed
        behind = whole.at + 1 == parts[0].at and whole.sentence is parts[0].sentence
        if (behind and (listing.mixed or whole.role is Role.REST)) or self._halves(parts):
            return True
        if listing.rows or stated >= _VERY_LARGE:
            return stated >= _LARGE
        return stated >= _HUNDRED and _of_one_thing(whole, parts, "")

    def _halves(self, parts: list[Mention]) -> bool:
        """第一阶段…第二阶段…, 上半年…下半年…: two that between them are all there is."""
        heads = [_WHICH.match(part.own) for part in parts]
        return paired(self._text.lexicon.pairs, *parts) or all(heads)

    def slip(self, listing: Listing) -> None:
        """Note a list that says that it is all there is, and comes to something else."""
        column = list(listing.parts)
        if self._is_total(column[-1], listing):
            column.pop()
        if overlapping(self._text.lexicon, column) or not _exact(column):
            return
        if len(column) < _PAIR or self._text.claims.adds_up(column):
            return
        whole = self._whole_of_fellows(column, listing) or self._stated(column, listing)
        if whole is not None:
            self._note(column, whole)
        elif not listing.rows and len(column) > _FEW and _opens(column):
            self._note(column[1:], column[0])

    def _whole_of_fellows(self, column: list[Mention], listing: Listing) -> Mention | None:
        """18起、死亡16人 whose 18 another column of the same rows comes to: then 16 is of this."""
        known = self._whole_of.get(listing.group)
        if known is None or not _beside_each(known[1], column):
            return None
        kind, sentence = kind_key(column[0]), known[0].sentence
        first = bisect_left(self._starts[kind], sentence.start)
        last = bisect_left(self._starts[kind], sentence.end)
        wholes = self._by_kind[kind][first:last]
        return next((whole for whole in wholes if _said_with(known[0], whole, column)), None)

    def _stated(self, column: list[Mention], listing: Listing) -> Mention | None:
        """The latest figure of the thing, if the heading says that the list divides it."""
        headed = self._headed(listing.lead)
        if len(column) < _FEW or not (headed or listing.even):
            return None
        closed = headed and self._closing.search(column[-1].own or column[-1].after) is not None
        largest = max(map(size, column))
        for whole in self._before(column[0]):
            if whole.listed or whole.depth or size(whole) <= largest:
                continue
            if self._text.claims.adds_up([whole]):
                continue
            near = column[0].sentence.index - whole.sentence.index <= _PAIR
            if not (_of_one_thing(whole, column, listing.lead) or (listing.even and near)):
                continue
            return whole if closed or _one_digit_off(column, whole) else None
        return None

    def _note(self, parts: list[Mention], whole: Mention) -> None:
        if self._text.claims.told([*parts, whole]):
            return
        roles = [*(("part", part) for part in parts), ("whole", whole)]
        self._text.claims.add("sum", roles, basis=SAME_TOTAL)


def _exact(mentions: list[Mention]) -> bool:
    return all(each.number.quantity.exact for each in mentions)


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")


def _distinct(parts: list[Mention], listing: Listing) -> bool:
    """Whether no two parts bear the same name; items are named by their heads."""
    if listing.rows:
        return True
    names = [(part.own, part.segment) for part in parts if part.own and not part.chained]
    return len(set(names)) == len(names)


def _may_hold(whole: Mention, part: Mention) -> bool:
    alike = whole.measure is None or part.measure is None or whole.measure == part.measure
    return alike and not whole.sentence.plan


def _of_one_thing(whole: Mention, parts: list[Mention], lead: str) -> bool:
    """Whether the words of a figure name what a list or its heading names."""
    words = whole.own + whole.after
    return any(overlap(words, part.own + part.after) >= _PAIR for part in parts) or (
        overlap(words, lead) >= _PAIR
    )


def _beside_each(known: list[Mention], column: list[Mention]) -> bool:
    """Whether two columns are of the same rows: in each the one figure is right by the other."""
    if len(known) != len(column):
        return False
    steps = {two.at - one.at for one, two in zip(known, column, strict=True)}
    same = all(one.sentence is two.sentence for one, two in zip(known, column, strict=True))
    return same and len(steps) == 1 and 0 < abs(steps.pop()) <= _PAIR


def _said_with(other: Mention, whole: Mention, parts: list[Mention]) -> bool:
    """Whether a figure is said beside another that the same rows add up to (18起、死亡16人)."""
    beside = 0 < abs(whole.at - other.at) <= _PAIR and whole.segment == other.segment
    plain = not whole.listed and whole.depth == other.depth and whole not in parts
    return beside and plain and _may_hold(whole, parts[0]) and size(whole) >= max(map(size, parts))


def _opens(column: list[Mention]) -> bool:
    """隐患54处，甲科23处、乙科19处、丙科14处: a figure, and a list of parts that is near to it."""
    whole, *parts = column
    joined = all(part.at == whole.at + number for number, part in enumerate(parts, start=1))
    listed = all(part.gap.startswith("、") for part in parts[1:]) and parts[0].gap.startswith("，")
    verb = len({part.own[-_PAIR:] for part in parts}) == 1
    near = _NEARLY * abs(sum(map(size, parts), Fraction(0)) - size(whole)) <= size(whole)
    return joined and listed and verb and near and size(whole) > max(map(size, parts))


def _one_digit_off(parts: list[Mention], whole: Mention) -> bool:
    """Whether one digit set right would make a list come to its total."""
    gap = abs(sum((size(part) for part in parts), Fraction(0)) - size(whole))
    if not gap or _MOST_OFF * gap > size(whole):
        return False
    while gap >= _TEN and gap % _TEN == 0:
        gap /= _TEN
    return gap < _TEN
