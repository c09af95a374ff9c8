"""Comparing the words of two figures: what they name, how they qualify it, what they share."""

from __future__ import annotations

import re

from crossfoot.narrative.lexicon import Lexicon, remembered
from crossfoot.narrative.mention import Mention, Role

_BY_WHEN = re.compile(
    r"(?:截至|截止|至|到)?(?:(?:19|20)\d\d年)?(?:\d{1,2}月(?:份|底|初|末|[上中下]旬)?)?(?:\d{1,2}日)?"
    r"(?:之?前|止|为止|底)?"
)
_DENIALS = "不未无非"
_DENIED = re.compile(rf"[{_DENIALS}](?:完成|能够?|予以?|按期|及时|全部)?$")
_COMMAS = re.compile(r"[，,；;：:]")
_STOP = re.compile(r"[，,。；;：:（）()]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_CLAUSE = 40
_DIGITS = {sign: at for at, sign in enumerate("〇一二三四五六七八九十")} | {"两": 2}


def thing(lexicon: Lexicon, mention: Mention) -> str:
    """What a fixed figure names itself: 整改到位重大隐患 is of 重大隐患."""
    own = lexicon.doers.sub("", _BY_WHEN.sub("", mention.own, count=1), count=1)
    own = lexicon.pattern("stages.verified", before="^").sub("", own)
    rest = lexicon.pattern("stages.fixed").sub("", own)
    rest = lexicon.pattern("stages.done").sub("", rest)
    rest = lexicon.pattern("adverbs").sub("", rest)
    return rest if len(rest) > 1 else ""


def qualifier(lexicon: Lexicon, mention: Mention) -> str:
    """重大, 较大, 一般 … where the words of a figure say so."""
    found = lexicon.pattern("qualifiers").search(mention.words)
    return found.group() if found else ""


def planned(lexicon: Lexicon, mention: Mention) -> bool:
    """Whether a figure is what was meant to be done, which work may exceed."""
    return lexicon.pattern("planned").search(mention.own) is not None


def clause_of(mention: Mention) -> str:
    """The words of the clause in which a figure stands, up to it."""
    at = mention.start - mention.sentence.start
    words = mention.sentence.text[max(0, at - _CLAUSE) : at]
    return _STOP.split(_BRACKETS.sub("", words))[-1].replace(" ", "")


def number_of(sign: str) -> int:
    """A number up to ten as a report writes it: 3, 三, 两."""
    return int(sign) if sign.isascii() else _DIGITS[sign]


@remembered
def overlap(one: str, other: str) -> int:
    """Number of characters of a name that stand in pairs in the other words as well."""
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return sum(2 for pair in pairs if pair in other)


def of_one_kind(one: Mention, other: Mention) -> bool:
    """改正通知书1487份、停工通知书208份: two of one list under one noun, neither of the other."""
    noun = other.own[-_NOUN:]
    return other.gap.startswith("、") and len(noun) == _NOUN and one.own.endswith(noun)


_NOUN = 3
"""Characters of a noun that two of a list have in common."""


def one_of_two(mentions: tuple[Mention, ...], part: Mention) -> bool:
    """共性问题整改14个、个性问题整改123个，整改率97.9%: fixed of either, and a rate of all."""
    before = mentions[part.at - 1] if part.at else None
    if before is None or not part.gap.startswith("、") or not part.own:
        return False
    return before.role is part.role is Role.FIXED and (
        before.whole is None or before.whole is not part.whole
    )


def of_the_rest(mentions: tuple[Mention, ...], rate: Mention) -> bool:
    """剩余1家完成整改进度的85%: a rate in the clause of those that are left is of them alone."""
    before = mentions[rate.at - 1] if rate.at else None
    return before is not None and before.role is Role.REST and not _COMMAS.search(rate.gap)


def denied(root: str, own: str) -> bool:
    """不合格 is no part of which 合格率 speaks."""
    at = max((own.find(root[i : i + 2]) for i in range(len(root) - 1)), default=-1)
    if own.endswith("率"):
        return True
    return at > 0 and root[0] not in _DENIALS and _DENIED.search(own[:at]) is not None


def root_of(lexicon: Lexicon, label: str) -> str:
    """The words of a rate before 率: 整改完成 of 整改完成率."""
    end = label.rfind("率")
    for word in lexicon.words("rates"):
        end = max(end, label.rfind(word))
    return label[:end] if end >= 0 else label
