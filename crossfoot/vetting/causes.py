"""One cause, one headline: findings that one wrong figure would explain are told as one.

The findings of a run and the spots they look at form a hypergraph.  A spot that meets several
findings may be one figure that would explain them all, which is tried out where it can be; the
fewest such spots that meet every finding are the likeliest wrong figures (the principle of least
change).  The set is built greedily, which is exact where causes do not overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.vetting.drafts import Draft, Spot
from crossfoot.vetting.trials import Trials


@dataclass(frozen=True, slots=True)
class Cause:
    """A headline and what follows from it: indices into the drafts.

    ``spot`` is the figure that would explain all of them.
    """

    headline: int
    consequences: tuple[int, ...]
    spot: Spot | None


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
            groups[number].spot,
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
            spot = max(spots, key=lambda s: (len(explains[s] & left), self.looked_at[s]))
            members = explains[spot] & left
            if len(members) < 2:
                break
            groups.append(self._group(members, spot))
            left -= members
            spots.remove(spot)
        return groups + [Cause(index, (), None) for index in sorted(left)]

    def _explained(self, spot: Spot) -> frozenset[int]:
        """The findings that a spot explains: tried out, or else all in one row that it meets."""
        members = self.meets[spot]
        tried = None if self.trials is None else self.trials.explained(spot, members)
        if tried is None:
            return frozenset(members)
        in_row = frozenset(index for index in members if self.drafts[index].width == 0)
        return tried if len(tried) >= len(in_row) else in_row

    def _group(self, members: frozenset[int] | set[int], spot: Spot) -> Cause:
        ranked = sorted(members, key=self._headline_order)
        return Cause(ranked[0], tuple(sorted(ranked[1:])), spot)

    def _headline_order(self, index: int) -> tuple[int, int, int, int]:
        """What can be seen in one row first, then the gravest, then the rules' own order."""
        draft = self.drafts[index]
        return draft.width, -draft.level.rank, draft.order, index
