"""From how surely a rule holds to what is said of it: verdict, level, message, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Basis, BasisKind, Level, Message, Verdict
from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Convention
from crossfoot.rules import exact, phrases, rates
from crossfoot.rules.expressions import side_words, terms_of
from crossfoot.rules.measures import glossed
from crossfoot.rules.model import ClaimRule, Judgement, MissingPolicy, Remark, Rule, Scope
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.terms import NOT_APPLICABLE_REASONS, Term, operand
from crossfoot.rules.tree import Compare, Node, parts
from crossfoot.rules.values import CERTAIN, Amount, Outcome, Truth
from crossfoot.rules.wording import Account, account

MOST_TO_LOOK_AT = 3
_SLOT = late_pattern(r"\{(\w+)\}")


@dataclass(slots=True)
class Tally:
    """What became of a rule where it found nothing to say, counted by verdict and reason."""

    rule: Rule
    passed: int = 0
    counts: dict[tuple[Verdict, str | None], int] = field(default_factory=dict)
    found: int = 0

    @property
    def empty(self) -> bool:
        """True when the rule met nothing it is about."""
        return not (self.passed or self.counts or self.found)

    def add(self, verdict: Verdict, reason: str | None) -> None:
        """Count one row."""
        self.counts[verdict, reason] = self.counts.get((verdict, reason), 0) + 1

    def unknown(self, reason: str | None) -> None:
        """Count one row on which the rule could not be told."""
        applies = reason not in NOT_APPLICABLE_REASONS
        self.add(Verdict.NOT_EVALUATED if applies else Verdict.NOT_APPLICABLE, reason)

    def judgements(self) -> Iterator[Judgement]:
        """One judgement for each verdict and reason, with how often it came about."""
        level = self.rule.level
        if self.passed:
            yield Judgement(self.rule, Verdict.PASS, level, times=self.passed)
        for (verdict, reason), times in sorted(
            self.counts.items(), key=lambda item: (item[0][0], item[0][1] or "")
        ):
            yield Judgement(self.rule, verdict, level, reason, times=times)


def verdict_of(rule: Rule, truth: Truth, context: TableContext, tally: Tally) -> Judgement | None:
    """The judgement to report, or ``None`` after counting what needs no report."""
    truth = settled(truth, rule.missing)
    if truth.outcome is None:
        tally.unknown(truth.reason)
        return None
    if rule.check is None:
        return None
    if truth.outcome >= Outcome.POSSIBLE:
        remarks = remarks_on(rule.check, context)
        if not remarks:
            tally.passed += 1
            return None
        tally.found += 1
        return passed_with(rule, rule.check, context, remarks)
    tally.found += 1
    judgement = finding(rule, rule.check, truth, context)
    if rule.softened_by and judgement.level is Level.HARD and _explained(rule, context):
        return replace(judgement, level=Level.SOFT)
    return judgement


def known_to_fail(rule: Rule, context: TableContext) -> Judgement:
    """A row that breaks a rule, as is known from elsewhere: its figures cannot be shown here.

    This is for rules on sums over more rows than are at hand.
    """
    softened = rule.level is Level.HARD and _explained(rule, context)
    return Judgement(
        rule,
        Verdict.FAIL,
        Level.SOFT if softened else rule.level,
        record=context.record,
        field=None if context.bound is None else context.bound.id,
        basis=table_basis(rule, context.tables.convention),
        message=Message(rule.title("zh"), glossed(rule.title("en"))),
    )


_NOT_THERE = frozenset({"missing", "not_collected", "absent"})


def settled(truth: Truth, policy: MissingPolicy) -> Truth:
    """A result with the rule's own policy for what is missing applied."""
    if truth.outcome is not None or truth.reason not in _NOT_THERE:
        return truth
    if policy is MissingPolicy.FAIL:
        return Truth(Outcome.FAIL, truth.reason)
    return CERTAIN if policy is MissingPolicy.PASS else truth


def _explained(rule: Rule, context: TableContext) -> bool:
    if context.record is None or rule.softened_by is None:
        return False
    entry = context.record.entries.get(rule.softened_by)
    return entry is not None and bool((entry.content or entry.text).strip())


def level_of(level: Level, outcome: Outcome) -> Level:
    """The level of a finding: a failure keeps the rule's, a lesser tier is at most soft."""
    if outcome is Outcome.FAIL:
        return level
    least = Level.HINT if outcome is Outcome.EDGE else Level.SOFT
    return least if least.rank < level.rank else level


_VERDICTS = {
    Outcome.FAIL: Verdict.FAIL,
    Outcome.UNLIKELY: Verdict.UNLIKELY,
    Outcome.ODD: Verdict.UNLIKELY,
    Outcome.EDGE: Verdict.EDGE,
}


def finding(
    rule: Rule | ClaimRule,
    check: Node,
    truth: Truth,
    context: exact.Context,
    beside: Sequence[Term] = (),
) -> Judgement:
    """A rule that does not hold, with its figures and its sentence.

    ``beside`` are figures that belong to the contradiction although the formula names them not.
    """
    outcome = truth.outcome if truth.outcome is not None else Outcome.FAIL
    told = account(check, context)
    told.terms = list(dict.fromkeys([*told.terms, *terms_of(check, context), *beside]))
    message = _own_message(rule, told) or told.message()
    tier = phrases.TIERS.get(truth.reason or "")
    if tier is not None:
        message = Message(message.zh + tier[0], message.en + tier[1])
    if not message.zh:
        message = Message(rule.title("zh"), rule.title("en"))
    message = Message(message.zh, glossed(message.en))
    return Judgement(
        rule=rule,
        verdict=_VERDICTS[outcome],
        level=level_of(rule.level, outcome),
        reason=truth.reason,
        operands=tuple(operand(term, n + 1) for n, term in enumerate(told.terms)),
        at=_first(told),
        stated=told.stated.text if told.stated is not None else None,
        expected=told.expected,
        message=message,
    )


def _first(told: Account) -> tuple[int, ...]:
    """Places of the terms to look at first; a term without a place of its own is left out."""
    first = frozenset(told.first or told.terms[:1])
    places = [n for n, term in enumerate(told.terms) if term in first and term.place is not None]
    return tuple(places[:MOST_TO_LOOK_AT])


def passed_with(
    rule: Rule | ClaimRule, check: Node, context: exact.Context, remarks: tuple[Remark, ...]
) -> Judgement:
    """A rule that holds although there is something to say."""
    terms = terms_of(check, context)
    return Judgement(
        rule=rule,
        verdict=Verdict.PASS,
        level=rule.level,
        operands=tuple(operand(term, n + 1) for n, term in enumerate(terms)),
        at=(0,) if terms else (),
        stated=terms[0].text if terms else None,
        remarks=remarks,
    )


def remarks_on(check: Node, context: exact.Context) -> tuple[Remark, ...]:
    """What is worth saying of rates that are rightly rounded: 100 % where not all is done."""
    found: list[Remark] = []
    for node in _rates_in(check):
        rate = rates.rate_sides(node.items[0], node.items[1])
        if rate is None or rate.growth:
            continue
        sides = [exact.value(side, context) for side in (rate.stated, rate.part, rate.whole)]
        stated, part, whole = sides
        if not (
            isinstance(stated, Amount) and isinstance(part, Amount) and isinstance(whole, Amount)
        ):
            continue
        hidden = rates.not_all(stated, part, whole)
        if hidden is not None:
            found.append(_remark(hidden, rate, context))
    return tuple(found)


def _rates_in(node: Node) -> Iterator[Compare]:
    if isinstance(node, Compare) and node.ops == ("==",):
        yield node
    for part in parts(node):
        yield from _rates_in(part)


def _remark(hidden: str, rate: rates.Rate, context: exact.Context) -> Remark:
    told = {}
    for language in ("zh", "en"):
        stated, part, whole = (
            side_words(side, context, language) for side in (rate.stated, rate.part, rate.whole)
        )
        told[language] = phrases.not_all(hidden, stated, part, whole, language)
    return Remark("CF05", Level.SOFT, Message(told["zh"], told["en"]))


def _own_message(rule: Rule | ClaimRule, told: Account) -> Message | None:
    """The rule's own sentence with its slots filled."""
    if rule.message is None:
        return None
    filled = {}
    for language, template in (("zh", rule.message.zh), ("en", rule.message.en)):
        slots = _slots(rule, told.terms, language)
        slots["message"] = told.zh if language == "zh" else told.en
        if told.expected is not None:
            slots["expected"] = phrases.expected(told.expected.text, language)
        filled[language] = _SLOT.sub(partial(_slot, slots), template)
    return Message(filled["zh"], filled["en"])


def _slots(rule: Rule | ClaimRule, terms: Sequence[Term], language: str) -> dict[str, str]:
    """Figures by role; for a rule over many fields also ``f``, its ``name`` and ``prev_f``."""
    slots = {term.role: phrases.quote(term, language) for term in reversed(terms)}
    if terms and isinstance(rule, Rule) and rule.for_each is not None:
        slots["name"] = phrases.name(replace(terms[0], when="", row=""), language)
        for term in reversed(terms):
            slots["_".join(filter(None, (term.when, "f")))] = phrases.quote(term, language)
    return slots


def _slot(slots: Mapping[str, str], match: re.Match[str]) -> str:
    return slots.get(match[1], match[0])


def table_basis(rule: Rule, convention: Convention) -> Basis:
    """What a finding in a table rests on."""
    if convention is not Convention.ANY_HALF:
        kind = phrases.CONVENTIONS[convention]
        return Basis(BasisKind.CONVENTION, *kind)
    if rule.scope is Scope.TEXT:
        return Basis(
            BasisKind.SCOPE,
            "认为文字材料与报表说的是同一单位、同一时段、同一指标",
            "text and table are taken to speak of the same unit, period and indicator",
        )
    if rule.match and rule.scope not in (Scope.CHILD, Scope.UPPER):
        return Basis(
            BasisKind.BINDING,
            "按单位、时段和行名找到对应的另一张表或另一期的同一行",
            "the other form, or the same row of another period, was found by unit, period and row",
        )
    if rule.scope in (Scope.CHILD, Scope.UPPER):
        return Basis(
            BasisKind.BINDING,
            "按单位名称和时段找到该单位报送的文件",
            "the unit's own file was found by its name and period",
        )
    return Basis(
        BasisKind.ARITHMETIC, "同一张表内的数字直接计算", "arithmetic on figures of one table"
    )
