"""One cause, one headline: findings that one wrong figure would explain are told as one.

The findings of a run and the spots they look at form a hypergraph.  A spot that meets several
findings is one figure that would explain them all; the fewest such spots that meet every finding
are the likeliest wrong figures (Fellegi and Holt 1976, the principle of least change).  The set is
built greedily, which is exact where causes do not overlap.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.vetting.drafts import Draft, Spot


@dataclass(frozen=True, slots=True)
class Cause:
    """A headline and what follows from it: indices into the drafts.

    ``spot`` is the figure that would explain all of them.
    """

    headline: int
    consequences: tuple[int, ...]
    spot: Spot | None


def causes(drafts: Sequence[Draft]) -> tuple[Cause, ...]:
    """Group findings by the fewest spots that meet them all, in the order of the headlines."""
    meets: dict[Spot, set[int]] = defaultdict(set)
    looked_at: dict[Spot, int] = defaultdict(int)
    for index, draft in enumerate(drafts):
        spots = draft.spots
        for spot in spots:
            meets[spot].add(index)
        for position in draft.at:
            looked_at[spots[position]] += 1
    groups: list[Cause] = []
    open_drafts = set(range(len(drafts)))
    first_seen = {spot: number for number, spot in enumerate(meets)}
    queue = [_entry(spot, meets, looked_at, first_seen) for spot in meets if len(meets[spot]) > 1]
    heapq.heapify(queue)
    while queue:
        weight, *_, spot = heapq.heappop(queue)
        members = meets[spot] & open_drafts
        if len(members) != -weight:
            if len(members) > 1:
                meets[spot] = members
                heapq.heappush(queue, _entry(spot, meets, looked_at, first_seen))
            continue
        groups.append(_group(drafts, members, spot))
        open_drafts -= members
    groups += [Cause(index, (), None) for index in open_drafts]
    return tuple(sorted(groups, key=lambda group: group.headline))


def _entry(
    spot: Spot,
    meets: dict[Spot, set[int]],
    looked_at: dict[Spot, int],
    first_seen: dict[Spot, int],
) -> tuple[int, int, int, Spot]:
    return -len(meets[spot]), -looked_at[spot], first_seen[spot], spot


def _group(drafts: Sequence[Draft], members: set[int], spot: Spot) -> Cause:
    ranked = sorted(members, key=lambda index: _headline_order(drafts[index], index))
    return Cause(ranked[0], tuple(sorted(ranked[1:])), spot)


def _headline_order(draft: Draft, index: int) -> tuple[int, int, int, int]:
    """The gravest first, then what can be seen in one row, then the rules' own order."""
    return -draft.level.rank, draft.width, draft.order, index
