"""Words and signs that stand in cells instead of figures, arranged for looking them up."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from crossfoot.forms.model import Tokens
from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State
from crossfoot.numerals.cell import read_number
from crossfoot.numerals.words import NumberWords

_MOST_KEPT = 100_000  # texts whose reading is remembered over the files of a run
_PLAIN = late_pattern(r"[0-9]+(?:\.[0-9]+)?")


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
            if len(self.plain) > _MOST_KEPT:
                self.plain.clear()
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
        if len(self.numbers) > _MOST_KEPT:
            self.numbers.clear()
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
