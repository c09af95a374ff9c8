"""Rules that meet on the same row or table, as conditions."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.forms.model import Form
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.questions import System
from crossfoot.rules.lint.rows import Choice, Formula, atoms, tightened
from crossfoot.rules.lint.search import Clause
from crossfoot.rules.model import MissingPolicy, Rule

GIVEN = "if"
"""Origin of a condition that is put to the test."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Under what a rule demands anything: its ``when``, or what stands before ``implies``."""

    text: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule on one form, for one field where it is repeated over fields.

    Attributes:
        key: unique within its group: the rule's id, with the field in brackets.
        formula: what it demands.  opposite: what breaks it.
        loose: parts of which only the text is known; the rule says more than ``formula``.
    """

    key: str
    rule: Rule
    field: str | None
    formula: Formula
    opposite: Formula
    conditions: tuple[Condition, ...] = ()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that meet on the same row, or on the same table.

    Attributes:
        form: id of the form.
        where: ``leaf``, ``sub``, ``total``, ``main`` for rows, else the scope.
        ranges: what fields are by their type: never below zero, a declared choice.
        facts: what holds of quotients whatever the figures.
        whole: variables that are whole numbers.
        shown: names of the row's own figures.
    """

    form: Form
    where: str
    rulings: tuple[Ruling, ...]
    ranges: tuple[Clause, ...] = ()
    facts: tuple[Clause, ...] = ()
    whole: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()

    def system(self, *, typed: bool = True, whole: bool = True) -> System:
        """The rules as conditions over their background.

        Args:
            typed: with the ranges that follow from the fields' types; without them nothing is
                taken for granted that a wrong entry could break.
            whole: with the fields that are whole numbers by their type taken as such.
        """
        names = self.whole if typed and whole else frozenset()
        clauses = {r.key: Clause(r.key, tightened(r.formula, names)) for r in self.rulings}
        return System(clauses, (*self.ranges, *self.facts) if typed else self.facts)

    def ruling(self, key: str) -> Ruling:
        """The ruling with a key."""
        return next(ruling for ruling in self.rulings if ruling.key == key)


def weaker(rule: Rule, than: Rule) -> bool:
    """Whether breaking a rule weighs less than breaking another: it cannot stand in for it."""
    softened = rule.softened_by is not None and than.softened_by is None
    return softened or rule.level.rank < than.level.rank


def plain(rule: Rule) -> bool:
    """Whether a rule does nothing besides its formula (it may demand that figures are there)."""
    return rule.missing is not MissingPolicy.FAIL


def parted(group: Group) -> Iterator[Group]:
    """The group in parts that share no variable."""
    clauses = [
        (ruling, names_in(ruling.formula) | names_in(ruling.opposite)) for ruling in group.rulings
    ]
    background = [(clause, names_in(clause.formula)) for clause in group.facts]
    links: list[set[str]] = []
    for _, names in [*clauses, *background]:
        touching = [link for link in links if link & names]
        links = [link for link in links if not link & names]
        links.append(names.union(*touching))
    for link in links:
        inside = tuple(ruling for ruling, names in clauses if names & link)
        if inside:
            yield Group(
                group.form,
                group.where,
                inside,
                tuple(c for c in group.ranges if names_in(c.formula) & link),
                tuple(c for c in group.facts if names_in(c.formula) & link),
                group.whole & link,
                tuple(name for name in group.shown if name in link),
            )
    rest = tuple(ruling for ruling, names in clauses if not names)
    if rest:
        yield Group(group.form, group.where, rest)


def names_in(formula: Formula) -> set[str]:
    """The variables of a condition."""
    names: set[str] = set()
    for atom in atoms(formula):
        names |= {atom.name} if isinstance(atom, Choice) else {name for name, _ in atom.terms}
    return names
