"""Questions to an engine: which rows break rules, which need a look, how many were judged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from crossfoot.rules.sql.compile import ROWS
from crossfoot.rules.sql.groups import key_of
from crossfoot.rules.sql.nulls import told_by_parts
from crossfoot.rules.sql.rulequery import RuleQuery
from crossfoot.rules.sql.shape import (
    asked,
    both,
    called,
    column,
    either,
    fresh,
    is_null,
    negation,
    ordered,
    paren,
    sql_type,
    table_of,
    text,
    whole,
)
from crossfoot.rules.sql.sight import ODD, ROLE, ROW, Scene

RULES_EACH = 28
"""For so many rules what is said of a row fits into one number of 64 bits."""
FAILS, LOOK = 1, 2
"""What a query says of a row: it breaks the rule, or the exact evaluator has to look at it."""


def scan(single: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows without odd cells that any rule about single rows has something to say of.

    Columns: the row, then numbers with two bits for each of :data:`RULES_EACH` rules in turn: 1
    where it fails, 2 where it has to be looked at, else 0.
    """
    shown = [column(ROW, ROWS)]
    for start in range(0, len(single), RULES_EACH):
        said: exp.Expr = exp.cast(whole(0), sql_type("BIGINT"))
        for n, query in enumerate(single[start : start + RULES_EACH]):
            said = exp.Add(this=said, expression=paren(_flag(query, 4**n)))
        shown.append(called(said, f"m{len(shown)}"))
    told = either(*(asked(one) for query in single for one in (query.fails, query.look)))
    return _from(scene).select(*shown, copy=False).where(both(told, _plain(scene)), copy=False)


def said(masks: Sequence[int]) -> list[tuple[int, int]]:
    """What the numbers of :func:`scan` say of a row: rules by their place, and 1 or 2 of each."""
    found = []
    for start, mask in enumerate(masks):
        rest, place = mask, start * RULES_EACH
        while rest:
            if rest & 3:
                found.append((place, rest & 3))
            rest, place = rest >> 2, place + 1
    return found


def _plain(scene: Scene, table: str | None = ROWS) -> exp.Expr:
    """That a row has no odd cell."""
    return negation(column(ODD, table)) if scene.odd else exp.true()


def _odd(scene: Scene, table: str | None = ROWS) -> exp.Expr:
    return column(ODD, table) if scene.odd else exp.false()


def _flag(query: RuleQuery, unit: int) -> exp.Expr:
    flag = exp.Case().when(asked(query.fails), whole(FAILS * unit), copy=False)
    if query.look != exp.false():
        flag = flag.when(asked(query.look), whole(LOOK * unit), copy=False)
    return flag.else_(whole(0), copy=False)


def grouped(query: RuleQuery, scene: Scene) -> exp.Select:
    """Rows that a rule about several rows has something to say of: the row and 1 or 2."""
    odd = _odd(scene)
    flag = (
        exp.Case()
        .when(both(query.fails, _plain(scene)), whole(FAILS), copy=False)
        .else_(whole(LOOK), copy=False)
    )
    select = _joined(query, scene).select(column(ROW, ROWS), called(flag, "r1"), copy=False)
    return select.where(both(either(query.fails, query.look, both(odd, query.narrow))), copy=False)


def _joined(query: RuleQuery, scene: Scene) -> exp.Select:
    select = _from(scene)
    for group in query.groups:
        subquery = group.subquery(scene)
        if group.joined:
            select = select.join(
                subquery, on=group.meets(scene, ROWS), join_type="left", copy=False
            )
        else:
            select = select.join(subquery, join_type="cross", copy=False)
    return select


def twins(query: RuleQuery, scene: Scene) -> exp.Select:
    """Rows whose key comes several times."""
    stored = [scene.fields[name].column for name in query.twins]
    keys = [column(name) for name in stored if name is not None]
    given = [negation(is_null(key)) for key in keys]
    leaf = [exp.EQ(this=column(ROLE), expression=text("leaf"))] if scene.roles else []
    several = (
        exp.select(
            *(called(key, f"k{n}") for n, key in enumerate(keys, 1)),
            copy=False,
        )
        .from_(table_of(scene.table), copy=False)
        .where(both(*given, *leaf), copy=False)
        .group_by(*(fresh(key) for key in keys), copy=False)
        .having(exp.GT(this=exp.Count(this=exp.Star()), expression=whole(1)), copy=False)
        .subquery("g1")
    )
    meets = [
        exp.EQ(this=column(name, ROWS), expression=column(f"k{n}", "g1"))
        for n, name in enumerate((s for s in stored if s is not None), 1)
    ]
    flag = exp.Case().when(_odd(scene), whole(LOOK), copy=False).else_(whole(FAILS), copy=False)
    return (
        _from(scene)
        .select(column(ROW, ROWS), called(flag, "r1"), copy=False)
        .join(several, on=exp.and_(*meets, copy=False), copy=False)
        .where(query.applies, copy=False)
    )


def candidates(query: RuleQuery, scene: Scene) -> exp.Select:
    """Rows that may be :func:`twins`, for engines that have a ``hash``: others have their hash.

    Numbers are put together faster, and in less room, than keys of several texts.
    """
    stored = [scene.fields[name].column for name in query.twins]
    keys = [column(name) for name in stored if name is not None]
    leaf = [exp.EQ(this=column(ROLE), expression=text("leaf"))] if scene.roles else []
    source = table_of(scene.table)
    hashed = exp.func("HASH", *keys)
    several = (
        exp.select(called(hashed, "h"), copy=False)
        .from_(source, copy=False)
        .where(both(*(negation(is_null(key)) for key in keys), *leaf), copy=False)
        .group_by(fresh(hashed), copy=False)
        .having(exp.GT(this=exp.Count(this=exp.Star()), expression=whole(1)), copy=False)
    )
    names = [ROW, ODD, *([ROLE] if scene.roles else []), *(s for s in stored if s is not None)]
    shown = [column(name) for name in dict.fromkeys(names)]
    return (
        exp.select(*shown, copy=False)
        .from_(fresh(source), copy=False)
        .where(exp.In(this=fresh(hashed), query=several.subquery()), copy=False)
    )


def counts(several: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """How many rows without odd cells rules about single rows apply to, and cannot be told on."""
    shown = []
    for n, query in enumerate(several, 1):
        for name, condition in (("a", _concerned(query)), ("u", query.unknown)):
            shown.append(called(_times(condition), f"{name}{n}"))
    return _from(scene).select(*shown, copy=False).where(_plain(scene), copy=False)


def _times(condition: exp.Expr) -> exp.Expr:
    """How many rows a condition is true for."""
    simple = told_by_parts(condition).unnest()
    if isinstance(simple, exp.Boolean):
        return exp.Count(this=exp.Star()) if simple.this else whole(0)
    if isinstance(simple, exp.Is) and isinstance(simple.expression, exp.Null):
        given = exp.Count(this=fresh(simple.this))
        return exp.Sub(this=exp.Count(this=exp.Star()), expression=given)
    return exp.Count(this=exp.Case().when(asked(simple), whole(1), copy=False))


def _concerned(query: RuleQuery) -> exp.Expr:
    """Where a rule applies, or may."""
    return query.applies if query.rule.when is None else either(query.applies, query.unknown)


def together(several: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows that rules about the same groups may apply to, with what becomes of each rule.

    Columns: the row, then for each rule ``r`` as in :func:`scan`, and of rows that need no closer
    look ``a`` where it applies and ``u`` where it cannot be told.
    """
    odd, even = _odd(scene), _plain(scene)
    shown: list[exp.Expr] = [column(ROW, ROWS)]
    for n, query in enumerate(several, 1):
        flag = (
            exp.Case()
            .when(both(asked(query.fails), even), whole(FAILS), copy=False)
            .when(either(asked(query.look), both(odd, query.narrow)), whole(LOOK), copy=False)
            .else_(whole(0), copy=False)
        )
        shown.append(called(flag, f"r{n}"))
        for name, condition in (("a", _concerned(query)), ("u", query.unknown)):
            plain = both(condition, even, negation(query.look))
            told = exp.Case().when(plain, whole(1), copy=False).else_(whole(0), copy=False)
            shown.append(called(told, f"{name}{n}"))
    select = _joined(several[0], scene).select(*shown, copy=False)
    return select.where(either(odd, *(query.narrow for query in several)), copy=False)


def told(relation: str, number: int) -> exp.Select:
    """How many rows the rules of :func:`together` apply to, and on how many one cannot be told."""
    shown = [
        exp.Sum(this=column(f"{name}{n}")) for n in range(1, number + 1) for name in ("a", "u")
    ]
    return exp.select(*shown, copy=False).from_(table_of(relation), copy=False)


def neighbours(by: Sequence[str], rows: Sequence[int], scene: Scene) -> exp.Select:
    """All rows of the groups that some rows belong to.

    What is not stated is a key like any other, so that engines can join by plain equality.
    """
    names = [name for name in by if scene.fields[name].column is not None]
    keys = [called(key_of(scene, name), f"k{n}") for n, name in enumerate(names)]
    chosen = (
        exp.select(*keys, copy=False)
        .distinct(copy=False)
        .from_(table_of(scene.table), copy=False)
        .where(exp.In(this=column(ROW), expressions=[whole(row) for row in rows]), copy=False)
        .subquery("g1")
    )
    same = [
        ordered("==", key_of(scene, name, ROWS), column(f"k{n}", "g1"))
        for n, name in enumerate(names)
    ]
    return (
        _from(scene)
        .select(column(ROW, ROWS), copy=False)
        .join(chosen, on=exp.and_(*same, copy=False), copy=False)
    )


def _from(scene: Scene) -> exp.Select:
    return exp.select(copy=False).from_(table_of(scene.table).as_(ROWS), copy=False)


def of_groups(relation: str, number: int) -> exp.Select:
    """Rows of :func:`together` that one rule has something to say of, in order.

    Odd rows that it may apply to are among them.
    """
    flag = column(f"r{number}")
    return (
        exp.select(column(ROW), flag, copy=False)
        .from_(table_of(relation), copy=False)
        .where(ordered(">", flag, whole(0)), copy=False)
        .order_by(column(ROW), copy=False)
    )


def alone(query: RuleQuery, scene: Scene) -> exp.Select:
    """The rows that break one rule about single rows, without the other rules."""
    return (
        _from(scene)
        .select(column(ROW, ROWS), copy=False)
        .where(both(query.fails, _plain(scene)), copy=False)
    )


def every_row(scene: Scene) -> exp.Select:
    """All rows, by their numbers."""
    return exp.select(column(ROW), copy=False).from_(table_of(scene.table), copy=False)


def size(scene: Scene) -> exp.Select:
    """How many rows there are."""
    return exp.select(exp.Count(this=exp.Star()), copy=False).from_(
        table_of(scene.table), copy=False
    )


def odd_rows(scene: Scene) -> exp.Select:
    """Rows with a cell that SQL cannot take."""
    return (
        exp.select(column(ROW), copy=False)
        .from_(table_of(scene.table), copy=False)
        .where(column(ODD), copy=False)
    )
