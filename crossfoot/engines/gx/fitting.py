"""Rules fitted to one table: for each the expectation that counts the rows that break it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from crossfoot.engines.frames.ground import Ground
from crossfoot.engines.gx import dialects, exactly, native, words
from crossfoot.engines.gx.exactly import UNREADABLE
from crossfoot.engines.gx.warehouse import Table
from crossfoot.engines.gx.writing import Writer, by_pattern
from crossfoot.engines.prepare import Preparation, Reader
from crossfoot.engines.session import EngineFault, Storage, Stored
from crossfoot.forms.model import Field, FieldType, Form, TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.model import Rule
from crossfoot.rules.needs import fields_needed
from crossfoot.rules.sql.rulequery import Left, RuleQuery, queries
from crossfoot.rules.sql.shape import NotInSqlError
from crossfoot.rules.sql.sight import Scene

_SEVERITY = {Level.HARD: "critical", Level.SOFT: "warning", Level.HINT: "info"}
_DECIMALS = 2
OURS = "expect_declared_rule_to_hold"
"""The expectation that crossfoot brings: a rule judged by the exact evaluator."""
_UNREADABLE_META: Mapping[str, Any] = {"crossfoot": {"rule": UNREADABLE, "level": "hard"}}


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation of a suite.

    Attributes:
        type: name of the expectation, as Great Expectations spells it in a suite.
        severity: ``critical`` for hard, ``warning`` for soft, ``info`` for hint.
        description: the rule in Chinese and English, and its formula.
        meta: what it was made of: the rule's id, level, formula, condition, source and field.
    """

    type: str
    kwargs: Mapping[str, Any]
    severity: str
    description: str
    meta: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A rule that is no expectation, and why, in words.

    Attributes:
        field: the field, when the rule is one for others of its fields.
    """

    rule: str
    field: str | None
    zh: str
    en: str

    @property
    def name(self) -> str:
        """The rule, with the field if there is one."""
        return self.rule if self.field is None else f"{self.rule} ({self.field})"


def by_reason(unfit: Iterable[Unfit]) -> dict[tuple[str, str], list[str]]:
    """Rules left out, by why (in Chinese and English)."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in unfit:
        found.setdefault((one.zh, one.en), []).append(one.name)
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rules of one form, fitted to one table.

    Attributes:
        kind: ``sqlite``, ``postgres``, ``spark`` or ``pandas``.
        table: name of the table.
        key: names of the columns that name a row.
    """

    form: Form
    kind: str
    table: str
    key: tuple[str, ...]
    expected: tuple[Expected, ...]
    unfit: tuple[Unfit, ...]

    @property
    def suite(self) -> str:
        """Name of the suite, and of what validates it."""
        return f"{self.form.id}-{self.kind}"


def declared_table(form: Form, kind: str, key: Sequence[str], name: str | None = None) -> Table:
    """A table as the form declares it, where nobody named a real one."""
    columns = [_declared(one) for one in form.fields.values()]
    columns += [Stored(name, Storage.TEXT) for name in key if name not in form.fields]
    return Table(kind, name or form.id, tuple(columns))


def _declared(one: Field) -> Stored:
    match one.type:
        case FieldType.COUNT:
            return Stored(one.id, Storage.WHOLE, 18)
        case FieldType.AMOUNT | FieldType.RATE:
            scale = _DECIMALS if one.decimals is None else one.decimals
            return Stored(one.id, Storage.DECIMAL, 18 if one.type is FieldType.AMOUNT else 9, scale)
        case FieldType.DATE:
            return Stored(one.id, Storage.OTHER)
        case _:
            return Stored(one.id, Storage.TEXT)


@dataclass(frozen=True, slots=True)
class Exact:
    """When rules become expectations of our own; those of a data frame always do.

    Attributes:
        config: the configuration file they are declared in, as seen from the project.
        wanted: what no SQL is made of is to be judged by the exact evaluator.
    """

    config: str | None = None
    wanted: bool = False


_IN_SQL_ONLY = Exact()


def fit(table: Table, ground: Ground, mapping: TableMapping, exact: Exact = _IN_SQL_ONLY) -> Fitted:
    """The rules of a form as expectations of a table.

    Args:
        table: the table.
        ground: the declared forms and rules.
        mapping: the form, where it is known, and the columns that name a row.
        exact: which rules become expectations of our own.

    Raises:
        EngineFault: the table's columns are those of no declared form, or one cannot be judged.
    """
    outline = ground.binder.outline([stored.name for stored in table.columns], mapping)
    if outline is None:
        known = ", ".join(stored.name for stored in table.columns)
        raise EngineFault(
            f"表 {table.name} 的列不属于任何一种已声明的报表：{known}",
            f"table {table.name} has the columns of no declared form: {known}",
        )
    return _Fitting(table, ground, outline, exact).fitted()


def _whole(unfit: Iterable[Unfit], expected: Iterable[Expected]) -> tuple[Unfit, ...]:
    """Rules left out for all their fields as one."""
    kept = {one.meta["crossfoot"]["rule"] for one in expected}
    seen: dict[tuple[str, str], list[Unfit]] = {}
    for one in unfit:
        seen.setdefault((one.rule, one.zh), []).append(one)
    made: list[Unfit] = []
    for (rule, _), several in seen.items():
        made += several if rule in kept else [replace(several[0], field=None)]
    return tuple(made)


class _Prepared(Preparation):
    """A preparation whose parts are kept, for expectations that each need some of them."""

    def _rate_texts(self, declared: Field, stored: Stored) -> Mapping[str, int]:
        found = super()._rate_texts(declared, stored)
        digits = _DECIMALS if declared.decimals is None else declared.decimals
        return found or {f"{50:.{digits}f}": 1}  # an empty table writes them as declared


@dataclass(slots=True)
class _Fitting:
    table: Table
    ground: Ground
    outline: Outline
    exact: Exact
    expected: list[Expected] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)

    def fitted(self) -> Fitted:
        rules = self.ground.rules.of_form(self.outline.form.id)
        if self.table.kind == "pandas":
            self._without_sql(rules)
        else:
            self._in_sql(rules)
        return Fitted(
            self.outline.form,
            self.table.kind,
            self.table.name,
            self._key(),
            tuple(self.expected),
            _whole(self.unfit, self.expected),
        )

    def _key(self) -> tuple[str, ...]:
        return tuple(self.table.columns[place].name for place in self.outline.keys.values())

    def _without_sql(self, rules: Iterable[Rule]) -> None:
        """A data frame is asked nothing in SQL: every rule is judged exactly."""
        for rule in rules:
            reason = exactly.unfit(rule, self.outline)
            if reason is None:
                self._exactly(rule)
            else:
                self.unfit.append(Unfit(rule.id, None, *reason))
        self._ours(UNREADABLE, None, "critical", words.UNREADABLE_TEXT, _UNREADABLE_META)

    def _exactly(self, rule: Rule) -> None:
        """A rule as an expectation of our own, one for each field of a repeated rule."""
        fields: Iterable[Field | None] = (None,)
        if rule.for_each is not None:
            every = fields_for(rule.for_each, self.outline.form)
            fields = (one for one in every if one.id in self.outline.columns)
        for bound in fields:
            told, meta = words.description(rule, bound), {"crossfoot": words.meta(rule, bound)}
            self._ours(rule.id, bound, _SEVERITY[rule.level], told, meta)

    def _ours(
        self, rule: str, bound: Field | None, severity: str, told: str, meta: Mapping[str, Any]
    ) -> None:
        known = {
            "rule": rule,
            "form": self.outline.form.id,
            "field": None if bound is None else bound.id,
            "key": list(self._key()) or None,
            "config": self.exact.config,
            "decimals": self.table.decimals or None,
        }
        kwargs = {name: value for name, value in known.items() if value is not None}
        self.expected.append(Expected(OURS, kwargs, severity, told, meta))

    def _in_sql(self, rules: Sequence[Rule]) -> None:
        round_means = self.ground.round.blank_means
        reader = Reader(
            self.ground.binder.counted_column,
            self.ground.binder.role,
            lambda one: (one.blank_means or round_means) == "zero",
            self.ground.binder.period,
        )
        preparation = _Prepared(self.table, self.outline, reader)
        needed = fields_needed(rules, self.outline.form) & self.outline.columns.keys()
        scene = preparation.prepare(sorted(needed)).scene
        if not self.table.live:  # which periods there are is not known
            scene = replace(scene, period=None)
        self._guard(preparation, needed)
        writer = Writer(self.table, self.outline, preparation, scene)
        for rule in rules:
            self._rule(rule, scene, writer)
        self._unreadable(writer)

    def _guard(self, preparation: Preparation, needed: Iterable[str]) -> None:
        """SQLite keeps anything in any column: what is no number there is no plain entry."""
        if self.table.kind != "sqlite":
            return
        for name in sorted(needed):
            stored = self.table.columns[self.outline.columns[name]]
            if stored.storage is Storage.WHOLE:
                preparation.odd.append(dialects.checked_whole(stored.name))
            elif stored.storage in (Storage.DECIMAL, Storage.DOUBLE):
                preparation.odd.append(dialects.checked_number(stored.name))

    def _rule(self, rule: Rule, scene: Scene, writer: Writer) -> None:
        expected, unfit = len(self.expected), len(self.unfit)
        self._queried(rule, scene, writer)
        whole = len(self.unfit) == unfit
        if self.exact.wanted and not whole and exactly.unfit(rule, self.outline) is None:
            del self.expected[expected:], self.unfit[unfit:]
            self._exactly(rule)

    def _queried(self, rule: Rule, scene: Scene, writer: Writer) -> None:
        made, left, idle = self._queries(rule, scene)
        self.unfit += [self._left(item, scene) for item in left]
        if idle or not (made or left):  # it looks at columns that are not there
            self.unfit.append(Unfit(rule.id, None, *words.IDLE))
        for query in made:
            plain = native.expectation(query, scene, writer.stored)
            bound = query.field
            try:
                kind, kwargs = plain or writer.expectation(query)
            except NotInSqlError as reason:
                self.unfit.append(self._left(Left(rule, bound, reason.what), scene))
                continue
            self.expected.append(
                Expected(
                    kind,
                    kwargs,
                    _SEVERITY[rule.level],
                    words.description(rule, bound),
                    {"crossfoot": words.meta(rule, bound)},
                )
            )

    def _queries(
        self, rule: Rule, scene: Scene
    ) -> tuple[Sequence[RuleQuery], Sequence[Left], Sequence[Rule]]:
        """A rule as SQL; a pattern as such where the engine knows patterns."""
        found = native.pattern(rule, scene)
        if found is not None and found[1] is not None and self.table.kind != "sqlite":
            stored = scene.fields[found[0]].column
            if stored is not None:
                return [by_pattern(rule, stored, found[1])], (), ()
        return queries([rule], scene)

    def _left(self, left: Left, scene: Scene) -> Unfit:
        patterns = native.pattern(left.rule, scene)
        zh, en = words.reason(left.rule, left.what, listed=patterns is not None, roles=scene.roles)
        return Unfit(left.rule.id, None if left.field is None else left.field.id, zh, en)

    def _unreadable(self, writer: Writer) -> None:
        query = writer.unreadable()
        if query is None:
            return
        try:
            asked = dialects.written(query, self.table.dialect, self.table.decimals)
        except NotInSqlError:
            if self.exact.wanted:
                self._ours(UNREADABLE, None, "critical", words.UNREADABLE_TEXT, _UNREADABLE_META)
            else:
                self.unfit.append(Unfit(UNREADABLE, None, *words.UNREADABLE_LEFT))
            return
        self.expected.append(
            Expected(
                "unexpected_rows_expectation",
                {"unexpected_rows_query": asked},
                "critical",
                words.UNREADABLE_TEXT,
                _UNREADABLE_META,
            )
        )
