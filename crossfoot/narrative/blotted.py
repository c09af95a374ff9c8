"""Digits blotted out: replaced throughout by one mark, or by one and the same digit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossfoot.model.document import Block
from crossfoot.model.submission import Harm
from crossfoot.narrative.lexicon import any_of
from crossfoot.numerals.words import NumberWords

_LEAST_MASKED = 2  # marks before measure words: one alone is an entry left open
_LEAST_NUMBERS = 3
_LEAST_DIGITS = 7
_LEAST_LONG = 2
_ENOUGH = 5000  # characters in which a text that counts things counts some
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"(?<!\d)\d+(?![\d年月日时号])")  # dates are alike by chance: 11月11日
_TWO = re.compile(r"(\d)\D*(?!\1)\d")

Spot = tuple[int, int, Harm]


class Blots:
    """Finds paragraphs whose digits were replaced."""

    def __init__(self, masks: str, words: NumberWords) -> None:
        measures = any_of(
            [*words.measures, *words.money_units, *words.percent_signs, *words.points]
        )
        scale = r"[\s余多几]{0,2}[万亿千百]{0,2}[\s余多]{0,2}"
        ends = r"(?=$|[\s，,。；;、：:！（()）/和及与并的])"
        mark = f"[{re.escape(masks)}]" if masks else "(?!)"
        self._mark = re.compile(mark)
        self._masked = re.compile(
            rf"(?<=[一-鿿、，,：:（(]){mark}{{1,12}}(?:[.．,，]{mark}{{1,6}}){{0,3}}"
            rf"{scale}{measures}{ends}"
        )
        self._numbered = re.compile(rf"(?<!\d)\d++(?:[.．]\d++)?{scale}{measures}")

    def find(self, blocks: Sequence[Block]) -> Iterator[Spot]:
        """The paragraphs without their digits: from the first place to the last in each."""
        yield from self._marks(blocks)
        yield from self._digits(blocks)

    def _marks(self, blocks: Sequence[Block]) -> Iterator[Spot]:
        found = [
            (block, [match.span() for match in self._masked.finditer(block.text)])
            for block in blocks
            if self._mark.search(block.text) is not None
        ]
        if sum(len(spans) for _, spans in found) < _LEAST_MASKED:
            return
        for block, spans in found:
            if spans:
                yield block.start + spans[0][0], block.start + spans[-1][1], Harm.MASKED

    def _digits(self, blocks: Sequence[Block]) -> Iterator[Spot]:
        """Paragraphs with one digit only, or all of a text that has but one."""
        alike = [block for block in blocks if _TWO.search(block.text) is None]
        whole = len(alike) == len(blocks) and self._uniform(" ".join(b.text for b in alike))
        for block in alike:
            if whole or self._uniform(block.text):
                spans = [match.span() for match in _NUMBER.finditer(block.text)]
                if spans:
                    yield block.start + spans[0][0], block.start + spans[-1][1], Harm.ONE_DIGIT

    def _uniform(self, text: str) -> bool:
        """Whether one digit stands in more numbers, and longer ones, than chance allows."""
        numbers = _COUNTED.findall(text)
        if sum(map(len, numbers)) < _LEAST_DIGITS or len(set("".join(numbers))) > 1:
            return False
        long = sum(len(number) > 1 for number in numbers)
        counted = sum(1 for _ in self._numbered.finditer(text[:_ENOUGH]))
        return counted >= _LEAST_NUMBERS and long >= _LEAST_LONG
