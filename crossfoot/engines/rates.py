"""Columns of rates as SQL: how they are written, and as whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlglot import exp

from crossfoot.engines.plain import (
    Made,
    behind_point,
    decimal,
    double,
    fits,
    given,
    long,
    never,
    not_plain,
    reading,
)
from crossfoot.engines.session import Storage, Stored
from crossfoot.forms.model import Field
from crossfoot.model.dataclass import dataclass
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State
from crossfoot.rules.sql.shape import (
    both,
    called,
    column,
    either,
    fresh,
    is_null,
    negation,
    ordered,
    sql_type,
    table_of,
    text,
    whole,
)

if TYPE_CHECKING:
    from crossfoot.forms.columns import Column

_RATE = r"^-?[0-9]{1,6}([.][0-9]{1,8})?%?$"
_IS_RATE = re.compile(_RATE.replace("$", r"\Z"))


_MOST_BEFORE = 6
"""Digits before the point of a rate that is plain, as in :data:`_RATE`."""


@dataclass(frozen=True, slots=True)
class Way:
    """How most rates of a column are written.

    Attributes:
        sign: with a per cent sign.
        share: as a share of one (0.846).
        decimals: digits of the percentage behind the point that are stated.
        unsure: a number up to 1 may be a share of one among percentages.
    """

    sign: bool
    share: bool
    decimals: int
    unsure: bool = False


def kinds_of_rates(stored: Stored, declared: Field, source: str) -> exp.Expr:
    """Asks for one rate of each kind and how many there are of it.

    Kinds differ in sign, digits behind the point, and on which side of 1 and 1.5 they are.  A
    text that is no plain rate is a kind of its own: it may still say how the column is written.
    """
    raw = column(stored.name)
    if stored.storage is not Storage.TEXT:
        shown = as_stated(stored, declared)
        size: exp.Expr = exp.Abs(this=fresh(raw))
        chosen: exp.Expr = negation(is_null(raw))
        kinds: list[exp.Expr] = [_side(size)]
    else:
        shown = fresh(raw)
        bare = _bare(raw)
        behind = behind_point(bare)
        kind = sql_type("DECIMAL(18, 8)")
        size = exp.Abs(this=exp.cast(fresh(bare), kind))
        plain = fits(raw, _RATE)
        chosen = given(stored)
        guarded = exp.Case().when(fresh(plain), _side(size), copy=False).else_(whole(4), copy=False)
        other = exp.Case().when(fresh(plain), text(""), copy=False).else_(fresh(raw), copy=False)
        kinds = [_signed(raw), behind, guarded, other]
    names = [called(one, f"g{n}") for n, one in enumerate(kinds, 1)]
    shown_as = called(exp.Min(this=shown), "written")
    return (
        exp.select(*names, shown_as, exp.Sum(this=column("times")), copy=False)
        .from_(_counted(stored, source), copy=False)
        .where(chosen, copy=False)
        .group_by(*(fresh(one) for one in kinds), copy=False)
    )


def _counted(stored: Stored, source: str) -> exp.Subquery:
    """The different entries of a column, and how often each comes."""
    raw = column(stored.name)
    times = called(exp.Count(this=exp.Star()), "times")
    return (
        exp.select(raw, times, copy=False)
        .from_(table_of(source), copy=False)
        .group_by(fresh(raw), copy=False)
        .subquery("counted")
    )


def _signed(raw: exp.Expr) -> exp.Expr:
    return exp.Case().when(fits(raw, "%$"), whole(1), copy=False).else_(whole(0), copy=False)


def _bare(raw: exp.Expr) -> exp.Expr:
    return exp.func("REPLACE", fresh(raw), text("%"), text(""))


def _side(size: exp.Expr) -> exp.Expr:
    return (
        exp.Case()
        .when(ordered("==", size, whole(0)), whole(0), copy=False)
        .when(ordered("<=", size, whole(1)), whole(1), copy=False)
        .when(ordered("<=", size, exp.Literal.number("1.5")), whole(2), copy=False)
        .else_(whole(3), copy=False)
    )


def as_stated(stored: Stored, declared: Field) -> exp.Expr:
    """A stored number as the text that states it."""
    raw = column(stored.name)
    if stored.storage is Storage.DOUBLE:
        digits = (declared.decimals or 0) + 2  # a share of one has two digits more
        raw = exp.cast(raw, sql_type(f"DECIMAL(18, {digits})"))
    return exp.cast(raw, sql_type("VARCHAR"))


def way_of(reader: Column, texts: Mapping[str, int]) -> Way | None:
    """How most rates of a column are written; ``None`` when no two agree on what they mean."""
    ways: dict[Way, int] = {}
    unsure = False
    margin = Fraction(reader.declared.tolerance or 0)
    for written, times in texts.items():
        if not _IS_RATE.match(written):
            continue
        read = reading(reader, written)
        quantity = read.quantity
        if read.state is not State.STATED or quantity is None or quantity.step is None:
            continue
        if _wider(quantity, margin):
            unsure = True
            continue
        sign = written.endswith("%")
        share = not sign and quantity.value == 100 * Fraction(written) != 0
        decimals = len(str(quantity.step.denominator)) - 1
        way = Way(sign, share, decimals)
        if quantity.value or not ways:
            ways[way] = ways.get(way, 0) + times
    if not ways:
        return None if texts else Way(sign=False, share=False, decimals=2)
    most = max(ways, key=lambda way: (ways[way], way.decimals))
    return replace(most, unsure=unsure)


def _wider(quantity: Quantity, margin: Fraction) -> bool:
    """Whether a rate stands for more than its tolerance allows: for 1 % and for 100 %."""
    hard = quantity.hard
    return hard is not None and (
        hard.low != quantity.value - margin or hard.high != quantity.value + margin
    )


def rate(stored: Stored, way: Way, dialect: str) -> Made:
    """Rates in per cent, with one digit more than is stated so that half of the last is whole."""
    raw = column(stored.name)
    behind = way.decimals + (2 if way.share else 0)
    match stored.storage:
        case Storage.DOUBLE:
            scale = behind or 1
            made = double(raw, scale, _MOST_BEFORE)
        case Storage.WHOLE:
            made, scale = Made(long(raw), None, 0, min(stored.digits, 9)), 0
        case Storage.DECIMAL:
            made = decimal(stored)
            scale = stored.scale
            if scale > behind:
                return Made(never(), given(stored), 0, 1)
        case _:
            made, scale = _rate_text(stored, way, behind, dialect), behind
    wanted = way.decimals + 1
    grown = wanted - (scale - (2 if way.share else 0))
    value = exp.Mul(this=exp.Paren(this=made.value.copy()), expression=whole(10**grown))
    odd = made.odd
    if way.unsure and not way.sign:
        size = exp.Abs(this=made.value.copy())
        small = both(ordered(">", size, whole(0)), ordered("<=", fresh(size), whole(10**scale)))
        small = exp.Coalesce(this=small, expressions=[exp.false()])
        odd = small if odd is None else either(odd, small)
    return Made(value, odd, wanted, made.digits + grown)


def _rate_text(stored: Stored, way: Way, behind: int, dialect: str) -> Made:
    raw = column(stored.name)
    bare = _bare(raw) if way.sign else raw
    kind = sql_type(f"DECIMAL(15, {behind})")
    digits = 6 + behind
    if dialect == "duckdb" and behind and not way.sign:
        read = exp.TryCast(this=fresh(raw), to=kind)
        same = exp.Coalesce(
            this=ordered("==", exp.cast(fresh(read), sql_type("VARCHAR")), raw),
            expressions=[exp.false()],
        )
        short = ordered("<=", exp.Length(this=fresh(raw)), whole(8 + behind))
        shorter = fits(raw, f"^-?[0-9]{{1,6}}([.][0-9]{{1,{behind}}})?$")
        plain = either(both(same, short), shorter)
        grown = exp.Mul(this=read, expression=whole(10**behind))
        return Made(long(grown), not_plain(plain, stored), behind, digits)
    tail = f"([.][0-9]{{1,{behind}}})?" if behind else ""
    good = fits(raw, f"^-?[0-9]{{1,6}}{tail}{'%' if way.sign else ''}$")
    grown = exp.Mul(this=exp.cast(fresh(bare), kind), expression=whole(10**behind))
    return Made(
        exp.Case().when(good, long(grown), copy=False), not_plain(good, stored), behind, digits
    )
