"""Damaged text: what was decoded wrongly, lost or blotted out, and where.

A text is taken as damaged only on evidence that sound text cannot give: characters that turn into
Chinese when their wrong decoding is undone, signs that stand for lost characters, marks in the
place of digits throughout, percentages that cannot be.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.model.document import Block, BlockKind, Document
from crossfoot.model.figure import Place
from crossfoot.model.submission import Damage, Harm
from crossfoot.narrative.blotted import Blots
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.misread import misread
from crossfoot.narrative.points import Points
from crossfoot.numerals.words import NumberWords

_LOST = re.compile("(?:\ufffd|锟斤拷|ï¿½)+")
_CID = r"\(cid:\d{1,6}\)"
_PRIVATE = "\ue000-\uf8ff"
_OWN = "\ue000-\uefff\uf100-\uf8ff"  # without the block of sign fonts: bullets, ticks
_FIGURE = r"[\d.．%％﹪]"
_SUSPECT = re.compile(f"[{_PRIVATE}\ufffd锟ï]|\\(cid:")  # none of them: nothing to look for
_GLYPHS = re.compile(
    f"(?:{_CID})+|[{_OWN}]{{2,}}|[{_PRIVATE}]{{3,}}"
    f"|(?<={_FIGURE})[{_PRIVATE}]+|(?<!^)[{_PRIVATE}]+(?={_FIGURE})|(?<!^)[\uf030-\uf039]+"
)
_DECIMAL = re.compile(r"\d[.．]\d")
_ROUNDED = re.compile(r"[%％﹪万亿元]")
_MANY_GLYPHS = 20
_MANY_LOST = 3  # so many lost characters in a paragraph leave nothing of it to rely on


class Damages:
    """Finds damage, by the words of a pack."""

    def __init__(self, data: Mapping[str, Any], words: NumberWords) -> None:
        """Arrange the words.

        Args:
            data: the content of ``schemas/damage.yaml``; empty for a pack that has none.
            words: the measure words, before which digits stand.
        """
        self._blots = Blots(str(data.get("masks") or ""), words)
        self._points = Points(data)

    def find(self, document: Document, blocks: Sequence[Block]) -> tuple[Damage, ...]:
        """All damage in the given paragraphs of a document, in order."""
        text = document.text
        prose = [block for block in blocks if block.kind is not BlockKind.ROW]
        found = [*_spoilt(prose)]
        found += self._blots.find(prose)
        found += self._points.find(prose)
        places = Places(document.path, prose)
        return tuple(
            Damage(harm, text[start:end], places.of(start, end))
            for start, end, harm in sorted(dict.fromkeys(found))
        )


Spot = tuple[int, int, Harm]
"""Where damage begins and ends, and what it is."""


def _spoilt(blocks: Sequence[Block]) -> Iterator[Spot]:
    """Characters decoded wrongly, else lost, or known to a font only."""
    garbled = dict(misread(blocks))
    for block in blocks:
        if block.number in garbled:
            start, end = garbled[block.number]
            yield start, end, Harm.MOJIBAKE
            continue
        if _SUSPECT.search(block.text) is None:
            continue
        lost = [match.span() for match in _LOST.finditer(block.text)]
        if sum(end - start for start, end in lost) >= _MANY_LOST:
            lost = [(lost[0][0], lost[-1][1])]
        glyphs = [match.span() for match in _GLYPHS.finditer(block.text)]
        if len(glyphs) > _MANY_GLYPHS:
            glyphs = [(glyphs[0][0], glyphs[-1][1])]
        for spans, harm in ((lost, Harm.LOST), (glyphs, Harm.GLYPHS)):
            for start, end in spans:
                yield block.start + start, block.start + end, harm


class Doubts:
    """Tells sentences that damage touches from those to be relied on.

    Points are not lost singly: where one percentage has lost its own and no number of the text has
    one, every percentage and amount of it is in doubt.
    """

    def __init__(self, text: str, damages: Sequence[Damage]) -> None:
        self._ends: list[int] = []
        self._starts: list[int] = []
        for damage in damages:
            self._starts.append(damage.place.start or 0)
            self._ends.append(max([damage.place.end or 0, *self._ends[-1:]]))
        points = any(damage.harm is Harm.POINT for damage in damages)
        self._all = points and _DECIMAL.search(text) is None

    def on(self, sentence: Sentence) -> bool:
        """Whether the figures of a sentence are in doubt."""
        if not self._starts:
            return False
        before = bisect_right(self._starts, sentence.end - 1)
        if before and self._ends[before - 1] > sentence.start:
            return True
        return self._all and _ROUNDED.search(sentence.text) is not None


class Places:
    """Places by offset in a document."""

    def __init__(self, file: str, blocks: Sequence[Block]) -> None:
        self._file = file
        self._blocks = blocks
        self._starts = [block.start for block in blocks]

    def of(self, start: int, end: int) -> Place:
        """The place of some characters: their offsets, line, column, paragraph and page."""
        block = self._blocks[bisect_right(self._starts, start) - 1]
        return Place(
            self._file,
            line=block.line,
            column=start - block.start + 1,
            page=block.page,
            paragraph=block.number,
            start=start,
            end=end,
        )
