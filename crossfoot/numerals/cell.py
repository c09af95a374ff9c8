"""A table cell as one number."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from crossfoot.model.quantity import Quantity
from crossfoot.numerals.grammar import Grammar, grammar_of, half_width
from crossfoot.numerals.number import read_at
from crossfoot.numerals.words import NumberWords

_LONGEST = 60
_DIGITS = 15


def read_number(text: str, words: NumberWords) -> Quantity | None:
    """The one number that a cell states, or ``None`` when it states none or several.

    Integers are exact; decimals and percentages carry the step of their own last digit, which a
    form may overrule.  A word of decrease makes the number negative: 下降25.0% is -25.0 %.
    Brackets, fractions (1/3) and ranges (10-20) are not one number.

    Args:
        text: the cell's text.
        words: the declared number words.
    """
    if len(text) > _LONGEST:
        return None
    if text.isascii():
        plain = text.strip()
        if plain.isdigit() and len(plain) <= _DIGITS:
            return Quantity(Fraction(int(plain)))
        simple = _simple(plain)
        if simple is not None:
            return simple
    return _read(text, words)


def _simple(plain: str) -> Quantity | None:
    """Signed decimals and percentages in ASCII, which need no pattern: ``-3``, ``84.6%``."""
    unit = "%" if plain.endswith("%") else ""
    digits = plain[:-1] if unit else plain
    sign = -1 if digits.startswith("-") else 1
    whole, point, decimals = digits.removeprefix("-").partition(".")
    if len(plain) > _DIGITS or not whole.isdigit() or (point and not decimals.isdigit()):
        return None
    size = 10 ** len(decimals)
    step = Fraction(1, size) if point or unit else None
    return Quantity(Fraction(sign * int(whole + decimals), size), unit, step)


@lru_cache(maxsize=65536)
def _read(text: str, words: NumberWords) -> Quantity | None:
    grammar = grammar_of(words)
    plain = half_width(text).strip()
    written = text.strip()
    if len(written) != len(plain):
        written = plain
    start, sign = _lead(grammar, plain)
    if start >= len(plain):
        return None
    number = read_at(grammar, plain, written, _first_numeral(plain, start), cell=True)
    if number is None or number.start != start or number.kind == "range":
        return None
    end = number.unit_end
    if plain[end:].strip():
        match = grammar.number.match(plain, _first_numeral(plain, start))
        if match is None or plain[match.end() :].strip():
            return None
    return _negative(number.quantity) if sign < 0 else number.quantity


def _lead(grammar: Grammar, plain: str) -> tuple[int, int]:
    """Where the number begins after direction words and sign, and its sign."""
    words = grammar.words
    at, sign, turned = 0, 1, False
    while True:
        rest = plain[at:]
        blank = len(rest) - len(rest.lstrip())
        if blank:
            at += blank
            continue
        filler = next((word for word in words.cell_fillers if rest.startswith(word)), None)
        down = next((half_width(word) for word in words.down if rest.startswith(word)), None)
        up = next((half_width(word) for word in words.up if rest.startswith(word)), None)
        if rest.startswith("-"):
            down = "-"
        if (down or up) and turned:
            return len(plain), 0  # 下降-3% says two things
        if down or up:
            sign, turned = (-1 if down else 1), True
        step = len(down or up or filler or "")
        if not step:
            return at, sign
        at += step


def _first_numeral(plain: str, start: int) -> int:
    at = start
    while at < len(plain) and not (plain[at].isdigit() or plain[at] in _NUMERALS):
        at += 1
    return at


_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几数¥$￥")


def _negative(quantity: Quantity) -> Quantity:
    hard = None if quantity.hard is None else -quantity.hard
    soft = None if quantity.soft is None else -quantity.soft
    readings = tuple(-one for one in quantity.readings)
    return replace(quantity, value=-quantity.value, hard=hard, soft=soft, readings=readings)
