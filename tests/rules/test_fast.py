"""The quick way through plain rows says the same as the reference evaluator."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rounds.model import Round
from crossfoot.rules import exact, fast
from crossfoot.rules.model import RuleSet, Scope
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from crossfoot.rules.values import Outcome
from crossfoot.rules.verdicts import remarks_on
from tests.rules.build import table, view
from tests.rules.conftest import ROOT

COUNTS = st.one_of(
    st.integers(0, 12).map(str), st.sampled_from(["", "/", "-3", "零", "1000", "5余", "约7"])
)
RATES = st.one_of(
    st.integers(0, 1100).map(lambda n: f"{n // 10}.{n % 10}%"),
    st.sampled_from(["", "/", "100%", "0%", "50%", "33.33%", "66.7%", "-25.0%", "12.5%", "25%"]),
)
AMOUNTS = st.one_of(
    st.integers(0, 99).map(lambda n: f"{n}.5"), st.sampled_from(["0", "", "1.25万元"])
)


DECLARED = load_pack([ROOT / "schemas"])


def rows_of(form: str) -> st.SearchStrategy[dict[str, str]]:
    kinds = {"int": COUNTS, "pct": RATES, "dec": AMOUNTS}
    fields = DECLARED.forms[form].fields.values()
    cells = {field.id: kinds[field.type] for field in fields if field.numeric}
    return st.fixed_dictionaries({}, optional=cells).filter(bool)


def agrees(rules: RuleSet, pack: Pack, form: str, row: dict[str, Any]) -> None:
    found = table(pack, form, [row])
    tables = Tables(view(found), pack, Round())
    fields = [f for f in pack.forms[form].fields.values() if f.numeric]
    figures = fast.plain_figures(found.records[0], fields, frozenset())
    for rule in rules.of_form(form):
        if rule.scope is not Scope.ROW or rule.check is None or rule.for_each is not None:
            continue
        quick = fast.compiled(rule.check, None)
        if quick is None:
            continue
        try:
            right = quick(figures)
        except (KeyError, ZeroDivisionError):
            continue
        context = TableContext(tables, found.records[0])
        outcome = exact.truth(rule.check, context).outcome
        if right:
            assert outcome is not None, (rule.id, row)
            assert outcome >= Outcome.POSSIBLE, (rule.id, row)
            assert not remarks_on(rule.check, context), (rule.id, row)


@given(rows_of("hazard"))
def test_hazard_rows(rules: RuleSet, pack: Pack, row: dict[str, str]) -> None:
    agrees(rules, pack, "hazard", row)


@given(rows_of("accident"))
def test_accident_rows(rules: RuleSet, pack: Pack, row: dict[str, str]) -> None:
    agrees(rules, pack, "accident", row)


@given(rows_of("campaign"))
def test_campaign_rows(rules: RuleSet, pack: Pack, row: dict[str, str]) -> None:
    agrees(rules, pack, "campaign", row)


def test_plain_rows_do_take_the_quick_way(rules: RuleSet, pack: Pack) -> None:
    row = {"general_found": "494", "general_rectified": "418", "general_rate": "84.6%"}
    found = table(pack, "hazard", [row])
    figures = fast.plain_figures(
        found.records[0], list(pack.forms["hazard"].fields.values()), frozenset()
    )
    quick = {}
    for rule_id in ("HZ01", "HZ02"):
        rule = rules.rule(rule_id)
        assert rule is not None
        assert rule.check is not None
        test = fast.compiled(rule.check, None)
        assert test is not None
        quick[rule_id] = test

    assert quick["HZ01"](figures)
    assert quick["HZ02"](figures)
    assert not quick["HZ01"]({**figures, "general_found": 400})
