"""Would one other figure set all of this right?  Trying it out before saying that it is the cause.

A figure that several findings look at explains them only if some other value of it lets all of
them hold and breaks nothing else.  The values tried are those that the findings themselves imply:
the root of each finding's residual (stated less expected) as the figure moves.  This is error
localisation with one figure free (Fellegi and Holt 1976), by trial on the exact rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from crossfoot.forms.model import Aggregation, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Convention, Quantity
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules.judge import judge_table
from crossfoot.rules.model import Judgement, Rule, RuleSet
from crossfoot.vetting.drafts import Spot, spot
from crossfoot.vetting.replacing import entry_at, restated, with_entries
from crossfoot.vetting.typos import UNLIKE, cost

_STEPS = 4  # of the secant method; residuals are linear or nearly so
_MOST_RECORDS = 300
_MOST_TRIALS = 4000
_FINEST = Fraction(1, 10**6)

Key = tuple[str, int | None, str | None]
"""A finding within a table: rule, record and field."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What another value of one figure would set right.

    Attributes:
        cleared: the findings that would hold.
        cost: how easily the figure was written for that value; less is likelier.
    """

    cleared: frozenset[int]
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Case:
    """A finding in a table, with what is needed to judge it again."""

    judgement: Judgement
    view: TableView
    convention: Convention = Convention.ANY_HALF

    @property
    def key(self) -> Key:
        """Rule, record and field of the finding."""
        return _key(self.judgement)


class Trials:
    """Judges findings again with one figure changed; gives up, and says so, on large tables."""

    def __init__(
        self, rules: RuleSet, pack: Pack, declared: Round, cases: Sequence[Case | None]
    ) -> None:
        """Prepare trials.

        Args:
            rules: the rules of the run.
            pack: the declared forms.
            declared: what the reviewer knows besides the files.
            cases: for every draft its case, ``None`` where it is not about a table.
        """
        self._rules = rules
        self._pack = pack
        self._round = declared
        self._cases = cases
        self._left = _MOST_TRIALS
        self._broken: dict[int, frozenset[Key]] = {}

    def explained(self, suspect: Spot, members: Sequence[int]) -> Explanation | None:
        """What another value of one figure would set right of the findings that look at it.

        ``None`` when it cannot be tried: the findings are not about tables, or there is too much.
        """
        cases = {index: self._cases[index] for index in members}
        known = {index: case for index, case in cases.items() if case is not None}
        if len(known) < len(cases) or any(_large(case.view) for case in known.values()):
            return None
        best = Explanation(frozenset(), UNLIKE)
        for value, price in self._values(suspect, list(known.values())):
            if self._left <= 0:
                return None
            found = Explanation(self._cleared(suspect, value, known), price)
            best = max(best, found, key=lambda item: (len(item.cleared), -item.cost))
        return best

    def _values(self, suspect: Spot, cases: Sequence[Case]) -> Iterator[tuple[Fraction, Fraction]]:
        """Values to try, and what it takes to write the figure for each."""
        seen: set[Fraction] = set()
        for case in cases:
            stated = _stated_at(suspect, case.judgement)
            if stated is None:
                continue
            for value in self._roots(suspect, case, stated):
                if value not in seen:
                    seen.add(value)
                    yield value, cost(stated.value, value, _digit(stated))

    def _roots(self, suspect: Spot, case: Case, stated: Quantity) -> Iterator[Fraction]:
        """Values of the suspect that let one finding hold, to the digits it is written with."""
        residual = _residual(case.judgement)
        if residual is None:
            return
        step = _digit(stated)
        before, x = stated.value, stated.value + step
        for _ in range(_STEPS):
            judged = self._again(case, suspect, x)
            if judged is None:
                yield x
                return
            now = _residual(judged)
            if now is None or now == residual:
                return
            root = before - residual * (x - before) / (now - residual)
            for near in (floor(root / step) * step, ceil(root / step) * step):
                if self._again(case, suspect, near) is None:
                    yield near
                    return
            before, residual, x = x, now, round(root / step) * step
            if x == before:
                return

    def _again(self, case: Case, suspect: Spot, value: Fraction) -> Judgement | None:
        """The finding judged with another value of the suspect; ``None`` when it holds then."""
        view = _changed(case.view, suspect, value)
        return self._judged(RuleSet((_rule(case),)), view, case.convention).get(case.key)

    def _judged(
        self, rules: RuleSet, view: TableView, convention: Convention
    ) -> Mapping[Key, Judgement]:
        self._left -= 1
        judgements = judge_table(rules, view, self._pack, self._round, convention)
        return {_key(judgement): judgement for judgement in judgements if judgement.is_finding}

    def _cleared(self, suspect: Spot, value: Fraction, known: Mapping[int, Case]) -> frozenset[int]:
        """Findings that hold with the new value; none if something else no longer does."""
        broken: dict[int, Mapping[Key, Judgement]] = {}
        for case in known.values():
            view = case.view
            if id(view) in broken:
                continue
            now = self._judged(self._rules, _changed(view, suspect, value), case.convention)
            standing = self._standing(case)
            fresh = [judgement for key, judgement in now.items() if key not in standing]
            if any(not self._follows(judgement) for judgement in fresh):
                return frozenset()
            broken[id(view)] = now
        return frozenset(
            index for index, case in known.items() if case.key not in broken[id(case.view)]
        )

    def _follows(self, judgement: Judgement) -> bool:
        """Whether the finding is about a rate: rates follow once a count is put right."""
        if not judgement.at or judgement.record is None:
            return False
        stated = judgement.operands[judgement.at[0]].role
        return any(
            form.fields[stated].aggregation is Aggregation.RATE
            for form in self._pack.forms.values()
            if stated in form.fields
        )

    def _standing(self, case: Case) -> frozenset[Key]:
        """The findings that a table has as it is."""
        view = case.view
        if id(view) not in self._broken:
            self._broken[id(view)] = frozenset(self._judged(self._rules, view, case.convention))
        return self._broken[id(view)]


def _key(judgement: Judgement) -> Key:
    record = judgement.record
    return judgement.rule.id, None if record is None else record.index, judgement.field


def _rule(case: Case) -> Rule:
    rule = case.judgement.rule
    if not isinstance(rule, Rule):
        raise TypeError(f"{rule.id} is no rule on tables")
    return rule


def _large(view: TableView) -> bool:
    return len(view.table.records) > _MOST_RECORDS


def _residual(judgement: Judgement) -> Fraction | None:
    """Stated less expected, where the expected set has an end to measure from."""
    if judgement.expected is None or not judgement.at:
        return None
    figure = judgement.operands[judgement.at[0]].figure
    target = _middle(judgement.expected.interval)
    if figure is None or figure.quantity is None or target is None:
        return None
    return figure.quantity.value - target


def _middle(interval: Interval) -> Fraction | None:
    if interval.low is not None and interval.high is not None:
        return (interval.low + interval.high) / 2
    return interval.low if interval.low is not None else interval.high


def _stated_at(suspect: Spot, judgement: Judgement) -> Quantity | None:
    """What stands in a place, when the finding looks at it."""
    figures = (o.figure for o in judgement.operands if o.figure is not None)
    return next((f.quantity for f in figures if spot(f.place) == suspect), None)


def _digit(stated: Quantity) -> Fraction:
    """The place value of a figure's last written digit."""
    if stated.step is not None:
        return stated.step
    step = Fraction(1)
    while (stated.value / step).denominator > 1 and step > _FINEST:
        step /= 10
    return step


def _changed(view: TableView, suspect: Spot, value: Fraction) -> TableView:
    """The same table and its neighbours, with another figure in one place."""
    entry = entry_at(view, suspect)
    if entry is None or entry.quantity is None:
        return view
    return with_entries(view, {suspect: restated(entry, value)})
