"""Roll-ups that the engine finds are those that the exact evaluator finds.

The story: a province's office of statistics keeps one table of its regions, a row for each year
and administrative code; a city's figures are the sum of its districts', the province's the sum of
its cities'.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from crossfoot import pipeline
from crossfoot.large import run as largerun
from crossfoot.large.opening import Large, Wish
from crossfoot.vetting.model import Report

CONFIG = """
pack = "none"
[[files]]
match = "*.csv"
form = "region"
key = ["year", "code", "kind"]
"""
FORM = """
form: region
zh: 行政区划统计
grain: [year, code, kind]
fields:
  - {id: year, type: text, zh: 年份}
  - {id: code, type: text, zh: 区划代码}
  - {id: kind, type: text, zh: 口径}
  - {id: people, type: int, zh: 常住人口, unit: 人, agg: add}
  - {id: area, type: dec, zh: 面积, agg: add, decimals: 1, rounded: true}
"""
WORDS = """
tokens:
  total: [合计]
  not_applicable: [—]
"""
HEADER = "年份,区划代码,口径,常住人口,面积"
TREE = """[("510100", "510000"), ("510300", "510000"), ("510104", "510100"),
  ("510105", "510100"), ("510302", "510300"), ("510303", "510300")]"""
BY_YEAR = f"""
- {{id: R1, form: region, zh: 上级人口等于所辖各地之和,
   check: 'adds_up(people, code, by=year, tree={TREE})'}}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The office's repository, without rules and data yet."""
    (tmp_path / "crossfoot.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in (("schemas/form.yaml", FORM), ("schemas/words.yaml", WORDS)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "checks").mkdir()
    return tmp_path


def written(office: Path, rules: str, rows: list[str]) -> Path:
    (office / "checks" / "rules.yaml").write_text(rules, encoding="utf-8")
    path = office / "区划.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def by_engine(path: Path, messages: int | None = None) -> Report:
    with Large(Wish(always=True, messages=messages)) as large:
        return pipeline.check_paths([path], opened_by=large.opened_by)


def found(report: Report) -> Counter[tuple[str, str | None, str]]:
    """The rule, the row and the sentence of every finding."""
    return Counter((f.rule, f.subject.row, f.message.zh) for f in report.findings)


def judged(report: Report) -> tuple[int, int]:
    """How many rows hold, and how many break a rule."""
    return report.coverage.passed, report.coverage.failed


def rows_of(report: Report, rule: str) -> list[str]:
    return sorted(f.subject.row or "" for f in report.findings if f.rule == rule)


def regions(year: str, *people: str) -> list[str]:
    codes = ("510000", "510100", "510104", "510105", "510300", "510302", "510303")
    return [f"{year},{code},常住,{n},1.0" for code, n in zip(codes, people, strict=True)]


RIGHT = ("100", "60", "40", "20", "40", "15", "25")


@pytest.fixture
def never_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table is small enough to be judged as a whole: what is said rests on the queries."""
    monkeypatch.setattr(largerun, "_SMALL", 0)


@pytest.mark.usefixtures("never_all")
def test_years_that_add_up_are_left_alone(office: Path) -> None:
    rows = regions("2022", *RIGHT) + regions("2023", *RIGHT)
    without_a_city = [row for row in regions("2024", *RIGHT) if ",5103" not in row]
    rows += [row.replace(",100,", ",60,") for row in without_a_city]
    rows += ["2024,520000,常住,7,1.0", "2024,520000,常住,8,1.0"]  # of another province: no relation
    assert by_engine(written(office, BY_YEAR, rows)).findings == ()


@pytest.mark.usefixtures("never_all")
def test_a_city_that_is_not_its_districts_is_told_with_all_of_them(office: Path) -> None:
    rows = regions("2022", *RIGHT) + regions("2023", "100", "60", "40", "19", "40", "15", "25")
    report = by_engine(written(office, BY_YEAR, rows))
    assert rows_of(report, "R1") == ["2023 510100 常住", "2023 510104 常住", "2023 510105 常住"]


@pytest.mark.usefixtures("never_all")
def test_the_sentence_names_the_whole_the_parts_and_the_gap(office: Path) -> None:
    rows = regions("2023", "100", "60", "40", "19", "40", "15", "25")
    path = written(office, BY_YEAR, rows)
    report = by_engine(path)
    (zh,) = {finding.message.zh for finding in report.findings}
    (en,) = {finding.message.en for finding in report.findings}
    assert zh == ("“510100”行常住人口填报60人，但下级各行（510104、510105）相加40+19=59人，相差1人")
    assert "“510100” is stated as 60, but the rows under it (510104, 510105)" in en
    assert en.endswith("add up: 40 + 19 = 59, a difference of 1")
    assert found(report) == found(pipeline.check_paths([path]))
    at = {f.subject.row: [x.text for x in f.figures if x.id in f.at] for f in report.findings}
    assert at == {
        "2023 510100 常住": ["60"],
        "2023 510104 常住": ["40"],
        "2023 510105 常住": ["19"],
    }
    for finding in report.findings:
        assert [figure.text for figure in finding.figures[:3]] == ["60", "40", "19"]


@pytest.mark.usefixtures("never_all")
def test_many_parts_are_told_by_the_first_and_their_number(office: Path) -> None:
    rule = (
        "- {id: R9, form: region, zh: 一, check: 'adds_up(people, code, separator=\".\", by=year)'}"
    )
    rows = ["2023,1,常住,307,1.0", *(f"2023,1.{n},常住,{n},1.0" for n in range(1, 25))]
    report = by_engine(written(office, rule + "\n", rows))
    said = next(f.message for f in report.findings if f.subject.row == "2023 1 常住")
    assert said.zh == "“1”行常住人口填报307人，但下级各行相加1+2+3+…（共24项）=300人，相差7人"
    assert "add up: 1 + 2 + 3 + … (24 figures) = 300, a difference of 7" in said.en


@pytest.mark.usefixtures("never_all")
def test_a_whole_that_is_missing_or_there_twice_is_said_to_be(office: Path) -> None:
    twice = [*regions("2023", *RIGHT), "2023,510000,户籍,100,1.0"]
    report = by_engine(written(office, BY_YEAR, [*twice, *regions("2024", *RIGHT)[1:]]))
    said = {finding.subject.row: finding.message.zh for finding in report.findings}
    assert said["2023 510100 常住"] == ("“510000”有2行，无法与下级各行（510100、510300）相加核对")
    assert said["2024 510100 常住"] == (
        "“510000”没有对应的行，无法与下级各行（510100、510300）相加核对"
    )


@pytest.mark.usefixtures("never_all")
def test_what_is_not_stated_leaves_a_relation_open_and_no_other(office: Path) -> None:
    rows = regions("2023", "101", "60", "40", "", "40", "15", "25")
    report = by_engine(written(office, BY_YEAR, rows))
    assert rows_of(report, "R1") == ["2023 510000 常住", "2023 510100 常住", "2023 510300 常住"]


@pytest.mark.usefixtures("never_all")
def test_a_province_stated_twice_or_not_at_all_is_no_sum_of_its_cities(office: Path) -> None:
    twice = [*regions("2023", *RIGHT), "2023,510000,户籍,100,1.0"]
    report = by_engine(written(office, BY_YEAR, [*twice, *regions("2024", *RIGHT)[1:]]))
    assert rows_of(report, "R1") == [
        "2023 510000 常住",
        "2023 510000 户籍",
        "2023 510100 常住",
        "2023 510300 常住",
        "2024 510100 常住",
        "2024 510300 常住",
    ]


@pytest.mark.usefixtures("never_all")
def test_figures_that_only_people_can_read_count_as_what_they_say(office: Path) -> None:
    rows = regions("2023", "100", "60", "40", "２０", "40", "15", "25")
    rows += regions("2024", "100", "60", "60", "—", "40", "15", "26")
    report = by_engine(written(office, BY_YEAR, rows))
    assert rows_of(report, "R1") == ["2024 510300 常住", "2024 510302 常住", "2024 510303 常住"]


RULES = """
- {id: A, form: region, zh: 一, check: 'adds_up(people, code, separator=".", by=year)'}
- {id: B, form: region, zh: 二, check: 'adds_up(people, code, separator=".")'}
- {id: C, form: region, zh: 三, for_each: additive, when: 'people != 3',
   check: 'adds_up(f, code, by=[year, kind], unknown="undecided",
           tree=[("1.1", "1"), ("1.2", "1"), ("2", "1"), ("2.1", "2"), ("2.1", "1.2")])'}
- {id: D, form: region, zh: 四, rows: leaf,
   check: 'adds_up(people, code, by=[], tree=[("1.1", "1"), ("1.2", "1"), ("3", "9")])'}
- {id: E, form: region, zh: 五, missing: fail,
   check: 'adds_up(area, code, separator=".", by=year) and people >= 0'}
"""
CODES = ("1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "3", "3.1.1", "", ".4")


def some_rows(seed: int) -> list[str]:
    """Regions of some years, most of which add up; cells are left out and spoiled."""
    some = random.Random(seed)
    rows = []
    for year in range(some.randint(1, 20)):
        stated = {code: some.randint(0, 4) for code in CODES}
        for code in sorted(CODES, key=len, reverse=True):
            parts = [stated[c] for c in CODES if c and c.rpartition(".")[0] == code and "." in c]
            if parts and some.random() < 0.9:
                stated[code] = sum(parts)
        for code in CODES:
            if some.random() < 0.12:
                continue
            people = str(stated[code])
            kind = "常住" if some.random() < 0.93 else some.choice(["合计", "户籍"])
            spoiled = some.random()
            if spoiled < 0.03 * (seed % 3):
                people = some.choice(["", "—", "１２", "9", "约5"])
            area = "" if spoiled > 0.98 else f"{stated[code]}.{some.randrange(2)}"
            rows.append(f"202{year},{code},{kind},{people},{area}")
            if some.random() < 0.04:
                rows.append(rows[-1])
    return rows


@pytest.mark.usefixtures("never_all")
def test_any_table_is_told_as_the_exact_evaluator_tells_it(office: Path) -> None:
    wrong: Counter[str] = Counter()
    for seed in range(12):
        rows = some_rows(seed)
        path = written(office, RULES, rows)
        exact = pipeline.check_paths([path])
        engine = by_engine(path)
        assert found(engine) == found(exact), (seed, rows)
        assert judged(engine) == judged(exact), (seed, rows)
        wrong.update(f.rule for f in exact.findings)
    assert set(wrong) == set("ABCDE")


@pytest.mark.usefixtures("never_all")
def test_rows_that_are_not_told_are_counted(office: Path) -> None:
    rows = regions("2023", "1", "2", "3", "4", "5", "6", "7")
    path = written(office, BY_YEAR, [*rows, *regions("2024", *RIGHT)])
    (cut,) = by_engine(path, messages=2).cuts
    assert (cut.found, cut.shown) == (7, 2)
    broken = duckdb.connect().execute(cut.sql).fetchall()
    assert [row[1] for row in broken] == [row.split(",")[1] for row in rows]


WHOLE = """
- {id: W, form: region, zh: 一地不超过全部人口的一半, check: 'people * 2 <= sum(people, by=[])'}
"""


def test_a_sum_over_the_whole_table_is_never_taken_over_a_part(office: Path) -> None:
    rows = [f"2023,{n},常住,10,1.0" for n in range(30)] + ["2023,甲,常住,300,1.0"]
    path = written(office, WHOLE, rows)
    assert by_engine(path).findings == ()
    path = written(office, WHOLE, [*rows, "2023,乙,常住,700,1.0"])
    report = by_engine(path)
    assert found(report) == found(pipeline.check_paths([path]))
    assert rows_of(report, "W") == ["2023 乙 常住"]
    assert "多100人" in report.findings[0].message.zh  # 700 × 2 is beyond 300 + 300 + 700


@pytest.mark.usefixtures("never_all")
def test_where_the_table_is_too_large_the_rule_speaks_for_itself(office: Path) -> None:
    rows = [f"2023,{n},常住,10,1.0" for n in range(30)] + ["2023,乙,常住,700,1.0"]
    report = by_engine(written(office, WHOLE, rows))
    assert found(report) == {("W", "2023 乙 常住", "一地不超过全部人口的一半"): 1}
    odd = by_engine(written(office, WHOLE, [*rows, "2023,丙,常住,约5,1.0"]))
    assert odd.findings == ()
    told = [(one.rule, one.reason, one.count) for one in odd.coverage.not_evaluated]
    assert told == [("W", "not_in_sql", 32)]
    assert (odd.coverage.passed, odd.coverage.failed) == (0, 0)
