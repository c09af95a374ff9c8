"""Everything that is wrong with a set of rules, or worth knowing about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from crossfoot.forms.model import Pack
from crossfoot.rules.lint import wording
from crossfoot.rules.lint.group import Group, Ruling
from crossfoot.rules.lint.logic import (
    clash,
    dead_conditions,
    fixed_fields,
    follows,
    limits,
    only,
)
from crossfoot.rules.lint.model import WEIGHTS, Flaw, FlawKind, Inspection, Looked, Weight
from crossfoot.rules.lint.questions import Conflict
from crossfoot.rules.lint.rulings import groups
from crossfoot.rules.lint.search import Search
from crossfoot.rules.lint.solver import NotProved, Solver, solver_at_hand
from crossfoot.rules.lint.structure import every_rule, structural
from crossfoot.rules.model import RuleSet

Answer = TypeVar("Answer")

_ORDER = {weight: number for number, weight in enumerate(Weight)}
_KINDS = {kind: number for number, kind in enumerate(FlawKind)}


def inspect(rules: RuleSet, pack: Pack) -> Inspection:
    """Look at rules without any data.

    Logic needs HiGHS (``highspy``); without it the structure is looked at alone.
    """
    flaws = list(structural(rules, pack))
    every = len({rule.id for rule in every_rule(rules)})
    looked = Looked(every)
    solver = solver_at_hand()
    if solver:
        logic = _Logic(Solver(), groups(rules, pack))
        flaws += logic.flaws()
        looked = logic.looked(every)
    unique: dict[tuple[FlawKind, str, str], Flaw] = {}
    for flaw in flaws:
        unique.setdefault((flaw.kind, flaw.message.zh, flaw.message.en), flaw)
    ordered = sorted(
        unique.values(), key=lambda flaw: (_ORDER[WEIGHTS[flaw.kind]], _KINDS[flaw.kind])
    )
    return Inspection(tuple(ordered), looked, solver, pack.name)


class _Logic:
    """The questions asked of every group of rules."""

    def __init__(self, solver: Solver, found: Sequence[Group]) -> None:
        self._solver = solver
        self._search = Search(solver)
        self._groups = found
        self._unsettled: list[Flaw] = []

    def flaws(self) -> list[Flaw]:
        """All that follows from the rules by themselves."""
        said: list[Flaw] = []
        sound: list[Group] = []
        for group in self._largest():
            found = self._ask(group, "clash", partial(clash, self._search, group))
            if found is None:
                sound.append(group)
                continue
            said += [wording.clashing(group, one, found.drop) for one in found.sets]
            left = [ruling.key for ruling in group.rulings if ruling.key not in found.drop]
            sound.append(only(group, left))
        torn, conditions = self._conditions(sound)
        for group in sound:
            if any(group is one for one in torn):
                continue
            held = self._answers(group, "fixed", partial(fixed_fields, self._search))
            said += [wording.fixed(group, one) for one in held]
            ends = self._answers(group, "bounds", partial(limits, self._search))
            known = {one.name for one in held}
            said += [wording.limited(group, one) for one in ends if one.name not in known]
        return [*said, *conditions, *self._consequences(), *self._unsettled]

    def looked(self, every: int) -> Looked:
        """How far rows could say what the rules say."""
        loose = {r.rule.id for group in self._groups for r in group.rulings if r.loose}
        read = {r.rule.id for group in self._groups for r in group.rulings}
        return Looked(
            rules=every,
            whole=len(read - loose),
            partly=len(loose),
            aside=every - len(read),
            asked=self._solver.asked,
            alone=self._solver.alone,
        )

    def _largest(self) -> list[Group]:
        """The groups that are not part of another: what holds there holds in its parts."""
        keys = [(g.form.id, frozenset(r.key for r in g.rulings)) for g in self._groups]
        return [
            group
            for n, group in enumerate(self._groups)
            if not any(form == keys[n][0] and keys[n][1] < other for form, other in keys)
        ]

    def _conditions(self, sound: Sequence[Group]) -> tuple[list[Group], list[Flaw]]:
        """Conditions under which rules contradict each other, and those that can never hold.

        The groups with such a contradiction come first: what else follows there follows from it.
        A rule that is repeated over fields or forms has a dead condition only if it is dead in
        every repetition.
        """
        torn: list[Group] = []
        said: list[Flaw] = []
        alive: set[tuple[str, int]] = set()
        told: dict[tuple[str, int], Flaw] = {}
        for group in sound:
            found = self._answers(group, "conditions", partial(dead_conditions, self._search))
            dead = {(key, one.text) for one in found for key in one.carriers}
            for ruling in group.rulings:
                for number, condition in enumerate(ruling.conditions):
                    if (ruling.key, condition.text) not in dead:
                        alive.add((ruling.rule.id, number))
            for one in found:
                if one.own:
                    torn.append(group)
                    said.append(wording.dead(group, one))
                else:
                    first = group.ruling(one.carriers[0])
                    texts = [condition.text for condition in first.conditions]
                    place = (first.rule.id, texts.index(one.text))
                    told.setdefault(place, wording.dead(group, one))
        said += [flaw for place, flaw in told.items() if place not in alive]
        return torn, said

    def _consequences(self) -> Iterator[Flaw]:
        """Rules that follow from others wherever they are judged; small groups come first."""
        places: dict[str, list[tuple[Group, Ruling]]] = {}
        for group in sorted(self._groups, key=lambda g: len(g.rulings)):
            for ruling in group.rulings:
                places.setdefault(ruling.rule.id, []).append((group, ruling))
        found: dict[str, tuple[Group, Ruling, Conflict]] = {}
        for rule_id, several in places.items():
            proofs = []
            for group, ruling in several:
                question = partial(follows, self._search, group, ruling)
                proof = self._ask(group, ruling.key, question)
                if proof is None:
                    break
                proofs.append((group, ruling, proof))
            else:
                found[rule_id] = max(proofs, key=lambda item: len(item[2].keys))
        yield from wording.consequences(list(found.values()))

    def _answers(
        self, group: Group, about: str, ask: Callable[[Group], Iterator[Answer]]
    ) -> list[Answer]:
        """Several answers about a group."""
        return self._ask(group, about, lambda: list(ask(group))) or []

    def _ask(self, group: Group, about: str, question: Callable[[], Answer]) -> Answer | None:
        """The answer to a question; a question that cannot be settled is said to be so."""
        try:
            return question()
        except NotProved:
            self._unsettled.append(wording.unsettled(group, about))
            return None
