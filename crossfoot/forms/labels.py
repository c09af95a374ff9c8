"""Header texts and row labels, reduced to what is compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from crossfoot.model.patterns import late_pattern

_NOISE = late_pattern(r"[^\w%±+‰]|_")
_BRACKETED = late_pattern(r"[(\[【〔<{]([^()\[\]【】〔〕<>{}]*)[)\]】〕>}]")
_UNIT_SAID = late_pattern(r"^单位[::]?")
_CIRCLED = late_pattern(r"^\s*[①-⑳⑴-⒇⒈-⒛❶-❿]\s*")
_NUMBERING = late_pattern(
    r"^\s*(?:[(](?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)][、.:]?"
    r"|(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[、).:](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[、:]"
    r"|\d{1,3}\s+(?=\D))\s*"
)
_LEADS = frozenset("一二三四五六七八九十百第")
_INNER_BLANK = late_pattern(r"(?<=[\u3400-\u9fff）)（(])\s+|\s+(?=[\u3400-\u9fff（()）])")


@lru_cache(maxsize=65536)
def norm(text: str) -> str:
    """A text without blanks, punctuation, width variants and case: what labels are compared by."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tidy(text: str) -> str:
    """A text as written, but without line breaks and without blanks beside Chinese characters."""
    plain = " ".join(text.split())
    return _INNER_BLANK.sub("", plain) if " " in plain else plain


def squeezed(text: str) -> str:
    """The same in half-width form."""
    return tidy(unicodedata.normalize("NFKC", text))


def without_number(text: str) -> str:
    """A label without the numbering in front of it: 1. 、（一） ① and the like."""
    if "\u4e00" <= text[:1] <= "\u9fff" and text[0] not in _LEADS:
        return unicodedata.normalize("NFKC", text).strip()
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub("", text)).strip()
    for _ in range(2):
        plain = _NUMBERING.sub("", plain, count=1)
    return plain


def split_unit(text: str, units: frozenset[str]) -> tuple[str, str | None]:
    """A header text without the unit of measure in brackets, and that unit.

    Args:
        text: the header as written, such as 罚款（万元） or 金额（单位：元）.
        units: normalised units of measure; other brackets stay.
    """
    plain = unicodedata.normalize("NFKC", text)
    for match in _BRACKETED.finditer(plain):
        inner = _UNIT_SAID.sub("", match[1].strip())
        if norm(inner) in units:
            return plain[: match.start()] + plain[match.end() :], inner.strip()
    return plain, None


def bare_unit(text: str, units: frozenset[str]) -> str | None:
    """The unit of measure that a whole cell consists of, with or without brackets."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]【】")
    inner = _UNIT_SAID.sub("", plain).strip()
    return inner if inner and norm(inner) in units else None


def without_brackets(text: str) -> str:
    """A text without its bracketed parts."""
    return _BRACKETED.sub("", unicodedata.normalize("NFKC", text))
