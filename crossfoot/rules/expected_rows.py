"""Units that should have a row in a table by unit, and have none."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.model.finding import Basis, BasisKind, Message, Verdict
from crossfoot.rounds.units import Units
from crossfoot.rules.model import Judgement, Rule
from crossfoot.rules.tables import Tables

_LEAST = 2  # so many of the expected units make a table one by these units
_LISTED = Basis(
    BasisKind.BINDING,
    "按应有单位名单与表中各行的单位核对",
    "the list of units due was compared with the rows of the table",
)


def missing_rows(rule: Rule, tables: Tables) -> Iterator[Judgement]:
    """``expected <= submitted`` within a table by unit: each unit without a row is a finding."""
    if rule.form not in ("*", tables.table.form) or not tables.round.expected_rows:
        return
    units = Units(tables.round)
    expected = dict.fromkeys(units.canonical(name) for name in tables.round.expected_rows)
    rows = {units.canonical(r.key["unit"]) for r in tables.leaves if r.key.get("unit")}
    there = sum(unit in rows for unit in expected)
    if there < _LEAST:
        return
    yield Judgement(rule, Verdict.PASS, rule.level, times=there)
    for unit in expected:
        if unit not in rows:
            yield Judgement(
                rule,
                Verdict.FAIL,
                rule.level,
                basis=_LISTED,
                message=Message(
                    f"表中没有{unit}一行；请补报该单位的数字",
                    f"the table has no row for {unit}; add its figures",
                ),
                unit=unit,
                form=tables.table.form,
            )
