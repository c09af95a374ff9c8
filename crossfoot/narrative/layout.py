"""Blocks to sentences: titles, openings, lists, plans, and lines that are not the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block, BlockKind, Document
from crossfoot.narrative.lexicon import Lexicon, any_of

LONGEST = 1200
"""Characters after which a sentence without a full stop is cut, so that cost stays linear."""

_END = re.compile(r"[。！？!?]+[”’」』）)]*")
_STOP = re.compile(r"[。！？；;!?]")
_FULL_STOP = re.compile(r"[。；;]")
_CUT = re.compile(r"[；;，,、\s]")
_MARKER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|"
    r"\d{1,2}\s*[.．、)）](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,2}[、，,]|[-•·●◆]\s)"
)
_ANNEX = re.compile(r"\s*附(?:件|表|录|注)?\s*\d{0,2}\s*[:：]")
_HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|#{1,2}\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report.

    Attributes:
        text: its characters; ``document.text[start:end]`` is the same.
        block: the paragraph it stands in, by number and line.
        title: it is a heading above the first paragraph.
        opening: it stands in the first paragraph.
        plan: its section tells what is meant to happen.
        item: its paragraph begins with a list marker, and it is the first sentence there.
        section: number of headings above it.
    """

    index: int
    start: int
    text: str
    block: Block
    title: bool = False
    opening: bool = False
    plan: bool = False
    item: bool = False
    section: int = 0

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)


class Layout:
    """How a lexicon tells the report from what surrounds it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.markers = re.compile("|".join(lexicon.words("noise.markers")) or r"(?!)")
        lines = lexicon.words("noise.lines")
        self._lines = re.compile(r"\s*(?:" + ("|".join(lines) or r"(?!)") + r")\s*")
        self._lists = re.compile(r"\s*" + any_of(lexicon.words("noise.lists")) + r"\s*[:：]?\s*")
        stamps = "|".join(lexicon.words("noise.stamp"))
        self._stamp = re.compile((stamps or r"(?!)") + r"\s*$")
        self._plans = lexicon.pattern("plans")

    def blocks(self, document: Document) -> Iterator[Block]:
        """The paragraphs and headings of the report itself."""
        listing = False
        for block in document.blocks:
            if block.kind is BlockKind.ROW:
                continue
            text = block.text
            short = len(text) <= 200
            if short and self._lists.fullmatch(text):
                listing = True
                continue
            if listing and not _STOP.search(text) and short:
                continue
            listing = False
            if short and (self._lines.fullmatch(text) or self._link(text)):
                continue
            yield block

    def _link(self, text: str) -> bool:
        return not _STOP.search(text) and self._stamp.search(text) is not None

    def _plan(self, heading: str, before: bool) -> bool:
        """A heading of the first level opens or ends a section of plans; a lower one stays in."""
        if self._plans.search(heading) is not None:
            return True
        return before and _HEAD.match(heading) is None

    def sentences(self, blocks: list[Block]) -> Iterator[Sentence]:
        """The sentences of the given blocks in order."""
        index = section = 0
        opened: Block | None = None
        plan = False
        for block in blocks:
            heading = _heading(block) or (opened is None and _headline(block))
            if heading:
                section += 1
                if opened is not None:
                    plan = self._plan(block.text, plan)
            elif opened is None:
                opened = block
            if _ANNEX.match(block.text) is not None:
                plan = False  # what is annexed tells again of what was done
            marker = _MARKER.match(block.text) is not None
            for number, (start, end) in enumerate(_spans(block.text)):
                yield Sentence(
                    index,
                    block.start + start,
                    block.text[start:end],
                    block,
                    title=heading and opened is None,
                    opening=opened is block,
                    plan=plan,
                    item=marker and number == 0,
                    section=section,
                )
                index += 1


def _heading(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    text = block.text.strip()
    return len(text) <= 60 and not _STOP.search(text) and text[-1:] not in "，,、：:"


def _headline(block: Block) -> bool:
    """整改率98.9%！我市交出“成绩单”: the heading of a newspaper may cry out."""
    text = block.text.strip()
    plain = text[-1:] not in "，,、：:" and not _FULL_STOP.search(text)
    return block.kind is BlockKind.PARAGRAPH and len(text) <= 60 and plain and "！" in text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        yield from _pieces(text, start, found.end())
        start = found.end()
    if start < len(text):
        yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = start + LONGEST
        for found in _CUT.finditer(text, start + LONGEST // 2, cut):
            cut = found.end()
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
