"""Large declared tables: what the engine finds is what the exact evaluator finds.

The story: the water office of a county keeps one table of what its sluices were inspected for, a
row for each station, month and kind of work, with a row 合计 over the kinds.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from crossfoot import pipeline
from crossfoot.large.opening import Large, Wish
from crossfoot.model.finding import Finding
from crossfoot.reports.contract import lines
from crossfoot.vetting.model import Report

CONFIG = """
pack = "none"
[[files]]
match = "*"
form = "sluice"
key = ["unit", "period", "sector"]
"""
FORM = """
form: sluice
zh: 水闸检查
grain: [unit, period, sector]
fields:
  - {id: unit, type: text, zh: 单位}
  - {id: period, type: text, zh: 月份}
  - {id: sector, type: text, zh: 类别}
  - {id: found, type: int, zh: 累计发现, unit: 处, agg: add, cumulative: true}
  - {id: fixed, type: int, zh: 累计整改, unit: 处, agg: add, cumulative: true}
  - {id: rate, type: pct, zh: 整改率, agg: rate DECIMALS}
"""
WORDS = """
tokens:
  total: [合计]
  not_applicable: [—]
"""
RULES = """
- {id: S1, form: sluice, check: fixed <= found, zh: 整改不多于发现}
- {id: S2, form: sluice, check: "rate == pct(fixed, found)", zh: 整改率应算得出}
- {id: S3, form: sluice, for_each: cumulative, check: f >= prev(f), zh: 累计数不减}
- {id: S4, form: sluice, for_each: additive, check: total(f) == sum(leaf(f)), zh: 合计等于各类之和}
- {id: S5, form: sluice, check: "unique(unit, period, sector)", zh: 一月一类一行}
- {id: S6, form: sluice, for_each: cumulative, check: f >= last_year(f), zh: 不少于去年}
- {id: S7, form: sluice, check: "matches(unit, '^0[0-9]+$')", zh: 单位代码以零开头}
- {id: S8, form: sluice, when: sector == '堤防', check: "found <= max(found, by=[unit, period])",
   zh: 不多于最多的一类}
- {id: S9, form: sluice, check: "implies(found == 0, fixed == 0) and filled(found)", zh: 应填}
"""
HEADER = "单位,月份,类别,累计发现,累计整改,整改率"
KINDS = ("水库", "堤防", "泵站")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The office's repository, without any data yet."""
    (tmp_path / "crossfoot.toml").write_text(CONFIG, encoding="utf-8")
    for folder, name, text in (
        ("schemas", "form.yaml", FORM.replace("DECIMALS", ", decimals: 1")),
        ("schemas", "words.yaml", WORDS),
        ("checks", "rules.yaml", RULES),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def written(office: Path, rows: list[str], name: str = "data.csv") -> Path:
    """A file of the office with these rows."""
    path = office / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def exactly(path: Path) -> Report:
    """What the exact evaluator finds."""
    return pipeline.check_paths([path])


def by_engine(path: Path, messages: int | None = None) -> Report:
    """What the engine finds."""
    with Large(Wish(always=True, messages=messages)) as large:
        report = pipeline.check_paths([path], opened_by=large.opened_by)
        list(lines(report))
    return report


def said(report: Report) -> list[tuple[str, ...]]:
    """Findings as they are told, without number and cause."""
    return sorted(map(_told, report.findings))


def _told(finding: Finding) -> tuple[str, ...]:
    shown = [(f.role, f.text, f.place.line, f.place.column) for f in finding.figures]
    subject = finding.subject
    return (
        finding.rule,
        finding.level.value,
        finding.verdict.value,
        subject.row or "",
        subject.field or "",
        finding.message.zh,
        finding.message.en,
        str(shown),
    )


def plain_rows() -> list[str]:
    """One station, two months: everything adds up and nothing goes down."""
    return [
        "001,2024-01,水库,4,2,50.0",
        "001,2024-01,堤防,6,6,100.0",
        "001,2024-01,合计,10,8,80.0",
        "001,2024-02,水库,5,4,80.0",
        "001,2024-02,堤防,7,6,85.7",
        "001,2024-02,合计,12,10,83.3",
    ]


def test_nothing_is_said_of_a_table_that_is_right(office: Path) -> None:
    path = written(office, plain_rows())
    assert said(exactly(path)) == []
    assert said(by_engine(path)) == []


@pytest.mark.parametrize(
    ("row", "text", "broken"),
    [
        (0, "001,2024-01,水库,4,5,125.0", {"S1", "S4", "S3"}),
        (1, "001,2024-01,堤防,6,6,99.0", {"S2"}),
        (2, "001,2024-01,合计,11,8,72.7", {"S4"}),
        (3, "001,2024-02,水库,3,3,100.0", {"S3", "S4"}),
        (4, "1,2024-02,堤防,7,6,85.7", {"S4", "S7"}),
        (4, "001,2024-02,水库,7,6,85.7", {"S5"}),
        (0, "001,2024-01,水库,,2,50.0", {"S9"}),
    ],
)
def test_one_wrong_row_breaks_the_rules_it_breaks(
    office: Path, row: int, text: str, broken: set[str]
) -> None:
    rows = plain_rows()
    rows[row] = text
    report = by_engine(written(office, rows))
    assert {finding.rule for finding in report.findings} == broken
    assert said(report) == said(exactly(office / "data.csv"))


def test_a_row_is_named_by_its_key_and_its_line(office: Path) -> None:
    rows = plain_rows()
    rows[1] = "001,2024年1月,堤防,6,7,116.7"
    finding = next(f for f in by_engine(written(office, rows)).findings if f.rule == "S1")
    assert finding.subject.row == "001 2024-01 堤防"
    assert {figure.place.line for figure in finding.figures} == {3}
    assert "累计整改填报7处" in finding.message.zh


def stations(seed: int) -> list[str]:
    """Two years of a few stations, with slips of all sorts."""
    draw = random.Random(seed)
    rows: list[str] = []
    for station in range(6):
        for year in (2023, 2024):
            so_far = {kind: [0, 0] for kind in KINDS}
            for month in range(1, 5):
                shown = f"{year}-{month:02d}"
                for kind, figures in so_far.items():
                    more = draw.randrange(9)
                    figures[0] += more
                    figures[1] += draw.randrange(more + 1)
                    period = shown if draw.random() < 0.9 else f"{year}年{month}月"
                    rows.append(_row(f"{station:03d}", period, kind, *figures, draw))
                whole = [sum(f[n] for f in so_far.values()) for n in (0, 1)]
                rows.append(_row(f"{station:03d}", shown, "合计", *whole, draw))
    return rows


def _row(unit: str, period: str, kind: str, found: int, fixed: int, draw: random.Random) -> str:
    rate = f"{round(fixed * 100 / found, 1):.1f}" if found else ""
    cells = [unit, period, kind, str(found), str(fixed), rate]
    slip = draw.random()
    changes = {
        0: (3, str(found + draw.choice([-7, -2, 3, 40]))),
        1: (4, "—"),
        2: (4, "１２"),
        3: (5, "12.3"),
        4: (3, ""),
        5: (2, "水库"),
        6: (5, f"{rate}%"),
        7: (3, "约5"),
        8: (0, ""),
        9: (5, "100"),
    }
    change = changes.get(int(slip * 100))
    if change is not None:
        cells[change[0]] = change[1]
    return ",".join(cells)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_is_found_on_both_sides_of_the_switch(office: Path, seed: int) -> None:
    path = written(office, stations(seed))
    exact, engine = exactly(path), by_engine(path)
    assert said(engine) == said(exact)
    assert engine.coverage.failed == exact.coverage.failed


def test_a_row_without_an_earlier_one_is_none_that_a_rule_on_earlier_ones_is_about(
    office: Path,
) -> None:
    rows = [
        "001,2024-01,水库,4,,50.0",  # the first month, and a figure missing in it
        "001,2024-01,堤防,6,6,100.0",
        "001,2024-02,水库,5,4,80.0",  # an earlier month that left a figure out
        "001,2024-02,堤防,7,6,85.7",
        "001,2024-03,水库,4,4,100.0",  # fewer than the month before
        "001,2024-03,水库,,4,80.0",  # twice, so that no one row is the month before April's
        "001,2024-04,水库,9,4,44.4",
        "002,2025-01,水库,8,４,50.0",
        "001,2025-01,水库,8,8,100.0",
        "001,2025-01,堤防,3,3,100.0",  # fewer than a year ago
    ]
    path = written(office, rows)
    exact, engine = exactly(path), by_engine(path)
    assert said(engine) == said(exact)
    assert {"S3", "S6"} <= {finding.rule for finding in exact.findings}
    told = [(one.rule, one.reason, one.count) for one in exact.coverage.not_evaluated]
    assert ("S3", "missing", 3) in told
    assert [(one.rule, one.reason, one.count) for one in engine.coverage.not_evaluated] == told
    assert engine.coverage.passed == exact.coverage.passed
    assert engine.coverage.evaluated == exact.coverage.evaluated


def test_odd_cells_are_no_way_around_the_number_of_messages(office: Path) -> None:
    """Rows that only the exact evaluator can read are told, counted and listed like others."""
    odd = {3, 5, 6}
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = []
    for month in range(1, 9):
        fixed = str(month + 1).translate(digits) if month in odd else str(month + 1)
        rows.append(f"001,2024-{month:02d},水库,{month},{fixed},")
    path = written(office, rows)
    with Large(Wish(always=True, messages=1)) as large:
        report = pipeline.check_paths([path], opened_by=large.opened_by)
        written_out = [json.loads(line) for line in lines(report)]
    (told,) = [finding for finding in report.findings if finding.rule == "S1"]
    assert told.subject.row == "001 2024-01 水库"
    (cut,) = [cut for cut in report.cuts if cut.rule == "S1"]
    assert (cut.found, cut.shown) == (8, 1)
    keys = [line["subject"]["row"] for line in written_out if line["rule"] == "S1"]
    assert keys == [f"001 2024-0{n} 水库" for n in range(1, 9)]
    assert report.submissions[0].hard == 8
    assert report.coverage.failed == exactly(path).coverage.failed


def test_an_earlier_row_of_the_same_table_is_named_by_its_period(office: Path) -> None:
    rows = ["001,2024-01,水库,4,4,100.0", "001,2024-02,水库,4,3,75.0", "001,2025-01,水库,2,4,200.0"]
    path = written(office, rows)
    exact, engine = exactly(path), by_engine(path)
    assert said(engine) == said(exact)
    messages = {(f.rule, f.subject.row): f.message for f in exact.findings}
    before = messages["S3", "001 2024-02 水库"]
    assert before.zh == "累计整改填报3处，小于2024年1月的累计整改4处，少1处"
    assert before.en.endswith("which is less than “累计整改” 4 in the row of 2024-01, by 1")
    year = messages["S6", "001 2025-01 水库"]
    assert year.zh == "累计发现填报2处，小于2024年1月的累计发现4处，少2处"
    assert "file" not in year.en


def test_all_are_counted_and_only_the_first_told(office: Path) -> None:
    rows = [f"001,2024-{month:02d},水库,{month},{month + 1},," for month in range(1, 9)]
    path = written(office, [row.removesuffix(",") for row in rows])
    with Large(Wish(always=True, messages=3)) as large:
        report = pipeline.check_paths([path], opened_by=large.opened_by)
        written_out = [json.loads(line) for line in lines(report)]
    told = [finding for finding in report.findings if finding.rule == "S1"]
    assert [finding.subject.row for finding in told] == [f"001 2024-0{n} 水库" for n in (1, 2, 3)]
    (cut,) = [cut for cut in report.cuts if cut.rule == "S1"]
    assert (cut.found, cut.shown) == (8, 3)
    assert report.submissions[0].hard == 8
    assert report.coverage.failed == 8
    assert "8" in report.warnings[0].zh
    keys = [line["subject"]["row"] for line in written_out if line["rule"] == "S1"]
    assert keys == [f"001 2024-0{n} 水库" for n in range(1, 9)]
    assert [line["message"] is None for line in written_out] == [False] * 3 + [True] * 5


def parquet(office: Path, kinds: str) -> Path:
    """The plain rows, one of them wrong, as a Parquet file with typed columns."""
    import duckdb

    rows = plain_rows()
    rows[4] = "001,2024-02,堤防,7,6,85.8"
    source = written(office, rows, "source.txt")
    target = office / "data.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * REPLACE ({kinds}) FROM read_csv('{source}', all_varchar = true)) "
            f"TO '{target}' (FORMAT parquet)"
        )
    return target


@pytest.mark.parametrize("kind", ["DOUBLE", "DECIMAL(5, 1)", "VARCHAR"])
def test_parquet_is_judged_as_it_is_stored(office: Path, kind: str) -> None:
    figures = "累计发现::INT AS 累计发现, 累计整改::BIGINT AS 累计整改, "
    report = by_engine(parquet(office, f"{figures} 整改率::{kind} AS 整改率"))
    assert [finding.rule for finding in report.findings] == ["S2"]
    assert report.findings[0].stated == "85.8"


def test_a_double_without_declared_digits_is_refused(office: Path) -> None:
    form = office / "schemas" / "form.yaml"
    form.write_text(FORM.replace("DECIMALS", ""), encoding="utf-8")
    report = by_engine(parquet(office, "整改率::DOUBLE AS 整改率"))
    (finding,) = report.findings
    assert finding.rule == "CF01"
    assert "decimals" in finding.message.zh
    assert "rate" in finding.message.en


def test_a_parquet_file_without_declared_form_says_what_to_declare(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    path.write_bytes(b"PAR1")
    report = by_engine(path)
    assert [finding.rule for finding in report.findings] == ["CF01"]
    assert "[[files]]" in report.findings[0].message.en


def test_an_odd_number_in_a_key_is_compared_as_the_number_it_is(office: Path) -> None:
    rules = office / "checks" / "rules.yaml"
    rules.write_text(
        "- {id: N1, form: sluice, check: unique(found), zh: 发现数不重复}\n"
        '- {id: N2, form: sluice, check: "fixed <= sum(fixed, by=found)", zh: 不多于各行之和}\n',
        encoding="utf-8",
    )
    rows = [
        "001,2024-01,水库,12,1,8.3",
        "001,2024-01,堤防,１２,2,16.7",
        "001,2024-01,泵站,5,1,20.0",
    ]
    path = written(office, rows)
    report = by_engine(path)
    assert {(f.rule, f.subject.row) for f in report.findings} == {
        ("N1", "001 2024-01 水库"),
        ("N1", "001 2024-01 堤防"),
    }
    assert said(report) == said(exactly(path))
