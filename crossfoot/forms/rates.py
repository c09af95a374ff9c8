"""Rates: per cent or fraction, and with how many digits they were stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from crossfoot.forms.cellwords import Vocabulary
from crossfoot.forms.model import Field
from crossfoot.model.document import CellFacts
from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Quantity

Cell = tuple[str, CellFacts]

HUNDRED = Fraction(100)
MOST_DECIMALS = 10  # beyond that a stored number shows how computers count, not what was stated
_QUOTED = late_pattern(r'"[^"]*"|\\.')
_DECIMALS = late_pattern(r"0\.(0+)")
_WHOLE = late_pattern(r"(?:#,##)?0(?:[%_);\s]|$)")
_FRACTION_LIMIT = Fraction(3, 2)  # a share written as a fraction may slip above 1, not far above


class Rates:
    """How a column of rates is written: as per cent or as fractions, with how many digits."""

    def __init__(self, declared: Field, words: Vocabulary, cells: Iterable[Cell]) -> None:
        plain: Counter[Fraction] = Counter()
        digits: Counter[int] = Counter()
        fractions: Counter[int] = Counter()
        for (text, facts), times in Counter(cells).items():
            key = words.key(text)
            if key in words.states or key in words.zero or key in words.flat:
                continue
            quantity = words.number(text)
            if quantity is None or quantity.approx is not None:
                continue
            own = _own_digits(quantity)
            by_format = None if quantity.unit else _percent_format(facts)
            if quantity.unit or by_format:
                shown = None if quantity.unit else format_decimals(facts)
                share = max(0, own - 2) if by_format == HUNDRED else own
                digits[share if shown is None else shown] += times
                continue
            plain[abs(quantity.value)] += times
            fractions[own] += times
        self.fraction = are_fractions(plain)
        self.mixed = not self.fraction and any(0 < value <= 1 for value in plain)
        self.mixed = self.mixed and any(value > 1 for value in plain)
        self.signed = declared.signed
        for own, times in fractions.items():
            digits[max(0, own - 2) if self.fraction else own] += times
        most = max(digits.values(), default=0)
        self.usual = max((own for own, times in digits.items() if times == most), default=0)

    def percent(self, quantity: Quantity, facts: CellFacts) -> tuple[Fraction, int, bool]:
        """A rate in per cent, its digits after the point, and whether its scale is certain."""
        value, own = quantity.value, _own_digits(quantity)
        by_format = None if quantity.unit else _percent_format(facts)
        if by_format is not None:
            shown = format_decimals(facts)
            scaled = value * by_format
            own = max(0, own - 2) if by_format == HUNDRED else own
            if shown is None:
                return *_capped(scaled, max(own, self.usual)), True
            return _half_up(scaled, shown), shown, True
        if quantity.unit:
            return value, max(own, self.usual), True
        if self.fraction:
            return *_capped(value * HUNDRED, max(0, own - 2, self.usual)), True
        shown = format_decimals(facts)
        sure = not (self.mixed and not self.signed and 0 < abs(value) <= 1)
        if shown is not None:
            return _half_up(value, shown), shown, sure
        return *_capped(value, max(own, self.usual)), sure


def are_fractions(values: Mapping[Fraction, int]) -> bool:
    """Whether bare numbers of one column are shares (0.846) and not per cent.

    Args:
        values: the numbers, signs apart, and how often each comes.
    """
    small = sum(times for value, times in values.items() if 0 < value <= 1)
    large = {value: times for value, times in values.items() if value > 1}
    most = sum(large.values())
    return bool(small) and (not large or (small > most and max(large) <= _FRACTION_LIMIT))


def _capped(value: Fraction, digits: int) -> tuple[Fraction, int]:
    """A value with the digits it was stated with, but none that only a computer adds."""
    if digits <= MOST_DECIMALS:
        return value, digits
    return round(value, MOST_DECIMALS), MOST_DECIMALS


def _half_up(value: Fraction, digits: int) -> Fraction:
    """A stored number as a spreadsheet shows it: halves go away from zero."""
    scaled = abs(value) * 10**digits + Fraction(1, 2)
    shown = Fraction(scaled.numerator // scaled.denominator, 10**digits)
    return -shown if value < 0 else shown


def _own_digits(quantity: Quantity) -> int:
    step = quantity.step
    if step is None or step >= 1:
        return 0
    return len(str(step.denominator)) - 1


def _percent_format(facts: CellFacts) -> Fraction | None:
    """What a stored number is multiplied with to give per cent, when its format says per cent."""
    shown = facts.number_format
    if facts.number is None or not shown or "%" not in shown:
        return None
    return HUNDRED if "%" in _QUOTED.sub("", shown) else Fraction(1)


def format_decimals(facts: CellFacts) -> int | None:
    """Digits after the point that a number format shows; ``None`` when it leaves them open."""
    if facts.number is None or not facts.number_format:
        return None
    shown = _QUOTED.sub("", facts.number_format.split(";", maxsplit=1)[0])
    match = _DECIMALS.search(shown)
    if match is not None:
        return len(match[1])
    return 0 if _WHOLE.search(shown) else None
