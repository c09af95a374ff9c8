"""Characters of a document made fit for a page, and its text cut where a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block, BlockKind
from crossfoot.model.patterns import late_pattern

_LINE = late_pattern(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_UNSHOWN = late_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_LINE_END = late_pattern(r"\r\n?")
_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_CONTROLS = 0x20
_LONGEST_LINE = 4_000
"""Longer lines are laid out in stretches, so that a text without line ends can be bounded too."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one make.

    Attributes:
        text: the characters as they are shown.
        code: what stands there instead, such as ``U+202E``, where that cannot be shown.
    """

    text: str
    code: str = ""


def runs(text: str) -> Iterator[Run]:
    """A text in characters that can be shown: one for one, line ends as line feeds.

    Controls, marks that reverse the direction of text and the like become a sign of their own, so
    that nothing in a hostile file is invisible or changes how the rest looks.
    """
    text = _LINE_END.sub("\n", text)
    done = 0
    for found in _UNSHOWN.finditer(text):
        if found.start() > done:
            yield Run(text[done : found.start()])
        yield Run(_sign(found.group()), f"U+{ord(found.group()):04X}")
        done = found.end()
    if done < len(text):
        yield Run(text[done:])


def shown(text: str) -> str:
    """The characters of :func:`runs`."""
    return "".join(run.text for run in runs(text))


def _sign(char: str) -> str:
    if ord(char) < _CONTROLS:
        return chr(_PICTURES + ord(char))
    return _DELETE_PICTURE if ord(char) == _DELETE else "\ufffd"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a text, or a part of a very long one.

    Attributes:
        start, end: offsets of the text, the line end included.
        number: number of the line, from 1; 0 for the later parts of a long line.
        block: the block that begins on it, where one does.
    """

    start: int
    end: int
    number: int
    block: Block | None = None

    @property
    def kind(self) -> str:
        """``heading``, ``row`` or ``paragraph``."""
        return (self.block.kind if self.block else BlockKind.PARAGRAPH).value


def stretches(text: str, blocks: Sequence[Block]) -> list[Stretch]:
    """The lines of a text with the blocks that begin on them."""
    at = {block.start: block for block in blocks}
    found: list[Stretch] = []
    inside: Block | None = None
    for number, line in enumerate(_LINE.finditer(text), start=1):
        if line.start() == line.end():
            continue
        block = at.get(line.start())
        if block is None and inside is not None and line.start() < inside.start + len(inside.text):
            block = inside if inside.kind is not BlockKind.PARAGRAPH else None
        inside = at.get(line.start(), inside)
        for start in range(line.start(), line.end(), _LONGEST_LINE):
            end = min(start + _LONGEST_LINE, line.end())
            first = start == line.start()
            found.append(Stretch(start, end, number if first else 0, block))
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """What is to be marked: offsets of the text, and the number of whatever stands there."""

    start: int
    end: int
    item: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters covered by the same items.

    Attributes:
        items: numbers of the items, the innermost last; empty for plain text.
        first: numbers of the items that begin here.
    """

    start: int
    end: int
    items: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


def segments(start: int, end: int, spans: Sequence[Span], cuts: Sequence[int]) -> list[Segment]:
    """A part of a text cut at the ends of the spans that touch it.

    Args:
        start: offset at which the part begins.
        end: offset behind it.
        spans: in any order; they may lie within each other or overlap.
        cuts: further offsets at which to cut.
    """
    within = [span for span in spans if span.start < end and start < span.end]
    edges = {start, end, *(cut for cut in cuts if start < cut < end)}
    for span in within:
        edges.update((max(start, span.start), min(end, span.end)))
    ordered = sorted(edges)
    opening = sorted(within, key=lambda span: (span.start, -span.end, span.item))
    active: list[Span] = []
    following = 0
    found = []
    for left, right in pairwise(ordered):
        while following < len(opening) and opening[following].start <= left:
            active.append(opening[following])
            following += 1
        active = [span for span in active if span.end > left]
        found.append(
            Segment(
                left,
                right,
                tuple(span.item for span in active),
                tuple(span.item for span in active if span.start == left),
            )
        )
    return found
