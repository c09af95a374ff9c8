"""What can be asked of a set of conditions, each answer proved by the search behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.rows import Linear, Point, row
from crossfoot.rules.lint.search import Clause, Refuted, Search

_MOST_SETS = 32


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of conditions that cannot hold together, and the proof."""

    keys: tuple[str, ...]
    proof: Refuted


@dataclass(frozen=True, slots=True)
class System:
    """Conditions of rules over what is known anyway.

    Attributes:
        clauses: the rules, by key.
        background: ranges of fields and what holds of quotients; not to be blamed.
    """

    clauses: Mapping[str, Clause]
    background: tuple[Clause, ...] = ()

    def without(self, *keys: str) -> System:
        """The same without some rules."""
        kept = {key: clause for key, clause in self.clauses.items() if key not in keys}
        return System(kept, self.background)


def conflict(search: Search, system: System, given: Sequence[Clause] = ()) -> Conflict | None:
    """A minimal set of rules that cannot hold together (with what is given), by deletion.

    Raises:
        NotProved: some step could not be proved.
    """
    fixed = (*system.background, *given)
    proof = search.refuted((*fixed, *system.clauses.values()))
    if proof is None:
        return None
    needed = [key for key in system.clauses if key in proof.origins]
    for key in list(needed):
        if key not in needed:
            continue
        fewer = [other for other in needed if other != key]
        again = search.refuted((*fixed, *(system.clauses[other] for other in fewer)))
        if again is not None:
            needed, proof = [other for other in fewer if other in again.origins], again
    return Conflict(tuple(needed), proof)


def conflicts(
    search: Search, system: System, given: Sequence[Clause] = (), most: int = _MOST_SETS
) -> list[Conflict]:
    """The minimal sets of rules that cannot hold together, the first found first.

    A tree of deletions (Reiter's hitting-set tree): every other minimal set lacks at least one rule
    of each set already found.

    Raises:
        NotProved: some step could not be proved.
    """
    found: list[Conflict] = []
    seen: set[frozenset[str]] = set()
    queue: list[frozenset[str]] = [frozenset()]
    while queue and len(found) < most and len(seen) < most * most:
        removed = queue.pop(0)
        if removed in seen:
            continue
        seen.add(removed)
        one = next((item for item in found if not removed & set(item.keys)), None)
        if one is None:
            one = conflict(search, system.without(*removed), given)
            if one is None:
                continue
            found.append(one)
        queue += [removed | {key} for key in one.keys]
    return found


def least_removal(
    search: Search, system: System, weights: Mapping[str, Fraction | None] | None = None
) -> tuple[str, ...]:
    """The lightest set of rules without which the rest can hold; ``()`` when all can.

    Implicit hitting sets: cores are collected until the lightest set that hits all of them is
    enough.  A rule of weight ``None`` is never removed; all others weigh one unless said.

    Raises:
        NotProved: some step could not be proved, or rules that must stay contradict each other.
    """
    weights = weights or {}
    cores: list[frozenset[str]] = []
    while True:
        removed = _lightest(cores, list(system.clauses), weights)
        found = conflict(search, system.without(*removed))
        if found is None:
            return removed
        movable = frozenset(key for key in found.keys if weights.get(key, Fraction(1)) is not None)
        if not movable:
            return ()
        cores.append(movable)


def _lightest(
    cores: Sequence[frozenset[str]],
    keys: Sequence[str],
    weights: Mapping[str, Fraction | None],
) -> tuple[str, ...]:
    """The lightest set with a rule of every core, in the order of the rules; the first of several.

    Branch and bound over the rules of a core not yet hit.
    """
    best: tuple[Fraction, tuple[str, ...]] | None = None
    waiting: list[tuple[Fraction, frozenset[str]]] = [(Fraction(0), frozenset())]
    while waiting:
        weight, chosen = waiting.pop()
        if best is not None and weight >= best[0]:
            continue
        core = next((core for core in cores if not core & chosen), None)
        if core is None:
            best = weight, tuple(key for key in keys if key in chosen)
            continue
        hitting = [key for key in keys if key in core]
        waiting += [
            (weight + (weights.get(key) or Fraction(1)), chosen | {key}) for key in hitting[::-1]
        ]
    return best[1] if best is not None else ()


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of what a number can be.

    Attributes:
        value: the end.
        reached: the number can be exactly that; otherwise it only comes close.
        proof: that it cannot lie beyond.
    """

    value: Fraction
    reached: bool
    proof: Refuted


def bound(
    search: Search,
    clauses: Sequence[Clause],
    name: str,
    start: Point,
    *,
    upper: bool,
    known: Fraction | None = None,
) -> Bound | None:
    """The highest or lowest value that a number can have; ``None`` when no end could be proved.

    Walks outwards from a point ``start`` at which all holds: the end that the rows in force there
    allow is tried, until nothing lies beyond.  An end that is ``known`` anyway is not looked into.
    """
    variable, beyond = Linear.variable(name), ">" if upper else "<"
    for _ in range(_MOST_SETS):
        end = search.furthest(clauses, start, name, upper=upper)
        if end is None or end == known:
            return None
        proof = search.decide((*clauses, Clause("", row(variable, beyond, Linear((), end)))))
        if isinstance(proof, Refuted):
            exactly = Clause("", row(variable, "==", Linear((), end)))
            return Bound(end, search.refuted((*clauses, exactly)) is None, proof)
        start = proof
    return None
