"""Averages whose total or number stands farther off, or that are told with 每 alone.

每组7人 of 196人 in 28组; 平均每起损失13.3万元 of accidents counted pages before.
Of the figures that the words leave open those are meant that bear the average out; where none do,
a total right before it and the only number of what it is per are asked about.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from crossfoot.narrative.averages import per_of, rounded
from crossfoot.narrative.choosing import quotient_fits, size
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap

_EACH = re.compile(r"(?:每|各|单|平均一)(?:[个一]|名|位)?(?P<per>[一-鿿（）()]{1,12})")
_TIMES = re.compile(r"(?P<per>[人家户艘车班]次)均$")
_ALONE = re.compile(r"^(?:每(?![年月日天周季旬次逢])|单(?![位独个一]))[一-鿿]{1,10}$")
_FIRST = ("每", "单")
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)
_KEPT = 60
_TOTALS = 4
_NEAR = 4
_PAIR = 2
Known = deque[Mention]
Pair = tuple[Mention, Mention]


def find_quotients(text: Text, all_said: list[Said]) -> None:
    """Note what the averages are of that no nearer construct has found figures for."""
    known: Known = deque(maxlen=_KEPT)
    doubtful = {average.figure.id: (total, count) for total, count, average in text.doubtful}
    for said in all_said:
        for mention in said.mentions:
            alone = mention.own[:1] in _FIRST and mention.role is Role.COUNT
            alone = alone and _ALONE.match(mention.own) is not None
            if (mention.role is Role.AVERAGE or alone) and mention.unit != "%":
                if not text.claims.answered(mention) and not mention.sentence.plan:
                    found = _found(text, mention, known, alone)
                    found = found or doubtful.get(mention.figure.id)
                    if found is not None:
                        roles = [("total", found[0]), ("count", found[1]), ("average", mention)]
                        text.claims.add("average", roles, basis=SAME_TOTAL)
            elif mention.role in _COUNTED:
                known.append(mention)
    text.doubtful.clear()


def _found(text: Text, average: Mention, known: Known, alone: bool) -> Pair | None:
    per = _per(average)
    if not per:
        return None
    if not alone:
        rounded(average)
    totals = _totals(text, average, known, _PAIR if alone else _TOTALS)
    counts = list(_counts(text, per, known))
    if alone:
        plain = [each for each in known if not each.listed][-_NEAR:]
        counts = [each for each in counts if each in plain]
    pairs = [(total, count) for total in totals for count in counts if total is not count]
    fitting = next((pair for pair in pairs if quotient_fits(*pair, average)), None)
    return fitting if fitting is not None or alone else _asked(average, totals, counts)


def _per(average: Mention) -> str:
    """What an average is per: 组 of 每组, 次检查 of 各次检查平均, 人 of 人均."""
    found = _EACH.search(average.own) or _TIMES.search(average.own)
    return (found["per"] if found else per_of(average) or "").replace("平均", "")


def _totals(text: Text, average: Mention, known: Known, number: int) -> list[Mention]:
    """The latest figures that an average may be of; first those with its words."""
    may = [each for each in reversed(known) if _total_of(text, each, average)]
    may.sort(key=lambda each: (each.listed, -overlap(average.own, each.words) // _NEAR))
    return may[:number]


def _total_of(text: Text, total: Mention, average: Mention) -> bool:
    alike = total.unit.startswith(average.unit) or total.unit.endswith(average.unit)
    if average.unit in text.lexicon.money:
        alike = total.unit in text.lexicon.money
    elif not alike:
        alike = text.lexicon.related(total.unit, average.unit)
    return alike and size(total) >= size(average)


def _counts(text: Text, per: str, known: Known) -> Iterator[Mention]:
    """Numbers of what an average is per, the latest first."""
    for count in reversed(known):
        words = count.unit[:1] + count.own[-_NEAR:] + count.after[:_NEAR]
        if per[0] in words or text.lexicon.related(count.unit, per[0]):
            yield count


def _asked(average: Mention, totals: list[Mention], counts: list[Mention]) -> Pair | None:
    """A total right before an average, and the only number of what it is per."""
    total = next((each for each in totals if each.unit == average.unit), None)
    if total is None or total.sentence is not average.sentence or total.at != average.at - 1:
        return None
    if total.segment != average.segment or not counts:
        return None
    alike = [each for each in counts if overlap(total.own, each.own + each.after) >= _PAIR]
    if len(alike) == 1:
        return total, alike[0]
    return (total, counts[0]) if len({size(each) for each in counts}) == 1 else None
