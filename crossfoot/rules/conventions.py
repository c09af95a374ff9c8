"""Which rounding convention a submission plainly uses, found out from its own rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from crossfoot.forms.model import Pack
from crossfoot.model.finding import Level, Message
from crossfoot.model.submission import Claim
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules import exact, fast, phrases, rates
from crossfoot.rules.claims import claim_context, rule_for
from crossfoot.rules.model import Remark, RuleSet, Scope
from crossfoot.rules.rounding import Inference, StatedRate, infer_convention
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import Term
from crossfoot.rules.tree import Compare, Node, walk
from crossfoot.rules.values import Amount

_HUNDRED = 100


def submission_convention(
    rules: RuleSet,
    views: Sequence[TableView],
    claims: Sequence[Claim],
    pack: Pack,
    declared: Round,
) -> Inference | None:
    """How one submission cuts its rates, where that is plainly not rounding to the nearest.

    ``None`` for nearly every submission: then rates are judged as rounded to the nearest.  Else
    judge its tables and claims again under the convention, and say so once
    (:func:`convention_remark`).
    """
    stated = [
        *(rate for view in views for rate in table_rates(rules, view, pack, declared)),
        *(rate for claim in claims for rate in claim_rates(rules, claim)),
    ]
    return infer_convention(stated)


def table_rates(
    rules: RuleSet, view: TableView, pack: Pack, declared: Round
) -> Iterator[StatedRate]:
    """Every rate of a table that stands beside the exact counts it follows from."""
    tables = Tables(view, pack, declared)
    for rule in rules.of_form(view.table.form):
        if rule.scope is not Scope.ROW or rule.check is None or rule.for_each is not None:
            continue
        for rate in rates_in(rule.check):
            yield from _in_rows(rate, tables)


def claim_rates(rules: RuleSet, claim: Claim) -> Iterator[StatedRate]:
    """The rate that a claim states beside the exact counts it follows from, if it does."""
    rule = rule_for(rules, claim)
    if rule is not None and rule.check is not None:
        context = claim_context(claim, rule)
        found = (_stated_rate(rate, context) for rate in rates_in(rule.check))
        yield from (rate for rate in found if rate is not None)


def rates_in(check: Node) -> list[rates.Rate]:
    """The rates that a formula compares with what they follow from."""
    found = [
        rates.rate_sides(*node.items)
        for node in walk(check)
        if isinstance(node, Compare) and node.ops == ("==",)
    ]
    return [rate for rate in found if rate is not None]


def _in_rows(rate: rates.Rate, tables: Tables) -> Iterator[StatedRate]:
    """A rate in every row that states it; exact figures are taken as they are."""
    quick = fast.plain_rate(rate.stated, rate.part, rate.whole)
    for record in tables.table.records:
        found = _plainly_stated(quick, tables.figures[record.index])
        if found is None:
            found = _stated_rate(rate, TableContext(tables, record))
        if found is not None:
            yield found


def _plainly_stated(
    quick: Callable[[fast.Plain], tuple[Any, ...]] | None, figures: fast.Plain
) -> StatedRate | None:
    if quick is None:
        return None
    try:
        value, step, part, whole = quick(figures)
        return StatedRate(value, step, Fraction(_HUNDRED * part, whole))
    except (KeyError, ZeroDivisionError):
        return None  # a figure is missing or rounded, or there is nothing to take a share of


def _stated_rate(rate: rates.Rate, context: exact.Context) -> StatedRate | None:
    found = exact.found_items(rate.stated, context)
    term = found[0] if len(found) == 1 else None
    if not isinstance(term, Term) or term.quantity is None or term.quantity.step is None:
        return None
    quantity = term.quantity
    part, whole = exact.value(rate.part, context), exact.value(rate.whole, context)
    if quantity.hard is not None or quantity.approx is not None or quantity.step is None:
        return None
    if not isinstance(part, Amount) or not isinstance(whole, Amount):
        return None
    if part.exact is None or not whole.exact:
        return None
    return StatedRate(quantity.value, quantity.step, _HUNDRED * part.exact / whole.exact)


def convention_remark(inference: Inference) -> Remark:
    """What to say once of a submission that rounds in its own way (``CF04``, a soft finding)."""
    zh, en = phrases.CONVENTION_NAMES[inference.convention]
    return Remark(
        "CF04",
        Level.SOFT,
        Message(
            f"比率似按{zh}取舍：能区分的{inference.telling}个比率中有{inference.explained}个"
            f"与四舍五入不符而与{zh}相符，其余比率按{zh}核对；请改按四舍五入填报或说明",
            f"its rates seem to be {en}: of {inference.telling} rates that tell, "
            f"{inference.explained} agree with that and not with rounding to the nearest; "
            "the others are judged the same way",
        ),
    )
