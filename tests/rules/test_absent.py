"""Which rules say nothing of a table that lacks a column; the others must still be judged."""

import pytest

from crossfoot.rules.absent import cannot_be_judged
from crossfoot.rules.parse import parse

ABSENT = frozenset({"plan"})


@pytest.mark.parametrize(
    "formula",
    [
        "fixed <= found",
        "plan <= found and fixed <= found",
        "fixed <= found <= plan",
        "filled(plan)",
        "not filled(plan)",
        "implies(plan > 0, fixed <= found) and fixed <= found",
        "implies(found > 0, fixed <= found and plan <= found)",
        "not plan <= found",
    ],
)
def test_a_rule_that_can_fail_without_the_column_is_judged(formula: str) -> None:
    assert not cannot_be_judged(parse(formula), ABSENT)


@pytest.mark.parametrize(
    "formula",
    [
        "plan <= found",
        "plan <= found - fixed",
        "max(plan, fixed) <= found",
        "rate == pct(plan, found)",
        "plan <= found or fixed <= found",
        "implies(plan > 0, fixed <= found)",
        "implies(found > 0, plan > 0)",
        "plan <= found and plan >= fixed",
    ],
)
def test_a_rule_that_needs_the_column_is_passed_over(formula: str) -> None:
    assert cannot_be_judged(parse(formula), ABSENT)
