"""What breaks a rule, by the keys of the rows: a query for people, not for the evaluator."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from crossfoot.rules.sql.query import FAILS
from crossfoot.rules.sql.shape import column, ordered, whole
from crossfoot.rules.sql.sight import ROW

_SOURCE, _BROKEN = "s", "b"


def named(asked: exp.Expr, source: str, keys: Sequence[str]) -> exp.Select:
    """The rows that a query names by number, by their entries in some columns of the source.

    Args:
        asked: a query for row numbers, with a second column where it says 1 of rows that fail and
            2 of rows to be looked at.
        source: the relation that holds the rows as they are.
        keys: the columns that name a row.
    """
    broken = exp.Subquery(this=asked.copy(), alias=exp.TableAlias(this=exp.to_identifier(_BROKEN)))
    query = (
        exp.select(*(column(name, _SOURCE) for name in keys))
        .from_(exp.alias_(exp.to_table(f'"{source}"'), _SOURCE, table=True))
        .join(broken, on=ordered("==", column(ROW, _SOURCE), column(ROW, _BROKEN)))
        .order_by(column(ROW, _SOURCE))
    )
    told = isinstance(asked, exp.Query) and len(asked.selects) > 1
    return query.where(ordered("==", column("r1", _BROKEN), whole(FAILS))) if told else query
