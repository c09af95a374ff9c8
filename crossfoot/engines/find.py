"""Which rows of a prepared source break which rule."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.engines.session import Session
from crossfoot.rules.model import Rule
from crossfoot.rules.sql import query as sql
from crossfoot.rules.sql.query import FAILS, Left, RuleQuery
from crossfoot.rules.sql.sight import Scene

if TYPE_CHECKING:
    from sqlglot import exp

HITS = "crossfoot_hits"
"""Name of the relation of rows that rules about single rows have something to say of."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found for one rule, for one field of its ``for_each``.

    Attributes:
        fails: rows that break it, whatever their rounding.
        looks: rows that the exact evaluator has to look at.
        applied: rows without odd cells that it applies to.
        unknown: rows without odd cells on which it cannot be told.
        reproduces: the query that finds the rows that break it.
    """

    query: RuleQuery
    fails: array[int]
    looks: array[int]
    applied: int
    unknown: int
    reproduces: exp.Expr


@dataclass(frozen=True, slots=True)
class Search:
    """Everything an engine found.

    Attributes:
        left: rules that no SQL is made of.
        idle: rules that say nothing of this table, which lacks their columns.
        odd: rows with a cell that SQL cannot take.
        rows: how many rows there are.
    """

    found: tuple[Found, ...]
    left: tuple[Left, ...]
    idle: tuple[Rule, ...]
    odd: tuple[int, ...]
    rows: int


def search(session: Session, rules: Iterable[Rule], scene: Scene) -> Search:
    """Ask an engine for the rows that rules have something to say of."""
    made, left, idle = sql.queries(rules, scene)
    single = [query for query in made if not query.by]
    several = [query for query in made if query.by]
    rows, odd = _extent(session, scene)
    found: dict[int, Found] = {}
    if single:
        session.prepare(HITS, sql.scan(single, scene), kept=False)
        told = _counts(session, single, scene)
        for number, query in enumerate(single):
            hits = session.rows(sql.of_rule(HITS, number + 1))
            found[id(query)] = _found(query, hits, told[number], sql.alone(query, scene))
    for query in several:
        asked = sql.twins(query, scene) if query.twins else sql.grouped(query, scene)
        hits = session.rows(asked)
        told = [_twin_counts(rows, odd)] if query.twins else _counts(session, [query], scene)
        found[id(query)] = _found(query, hits, told[0], asked)
    return Search(tuple(found[id(query)] for query in made), left, idle, odd, rows)


def _extent(session: Session, scene: Scene) -> tuple[int, tuple[int, ...]]:
    (count,) = session.rows(sql.size(scene))
    odd = sorted(int(row[0]) for row in session.rows(sql.odd_rows(scene)))
    return int(count[0]), tuple(odd)


def _counts(session: Session, queries: Sequence[RuleQuery], scene: Scene) -> list[tuple[int, int]]:
    (row,) = session.rows(sql.counts(queries, scene))
    return [(int(row[2 * n] or 0), int(row[2 * n + 1] or 0)) for n in range(len(queries))]


def _twin_counts(rows: int, odd: Sequence[int]) -> tuple[int, int]:
    return rows - len(odd), 0


def _found(
    query: RuleQuery, hits: Iterable[Sequence[int]], told: tuple[int, int], asked: exp.Expr
) -> Found:
    fails, looks = array("q"), array("q")
    for row, flag in hits:
        (fails if flag == FAILS else looks).append(row)
    if query.by:
        fails, looks = array("q", sorted(fails)), array("q", sorted(looks))
    return Found(query, fails, looks, *told, reproduces=asked)
