"""SQL as Great Expectations takes it: a batch in braces, and what SQLite needs put differently."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlglot import exp

from crossfoot.rules.sql.shape import NotInSqlError

BATCH = "crossfoot_batch"
"""Name that stands for the table until the SQL is written."""
_BIGINT = exp.DataType.build("BIGINT")
_BIND = re.compile(r"(?<![:\w\\]):(?=\w)")  # SQLAlchemy takes :name for a value to be filled in


def written(query: exp.Expr, dialect: str, decimals: Mapping[str, int]) -> str:
    """A query over the batch as the text of an expectation.

    Args:
        query: the query; its table is :data:`BATCH`.
        dialect: name of the engine's SQL.
        decimals: columns that SQLite calls decimal, and their digits behind the point.

    Raises:
        NotInSqlError: SQLite has no reading of a part of it.
    """
    if dialect == "sqlite":
        query = for_sqlite(query, decimals)
        if query.find(exp.RegexpLike, exp.RegexpReplace) is not None:
            raise NotInSqlError("regexp")
        if query.find(exp.Values) is not None:  # it gives their columns no names
            raise NotInSqlError("values")
    text = query.sql(dialect=dialect, pretty=True)
    quoted = exp.to_identifier(BATCH, quoted=True).sql(dialect=dialect)
    text = text.replace("{", "{{").replace("}", "}}")
    if dialect != "spark":
        text = _BIND.sub(r"\\:", text)
    # a query of its own stands in place of a table only under a name
    own = " AS batch_rows" if query.find(exp.Join) is not None else ""
    return text.replace(quoted, "{batch}" + own)


def for_sqlite(query: exp.Expr, decimals: Mapping[str, int]) -> exp.Expr:
    """The same query for SQLite, which has whole numbers of 63 bits, floats, and no decimals."""
    made = exp.Paren(this=query.copy())  # something to stand in, whatever is put in its place
    inner_first = list(made.find_all(exp.Floor, exp.Cast, bfs=False))[::-1]
    for node in inner_first:
        other = _turned(node, decimals)
        if other is not None:
            node.replace(other)
    inner: exp.Expr = made.this
    return inner


def _turned(node: exp.Expr, decimals: Mapping[str, int]) -> exp.Expr | None:
    match node:
        case exp.Floor():  # taken of what is not negative, or only to see whether it is whole
            return exp.cast(node.this.copy(), _BIGINT)
        case exp.Cast() if _is_text(node):
            digits = _digits(node.this, decimals)
            if digits is None:
                return None
            shape = exp.Literal.string(f"%.{digits}f")
            return exp.func("PRINTF", shape, _column(node.this))
        case exp.Cast(this=exp.Mul(this=exp.Column() as one)) if one.name in decimals:
            return exp.cast(exp.func("ROUND", node.this.copy()), _BIGINT)
        case exp.Cast() if node.to.this == exp.DataType.Type.DECIMAL and not _printed(node):
            return exp.cast(node.this.copy(), _BIGINT)
        case _:
            return None


def _printed(node: exp.Expr) -> bool:
    """Whether a number is cast to be printed with its digits."""
    return isinstance(node.parent, exp.Cast) and _is_text(node.parent)


def _is_text(node: exp.Cast) -> bool:
    return bool(node.to.this in exp.DataType.TEXT_TYPES)


def _column(inner: exp.Expr) -> exp.Expr:
    found = inner.find(exp.Column)
    return inner if found is None else found.copy()


def _digits(inner: exp.Expr, decimals: Mapping[str, int]) -> int | None:
    """Digits behind the point of a number that is to be printed."""
    if isinstance(inner, exp.Column):
        return decimals.get(inner.name)
    if isinstance(inner, exp.Cast) and inner.to.this == exp.DataType.Type.DECIMAL:
        parts = [int(part.this.name) for part in inner.to.expressions]
        return parts[1] if len(parts) > 1 else 0
    return None


def checked_whole(name: str) -> exp.Expr:
    """Where SQLite holds something in a column of whole numbers that is none."""
    kind = exp.func("TYPEOF", exp.column(name, quoted=True))
    names = [exp.Literal.string("integer"), exp.Literal.string("null")]
    return exp.Not(this=exp.Paren(this=exp.In(this=kind, expressions=names)))


def checked_number(name: str) -> exp.Expr:
    """Where SQLite holds something in a column of decimals that is no number."""
    kind = exp.func("TYPEOF", exp.column(name, quoted=True))
    names = [exp.Literal.string(one) for one in ("integer", "real", "null")]
    return exp.Not(this=exp.Paren(this=exp.In(this=kind, expressions=names)))
