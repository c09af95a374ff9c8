"""Of what a figure speaks: what it counts, for which field of work, campaign and period."""

from __future__ import annotations

import re

from crossfoot.model.figure import Figure, Place
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon, remembered
from crossfoot.narrative.mention import Mention

_NAME = r"[一-鿿“”\"、/（）()0-9]{1,20}?"
_EDGE = r"(?:^|[，,。；;：:、\s]|[一二三四五六七八九十]是)"


class Scopes:
    """How a lexicon tells by which words scope and period are stated."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.field = remembered(lexicon.field)
        heads = lexicon.pattern("scopes.heads").pattern
        actions = lexicon.pattern("scopes.actions").pattern
        # The first of each two is quickly seen not to be there.
        self._any_head = re.compile(f"{heads}[，,：:]")
        self._head = re.compile(f"{_EDGE}({_NAME}{heads})[，,：:]")
        self._any_action = re.compile(actions)
        self._action = re.compile(f"(?:开展|组织|实施|进行|以|抓实|结合)({_NAME}{actions})")
        self._period = re.compile("|".join(lexicon.words("periods")) or r"(?!)")

    def named(self, text: str) -> list[tuple[int, str]]:
        """The scopes that a sentence names, each with the offset behind it, in order."""
        found: list[tuple[int, str]] = []
        if self._any_head.search(text):
            found += [(match.end(1), match.group(1)) for match in self._head.finditer(text)]
        if self._any_action.search(text):
            found += [(match.end(1), match.group(1)) for match in self._action.finditer(text)]
        return sorted(found)

    def times(self, text: str) -> list[tuple[int, str]]:
        """The periods that a sentence names, each with the offset behind it, in order."""
        return [(match.end(), match.group()) for match in self._period.finditer(text)]


class About:
    """Scope and period: stated by the head of a clause, inherited until another is stated."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
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
        self._marks = self._scopes.named(sentence.text)
        self._times = self._scopes.times(sentence.text)

    def mention(self, mention: Mention, name: str, place: Place) -> None:
        """Make a figure of a mention: its scope, period, what it counts and which field it is."""
        at = mention.start - mention.sentence.start
        mention.scope = _latest(self._marks, at) or self._scope
        mention.period = _latest(self._times, at) or self._time
        what = (mention.label.strip("的") or mention.subject) + mention.after
        number = mention.number
        mention.figure = Figure(
            name,
            number.text,
            number.quantity,
            place,
            what=what[:40] or None,
            scope=mention.scope,
            period=mention.period,
            field=self._scopes.field(mention.words, mention.unit),
        )


def _latest(marks: list[tuple[int, str]], at: int) -> str | None:
    name = None
    for end, found in marks:
        if end > at:
            break
        name = found
    return name
