"""The words around numbers, as data: measure words, scales, hedges, and what is no figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Approx

_MACRO = late_pattern("<(?:n|c|N|m|to|z|s)>")


class WordsError(ValueError):
    """The declared number words are not of the expected shape."""


@dataclass(frozen=True, slots=True, eq=False)
class Hedge:
    """A family of hedging words; equal only to itself.

    Attributes:
        words: spellings.
        approx: what they mean.
        hard: ``above``, ``from``, ``below`` or ``to`` the number; ``None`` when the word excludes
            nothing.
        soft: what a reader expects: ``low`` and ``high`` as multiples of the number, ``within`` a
            share of it on both sides, ``place`` up to one unit of its last non-zero digit.
        not_after: characters that make a preceding word of the hedge part of another word.
        scale_only: only before a scale word without digits (上百, 上千).
    """

    words: tuple[str, ...]
    approx: Approx
    hard: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    within: Fraction | None = None
    place: bool = False
    not_after: tuple[str, ...] = ()
    scale_only: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Marks between which a short text that holds a numeral is a name: 《…》, “…”."""

    opening: str
    closing: str
    longest: int
    reason: str


@dataclass(frozen=True, slots=True)
class NotRule:
    """A kind of number that is no figure.

    Attributes:
        reason: ``date``, ``ordinal``, ``slogan`` …
        text: pattern from the first numeral on; the macros are explained in the data file.
        before: words that must stand right in front; an empty one allows none.
        after, unless: patterns that must, or must not, follow.
        numerals: ``arabic`` or ``chinese`` when the first numeral must be of that kind.
        clause: only at the start of a clause.
    """

    reason: str
    text: str
    before: tuple[str, ...] = ()
    after: str | None = None
    unless: str | None = None
    numerals: str | None = None
    clause: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NumberWords:
    """Everything the number grammar knows of a language and a trade.

    Two instances are equal only when they are the same object, so that what is compiled from one
    can be kept with it.
    """

    measures: tuple[str, ...] = ()
    measure_continues: tuple[str, ...] = ()
    loose_measures: frozenset[str] = frozenset()
    money_units: tuple[str, ...] = ()
    money_signs: tuple[str, ...] = ()
    scales: Mapping[str, int] = field(default_factory=dict)
    not_scale_before: tuple[str, ...] = ()
    percent_signs: tuple[str, ...] = ("%",)
    permille_signs: tuple[str, ...] = ()
    percent_words: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    percent_of: Mapping[str, str] = field(default_factory=dict)
    tenths: str | None = None
    times: tuple[str, ...] = ()
    doubled: Mapping[str, int] = field(default_factory=dict)
    halves: Mapping[str, Fraction] = field(default_factory=dict)
    before: tuple[Hedge, ...] = ()
    within: tuple[Hedge, ...] = ()
    after: tuple[Hedge, ...] = ()
    sharing: tuple[str, ...] = ()
    range_marks: tuple[str, ...] = ()
    change_before: tuple[str, ...] = ()
    stating: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    pointing: tuple[str, ...] = ()
    negative_after: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    cell_fillers: tuple[str, ...] = ()
    hedge_continues: tuple[str, ...] = ()
    plain_words: tuple[str, ...] = ()
    list_numbers: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    not_figures: tuple[NotRule, ...] = ()


def read_words(data: Mapping[str, Any], *, tried: bool = True) -> NumberWords:
    """Number words from the plain content of ``schemas/words.yaml``.

    Args:
        data: the content.
        tried: every pattern is compiled once, so that a broken one is found here.  Words that are
            known to be right, as the built-in ones, need not be: it takes longer than all else.

    Raises:
        WordsError: an entry has not the expected shape, or a hedge an unknown meaning.
    """
    measures = _mapping(data, "measures")
    money = _mapping(data, "money")
    percent = _mapping(data, "percent")
    hedges = _mapping(data, "hedges")
    ranges = _mapping(data, "ranges")
    directions = _mapping(data, "directions")
    tenths = data.get("tenths")
    return NumberWords(
        measures=tuple(word for group in measures for word in _texts(measures, group)),
        measure_continues=_texts(data, "measure_continues"),
        loose_measures=frozenset(_texts(data, "loose_measures")),
        money_units=_texts(money, "units"),
        money_signs=_texts(money, "signs"),
        scales={str(word): int(size) for word, size in _mapping(data, "scales").items()},
        not_scale_before=_texts(data, "not_scale_before"),
        percent_signs=_texts(percent, "signs"),
        permille_signs=_texts(percent, "permille"),
        percent_words=_texts(percent, "words"),
        points=_texts(percent, "points"),
        percent_of={str(a): str(b) for a, b in _mapping(percent, "of").items()},
        tenths=None if tenths is None else str(tenths),
        times=_texts(data, "times"),
        doubled={str(a): int(b) for a, b in _mapping(data, "doubled").items()},
        halves={str(a): _fraction(b) for a, b in _mapping(data, "halves").items()},
        before=_hedges(hedges, "before"),
        within=_hedges(hedges, "within"),
        after=_hedges(hedges, "after"),
        sharing=_texts(data, "sharing"),
        range_marks=_texts(ranges, "marks"),
        change_before=_texts(ranges, "change_before"),
        stating=_texts(data, "stating"),
        counting=_texts(data, "counting"),
        pointing=_texts(data, "pointing"),
        negative_after=_texts(data, "negative_after"),
        up=_texts(directions, "up"),
        down=_texts(directions, "down"),
        cell_fillers=_texts(data, "cell_fillers"),
        hedge_continues=_texts(data, "hedge_continues"),
        plain_words=_texts(data, "plain_words"),
        list_numbers=_texts(data, "list_numbers"),
        enclosures=tuple(_enclosure(entry) for entry in _list(data, "enclosures")),
        not_figures=tuple(_not_rule(entry, tried=tried) for entry in _list(data, "not_figures")),
    )


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise WordsError(f"{key}: a mapping is expected, not {value!r}")
    return value


def _list(data: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = data.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise WordsError(f"{key}: a list is expected, not {value!r}")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _list(data, key))


def _fraction(value: object) -> Fraction:
    try:
        return Fraction(str(value))
    except ValueError as error:
        raise WordsError(f"a number or fraction is expected, not {value!r}") from error


def _hedges(data: Mapping[str, Any], key: str) -> tuple[Hedge, ...]:
    return tuple(_hedge(entry) for entry in _list(data, key))


def _hedge(entry: Mapping[str, Any]) -> Hedge:
    soft = _mapping(entry, "soft")
    hard = entry.get("hard")
    if hard not in (None, "above", "from", "below", "to"):
        raise WordsError(f"hard: above, from, below or to is expected, not {hard!r}")
    try:
        approx = Approx(str(entry.get("approx")))
    except ValueError as error:
        raise WordsError(f"approx: unknown meaning {entry.get('approx')!r}") from error
    place = soft.get("high") == "place"
    return Hedge(
        words=_texts(entry, "words"),
        approx=approx,
        hard=hard,
        low=_fraction(soft["low"]) if "low" in soft else None,
        high=_fraction(soft["high"]) if "high" in soft and not place else None,
        within=_fraction(soft["within"]) if "within" in soft else None,
        place=place,
        not_after=_texts(entry, "not_after"),
        scale_only=bool(entry.get("scale_only", False)),
    )


def _enclosure(entry: Mapping[str, Any]) -> Enclosure:
    try:
        return Enclosure(
            opening=str(entry["open"]),
            closing=str(entry["close"]),
            longest=int(entry["longest"]),
            reason=str(entry["reason"]),
        )
    except KeyError as error:
        raise WordsError(f"enclosures: {error} is missing in {dict(entry)!r}") from error


def _not_rule(entry: Mapping[str, Any], *, tried: bool) -> NotRule:
    if "reason" not in entry or "text" not in entry:
        raise WordsError(f"not_figures: reason and text are needed in {dict(entry)!r}")
    numerals = entry.get("numerals")
    if numerals not in (None, "arabic", "chinese"):
        raise WordsError(f"numerals: arabic or chinese is expected, not {numerals!r}")
    for key in ("text", "after", "unless") if tried else ():
        _pattern(entry, key)
    return NotRule(
        reason=str(entry["reason"]),
        text=str(entry["text"]),
        before=_texts(entry, "before"),
        after=entry.get("after"),
        unless=entry.get("unless"),
        numerals=numerals,
        clause=bool(entry.get("clause", False)),
    )


def _pattern(entry: Mapping[str, Any], key: str) -> None:
    """A pattern that does not compile is a fault of the words, found when they are read."""
    try:
        re.compile(_MACRO.sub("(?:x)", str(entry.get(key) or "")))
    except re.error as error:
        raise WordsError(f"not_figures: {key} of {entry['reason']}: {error}") from error
