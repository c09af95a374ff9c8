"""Questions about rule sets against the peer's cases: validatetools but simplify and substitute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.rules.kinds import scope_of
from crossfoot.rules.lint.group import Group
from crossfoot.rules.lint.logic import clash, dead_conditions, fixed_fields, implying
from crossfoot.rules.lint.questions import bound, conflicts, least_removal
from crossfoot.rules.lint.rows import Choice, Point, atoms
from crossfoot.rules.lint.rulings import groups
from crossfoot.rules.lint.search import Clause, Search
from crossfoot.rules.lint.solver import Solver
from crossfoot.rules.lint.spelling import spelled
from crossfoot.rules.model import Origin, Rule, RuleSet, Scope
from crossfoot.rules.parse import parse
from crossfoot.rules.tree import Compare, Items, Name, Node, Text, Truth, walk
from tests.conformance.suites import Case, report, suite

LATER = ("simplify", "substitute")


def declared(nodes: list[Node]) -> Form:
    """The fields that rules name: text, yes/no or a free number, by what they are compared with."""
    types: dict[str, FieldType] = {}
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Name):
                types.setdefault(part.id, FieldType.AMOUNT)
            if not isinstance(part, Compare):
                continue
            left, right = part.items[0], part.items[-1]
            if isinstance(left, Name) and isinstance(right, Truth):
                types[left.id] = FieldType.YES_NO
            texts = isinstance(right, Items) and isinstance(right.items[0], Text)
            if isinstance(left, Name) and (isinstance(right, Text) or texts):
                types[left.id] = FieldType.TEXT
    return Form("data", {name: Field(name, of, en=name, signed=True) for name, of in types.items()})


def rule(rule_id: str, text: str) -> Rule:
    node = parse(text)
    return Rule(
        rule_id, "data", node, text, Origin("rules.yaml", 1), scope_of([node], matched=False)
    )


class Asked:
    """A case's rules, and those of them that meet on a row."""

    def __init__(self, case: Case) -> None:
        rules = [rule(rule_id, text) for rule_id, text in case["rules"].items()]
        form = declared([one.check for one in rules if one.check is not None])
        self.search = Search(Solver())
        found = groups(RuleSet(tuple(rules)), Pack("peer", {"data": form}))
        self.apart = [one.id for one in rules if one.scope is not Scope.ROW]
        self.groups = [group for group in found if group.where == "leaf"]

    def of(self, rule_id: str) -> Group:
        return next(g for g in self.groups if any(r.key == rule_id for r in g.rulings))

    def in_order(self, case: Case, keys: set[str]) -> list[str]:
        return [key for key in case["rules"] if key in keys]


def differs(found: object, expect: object) -> str | None:
    return None if found == expect else f"expected {expect}, found {found}"


def infeasible(case: Case, asked: Asked) -> str | None:
    found = any(clash(asked.search, group) is not None for group in asked.groups)
    skipped = differs(asked.apart, case.get("skips_rules", []))
    return skipped or differs(found, case["expect"])


def infeasible_rules(case: Case, asked: Asked) -> str | None:
    weights = {
        key: None if str(weight) == "inf" else Fraction(str(weight))
        for key, weight in case.get("weights", {}).items()
    }
    found = {
        key
        for group in asked.groups
        for key in least_removal(asked.search, group.system(), weights)
    }
    allowed = case.get("any_of", [case["expect"]])
    named = asked.in_order(case, found)
    return None if named in allowed else f"expected one of {allowed}, found {named}"


def contradicted_by(case: Case, asked: Asked) -> str | None:
    system = asked.of(case["rule"]).system()
    given = [system.clauses[case["rule"]]]
    found = conflicts(asked.search, system.without(case["rule"]), given)
    return differs(asked.in_order(case, {key for one in found for key in one.keys}), case["expect"])


def implied_by(case: Case, asked: Asked) -> str | None:
    group = asked.of(case["rule"])
    found = implying(asked.search, group, group.ruling(case["rule"]))
    return differs(asked.in_order(case, {key for one in found for key in one.keys}), case["expect"])


def redundant(case: Case, asked: Asked) -> str | None:
    def follow(names: list[str]) -> list[str]:
        few = {"rules": {key: case["rules"][key] for key in names}}
        again = Asked(few)
        return [
            key
            for key in names
            if implying(again.search, again.of(key), again.of(key).ruling(key), most=1)
        ]

    every = list(case["rules"])
    found = follow(every)
    wrong = differs(found, case["expect"])
    left = every
    for key in reversed(every):  # of two that say the same the first stays
        if key in follow(left):
            left = [other for other in left if other != key]
    return wrong or differs(left, case.get("remaining", left))


def fixed(case: Case, asked: Asked) -> str | None:
    found: dict[str, Any] = {}
    for group in asked.groups:
        found |= {one.name: one.value for one in fixed_fields(asked.search, group)}
        found |= {
            name: texts[0] for name, texts in texts_of(asked, group).items() if len(texts) == 1
        }
    expect = {
        name: value if str(value).isalpha() else Fraction(str(value))
        for name, value in case["expect"].items()
    }
    return differs(found, expect)


def texts_of(asked: Asked, group: Group) -> dict[str, list[str]]:
    """The texts that each text field may be, where no other is possible."""
    system = group.system()
    clauses = (*system.background, *system.clauses.values())
    names = [
        name
        for name, item in group.form.fields.items()
        if item.type is FieldType.TEXT
        and any(isinstance(n, Name) and n.id == name for r in group.rulings for n in named(r.rule))
    ]
    answers = {name: possible_texts(asked.search, clauses, name) for name in names}
    return {name: texts for name, (texts, others) in answers.items() if not others}


def possible_texts(search: Search, clauses: Sequence[Clause], name: str) -> tuple[list[str], bool]:
    """The texts that a variable can be among those that conditions name, and whether others too."""
    named = sorted(
        {
            text
            for clause in clauses
            for atom in atoms(clause.formula)
            if isinstance(atom, Choice) and atom.name == name
            for text in atom.texts
        }
    )
    possible = [
        text
        for text in named
        if search.refuted((*clauses, Clause("", Choice(name, frozenset({text}))))) is None
    ]
    other = Clause("", Choice(name, frozenset(named), inside=False))
    return possible, search.refuted((*clauses, other)) is None


def named(found: Rule) -> list[Node]:
    return [] if found.check is None else list(walk(found.check))


def bounds(case: Case, asked: Asked) -> str | None:
    found: dict[str, list[Any]] = {}
    for group in asked.groups:
        system = group.system()
        clauses = (*system.background, *system.clauses.values())
        point = asked.search.decide(clauses)
        assert isinstance(point, Point)
        for name in group.shown:
            ends = [bound(asked.search, clauses, name, point, upper=up) for up in (False, True)]
            found[name] = ["inf" if end is None else end.value for end in ends]
    expect = {
        name: [end if end == "inf" else Fraction(str(end)) for end in ends]
        for name, ends in case["expect"].items()
    }
    return differs({name: found[name] for name in expect}, expect)


def bounds_cat(case: Case, asked: Asked) -> str | None:
    found: dict[str, list[str]] = {}
    for group in asked.groups:
        found |= texts_of(asked, group)
    return differs({name: found.get(name) for name in case["expect"]}, case["expect"])


def dead_condition(case: Case, asked: Asked) -> str | None:
    found = {
        one.text: asked.in_order(case, set(one.conflict.keys))
        for group in asked.groups
        for one in dead_conditions(asked.search, group)
    }
    expect = {spelled(parse(text)): rules for text, rules in case["expect"].items()}
    return differs(found, expect)


KINDS: Mapping[str, Callable[[Case, Asked], str | None]] = {
    "infeasible": infeasible,
    "infeasible_rules": infeasible_rules,
    "contradicted_by": contradicted_by,
    "implied_by": implied_by,
    "redundant": redundant,
    "fixed": fixed,
    "bounds": bounds,
    "bounds_cat": bounds_cat,
    "dead_condition": dead_condition,
}


def run(case: Case) -> str | None:
    return KINDS[case["kind"]](case, Asked(case))


def test_validatetools() -> None:
    pytest.importorskip("highspy")
    cases = [case for case in suite("validatetools")["cases"] if case["kind"] not in LATER]
    failed = report("validatetools (all but simplify and substitute)", cases, run)

    assert len(cases) == 41
    assert failed == {}


def test_the_oracles_of_this_file_can_fail() -> None:
    pytest.importorskip("highspy")
    rules = {"r1": "x > 0", "r2": "x > 1"}
    assert run({"id": "a", "kind": "infeasible", "rules": rules, "expect": True})
    assert run({"id": "b", "kind": "implied_by", "rules": rules, "rule": "r2", "expect": ["r1"]})
    assert run({"id": "c", "kind": "bounds", "rules": rules, "expect": {"x": ["0", "inf"]}})
