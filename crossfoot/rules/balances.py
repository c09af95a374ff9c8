"""What is said of wholes that are not the sum of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crossfoot.model.dataclass import dataclass
from crossfoot.rules import exact, hierarchy, phrases
from crossfoot.rules.expressions import LONG_SUM, SHOWN, number_only, single
from crossfoot.rules.hierarchy import Broken
from crossfoot.rules.numbers import amount_text, gap_text, with_unit
from crossfoot.rules.terms import Term, added
from crossfoot.rules.tree import Call
from crossfoot.rules.values import Amount

_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One relation in words.

    Attributes:
        terms: its figures, the whole first.
        own: that of the row at hand among them, if it is stated.
    """

    zh: str
    en: str
    terms: tuple[Term, ...]
    own: tuple[Term, ...]


def weighed(node: Call, context: exact.Context) -> list[Weighed]:
    """Every relation of ``adds_up`` that the row at hand takes part in and that is broken."""
    return [
        _weighed(one, node, context)
        for one in hierarchy.broken(node, context, exact.value, exact.truth)
    ]


def _weighed(one: Broken, node: Call, context: exact.Context) -> Weighed:
    wholes = [single(node.args[0], row) for row in one.wholes]
    parts = [single(node.args[0], row) for _, row in one.parts]
    terms = tuple(term for term in (*wholes, *parts) if term is not None)
    here = single(node.args[0], context)
    own = (here,) if here is not None and here in terms else ()
    codes = list(dict.fromkeys(code for code, _ in one.parts))
    shown = codes if len(codes) <= LONG_SUM else codes[:SHOWN]
    figures = [term for term in parts if term is not None and term.amount is not None]
    total = added([term.value for term in figures])
    whole = wholes[0] if len(wholes) == 1 else None
    if whole is None or whole.amount is None or not isinstance(total, Amount):
        zh, en = (phrases.no_whole(one.whole, len(wholes), shown, lang) for lang in _LANGUAGES)
        return Weighed(zh, en, terms, own)
    unit = whole.amount.unit or total.unit
    named = replace(whole, row=one.whole)
    zh, en = (_said(named, figures, total, codes, unit, lang) for lang in _LANGUAGES)
    return Weighed(zh, en, terms, own)


def _said(
    whole: Term,
    figures: Sequence[Term],
    total: Amount,
    codes: Sequence[str],
    unit: str,
    language: str,
) -> str:
    """``“510000”行常住人口填报105人，但下级各行（510100、510300）相加60+40=100人，相差5人``."""
    shown = figures if len(figures) <= LONG_SUM else figures[:SHOWN]
    plus = ("+" if language == "zh" else " + ").join(number_only(term) for term in shown)
    if len(shown) < len(figures):
        plus += phrases.and_more(len(figures), by_unit=False, language=language)
    gap = None if whole.amount is None else gap_text(whole.amount, total)
    return phrases.equality(
        phrases.stated(whole, language),
        phrases.parts_of(codes, LONG_SUM, plus, language),
        with_unit(amount_text(total), unit, language),
        "" if gap is None else with_unit(gap, unit, language),
        language,
    )
