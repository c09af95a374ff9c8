"""Numbers written in Chinese numerals: 一百二十三, 十万八千, 三四十, 十几, 六十四点五亿."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern

DIGITS = "零〇一二三四五六七八九两"
NUMERALS = DIGITS + "十百千万亿"
VAGUE = "几数"

_VALUE = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 24
_SECTION = late_pattern(
    r"(?:([一二三四五六七八九两])千)?(?:(零)?([一二三四五六七八九两])百)?"
    r"(?:(零)?([一二三四五六七八九])?(十))?(?:(零)?([一二三四五六七八九两]))?"
)
_FEW = late_pattern(
    r"(十|[二三四五六七八九]十)几([万亿]?)|[几数]([十百千]?[万亿]?)|([一二三四五六七八九]百)[几数]十"
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in Chinese numerals.

    Attributes:
        low: the number, or the least it can be.
        high: the most it can be; the same as ``low`` unless the words are vague (三四十, 十几).
        step: place of the last digit, when the number is scaled or has a decimal part.
    """

    low: Fraction
    high: Fraction
    step: Fraction | None = None

    @property
    def vague(self) -> bool:
        """True for 三四十, 十几, 数百."""
        return self.low != self.high


@lru_cache(maxsize=4096)
def read_spelled(text: str) -> Spelled | None:
    """The number that Chinese numerals spell, or ``None`` when they spell none.

    Understands positional digits (二〇二三), decimals (八十四点六), scaled decimals (六十四点五亿),
    neighbouring digits (三四十, 二三百, 三五) and 几/数 (十几, 几十, 数百万).
    """
    if not text or len(text) > _LONGEST:
        return None
    if "点" in text:
        return _decimal(text)
    if "几" in text or "数" in text:
        return _few(text)
    value = _whole(text)
    if value is None:
        return _neighbours(text)
    step = None
    if text[-1] in "万亿" and len(text) > 1:
        step = Fraction(10**4 if text[-1] == "万" else 10**8)
    return Spelled(Fraction(value), Fraction(value), step)


def _decimal(text: str) -> Spelled | None:
    whole, _, rest = text.partition("点")
    digits = rest.rstrip("万亿")
    scale = 1
    for mark in rest[len(digits) :]:
        scale *= 10**4 if mark == "万" else 10**8
    front = _whole(whole)
    if front is None or not digits or any(mark not in _VALUE for mark in digits):
        return None
    step = Fraction(scale, 10 ** len(digits))
    tail = int("".join(str(_VALUE[mark]) for mark in digits))
    value = front * scale + tail * step
    return Spelled(value, value, step)


def _few(text: str) -> Spelled | None:
    match = _FEW.fullmatch(text)
    if match is None:
        return None
    if match[1]:
        base, unit = _whole(match[1]) or 0, _size(match[2])
        return Spelled(Fraction((base + 1) * unit), Fraction((base + 10) * unit - 1))
    if match[4]:
        base = _whole(match[4]) or 0
        return Spelled(Fraction(base + 20), Fraction(base + 99))
    if not match[3]:
        return None
    unit = _size(match[3])
    return Spelled(Fraction(2 * unit), Fraction(10 * unit - 1))


def _size(marks: str) -> int:
    size = 1
    for mark in marks:
        size *= _UNIT.get(mark) or (10**4 if mark == "万" else 10**8)
    return size


def _neighbours(text: str) -> Spelled | None:
    for i in range(len(text) - 1):
        a, b = _VALUE.get(text[i], 0), _VALUE.get(text[i + 1], 0)
        if a and (b == a + 1 or (a, b) == (3, 5)):
            low = _whole(text[: i + 1] + text[i + 2 :])
            high = _whole(text[:i] + text[i + 1 :])
            if low is None or high is None or low >= high:
                return None
            return Spelled(Fraction(low), Fraction(high))
    return None


def _whole(text: str) -> int | None:
    """The whole number spelled, exactly one reading, or ``None``."""
    if len(text) >= 2 and all(mark in _VALUE for mark in text):
        if (
            "两" in text
            or text[0] in "零〇"
            or not ("〇" in text or "零" in text[1:] or len(text) > 3)
        ):
            return None
        return int("".join(str(_VALUE[mark]) for mark in text))
    head, mark, tail = text.rpartition("亿")
    if mark:
        return _scaled(head, tail, 10**8)
    head, mark, tail = text.rpartition("万")
    if mark:
        return _scaled(head, tail, 10**4)
    return _section(text)


def _scaled(head: str, tail: str, scale: int) -> int | None:
    front = _whole(head)
    if not front:
        return None
    if not tail:
        return front * scale
    if len(tail) == 1 and tail in _VALUE and _VALUE[tail]:
        return front * scale + _VALUE[tail] * scale // 10  # 三万五 is 35000
    back = _whole(tail.removeprefix("零"))
    if back is None or back >= scale:
        return None
    return front * scale + back


def _section(text: str) -> int | None:
    if text in ("零", "〇"):
        return 0
    match = _SECTION.fullmatch(text)
    if match is None or not text or text[0] == "零":
        return None
    thousands, _, hundreds, _, tens, ten, gap, ones = match.groups()
    value = 1000 * _VALUE.get(thousands or "", 0) + 100 * _VALUE.get(hundreds or "", 0)
    if ten:
        value += 10 * _VALUE.get(tens or "一", 1)
    if ones:
        short = not ten and not gap and bool(thousands or hundreds)
        value += _VALUE[ones] * ((10 if hundreds else 100) if short else 1)  # 一百二 is 120
    return value
