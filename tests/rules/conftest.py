"""The built-in pack and its rules, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack([ROOT / "schemas"], "work-safety")


@pytest.fixture(scope="session")
def rules(pack: Pack) -> RuleSet:
    return load_rules([ROOT / "checks"], pack)
