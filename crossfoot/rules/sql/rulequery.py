"""Single rules as SQL: when they apply, when they fail, what has to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from crossfoot.forms.model import Field
from crossfoot.model.dataclass import dataclass
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
    text,
)
from crossfoot.rules.sql.sight import ROLE, Scene
from crossfoot.rules.tree import Call, Logic, Name, Node, walk

_TOTALS = ("total", "subtotal")
_OF_ROLES = {Rows.LEAF: ("leaf",), Rows.SUB: ("sub",), Rows.TOTAL: _TOTALS}


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

    @property
    def partial(self) -> bool:
        """Whether a row can be judged with some rows of the table, not only with all of them."""
        return all(group.partial for group in self.groups)


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
        looks.append(both(applies, either(is_null(check.fails), is_null(check.sure))))
    if compiler.earlier:  # a row without an earlier one is none that the rule is about
        idle = both(unknown, _first_of_its_kind(rule, compiler))
        applies, unknown = both(applies, negation(idle)), both(unknown, negation(idle))
    groups = tuple(compiler.groups.values())
    odd = [is_true(group.odd()) for group in groups] if scene.odd else []
    looks += [both(narrow, one) for one in odd]
    fails = is_true(both(applies, check.fails))
    if odd:
        fails = both(fails, *map(negation, odd))
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


def _first_of_its_kind(rule: Rule, compiler: Compiler) -> exp.Expr:
    """Where an earlier period is asked for that is not there, and nothing is missing before."""
    gone = either(*(negation(is_true(alone)) for _, alone in compiler.earlier))
    asked = {node for node, _ in compiler.earlier}
    stated: list[exp.Expr] = []
    for formula in (rule.when, rule.check):
        parts = [] if formula is None else sorted(walk(formula), key=lambda part: part.start)
        for part in parts:
            if part in asked:
                return both(gone, *stated)
            name = part.id if isinstance(part, Name) else ""
            bound = compiler.bound.id if name == "f" and compiler.bound is not None else name
            sight = compiler.scene.fields.get(bound)
            if sight is not None and sight.declared.numeric and sight.column is not None:
                stated.append(negation(is_null(column(sight.column, ROWS))))
    return gone


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
