"""What a group of rules says by itself: contradictions, dead conditions, what follows from what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.group import GIVEN, Group, Ruling, plain, weaker
from crossfoot.rules.lint.questions import (
    Conflict,
    System,
    bound,
    conflict,
    conflicts,
    least_removal,
)
from crossfoot.rules.lint.rows import Formula, Linear, Point, row, tightened
from crossfoot.rules.lint.search import Clause, Refuted, Search

_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that cannot hold together.

    Attributes:
        sets: the minimal sets, some of them where there are many.
        drop: the fewest rules without which the others can hold.
    """

    sets: tuple[Conflict, ...]
    drop: tuple[str, ...]


def clash(search: Search, group: Group) -> Clash | None:
    """Whether the rules of a group cannot all hold, and which of them."""
    for whole in (False, True):  # that counts are whole is taken for granted only where needed
        system = group.system(whole=whole)
        if search.refuted((*system.background, *system.clauses.values())) is not None:
            sets = conflicts(search, system, most=_MOST_SHOWN)
            return Clash(tuple(sets), least_removal(search, group.system()))
    return None


@dataclass(frozen=True, slots=True)
class Dead:
    """A condition that can never hold without breaking a rule.

    Attributes:
        text: the condition.
        carriers: keys of the rules that name it.
        conflict: what rules it out; without any rule it is impossible by itself.
        own: the rules that name it are among those that rule it out: they contradict each other.
    """

    text: str
    carriers: tuple[str, ...]
    conflict: Conflict
    own: bool


def dead_conditions(search: Search, group: Group) -> Iterator[Dead]:
    """The conditions of a group's rules that can never hold; the rules must hold together."""
    carried: dict[str, tuple[Formula, list[str]]] = {}
    for ruling in group.rulings:
        for condition in ruling.conditions:
            carried.setdefault(condition.text, (condition.formula, []))[1].append(ruling.key)
    for text, (formula, carriers) in carried.items():
        for whole in (False, True):
            names = group.whole if whole else frozenset()
            given = [Clause(GIVEN, tightened(formula, names))]
            found = _dead(search, group.system(whole=whole), given, text, carriers)
            if found is not None:
                yield found
                break


def _dead(
    search: Search, system: System, given: Sequence[Clause], text: str, carriers: Sequence[str]
) -> Dead | None:
    """Whether a condition can never hold; what rules it out without its own rules comes first."""
    if search.refuted((*system.background, *given, *system.clauses.values())) is None:
        return None
    found = conflict(search, system.without(*carriers), given)
    if found is not None:
        return Dead(text, tuple(carriers), found, own=False)
    found = conflict(search, system, given)
    return None if found is None else Dead(text, tuple(carriers), found, len(found.keys) > 1)


def follows(
    search: Search, group: Group, ruling: Ruling, *, strict: bool = True
) -> Conflict | None:
    """A minimal set of other rules from which a rule follows; empty when nothing can break it.

    Args:
        search: decides.
        group: the rules that meet.
        ruling: the rule in question.
        strict: only rules that weigh as much may stand in for it.
    """
    found = implying(search, group, ruling, strict=strict, most=1)
    return found[0] if found else None


def implying(
    search: Search, group: Group, ruling: Ruling, *, strict: bool = True, most: int = 32
) -> list[Conflict]:
    """The minimal sets of other rules from which a rule follows."""
    if not plain(ruling.rule):
        return []
    system = group.system(typed=False)
    others = {
        other.key: system.clauses[other.key]
        for other in group.rulings
        if other.rule.id != ruling.rule.id and not (strict and weaker(other.rule, ruling.rule))
    }
    given = [Clause("not", ruling.opposite)]
    return conflicts(search, System(others, system.background), given, most)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A field that can have one value only, and the rules that leave no other."""

    name: str
    value: Fraction
    conflict: Conflict


def fixed_fields(search: Search, group: Group) -> Iterator[Fixed]:
    """The row's own figures that can have one value only; the rules must hold together."""
    system = group.system()
    clauses = (*system.background, *system.clauses.values())
    point = search.decide(clauses)
    if isinstance(point, Refuted):
        return
    open_names = list(group.shown)
    while open_names:
        name = open_names.pop(0)
        value = _value(point, name)
        other = Clause("other", row(Linear.variable(name), "!=", Linear((), value)))
        second = search.decide((*clauses, other))
        if isinstance(second, Point):
            open_names = [n for n in open_names if _value(second, n) == _value(point, n)]
            continue
        found = conflict(search, system, [other])
        if found is not None:
            yield Fixed(name, value, found)


@dataclass(frozen=True, slots=True)
class Limit:
    """An end of a figure's values that several rules set together.

    Attributes:
        upper: it is the highest value, else the lowest.
        reached: the value itself is possible.
    """

    name: str
    value: Fraction
    upper: bool
    reached: bool
    conflict: Conflict


def limits(search: Search, group: Group) -> Iterator[Limit]:
    """Ends of the row's own figures that no rule states by itself; the rules must hold together."""
    system = group.system()
    clauses = (*system.background, *system.clauses.values())
    point = search.decide(clauses)
    if isinstance(point, Refuted):
        return
    ranged = {clause.origin.removeprefix("type:") for clause in group.ranges}
    for name in group.shown:
        for upper in (True, False):
            known = Fraction(0) if not upper and name in ranged else None
            end = bound(search, clauses, name, point, upper=upper, known=known)
            if end is None:
                continue
            beyond = row(Linear.variable(name), ">" if upper else "<", Linear((), end.value))
            found = conflict(search, system, [Clause("beyond", beyond)])
            if found is not None and len(found.keys) > 1:
                yield Limit(name, end.value, upper, end.reached, found)


def only(group: Group, keys: Sequence[str]) -> Group:
    """The group with some of its rules only."""
    return replace(group, rulings=tuple(r for r in group.rulings if r.key in keys))


def _value(point: Point, name: str) -> Fraction:
    return point.numbers.get(name, Fraction(0))
