"""Which rows of a prepared source break which rule."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.engines.session import Session
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.model import Rule
from crossfoot.rules.sql import query as sql
from crossfoot.rules.sql.query import FAILS
from crossfoot.rules.sql.rulequery import Left, RuleQuery, queries
from crossfoot.rules.sql.sight import Scene

if TYPE_CHECKING:
    from sqlglot import exp

TWINS, GROUPED = "crossfoot_twins", "crossfoot_groups"
"""Names of the relations of rows whose key may come several times, and of rows that rules about
the same groups have something to say of."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found for one rule, for one field of its ``for_each``.

    Attributes:
        fails: rows that break it, whatever their rounding.
        looks: rows that the exact evaluator has to look at.
        applied: rows without odd cells that it applies to, or may; of a rule about groups those
            to look at are left out.
        unknown: rows of these on which it cannot be told.
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
    made, left, idle = queries(rules, scene)
    single = [query for query in made if not query.by]
    several = [query for query in made if query.by]
    rows, odd = _extent(session, scene)
    if odd:  # a number that SQL cannot take would be missing from the group it is the key of
        doubtful = {id(query.rule) for query in several if _by_number(query, scene)}
        left += tuple(Left(q.rule, q.field, "by") for q in made if id(q.rule) in doubtful)
        made = tuple(query for query in made if id(query.rule) not in doubtful)
        several = [query for query in several if id(query.rule) not in doubtful]
    found: dict[int, Found] = {}
    if single:
        hits = _hits(session, single, scene)
        told = _counts(session, single, scene)
        for number, query in enumerate(single):
            asked = sql.alone(query, scene)
            found[id(query)] = _found(query, hits[number], told[number], asked)
    for query in several:
        if query.twins:
            one = _found(query, _twins(session, query, scene), (rows, 0), sql.twins(query, scene))
            found[id(query)] = replace(one, applied=rows - len(one.looks))
    for same in _alike([query for query in several if not query.twins]):
        found |= _grouped(session, same, scene)
    return Search(tuple(found[id(query)] for query in made), left, idle, odd, rows)


def _by_number(query: RuleQuery, scene: Scene) -> bool:
    return any(scene.fields[name].declared.numeric for by in query.by for name in by)


def _alike(queries: Sequence[RuleQuery]) -> list[list[RuleQuery]]:
    """Rules about the same groups, together."""
    kinds: dict[tuple[str, ...], list[RuleQuery]] = {}
    for query in queries:
        kinds.setdefault(tuple(group.alias for group in query.groups), []).append(query)
    return list(kinds.values())


def _grouped(session: Session, same: Sequence[RuleQuery], scene: Scene) -> dict[int, Found]:
    """What is found for rules about the same groups, which are put together once."""
    session.prepare(GROUPED, sql.together(same, scene), kept=False)
    (told,) = session.rows(sql.told(GROUPED, len(same)))
    found: dict[int, Found] = {}
    for number, query in enumerate(same):
        hits = session.rows(sql.of_groups(GROUPED, number + 1))
        counts = int(told[2 * number] or 0), int(told[2 * number + 1] or 0)
        found[id(query)] = _found(query, hits, counts, sql.grouped(query, scene))
    return found


def _hits(
    session: Session, single: Sequence[RuleQuery], scene: Scene
) -> list[list[tuple[int, int]]]:
    """The rows that rules about single rows have something to say of, in order, rule by rule."""
    known: dict[tuple[int, ...], array[int]] = {}
    for batch in session.stream(sql.scan(single, scene)):
        for row, *masks in batch:
            known.setdefault(tuple(masks), array("q")).append(row)
    hits: list[list[tuple[int, int]]] = [[] for _ in single]
    for said, rows in known.items():
        for place, flag in sql.said(said):
            hits[place] += [(row, flag) for row in rows]
    for one in hits:
        one.sort()
    return hits


def _twins(session: Session, query: RuleQuery, scene: Scene) -> list[tuple[int, int]]:
    if session.dialect == "duckdb":
        session.prepare(TWINS, sql.candidates(query, scene), kept=False)
        scene = replace(scene, table=TWINS)
    return [(row, flag) for row, flag in session.rows(sql.twins(query, scene))]


def _extent(session: Session, scene: Scene) -> tuple[int, tuple[int, ...]]:
    (count,) = session.rows(sql.size(scene))
    odd = sorted(int(row[0]) for row in session.rows(sql.odd_rows(scene)))
    return int(count[0]), tuple(odd)


def _counts(session: Session, queries: Sequence[RuleQuery], scene: Scene) -> list[tuple[int, int]]:
    (row,) = session.rows(sql.counts(queries, scene))
    return [(int(row[2 * n] or 0), int(row[2 * n + 1] or 0)) for n in range(len(queries))]


def _found(
    query: RuleQuery, hits: Iterable[Sequence[int]], told: tuple[int, int], asked: exp.Expr
) -> Found:
    fails, looks = array("q"), array("q")
    for row, flag in hits:
        (fails if flag == FAILS else looks).append(row)
    if query.by:
        fails, looks = array("q", sorted(fails)), array("q", sorted(looks))
    return Found(query, fails, looks, *told, reproduces=asked)
