"""Conditions as a solver takes them: linear rows and sets of texts, joined by *and* and *or*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import TypeAlias

from crossfoot.model.dataclass import dataclass

ZERO = Fraction(0)
ONE = Fraction(1)

Terms: TypeAlias = tuple[tuple[str, Fraction], ...]
"""A sum of variables: (name, factor), sorted by name, no factor zero."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``constant + Σ factor · variable``."""

    terms: Terms = ()
    constant: Fraction = ZERO

    @classmethod
    def variable(cls, name: str) -> Linear:
        """A variable by itself."""
        return cls(((name, ONE),))

    def __add__(self, other: Linear) -> Linear:
        factors = dict(self.terms)
        for name, factor in other.terms:
            factors[name] = factors.get(name, ZERO) + factor
        kept = tuple(sorted((name, factor) for name, factor in factors.items() if factor))
        return Linear(kept, self.constant + other.constant)

    def __sub__(self, other: Linear) -> Linear:
        return self + other.times(-ONE)

    def times(self, factor: Fraction) -> Linear:
        """Every factor and the constant multiplied."""
        if not factor:
            return Linear()
        return Linear(
            tuple((name, value * factor) for name, value in self.terms), self.constant * factor
        )


@dataclass(frozen=True, slots=True)
class Row:
    """``Σ factor · variable op bound`` with op one of ``<=``, ``<``, ``==``."""

    terms: Terms
    op: str
    bound: Fraction
    near: tuple[float, ...] = field(default=(), compare=False, repr=False)
    """The factors and then the bound as floats: what a solver is shown, never part of a proof."""

    def __post_init__(self) -> None:
        near = (*(float(factor) for _, factor in self.terms), float(self.bound))
        object.__setattr__(self, "near", near)

    def holds(self, values: Mapping[str, Fraction]) -> bool:
        """Whether a point satisfies the row; variables it does not name are zero."""
        left = ZERO
        for name, factor in self.terms:
            value = values.get(name)
            if value:
                left += factor * value
        if self.op == "==":
            return left == self.bound
        return left < self.bound if self.op == "<" else left <= self.bound

    def text(self) -> str:
        """The row in the spelling of the rule language."""
        return f"{_sum_text(self.terms)} {self.op} {_number_text(self.bound)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A text variable is one of certain texts (``inside``) or none of them."""

    name: str
    texts: frozenset[str]
    inside: bool = True

    def holds(self, value: str) -> bool:
        """Whether a text satisfies it."""
        return (value in self.texts) is self.inside

    def text(self) -> str:
        """The condition in the spelling of the rule language."""
        texts = ", ".join(f'"{text}"' for text in sorted(self.texts))
        if len(self.texts) == 1:
            return f"{self.name} {'==' if self.inside else '!='} {texts}"
        return f"{self.name} {'in' if self.inside else 'not in'} [{texts}]"


@dataclass(frozen=True, slots=True)
class And:
    """All of them hold; with none of them it is always true."""

    items: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them holds; with none of them it never does."""

    items: tuple[Formula, ...] = ()


Atom: TypeAlias = Row | Choice
Formula: TypeAlias = Row | Choice | And | Or

ALWAYS = And()
NEVER = Or()


@dataclass(frozen=True, slots=True)
class Point:
    """Values for every variable; those not named are zero or a text that no rule names."""

    numbers: Mapping[str, Fraction]
    texts: Mapping[str, str]


def holds(formula: Formula, point: Point) -> bool:
    """Whether a point satisfies a condition."""
    match formula:
        case Row():
            return formula.holds(point.numbers)
        case Choice():
            return formula.holds(point.texts.get(formula.name, ""))
        case And(items=items):
            return all(holds(item, point) for item in items)
        case Or(items=items):
            return any(holds(item, point) for item in items)


def both(items: Iterable[Formula]) -> Formula:
    """*And*, flattened."""
    flat: list[Formula] = []
    for item in items:
        if item == NEVER:
            return NEVER
        flat += item.items if isinstance(item, And) else (item,)
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(items: Iterable[Formula]) -> Formula:
    """*Or*, flattened."""
    flat: list[Formula] = []
    for item in items:
        if item == ALWAYS:
            return ALWAYS
        flat += item.items if isinstance(item, Or) else (item,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def atoms(formula: Formula) -> Iterator[Atom]:
    """Every row and set of texts in a condition."""
    match formula:
        case Row() | Choice():
            yield formula
        case And(items=items) | Or(items=items):
            for item in items:
                yield from atoms(item)


def row(left: Linear, op: str, right: Linear) -> Formula:
    """``left op right`` with op one of ``<= < >= > == !=``; decided at once where it can be."""
    if op in (">", ">="):
        return row(right, "<" if op == ">" else "<=", left)
    if op == "!=":
        return either([row(left, "<", right), row(right, "<", left)])
    difference = left - right
    found = Row(difference.terms, op, -difference.constant)
    if not found.terms:
        return ALWAYS if found.holds({}) else NEVER
    return found


def tightened(formula: Formula, whole: frozenset[str]) -> Formula:
    """The same condition where the variables ``whole`` are whole numbers.

    A row of whole numbers only is divided by what its factors have in common and its bound
    rounded: ``2x < 5`` is ``x <= 2``.  (Chvátal's cut of a single row.)
    """
    match formula:
        case And(items=items):
            return both(tightened(item, whole) for item in items)
        case Or(items=items):
            return either(tightened(item, whole) for item in items)
        case Row() if all(name in whole for name, _ in formula.terms):
            return _whole_row(formula)
        case _:
            return formula


def _whole_row(found: Row) -> Formula:
    scale = lcm(*(factor.denominator for _, factor in found.terms))
    common = gcd(*(int(factor * scale) for _, factor in found.terms))
    by = Fraction(scale, common)
    terms = tuple((name, factor * by) for name, factor in found.terms)
    bound = found.bound * by
    if found.op == "==":
        return Row(terms, "==", bound) if bound.denominator == 1 else NEVER
    return Row(terms, "<=", Fraction(ceil(bound) - 1 if found.op == "<" else floor(bound)))


def _sum_text(terms: Terms) -> str:
    text = ""
    for name, factor in terms:
        sign = " - " if factor < 0 else " + "
        size = "" if abs(factor) == 1 else f"{_number_text(abs(factor))} * "
        text += f"{sign}{size}{name}"
    return text.removeprefix(" + ") if not text.startswith(" - ") else "-" + text[3:]


def _number_text(number: Fraction) -> str:
    return str(number)
