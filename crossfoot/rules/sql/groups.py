"""Figures of several rows in SQL: one subquery for all that a rule asks of the same groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from sqlglot import exp

from crossfoot.forms.model import Aggregation
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.sql.shape import (
    NotInSqlError,
    called,
    column,
    either,
    fresh,
    is_null,
    negation,
    ordered,
    sql_type,
    table_of,
    text,
    whole,
)
from crossfoot.rules.sql.sight import ODD, ROLE, Scene

NOTHING = -(10**17)
"""Stands for a key that is not stated; no figure that SQL sees has so many digits."""


@dataclass(slots=True)
class Group:
    """The rows that share the values of some fields, and what is asked of them.

    Attributes:
        by: ids of the fields.
        alias: name of the subquery.
        shift: ``prev`` or ``last_year`` where the group is that of an earlier period.
        asked: columns of the subquery by their SQL, so that each is computed once.
    """

    by: tuple[str, ...]
    alias: str
    shift: str | None = None
    asked: dict[str, tuple[str, exp.Expr]] = field(default_factory=dict)

    @property
    def together(self) -> tuple[str, ...]:
        """The fields that rows share with all rows that this one is judged with."""
        if self.shift is None:
            return self.by
        return tuple(name for name in self.by if name != "@period")

    @property
    def joined(self) -> bool:
        """Whether rows meet it by some key; a single group meets them all."""
        return bool(self.by)

    @property
    def partial(self) -> bool:
        """Whether the rows that some rows are judged with are fewer than all."""
        return bool(self.together)

    def ask(self, aggregate: exp.Expr) -> exp.Expr:
        """A column of the subquery that holds an aggregate over the group's detail rows."""
        written = aggregate.sql()
        if written not in self.asked:
            self.asked[written] = f"a{len(self.asked) + 1}", aggregate
        return column(self.asked[written][0], self.alias)

    def subquery(self, scene: Scene) -> exp.Expr:
        """The subquery itself: detail rows, put together by key."""
        keys = [key_of(scene, name) for name in self.by]
        if self.shift is not None and scene.roles:
            keys.append(column(ROLE))
        shown = [called(key, f"k{n}") for n, key in enumerate(keys, 1)]
        asked = [called(sql, name) for name, sql in self.asked.values()]
        select = exp.select(*shown, *asked, copy=False).from_(table_of(scene.table), copy=False)
        if scene.roles and self.shift is None:
            select = select.where(ordered("==", column(ROLE), text("leaf")), copy=False)
        if keys:
            select = select.group_by(*(fresh(key) for key in keys), copy=False)
        return select.subquery(self.alias)

    def meets(self, scene: Scene, table: str) -> exp.Expr:
        """The condition under which a row of ``table`` belongs to the group."""
        own = [self._own(scene, name, table) for name in self.by]
        if self.shift is not None and scene.roles:
            own.append(column(ROLE, table))
        pairs = [ordered("==", key, column(f"k{n}", self.alias)) for n, key in enumerate(own, 1)]
        return exp.and_(*pairs, copy=False) if pairs else exp.true()

    def _own(self, scene: Scene, name: str, table: str) -> exp.Expr:
        """What a row's own key has to be like; of an earlier group the period is that one."""
        if self.shift is not None and name == scene.period:
            return column(f"s_{self.shift}", table)
        return key_of(scene, name, table)

    def relatives(self, rows: Sequence[int], scene: Scene) -> exp.Select | None:  # noqa: ARG002
        """Further rows that some rows are judged with, besides those that share their key."""
        return None

    def odd(self) -> exp.Expr:
        """Whether a row of the group has a cell that SQL cannot take."""
        one = exp.Case().when(column(ODD), whole(1), copy=False).else_(whole(0), copy=False)
        return ordered("==", self.ask(exp.Max(this=one)), whole(1))


def key_of(scene: Scene, name: str, table: str | None = None) -> exp.Expr:
    """A field as a key: what is not stated is the same as what else is not stated."""
    sight = scene.fields[name]
    if sight.column is None:
        return whole(0)
    nothing = whole(NOTHING) if sight.declared.numeric else text("")
    return exp.Coalesce(this=column(sight.column, table), expressions=[nothing])


def picked(chosen: exp.Expr, value: exp.Expr) -> exp.Expr:
    """A value in the chosen rows, NULL in others."""
    if isinstance(chosen, exp.Boolean) and chosen.this:
        return fresh(value)
    return exp.Case().when(fresh(chosen), fresh(value), copy=False)


def or_zero(sql: exp.Expr) -> exp.Expr:
    """A number, 0 where there is none."""
    return exp.Coalesce(this=fresh(sql), expressions=[whole(0)])


def as_counted(sql: exp.Expr, digits: int) -> exp.Expr:
    """A sum in the type that the rest of the formula counts in, whatever the engine makes of it."""
    kind = "BIGINT" if digits <= 18 else "DECIMAL(38, 0)"
    return exp.cast(fresh(sql), sql_type(kind))


def speaking(scene: Scene) -> exp.Expr:
    """A detail row that states any figure at all."""
    fields = scene.form.fields.values()
    figures = [f.id for f in fields if f.numeric and f.aggregation is not Aggregation.NONE]
    register = not {"unit", "sector", "village"} & set(scene.form.grain)
    telling = list(scene.form.fields) if register else figures or [*scene.fields]
    stored = [scene.fields[name] for name in telling]
    if any(sight.blank_zero for sight in stored):
        raise NotInSqlError("blank_means")
    given = [negation(is_null(column(s.column))) for s in stored if s.column is not None]
    return either(*given)
