"""Brackets, semicolons and heads: where in its sentence, and of which time, a figure stands."""

from __future__ import annotations

import re
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon, any_of
from crossfoot.narrative.mention import Mention

_YEAR = re.compile(r"\s*((?:19|20)\d\d)年")


@dataclass(slots=True)
class Marks:
    """Brackets and semicolons passed so far in a sentence."""

    segment: int = 0
    open: list[int] = field(default_factory=list)
    brackets: int = 0

    def step(self, mention: Mention, marks: tuple[str, ...]) -> None:
        """Pass the brackets and semicolons before a figure, and tell it where it stands."""
        for mark in marks:
            if mark in "（(":
                self.brackets += 1
                self.open.append(self.brackets)
            elif mark in "）)":
                if self.open:
                    self.open.pop()
            elif not self.open:
                self.segment += 1
        mention.segment = self.segment
        mention.depth = len(self.open)
        mention.bracket = self.open[-1] if self.open else 0


class Past:
    """Sentences that tell of the earlier period: 去年同期，…."""

    def __init__(self, lexicon: Lexicon) -> None:
        after = r"[^，,]{0,6}[，,：:]"
        self._head = lexicon.pattern("past_heads", before=r"\s*", after=after)
        self._present = lexicon.pattern("present")
        self._year = lexicon.pattern("past_years", before=r"\s*", after=r"[^，,；;]{2,40}")
        self._moved = re.compile(any_of([*lexicon.words("up"), *lexicon.words("down")]))
        self._next = re.compile(r"[，,；;]\s*" + self._present.pattern)

    def span(self, sentence: Sentence) -> tuple[int, int]:
        """From where to where a sentence speaks of the earlier period: by its head or its years."""
        text, start = sentence.text, sentence.start
        if self._head.match(text):
            turn = self._present.search(text)
            return start, start + turn.start() if turn else sentence.end
        if self._year.match(text):
            turn = self._next.search(text)
            return start, start + turn.start() if turn else start
        named = _YEAR.match(text)
        if named is None:
            return start, start
        later = re.search(rf"[，,；;]\s*{int(named[1]) + 1}年", text)
        if later:
            return start, start + later.start()
        earlier = re.search(rf"[，,；;（(]\s*{int(named[1]) - 1}年(?!以来|起)", text)
        if earlier and self._moved.search(text, earlier.end()):
            return start + earlier.start(), sentence.end
        return start, start
