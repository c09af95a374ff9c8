"""A month within the months to date, a day or batch within all so far."""

from __future__ import annotations

import re
from itertools import pairwise

from crossfoot.narrative.claims import Text, across, kind_of
from crossfoot.narrative.lexicon import remembered
from crossfoot.narrative.mention import Mention, Role, Said

_MONTHS = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*(?:月份?)?\s*(?:[-~～—–]|至|到)\s*(1[0-2]|[1-9])\s*月"
)
_MONTH = re.compile(r"(?<![\d\-~～—–至到])(1[0-2]|[1-9])\s*月份?(?!\s*\d|\s*[-~～—–至到底])")
_SPOKEN = {"上半年": (1, 6), "前三季度": (1, 9), "一季度": (1, 3)}
CUMULATED = across(
    "假定当月数与累计数说的是同一指标",
    "The month and the months to date are taken to be of one indicator",
)
_BATCH = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[批轮期]|(?:当|本)[日月周旬]|今[日天]")
_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")
_TO_DATE = re.compile(
    r"截至|截止|至此|累计|至今|\d+\s*[-~～—–]\s*\d+\s*[批轮期]|第?一至第?[^，,]{1,3}[批轮期]"
)
TO_DATE = across(
    "假定后一处的累计数包含前一处的当期数",
    "The figure to date is taken to include the one stated before for a day or batch",
)


def find_cumulative(text: Text, all_said: list[Said]) -> None:
    """A month cannot exceed the months that contain it (3月38起, 1—3月69起)."""
    stated: dict[tuple[str, str], list[tuple[tuple[int, int], Mention]]] = {}
    period: tuple[int, int] | None = None
    here = -1
    for said in all_said:
        sentence = said.sentence
        behind = 0
        for mention in said.mentions:
            words = sentence.text[behind : mention.start - sentence.start]
            now = _period(words)
            period, here = (now, sentence.index) if now is not None else (period, here)
            behind = mention.number.unit_end - sentence.start
            if period is None or mention.role is not Role.COUNT or mention.depth:
                continue
            if mention.measure is None or mention.listed or _of_a_kind(mention):
                continue
            if text.claims.adds_up([mention]) and _length(period):
                continue  # one of the causes or places of the quarter
            key = (kind_of(mention), mention.unit)
            for other, earlier in stated.get(key, ()):
                _contain(text, (period, mention), (other, earlier))
            rest = text.lexicon.pattern("closing").search(mention.gap) is not None
            if (rest or here != sentence.index) and _length(period):
                continue  # a section on a quarter tells of much else than of the quarter
            stated.setdefault(key, []).append((period, mention))
            del stated[key][:-4]


def _of_a_kind(mention: Mention) -> bool:
    """其余为荒草火灾，共85起: the last of several kinds in a sentence, not all of a period."""
    words = mention.sentence.text[: mention.start - mention.sentence.start]
    return mention.at > 0 and re.search(r"其余|其他|其它", words) is not None


def _contain(
    text: Text, one: tuple[tuple[int, int], Mention], other: tuple[tuple[int, int], Mention]
) -> None:
    (inner, part), (outer, whole) = sorted((one, other), key=lambda pair: _length(pair[0]))
    if inner == outer or inner[0] < outer[0] or inner[1] > outer[1]:
        return
    if inner[0] == inner[1] and _same_thing(text, part, whole):
        text.claims.add("le", [("part", part), ("whole", whole)], basis=CUMULATED)


def _length(period: tuple[int, int]) -> int:
    return period[1] - period[0]


def _same_thing(text: Text, part: Mention, whole: Mention) -> bool:
    left, right = part.subject, whole.subject
    picked = text.lexicon.pattern("special")
    if picked.search(left) or picked.search(right):
        return left == right
    return left == right or not right


@remembered
def _period(words: str) -> tuple[int, int] | None:
    for name, months in _SPOKEN.items():
        if name in words:
            return months
    spans = _MONTHS.findall(words)
    if spans:
        return int(spans[-1][0]), int(spans[-1][1])
    single = _MONTH.findall(words)
    return (int(single[-1]), int(single[-1])) if single else None


def find_to_date(text: Text, all_said: list[Said]) -> None:
    """A day's or batch's figure and the one to date in the sentence that follows."""
    for narrow, wide in pairwise(all_said):
        if wide.sentence.block.number - narrow.sentence.block.number > 1:
            continue
        if not (_of_a_day(narrow) and _to_date(wide)):
            continue
        known = {_indicator(mention): mention for mention in wide.mentions if _countable(mention)}
        for part in narrow.mentions:
            whole = known.get(_indicator(part))
            if whole is not None and _countable(part):
                text.claims.add("le", [("part", part), ("whole", whole)], basis=TO_DATE)


def _head(said: Said) -> str:
    return said.sentence.text[: said.mentions[0].start - said.sentence.start]


def _of_a_day(said: Said) -> bool:
    head = _head(said)
    if _TO_DATE.search(head):
        return False
    return _BATCH.search(head) is not None or _DAY.search(head) is not None


def _to_date(said: Said) -> bool:
    return _TO_DATE.search(_head(said)) is not None


def _countable(mention: Mention) -> bool:
    plain = mention.role in (Role.COUNT, Role.FIXED) and not mention.depth
    return plain and not mention.listed and len(mention.own + mention.after) > 1


def _indicator(mention: Mention) -> tuple[str, str]:
    words = _BATCH.sub("", _TO_DATE.sub("", mention.own))
    return (words if len(words) > 1 else mention.after), mention.unit
