"""Rules on tables, rounds and claims: the judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from crossfoot.forms.model import Field, Pack
from crossfoot.model.finding import Level, Verdict
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import Claim, Record, Role
from crossfoot.rounds.model import Round, RoundView, TableView
from crossfoot.rounds.periods import tells_of
from crossfoot.rules import exact, fast
from crossfoot.rules.absent import cannot_be_judged
from crossfoot.rules.claims import judged_claim
from crossfoot.rules.completeness import judged_round
from crossfoot.rules.expected_rows import missing_rows
from crossfoot.rules.finders.judged import judged_finder
from crossfoot.rules.finders.texts import ON_TEXTS, judged_text
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.model import Judgement, MissingPolicy, Rows, Rule, RuleSet, Scope
from crossfoot.rules.prepared import Prepared, prepared
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from crossfoot.rules.tree import Call, walk
from crossfoot.rules.values import Outcome
from crossfoot.rules.verdicts import Tally, known_to_fail, table_basis, verdict_of

_TOTALS = (Role.TOTAL, Role.SUBTOTAL)
_ROLES = {
    Rows.ALL: tuple(Role),
    Rows.LEAF: (Role.LEAF,),
    Rows.SUB: (Role.SUB,),
    Rows.TOTAL: _TOTALS,
}


def judge_table(
    rules: RuleSet,
    view: TableView,
    pack: Pack,
    declared: Round,
    convention: Convention = Convention.ANY_HALF,
) -> Iterator[Judgement]:
    """Every row, table and pair rule of a table's form, judged; units' own files included.

    Args:
        rules: the rules.
        view: the table and what it meets in the round.
        pack: the declared forms.
        declared: what the reviewer knows besides the files.
        convention: how the submission rounds its rates.
    """
    tables = Tables(view, pack, declared, convention)
    for rule in rules.of_form(view.table.form):
        if rule.scope is Scope.DOCUMENT:
            yield from judged_finder(rule, tables)
        if rule.scope is Scope.ROUND:
            yield from missing_rows(rule, tables)
        if rule.check is None or rule.scope not in _SUBJECTS:
            continue
        yield from _judge(rule, tables)


def judge_round(rules: RuleSet, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """The rules about who handed in what, and about what texts say of the figures in tables."""
    for rule in rules.rules:
        if rule.scope in (Scope.ROUND, Scope.HANDED):
            yield from judged_round(rule, view, pack)
        elif rule.finder in ON_TEXTS:
            for submission in view.submissions:
                if submission.document.text:
                    yield from judged_text(rule, submission, view.round, pack)
        elif rule.scope is Scope.TEXT and rule.check is not None:
            for table in view.tables:
                if rule.form in ("*", table.table.form):
                    yield from _judge_text(rule, table, view, pack)


def _judge_text(rule: Rule, table: TableView, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """One rule on a table and the texts that its unit handed in for the same period."""
    to_date = pack.forms[table.table.form].cumulative
    texts = [
        submission
        for submission in view.submissions
        if submission.narrative.figures
        and submission.unit == table.table.unit
        and tells_of(submission.period, table.table.period, to_date=to_date)
    ]
    tables = Tables(table, pack, view.round, narratives=[s.narrative for s in texts])
    tally = Tally(rule)
    for field in _bound_fields(rule, tables) if texts else ():
        tolerance = rule.tolerance
        context = TableContext(tables, None, field, tolerance, rule.match, of_whole=True)
        if field is not None and not tables.said(field):
            continue
        for judgement in _one(rule, context, tally):
            yield replace(
                judgement,
                level=_question(judgement.level),
                unit=table.table.unit,
                period=table.table.period,
                form=table.table.form,
                submissions=(table.submission.id, *(s.id for s in texts)),
            )
    if tally.empty:
        tally.add(Verdict.NOT_APPLICABLE, "no_rows")
    yield from tally.judgements()


def _question(level: Level) -> Level:
    """What rests on two passages being of one scope is a question at most."""
    return Level.SOFT if level is Level.HARD else level


def judge_claim(
    rules: RuleSet, claim: Claim, convention: Convention = Convention.ANY_HALF
) -> Judgement:
    """The rule for a claim's kind and roles, judged on its figures.

    A kind or a set of roles without a rule is not evaluated, with reason ``no_rule``.
    """
    return judged_claim(rules, claim, convention)


def _judge(rule: Rule, tables: Tables) -> Iterator[Judgement]:
    """One rule on one table: its findings in the order of rows, then what else became of it."""
    tally = Tally(rule)
    lacking = "not_in_force" if not _in_force(rule, tables) else _no_earlier(rule, tables)
    if lacking is not None:
        tally.add(Verdict.NOT_APPLICABLE, lacking)
        yield from tally.judgements()
        return
    if _without_columns(rule, tables):
        tally.counts[Verdict.NOT_APPLICABLE, "absent"] = len(tables.table.records)
        yield from tally.judgements()
        return
    for field in _bound_fields(rule, tables):
        base = TableContext(tables, None, field, rule.tolerance, rule.match)
        excluded, quick = _quick_condition(rule, field), _quick(rule, field)
        added, sentence = _quick_total(rule, field, tables), prepared(rule, field, tables)
        for record in _SUBJECTS[rule.scope](rule, tables):
            if record is not None:
                if excluded is not None and _plainly(excluded, record, tables):
                    tally.add(Verdict.NOT_APPLICABLE, "condition")
                    continue
                if (quick is not None and _plainly(quick, record, tables)) or (
                    added is not None and added(record)
                ):
                    tally.passed += 1
                    continue
            yield from _said(rule, base.at(record), tally, sentence)
    if tally.empty:
        tally.add(Verdict.NOT_APPLICABLE, "no_rows")
    yield from tally.judgements()


def judge_rows(
    rule: Rule, field: Field | None, tables: Tables, records: Iterable[Record]
) -> tuple[list[Judgement], list[Judgement]]:
    """One rule on chosen rows: its findings in their order, then what became of the others."""
    tally = Tally(rule)
    base = TableContext(tables, None, field, rule.tolerance, rule.match)
    sentence = prepared(rule, field, tables)
    found = [
        judgement
        for record in records
        for judgement in _said(rule, base.at(record), tally, sentence)
    ]
    return found, list(tally.judgements())


def _said(
    rule: Rule, context: TableContext, tally: Tally, sentence: Prepared | None
) -> Iterator[Judgement]:
    """A rule on one row, in its prepared sentence where the row plainly breaks it."""
    if sentence is not None and context.record is not None:
        plainly = sentence.finding(context.record, context)
        if plainly is not None:
            tally.found += 1
            yield plainly
            return
    yield from _one(rule, context, tally)


def rows_known_to_fail(
    rule: Rule, field: Field | None, tables: Tables, records: Iterable[Record]
) -> list[Judgement]:
    """Rows that break a rule as is known from elsewhere, said in the rule's own sentence."""
    base = TableContext(tables, None, field, rule.tolerance, rule.match)
    return [known_to_fail(rule, base.at(record)) for record in records]


def _one(rule: Rule, context: TableContext, tally: Tally) -> Iterator[Judgement]:
    if rule.check is None:
        return
    if rule.when is not None:
        condition = exact.truth(rule.when, context)
        if condition.outcome is None:
            tally.unknown(condition.reason)
            return
        if condition.outcome is not Outcome.CERTAIN:
            tally.add(Verdict.NOT_APPLICABLE, "condition")
            return
    truth = exact.truth(rule.check, context)
    judgement = verdict_of(rule, truth, context, tally)
    if judgement is not None:
        field = None if context.bound is None else context.bound.id
        basis = table_basis(rule, context.tables.convention)
        yield replace(judgement, record=context.record, field=field, basis=basis)


def _quick(rule: Rule, field: Field | None) -> fast.Test | None:
    """A quick test that the rule applies and holds; a rule with a tolerance has none."""
    if rule.scope is not Scope.ROW or rule.check is None or rule.tolerance:
        return None
    check = fast.compiled(rule.check, field)
    if check is None or rule.when is None:
        return check
    when = fast.compiled(rule.when, field)
    return None if when is None else lambda figures: when(figures) and check(figures)


def _quick_condition(rule: Rule, field: Field | None) -> fast.Test | None:
    """A quick test that the rule does not apply to a row."""
    if rule.scope is not Scope.ROW or rule.when is None or rule.tolerance:
        return None
    return fast.excluding(rule.when, field)


def _plainly(quick: fast.Test, record: Record, tables: Tables) -> bool:
    try:
        return quick(tables.figures[record.index])
    except (KeyError, ZeroDivisionError):
        return False  # a figure is missing or rounded: the reference evaluator decides


def _without_columns(rule: Rule, tables: Tables) -> bool:
    """Whether a row rule can say nothing of any row because the table lacks its columns."""
    if rule.scope is not Scope.ROW or rule.check is None:
        return False
    if rule.missing is not MissingPolicy.NOT_EVALUATED:
        return False
    absent = tables.form.fields.keys() - tables.table.fields.keys()
    return bool(absent) and cannot_be_judged(rule.check, absent)


def _quick_total(
    rule: Rule, field: Field | None, tables: Tables
) -> Callable[[Record], bool] | None:
    """A quick test that exact figures add up to a total."""
    plain = rule.scope is Scope.TOTAL and rule.when is None and not rule.tolerance
    if not plain or field is None or rule.check is None or not fast.adds_up(rule.check):
        return None
    key, rows = field.id, tables.figures

    def test(record: Record) -> bool:
        covered = tables.covered(record)
        try:
            whole = rows[record.index][key]
            return bool(covered) and bool(whole == sum(rows[leaf.index][key] for leaf in covered))
        except KeyError:
            return False  # a figure is missing or rounded: the reference evaluator decides

    return test


def _no_earlier(rule: Rule, tables: Tables) -> str | None:
    """Why a rule about several periods says nothing of a table that stands alone."""
    view = tables.view
    there = {
        "prev": view.previous is not None or tables.stack is not None,
        "month_value": view.previous is not None,
        "last_year": view.last_year is not None or tables.stack is not None,
        "months": bool(view.months),
    }
    for node in (rule.check, rule.when):
        for part in () if node is None else walk(node):
            if isinstance(part, Call) and not there.get(part.function, True):
                return "no_earlier"
    return None


def _in_force(rule: Rule, tables: Tables) -> bool:
    end = tables.round.period_end
    if end is None:
        return True
    after = rule.valid_from is None or end >= rule.valid_from
    return after and (rule.valid_to is None or end <= rule.valid_to)


def _bound_fields(rule: Rule, tables: Tables) -> Iterable[Field | None]:
    """The fields over which a rule is repeated, those without a column left out."""
    if rule.for_each is None:
        return (None,)
    every = fields_for(rule.for_each, tables.form)
    return tuple(field for field in every if field.id in tables.table.fields)


def _rows(rule: Rule, tables: Tables) -> Iterable[Record | None]:
    if rule.rows is Rows.MAIN:
        return _mains(rule, tables)
    roles = _ROLES[rule.rows or Rows.ALL]
    records = tables.table.records
    return records if rule.rows is None else tuple(r for r in records if r.role in roles)


def _totals(_: Rule, tables: Tables) -> Iterable[Record | None]:
    return tuple(record for record in tables.table.records if record.role in _TOTALS)


def _mains(_: Rule, tables: Tables) -> Iterable[Record | None]:
    return tuple(record for record in tables.table.records if record.index in tables.subs)


def _once(_: Rule, __: Tables) -> Iterable[Record | None]:
    return (None,)


def _with_own_file(rule: Rule, tables: Tables) -> Iterable[Record | None]:
    """Rows of units, where the table meets their own files at all."""
    if not (tables.view.children or tables.view.absent):
        return ()
    rows = _rows(replace(rule, rows=rule.rows or Rows.LEAF), tables)
    return tuple(r for r in rows if r is not None and r.key.get("unit"))


def _upper(_: Rule, tables: Tables) -> Iterable[Record | None]:
    return (None,) if tables.view.children or tables.view.absent else ()


_SUBJECTS = {
    Scope.ROW: _rows,
    Scope.TOTAL: _totals,
    Scope.MAIN: _mains,
    Scope.TABLE: _once,
    Scope.CHILD: _with_own_file,
    Scope.UPPER: _upper,
}
