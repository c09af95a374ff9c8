"""The SQL of single expectations: each prepares the columns that it needs itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from crossfoot.engines.gx import dialects
from crossfoot.engines.gx.warehouse import Table
from crossfoot.engines.prepare import PREPARED, Preparation
from crossfoot.engines.session import Stored
from crossfoot.forms.outline import Outline
from crossfoot.rules.model import MissingPolicy, Rule
from crossfoot.rules.sql import query as sql
from crossfoot.rules.sql.rulequery import RuleQuery
from crossfoot.rules.sql.shape import both, column, either, is_true, negation, text
from crossfoot.rules.sql.sight import ODD, Scene


def by_pattern(rule: Rule, stored: str, shape: str) -> RuleQuery:
    """A rule that holds a text against a pattern; a missing text does not fit."""
    fits = exp.RegexpLike(this=column(stored, "t"), expression=text(shape))
    fails = exp.Not(this=exp.Paren(this=is_true(fits)))
    return RuleQuery(
        rule, None, exp.true(), fails, exp.false(), exp.false(), groups=(), narrow=exp.true()
    )


class Writer:
    """Writes the queries of single expectations over one table."""

    def __init__(
        self, table: Table, outline: Outline, preparation: Preparation, scene: Scene
    ) -> None:
        """What was prepared of the table, in parts."""
        self.table = table
        self.outline = outline
        self.scene = scene
        self.shown = dict(preparation.shown)
        self.odd = list(preparation.odd)

    def stored(self, name: str) -> tuple[Stored, exp.Expr] | None:
        """The column of a field and how it is prepared."""
        place = self.outline.columns.get(name)
        sight = self.scene.fields[name]
        if place is None or sight.column is None:
            return None
        return self.table.columns[place], self.shown[sight.column]

    def expectation(self, query: RuleQuery) -> tuple[str, dict[str, Any]]:
        """An expectation that no row comes out of a query.

        Raises:
            NotInSqlError: the dialect cannot say it.
        """
        select = self._selected(query)
        used = {one.name for one in select.find_all(exp.Column)}
        raw = [name for name in self._raw(used) if name not in used]
        prepared = self._prepared(used, raw)
        select.set("expressions", [column(name, "t") for name in raw])
        whole = select.with_(exp.to_identifier(PREPARED, quoted=True), as_=prepared)
        asked = dialects.written(whole, self.table.dialect, self.table.decimals)
        return "unexpected_rows_expectation", {"unexpected_rows_query": asked}

    def _selected(self, query: RuleQuery) -> exp.Select:
        """The rows that break a rule, whatever is shown of them."""
        scene = self.scene
        plain = negation(column(ODD, "t"))
        if query.twins:
            return sql.twins(query, scene).where(plain)
        fails: exp.Expr = query.fails
        if query.rule.missing is MissingPolicy.FAIL:
            fails = either(fails, both(query.applies, query.unknown))
        select = sql.grouped(query, scene) if query.by else sql.alone(query, scene)
        select.set("where", None)
        return select.where(both(fails, plain))

    def _raw(self, used: set[str]) -> list[str]:
        """The columns as they are that a row is shown with: its key and what the rule looks at."""
        places = [self.outline.keys[name] for name in self.outline.keys]
        for name, place in self.outline.columns.items():
            sight = self.scene.fields[name]
            if sight.column in used and place not in places:
                places.append(place)
        return [self.table.columns[place].name for place in places]

    def _prepared(self, used: set[str], raw: Sequence[str]) -> exp.Select:
        shown = [
            exp.alias_(made.copy(), name, quoted=True)
            for name, made in self.shown.items()
            if name in used
        ]
        sources = {one.name for made in shown for one in made.find_all(exp.Column)}
        odd = [one for one in self.odd if _about(one) <= sources]
        mark = exp.alias_(either(*odd), ODD, quoted=True)
        kept = [column(name) for name in raw]
        return exp.select(*kept, *shown, mark).from_(_batch())

    def unreadable(self) -> exp.Select | None:
        """Rows with an entry that is no plain number, with what stands there."""
        if not self.odd:
            return None
        about = sorted({name for one in self.odd for name in _about(one)})
        places = [self.table.columns[place].name for place in self.outline.keys.values()]
        names = [*places, *(name for name in about if name not in places)]
        select = exp.select(*(column(name) for name in names)).from_(_batch())
        return select.where(either(*self.odd))


def _batch() -> exp.Expr:
    return exp.to_table(f'"{dialects.BATCH}"')


def _about(condition: exp.Expr) -> set[str]:
    return {one.name for one in condition.find_all(exp.Column)}
