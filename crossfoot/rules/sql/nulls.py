"""Where a condition is NULL, told from its parts, which costs less than working it out."""

from __future__ import annotations

from sqlglot import exp

from crossfoot.rules.sql.shape import either, fresh, is_null

_STRICT = (
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Abs,
    exp.Not, exp.Paren,
)  # fmt: skip
"""What is NULL exactly where one of its parts is."""


def told_by_parts(condition: exp.Expr) -> exp.Expr:
    """The same condition with every ``x IS NULL`` in it asked of what ``x`` is made of."""
    found = exp.Paren(this=condition.copy())
    for node in list(found.find_all(exp.Is)):
        if isinstance(node.expression, exp.Null):
            node.replace(exp.Paren(this=where_null(node.this)))
    told: exp.Expr = found.this
    return told


def where_null(inner: exp.Expr) -> exp.Expr:
    """A condition, never NULL itself, for where something is."""
    match inner:
        case exp.Null():
            return exp.true()
        case exp.Literal() | exp.Boolean() | exp.Is():
            return exp.false()
        case exp.Case():
            return _in_branches(inner)
        case exp.In() if not inner.args.get("query"):
            listed = all(isinstance(one, exp.Literal) for one in inner.expressions)
            return where_null(inner.this) if listed else is_null(inner.copy())
        case exp.Coalesce() if any(isinstance(one, exp.Boolean) for one in inner.expressions):
            return exp.false()
    if isinstance(inner, _STRICT):
        parts = {one.sql(): one for one in map(where_null, inner.iter_expressions())}
        return either(*parts.values())
    return is_null(inner.copy())


def _in_branches(case: exp.Case) -> exp.Expr:
    last = case.args.get("default")
    told = [(branch.this, where_null(branch.args["true"])) for branch in case.args["ifs"]]
    rest = exp.true() if last is None else _where_null_else(case, last)
    if all(_never(found) for found in (*(found for _, found in told), rest)):
        return exp.false()
    made = exp.Case()
    for condition, found in told:
        made = made.when(condition.copy(), fresh(found), copy=False)
    return made.else_(rest, copy=False)


def _where_null_else(case: exp.Case, last: exp.Expr) -> exp.Expr:
    """The same of the last branch, which is come to where no other is."""
    found = where_null(last)
    gone = [branch.this.unnest() for branch in case.args["ifs"]]
    return exp.false() if any(found == one for one in gone) else found


def _never(found: exp.Expr) -> bool:
    return isinstance(found, exp.Boolean) and not found.this
