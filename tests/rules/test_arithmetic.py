"""What a claim asserts, in figures as the text writes them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from crossfoot.forms.pack import builtin
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Claim
from crossfoot.pipeline import load_declared
from crossfoot.rules.arithmetic import arithmetic
from crossfoot.rules.claims import rule_for
from crossfoot.rules.model import RuleSet


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_declared(paths=[Path(builtin("fixtures"))])[1]


@pytest.mark.parametrize(
    ("kind", "roles", "facts", "said"),
    [
        ("le", [("part", "479"), ("whole", "515")], {}, "479≤515"),
        ("sum", [("part", "9"), ("part", "7"), ("whole", "16")], {}, "9+7=16"),
        ("rate", [("part", "171"), ("whole", "183"), ("rate", "93.4%")], {}, "171÷183=93.4%"),
        ("rate", [("part", "57"), ("rest", "4"), ("rate", "93.44%")], {}, "57÷(57+4)=93.44%"),
        ("rate", [("whole", "61"), ("rest", "4"), ("rate", "93.44%")], {}, "(61−4)÷61=93.44%"),
        ("share", [("share", "60%"), ("share", "40%")], {}, "60%+40%=100%"),
        ("remainder", [("whole", "61"), ("part", "57"), ("rest", "4")], {}, "61−57=4"),
        (
            "remainder",
            [("whole", "61"), ("part", "50"), ("part", "7"), ("rest", "4")],
            {},
            "61−(50+7)=4",
        ),
        (
            "yoy_percent",
            [("current", "9"), ("previous", "12"), ("percent", "25%")],
            {"direction": "down"},
            "(12−9)÷12=25%",
        ),
        (
            "yoy_percent",
            [("current", "342"), ("previous", "310"), ("percent", "10.3%")],
            {"direction": "up"},
            "(342−310)÷310=10.3%",
        ),
        ("repeat", [("first", "1.3 万"), ("again", "12658")], {}, "1.3万=12658"),
        ("average", [("total", "342"), ("count", "7"), ("average", "48.9")], {}, "342÷7=48.9"),
        (
            "multiple",
            [("current", "30"), ("previous", "10"), ("times", "2")],
            {"direction": "up"},
            "10×(1+2)=30",
        ),
        ("zero", [("zero", "0")], {}, ""),
        ("all_fixed", [("whole", "8")], {}, ""),
    ],
)
def test_a_claim_in_figures(
    rules: RuleSet, kind: str, roles: list[tuple[str, str]], facts: dict[str, str], said: str
) -> None:
    figures = [
        (role, Figure(f"f{n}", text, Quantity(Fraction(1)), Place("a.txt")))
        for n, (role, text) in enumerate(roles)
    ]
    claim = Claim(kind, tuple(figures), Basis(BasisKind.ARITHMETIC, "", ""), 0, 1, facts)
    rule = rule_for(rules, claim)
    assert rule is not None
    assert arithmetic(rule, claim) == said
