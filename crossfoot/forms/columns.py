"""What the entries of one column mean, by the field's type and the column as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from crossfoot.forms.dates import read_date
from crossfoot.forms.labels import norm
from crossfoot.forms.model import Field, FieldType, Tokens
from crossfoot.forms.periods import period_text
from crossfoot.model.document import CellFacts
from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State
from crossfoot.numerals.cell import read_number
from crossfoot.numerals.words import NumberWords

_HUNDRED = Fraction(100)
_MOST_DECIMALS = 10  # beyond that a stored number shows how computers count, not what was stated
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_DECIMALS = re.compile(r"0\.(0+)")
_WHOLE = re.compile(r"(?:#,##)?0(?:[%_);\s]|$)")
_FRACTION_LIMIT = Fraction(3, 2)  # a share written as a fraction may slip above 1, not far above


class Reading(NamedTuple):
    """What one cell says."""

    state: State
    quantity: Quantity | None = None
    content: str | None = None


Cell = tuple[str, CellFacts]
BLANK = Reading(State.BLANK)


@dataclass(slots=True)
class Vocabulary:
    """The words in cells, compared without blanks and width variants; shared by all columns."""

    words: NumberWords
    money: Mapping[str, int]
    states: dict[str, State]
    zero: frozenset[str]
    flat: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    plain: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Quantity | None] = field(default_factory=dict)

    def key(self, text: str) -> str:
        """A cell's text as it is compared with the words."""
        found = self.plain.get(text)
        if found is None:
            found = self.plain[text] = cell_key(text)
        return found

    def number(self, text: str) -> Quantity | None:
        """The number that a cell states; the usual 84.6% is read without the full grammar."""
        if text in self.numbers:
            return self.numbers[text]
        if text.endswith("%") and _PLAIN.fullmatch(text, 0, len(text) - 1):
            whole, _, decimals = text[:-1].partition(".")
            size = 10 ** len(decimals)
            value = Fraction(int(whole + decimals), size)
            quantity: Quantity | None = Quantity(value, "%", Fraction(1, size))
        else:
            quantity = read_number(text, self.words)
        self.numbers[text] = quantity
        return quantity


def cell_key(text: str) -> str:
    """A cell's text without blanks and width variants."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def vocabulary(tokens: Tokens, words: NumberWords, money: Mapping[str, int]) -> Vocabulary:
    """Arrange a pack's tokens for looking them up."""
    states = {cell_key(token): State.NOT_COLLECTED for token in tokens.not_collected}
    states |= {cell_key(token): State.NOT_APPLICABLE for token in tokens.not_applicable}
    states |= {cell_key(token): State.BLANK for token in ("", *tokens.blank)}
    return Vocabulary(
        words=words,
        money=money,
        states=states,
        zero=frozenset(map(cell_key, tokens.zero)),
        flat=frozenset(map(cell_key, tokens.flat)),
        yes=frozenset(map(cell_key, tokens.yes)),
        no=frozenset(map(cell_key, tokens.no)),
    )


class Column:
    """Reads the cells of one field; what depends on the whole column is found out once.

    Args:
        declared: the field.
        words: the words in cells.
        cells: gives the column's cells, for what depends on all of them.
        blank_zero: a blank cell is a zero.
        year: year of dates that state none.
    """

    def __init__(
        self,
        declared: Field,
        words: Vocabulary,
        cells: Callable[[], Iterable[Cell]],
        *,
        blank_zero: bool = False,
        year: int | None = None,
    ) -> None:
        """Nothing is read before it is asked for."""
        self.declared = declared
        self.words = words
        self._cells = cells
        self._blank_zero = blank_zero and declared.numeric
        self._year = year
        self._known: dict[str, Reading] = {}
        self._rates: _Rates | None = None
        self._read = self._number if declared.numeric else self._other

    def read(self, text: str, facts: CellFacts) -> Reading:
        """What a cell says."""
        if facts.number is None and facts.formula is None and facts.date is None:
            found = self._known.get(text)
            if found is None:
                found = self._known[text] = self._reading(text, facts)
            return found
        if not facts.stored:
            return Reading(State.UNREADABLE)
        return self._reading(text, facts)

    def _reading(self, text: str, facts: CellFacts) -> Reading:
        if self.declared.type is FieldType.COUNT and text.isascii() and text.isdigit():
            return Reading(State.STATED, Quantity(Fraction(int(text)), self.declared.unit))
        return self._read(text, facts)

    def _number(self, text: str, facts: CellFacts) -> Reading:
        key = self.words.key(text)
        state = self.words.states.get(key)
        if state is State.BLANK and self._blank_zero:
            return self._stated(Quantity(Fraction(0), self.declared.unit))
        if state is not None:
            return Reading(state)
        if key in self.words.zero or (self.declared.signed and key in self.words.flat):
            return self._stated(Quantity(Fraction(0), self.declared.unit))
        quantity = self.words.number(text)
        if quantity is None or quantity.approx is not None or quantity.hard is not None:
            return Reading(State.UNREADABLE)
        if self.declared.type is FieldType.RATE:
            return self._rate(quantity, facts)
        return self._amount(quantity, text, facts)

    def _stated(self, quantity: Quantity) -> Reading:
        return Reading(State.STATED, quantity)

    def _amount(self, quantity: Quantity, text: str, facts: CellFacts) -> Reading:
        """A count or amount: exact, in the declared unit, unless the form says otherwise."""
        value, unit = quantity.value, quantity.unit or self.declared.unit
        money = self.words.money
        if unit != self.declared.unit and unit in money and self.declared.unit in money:
            value = value * money[unit] / money[self.declared.unit]
            unit = self.declared.unit
        if value.denominator != 1:
            value = round(value, _MOST_DECIMALS)
        step = None
        if self.declared.rounded and self.declared.type is FieldType.AMOUNT:
            digits = self.declared.decimals
            if digits is None:
                digits = _format_decimals(facts)
            step = _step(_decimals_of(text) if digits is None else digits)
        return self._stated(self._tolerant(Quantity(value, unit, step)))

    def _tolerant(self, quantity: Quantity) -> Quantity:
        if self.declared.tolerance is None:
            return quantity
        margin = Fraction(self.declared.tolerance)
        low, high = quantity.value - margin, quantity.value + margin
        return replace(quantity, hard=Interval(low, high))

    def _rate(self, quantity: Quantity, facts: CellFacts) -> Reading:
        if self._rates is None:
            self._rates = _Rates(self.declared, self.words, self._cells())
        value, digits, sure = self._rates.percent(quantity, facts)
        if self.declared.decimals is not None:
            digits = self.declared.decimals
        step = _step(digits)
        rate = self._tolerant(Quantity(value, "%", step))
        if not sure:
            # One 1 among figures such as 95.0 may be 1 % or 100 %: it stands for both.
            ends = sorted((value, value * _HUNDRED))
            rate = replace(rate, hard=Interval(ends[0] - step, ends[1] + step * _HUNDRED))
        return self._stated(rate)

    def _other(self, text: str, facts: CellFacts) -> Reading:
        key = self.words.key(text)
        state = self.words.states.get(key)
        kind = self.declared.type
        if state is not None:
            return Reading(state)
        if kind is FieldType.YES_NO:
            if key in self.words.yes or key in self.words.no:
                return Reading(State.TEXT, content="yes" if key in self.words.yes else "no")
            return Reading(State.UNREADABLE)
        if kind is FieldType.DATE:
            content = facts.date or read_date(text, self._year)
            return Reading(State.TEXT, content=content) if content else Reading(State.UNREADABLE)
        if kind is FieldType.PERIOD:
            content = period_text(text, self._year)
            return Reading(State.TEXT, content=content) if content else Reading(State.UNREADABLE)
        if kind is FieldType.CHOICE:
            return Reading(State.TEXT, content=_choice(text, self.declared.values))
        return Reading(State.TEXT, content=" ".join(text.split()))


def _choice(text: str, values: Iterable[str]) -> str:
    """The choice that a text is, or the only one it contains; else the text itself."""
    key = norm(text)
    listed = list(values)
    for value in listed:
        if norm(value) == key:
            return value
    inside = [value for value in listed if norm(value) and norm(value) in key]
    return inside[0] if len(inside) == 1 else text.strip()


class _Rates:
    """How a column of rates is written: as per cent or as fractions, with how many digits."""

    def __init__(self, declared: Field, words: Vocabulary, cells: Iterable[Cell]) -> None:
        plain: list[Fraction] = []
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
            if quantity.unit or _percent_format(facts):
                digits[own] += times
                continue
            plain += [abs(quantity.value)] * times
            fractions[own] += times
        small = [value for value in plain if 0 < value <= 1]
        large = [value for value in plain if value > 1]
        self.fraction = bool(small) and (
            not large or (len(small) > len(large) and max(large) <= _FRACTION_LIMIT)
        )
        self.mixed = bool(small) and bool(large) and not self.fraction
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
            shown = _format_decimals(facts)
            scaled = value * by_format
            own = max(0, own - 2) if by_format == _HUNDRED else own
            digits = max(own, self.usual) if shown is None else shown
            return _half_up(scaled, digits), digits, True
        if quantity.unit:
            return value, max(own, self.usual), True
        if self.fraction:
            return value * _HUNDRED, max(0, own - 2, self.usual), True
        shown = _format_decimals(facts)
        if own > _MOST_DECIMALS:
            value, own = round(value, _MOST_DECIMALS), _MOST_DECIMALS
        if shown is not None and facts.number is not None:
            sure = not (self.mixed and 0 < abs(value) <= 1)
            return _half_up(value, shown), shown, sure
        sure = not (self.mixed and not self.signed and 0 < abs(value) <= 1)
        return value, max(own, self.usual), sure


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


def _decimals_of(text: str) -> int:
    match = re.search(r"[.．]([0-9０-９]+)", text)
    return 0 if match is None else len(match[1])


def _step(digits: int) -> Fraction:
    return Fraction(1, 10**digits)


def _percent_format(facts: CellFacts) -> Fraction | None:
    """What a stored number is multiplied with to give per cent, when its format says per cent."""
    shown = facts.number_format
    if facts.number is None or not shown or "%" not in shown:
        return None
    return _HUNDRED if "%" in _QUOTED.sub("", shown) else Fraction(1)


def _format_decimals(facts: CellFacts) -> int | None:
    """Digits after the point that a number format shows; ``None`` when it leaves them open."""
    if facts.number is None or not facts.number_format:
        return None
    shown = _QUOTED.sub("", facts.number_format.split(";", maxsplit=1)[0])
    match = _DECIMALS.search(shown)
    if match is not None:
        return len(match[1])
    return 0 if _WHOLE.search(shown) else None
