"""What the entries of one column mean, by the field's type and the column as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from crossfoot.forms.cellwords import Vocabulary
from crossfoot.forms.dates import read_date
from crossfoot.forms.labels import norm
from crossfoot.forms.model import Field, FieldType
from crossfoot.forms.periods import period_text
from crossfoot.forms.rates import HUNDRED, MOST_DECIMALS, Cell, Rates, format_decimals
from crossfoot.model.document import CellFacts
from crossfoot.model.interval import Interval, hull
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State


class Reading(NamedTuple):
    """What one cell says."""

    state: State
    quantity: Quantity | None = None
    content: str | None = None


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
        self._rates: Rates | None = None
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
        percent = quantity.unit in self.words.words.percent_signs
        if self.declared.type is FieldType.RATE:
            known = percent or not quantity.unit
            return self._rate(quantity, facts) if known else Reading(State.UNREADABLE)
        if percent:
            return Reading(State.UNREADABLE)
        return self._amount(quantity, text, facts)

    def _stated(self, quantity: Quantity) -> Reading:
        return Reading(State.STATED, quantity)

    def _amount(self, quantity: Quantity, text: str, facts: CellFacts) -> Reading:
        """A count or amount: exact, in the declared unit, unless the form says otherwise."""
        value, unit = quantity.value, quantity.unit or self.declared.unit
        # 1.5万 in a column of counts has no more digits than were written.
        scaled = quantity.step is not None and quantity.step > 1
        step = quantity.step if scaled else None
        money = self.words.money
        if unit != self.declared.unit and unit in money and self.declared.unit in money:
            factor = Fraction(money[unit], money[self.declared.unit])
            if factor > 1 and quantity.step is not None:
                step = quantity.step * factor
            value, unit = value * factor, self.declared.unit
        if value.denominator != 1:
            value = round(value, MOST_DECIMALS)
        if self.declared.rounded and self.declared.type is FieldType.AMOUNT:
            digits = self.declared.decimals
            if digits is None:
                digits = format_decimals(facts)
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
            self._rates = Rates(self.declared, self.words, self._cells())
        value, digits, sure = self._rates.percent(quantity, facts)
        if self.declared.decimals is not None:
            digits = self.declared.decimals
        step = _step(digits)
        rate = self._tolerant(Quantity(value, "%", step))
        if not sure:
            rate = _of_open_scale(rate, step)
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


def _of_open_scale(rate: Quantity, step: Fraction) -> Quantity:
    """One 1 among figures such as 95.0 may be 1 % or 100 %: it stands for either."""
    near = Interval(rate.value - step, rate.value + step)
    far = near.scaled(HUNDRED)
    span = hull((near, far))
    apart = not near.meets(far)
    return replace(rate, hard=span, readings=(near, far) if apart else ())


def _choice(text: str, values: Iterable[str]) -> str:
    """The choice that a text is, or the only one it contains; else the text itself."""
    key = norm(text)
    listed = list(values)
    for value in listed:
        if norm(value) == key:
            return value
    inside = [value for value in listed if norm(value) and norm(value) in key]
    return inside[0] if len(inside) == 1 else text.strip()


def _decimals_of(text: str) -> int:
    match = re.search(r"[.．]([0-9０-９]+)", text)
    return 0 if match is None else len(match[1])


def _step(digits: int) -> Fraction:
    return Fraction(1, 10**digits)
