"""The same figure again: a heading or opening against the body, and one indicator stated twice."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import Text, across
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.surroundings import Surroundings

RESTATED = across(
    "假定标题（或开头）与正文说的是同一项数字",
    "The heading or opening and the body are taken to state the same figure",
)
AGAIN = across(
    "假定前后两处说的是同一时期、同一范围的同一指标",
    "Both places are taken to state one indicator for one period and scope",
)


def find_repeats(text: Text, all_said: list[Said], around: Surroundings) -> None:
    """Note the figures that are stated again."""
    mentions = [mention for said in all_said for mention in said.mentions]
    body = [mention for mention in mentions if not mention.sentence.title]
    if len(body) < len(mentions):
        index: dict[str, list[Mention]] = {}
        for mention in body:
            index.setdefault(_class(text, mention), []).append(mention)
        titled = [said for said in all_said if said.sentence.title and not _row_of_a_table(said)]
        for mention in (mention for said in titled for mention in said.mentions):
            _from_title(text, mention, index.get(_class(text, mention), []))
    _again(text, body, around)


def _row_of_a_table(said: Said) -> bool:
    """4 建设 11项 7项 63.6%: figures in a row are no heading."""
    return len(said.mentions) > _TITLED_AT_MOST and "，" not in said.sentence.text


_TITLED_AT_MOST = 2


def _class(text: Text, mention: Mention) -> str:
    classes = sorted(text.lexicon.unit_classes.get(mention.unit, ()))
    return classes[0] if classes else mention.unit


def _core(text: Text, mention: Mention) -> str:
    words = text.lexicon.pattern("adverbs").sub("", mention.own or mention.label)
    return words + text.lexicon.pattern("adverbs").sub("", mention.after)


_TITLED = (Role.COUNT, Role.FIXED, Role.RATE)
"""Roles of figures that a heading states."""


def _from_title(text: Text, title: Mention, body: list[Mention]) -> None:
    """A heading states a figure that the body gives again, perhaps with more digits."""
    if title.sentence.plan or title.role not in (*_TITLED, Role.PERCENT):
        return
    name = _core(text, title)
    suiting: list[tuple[int, Mention]] = []
    for again in body[:400]:
        if again.role is not title.role and {again.role, title.role} & {Role.RATE, Role.PERCENT}:
            continue
        if again.role not in (*_TITLED, Role.PERCENT) or again.depth:
            continue
        if again.direction != title.direction:
            continue
        if title.measure != again.measure or (title.role is Role.FIXED) != (
            again.role is Role.FIXED
        ):
            continue
        score = _common(name, _core(text, again))
        if score and again.unit == title.unit:
            suiting.append((score, again))
    if suiting:
        text.claims.add(
            "repeat", [("first", title), ("again", _meant(title, suiting))], basis=RESTATED
        )


def _meant(title: Mention, suiting: list[tuple[int, Mention]]) -> Mention:
    """Of several figures with nearly the same words the first that the heading may round."""
    best = max(score for score, _ in suiting)
    close = [again for score, again in suiting if 5 * score >= 3 * best]
    for again in close:
        one, other = title.number.quantity.possible(), again.number.quantity.possible()
        if one.meets(other):
            return again
    return next(again for score, again in suiting if score == best)


def _common(one: str, other: str) -> int:
    return sum(1 for i in range(len(one) - 1) if one[i : i + 2] in other)


def _again(text: Text, body: list[Mention], around: Surroundings) -> None:
    """One indicator, word for word, in two sentences that both speak of everything."""
    seen: dict[tuple[object, ...], Mention] = {}
    for mention in body:
        signature = _signature(text, mention, around.year)
        if signature is None:
            continue
        key = (*signature, around.of(mention))
        first = seen.get(key)
        if first is None:
            seen[key] = mention
        elif first.sentence.block.number != mention.sentence.block.number:
            text.claims.add("repeat", [("first", first), ("again", mention)], basis=AGAIN)


def _signature(text: Text, mention: Mention, year: int | None) -> tuple[str, str, str] | None:
    """What a figure counts in words that are said of everything; None when it is of a part."""
    if mention.role not in (Role.COUNT, Role.FIXED, Role.RATE) or mention.depth or mention.listed:
        return None
    if mention.measure in _SHIFTING or (mention.scope or "").endswith(
        text.lexicon.words("scopes.heads")
    ):
        return None
    if not _everywhere(text, mention):
        return None
    if mention.after.startswith(_THRESHOLDS):
        return None  # 整治率达到100%的有4个: of which there are some
    if mention.role is Role.RATE:
        return _rate_signature(text, mention)
    words = text.lexicon.pattern("repeat_stopwords").sub("", mention.own)
    fixed = "整改" if mention.role is Role.FIXED else ""
    if fixed:
        words = text.lexicon.pattern("stages.fixed").sub("", words)
    if len(words + fixed) < 2:
        return None
    return fixed + words + _time(mention, year), mention.unit, mention.role.value


_THRESHOLDS = ("的", "以上", "以下", "及以上", "及以下", "至", "到")
_SHIFTING = ("cases", "death", "injury", "loss", "income", "spending")
"""Measures that reports state for many periods in the same words."""


def _rate_signature(text: Text, mention: Mention) -> tuple[str, str, str] | None:
    """整治率 and 整改完成率 of 隐患 are one rate."""
    if not text.lexicon.pattern("stages.fixed").search(mention.own):
        return None
    found = text.lexicon.pattern("fixable").search(mention.own)
    return "率" + (found.group() if found else ""), mention.unit, mention.role.value


_TO_DATE = re.compile(r"目前|至今|以来")
_TIME = re.compile(
    r"\d{4}年|\d{1,2}(?:[-—~至]\d{1,2})?月(?:\d{1,2}日|底|份)?|[上下]半年|[一二三四]季度|[去上]年"
    r"|[本当][月周日年]|昨[日天]|[^，,。；;\s]{1,12}期间"
)


def _time(mention: Mention, year: int | None) -> str:
    """The time named before a figure; 截至目前 and the text's own year are none in particular."""
    begin = mention.start - mention.sentence.start
    words = mention.sentence.text[max(0, begin - 80) : begin]
    words = words[max(words.rfind("；"), words.rfind(";")) + 1 :]
    words = _TO_DATE.split(words)[-1]
    return "|".join(time for time in _TIME.findall(words) if time != f"{year}年")


def _everywhere(text: Text, mention: Mention) -> bool:
    begin = mention.start - mention.sentence.start
    if mention.sentence.opening:
        return True
    before = mention.sentence.text[max(0, begin - 60) : begin]
    lexicon = text.lexicon
    if lexicon.pattern("scopes.everywhere").search(before) is not None:
        return True
    return lexicon.pattern("scopes.all_year").search(before) is not None
