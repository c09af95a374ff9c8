"""What the words between two figures say, worked out once for each wording."""

from __future__ import annotations

import re

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.lexicon import Lexicon, remembered

_SPLIT = re.compile(r"[，,。：:；;（(）)]+")
_CLOSED = re.compile(r"[（(][^（()）]*[)）]")
_AMONG = re.compile(r"[^，,。；;、\d]{0,10}(?:之中|当中|中|里)[，,：:]")
_JOIN = re.compile(r"[、，,和及与以并\s]*")
_STOP_AFTER = re.compile(r"[，,。：:；;（(）)、！？]")
_MARKS = re.compile(r"[（(）)；;]")
_REACH = 160


@dataclass(frozen=True, slots=True)
class Gap:
    """What the words in front of a figure say.

    Attributes:
        marks: brackets and semicolons in order.
        own: the last words, without blanks and without what opens a list.
        of_which: 其中 or the like opens a list; among: of some among a whole; closed: of all there
            is; respectively: 分别 or the like.
        joins: nothing but what continues a list.
        versus: what is compared with (同比, 比上年); empty where nothing is.
    """

    marks: tuple[str, ...]
    own: str
    of_which: bool
    among: bool
    closed: bool
    respectively: bool
    joins: bool
    versus: frozenset[str]


class Gaps:
    """Reads the words in front of figures by a lexicon.

    Reports say the same around ever new numbers, so what a wording says is kept.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._of_which = lexicon.pattern("of_which")
        self._opens_all = re.compile("|".join(lexicon.words("opens_all")) or r"(?!)")
        self._respectively = lexicon.pattern("respectively")
        self._versus = lexicon.pattern("versus")
        self.read = remembered(self._read)

    def _read(self, gap: str, first: bool) -> Gap:
        """The words before the ``first`` figure of a sentence, or those behind another figure."""
        squeezed = squeeze(gap[-_REACH:])
        if "(" in squeezed or "（" in squeezed:
            squeezed = _CLOSED.sub("", squeezed)
        if not first:
            squeezed = _own_part(squeezed)
        pieces = [piece.lstrip("、") for piece in _SPLIT.split(squeezed) if piece]
        among = not first and _AMONG.match(gap) is not None
        closed = any(self._opens_all.match(piece) for piece in pieces)
        last = pieces[-1] if pieces else ""
        opening = self._of_which.match(last)
        last = last[opening.end() :] if opening else last
        if closed:
            last = self._opens_all.sub("", last, count=1)
        return Gap(
            marks=tuple(_MARKS.findall(gap)),
            own=last.strip("、和及与")[-48:],
            of_which=among or closed or any(self._of_which.match(piece) for piece in pieces),
            among=among,
            closed=closed,
            respectively=self._respectively.search(squeezed) is not None,
            joins=not first and not among and _JOIN.fullmatch(squeezed) is not None,
            versus=frozenset(self._versus.findall(squeeze(gap[-60:]))),
        )


def squeeze(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def up_to_stop(text: str) -> str:
    """The text up to the first comma, bracket or the like."""
    found = _STOP_AFTER.search(text)
    return text[: found.start()] if found else text


def _own_part(gap: str) -> str:
    """A gap without the words that belong to the figure before it."""
    found = _STOP_AFTER.search(gap)
    return gap[found.start() :] if found else gap
