"""Questions to an engine: which rows break rules, which need a look, how many were judged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from crossfoot.rules.sql.compile import ROWS
from crossfoot.rules.sql.rulequery import RuleQuery
from crossfoot.rules.sql.shape import (
    both,
    column,
    either,
    is_null,
    negation,
    ordered,
    text,
    whole,
)
from crossfoot.rules.sql.sight import ODD, ROLE, ROW, Scene

FAILS, LOOK = 1, 2
"""What a query says of a row: it breaks the rule, or the exact evaluator has to look at it."""


def scan(single: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows that any rule about single rows has something to say of.

    Columns: the row, whether it is odd, then for each rule 1 where it fails, 2 where it has to be
    looked at, else 0.
    """
    shown = [column(ROW, ROWS), column(ODD, ROWS)]
    names = [f"r{n}" for n in range(1, len(single) + 1)]
    for name, query in zip(names, single, strict=True):
        shown.append(exp.alias_(_flag(query), name, quoted=True))
    flagged = _from(scene).select(*shown).subquery("flagged")
    said = [ordered(">", column(name), whole(0)) for name in names]
    columns = [column(name) for name in (ROW, ODD, *names)]
    return exp.select(*columns).from_(flagged).where(either(column(ODD), *said))


def _flag(query: RuleQuery) -> exp.Expr:
    flag = exp.Case().when(query.fails, whole(FAILS))
    if query.look != exp.false():
        flag = flag.when(query.look, whole(LOOK))
    return flag.else_(whole(0))


def grouped(query: RuleQuery, scene: Scene) -> exp.Select:
    """Rows that a rule about several rows has something to say of: the row and 1 or 2."""
    odd = column(ODD, ROWS)
    flag = exp.Case().when(both(query.fails, negation(odd)), whole(FAILS)).else_(whole(LOOK))
    select = _joined(query, scene).select(column(ROW, ROWS), exp.alias_(flag, "r1", quoted=True))
    return select.where(both(either(query.fails, query.look, both(odd, query.narrow))))


def _joined(query: RuleQuery, scene: Scene) -> exp.Select:
    select = _from(scene)
    for group in query.groups:
        subquery = group.subquery(scene)
        if group.joined:
            select = select.join(subquery, on=group.meets(scene, ROWS), join_type="left")
        else:
            select = select.join(subquery, join_type="cross")
    return select


def twins(query: RuleQuery, scene: Scene) -> exp.Select:
    """Rows whose key comes several times."""
    stored = [scene.fields[name].column for name in query.twins]
    keys = [column(name) for name in stored if name is not None]
    given = [negation(is_null(key)) for key in keys]
    leaf = [exp.EQ(this=column(ROLE), expression=text("leaf"))] if scene.roles else []
    several = (
        exp.select(*(exp.alias_(key.copy(), f"k{n}", quoted=True) for n, key in enumerate(keys, 1)))
        .from_(exp.to_table(f'"{scene.table}"'))
        .where(both(*given, *leaf))
        .group_by(*(key.copy() for key in keys))
        .having(exp.GT(this=exp.Count(this=exp.Star()), expression=whole(1)))
        .subquery("g1")
    )
    meets = [
        exp.EQ(this=column(name, ROWS), expression=column(f"k{n}", "g1"))
        for n, name in enumerate((s for s in stored if s is not None), 1)
    ]
    flag = exp.Case().when(column(ODD, ROWS), whole(LOOK)).else_(whole(FAILS))
    return (
        _from(scene)
        .select(column(ROW, ROWS), exp.alias_(flag, "r1", quoted=True))
        .join(several, on=exp.and_(*meets))
        .where(query.applies)
    )


def counts(several: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """How many rows without odd cells rules about single rows apply to, and cannot be told on."""
    shown = []
    for n, query in enumerate(several, 1):
        for name, condition in (("a", _concerned(query)), ("u", query.unknown)):
            shown.append(exp.alias_(_sum_where(condition), f"{name}{n}", quoted=True))
    return _from(scene).select(*shown).where(negation(column(ODD, ROWS)))


def _concerned(query: RuleQuery) -> exp.Expr:
    """Where a rule applies, or may."""
    return query.applies if query.rule.when is None else either(query.applies, query.unknown)


def _sum_where(condition: exp.Expr) -> exp.Expr:
    return exp.Sum(this=exp.Case().when(condition.copy(), whole(1)).else_(whole(0)))


def together(several: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows that rules about the same groups may apply to, with what becomes of each rule.

    Columns: the row, then for each rule ``r`` as in :func:`scan`, and of rows that need no closer
    look ``a`` where it applies and ``u`` where it cannot be told.
    """
    odd = column(ODD, ROWS)
    shown: list[exp.Expr] = [column(ROW, ROWS)]
    for n, query in enumerate(several, 1):
        flag = (
            exp.Case()
            .when(both(query.fails, negation(odd)), whole(FAILS))
            .when(either(query.look, both(odd, query.narrow)), whole(LOOK))
            .else_(whole(0))
        )
        shown.append(exp.alias_(flag, f"r{n}", quoted=True))
        for name, condition in (("a", _concerned(query)), ("u", query.unknown)):
            plain = both(condition, negation(odd), negation(query.look))
            told = exp.Case().when(plain, whole(1)).else_(whole(0))
            shown.append(exp.alias_(told, f"{name}{n}", quoted=True))
    select = _joined(several[0], scene).select(*shown)
    return select.where(either(odd, *(query.narrow for query in several)))


def told(relation: str, number: int) -> exp.Select:
    """How many rows the rules of :func:`together` apply to, and on how many one cannot be told."""
    shown = [
        exp.Sum(this=column(f"{name}{n}")) for n in range(1, number + 1) for name in ("a", "u")
    ]
    return exp.select(*shown).from_(exp.to_table(f'"{relation}"'))


def neighbours(by: Sequence[str], rows: Sequence[int], scene: Scene) -> exp.Select:
    """All rows of the groups that some rows belong to."""
    stored = [scene.fields[name] for name in by]
    names = [sight.column for sight in stored if sight.column is not None]
    chosen = (
        exp.select(*(column(name) for name in names))
        .distinct()
        .from_(exp.to_table(f'"{scene.table}"'))
        .where(exp.In(this=column(ROW), expressions=[whole(row) for row in rows]))
        .subquery("g1")
    )
    same = [
        exp.NullSafeEQ(this=column(name, ROWS), expression=column(name, "g1")) for name in names
    ]
    return _from(scene).select(column(ROW, ROWS)).join(chosen, on=exp.and_(*same))


def _from(scene: Scene) -> exp.Select:
    return exp.select().from_(exp.to_table(f'"{scene.table}"').as_(ROWS))


def of_rule(hits: str, number: int) -> exp.Select:
    """The rows that one rule about single rows has something to say of, in order.

    Rows with odd cells are left out: of those no rule has been told anything.
    """
    flag = column(f"r{number}")
    return (
        exp.select(column(ROW), flag)
        .from_(exp.to_table(f'"{hits}"'))
        .where(both(ordered(">", flag, whole(0)), negation(column(ODD))))
        .order_by(column(ROW))
    )


def of_groups(relation: str, number: int) -> exp.Select:
    """The same of :func:`together`, odd rows that a rule may apply to among them."""
    flag = column(f"r{number}")
    return (
        exp.select(column(ROW), flag)
        .from_(exp.to_table(f'"{relation}"'))
        .where(ordered(">", flag, whole(0)))
        .order_by(column(ROW))
    )


def alone(query: RuleQuery, scene: Scene) -> exp.Select:
    """The rows that break one rule about single rows, without the other rules."""
    plain = negation(column(ODD, ROWS))
    return _from(scene).select(column(ROW, ROWS)).where(both(query.fails, plain))


def every_row(scene: Scene) -> exp.Select:
    """All rows, by their numbers."""
    return exp.select(column(ROW)).from_(exp.to_table(f'"{scene.table}"'))


def size(scene: Scene) -> exp.Select:
    """How many rows there are."""
    return exp.select(exp.Count(this=exp.Star())).from_(exp.to_table(f'"{scene.table}"'))


def odd_rows(scene: Scene) -> exp.Select:
    """Rows with a cell that SQL cannot take."""
    return exp.select(column(ROW)).from_(exp.to_table(f'"{scene.table}"')).where(column(ODD))
