"""Of what a figure speaks: what it counts, for which field of work, campaign and period."""

from __future__ import annotations

import re

from crossfoot.model.figure import Figure
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention

_NAME = r"[一-鿿“”\"、/（）()0-9]{1,20}?"
_EDGE = r"(?:^|[，,。；;：:、\s]|[一二三四五六七八九十]是)"


class About:
    """Scope and period: stated by the head of a clause, inherited until another is stated."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        heads = lexicon.pattern("scopes.heads").pattern
        actions = lexicon.pattern("scopes.actions").pattern
        self._head = re.compile(f"{_EDGE}({_NAME}{heads})[，,：:]")
        self._action = re.compile(f"(?:开展|组织|实施|进行|以|抓实|结合)({_NAME}{actions})")
        self._period = re.compile("|".join(lexicon.words("scopes.periods")) or r"(?!)")
        self._block = 0
        self._marks: list[tuple[int, str]] = []
        self._times: list[tuple[int, str]] = []
        self._scope: str | None = None
        self._time: str | None = None

    def sentence(self, sentence: Sentence) -> None:
        """Take note of what a sentence says of scope and period, and where."""
        if sentence.block.number != self._block:
            self._block = sentence.block.number
            self._scope = self._time = None
        else:
            self._scope = self._marks[-1][1] if self._marks else self._scope
            self._time = self._times[-1][1] if self._times else self._time
        text = sentence.text
        found = [(match.end(1), match.group(1)) for match in self._head.finditer(text)]
        found += [(match.end(1), match.group(1)) for match in self._action.finditer(text)]
        self._marks = sorted((sentence.start + at, name) for at, name in found)
        self._times = [
            (sentence.start + match.end(), match.group()) for match in self._period.finditer(text)
        ]

    def mention(self, mention: Mention) -> None:
        """Give a figure its scope, period, what it counts and the field of a form it is."""
        mention.scope = _latest(self._marks, mention.start) or self._scope
        mention.period = _latest(self._times, mention.start) or self._time
        what = (mention.label.strip("的") or mention.subject) + mention.after
        bare = mention.figure
        mention.figure = Figure(
            bare.id,
            bare.text,
            bare.quantity,
            bare.place,
            what=what[:40] or None,
            scope=mention.scope,
            period=mention.period,
            field=self._lexicon.field(mention.words, mention.unit),
        )


def _latest(marks: list[tuple[int, str]], at: int) -> str | None:
    name = None
    for end, found in marks:
        if end > at:
            break
        name = found
    return name
