"""The same figure again: a heading or opening against the body, and one indicator stated twice."""

from __future__ import annotations

from crossfoot.narrative.claims import Text, across
from crossfoot.narrative.mention import Mention, Role, Said

RESTATED = across(
    "假定标题（或开头）与正文说的是同一项数字",
    "The heading or opening and the body are taken to state the same figure",
)
AGAIN = across(
    "假定前后两处说的是同一时期、同一范围的同一指标",
    "Both places are taken to state one indicator for one period and scope",
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
        if title.measure != again.measure or (title.role is Role.FIXED) != (
            again.role is Role.FIXED
        ):
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
    if mention.measure in _SHIFTING or (mention.scope or "").endswith(
        text.lexicon.words("scopes.heads")
    ):
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
