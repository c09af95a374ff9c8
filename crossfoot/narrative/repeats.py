"""The same figure again: a heading or opening against the body, and one indicator stated twice."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import Text, across, kind_of
from crossfoot.narrative.mentions import Mention, Role, Said

RESTATED = across(
    "假定标题（或开头）与正文说的是同一项数字",
    "The heading or opening and the body are taken to state the same figure",
)
AGAIN = across(
    "假定前后两处说的是同一时期、同一范围的同一指标",
    "Both places are taken to state one indicator for one period and scope",
)
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s*(?:月份?)?\s*(?:[-~～—–]|至|到)\s*(1[0-2]|[1-9])\s*月")
_MONTH = re.compile(r"(?<![\d\-~～—–至到])(1[0-2]|[1-9])\s*月份?(?!\s*\d|\s*[-~～—–至到底])")
_SPOKEN = {"上半年": (1, 6), "前三季度": (1, 9), "一季度": (1, 3)}
CUMULATED = across(
    "假定当月数与累计数说的是同一指标", "The month and the months to date are taken to be of one indicator"
)


def find_repeats(text: Text, all_said: list[Said]) -> None:
    """Note the figures that are stated again."""
    mentions = [mention for said in all_said for mention in said.mentions]
    body = [mention for mention in mentions if not mention.sentence.title]
    index: dict[str, list[Mention]] = {}
    for mention in body:
        index.setdefault(_class(text, mention), []).append(mention)
    for mention in mentions:
        if mention.sentence.title:
            _from_title(text, mention, index.get(_class(text, mention), []))
    _again(text, body)


def _class(text: Text, mention: Mention) -> str:
    classes = sorted(text.lexicon.unit_classes.get(mention.unit, ()))
    return classes[0] if classes else mention.unit


def _core(text: Text, mention: Mention) -> str:
    words = text.lexicon.pattern("adverbs").sub("", mention.own or mention.label)
    return words + text.lexicon.pattern("adverbs").sub("", mention.after)


def _from_title(text: Text, title: Mention, body: list[Mention]) -> None:
    """A heading states a figure that the body gives again, perhaps with more digits."""
    if title.sentence.plan or title.role not in (Role.COUNT, Role.FIXED, Role.RATE):
        return
    name = _core(text, title)
    best: tuple[int, Mention] | None = None
    for again in body[:400]:
        if again.role is not title.role and Role.RATE in (again.role, title.role):
            continue
        if again.role not in (Role.COUNT, Role.FIXED, Role.RATE) or again.depth:
            continue
        if title.measure != again.measure or (title.role is Role.FIXED) != (again.role is Role.FIXED):
            continue
        score = _common(name, _core(text, again))
        if score and again.unit == title.unit and (best is None or score > best[0]):
            best = (score, again)
    if best is not None:
        text.claims.add("repeat", [("first", title), ("again", best[1])], basis=RESTATED)


def _common(one: str, other: str) -> int:
    return sum(1 for i in range(len(one) - 1) if one[i : i + 2] in other)


def _again(text: Text, body: list[Mention]) -> None:
    """One indicator, word for word, in two sentences that both speak of everything."""
    seen: dict[tuple[str, str, str], Mention] = {}
    for mention in body:
        key = _signature(text, mention)
        if key is None:
            continue
        first = seen.get(key)
        if first is None:
            seen[key] = mention
        elif first.sentence.block.number != mention.sentence.block.number:
            text.claims.add("repeat", [("first", first), ("again", mention)], basis=AGAIN)


def _signature(text: Text, mention: Mention) -> tuple[str, str, str] | None:
    """What a figure counts in words that are said of everything; None when it is of a part."""
    if mention.role not in (Role.COUNT, Role.FIXED, Role.RATE) or mention.depth or mention.listed:
        return None
    if mention.measure in _SHIFTING or (mention.scope or "").endswith(text.lexicon.words("scopes.heads")):
        return None
    if not _everywhere(text, mention):
        return None
    if mention.role is Role.RATE:
        return _rate_signature(text, mention)
    words = text.lexicon.pattern("repeat_stopwords").sub("", mention.own)
    fixed = "整改" if mention.role is Role.FIXED else ""
    if fixed:
        words = text.lexicon.pattern("stages.fixed").sub("", words)
    if len(words + fixed) < 2:
        return None
    return fixed + words, mention.unit, mention.role.value


_SHIFTING = ("cases", "death", "injury", "loss", "income", "spending")
"""Measures that reports state for many periods in the same words."""


def _rate_signature(text: Text, mention: Mention) -> tuple[str, str, str] | None:
    """整治率 and 整改完成率 of 隐患 are one rate."""
    if not text.lexicon.pattern("stages.fixed").search(mention.own):
        return None
    found = text.lexicon.pattern("fixable").search(mention.own)
    return ("率" + (found.group() if found else ""), mention.unit, mention.role.value)


def _everywhere(text: Text, mention: Mention) -> bool:
    begin = mention.start - mention.sentence.start
    if mention.sentence.opening:
        return True
    before = mention.sentence.text[max(0, begin - 60) : begin]
    return text.lexicon.pattern("scopes.everywhere").search(before) is not None


def find_cumulative(text: Text, all_said: list[Said]) -> None:
    """A month cannot exceed the months that contain it (3月38起, 1—3月69起)."""
    stated: dict[tuple[str, str], list[tuple[tuple[int, int], Mention]]] = {}
    period: tuple[int, int] | None = None
    for said in all_said:
        sentence = said.sentence
        behind = 0
        for mention in said.mentions:
            words = sentence.text[behind : mention.start - sentence.start]
            period = _period(words) or period
            behind = mention.number.unit_end - sentence.start
            if period is None or mention.role is not Role.COUNT or mention.depth:
                continue
            if mention.measure is None or mention.listed:
                continue
            key = (kind_of(mention), mention.unit)
            for other, earlier in stated.get(key, ()):
                _contain(text, (period, mention), (other, earlier))
            stated.setdefault(key, []).append((period, mention))
            del stated[key][:-4]


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
    return left == right or not left or not right


def _period(words: str) -> tuple[int, int] | None:
    for name, months in _SPOKEN.items():
        if name in words:
            return months
    span = None
    for span in _MONTHS.finditer(words):
        pass
    if span is not None:
        return int(span[1]), int(span[2])
    month = None
    for month in _MONTH.finditer(words):
        pass
    return (int(month[1]), int(month[1])) if month is not None else None
