"""Rules on tables, rounds and claims: the judgements."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.forms.model import Pack
from crossfoot.model.submission import Claim
from crossfoot.rounds.model import Round, RoundView, TableView
from crossfoot.rules.model import Judgement, RuleSet


def judge_table(rules: RuleSet, view: TableView, pack: Pack, round_: Round) -> Iterator[Judgement]:
    """Every row, table and pair rule of a table's form, judged; units' own files included."""
    raise NotImplementedError


def judge_round(rules: RuleSet, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """The rules about who handed in what."""
    raise NotImplementedError


def judge_claim(rules: RuleSet, claim: Claim) -> Judgement:
    """The rule for a claim's kind and roles, judged on its figures.

    A kind or a set of roles without a rule is not evaluated, with reason ``no_rule``.
    """
    raise NotImplementedError
