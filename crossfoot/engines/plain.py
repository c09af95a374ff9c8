"""Columns of a source as SQL that every engine understands: plain entries as whole numbers.

What is not plain (a blank inside, a full-width digit, a word) is marked, never converted: the
engine's own casts accept more than people write as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlglot import exp

from crossfoot.engines.session import Storage, Stored
from crossfoot.forms.model import Field
from crossfoot.model.document import CellFacts
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State
from crossfoot.rules.sql.shape import both, column, either, is_null, negation, ordered, text, whole

if TYPE_CHECKING:
    from crossfoot.forms.columns import Column, Reading

_NO_FACTS = CellFacts()
_MOST_WHOLE = 15
_MOST_SCALE = 6
_SHORT = 6  # words such as 不适用 and N/A are no longer
_RATE = r"^-?[0-9]{1,6}([.][0-9]{1,8})?%?$"
_IS_RATE = re.compile(_RATE.replace("$", r"\Z"))
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Extent:
    """How long the numbers of a column are, in characters, and how many stand behind the point."""

    length: int
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A column as whole numbers.

    Attributes:
        value: the number times ``10 ** scale``; NULL where it is blank or not plain.
        odd: where the entry is there but not plain.
        digits: how many digits ``value`` has at most.
    """

    value: exp.Expr
    odd: exp.Expr | None
    scale: int
    digits: int


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


def extents(several: Sequence[tuple[Stored, bool]], source: str) -> exp.Expr:
    """Asks for the longest text of columns, and the most digits behind a point where wanted."""
    asked: list[exp.Expr] = []
    for stored, points in several:
        raw = column(stored.name)
        asked.append(exp.Max(this=exp.Length(this=raw.copy())))
        asked.append(exp.Max(this=_behind(raw)) if points else whole(0))
    return exp.select(*asked).from_(_table(source))


def _behind(raw: exp.Expr) -> exp.Expr:
    """How many characters stand behind the point of a text."""
    point = exp.StrPosition(this=raw.copy(), substr=text("."))
    rest = exp.Sub(this=exp.Length(this=raw.copy()), expression=point.copy())
    return exp.Case().when(ordered(">", point, whole(0)), rest).else_(whole(0))


def number(declared: Field, stored: Stored, most: Extent, dialect: str) -> Made:
    """A count or amount."""
    raw = column(stored.name)
    match stored.storage:
        case Storage.WHOLE:
            return Made(_long(raw), None, 0, min(most.length, 18))
        case Storage.DECIMAL:
            return _decimal(stored)
        case Storage.DOUBLE:
            return _double(raw, declared.decimals or 0)
        case _:
            pass
    if most.scale == 0:
        return _whole_text(stored, min(most.length, _MOST_WHOLE), dialect)
    scale = min(most.scale, _MOST_SCALE)
    return _decimal_text(raw, scale, _MOST_WHOLE, stored)


def _long(inner: exp.Expr) -> exp.Expr:
    return exp.cast(inner.copy(), exp.DataType.build("BIGINT"))


def _decimal(stored: Stored) -> Made:
    raw = column(stored.name)
    if stored.scale == 0:
        return Made(_long(raw), None, 0, min(stored.digits, 18))
    grown = exp.Mul(this=raw.copy(), expression=whole(10**stored.scale))
    return Made(_long(grown), None, stored.scale, min(stored.digits, 18))


def _double(raw: exp.Expr, scale: int) -> Made:
    """A double as the decimal it prints with so many digits; halves go away from zero."""
    large = exp.Literal.number("1e12")
    size = exp.Abs(this=raw.copy())
    fits = ordered("<", size, large)
    half = exp.Literal.number("0.5")
    grown = exp.Mul(this=size.copy(), expression=exp.Literal.number(f"1e{scale}"))
    near = exp.Floor(this=exp.Add(this=grown, expression=half))
    negative = ordered("<", raw, whole(0))
    signed = exp.Case().when(negative, exp.Neg(this=_long(near))).else_(_long(near))
    value = exp.Case().when(fits, signed)
    odd = negation(either(is_null(raw), fits))
    if scale == 0:  # a count that is no whole number is not plain
        odd = either(odd, both(fits, ordered("!=", exp.Floor(this=raw.copy()), raw)))
    return Made(value, odd, scale, 12 + scale)


def _whole_text(stored: Stored, digits: int, dialect: str) -> Made:
    raw = column(stored.name)
    if dialect != "duckdb":
        good = _fits(raw, f"^-?[0-9]{{1,{digits}}}$")
        value = exp.Case().when(good, _long(raw))
        return Made(value, _not(good, stored), 0, digits)
    number: exp.Expr = exp.TryCast(this=raw.copy(), to=exp.DataType.build("BIGINT"))
    same = ordered("==", exp.cast(number.copy(), exp.DataType.build("VARCHAR")), raw)
    short = ordered("<=", exp.Length(this=raw.copy()), whole(digits + 1))
    plain = exp.Coalesce(this=both(same, short), expressions=[exp.false()])
    return Made(number, _not(plain, stored), 0, digits + 1)


def _decimal_text(raw: exp.Expr, scale: int, digits: int, stored: Stored) -> Made:
    good = _fits(raw, f"^-?[0-9]{{1,{digits - scale}}}([.][0-9]{{1,{scale}}})?$")
    kind = exp.DataType.build(f"DECIMAL(18, {scale})")
    grown = exp.Mul(this=exp.cast(raw.copy(), kind), expression=whole(10**scale))
    value = exp.Case().when(good, _long(grown))
    return Made(value, _not(good, stored), scale, digits)


def _fits(raw: exp.Expr, pattern: str) -> exp.Expr:
    return exp.RegexpLike(this=raw.copy(), expression=text(pattern))


def _not(good: exp.Expr, stored: Stored) -> exp.Expr:
    """Where there is an entry that is not plain."""
    return both(given(stored), negation(good))


def given(stored: Stored) -> exp.Expr:
    """Where there is an entry at all."""
    raw = column(stored.name)
    if stored.storage is not Storage.TEXT:
        return negation(is_null(raw))
    return both(negation(is_null(raw)), ordered("!=", raw, text("")))


def zero_where_blank(value: exp.Expr, stored: Stored) -> exp.Expr:
    """A column in which an empty cell says zero."""
    return exp.Case().when(negation(given(stored)), whole(0)).else_(value.copy())


def never() -> exp.Expr:
    """A number that is never there."""
    return exp.cast(exp.null(), exp.DataType.build("BIGINT"))


def kinds_of_rates(stored: Stored, declared: Field, source: str) -> exp.Expr:
    """Asks for one rate of each kind and how many there are of it.

    Kinds differ in sign, digits behind the point, and on which side of 1 and 1.5 they are.  A
    text that is no plain rate is a kind of its own: it may still say how the column is written.
    """
    raw = column(stored.name)
    if stored.storage is not Storage.TEXT:
        shown = as_stated(stored, declared)
        size: exp.Expr = exp.Abs(this=raw.copy())
        chosen: exp.Expr = negation(is_null(raw))
        kinds: list[exp.Expr] = [_side(size)]
    else:
        shown = raw.copy()
        bare = _bare(raw)
        behind = _behind(bare)
        kind = exp.DataType.build("DECIMAL(18, 8)")
        size = exp.Abs(this=exp.cast(bare.copy(), kind))
        fits = _fits(raw, _RATE)
        chosen = given(stored)
        guarded = exp.Case().when(fits.copy(), _side(size)).else_(whole(4))
        other = exp.Case().when(fits.copy(), text("")).else_(raw.copy())
        kinds = [_signed(raw), behind, guarded, other]
    names = [exp.alias_(one.copy(), f"g{n}", quoted=True) for n, one in enumerate(kinds, 1)]
    shown_as = exp.alias_(exp.Min(this=shown), "written", quoted=True)
    return (
        exp.select(*names, shown_as, exp.Sum(this=column("times")))
        .from_(_counted(stored, source))
        .where(chosen)
        .group_by(*(one.copy() for one in kinds))
    )


def _counted(stored: Stored, source: str) -> exp.Subquery:
    """The different entries of a column, and how often each comes."""
    raw = column(stored.name)
    times = exp.alias_(exp.Count(this=exp.Star()), "times", quoted=True)
    return exp.select(raw, times).from_(_table(source)).group_by(raw.copy()).subquery("counted")


def _signed(raw: exp.Expr) -> exp.Expr:
    return exp.Case().when(_fits(raw, "%$"), whole(1)).else_(whole(0))


def _bare(raw: exp.Expr) -> exp.Expr:
    return exp.func("REPLACE", raw.copy(), text("%"), text(""))


def _side(size: exp.Expr) -> exp.Expr:
    return (
        exp.Case()
        .when(ordered("==", size, whole(0)), whole(0))
        .when(ordered("<=", size, whole(1)), whole(1))
        .when(ordered("<=", size, exp.Literal.number("1.5")), whole(2))
        .else_(whole(3))
    )


def as_stated(stored: Stored, declared: Field) -> exp.Expr:
    """A stored number as the text that states it."""
    raw = column(stored.name)
    if stored.storage is Storage.DOUBLE:
        digits = (declared.decimals or 0) + 2  # a share of one has two digits more
        raw = exp.cast(raw, exp.DataType.build(f"DECIMAL(18, {digits})"))
    return exp.cast(raw, exp.DataType.build("VARCHAR"))


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
            made = _double(raw, behind) if behind else _double(raw, 1)
            scale = behind or 1
        case Storage.WHOLE:
            made, scale = Made(_long(raw), None, 0, min(stored.digits, 9)), 0
        case Storage.DECIMAL:
            made = _decimal(stored)
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
        small = both(ordered(">", size, whole(0)), ordered("<=", size.copy(), whole(10**scale)))
        small = exp.Coalesce(this=small, expressions=[exp.false()])
        odd = small if odd is None else either(odd, small)
    return Made(value, odd, wanted, made.digits + grown)


def _rate_text(stored: Stored, way: Way, behind: int, dialect: str) -> Made:
    raw = column(stored.name)
    bare = _bare(raw) if way.sign else raw
    kind = exp.DataType.build(f"DECIMAL(15, {behind})")
    digits = 6 + behind
    if dialect == "duckdb" and behind and not way.sign:
        read = exp.TryCast(this=raw.copy(), to=kind)
        same = exp.Coalesce(
            this=ordered("==", exp.cast(read.copy(), exp.DataType.build("VARCHAR")), raw),
            expressions=[exp.false()],
        )
        short = ordered("<=", exp.Length(this=raw.copy()), whole(8 + behind))
        shorter = _fits(raw, f"^-?[0-9]{{1,6}}([.][0-9]{{1,{behind}}})?$")
        plain = either(both(same, short), shorter)
        grown = exp.Mul(this=read, expression=whole(10**behind))
        return Made(_long(grown), _not(plain, stored), behind, digits)
    tail = f"([.][0-9]{{1,{behind}}})?" if behind else ""
    good = _fits(raw, f"^-?[0-9]{{1,6}}{tail}{'%' if way.sign else ''}$")
    grown = exp.Mul(this=exp.cast(bare.copy(), kind), expression=whole(10**behind))
    return Made(exp.Case().when(good, _long(grown)), _not(good, stored), behind, digits)


def reading(reader: Column, written: str) -> Reading:
    """What one text of a column says."""
    return reader.read(written, _NO_FACTS)


def distinct(name: str, source: str, most: int) -> exp.Expr:
    """Asks for the different entries of a column."""
    return exp.select(column(name)).distinct().from_(_table(source)).limit(most)


def needs_mending(written: str) -> bool:
    """Whether a text may mean something else than itself: blanks to squeeze, a word for none."""
    if len(written) <= _SHORT and not _DIGIT.search(written):
        return True
    return written != " ".join(written.split())


def to_be_mended(stored: Stored, *, every: bool) -> exp.Expr:
    """The same in SQL, for columns of too many texts to look at each."""
    if every:
        return given(stored)
    raw = as_text(stored)
    blanks = "[ \t\r\n\f\v\u00a0\u2000-\u200a\u3000]"
    edges = _fits(raw, f"^{blanks}|{blanks}$|{blanks}{blanks}|[\t\r\n\f\v\u00a0\u3000]")
    short = ordered("<=", exp.Length(this=raw.copy()), whole(_SHORT))
    return both(given(stored), either(edges, both(short, negation(_fits(raw, "[0-9]")))))


def as_text(stored: Stored) -> exp.Expr:
    """A column as text."""
    raw = column(stored.name)
    if stored.storage is Storage.TEXT:
        return raw
    return exp.cast(raw, exp.DataType.build("VARCHAR"))


def clean(stored: Stored, mended: Mapping[str, str | None], odd: Sequence[str]) -> exp.Expr:
    """A text column with what was found to mean something else put right; blanks are NULL."""
    raw = as_text(stored)
    case = exp.Case().when(negation(given(stored)), exp.null())
    if odd:
        case = case.when(one_of(stored, odd), exp.null())
    gone = [written for written, meant in mended.items() if meant is None]
    if gone:
        case = case.when(one_of(stored, gone), exp.null())
    for written, meant in mended.items():
        if meant is not None:
            case = case.when(ordered("==", raw, text(written)), text(meant))
    return case.else_(raw.copy())


def meant(stored: Stored, texts: Mapping[str, str | None]) -> exp.Expr:
    """A text column with each text replaced by what it means; NULL where it means nothing."""
    raw = as_text(stored)
    if all(written == other for written, other in texts.items()):
        return raw
    groups: dict[str, list[str]] = {}
    for written, other in sorted(texts.items()):
        if other is not None:
            groups.setdefault(other, []).append(written)
    if not groups:
        return exp.cast(exp.null(), exp.DataType.build("VARCHAR"))
    case = exp.Case()
    for other, several in groups.items():
        case = case.when(one_of(stored, several), text(other))
    return case.else_(exp.null())


def one_of(stored: Stored, texts: Iterable[str]) -> exp.Expr:
    """Where the entry is one of some texts."""
    listed = [text(one) for one in sorted(texts)]
    inside = exp.In(this=as_text(stored), expressions=listed)
    return exp.Coalesce(this=inside, expressions=[exp.false()])


def choice(stored: Stored, groups: Mapping[str, Sequence[str]], other: str) -> exp.Expr:
    """A name for each group of texts."""
    case = exp.Case()
    for name, texts in groups.items():
        case = case.when(one_of(stored, texts), text(name))
    return case.else_(text(other))


def select(
    source: str, shown: Mapping[str, exp.Expr], odd: Sequence[exp.Expr], row: str, mark: str
) -> exp.Expr:
    """The query that prepares a source."""
    columns = [column(row)]
    columns += [exp.alias_(sql.copy(), name, quoted=True) for name, sql in shown.items()]
    columns.append(exp.alias_(either(*odd), mark, quoted=True))
    return exp.select(*columns).from_(_table(source))


def _table(name: str) -> exp.Table:
    return exp.to_table(f'"{name}"')
