"""Numbers and stated figures as people write them."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.model.finding import Expected
from crossfoot.model.interval import Interval
from crossfoot.model.patterns import late_pattern
from crossfoot.rules.measures import MONEY
from crossfoot.rules.terms import Term
from crossfoot.rules.values import Amount

_MOST_DECIMALS = 4
_BLANK = {"zh": "空白", "en": "blank"}
_PLAIN = late_pattern(r"-?[0-9]+(?:\.[0-9]+)?")


def decimals_of(step: Fraction | None) -> int:
    """How many decimals a last digit of this place value has."""
    if step is None:
        return 0
    digits = 0
    while 10**digits % step.denominator:
        digits += 1
    return digits


def decimal_text(value: Fraction, digits: int | None = None) -> str:
    """A number in digits: to ``digits`` decimals (half away from zero), or as short as exact.

    A number without a short exact form gets four decimals.
    """
    numerator, denominator = abs(value.numerator), value.denominator
    if digits is None:
        digits = 0
        while digits < _MOST_DECIMALS and 10**digits % denominator:
            digits += 1
    whole = (2 * numerator * 10**digits + denominator) // (2 * denominator)
    text = str(whole).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if value.numerator < 0 and whole else text


def with_unit(text: str, unit: str, language: str) -> str:
    """A number with its unit; in English only % and money keep theirs."""
    if not unit or text.endswith(unit) or (unit == "%" and text.endswith(("％", "﹪"))):
        return text
    if language == "zh" or unit == "%":
        return text + unit
    return f"{text} {unit}" if unit in MONEY else text


def quoted(term: Term, language: str) -> str:
    """A term in the report's own words, its unit added where the cell has none.

    A rate written as a fraction (0.946) is shown with what it means.
    """
    text, quantity = term.text.strip(), term.quantity
    if term.parts or not text:
        number = term.amount
        if number is None:
            return "—" if term.parts else _BLANK[language]
        return with_unit(amount_text(number), term.unit, language)
    if quantity is None or not text[-1].isdigit():
        return text
    if quantity.readings:
        share, whole = (decimal_text(quantity.value * scale) + "%" for scale in (1, 100))
        return f"{text}（{share}或{whole}）" if language == "zh" else f"{text} ({share} or {whole})"
    if quantity.unit == "%" and _PLAIN.fullmatch(text) and Fraction(text) != quantity.value:
        meant = decimal_text(quantity.value) + "%"
        return f"{text}（即{meant}）" if language == "zh" else f"{text} ({meant})"
    return with_unit(text, term.unit, language)


def amount_text(number: Amount, like: Fraction | None = None, unlike: str = "") -> str:
    """A computed number: one value, or the ends of what it can be.

    Args:
        number: the number.
        like: place value of the last digit of the figure it is compared with.
        unlike: text of that figure; decimals are added until the two differ.
    """
    exact = number.nominal
    if exact is None:
        return range_text(number.possible, like)
    if like is None:
        return decimal_text(exact)
    short = decimal_text(exact)
    for digits in range(decimals_of(like), decimals_of(like) + _MOST_DECIMALS):
        text = decimal_text(exact, digits)
        if text != unlike.strip().rstrip("%％﹪") and (not exact or text.strip("0.")):
            return short if len(short) <= len(text) else text
    return short


def range_text(interval: Interval, like: Fraction | None = None) -> str:
    """A set of values by its ends."""
    digits = decimals_of(like) + 1 if like is not None else None
    low = None if interval.low is None else decimal_text(interval.low, digits)
    high = None if interval.high is None else decimal_text(interval.high, digits)
    if low is None and high is None:
        return "?"
    if low is None:
        return f"≤{high}" if interval.high_closed else f"<{high}"
    if high is None:
        return f"≥{low}" if interval.low_closed else f">{low}"
    return low if low == high else f"{low}~{high}"


def gap_text(a: Amount, b: Amount, step: Fraction | None = None) -> str | None:
    """The difference of two numbers, where it is a short one."""
    first, second = a.nominal, b.nominal
    if first is None or second is None:
        return None
    digits = max(decimals_of(step), 2)
    gap = abs(first - second)
    return decimal_text(gap) if 10**digits % gap.denominator == 0 else None


def allowed(op: str, number: Amount, unit: str) -> Expected | None:
    """What the other side of an ordering allows, as a set."""
    low, high = number.possible.low, number.possible.high
    if op == "==":
        return Expected(number.possible, with_unit(amount_text(number), unit, "zh"))
    if op in ("<", "<=") and high is not None:
        text = ("≤" if op == "<=" else "<") + with_unit(decimal_text(high), unit, "zh")
        return Expected(Interval(None, high, high_closed=op == "<="), text)
    if op in (">", ">=") and low is not None:
        text = ("≥" if op == ">=" else ">") + with_unit(decimal_text(low), unit, "zh")
        return Expected(Interval(low, None, low_closed=op == ">="), text)
    return None
