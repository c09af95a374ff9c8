"""How many single slips a set of rules would notice in a submission that is right.

Every figure of the sample is made wrong in every way in turn, and judged again in memory; no file
is written.  This stands with the vetting of submissions, not with the rules, because it needs what
vetting knows: a bound table, its neighbours in the round, and how to judge them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crossfoot.forms.model import Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level
from crossfoot.model.submission import Claim, Entry
from crossfoot.rounds.model import RoundView, TableView
from crossfoot.rules.judge import judge_claim, judge_round, judge_table
from crossfoot.rules.model import Judgement, Rule, RuleSet, Scope
from crossfoot.rules.tree import FieldOf, Name, walk
from crossfoot.vetting.drafts import Spot, spot
from crossfoot.vetting.replacing import (
    below,
    claim_with,
    holds_any,
    restated,
    stated,
    swapped,
    with_entries,
)
from crossfoot.vetting.slips import Slip, slips

MOST_TRIALS = 4000
"""Slips that are tried at most; of more, every second, third … is taken."""

_Key = tuple[str, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Share:
    """Slips of one kind, or in one field.

    Attributes:
        tried: how many were made.  noticed: how many brought a finding.
        returned: how many brought a hard one, so that the submission would be sent back.
    """

    tried: int = 0
    noticed: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a set of rules notices in a sample.

    Attributes:
        figures: figures of the sample that were made wrong.
        possible: single slips in all; ``tried`` of the shares adds up to those really made.
        standing: findings that the sample has as it is; only further ones count.
        kinds: by kind of slip.
        fields: by (form, field); figures of a text stand under ("", "claim") and ("", "loose").
    """

    figures: int
    possible: int
    standing: int
    kinds: Mapping[Slip, Share]
    fields: Mapping[tuple[str, str], Share]

    @property
    def total(self) -> Share:
        """All slips together."""
        return Share(
            sum(share.tried for share in self.kinds.values()),
            sum(share.noticed for share in self.kinds.values()),
            sum(share.returned for share in self.kinds.values()),
        )

    @property
    def blind(self) -> tuple[tuple[str, str], ...]:
        """Fields in which no slip at all was noticed."""
        return tuple(place for place, share in self.fields.items() if not share.noticed)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One slip: the entries as they would be read then, or a figure of a claim."""

    kind: Slip
    place: tuple[str, str]
    fields: frozenset[str]
    entries: Mapping[Spot, Entry]
    claims: tuple[tuple[int, Claim], ...] = ()


def sensitivity(
    rules: RuleSet, pack: Pack, view: RoundView, most: int = MOST_TRIALS
) -> Sensitivity:
    """Make every single slip in a round of submissions and count those that rules notice.

    Args:
        rules: the rules.
        pack: the declared forms.
        view: the sample, resolved.
        most: slips tried at most; they are taken evenly from all of them, always the same ones.
    """
    bench = _Bench(rules, pack, view)
    trials = list(bench.trials())
    step = max(1, -(-len(trials) // most))
    kinds = {kind: Counter[str]() for kind in Slip}
    fields: dict[tuple[str, str], Counter[str]] = {}
    for place in dict.fromkeys(trial.place for trial in trials):
        fields[place] = Counter()
    for trial in trials[::step]:
        level = bench.noticed(trial)
        for counter in (kinds[trial.kind], fields[trial.place]):
            counter["tried"] += 1
            counter["noticed"] += level is not None
            counter["returned"] += level is Level.HARD
    return Sensitivity(
        figures=bench.figures,
        possible=len(trials),
        standing=bench.standing,
        kinds={kind: Share(**counter) for kind, counter in kinds.items()},
        fields={place: Share(**counter) for place, counter in fields.items() if counter},
    )


class _Bench:
    """A sample, and the means to judge it again with something changed."""

    def __init__(self, rules: RuleSet, pack: Pack, view: RoundView) -> None:
        self._rules = rules
        self._pack = pack
        self._view = view
        self._before = [frozenset(dict(self._found(rules, table))) for table in view.tables]
        self._claims = [
            (number, claim)
            for number, claim in enumerate(c for s in view.submissions for c in s.narrative.claims)
        ]
        self._claims_before = {
            number: frozenset(dict(_levels([judge_claim(rules, claim)])))
            for number, claim in self._claims
        }
        self._about: dict[frozenset[str], tuple[RuleSet, RuleSet]] = {}
        self.figures = 0
        self.standing = sum(map(len, (*self._before, *self._claims_before.values())))

    def trials(self) -> Iterator[_Trial]:
        """Every slip, file by file, figure by figure."""
        for table in self._view.tables:
            yield from self._in_table(table)
        yield from self._in_texts()

    def noticed(self, trial: _Trial) -> Level | None:
        """The weightiest further finding that a slip brings; after a hard one none is sought."""
        best: Level | None = None
        for level in self._further(trial):
            if best is None or level.rank > best.rank:
                best = level
            if best is Level.HARD:
                break
        return best

    def _further(self, trial: _Trial) -> Iterator[Level]:
        """The levels of the findings that a slip adds."""
        for number, claim in trial.claims:
            for key, level in _levels([judge_claim(self._rules, claim)]):
                if key not in self._claims_before[number]:
                    yield level
        for table, before in zip(self._view.tables, self._before, strict=True):
            if trial.entries and holds_any(table, trial.entries):
                changed = with_entries(table, trial.entries)
                for key, level in self._again(changed, trial.fields):
                    if key not in before:
                        yield level

    def _found(self, rules: RuleSet, table: TableView) -> Iterator[tuple[_Key, Level]]:
        """The findings of a table by rule, row and field."""
        yield from _levels(judge_table(rules, table, self._pack, self._view.round))
        texts = RuleSet(tuple(rule for rule in rules.rules if rule.scope is Scope.TEXT))
        if texts.rules:
            yield from _levels(judge_round(texts, replace(self._view, tables=(table,)), self._pack))

    def _again(self, table: TableView, fields: frozenset[str]) -> Iterator[tuple[_Key, Level]]:
        """The findings that some fields take part in; finders look at the file instead."""
        if fields not in self._about:
            chosen = [rule for rule in self._rules.rules if _looks_at(rule, fields)]
            chosen.sort(key=lambda rule: -rule.level.rank)
            once = RuleSet(tuple(rule for rule in chosen if rule.for_each is None))
            repeated = RuleSet(tuple(rule for rule in chosen if rule.for_each is not None))
            self._about[fields] = once, repeated
        once, repeated = self._about[fields]
        yield from self._found(once, table)
        named = fields.union(*map(_names, repeated.rules))
        columns = {name: at for name, at in table.table.fields.items() if name in named}
        yield from self._found(repeated, replace(table, table=replace(table.table, fields=columns)))

    def _in_table(self, view: TableView) -> Iterator[_Trial]:
        table = view.table
        order = sorted(table.fields, key=lambda field: (table.fields[field], field))
        for row, record in enumerate(table.records):
            entries = [record.entries[field] for field in order if field in record.entries]
            entries = [entry for entry in entries if entry.quantity is not None]
            for column, entry in enumerate(entries):
                self.figures += 1
                place, own = (table.form, entry.field), frozenset({entry.field})
                for kind, value in slips(stated(entry)):
                    yield _Trial(kind, place, own, {spot(entry.place): restated(entry, value)})
                beside = entries[column + 1] if column + 1 < len(entries) else None
                under = below(table.records[row + 1 :], record.role, entry.field)
                for other in (beside, under):
                    if other is not None and stated(other).value != stated(entry).value:
                        both = own | {other.field}
                        yield _Trial(Slip.SWAPPED, place, both, swapped(entry, other))

    def _in_texts(self) -> Iterator[_Trial]:
        for submission in self._view.submissions:
            own = set(map(id, submission.narrative.claims))
            claims = [(number, claim) for number, claim in self._claims if id(claim) in own]
            for figure in submission.narrative.figures:
                quantity = figure.quantity
                if quantity is None:
                    continue
                self.figures += 1
                using = [
                    (number, claim)
                    for number, claim in claims
                    if any(part.id == figure.id for _, part in claim.roles)
                ]
                place = ("", "claim" if using else "loose")
                for kind, value in slips(quantity):
                    changed = tuple(
                        (number, claim_with(claim, figure.id, value)) for number, claim in using
                    )
                    yield _Trial(kind, place, frozenset(), {}, changed)


def _levels(judgements: Iterable[Judgement]) -> Iterator[tuple[_Key, Level]]:
    for judgement in judgements:
        index = None if judgement.record is None else judgement.record.index
        if judgement.is_finding:
            yield (judgement.rule.id, index, judgement.field), judgement.level
        for remark in judgement.remarks:
            yield (f"{judgement.rule.id}:{remark.code}", index, judgement.field), remark.level


def _looks_at(rule: Rule, fields: frozenset[str]) -> bool:
    if rule.scope is Scope.DOCUMENT:
        return False
    return rule.for_each is not None or bool(_names(rule) & fields)


def _names(rule: Rule) -> frozenset[str]:
    """Every name in a rule, of its own form or another."""
    nodes = [node for node in (rule.check, rule.when) if node is not None]
    return frozenset(
        part.id for node in nodes for part in walk(node) if isinstance(part, Name | FieldOf)
    )
