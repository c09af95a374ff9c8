"""Numbers of a formula as SQL: arithmetic on scaled whole numbers."""

from __future__ import annotations

from fractions import Fraction

from sqlglot import exp

from crossfoot.rules.sql.shape import (
    NotInSqlError,
    Num,
    Tri,
    both,
    column,
    either,
    floor_root,
    fresh,
    is_null,
    minus,
    negation,
    ordered,
    plus,
    sql_type,
    times,
    whole,
)
from crossfoot.rules.sql.sight import Sight
from crossfoot.rules.values import Tolerance

_MOST_SCALE = 9
_HUNDRED = 100


def constant(value: Fraction) -> Num:
    """A number written in the rule.

    Raises:
        NotInSqlError: it is no finite decimal.
    """
    for scale in range(_MOST_SCALE + 1):
        scaled = value * 10**scale
        if scaled.denominator == 1:
            digits = len(str(abs(scaled.numerator)))
            return Num(whole(scaled.numerator), scale, digits, constant=value)
    raise NotInSqlError(str(value))


def field(sight: Sight, table: str | None = None) -> Num:
    """A field of the row at hand; never stated where the table has no such column."""
    if sight.column is None:
        return Num(exp.cast(exp.null(), sql_type("BIGINT")), 0, 1)
    half = sight.half
    return Num(column(sight.column, table), sight.scale, sight.digits, half, half * half)


def added(left: Num, right: Num, sign: int = 1) -> Num:
    """``left + right``, or ``left - right`` with sign -1."""
    scale = max(left.scale, right.scale)
    a, b = left.at(scale), right.at(scale)
    digits = max(a.digits, b.digits) + 1
    joined = (plus if sign > 0 else minus)(fresh(a.sql), fresh(b.sql), digits)
    return Num(joined, scale, digits, a.half + b.half, a.spread + b.spread)


def multiplied(left: Num, right: Num) -> Num:
    """A product; a rounded figure only with a number written in the rule."""
    if right.constant is None and left.constant is not None:
        left, right = right, left
    if right.constant is None and not (left.exact and right.exact):
        raise NotInSqlError("*")
    digits = left.digits + right.digits
    factor = Fraction(0) if right.constant is None else abs(right.constant) * 10**right.scale
    return Num(
        times(fresh(left.sql), fresh(right.sql), digits),
        left.scale + right.scale,
        digits,
        left.half * factor,
        left.spread * factor * factor,
    )


def negative(inner: Num) -> Num:
    """``-x``."""
    sql = exp.Neg(this=exp.Paren(this=fresh(inner.sql)))
    value = None if inner.constant is None else -inner.constant
    return Num(sql, inner.scale, inner.digits, inner.half, inner.spread, value)


def magnitude(inner: Num) -> Num:
    """``abs(x)`` of an exact number."""
    if not inner.exact:
        raise NotInSqlError("abs")
    return Num(exp.Abs(this=fresh(inner.sql)), inner.scale, inner.digits)


def extreme(items: list[Num], kind: type[exp.Func]) -> Num:
    """The least or greatest of several exact numbers, unknown when one of them is."""
    if not all(item.exact for item in items):
        raise NotInSqlError("min" if kind is exp.Least else "max")
    scale = max(item.scale for item in items)
    level = [item.at(scale) for item in items]
    missing = either(*(is_null(item.sql) for item in level))
    picked = kind(this=fresh(level[0].sql), expressions=[fresh(item.sql) for item in level[1:]])
    sql = exp.Case().when(missing, exp.null(), copy=False).else_(picked, copy=False)
    return Num(sql, scale, max(item.digits for item in level))


def whole_number(number: Num) -> Tri:
    """``whole_number(x)`` of an exact number."""
    if not number.exact:
        raise NotInSqlError("whole_number")
    if number.scale == 0:
        never = (
            exp.Case()
            .when(is_null(number.sql), exp.null(), copy=False)
            .else_(exp.false(), copy=False)
        )
        return Tri(never, exp.Not(this=exp.Paren(this=fresh(never))))
    rest = exp.Mod(this=exp.Paren(this=fresh(number.sql)), expression=whole(10**number.scale))
    return Tri(ordered("!=", rest, whole(0)), ordered("==", rest, whole(0)))


def compared(op: str, left: Num, right: Num, tolerance: Tolerance) -> Tri:
    """A comparison, and how narrowly it holds.

    Source: reference arithmetic of stated figures, sections 1.2, 1.6 and 1.9.
    """
    if op == "!=":
        same = compared("==", left, right, tolerance)
        return Tri(same.sure, same.fails)
    scale = max(left.scale, right.scale)
    a, b = left.at(scale), right.at(scale)
    off = a.half + b.half
    if op in (">", ">="):
        a, b, op = b, a, "<" if op == ">" else "<="
    if op == "==" and tolerance:
        return _within(a, b, off, tolerance, scale)
    if not off:
        holds = ordered(op, a.sql, b.sql)
        opposite = {"==": "!=", "<=": ">", "<": ">="}[op]
        return Tri(ordered(opposite, a.sql, b.sql), holds)
    gap, bound = _gap(a, b, scale, off)
    if op == "==":
        distance = exp.Abs(this=gap.sql)
        tier = 3 * (a.spread + b.spread) * (bound.factor**2)
        least = min(bound.value, floor_root(tier) + 1)
        look = both(
            ordered(">=", distance, whole(least)), ordered("<=", distance, whole(bound.value))
        )
        never = (
            exp.Case().when(is_null(gap.sql), exp.null(), copy=False).else_(exp.false(), copy=False)
        )
        return Tri(ordered(">", distance, whole(bound.value)), never, look)
    fails = ordered(">" if op == "<=" else ">=", gap.sql, whole(bound.value))
    sure = ordered(op, gap.sql, whole(-bound.value))
    return Tri(fails, sure, ordered("==", gap.sql, whole(bound.value)) if op == "<=" else None)


class _Bound:
    """A half width made whole by a common factor."""

    def __init__(self, off: Fraction) -> None:
        self.factor = off.denominator
        self.value = off.numerator


def _gap(a: Num, b: Num, scale: int, off: Fraction) -> tuple[Num, _Bound]:
    """``a - b`` and the half widths together, both times what makes the latter whole."""
    bound = _Bound(off)
    gap = added(a, b, -1)
    if bound.factor != 1:
        digits = gap.digits + len(str(bound.factor))
        gap = Num(times(gap.sql, whole(bound.factor), digits), scale, digits)
    return gap, bound


def _within(a: Num, b: Num, off: Fraction, tolerance: Tolerance, scale: int) -> Tri:
    """``==`` with a tolerance."""
    if tolerance.digits and (a.spread and b.spread):
        raise NotInSqlError("tolerance")
    last = 2 * max(a.half, b.half)
    allowed = tolerance.absolute * 10**scale + tolerance.digits * last
    wide, narrow = off + allowed, allowed - off
    gap, bound = _gap(a, b, scale, wide)
    distance = exp.Abs(this=gap.sql)
    fails = ordered(">", distance, whole(bound.value))
    if narrow < 0:
        sure = (
            exp.Case().when(is_null(gap.sql), exp.null(), copy=False).else_(exp.false(), copy=False)
        )
        return Tri(fails, sure)
    limit = narrow * bound.factor
    return Tri(fails, ordered("<=", distance, whole(limit.numerator // limit.denominator)))


def rate(stated: Num, part: Num, base: Num, *, growth: bool, tolerance: Tolerance) -> Tri:
    """``stated == pct(part, base)`` without a division.

    Source: reference arithmetic of stated figures, sections 1.3 and 1.4.
    """
    if not (part.exact and base.exact):
        raise NotInSqlError("pct")
    level = max(part.scale, base.scale)
    n, m = part.at(level), base.at(level)
    width = stated.half + tolerance.absolute * 10**stated.scale
    width += tolerance.digits * 2 * stated.half
    factor = width.denominator
    digits = max(stated.digits + m.digits, n.digits + stated.scale + 3) + len(str(factor)) + 1
    left = times(fresh(stated.sql), fresh(m.sql), digits)
    right = times(fresh(n.sql), whole(_HUNDRED * 10**stated.scale), digits)
    over: exp.Expr = minus(right, left, digits)
    if factor != 1:
        over = times(over, whole(factor), digits)
    gap: exp.Expr = exp.Abs(this=fresh(over))
    limit = times(fresh(m.sql), whole(width.numerator), digits)
    odd = _odd_of_nothing(stated, n, growth=growth)
    nothing = (
        exp.Case()
        .when(
            is_null(stated.sql),
            exp.Case()
            .when(ordered("==", n.sql, whole(0)), exp.false(), copy=False)
            .else_(exp.null(), copy=False),
            copy=False,
        )
        .else_(exp.Not(this=exp.Paren(this=fresh(odd))), copy=False)
    )
    unknown = either(is_null(n.sql), is_null(m.sql), ordered("<", m.sql, whole(0)))
    zero = ordered("==", m.sql, whole(0))
    fails = (
        exp.Case()
        .when(fresh(unknown), exp.null(), copy=False)
        .when(fresh(zero), nothing, copy=False)
        .else_(ordered(">", gap, limit), copy=False)
    )
    precise = ordered("==", gap, whole(0)) if width == 0 else exp.false()
    sure = (
        exp.Case()
        .when(fresh(unknown), exp.null(), copy=False)
        .when(both(fresh(zero), negation(is_null(stated.sql))), exp.false(), copy=False)
        .when(both(fresh(zero), ordered("==", n.sql, whole(0))), exp.true(), copy=False)
        .when(is_null(stated.sql), exp.null(), copy=False)
        .else_(precise, copy=False)
    )
    edge = ordered("==", over, limit)
    below = both(ordered("<", stated.sql, whole(0)), ordered("==", gap, limit))
    edge = either(edge, below)
    return Tri(fails, sure, _rate_look(stated, n, m, edge, growth=growth, odd=odd))


def _odd_of_nothing(stated: Num, part: Num, *, growth: bool) -> exp.Expr:
    """What may be said of nothing: 0 or 100 of none, 100 % growth from none."""
    hundred = ordered("==", stated.sql, whole(_HUNDRED * 10**stated.scale))
    none = both(
        ordered("==", part.sql, whole(0)),
        either(ordered("==", stated.sql, whole(0)), hundred),
    )
    return either(none, hundred) if growth else none


def _rate_look(
    stated: Num,
    part: Num,
    base: Num,
    edge: exp.Expr,
    *,
    growth: bool,
    odd: exp.Expr,
) -> exp.Expr:
    """Rates that hold at the very edge, hide what is not done, or lack their part.

    The edge is a half that was rounded down: both half rules round it up.
    """
    looks = [
        both(ordered("==", base.sql, whole(0)), odd),
        both(ordered(">", base.sql, whole(0)), edge),
    ]
    if not growth:
        hundred = ordered("==", stated.sql, whole(_HUNDRED * 10**stated.scale))
        looks.append(both(hundred, ordered("!=", part.sql, base.sql)))
        none = ordered("==", stated.sql, whole(0))
        looks.append(both(none, ordered("!=", part.sql, whole(0))))
        looks.append(_unreachable(stated, part, base))
    return either(*looks)


def _unreachable(stated: Num, part: Num, base: Num) -> exp.Expr:
    """A rate whose part is missing and that no whole number of the base gives.

    A multiple of ``100 * 10 ** scale`` has to lie between the ends of the rate times the base.
    Source: reference arithmetic of stated figures, section 1.3 (granularity).
    """
    digits = stated.digits + base.digits + 1
    half = whole(stated.half.__ceil__())
    high = times(plus(fresh(stated.sql), half, stated.digits + 1), fresh(base.sql), digits)
    width = times(whole(2 * stated.half.__ceil__()), fresh(base.sql), digits)
    step = whole(_HUNDRED * 10 ** (stated.scale + base.scale))
    rest = exp.Mod(this=exp.Paren(this=high), expression=step)
    none = ordered(">", rest, width)
    return both(is_null(part.sql), ordered(">", base.sql, whole(0)), _given(stated.sql), none)


def _given(sql: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Is(this=fresh(sql), expression=exp.null()))
