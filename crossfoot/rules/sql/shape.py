"""What the parts of a formula become in SQL: scaled whole numbers, and conditions in three ways."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from sqlglot import exp

from crossfoot.model.dataclass import dataclass

MOST_DIGITS = 38
"""No engine here keeps more digits in a number."""
_LONG_DIGITS = 18  # a BIGINT holds any number of so many digits


class NotInSqlError(Exception):
    """A part of a rule that no SQL is made of; the rule is judged by the exact evaluator.

    Attributes:
        what: the function or name.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Num:
    """A number: ``sql`` is a whole number, NULL where the figure is not stated.

    The true value lies within ``half`` of ``sql``, both to be divided by ``10 ** scale``.

    Attributes:
        digits: how many digits ``sql`` has at most.
        half: half the last stated digit, 0 for an exact number.
        spread: sum of the squared halves of the rounded figures in a sum.
    """

    sql: exp.Expr
    scale: int
    digits: int
    half: Fraction = Fraction(0)
    spread: Fraction = Fraction(0)
    constant: Fraction | None = None

    @property
    def exact(self) -> bool:
        """Whether it stands for one true value."""
        return self.half == 0

    def at(self, scale: int) -> Num:
        """The same number with another scale, not below its own."""
        grown = scale - self.scale
        if grown == 0:
            return self
        factor = 10**grown
        return Num(
            times(self.sql, whole(factor), self.digits + grown),
            scale,
            self.digits + grown,
            self.half * factor,
            self.spread * factor * factor,
            self.constant,
        )


@dataclass(frozen=True, slots=True)
class Tri:
    """A condition in three-valued logic, as SQL that is NULL where it cannot be told.

    Attributes:
        fails: it contradicts every set of true values.
        sure: it holds for all of them.
        look: it holds so narrowly, or in such a way, that the exact evaluator has to look.
    """

    fails: exp.Expr
    sure: exp.Expr
    look: exp.Expr | None = None


_KINDS: dict[str, exp.DataType] = {}


def fresh(inner: exp.Expr) -> exp.Expr:
    """A part for a new whole: itself where it is part of nothing yet, else a copy."""
    return inner if inner.parent is None else inner.copy()


def sql_type(name: str) -> exp.DataType:
    """A type by its name, which is parsed once."""
    if name not in _KINDS:
        _KINDS[name] = exp.DataType.build(name)
    return _KINDS[name].copy()


def table_of(name: str) -> exp.Table:
    """A relation by its name, quoted."""
    return exp.Table(this=exp.to_identifier(name, quoted=True))


def called(inner: exp.Expr, name: str) -> exp.Expr:
    """A column of a query, by its name."""
    return exp.Alias(this=fresh(inner), alias=exp.to_identifier(name, quoted=True))


def column(name: str, table: str | None = None) -> exp.Expr:
    """A column by its name, quoted."""
    return exp.column(name, table=table, quoted=True)


def whole(number: int) -> exp.Expr:
    """A whole number as a literal of the type that holds it."""
    literal = exp.Literal.number(abs(number))
    signed = exp.Neg(this=literal) if number < 0 else literal
    return signed if len(str(abs(number))) <= _LONG_DIGITS else widened(signed)


def text(value: str) -> exp.Expr:
    """A text literal."""
    return exp.Literal.string(value)


def widened(inner: exp.Expr) -> exp.Expr:
    """A whole number as one of 38 digits."""
    return exp.Cast(this=fresh(inner), to=sql_type("DECIMAL(38, 0)"))


def fit(inner: exp.Expr, digits: int) -> exp.Expr:
    """An operand made wide enough for a result of so many digits.

    Raises:
        NotInSqlError: no engine could keep the result.
    """
    if digits > MOST_DIGITS:
        raise NotInSqlError("digits")
    return widened(inner) if digits > _LONG_DIGITS else inner


def times(left: exp.Expr, right: exp.Expr, digits: int) -> exp.Expr:
    """A product of so many digits."""
    return exp.Mul(this=paren(fit(left, digits)), expression=paren(fit(right, digits)))


def plus(left: exp.Expr, right: exp.Expr, digits: int) -> exp.Expr:
    """A sum of so many digits."""
    return exp.Add(this=paren(fit(left, digits)), expression=paren(fit(right, digits)))


def minus(left: exp.Expr, right: exp.Expr, digits: int) -> exp.Expr:
    """A difference of so many digits."""
    return exp.Sub(this=paren(fit(left, digits)), expression=paren(fit(right, digits)))


def paren(inner: exp.Expr) -> exp.Expr:
    """Brackets around what is not a single thing."""
    single = exp.Column | exp.Literal | exp.Paren | exp.Cast | exp.Func | exp.Boolean | exp.Null
    alone = isinstance(inner, single) and not isinstance(inner, exp.Connector)
    return inner if alone else exp.Paren(this=inner)


def both(*items: exp.Expr | None) -> exp.Expr:
    """``AND``."""
    if any(item is not None and _is(item, False) for item in items):
        return exp.false()
    given = [paren(fresh(item)) for item in items if item is not None and not _is(item, True)]
    return exp.and_(*given, wrap=False, copy=False) if given else exp.true()


def either(*items: exp.Expr | None) -> exp.Expr:
    """``OR``."""
    if any(item is not None and _is(item, True) for item in items):
        return exp.true()
    given = [paren(fresh(item)) for item in items if item is not None and not _is(item, False)]
    return exp.or_(*given, wrap=False, copy=False) if given else exp.false()


def _is(sql: exp.Expr, value: bool) -> bool:
    return isinstance(sql, exp.Boolean) and sql.this is value


def negation(inner: exp.Expr) -> exp.Expr:
    """``NOT``."""
    if isinstance(inner, exp.Boolean):
        return exp.Boolean(this=not inner.this)
    return exp.Not(this=exp.Paren(this=fresh(inner)))


def is_null(inner: exp.Expr) -> exp.Expr:
    """``x IS NULL``."""
    return exp.Is(this=paren(fresh(inner)), expression=exp.null())


def is_true(inner: exp.Expr) -> exp.Expr:
    """True where a condition is true, false where it is false or unknown."""
    if isinstance(inner, exp.Boolean):
        return fresh(inner)
    return exp.Coalesce(this=fresh(inner), expressions=[exp.false()])


def asked(inner: exp.Expr) -> exp.Expr:
    """A condition where only its truth counts: what :func:`is_true` adds is left out."""
    bare = isinstance(inner, exp.Coalesce) and inner.expressions == [exp.false()]
    return paren(fresh(inner.this)) if bare else fresh(inner)


ORDERS: dict[str, type[exp.Binary]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def ordered(op: str, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """``left op right``."""
    return ORDERS[op](this=paren(fresh(left)), expression=paren(fresh(right)))


def floor_root(value: Fraction) -> int:
    """The largest whole number whose square is not above ``value``."""
    return isqrt(value.numerator // value.denominator)


def where(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    """A value where a condition holds; the rest may follow."""
    return exp.Case().when(fresh(condition), fresh(value), copy=False)
