"""One rule on a frame: which rows break it, by the exact evaluator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crossfoot.engines.frames.ground import Ground
from crossfoot.engines.frames.prepared import PreparedFrame, prepare, submission_of
from crossfoot.forms.faults import Fault, suggestion
from crossfoot.forms.model import Form, TableMapping
from crossfoot.model.finding import Verdict
from crossfoot.rounds.resolve import resolve
from crossfoot.rules.check import Checker
from crossfoot.rules.judge import judge_table
from crossfoot.rules.kinds import names_of, scope_of
from crossfoot.rules.model import Origin, Rule, RuleFault, RuleSet, Scope
from crossfoot.rules.parse import ExpressionFault, parse

if TYPE_CHECKING:
    import pandas as pd

_OF_ROWS = (Scope.ROW, Scope.TOTAL, Scope.MAIN)
_GIVEN = "check"


def failing_rows(
    frame: pd.DataFrame, ground: Ground, *, rule: str | None, check: str | None, form: str | None
) -> frozenset[int]:
    """The rows of a frame, from 0, on which a rule cannot hold.

    Rows on which it could not be told are none of them.

    Args:
        frame: the frame.
        ground: the declared forms and rules.
        rule: id of a declared rule.
        check: a formula, where no declared rule is meant.
        form: id of the form; needed for a formula, and for a rule about every form.

    Raises:
        ValueError: there is no such rule or form, or the rule is about more than single rows.
        RuleFault: the formula cannot be used.
        FormFault: a column holds doubles whose digits the form does not declare.
    """
    rules = _rules(ground, rule, check, form)
    form_id = form or rules[0].form
    mapping = TableMapping(form=ground.form(form_id).id)
    prepared = prepare(frame, ground, mapping, "frame")
    if prepared is None:
        raise ValueError(f"the frame has no column of form {form_id}")
    return _failing(prepared, ground, RuleSet(rules))


def of_rows(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that are judged on single rows."""
    return tuple(rule for rule in rules if rule.scope in _OF_ROWS and rule.check is not None)


def _failing(prepared: PreparedFrame, ground: Ground, rules: RuleSet) -> frozenset[int]:
    view = resolve(ground.round, [submission_of(prepared, name="frame")])
    judged = judge_table(rules, view.tables[0], ground.pack, ground.round)
    return frozenset(
        judgement.record.index
        for judgement in judged
        if judgement.verdict is Verdict.FAIL and judgement.record is not None
    )


def _rules(
    ground: Ground, rule: str | None, check: str | None, form: str | None
) -> tuple[Rule, ...]:
    if (rule is None) == (check is None):
        raise ValueError("name one of the two: rule, the id of a declared rule, or check")
    if check is not None:
        if form is None:
            raise ValueError("a formula needs the form whose fields it names")
        return (_formula(check, ground.form(form), ground),)
    found = tuple(one for one in ground.rules.rules if one.id == rule)
    if not found:
        _, near = suggestion(rule or "", [one.id for one in ground.rules.rules])
        raise ValueError(f"there is no rule {rule}{near}")
    if found[0].form == "*" and form is None:
        raise ValueError(f"rule {rule} is about every form: name the one the frame is of")
    if len(of_rows(found)) < len(found):
        raise ValueError(f"rule {rule} is judged on more than single rows: use crossfoot.check")
    return found


def _formula(text: str, form: Form, ground: Ground) -> Rule:
    try:
        node = parse(text)
    except ExpressionFault as fault:
        raise _fault([fault]) from fault
    around = frozenset(ground.pack.meta)
    scope = scope_of([node], matched=False, around=around)
    checker = Checker(ground.pack, names_of(form, ground.pack, None, scope), scope)
    checker.condition(node)
    if checker.faults:
        raise _fault(checker.faults)
    if scope not in _OF_ROWS:
        raise ValueError(f"{text} is judged on more than single rows: use crossfoot.check")
    return Rule(_GIVEN, form.id, node, text, Origin(_GIVEN, 1), scope)


def _fault(faults: list[ExpressionFault]) -> RuleFault:
    return RuleFault(
        tuple(Fault(_GIVEN, 1, fault.offset + 1, fault.zh, fault.en) for fault in faults)
    )
