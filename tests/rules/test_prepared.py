"""Sentences prepared once a rule are those of the reference evaluator, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rounds.model import Round
from crossfoot.rules import judge
from crossfoot.rules.judge import judge_table
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import Judgement, RuleSet
from crossfoot.rules.prepared import prepared
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from tests.rules.build import rule_file, table, view
from tests.rules.conftest import ROOT

FORM = """
form: yard
zh: 料场台账
en: What a yard took in and gave out
fields:
  - {id: yard, type: text, zh: 料场, en: yard}
  - {id: month, type: text, zh: 月份, en: month}
  - {id: came, type: int, zh: 入库, en: taken in, unit: 件, agg: add}
  - {id: left, type: int, zh: 出库, en: given out, unit: 件, agg: add}
  - {id: sold, type: int, zh: 售出, en: sold, unit: 件, agg: add}
  - {id: lent, type: int, zh: 借出, en: lent, agg: add}
  - {id: cost, type: dec, zh: 费用, en: cost, unit: 万元, agg: add}
  - {id: owed, type: dec, zh: 欠付, en: owed, unit: 万元, agg: add}
  - {id: kept, type: int, zh: 留存, en: kept, unit: 件, agg: add, blank_means: zero}
  - {id: share, type: pct, zh: 出库率, en: share given out, agg: rate}
"""
SAID = {
    "left <= came": "",
    "left < came": "came > 2",
    "came >= left": "yard in ['东场', '西场']",
    "came > kept": "",
    "came != left": "",
    "cost <= owed": "",
    "left >= 0": "",
    "3 >= left": "month != '2024-02'",
    "came == 4": "",
    "left == sold + lent": "",
    "sold + lent == left": "came > 0",
    "came == left": "",
    "kept == came": "",
    "cost == owed + lent": "",
    "share == pct(left, came)": "came > 0",
    "share == pct(sold, left)": "",
    "filled(yard)": "",
    "filled(left)": "",
    "matches(month, '^[0-9]{4}-[0-9]{2}$')": "came >= 0",
    "unique(yard, month)": "",
    "unique(came)": "",
    "filled(yard) and left <= came": "",
}
BEYOND = ["filled(yard) and left <= came"]
"""Of these no sentence is prepared: two conditions in one."""
COUNTS = st.one_of(
    st.integers(-1, 7).map(str),
    st.sampled_from(["", "/", "07", "3件", "约3", "１２", "1,200", " 4"]),
)
MONEY = st.sampled_from(["", "3", "3.0", "2.5", "12", "30000", "-1"])
ROWS = st.fixed_dictionaries(
    {
        "yard": st.sampled_from(["东场", "西场", "", "/", "5万元"]),
        "month": st.sampled_from(["2024-01", "2024-02", "2024/02", ""]),
        **dict.fromkeys(("came", "left", "sold", "lent", "kept"), COUNTS),
        **dict.fromkeys(("cost", "owed"), MONEY),
        "share": st.sampled_from(["50%", "33.3%", "66.67", "100%", "0.5", "0", "25", "/", ""]),
    }
)


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, RuleSet]:
    folder = tmp_path_factory.mktemp("yard")
    (folder / "schemas").mkdir()
    (folder / "schemas" / "yard.yaml").write_text(FORM, encoding="utf-8")
    pack = load_pack([ROOT / "schemas", folder / "schemas"])
    lines = []
    for number, (check, when) in enumerate(SAID.items()):
        lines += [f"- id: Y{number:02d}", "  form: yard", f'  check: "{check}"']
        lines += ["  zh: 两者应相符", "  en: It fits"] + ([f'  when: "{when}"'] if when else [])
    rule_file(folder / "checks", "\n".join(lines) + "\n")
    return pack, load_rules([folder / "checks"], pack)


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_every_row_is_told_in_the_same_words(
    declared: tuple[Pack, RuleSet], rows: list[dict[str, Any]]
) -> None:
    pack, rules = declared
    found = view(table(pack, "yard", rows))
    quick = list(judge_table(rules, found, pack, Round()))
    with patch.object(judge, "prepared", return_value=None):
        slow = list(judge_table(rules, found, pack, Round()))
    assert [_told(one) for one in quick] == [_told(one) for one in slow]


def _told(one: Judgement) -> Mapping[str, Any]:
    names = [name for name in Judgement.__slots__ if name not in ("rule", "record")]
    told = {name: getattr(one, name) for name in names}
    return {**told, "rule": one.rule.id, "row": one.record and one.record.index}


WRONG = {
    "yard": "", "month": "2024/02", "came": "3", "left": "5", "sold": "4", "lent": "3",
    "cost": "9", "owed": "4", "kept": "9", "share": "50",
}  # fmt: skip


def test_sentences_are_prepared_for_the_kinds_of_rules_that_most_findings_are_of(
    declared: tuple[Pack, RuleSet],
) -> None:
    pack, rules = declared
    found = view(table(pack, "yard", [WRONG, WRONG]))
    tables = Tables(found, pack, Round())
    record = tables.table.records[0]
    for rule in rules.rules:
        sentence = prepared(rule, None, tables)
        if str(SAID_OF[rule.id]) in BEYOND:
            assert sentence is None, rule.id
            continue
        assert sentence is not None, rule.id
        if rule.id in PLAINLY:
            said = sentence.finding(record, TableContext(tables, record))
            assert said is not None, rule.id
            assert said.message.zh


SAID_OF = {f"Y{number:02d}": check for number, check in enumerate(SAID)}
PLAINLY = {
    name
    for name, check in SAID_OF.items()
    if check
    in (
        "left <= came",
        "came > kept",
        "cost <= owed",
        "left == sold + lent",
        "share == pct(left, came)",
        "filled(yard)",
        "unique(came)",
    )
}


def test_a_sentence_shows_figures_and_arithmetic(declared: tuple[Pack, RuleSet]) -> None:
    pack, rules = declared
    found = view(table(pack, "yard", [WRONG]))
    told = {one.rule.id: one.message.zh for one in judge_table(rules, found, pack, Round())}
    by_check = {check: told.get(name) for name, check in SAID_OF.items()}
    assert by_check["left <= came"] == "出库填报5件，大于入库3件，多2件"
    assert by_check["left == sold + lent"] == "出库填报5件，但售出4件+借出3=7件，相差2件"
    assert by_check["share == pct(left, came)"] == "出库率填报50%，但出库5件÷入库3件=167%"
    assert by_check["filled(yard)"] == "料场未填"


def test_rules_of_the_packaged_pack_come_to_the_same() -> None:
    """Each bad example of the packaged rules on one row, with and without prepared sentences."""
    pack = load_pack([ROOT / "schemas"])
    rules = load_rules([ROOT / "checks"], pack)
    compared = 0
    for rule in rules.rules:
        form = pack.forms.get(rule.form)
        for example in rule.bad if form is not None else ():
            row = {name: str(text) for name, text in example.items()}
            if form is None or not row or not set(row) <= set(form.fields):
                continue
            found = view(table(pack, rule.form, [row]))
            only = RuleSet((rule,), {})
            quick = [_told(one) for one in judge_table(only, found, pack, Round())]
            with patch.object(judge, "prepared", return_value=None):
                slow = [_told(one) for one in judge_table(only, found, pack, Round())]
            assert quick == slow, rule.id
            compared += 1
    assert compared > 10
