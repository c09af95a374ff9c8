"""What a text's title and first lines say that it is: a report or a plan, and of which time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from crossfoot.forms.periods import Stretch, find_period
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block, BlockKind, Document
from crossfoot.model.patterns import late_pattern

_LOOKED_AT = 10  # blocks among which a title stands, page furniture included
_LONGEST = 60  # characters of a title
_FULL_STOP = late_pattern(r"[。；;！？!?]")
_HEAD = late_pattern(r"[，,]|我|全[市县区镇乡省州街]")
_NUMBERED = late_pattern(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[.．、)）])")
_YEAR = late_pattern(r"20\d\d(?=年)")
_SEVERAL = 2  # years in one paragraph: it begins with one of them and is of none
_SPELT = late_pattern("[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MARKS = late_pattern(r"[\s#　]+")


class Kind(StrEnum):
    """What a part of a title announces."""

    REPORT = "report"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a title: 2023年安全生产工作总结 and 2024年工作思路 in one line.

    Attributes:
        word: the word that says what it is (总结).
        stretch: the time it names; ``None`` when it names none.
        start, end: where it stands in the document's text, from its first word to ``word``.
    """

    kind: Kind
    word: str
    stretch: Stretch | None
    block: Block
    start: int
    end: int


class Dating:
    """Reads titles by the words of a pack."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Arrange the words.

        Args:
            words: the content of ``schemas/documents.yaml``; empty for a pack without.
        """
        reports, plans = words.get("reports") or (), words.get("plans") or ()
        self._plans = frozenset(map(str, plans))
        after = _any(words.get("of_a_plan") or ())
        self._token = re.compile(f"{_any(plans)}(?![^，,。]{{0,4}}{after})|{_any(reports)}")
        self._no_period = re.compile("|".join(map(str, words.get("no_period") or ())) or "(?!)")
        self._hereby = re.compile(str(words.get("hereby") or "(?!)"))
        self._bare = re.compile(str(words.get("bare_time") or "(?!)"))
        self.summaries = frozenset(map(str, words.get("summaries") or ()))

    def parts(self, block: Block) -> Iterator[Part]:
        """What a line announces, in order; nothing for a line that is no title."""
        numbered = _NUMBERED.match(block.text)
        behind = numbered.end() if numbered else 0
        for token in self._token.finditer(block.text):
            before = block.text[behind : token.start()]
            start = behind + len(before) - len(before.lstrip(" 　#及与和暨、，,（("))
            behind = token.end()
            kind = Kind.PLAN if token[0] in self._plans else Kind.REPORT
            stretch = self._stretch(before)
            yield Part(kind, token[0], stretch, block, block.start + start, block.start + behind)

    def title(self, document: Document) -> tuple[Part, ...]:
        """The parts of the first line that announces a report or a plan of a named time."""
        named: tuple[Part, ...] = ()
        for block in document.blocks[:_LOOKED_AT]:
            if not is_title(block) or _NUMBERED.match(block.text):
                continue
            found = tuple(self.parts(block))
            if any(part.stretch for part in found):
                return found
            named = named or found
        return named

    def stretch(self, document: Document) -> Stretch | None:
        """The time that a text reports on; ``None`` for a plan and where no time is named."""
        title = self.title(document)
        if title and all(part.kind is Kind.PLAN for part in title):
            return None
        for part in title:
            if part.kind is Kind.REPORT and part.stretch is not None:
                return part.stretch
        if any(part.stretch for part in title):
            return None  # a plan of that time, and a report of none
        return self._opening(document)

    def announced(self, block: Block) -> Iterator[Part]:
        """The reports that a paragraph announces: 现将2023年上半年工作情况汇报如下."""
        for hereby in self._hereby.finditer(block.text):
            words = Block(hereby[0], block.start + hereby.start(), block.line, block.number)
            for part in self.parts(words):
                if part.kind is Kind.REPORT:
                    yield part

    def named(self, document: Document) -> Iterator[Part]:
        """The reports of a named time that the title and the first paragraphs announce."""
        yield from (p for p in self.title(document) if p.kind is Kind.REPORT and p.stretch)
        for block in document.blocks[:_LOOKED_AT]:
            if not is_title(block):
                yield from (part for part in self.announced(block) if part.stretch)

    def _opening(self, document: Document) -> Stretch | None:
        """The time named in 现将…如下, or with which the first paragraph begins."""
        body = [block for block in document.blocks[:_LOOKED_AT] if not is_title(block)]
        for block in body[:3]:
            for part in self.announced(block):
                if part.stretch is not None:
                    return part.stretch
        for block in body[:1]:
            head = _HEAD.split(_MARKS.sub("", block.text), maxsplit=1)[0]
            if self._bare.fullmatch(head) and len(set(_YEAR.findall(block.text))) < _SEVERAL:
                return self._stretch(head)
        return None

    def _stretch(self, words: str) -> Stretch | None:
        if self._no_period.search(words):
            return None
        found = find_period(_SPELT.sub(lambda year: year[0].translate(_DIGITS), words))
        return None if found is None or found.day is not None else found


def is_title(block: Block) -> bool:
    """Whether a block is a line of its own, not a sentence."""
    if block.kind is BlockKind.HEADING:
        return True
    text = block.text.strip()
    short = block.kind is BlockKind.PARAGRAPH and len(text) <= _LONGEST
    return short and not _FULL_STOP.search(text) and text[-1:] not in "，,、：:"


def _any(words: Iterable[Any]) -> str:
    ordered = sorted(map(str, words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else "(?!)"
