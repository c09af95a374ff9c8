"""A field as sentences name it, with everything prepared but the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.dataclass import dataclass
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, State
from crossfoot.rules import phrases
from crossfoot.rules.fast import NotPlain, Plain
from crossfoot.rules.terms import Term, field_label
from crossfoot.rules.values import exactly

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's plain figures, and its entries."""

    plain: Plain
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Wording:
    """A field as sentences name it: what comes before a figure and behind it, by language.

    Attributes:
        stated: before a figure that is stated (整改填报).
        named: before a figure that is taken as it is (整改).
        measure: behind a figure of digits.
        blank: the words for an empty cell.
    """

    field: Field
    unit: str
    stated: tuple[str, str]
    named: tuple[str, str]
    measure: tuple[str, str]
    blank: tuple[str, str]

    def entry(self, row: Row) -> Entry:
        """The field's entry, where its text is the plain number that it means."""
        entry = row.entries[self.field.id]
        quantity, text = entry.quantity, entry.text
        if quantity is None or quantity.unit != self.unit or not text.isascii():
            raise NotPlain
        if not text.isdigit() and not (text[:1] == "-" and text[1:].isdigit()):
            whole, _, rest = text.removesuffix("%").partition(".")
            digits = whole.isdigit() and (rest.isdigit() or not rest)
            if not digits or Fraction(text.removesuffix("%")) != quantity.value:
                raise NotPlain
        return entry

    def state(self, text: str, language: int) -> str:
        """A figure that is stated."""
        return self.stated[language] + self._measured(text, language)

    def name(self, text: str, language: int) -> str:
        """A figure with its name."""
        return self.named[language] + self._measured(text, language)

    def _measured(self, text: str, language: int) -> str:
        return text if text[-1] == "%" else text + self.measure[language]


def wording(field: Field) -> Wording:
    """What the phrases of findings make of a field."""
    label = field_label(field)
    if field.numeric:
        unit = "%" if field.type is FieldType.RATE else field.unit
        quantity = Quantity(Fraction(7), unit)
        term = Term(field.id, label, exactly(7, unit), text="7", quantity=quantity, unit=unit)
    else:
        unit = field.unit
        term = Term(field.id, label, "7", State.TEXT, "7", unit=unit)
    empty = replace(term, value="", state=State.BLANK, text="", quantity=None)
    quoted = [phrases.quote(term, language) for language in LANGUAGES]
    stated = [
        phrases.stated(term, lang).removesuffix(q)
        for lang, q in zip(LANGUAGES, quoted, strict=True)
    ]
    named = [
        phrases.named(term, lang).removesuffix(q) for lang, q in zip(LANGUAGES, quoted, strict=True)
    ]
    behind = [text.removeprefix("7") for text in quoted]
    blank = [phrases.stated(empty, language) for language in LANGUAGES]
    return Wording(field, unit, _two(stated), _two(named), _two(behind), _two(blank))


def _two(texts: Sequence[str]) -> tuple[str, str]:
    return texts[0], texts[1]
