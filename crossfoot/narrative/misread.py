"""Text decoded as what it is not: told by undoing the mistake, which gives Chinese again.

UTF-8 read as GBK pairs the three bytes of each character with those of its neighbours.  Every two
characters then become three, and each of the three comes from another corner of GBK: the first
begins with the first byte of a Chinese character, the second ends with one, the third holds none.
Sound text does not keep to that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crossfoot.model.document import Block

_LEADS = range(0xE2, 0xF0)  # first bytes in UTF-8 of Chinese characters and punctuation
_TRAILS = range(0x80, 0xC0)  # their other bytes
_LEAST_LATIN = 6
_LEAST_KINDS = 4  # ×××××× and ······ are signs, not letters
_LATIN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{6,}"
)
_WIDE = "[\u00a0-\u00ff]"
_LATIN_SHARE = 0.7  # of the bytes that give Chinese once read rightly


def misread(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Numbers of the paragraphs that were decoded wrongly, with where that begins and ends."""
    wrong, hint = _pairs()
    sure = any(wrong.search(block.text) is not None for block in blocks)
    for block in blocks:
        text = block.text
        if text.isascii():
            continue
        spans = [match.span() for match in hint.finditer(text)] if sure else []
        spans += [match.span() for match in _LATIN.finditer(text) if _latin(match[0])]
        if spans:
            begin = min(start for start, _ in spans)
            end = max(end for _, end in spans)
            yield block.number, (block.start + begin, block.start + end)


@cache
def _pairs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """UTF-8 read as GBK: four Chinese characters in a row for certain, and two of them."""
    first = _class(bytes((lead, trail)) for lead in _LEADS for trail in _TRAILS)
    second = _class(bytes((trail, lead)) for trail in _TRAILS for lead in _LEADS)
    third = _class(bytes((one, two)) for one in _TRAILS for two in _TRAILS)
    triple = f"{first}{second}{third}"
    return re.compile(f"(?:{triple}){{2}}"), re.compile(f"(?:{triple})+")


def _class(pairs: Iterable[bytes]) -> str:
    characters: list[str] = []
    for pair in pairs:
        try:
            characters.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            continue  # no character of GBK
    return "[" + "".join(sorted(map(re.escape, set(characters)))) + "]"


def _latin(run: str) -> bool:
    """Whether letters with accents and signs are Chinese read as Western European."""
    if len(set(run)) < _LEAST_KINDS or len(re.findall(_WIDE, run)) * 2 < len(run):
        return False
    data = b"".join(map(_byte, run))
    utf8 = data.decode("utf-8", "ignore")
    if 3 * _chinese(utf8) >= _LATIN_SHARE * len(data):
        return True
    return 2 * _common(data.decode("gbk", "ignore")) >= _LATIN_SHARE * len(data)


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")


def _chinese(text: str) -> int:
    return sum("一" <= character <= "鿿" or character in "，。、；：（）“”" for character in text)


def _common(text: str) -> int:
    """How many characters are among the more frequent half of GB 2312."""
    found = 0
    for character in text:
        code = character.encode("gbk", "replace")
        found += len(code) == 2 and b"\xb0\xa1" <= code <= b"\xd7\xf9" and code[1] >= 0xA1
    return found
