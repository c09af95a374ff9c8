"""What is told from the parts of a condition is what DuckDB says of the whole of it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp, parse_one

from crossfoot.rules.sql.nulls import told_by_parts, where_null

_NUMBERS = st.sampled_from(["a", "b", "c", "0", "7", "NULL"])


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    size = inner.map(lambda one: f"ABS({one})")
    chosen = st.tuples(inner, inner).map(lambda t: f"CASE WHEN {t[0]} > 0 THEN {t[1]} END")
    return two | size | chosen


def _conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    link = st.sampled_from(["AND", "OR"])
    two = st.tuples(inner, link, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
    told = inner.map(lambda one: f"COALESCE({one}, FALSE)")
    missing = inner.map(lambda one: f"({one}) IS NULL")
    either = st.tuples(inner, inner, inner).map(
        lambda t: f"CASE WHEN {t[0]} THEN {t[1]} WHEN a IS NULL THEN TRUE ELSE {t[2]} END"
    )
    return two | told | missing | either | inner.map(lambda one: f"NOT ({one})")


_NUMBER = st.recursive(_NUMBERS, _numbers, max_leaves=4)
_COMPARED = st.tuples(_NUMBER, st.sampled_from(["=", "<>", "<", ">="]), _NUMBER).map(
    lambda t: f"({t[0]} {t[1]} {t[2]})"
)
_CONDITION = st.recursive(_COMPARED | st.just("a IN (0, 7)"), _conditions, max_leaves=5)


@pytest.fixture(scope="module")
def table() -> Iterator[duckdb.DuckDBPyConnection]:
    """Three columns with all there is to say: nothing, none, some, less than none."""
    with duckdb.connect() as connection:
        values = "(VALUES (NULL), (0), (7), (-1))"
        connection.execute(
            f"CREATE TABLE t AS SELECT x.n AS a, y.n AS b, z.n AS c FROM {values} x(n), "
            f"{values} y(n), {values} z(n) ORDER BY ALL"
        )
        yield connection


def said(table: duckdb.DuckDBPyConnection, condition: exp.Expr) -> list[tuple[bool | None]]:
    return table.execute(f"SELECT {condition.sql('duckdb')} FROM t ORDER BY a, b, c").fetchall()


@given(written=_CONDITION)
def test_where_a_condition_is_null(table: duckdb.DuckDBPyConnection, written: str) -> None:
    condition = parse_one(written, read="duckdb")
    asked = exp.Is(this=exp.Paren(this=condition.copy()), expression=exp.null())
    assert said(table, where_null(condition)) == said(table, asked)


@given(written=_CONDITION)
def test_a_condition_says_the_same(table: duckdb.DuckDBPyConnection, written: str) -> None:
    condition = parse_one(written, read="duckdb")
    assert said(table, told_by_parts(condition)) == said(table, condition)
