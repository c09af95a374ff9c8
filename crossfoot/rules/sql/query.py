"""Rules as queries: which rows break them, which need a closer look, and how many were judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from crossfoot.forms.model import Field
from crossfoot.rules.absent import cannot_be_judged
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.model import MissingPolicy, Rows, Rule, Scope
from crossfoot.rules.sql.compile import ROWS, Compiler
from crossfoot.rules.sql.groups import Group
from crossfoot.rules.sql.shape import (
    NotInSqlError,
    Tri,
    both,
    column,
    either,
    is_null,
    is_true,
    negation,
    ordered,
    text,
    whole,
)
from crossfoot.rules.sql.sight import ODD, ROLE, ROW, Scene
from crossfoot.rules.tree import Call, Logic, Node

_TOTALS = ("total", "subtotal")
_OF_ROLES = {Rows.LEAF: ("leaf",), Rows.SUB: ("sub",), Rows.TOTAL: _TOTALS}
FAILS, LOOK = 1, 2
"""What a query says of a row: it breaks the rule, or the exact evaluator has to look at it."""


@dataclass(frozen=True, slots=True)
class RuleQuery:
    """One rule, for one field of its ``for_each``, as SQL over a prepared relation.

    Attributes:
        applies: whether the rule is judged on a row at all.
        fails, look: conditions on rows without odd cells, never NULL.
        unknown: a row on which it cannot be told.
        groups: the subqueries it needs; none for a rule about single rows.
        narrow: what the row alone says of whether the rule applies.
    """

    rule: Rule
    field: Field | None
    applies: exp.Expr
    fails: exp.Expr
    look: exp.Expr
    unknown: exp.Expr
    groups: tuple[Group, ...]
    narrow: exp.Expr
    twins: tuple[str, ...] = ()

    @property
    def by(self) -> tuple[tuple[str, ...], ...]:
        """The keys by which rows belong together in this rule; earlier periods are one group."""
        return tuple(group.together for group in self.groups) or (
            (self.twins,) if self.twins else ()
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A rule that no SQL is made of, and the part of it that is the reason."""

    rule: Rule
    field: Field | None
    what: str


def queries(
    rules: Iterable[Rule], scene: Scene
) -> tuple[tuple[RuleQuery, ...], tuple[Left, ...], tuple[Rule, ...]]:
    """Rules on rows as SQL; those left to the exact evaluator; those that say nothing here."""
    made: list[RuleQuery] = []
    left: list[Left] = []
    idle: list[Rule] = []
    known: dict[tuple[str, ...], Group] = {}
    absent = {name for name, sight in scene.fields.items() if sight.column is None}
    for rule in rules:
        if rule.check is None or rule.scope not in (Scope.ROW, Scope.TOTAL):
            left.append(Left(rule, None, rule.finder or rule.scope.value))
            continue
        lenient = rule.missing is MissingPolicy.NOT_EVALUATED
        if rule.scope is Scope.ROW and lenient and cannot_be_judged(rule.check, absent):
            idle.append(rule)
            continue
        for bound in _fields(rule, scene):
            try:
                made.append(rule_query(rule, bound, scene, known))
            except NotInSqlError as reason:
                left.append(Left(rule, bound, reason.what))
    return tuple(made), tuple(left), tuple(idle)


def _fields(rule: Rule, scene: Scene) -> Sequence[Field | None]:
    if rule.for_each is None:
        return (None,)
    every = fields_for(rule.for_each, scene.form)
    return [item for item in every if scene.fields[item.id].column is not None]


def rule_query(
    rule: Rule,
    bound: Field | None,
    scene: Scene,
    known: dict[tuple[str, ...], Group] | None = None,
) -> RuleQuery:
    """One rule as SQL; ``known`` are the subqueries that several rules share.

    Raises:
        NotInSqlError: a part of it has no reading in SQL.
    """
    if rule.check is None:
        raise NotInSqlError("finder")
    compiler = Compiler(scene, bound, rule.tolerance, known={} if known is None else known)
    twins = _alone(rule, scene)
    role = _role(rule, scene)
    narrow = role
    when: Tri | None = None
    if rule.when is not None:
        narrow = both(role, negation(_row_only(rule, bound, scene)))
        when = compiler.tri(rule.when)
    # of rows whose key comes several times the join leaves no others
    check = Tri(exp.true(), exp.false()) if twins else compiler.tri(rule.check)
    sure = is_true(when.sure) if when is not None else None
    applies = both(role, sure)
    unknown = is_null(check.fails)
    if when is not None:
        unknown = either(
            both(negation(is_true(when.sure)), is_null(when.fails)),
            both(is_true(when.sure), unknown),
        )
    looks = [both(applies, check.look)] if check.look is not None else []
    if rule.missing is MissingPolicy.FAIL:
        looks.append(both(applies, is_null(check.fails)))
    groups = tuple(compiler.groups.values())
    looks += [both(narrow, is_true(group.odd())) for group in groups]
    fails = is_true(both(applies, check.fails))
    if groups:
        fails = both(fails, *(negation(is_true(group.odd())) for group in groups))
    return RuleQuery(
        rule,
        bound,
        applies=applies,
        fails=fails,
        look=is_true(either(*looks)) if looks else exp.false(),
        unknown=both(role, unknown),
        groups=groups,
        narrow=narrow,
        twins=twins,
    )


def _alone(rule: Rule, scene: Scene) -> tuple[str, ...]:
    """The key of a rule that says no more than that it is unique."""
    check = rule.check
    if rule.when is not None or not (isinstance(check, Call) and check.function == "unique"):
        return ()
    return Compiler(scene, None, rule.tolerance).key(check)


def _row_only(rule: Rule, bound: Field | None, scene: Scene) -> exp.Expr:
    """That the rule does not apply, as far as the row alone tells."""
    parts: Sequence[Node]
    if isinstance(rule.when, Logic) and rule.when.op == "and":
        parts = rule.when.items
    else:
        parts = () if rule.when is None else (rule.when,)
    fails = []
    for part in parts:
        compiler = Compiler(scene, bound, rule.tolerance)
        tri = compiler.tri(part)
        if not compiler.groups:
            fails.append(is_true(tri.fails))
    return either(*fails)


def _role(rule: Rule, scene: Scene) -> exp.Expr:
    wanted = _TOTALS if rule.scope is Scope.TOTAL else _OF_ROLES.get(rule.rows or Rows.ALL)
    if rule.rows is Rows.MAIN:
        raise NotInSqlError("main")
    if wanted is None:
        return exp.true()
    if not scene.roles:
        return exp.Boolean(this="leaf" in wanted)
    return exp.In(this=column(ROLE, ROWS), expressions=[text(name) for name in wanted])


def scan(single: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows that any rule about single rows has something to say of.

    Columns: the row, whether it is odd, then for each rule 1 where it fails, 2 where it has to be
    looked at, else 0.
    """
    flags = [_flag(query) for query in single]
    shown = [column(ROW, ROWS), column(ODD, ROWS)]
    shown += [exp.alias_(flag, f"r{n}", quoted=True) for n, flag in enumerate(flags, 1)]
    concerned = [query.fails for query in single] + [
        query.look for query in single if query.look != exp.false()
    ]
    return _from(scene).select(*shown).where(either(column(ODD, ROWS), *concerned))


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
        if group.by:
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
        for name, condition in (("a", query.applies), ("u", query.unknown)):
            shown.append(exp.alias_(_sum_where(condition), f"{name}{n}", quoted=True))
    return _from(scene).select(*shown).where(negation(column(ODD, ROWS)))


def _sum_where(condition: exp.Expr) -> exp.Expr:
    return exp.Sum(this=exp.Case().when(condition.copy(), whole(1)).else_(whole(0)))


def together(several: Sequence[RuleQuery], scene: Scene) -> exp.Select:
    """Rows that rules about the same groups may apply to, with what becomes of each rule.

    Columns: the row, then for each rule ``r`` as in :func:`scan`, ``a`` where it applies and ``u``
    where it cannot be told.
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
        for name, condition in (("a", query.applies), ("u", query.unknown)):
            told = exp.Case().when(both(condition, negation(odd)), whole(1)).else_(whole(0))
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


def size(scene: Scene) -> exp.Select:
    """How many rows there are."""
    return exp.select(exp.Count(this=exp.Star())).from_(exp.to_table(f'"{scene.table}"'))


def odd_rows(scene: Scene) -> exp.Select:
    """Rows with a cell that SQL cannot take."""
    return exp.select(column(ROW)).from_(exp.to_table(f'"{scene.table}"')).where(column(ODD))
