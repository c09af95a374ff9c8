"""Columns of a source as SQL that every engine understands: plain entries as whole numbers.

What is not plain (a blank inside, a full-width digit, a word) is marked, never converted: the
engine's own casts accept more than people write as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from crossfoot.engines.session import Storage, Stored
from crossfoot.forms.model import Field, FieldType
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts
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
    from crossfoot.forms.columns import Column, Reading

_NO_FACTS = CellFacts()
_MOST_WHOLE = 15
_MOST_SCALE = 6
_SHORT = 6  # words such as 不适用 and N/A are no longer
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


def extents(several: Sequence[tuple[Stored, bool]], source: str) -> exp.Expr:
    """Asks for the longest text of columns, and the most digits behind a point where wanted."""
    asked: list[exp.Expr] = []
    for stored, points in several:
        raw = column(stored.name)
        asked.append(exp.Max(this=exp.Length(this=fresh(raw))))
        asked.append(exp.Max(this=behind_point(raw)) if points else whole(0))
    return exp.select(*asked, copy=False).from_(table_of(source), copy=False)


def behind_point(raw: exp.Expr) -> exp.Expr:
    """How many characters stand behind the point of a text."""
    point = exp.StrPosition(this=fresh(raw), substr=text("."))
    rest = exp.Sub(this=exp.Length(this=fresh(raw)), expression=fresh(point))
    return (
        exp.Case().when(ordered(">", point, whole(0)), rest, copy=False).else_(whole(0), copy=False)
    )


def number(declared: Field, stored: Stored, most: Extent, dialect: str) -> Made:
    """A count or amount."""
    if stored.plain is not None and declared.type is FieldType.COUNT:
        return _read_as_number(stored, stored.plain)
    raw = column(stored.name)
    match stored.storage:
        case Storage.WHOLE:
            return Made(long(raw), None, 0, min(most.length, 18))
        case Storage.DECIMAL:
            return decimal(stored)
        case Storage.DOUBLE:
            return double(raw, declared.decimals or 0)
        case _:
            pass
    if most.scale == 0:
        return _whole_text(stored, min(most.length, _MOST_WHOLE), dialect)
    scale = min(most.scale, _MOST_SCALE)
    return _decimal_text(raw, scale, _MOST_WHOLE, stored)


def _read_as_number(stored: Stored, plain: str) -> Made:
    value = column(plain)
    odd = None if stored.complete else both(is_null(value), given(stored))
    return Made(value, odd, 0, stored.digits)


def long(inner: exp.Expr) -> exp.Expr:
    """A whole number of up to 18 digits."""
    return exp.cast(fresh(inner), sql_type("BIGINT"))


def decimal(stored: Stored) -> Made:
    """A column of decimals with a fixed number of digits behind the point."""
    raw = column(stored.name)
    if stored.scale == 0:
        return Made(long(raw), None, 0, min(stored.digits, 18))
    grown = exp.Mul(this=fresh(raw), expression=whole(10**stored.scale))
    return Made(long(grown), None, stored.scale, min(stored.digits, 18))


def double(raw: exp.Expr, scale: int, before: int = 12) -> Made:
    """A double as the decimal it prints with so many digits; halves go away from zero.

    Args:
        raw: the column.
        scale: digits behind the point.
        before: digits before it; a number that has more is not plain.
    """
    large = exp.Literal.number(f"1e{before}")
    size = exp.Abs(this=fresh(raw))
    fits = ordered("<", size, large)
    half = exp.Literal.number("0.5")
    grown = exp.Mul(this=fresh(size), expression=exp.Literal.number(f"1e{scale}"))
    near = exp.Floor(this=exp.Add(this=grown, expression=half))
    negative = ordered("<", raw, whole(0))
    signed = (
        exp.Case()
        .when(negative, exp.Neg(this=long(near)), copy=False)
        .else_(long(near), copy=False)
    )
    value = exp.Case().when(fits, signed, copy=False)
    odd = negation(either(is_null(raw), fits))
    if scale == 0:  # a count that is no whole number is not plain
        odd = either(odd, both(fits, ordered("!=", exp.Floor(this=fresh(raw)), raw)))
    return Made(value, odd, scale, before + scale)


def _whole_text(stored: Stored, digits: int, dialect: str) -> Made:
    raw = column(stored.name)
    if dialect != "duckdb":
        good = fits(raw, f"^-?[0-9]{{1,{digits}}}$")
        value = exp.Case().when(good, long(raw), copy=False)
        return Made(value, not_plain(good, stored), 0, digits)
    number: exp.Expr = exp.TryCast(this=fresh(raw), to=sql_type("BIGINT"))
    same = ordered("==", exp.cast(fresh(number), sql_type("VARCHAR")), raw)
    short = ordered("<=", exp.Length(this=fresh(raw)), whole(digits + 1))
    plain = exp.Coalesce(this=both(same, short), expressions=[exp.false()])
    return Made(number, not_plain(plain, stored), 0, digits + 1)


def _decimal_text(raw: exp.Expr, scale: int, digits: int, stored: Stored) -> Made:
    good = fits(raw, f"^-?[0-9]{{1,{digits - scale}}}([.][0-9]{{1,{scale}}})?$")
    kind = sql_type(f"DECIMAL(18, {scale})")
    grown = exp.Mul(this=exp.cast(fresh(raw), kind), expression=whole(10**scale))
    value = exp.Case().when(good, long(grown), copy=False)
    return Made(value, not_plain(good, stored), scale, digits)


def fits(raw: exp.Expr, pattern: str) -> exp.Expr:
    """Whether a text has a shape."""
    return exp.RegexpLike(this=fresh(raw), expression=text(pattern))


def not_plain(good: exp.Expr, stored: Stored) -> exp.Expr:
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
    return (
        exp.Case()
        .when(negation(given(stored)), whole(0), copy=False)
        .else_(fresh(value), copy=False)
    )


def never() -> exp.Expr:
    """A number that is never there."""
    return exp.cast(exp.null(), sql_type("BIGINT"))


def reading(reader: Column, written: str) -> Reading:
    """What one text of a column says."""
    return reader.read(written, _NO_FACTS)


def distinct(name: str, source: str, most: int) -> exp.Expr:
    """Asks for the different entries of a column."""
    return (
        exp.select(column(name), copy=False)
        .distinct(copy=False)
        .from_(table_of(source), copy=False)
        .limit(most, copy=False)
    )


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
    edges = fits(raw, f"^{blanks}|{blanks}$|{blanks}{blanks}|[\t\r\n\f\v\u00a0\u3000]")
    short = ordered("<=", exp.Length(this=fresh(raw)), whole(_SHORT))
    return both(given(stored), either(edges, both(short, negation(fits(raw, "[0-9]")))))


def as_text(stored: Stored) -> exp.Expr:
    """A column as text."""
    raw = column(stored.name)
    return raw if stored.storage is Storage.TEXT else exp.cast(raw, sql_type("VARCHAR"))


def clean(
    stored: Stored, mended: Mapping[str, str | None], odd: Sequence[str], *, blank: bool = True
) -> exp.Expr:
    """A text column with what was found to mean something else put right; blanks are NULL.

    Args:
        stored: the column.
        mended: what texts mean instead.
        odd: texts that SQL cannot take.
        blank: there may be empty texts.
    """
    raw = as_text(stored)
    if not (blank or mended or odd):
        return raw
    case = exp.Case().when(negation(given(stored)), exp.null(), copy=False)
    if odd:
        case = case.when(one_of(stored, odd), exp.null(), copy=False)
    gone = [written for written, meant in mended.items() if meant is None]
    if gone:
        case = case.when(one_of(stored, gone), exp.null(), copy=False)
    for written, meant in mended.items():
        if meant is not None:
            case = case.when(ordered("==", raw, text(written)), text(meant), copy=False)
    return case.else_(fresh(raw), copy=False)


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
        return exp.cast(exp.null(), sql_type("VARCHAR"))
    case = exp.Case()
    for other, several in groups.items():
        case = case.when(one_of(stored, several), text(other), copy=False)
    return case.else_(exp.null(), copy=False)


def one_of(stored: Stored, texts: Iterable[str]) -> exp.Expr:
    """Where the entry is one of some texts."""
    listed = [text(one) for one in sorted(texts)]
    inside = exp.In(this=as_text(stored), expressions=listed)
    return exp.Coalesce(this=inside, expressions=[exp.false()])


def choice(stored: Stored, groups: Mapping[str, Sequence[str]], other: str) -> exp.Expr:
    """A name for each group of texts."""
    case = exp.Case()
    for name, texts in groups.items():
        case = case.when(one_of(stored, texts), text(name), copy=False)
    return case.else_(text(other), copy=False)


def one_of_rows(rows: Sequence[int], row: str) -> exp.Expr:
    """Where a row is one of some."""
    return exp.In(this=column(row), expressions=[whole(one) for one in rows])


def rows_that(conditions: Sequence[exp.Expr], row: str, source: str, most: int) -> exp.Expr:
    """Asks for the rows on which any condition is true."""
    return (
        exp.select(column(row), copy=False)
        .from_(table_of(source), copy=False)
        .where(either(*conditions), copy=False)
        .limit(most, copy=False)
    )


def texts_that(condition: exp.Expr, name: str, source: str, most: int) -> exp.Expr:
    """Asks for the different entries of a column on which a condition is true.

    The least of each group is the group's own key, but a condition on it is not looked at before
    rows are put together.
    """
    raw = column(name)
    own = called(exp.Min(this=fresh(raw)), name)
    texts = (
        exp.select(own, copy=False)
        .from_(table_of(source), copy=False)
        .group_by(fresh(raw), copy=False)
        .subquery("texts")
    )
    return (
        exp.select(raw, copy=False)
        .from_(texts, copy=False)
        .where(fresh(condition), copy=False)
        .limit(most, copy=False)
    )


def select(
    source: str, shown: Mapping[str, exp.Expr], odd: Sequence[exp.Expr], row: str, mark: str
) -> exp.Expr:
    """The query that prepares a source."""
    columns = [column(row)]
    columns += [called(sql, name) for name, sql in shown.items()]
    columns.append(called(either(*odd), mark))
    return exp.select(*columns, copy=False).from_(table_of(source), copy=False)
