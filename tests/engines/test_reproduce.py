"""Anyone can ask for themselves which rows break a rule: the query says the same as the findings.

The story is that of the freight office in ``test_large_bad_input``, with a rule about one row,
one about sums, and one about rows that come twice.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from crossfoot import pipeline
from crossfoot.large.reproduce import NoQueryError, reproduced
from tests.engines.test_large_bad_input import CONFIG, FORM, HEADER

RULES = """
- {id: D1, form: deliveries, check: delivered <= ordered, en: No more is delivered than ordered}
- {id: D2, form: deliveries, check: "delivered >= min(ordered, by=[depot])", en: Enough}
- {id: D3, form: deliveries, check: "unique(depot, month)", en: One row a depot and month}
- {id: D4, form: deliveries, check: "implies(filled(cost), cost >= 10)", en: Ten at least}
- {id: D5, form: deliveries, check: "carbon >= 0", en: Says nothing of this table}
"""
WITH_CARBON = FORM + "  - {id: carbon, type: int, en: carbon}\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Sixty rows at random, some of them twice; the same as Parquet."""
    chance = random.Random(6)
    rows = [
        f"D{chance.randrange(12):02},{chance.randrange(1, 7)},{chance.randrange(50)},"
        f"{chance.randrange(50)},{chance.choice(['9.99', '10.00', '', '12.5'])}"
        for _ in range(60)
    ]
    for name, text in (
        ("crossfoot.toml", CONFIG),
        ("schemas/deliveries.yaml", WITH_CARBON),
        ("checks/deliveries.yaml", RULES),
        ("data/it's.csv", "\n".join([HEADER, *rows]) + "\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    duckdb.connect().execute(
        "COPY (SELECT depot, month, ordered::INT AS ordered, delivered::INT AS delivered, "
        "cost::DECIMAL(9, 2) AS cost FROM "
        f"read_csv('{tmp_path}/data/it''s.csv', all_varchar = true)) "
        f"TO '{tmp_path}/data/same.parquet'"
    )
    return tmp_path


@pytest.mark.parametrize("rule", ["D1", "D2", "D3", "D4"])
@pytest.mark.parametrize("name", ["it's.csv", "same.parquet"])
def test_the_query_finds_the_rows_that_the_findings_name(
    office: Path, rule: str, name: str
) -> None:
    exact = pipeline.check_paths([office / "data" / "it's.csv"])
    found = sorted(one.subject.row or "" for one in exact.findings if one.rule == rule)
    asked = duckdb.connect().execute(reproduced(rule, str(office / "data" / name)))
    assert [column[0] for column in asked.description or ()] == ["depot", "month"]
    assert sorted(" ".join(row) for row in asked.fetchall()) == found
    assert found


def test_a_rule_that_says_nothing_of_the_file_has_no_query(office: Path) -> None:
    with pytest.raises(NoQueryError, match="no SQL can be made of D5"):
        reproduced("D5", str(office / "data" / "same.parquet"))


def run(office: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crossfoot", "rules", *arguments],
        cwd=office,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_line_prints_it_to_be_run_as_it_is(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run(office, "D1", "--sql", "data/it's.csv")
    assert (shown.returncode, shown.stderr) == (0, "")
    monkeypatch.chdir(office)
    assert duckdb.connect().execute(shown.stdout).fetchall()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sql", "data/it's.csv"), "needs the id of a rule"),
        (("D1", "--sql", "data/absent.csv"), "data/absent.csv"),
        (("D1", "--sql", "crossfoot.toml"), "declares with form and key"),
        (("D1", "--sql", "data"), "no single file"),
    ],
)
def test_what_has_no_query_is_said_in_a_sentence(
    office: Path, arguments: tuple[str, ...], words: str
) -> None:
    shown = run(office, *arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert words in shown.stderr
