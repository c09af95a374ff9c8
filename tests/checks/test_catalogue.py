"""The built-in rules keep the ids, levels and forms of the work-safety catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from crossfoot.forms.load import load_pack
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import ClaimRule, Rule, Scope

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / ".." / "shared" / "domain" / "catalogue.yaml"
WHOLE_GROUPS = ("HZ", "CP", "AC", "AT", "EN", "CD", "VL", "XF", "RU")

pytestmark = pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not at hand")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    rules = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["rules"]
    return {rule["id"]: rule for rule in rules}


@cache
def declared() -> dict[str, Rule | ClaimRule]:
    rules = load_rules([ROOT / "checks"], load_pack([ROOT / "schemas"], "work-safety"))
    every = (*rules.rules, *(rule for kind in rules.claims.values() for rule in kind))
    return {rule.id: rule for rule in every}


def test_a_rule_of_the_catalogue_keeps_its_level_and_form() -> None:
    known = catalogue()
    for rule_id, rule in declared().items():
        if rule_id in known:
            assert rule.level.value == known[rule_id]["kind"], rule_id
            form = known[rule_id]["form"]
            about_text = isinstance(rule, ClaimRule) or rule.scope is Scope.TEXT
            assert form == ("narrative" if about_text else rule.form), rule_id


def test_only_what_is_said_of_prose_has_ids_of_its_own() -> None:
    own = [rule for rule_id, rule in declared().items() if rule_id not in catalogue()]

    assert own
    assert all(isinstance(rule, ClaimRule) or rule.scope is Scope.TEXT for rule in own)


@pytest.mark.parametrize("group", WHOLE_GROUPS)
def test_groups_that_are_declared_are_declared_whole(group: str) -> None:
    of_group = {rule_id for rule_id in catalogue() if rule_id.startswith(group)}

    assert of_group
    assert of_group <= set(declared())
