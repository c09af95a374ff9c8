"""Texts, keys and conditions taken the quick way mean what the reference evaluator says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rounds.model import Round
from crossfoot.rules import conventions, fast
from crossfoot.rules.conventions import table_rates
from crossfoot.rules.judge import judge_table
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet
from crossfoot.rules.plain import Figures
from crossfoot.rules.scopes import TableContext
from tests.rules.build import rule_file, table, view
from tests.rules.conftest import ROOT
from tests.rules.test_fast import told, without_the_quick_way

FORM = """
form: works
en: Works by depot and month
fields:
  - {id: depot, type: text, en: depot}
  - {id: month, type: text, en: month}
  - {id: kind, type: enum, en: kind, values: [road, rail, total]}
  - {id: since, type: date, en: since}
  - {id: begun, type: int, en: begun, agg: add}
  - {id: done, type: int, en: done, agg: add}
  - {id: rate, type: pct, en: share done, agg: rate}
"""
CHECKS = {
    "filled(depot)": "",
    "matches(month, '^[0-9]{4}-[0-9]{2}$')": "",
    "like(depot, '北*') or done <= begun": "",
    "unique(depot, month, kind)": "",
    "unique(begun, done)": "",
    "unique(since)": "kind != 'total'",
    "done <= begun": "kind in ['road', 'rail']",
    "rate == pct(done, begun)": "begun > 0",
    "done >= 0": "not (kind == 'total') and depot != '北仓'",
    "begun >= done": "kind not in ['total'] or filled(since)",
    "implies(text_has(depot, '北'), done < 5)": "",
    "begun == sum(begun, by=[depot, month], where=kind != 'total')": "kind == 'total'",
    "done == sum(done, by=depot, where=begun > 2)": (
        "kind == 'total' and count(done, by=depot, where=kind == 'road') == 1"
    ),
}
COUNTS = st.one_of(st.integers(0, 6).map(str), st.sampled_from(["", "/", "-1", "约3", "无法统计"]))
CELLS = st.fixed_dictionaries(
    {
        "depot": st.sampled_from(["北仓", "南仓", "", "/"]),
        "month": st.sampled_from(["2023-06", "2023/06", "", " 2023-06 "]),
        "kind": st.sampled_from(["road", "rail", "total", "", "air"]),
        "since": st.sampled_from(["2023-06-01", "2023年6月1日", "", "去年"]),
        "begun": COUNTS,
        "done": COUNTS,
        "rate": st.sampled_from(["", "50%", "33.3%", "66.7%", "66.6%", "100%", "0%", "/", "?"]),
    }
)


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, RuleSet]:
    folder = tmp_path_factory.mktemp("works")
    (folder / "schemas").mkdir()
    (folder / "schemas" / "works.yaml").write_text(FORM, encoding="utf-8")
    pack = load_pack([ROOT / "schemas", folder / "schemas"])
    return pack, load_rules([_rules(folder / "checks")], pack)


def _rules(folder: Path) -> Path:
    lines = []
    for number, (check, when) in enumerate(CHECKS.items()):
        lines += [f"- id: W{number:02d}", "  form: works", f'  check: "{check}"', "  en: It fits"]
        lines += [f'  when: "{when}"'] if when else []
    lines += ["- id: W90", "  form: works", "  check: done == begun", "  en: It nearly fits"]
    lines += ["  when: done == 3", "  tolerance: 1"]
    rule_file(folder, "\n".join(lines) + "\n")
    return folder


@contextmanager
def by_reference_alone() -> Iterator[None]:
    with (
        without_the_quick_way(),
        patch.object(fast, "excluding", return_value=None),
        patch.object(TableContext, "plain_key", return_value=None),
        patch.object(TableContext, "plain_keys", lambda self, _: [None] * len(self.tables.leaves)),
        patch.object(TableContext, "plain_numbers", return_value=None),
        patch.object(conventions.fast, "plain_rate", return_value=None),
    ):
        yield


@settings(max_examples=150)
@given(rows=st.lists(CELLS, min_size=1, max_size=7))
def test_every_row_comes_to_the_same(
    declared: tuple[Pack, RuleSet], rows: list[dict[str, Any]]
) -> None:
    pack, rules = declared
    found = view(table(pack, "works", rows))
    quick = told(judge_table(rules, found, pack, Round()))
    rates = list(table_rates(rules, found, pack, Round()))
    with by_reference_alone():
        assert quick == told(judge_table(rules, found, pack, Round()))
        assert rates == list(table_rates(rules, found, pack, Round()))


def test_texts_do_take_the_quick_way(declared: tuple[Pack, RuleSet]) -> None:
    pack, rules = declared
    row = {"depot": "北仓", "month": "2023-06", "kind": "road", "begun": "4", "done": "3"}
    found = table(pack, "works", [row])
    figures = Figures(found.records[0], pack.forms["works"].fields, frozenset())
    assert {name: figures[name] for name in ("@depot", "@month", "@kind", "begun")} == {
        "@depot": "北仓",
        "@month": "2023-06",
        "@kind": "road",
        "begun": 4,
    }
    matched, total = rules.rule("W01"), rules.rule("W11")
    assert matched is not None
    assert matched.check is not None
    test = fast.compiled(matched.check, None)
    assert test is not None
    assert test(figures)
    assert not test({**figures, "@month": "2023/06"})
    excluded = fast.excluding(total.when, None)
    assert excluded is not None
    assert excluded(figures)
    assert not excluded({**figures, "@kind": "total"})
