"""Averages: 平均每家4处 beside the number of firms and the number of hazards."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from crossfoot.narrative.choosing import quotient_fits, size
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.mention import Mention, Role, Said

_EACH = re.compile(r"每(?:[个一]|名|位)?(?P<per>[^，,]{1,12})$")
_WITHIN = 6
_COUNTED = (Role.COUNT, Role.FIXED, Role.AFTER, Role.REST)


def find_averages(text: Text, said: Said) -> None:
    """Note an average whose total and number stand before it, in its sentence or the one before.

    Where several totals or numbers may be meant it is those that bear the average out.
    """
    if Role.AVERAGE not in said.roles:
        return
    for average in said.mentions:
        if average.role is not Role.AVERAGE:
            continue
        rounded(average)
        per = per_of(average)
        if per is None:
            continue
        nearby = _nearby(text, said, average)
        totals = [each for each in nearby if _total_of(text, each, average)]
        counts, named = _numbers(text, nearby, per)
        pairs = [(total, count) for total in totals for count in counts if total is not count]
        fitting = [pair for pair in pairs if quotient_fits(*pair, average)]
        if not fitting:
            pairs = [(total, count) for total, count in pairs if _of_one_clause(average, count)]
            whole = [(total, count) for total, count in pairs if not count.listed]
            pairs = whole or (pairs if named else [])
            told = [pair for pair in pairs if pair[0].unit == average.unit != pair[1].unit]
            pairs = told or pairs
            beside = [pair for pair in pairs if _right_before(said, average, *pair)]
            pairs = beside or pairs
        if not fitting and not _plain(said, average, pairs):
            continue
        total, count = (fitting or pairs)[0]
        if not fitting and not _right_before(said, average, total, count):
            text.doubtful.append((total, count, average))
            continue
        roles = [("total", total), ("count", count), ("average", average)]
        text.claims.add("average", roles, basis=SAME_TOTAL)


def rounded(average: Mention) -> None:
    """平均每个街道257处 is a quotient cut to whole numbers, not a count."""
    stated = average.number.quantity
    if stated.exact:
        cut = replace(stated, step=Fraction(1))
        average.number = average.number._replace(quantity=cut)
        average.figure = replace(average.figure, quantity=cut)


def per_of(average: Mention) -> str | None:
    """What an average is per, as its words begin: 家企业 of 平均每家企业, 家 of 家均."""
    found = _EACH.search(average.own)
    if found:
        return found["per"]
    at = average.own.find("均")
    return average.own[at - 1] if at > 0 and average.own[at - 1] != "平" else None


def _nearby(text: Text, said: Said, average: Mention) -> list[Mention]:
    """The figures that an average may be of, the nearest first."""
    near = [
        each
        for each in reversed(said.mentions[max(0, average.at - 2 * _WITHIN) : average.at])
        if each.at >= average.at - _WITHIN or not each.listed  # a list between counts as one
    ]
    for earlier in reversed(text.earlier[-2:]):
        if average.sentence.block.number == earlier.sentence.block.number:
            near += earlier.mentions[:_WITHIN]
    return [each for each in near if each.role in _COUNTED]


def _total_of(text: Text, total: Mention, average: Mention) -> bool:
    alike = text.lexicon.related(total.unit, average.unit) or total.unit == average.unit
    return alike and size(total) >= size(average)


def _of_one_clause(average: Mention, count: Mention) -> bool:
    return count.sentence is not average.sentence or count.segment == average.segment


def _right_before(said: Said, average: Mention, total: Mention, count: Mention) -> bool:
    """Whether total and number are the two figures before an average."""
    before = said.mentions[max(0, average.at - 2) : average.at]
    return total in before and count in before and not total.chained


def _numbers(text: Text, nearby: list[Mention], per: str) -> tuple[list[Mention], bool]:
    """Figures that are a number of what an average is per; only those with its noun if any are."""
    counts = [each for each in nearby if _counts(text, each, per)]
    nouns = [per[len(each.unit) : len(each.unit) + 2] for each in counts]
    named = [
        each
        for each, noun in zip(counts, nouns, strict=True)
        if len(noun) > 1 and noun in each.words
    ]
    return named or counts, bool(named)


def _counts(text: Text, count: Mention, per: str) -> bool:
    """Whether a figure is a number of what an average is per: 48所学校 of 每校."""
    if text.lexicon.related(count.unit, per[: len(count.unit)]) and count.unit:
        return True
    named = count.after[:12] if count.after else count.own[-4:]
    return per[:2] in named or (len(per) > 0 and per[0] in named and count.unit in _GENERAL)


_GENERAL = ("个", "所", "名", "座", "处", "支")
"""Measure words that leave to the noun what is counted (16个行政村, 48所学校)."""


def _plain(said: Said, average: Mention, pairs: list[tuple[Mention, Mention]]) -> bool:
    """Whether but one total and one number can be meant, so that a slip is worth a question."""
    if not pairs:
        return False
    here = [pair for pair in pairs if pair[0].sentence is said.sentence]
    if any(pair[0].segment != average.segment for pair in here):
        return False
    totals = {total.figure.id for total, _ in here}
    counts = {count.figure.id for _, count in pairs}
    total, count = pairs[0]
    beside = count.sentence is said.sentence or len(counts) == 1
    return len(totals) == 1 and total.sentence is said.sentence and beside
