"""Claims of a text, judged by the rule for their kind and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import BasisKind, Level, Verdict
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import Claim
from crossfoot.rules import exact, phrases
from crossfoot.rules.exact import Context, Found
from crossfoot.rules.language import FACTS
from crossfoot.rules.model import ClaimRule, Judgement, Origin, RuleSet
from crossfoot.rules.terms import NOT_APPLICABLE_REASONS, Term, figure_term
from crossfoot.rules.tree import Call, FieldOf, Name
from crossfoot.rules.values import EXACTLY, Outcome, Tolerance, Unknown
from crossfoot.rules.verdicts import finding, passed_with, remarks_on


@dataclass(frozen=True)
class ClaimContext:
    """The meaning of role names in a claim."""

    terms: tuple[Term, ...]
    facts: tuple[tuple[str, str], ...]
    tolerance: Tolerance = EXACTLY

    def rows(self) -> Sequence[Context] | None:
        """A claim has no rows."""
        return None

    def peers(self) -> Sequence[Context]:
        """A claim has no rows."""
        return ()

    def others(self, form: str) -> Sequence[Context]:  # noqa: ARG002
        """A claim meets no table."""
        return ()

    def store(self) -> dict[Any, Any]:
        """Nothing is kept for a claim."""
        return {}

    def find(self, node: Name | FieldOf | Call) -> Found:
        """The figure or figures in a role, or a fact of the construct."""
        if not isinstance(node, Name):
            return Unknown("not_available")
        terms = tuple(term for term in self.terms if term.role == node.id)
        if terms:
            return terms[0] if len(terms) == 1 else terms
        facts = dict(self.facts)
        if node.id in facts or node.id in FACTS:
            return facts.get(node.id, "")
        return Unknown("missing")


def rule_for(rules: RuleSet, claim: Claim) -> ClaimRule | None:
    """The rule for a claim's kind and the roles it fills, if there is one."""
    filled = {role for role, _ in claim.roles}
    return next((r for r in rules.claims.get(claim.kind, ()) if set(r.roles) == filled), None)


def claim_context(
    claim: Claim, rule: ClaimRule, convention: Convention = Convention.ANY_HALF
) -> ClaimContext:
    """The meaning of role names in one claim."""
    facts = tuple(claim.facts.items())
    return ClaimContext(_terms(claim, convention), facts, rule.tolerance)


def judged_claim(
    rules: RuleSet, claim: Claim, convention: Convention = Convention.ANY_HALF
) -> Judgement:
    """A claim judged; without a rule for its kind and roles it is not evaluated."""
    rule = rule_for(rules, claim)
    if rule is None or rule.check is None:
        none = ClaimRule(claim.kind, claim.kind, (), None, "", Origin("", 0))
        return Judgement(none, Verdict.NOT_EVALUATED, none.level, "no_rule", basis=claim.basis)
    context = claim_context(claim, rule, convention)
    truth = exact.truth(rule.check, context)
    if truth.outcome is None:
        applies = truth.reason not in NOT_APPLICABLE_REASONS
        verdict = Verdict.NOT_EVALUATED if applies else Verdict.NOT_APPLICABLE
        return Judgement(rule, verdict, rule.level, truth.reason, basis=claim.basis)
    if truth.outcome >= Outcome.POSSIBLE:
        remarks = remarks_on(rule.check, context)
        if remarks:
            judgement = passed_with(rule, rule.check, context, remarks)
            return replace(judgement, basis=claim.basis)
        return Judgement(rule, Verdict.PASS, rule.level, basis=claim.basis)
    found = finding(rule, rule.check, truth, context, context.terms)
    judgement = replace(found, basis=claim.basis)
    if claim.basis.kind is BasisKind.SCOPE and judgement.level is Level.HARD:
        return replace(judgement, level=Level.SOFT)
    return judgement


def _terms(claim: Claim, convention: Convention) -> tuple[Term, ...]:
    """The figures in their roles, each named by what the text says is counted.

    Where the text uses one name for figures in different roles, the role tells them apart.
    """
    users: dict[str, set[str]] = {}
    for role, figure in claim.roles:
        if figure.what:
            users.setdefault(figure.what, set()).add(role)
    terms: list[Term] = []
    for role, figure in claim.roles:
        zh, en = phrases.ROLES.get(role, (role, role))
        if figure.what and len(users[figure.what]) == 1:
            zh = figure.what
        terms.append(figure_term(role, (zh, en), figure, convention))
    return tuple(terms)
