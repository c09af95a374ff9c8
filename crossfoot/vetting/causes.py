"""One cause, one headline: findings that one wrong figure would explain are told as one.

The findings of a run and the spots they look at form a hypergraph.  A spot that meets several
findings may be one figure that would explain them all, which is tried out where it can be; the
fewest such spots that meet every finding are the likeliest wrong figures (the principle of least
change).  The set is built greedily, which is exact where causes do not overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from crossfoot.model.dataclass import dataclass
from crossfoot.vetting.drafts import Draft, Spot
from crossfoot.vetting.trials import Explanation, Trials
from crossfoot.vetting.typos import TWO_SLIPS, UNLIKE

_FEW = 3  # so many figures can all be looked at
_MANY = 60  # beyond this a slip in one of them proves nothing


@dataclass(frozen=True, slots=True)
class Cause:
    """A headline and what follows from it: indices into the drafts.

    ``suspects`` are figures each of which would explain all of them alone, the likeliest first.
    """

    headline: int
    consequences: tuple[int, ...]
    suspects: tuple[Spot, ...] = ()


def causes(drafts: Sequence[Draft], trials: Trials | None = None) -> tuple[Cause, ...]:
    """Group findings by the fewest spots that explain them all, in the order of the headlines.

    Args:
        drafts: the findings.
        trials: tries out whether a spot explains what it meets; without it every spot does.
    """
    graph = _Graph(drafts, trials)
    groups: list[Cause] = []
    for component in graph.components():
        groups += graph.grouped(component)
    return tuple(sorted(_echoes_joined(drafts, groups), key=lambda group: group.headline))


def _echoes_joined(drafts: Sequence[Draft], groups: Sequence[Cause]) -> list[Cause]:
    """Groups in which a total only repeats what its rows already break, told under the row.

    A total that is rightly added up breaks a rule because a row of it does.
    """
    rows: dict[object, int] = {}
    for number, group in enumerate(groups):
        for index in (group.headline, *group.consequences):
            if not drafts[index].in_total:
                rows.setdefault(_same_rule(drafts[index]), number)
    joined: dict[int, list[int]] = defaultdict(list)
    kept: list[int] = []
    for number, group in enumerate(groups):
        members = (group.headline, *group.consequences)
        origin = rows.get(_same_rule(drafts[group.headline]))
        if origin is not None and origin != number and all(_one_total(drafts[i]) for i in members):
            joined[origin] += members
        else:
            kept.append(number)
    return [
        Cause(
            groups[number].headline,
            tuple(sorted((*groups[number].consequences, *joined[number]))),
            groups[number].suspects,
        )
        for number in kept
    ]


def _one_total(draft: Draft) -> bool:
    """Whether only figures of one total row contradict each other, not the total its rows."""
    return draft.in_total and draft.width == 0


def _same_rule(draft: Draft) -> object:
    subject = draft.subject
    return draft.rule, subject.field, subject.file, subject.sheet, subject.form


class _Graph:
    """Findings and the spots that more than one of them looks at."""

    def __init__(self, drafts: Sequence[Draft], trials: Trials | None) -> None:
        self.drafts = drafts
        self.trials = trials
        meets: dict[Spot, list[int]] = defaultdict(list)
        self.looked_at: dict[Spot, int] = defaultdict(int)
        for index, draft in enumerate(drafts):
            spots = draft.spots
            for spot in dict.fromkeys(spots):
                meets[spot].append(index)
            for position in draft.at:
                self.looked_at[spots[position]] += 1
        self.meets = {spot: members for spot, members in meets.items() if len(members) > 1}
        self.spots: dict[int, list[Spot]] = defaultdict(list)
        for spot, members in self.meets.items():
            for index in members:
                self.spots[index].append(spot)

    def components(self) -> list[list[int]]:
        """Findings that hang together through common spots, each set in order."""
        seen: set[int] = set()
        result: list[list[int]] = []
        for start in range(len(self.drafts)):
            if start in seen:
                continue
            seen.add(start)
            component, waiting = [start], [start]
            while waiting:
                for spot in self.spots.get(waiting.pop(), ()):
                    for index in self.meets[spot]:
                        if index not in seen:
                            seen.add(index)
                            component.append(index)
                            waiting.append(index)
            result.append(sorted(component))
        return result

    def grouped(self, component: Sequence[int]) -> list[Cause]:
        """One component's findings under its likeliest wrong figures."""
        left = set(component)
        spots = list(dict.fromkeys(s for index in component for s in self.spots.get(index, ())))
        explains = {spot: self._explained(spot) for spot in spots}
        groups: list[Cause] = []
        while spots:
            spot = max(spots, key=partial(self._weight, explains, left))
            members = explains[spot].cleared & left
            if len(members) < 2:
                break
            same = [s for s in spots if explains[s].cleared & left >= members]
            same.sort(key=lambda s: (explains[s].cost, -self.looked_at[s]))
            groups.append(self._group(members, tuple(same)))
            left -= members
            spots.remove(spot)
        return groups + [Cause(index, (), self._suspects(index)) for index in sorted(left)]

    def _suspects(self, index: int) -> tuple[Spot, ...]:
        """Figures of a finding that stands alone, those that a slip would explain first."""
        spots = tuple(dict.fromkeys(self.drafts[index].spots))
        if self.trials is None or len(spots) <= _FEW or len(spots) > _MANY:
            return ()
        found: list[tuple[Fraction, Spot]] = []
        for spot in spots:
            explanation = self.trials.explained(spot, [index])
            if explanation is not None and explanation.cleared:
                found.append((explanation.cost, spot))
        found.sort(key=lambda item: (item[0], spots.index(item[1])))
        return tuple(spot for price, spot in found if price < TWO_SLIPS)

    def _weight(
        self, explains: Mapping[Spot, Explanation], left: set[int], spot: Spot
    ) -> tuple[int, Fraction, int]:
        explanation = explains[spot]
        return len(explanation.cleared & left), -explanation.cost, self.looked_at[spot]

    def _explained(self, spot: Spot) -> Explanation:
        """The findings that a spot explains: tried out, or else all in one row that it meets."""
        members = self.meets[spot]
        tried = None if self.trials is None else self.trials.explained(spot, members)
        if tried is None:
            return Explanation(frozenset(members), UNLIKE)
        in_row = frozenset(index for index in members if self.drafts[index].width == 0)
        return tried if len(tried.cleared) >= len(in_row) else Explanation(in_row, UNLIKE)

    def _group(self, members: frozenset[int] | set[int], suspects: tuple[Spot, ...]) -> Cause:
        ranked = sorted(members, key=self._headline_order)
        return Cause(ranked[0], tuple(sorted(ranked[1:])), suspects)

    def _headline_order(self, index: int) -> tuple[int, int, int, int, int]:
        """What can be seen in one row first, then the gravest, then the rules' own order.

        Of sums by one rule the smaller leads: a subtotal, wherever the total stands.
        """
        draft = self.drafts[index]
        return draft.width, -draft.level.rank, draft.order, len(draft.spots), index
