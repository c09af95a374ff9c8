"""Bytes to text: byte order mark, then strict UTF-8, then strict GB18030.

Statistical detectors fail on short Chinese text, so none is used: what decodes strictly is taken.
"""

from __future__ import annotations

import codecs
import re

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.readers.troubles import (
    BAD_ENCODING,
    DAMAGED_TEXT,
    NOT_TEXT,
    UnreadableError,
    Wording,
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = late_pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON = late_pattern(r"[\t\r\n\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 65_536
_REPLACED = "\ufffd"
_DAMAGE_SHARE = 500  # at most one damaged character in so many …
_DAMAGE_MAX = 20  # … and never more than these


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, how it was decoded, and what was wrong with it."""

    text: str
    encoding: str
    wording: Wording | None = None
    lines: str = ""


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file.

    A few damaged characters in an otherwise sound text are replaced by U+FFFD and reported.

    Raises:
        UnreadableError: the bytes are not text, or in no known encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _damaged(data[len(mark) :], (encoding,))
    if b"\0" in data[:_SAMPLE]:
        wide = _unmarked_utf16(data)
        if wide is None:
            raise UnreadableError(NOT_TEXT)
        return _strict(data, wide) or _damaged(data, (wide,))
    for encoding in ("utf-8", "gb18030"):
        found = _strict(data, encoding)
        if found is not None:
            return found
    return _damaged(data, ("utf-8", "gb18030"))


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls * 50 > len(sample) or "\0" in text:
        raise UnreadableError(NOT_TEXT)
    return Decoded(text, encoding)


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, when one order reads as ordinary text."""
    if len(data) % 2:
        return None
    best, share = None, 0.0
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        common = len(_COMMON.findall(text)) / max(len(text), 1)
        if common > share:
            best, share = encoding, common
    return best if share >= 0.95 else None


def _damaged(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    """Read around a few damaged characters; refuse when there are many."""
    attempts = [(data.decode(encoding, errors="replace"), encoding) for encoding in encodings]
    text, encoding = min(attempts, key=lambda attempt: attempt[0].count(_REPLACED))
    count = text.count(_REPLACED)
    if count > max(1, min(_DAMAGE_MAX, len(text) // _DAMAGE_SHARE)) or len(text) < 2 * count + 2:
        if len(_CONTROLS.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
            raise UnreadableError(NOT_TEXT)
        first = text.index(_REPLACED)
        raise UnreadableError(BAD_ENCODING, line=text.count("\n", 0, first) + 1)
    lines = sorted({text.count("\n", 0, at.start()) + 1 for at in re.finditer(_REPLACED, text)})
    return Decoded(text, encoding, DAMAGED_TEXT, "、".join(map(str, lines)))
