"""Entries for the tests of rules, read by the declared tokens and number words."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.forms.model import Field, FieldType, Pack
from crossfoot.model.figure import Place
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, State
from crossfoot.numerals.cell import read_number
from crossfoot.numerals.words import NumberWords, read_words

_KNOWN: dict[int, NumberWords] = {}


def _words(pack: Pack) -> NumberWords:
    if id(pack) not in _KNOWN:
        _KNOWN[id(pack)] = read_words(pack.lexicon["words"])
    return _KNOWN[id(pack)]


def entry(text: str, field: Field, place: Place, pack: Pack) -> Entry:
    """What a cell says, without the refinements of a real sheet."""
    tokens = pack.tokens
    plain = text.strip()
    if plain in tokens.blank or not plain:
        return Entry(field.id, text, State.BLANK, place)
    if plain in tokens.not_applicable:
        return Entry(field.id, text, State.NOT_APPLICABLE, place)
    if plain in tokens.not_collected:
        return Entry(field.id, text, State.NOT_COLLECTED, place)
    if not field.numeric:
        content = plain
        if field.type is FieldType.YES_NO:
            content = "yes" if plain in tokens.yes else "no"
        return Entry(field.id, text, State.TEXT, place, content=content)
    if plain in tokens.zero:
        return Entry(field.id, text, State.STATED, place, Quantity(Fraction(0), field.unit))
    quantity = read_number(plain, _words(pack))
    if quantity is None:
        return Entry(field.id, text, State.UNREADABLE, place)
    step = quantity.step
    if field.type is FieldType.RATE:
        step = step or Fraction(1)
    elif field.type is FieldType.COUNT or field.unit:
        step = None
    unit = quantity.unit or field.unit
    read = Quantity(quantity.value, unit, step, quantity.approx, quantity.hard, quantity.soft)
    return Entry(field.id, text, State.STATED, place, read)
