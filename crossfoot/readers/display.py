"""How a stored number or date is written out, digit for digit, without a float in between."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from crossfoot.model.patterns import late_pattern

_FEW = 16
_WEEKDAYS = "一二三四五六日"
_TOKEN = late_pattern(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<elapsed>\[(?:h+|m+|s+)\])|(?P<bracket>\[[^\]]*\])'
    r"|(?P<half>AM/PM|A/P|上午/下午)|_.|\*.|(?P<fraction>\.0+)"
    r"|(?P<part>y+|e+|m+|d+|h+|s+|a{3,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# Formats that Chinese editions of spreadsheet programs store by number only, without a code.
# Source: ECMA-376 part 1, 18.8.30, zh-cn.
CHINESE_FORMATS = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


def digits(number: int | float) -> str:
    """A stored number in plain digits, without an exponent.

    Spreadsheets compute in binary and keep 15 significant digits: 138.39999999999998 is the 138.4
    that the program shows, and 0.84599999999999997 is 0.846.
    """
    if isinstance(number, int):
        return str(number)
    plain = repr(number)
    if len(plain) <= _FEW and "e" not in plain and "n" not in plain:  # at most 15 digits
        return plain.removesuffix(".0") if plain != "-0.0" else "0"
    if not math.isfinite(number):
        return plain
    plain = format(Decimal(format(number, ".15g")), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in {"-0", ""} else plain


def iso(value: object) -> str | None:
    """The calendar day of a date cell as ISO text, ``None`` for a time of day or a duration."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else None


def moment_text(value: datetime | date | time | timedelta, number_format: str) -> str:
    """A date, time or duration as its number format shows it; ISO where the format is of no use."""
    if isinstance(value, timedelta):
        return _duration_text(value)
    section = number_format.split(";", maxsplit=1)[0]
    shown = _with_format(value, section).strip()
    return shown if any(letter.isdigit() for letter in shown) else _plain(value)


def _plain(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{sign}{hours}:{minute:02d}:{second:02d}"


def _with_format(value: datetime | date | time, section: str) -> str:
    tokens = list(_TOKEN.finditer(section))
    parts = [(token["part"] or "").lower() for token in tokens]
    halved = any(token["half"] for token in tokens)
    shown = []
    for index, token in enumerate(tokens):
        if token["part"]:
            shown.append(_part(value, parts, index, halved=halved))
        elif token["half"]:
            morning = getattr(value, "hour", 0) < 12
            shown.append(token["half"].split("/")[0 if morning else 1])
        else:
            shown.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return "".join(shown)


def _part(value: datetime | date | time, parts: list[str], index: int, *, halved: bool) -> str:
    """One group of letters of a date format; ``m`` beside hours or seconds means minutes."""
    letters = parts[index]
    kind, width = letters[0], len(letters)
    hour = getattr(value, "hour", 0)
    if kind == "h":
        return f"{(hour - 1) % 12 + 1 if halved else hour:0{min(width, 2)}d}"
    if kind == "s":
        return f"{getattr(value, 'second', 0):0{min(width, 2)}d}"
    before = next((part[0] for part in reversed(parts[:index]) if part), "")
    after = next((part[0] for part in parts[index + 1 :] if part), "")
    if kind == "m" and (before == "h" or after == "s"):
        return f"{getattr(value, 'minute', 0):0{min(width, 2)}d}"
    if isinstance(value, time):
        return ""
    if kind in "ye":
        return f"{value.year % 100:02d}" if kind == "y" and width <= 2 else f"{value.year:04d}"
    if kind == "m":
        return f"{value.month:0{min(width, 2)}d}"
    if kind == "a" or width > 2:  # the day of the week
        return ("星期" if width > 3 else "") + _WEEKDAYS[value.weekday()]
    return f"{value.day:0{width}d}"
