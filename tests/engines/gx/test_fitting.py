"""Rules fitted to a table: which expectation each becomes, and what its query finds in SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crossfoot.engines.gx.fitting import UNREADABLE, Fitted, declared_table, fit
from crossfoot.engines.session import EngineFault
from crossfoot.forms.model import TableMapping
from tests.engines.gx import townships
from tests.engines.gx.ground import fitted, ground, rows, types

PAIR = "expect_column_pair_values_a_to_be_greater_than_b"
QUERY = "unexpected_rows_expectation"
RULES = """
- id: T1
  level: soft
  form: parcels
  check: matches(code, '^[A-Z][0-9]{2}$')
  zh: 编号为一个字母和两位数字
- id: T2
  form: parcels
  check: count in (1, 2, 3)
  en: One to three
- id: T3
  level: hint
  form: parcels
  check: 0 < count <= 100
  en: More than none
- id: T4
  form: parcels
  check: unique(number)
  en: A number of its own
- id: T5
  form: parcels
  check: filled(count)
  en: A count is stated
- id: T6
  form: parcels
  missing: fail
  check: count >= paid
  en: No more is paid than counted
- id: T7
  form: parcels
  check: weight == pct(count, paid)
  when: text_has(code, ":a{1}")
  en: Odd signs in a condition
"""
FORM = """
form: parcels
en: Parcels
grain: [number]
fields:
  - {id: number, type: int, en: number}
  - {id: code, type: text, en: code}
  - {id: count, type: int, en: count}
  - {id: paid, type: int, en: paid}
  - {id: weight, type: pct, en: weight, decimals: 1}
"""


@pytest.fixture
def places(tmp_path: Path) -> Path:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    """A repository of its own with one form, and nothing in its table yet."""
    for folder, text in (("schemas", FORM), ("checks", RULES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "parcels.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "crossfoot.toml").write_text('pack = "none"\n', encoding="utf-8")
    held = sqlite3.connect(tmp_path / "parcels.db")
    held.execute(
        "CREATE TABLE parcels (number INTEGER, code TEXT, count INTEGER, paid INTEGER, weight REAL)"
    )
    held.close()
    return tmp_path


def filled(parcels: Path, *several: tuple[object, ...]) -> tuple[Fitted, Path]:
    held = sqlite3.connect(parcels / "parcels.db")
    held.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?, ?)", several)
    held.commit()
    held.close()
    url = f"sqlite:///{parcels / 'parcels.db'}"
    made = fitted(url, "parcels", parcels / "crossfoot.toml", "parcels", ("number",))
    return made, parcels / "parcels.db"


def of_townships(places: Path) -> tuple[Fitted, Path]:
    database = places / "year.db"
    url = townships.database(database)
    made = fitted(url, "townships", places / "crossfoot.toml", "hazard", ("单位",))
    return made, database


def test_what_is_honest_is_left_alone(places: Path) -> None:
    made, database = of_townships(places)
    found = rows(made, database)
    assert [found[rule] for rule in townships.HOLD] == [[], []]
    honest = {"枫桥头镇", "白鹭乡", "云台镇"}
    assert not honest & {str(row[0]) for several in found.values() for row in several}


def test_rows_come_with_their_key_and_the_figures_in_question(places: Path) -> None:
    made, database = of_townships(places)
    assert rows(made, database)["HZ02"] == [("高新区", 120, 95, 97.2)]


def test_counts_compared_are_an_expectation_of_its_own_kind(places: Path) -> None:
    made, _ = of_townships(places)
    assert {rule: kind for rule, kind in types(made).items() if kind == PAIR} == {
        "HZ01": PAIR,
        "HZ03": PAIR,
        "HZ05": PAIR,
    }
    (one,) = (item for item in made.expected if item.meta["crossfoot"]["rule"] == "HZ01")
    assert one.kwargs["column_A"] == "排查一般隐患"
    assert one.kwargs["ignore_row_if"] == "either_value_is_missing"


def test_every_rule_is_an_expectation_or_left_out_with_a_reason(places: Path) -> None:
    made, _ = of_townships(places)
    rules = ground(places / "crossfoot.toml").rules.of_form("hazard")
    told = set(types(made)) - {UNREADABLE} | {one.rule for one in made.unfit}
    assert told == {rule.id for rule in rules}
    assert all(one.zh and one.en for one in made.unfit)


def test_levels_are_severities_and_both_languages_are_told(parcels: Path) -> None:
    made, _ = filled(parcels)
    severities = {one.meta["crossfoot"]["rule"]: one.severity for one in made.expected}
    assert (severities["T1"], severities["T2"], severities["T3"]) == ("warning", "critical", "info")
    told = next(one for one in made.expected if one.meta["crossfoot"]["rule"] == "T1")
    assert told.description.splitlines()[:2] == [
        "T1 核实性：编号为一个字母和两位数字",
        "T1 soft: 编号为一个字母和两位数字",
    ]
    assert told.meta["crossfoot"]["check"] == "matches(code, '^[A-Z][0-9]{2}$')"


def test_natives_say_what_the_formula_says(parcels: Path) -> None:
    made, _ = filled(parcels)
    natives = {
        one.meta["crossfoot"]["rule"]: (one.type, dict(one.kwargs))
        for one in made.expected
        if one.type != QUERY
    }
    assert natives == {
        "T2": ("expect_column_values_to_be_in_set", {"column": "count", "value_set": [1, 2, 3]}),
        "T3": (
            "expect_column_values_to_be_between",
            {"column": "count", "min_value": 0, "strict_min": True, "max_value": 100},
        ),
        "T4": ("expect_column_values_to_be_unique", {"column": "number"}),
        "T5": ("expect_column_values_to_not_be_null", {"column": "count"}),
    }


def test_a_figure_that_is_missing_breaks_the_rule_that_says_so(parcels: Path) -> None:
    made, database = filled(parcels, (1, "A01", 5, 4, None), (2, "B02", None, 4, None))
    assert [row[0] for row in rows(made, database)["T6"]] == [2]


def test_texts_are_held_against_patterns_where_sqlite_has_none(parcels: Path) -> None:
    written = [(1, "A01", 1, 1, None), (2, "a1", 1, 1, None), (3, None, 1, 1, None)]
    made, database = filled(parcels, *written)
    assert [row[0] for row in rows(made, database)["T1"]] == [2, 3]


def test_what_sqlite_keeps_in_a_column_of_numbers_is_counted_apart(parcels: Path) -> None:
    made, database = filled(parcels, (1, "A01", "several", 9, None), (2, "B02", 3, 9, None))
    found = rows(made, database)
    assert [row[0] for row in found[UNREADABLE]] == [1]
    assert [row[0] for row in found["T6"]] == [2]


def test_braces_and_colons_in_texts_do_no_harm(parcels: Path) -> None:
    wrong, right = (1, "x:a{1}", 1, 2, 75.0), (2, "y:a{1}", 1, 2, 50.0)
    made, database = filled(parcels, wrong, right, (3, "A01", 1, 2, 75.0))
    assert [row[0] for row in rows(made, database)["T7"]] == [1]


def test_a_table_nobody_named_is_as_declared(parcels: Path) -> None:
    known = ground(parcels / "crossfoot.toml")
    form = known.pack.forms["parcels"]
    for kind, pattern in (("postgres", '"x_code" ~ '), ("spark", "RLIKE")):
        made = fit(declared_table(form, kind, ("number",)), known, TableMapping(form="parcels"))
        (one,) = (item for item in made.expected if item.meta["crossfoot"]["rule"] == "T1")
        assert pattern in one.kwargs["unexpected_rows_query"]
        assert "^[A-Z][0-9]{{2}}$" in one.kwargs["unexpected_rows_query"]


def test_a_table_of_something_else_is_refused(places: Path) -> None:
    held = sqlite3.connect(places / "other.db")
    held.execute("CREATE TABLE weather (day TEXT, rain REAL)")
    held.close()
    with pytest.raises(EngineFault, match="no declared form"):
        fitted(f"sqlite:///{places}/other.db", "weather", places / "crossfoot.toml", "hazard", ())
