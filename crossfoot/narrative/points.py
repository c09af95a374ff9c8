"""Percentages that have lost their decimal point: 整改率846%, 下降153%, 84 6%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.model.document import Block
from crossfoot.model.submission import Harm
from crossfoot.narrative.lexicon import any_of

_SIGN = r"\s?[%％﹪]"
_PERCENT = re.compile(
    rf"(?<![\d.．,，])(?:(?P<plain>\d{{1,5}}(?:[ \u3000]\d{{1,3}}){{0,4}})"
    rf"|(?P<stop>\d{{1,3}}。\d{{1,2}})|\d+[.．]\d+){_SIGN}"
)
_PROMISING = re.compile(
    r"(?<![\d.．])(?!100\s?[%％﹪])(?:\d{3,5}|\d{1,3}[ \u3000。]\d{1,3})\s?[%％﹪]"
)
_APART = re.compile(r"\d{1,2}[ \u3000]\d{1,2}|\d [\d ]{1,4}\d")
_WORD = re.compile("[一-鿿]")
_JOINS = re.compile(r"\s*(?:[、和及与]|以及)\s*|[，,]\s*")
_COUNT = re.compile(r"(?<![\d.．])\d{1,9}(?![\d.．\s]*[%％﹪\d]|[.．]\d)")
_CLAUSE = re.compile(r"[，,。；;：:！？!?（(）)\n]")
_SENTENCE = re.compile(r"[。！？!?]")
_ALL = 100
_CLEARLY = 200  # less may be true of a faulty count: 52 of 50 are 104 %
_NEAR = 10  # counts looked at around a percentage, so that cost stays linear
_LABEL = 24
_AROUND = 120  # characters around a percentage in which the counts behind it are looked for
_SO_MANY = 40  # such percentages in one paragraph leave no other to be relied on
_NEARBY = 60  # characters before it in which is said what fell

Spot = tuple[int, int, Harm]


class Points:
    """Finds percentages that only a lost decimal point explains."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        between = str(data.get("between") or "")
        rate = any_of(data.get("rate") or ())
        self._bounded = re.compile(f"{any_of(data.get('bounded') or ())}{rate}(?:{between})$")
        shares = "|".join(map(str, data.get("shares") or ())) or "(?!)"
        self._share = re.compile(f"(?:{shares})(?:{between})$")
        some = "|".join(map(str, data.get("of_some") or ())) or "(?!)"
        self._some = re.compile(f"(?:{some})(?:{between})$")
        self._fall = re.compile(f"{any_of(data.get('falls') or ())}(?:{between}|分别)$")
        self._signed = re.compile(any_of(data.get("signed") or ()))
        self._respectively = re.compile(
            r"(?:均|都|分别|各|依次)[为达是占]?$|分别(?=下降|减少|降低|占)"
        )
        self._rated = re.compile(f"{rate}(?:{between})$")

    def find(self, blocks: Sequence[Block]) -> Iterator[Spot]:
        """The percentages of each paragraph that cannot be."""
        for block in blocks:
            signs = "%" in block.text or "％" in block.text or "﹪" in block.text
            if signs and _PROMISING.search(block.text) is not None:
                for number, (start, end) in enumerate(self._of(block.text), start=1):
                    stop = len(block.text) if number == _SO_MANY else end
                    yield block.start + start, block.start + stop, Harm.POINT
                    if number == _SO_MANY:
                        break

    def _of(self, text: str) -> Iterator[tuple[int, int]]:
        behind, label = 0, ""
        for match in _PERCENT.finditer(text):
            gap = text[behind : match.start()]
            if not (behind and _JOINS.fullmatch(gap)):
                label = _label(text, behind, match.start())
            behind = match.end()
            if match["stop"] is not None:
                yield match.span()
                continue
            digits = "".join((match["plain"] or "").split())
            if digits and int(digits) > _ALL and self._impossible(label, int(digits), text, match):
                yield match.span()

    def _impossible(self, label: str, value: int, text: str, match: re.Match[str]) -> bool:
        if _APART.fullmatch(match["plain"] or "") and _WORD.match(text, match.start() - 1):
            return True  # nobody writes 970% as 97 0%
        label = self._respectively.sub("", label)
        if self._fall.search(label):
            before = text[max(0, match.start() - _NEARBY) : match.start()]
            return self._signed.search(before) is None
        if self._some.search(label):
            return not _explained(value, 1, _counts(text, match))
        if value >= _CLEARLY and (self._bounded.search(label) or self._share.search(label)):
            return not _explained(value, 1, _counts(text, match))
        if self._rated.search(label) or self._share.search(label):
            counts = _counts(text, match)
            return _explained(value, 1, counts) is False and (
                _explained(value, 10, counts) or _explained(value, 100, counts)
            )
        return False


def _label(text: str, begin: int, end: int) -> str:
    """The words of its own clause before a figure, without blanks."""
    words = text[max(begin, end - _LABEL) : end]
    return "".join(_CLAUSE.split(words)[-1].split())


def _counts(text: str, match: re.Match[str]) -> list[int]:
    """The whole numbers in the sentence around a percentage."""
    begin, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
    begin = max(
        (found.end() for found in _SENTENCE.finditer(text, begin, match.start())), default=begin
    )
    stop = _SENTENCE.search(text, match.end(), end)
    end = stop.start() if stop else end
    found = [int(one[0]) for one in _COUNT.finditer(text, begin, end)]
    return found[-_NEAR:]


def _explained(value: int, scale: int, counts: list[int]) -> bool:
    """Whether one count is this percentage of another, up to half a unit of its last digit."""
    for part in counts:
        for whole in counts:
            if whole > 0 and abs(2 * (_ALL * scale * part - value * whole)) <= whole:
                return True
    return False
