"""Text on a screen: display width, wrapping, and characters that must not reach a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from crossfoot.model.dataclass import dataclass

_CLOSING = frozenset("，。、；：？！）】》」』”’％%,.;:?!)]}>")
_OPENING = frozenset("（【《「『“‘([{<")
_DANGEROUS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WIDE = 2
_JOINERS = frozenset({"\u200c", "\u200d"})


@dataclass(frozen=True, slots=True)
class Screen:
    """What a report is shown on.

    Attributes:
        width: columns that a table may take; ``None`` for as many as it needs.
        wrap: long sentences are broken at ``width``; otherwise each keeps to one line, as hooks
            and ``grep`` expect.
        colour: ANSI colours are understood.
    """

    width: int | None = None
    wrap: bool = False
    colour: bool = False

    @property
    def line_width(self) -> int | None:
        """Columns at which sentences are broken, ``None`` when they are not."""
        return self.width if self.wrap else None

    def paint(self, text: str, code: str) -> str:
        """The text in a colour or weight, where colours are understood."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Screen()


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a Chinese character."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(max(_columns(char), 0) for char in text)


@lru_cache(maxsize=8192)
def _columns(char: str) -> int:
    """Columns of one character, -1 for a control character; its tables load when first needed."""
    from wcwidth import wcwidth

    return wcwidth(char)


def clean(text: str) -> str:
    """The text on one line, with control characters made visible.

    Cells of a hostile file may hold escape sequences or marks that reverse the direction of text.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_harmless(char) for char in text).strip()


def _harmless(char: str) -> str:
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if char in _JOINERS or unicodedata.category(char) not in _DANGEROUS:
        return char
    return f"\\u{ord(char):04x}"


def wrap(text: str, width: int | None, *, lead: str = "", tail: str = "", rest: str = "") -> str:
    """Break a sentence into lines of at most ``width`` columns.

    Args:
        text: what may be broken: between Chinese characters and at blanks, never before a closing
            mark or after an opening one, within a word only when it is wider than a line.
        width: columns, ``None`` for a single line.
        lead: what stands in front and is kept whole where a line can hold it.
        tail: what stands behind, likewise.
        rest: indent of the second and later lines.
    """
    if width is None or display_width(lead + text + tail) <= width:
        return lead + text + tail
    room = max(width, display_width(rest) + 2)
    lines = [""]
    later = room - display_width(rest)
    for atom in (*_whole(lead, room), *_atoms(text), *_whole(tail, later)):
        for piece in _pieces(atom, room - display_width(lines[-1]), later):
            if display_width(lines[-1] + piece) > room and lines[-1].strip():
                lines.append(rest)
            lines[-1] += piece if lines[-1] != rest or not rest else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def _whole(text: str, room: int) -> tuple[str, ...]:
    """The text as one atom, or as ordinary atoms when no line can hold it."""
    if not text:
        return ()
    return (text,) if display_width(text) <= room else tuple(_atoms(text))


def _atoms(text: str) -> Iterator[str]:
    """Words, blanks and single Chinese characters, marks kept with what they belong to."""
    atom = ""
    for char in text:
        if atom and _may_break(atom[-1], char):
            yield atom
            atom = ""
        atom += char
    if atom:
        yield atom


def _may_break(left: str, right: str) -> bool:
    if right in _CLOSING or left in _OPENING or _columns(right) == 0:
        return False
    if left.isdigit() and _columns(right) == _WIDE:  # a number and its measure word
        return False
    if left.isspace() != right.isspace():
        return True
    return _columns(left) == _WIDE or _columns(right) == _WIDE


def _pieces(atom: str, first: int, later: int) -> Iterator[str]:
    """Cut an atom that no line can hold; others stay whole."""
    if display_width(atom) <= max(first, later):
        yield atom
        return
    piece, room = "", first
    for char in atom:
        if piece and display_width(piece + char) > room:
            yield piece
            piece, room = "", later
        piece += char
    yield piece
