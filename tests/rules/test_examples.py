"""Every example of every rule, run both ways: good fires nothing, bad fires its rule."""

from __future__ import annotations

import pytest

from crossfoot.forms.model import Pack
from crossfoot.rules.examples import run_example
from crossfoot.rules.model import ClaimRule, Rule, RuleSet
from tests.rules.conftest import ROOT
from tests.rules.reading import entry


def every(rules: RuleSet) -> list[Rule | ClaimRule]:
    return [*rules.rules, *(rule for kind in rules.claims.values() for rule in kind)]


def test_no_rule_is_without_a_good_and_a_bad_example(rules: RuleSet) -> None:
    lacking = [rule.id for rule in every(rules) if not rule.good or not rule.bad]

    assert lacking == []


def test_good_examples_fire_nothing_at_all(rules: RuleSet, pack: Pack) -> None:
    fired = {
        (rule.id, number): [found.rule for found in run_example(rule, example, pack, rules, entry)]
        for rule in every(rules)
        for number, example in enumerate(rule.good)
    }

    assert {key: found for key, found in fired.items() if found} == {}


def test_bad_examples_fire_their_rule_and_nothing_else(rules: RuleSet, pack: Pack) -> None:
    wrong = {}
    for rule in every(rules):
        for number, example in enumerate(rule.bad):
            found = {f.rule for f in run_example(rule, example, pack, rules, entry)}
            expected = {rule.id, *example.get("_also", ())}
            if rule.id not in found or not found <= expected:
                wrong[rule.id, number] = sorted(found)

    assert wrong == {}


def test_bad_examples_say_where_and_in_both_languages(rules: RuleSet, pack: Pack) -> None:
    silent = []
    for rule in every(rules):
        for example in rule.bad:
            for found in run_example(rule, example, pack, rules, entry):
                told = found.judgement
                placed = told.at or told.unit or not told.operands
                if not (told.message.zh and told.message.en and placed) and not told.remarks:
                    silent.append(found.rule)

    assert silent == []


def test_the_rules_are_those_of_the_repository() -> None:
    assert sorted(path.name for path in (ROOT / "checks").glob("*.yaml"))


@pytest.mark.parametrize("field", ["general_fund"])
def test_an_example_with_an_unknown_field_is_no_example(
    rules: RuleSet, pack: Pack, field: str
) -> None:
    rule = rules.rule("HZ01")
    assert rule is not None
    with pytest.raises(ValueError, match=field):
        run_example(rule, {field: "1"}, pack, rules, entry)
