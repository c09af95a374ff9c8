"""Files that are not what they should be, on the way that large tables go.

The story: a freight office keeps a table of what its depots sent out, a row for each depot and
month.  Depot D007 always claims to have delivered more than was ordered.  Then files come in
broken, cut off, in other encodings: each is named with what is wrong, and the sound one beside
it is judged all the same.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from crossfoot import pipeline
from crossfoot.large import opening as way
from crossfoot.large.opening import Large, Wish
from crossfoot.vetting.model import Report, SubmissionVerdict

CONFIG = """
pack = "none"
[[files]]
match = "data/*"
form = "deliveries"
key = ["depot", "month"]
[[files]]
match = "keyless/*"
form = "deliveries"
"""
FORM = """
form: deliveries
en: Deliveries
grain: [depot, month]
fields:
  - {id: depot, type: text, en: depot}
  - {id: month, type: text, en: month}
  - {id: ordered, type: int, en: ordered, agg: add}
  - {id: delivered, type: int, en: delivered, agg: add}
  - {id: cost, type: dec, en: cost, zh: 运费}
"""
RULES = """
- {id: D1, form: deliveries, check: delivered <= ordered, en: No more is delivered than ordered}
- {id: D2, form: deliveries, check: cost >= 0, en: No cost is negative}
"""
HEADER = "depot,month,ordered,delivered,cost"
WRONG = "D007 1"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The office's repository, with one sound file whose one finding is known."""
    for name, text in (
        ("crossfoot.toml", CONFIG),
        ("schemas/deliveries.yaml", FORM),
        ("checks/deliveries.yaml", RULES),
        ("data/sound.csv", table()),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def rows() -> list[str]:
    """Twenty depots, one month."""
    return [f"D{n:03},1,100,{101 if n == 7 else 90},{n}.50" for n in range(20)]


def table(spoiled: str | None = None, at: int = 12) -> str:
    """The table, one line of it replaced."""
    lines = [HEADER, *rows()]
    if spoiled is not None:
        lines[at] = spoiled
    return "\n".join(lines) + "\n"


def checked(office: Path) -> Report:
    """What is said of everything in the office's folders."""
    with Large(Wish(always=True, messages=None)) as large:
        return pipeline.check_paths([office], opened_by=large.opened_by)


def told(report: Report, name: str) -> list[tuple[str, str | None, int | None, str]]:
    """Rule, row, line and words of what is found in one file."""
    found = [f for f in report.findings if (f.subject.file or "").endswith(name)]
    return [
        (f.rule, f.subject.row, f.figures[0].place.line if f.figures else None, f.message.en)
        for f in found
    ]


def verdict(report: Report, name: str) -> SubmissionVerdict:
    """What becomes of one file."""
    return next(one.verdict for one in report.submissions if one.path.endswith(name))


def rules(report: Report, name: str) -> list[tuple[str, str | None, int | None]]:
    return [(rule, row, line) for rule, row, line, _ in told(report, name)]


SOUND = [("D1", WRONG, 9)]
"""The row of D007 stands on line 9, and is the only one that is wrong."""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (table(), "utf-8"),
        (table(), "utf-8-sig"),
        (table(), "utf-16"),
        (table().replace("D001", "城关站"), "gb18030"),
        (table().replace("\n", "\r\n"), "utf-8"),
        (table().replace("\n", "\r"), "utf-8"),
        (table().replace("\n", "\r\n", 4), "utf-8"),
        (table().removesuffix("\n"), "utf-8"),
        (table("D011,1,100,90,1.5,,"), "utf-8"),
        (table("D011,1,100"), "utf-8"),
        (table("D011,1,100,90,1.5,77"), "utf-8"),
        (table('"D0"11,1,100,90,1.5'), "utf-8"),
        (table('"D011, ""the old one""",1,100,90,1.5'), "utf-8"),
        (HEADER.replace("cost", "ordered") + table().removeprefix(HEADER), "utf-8"),
    ],
)
def test_a_small_file_that_is_oddly_written_loses_nothing(
    office: Path, text: str, encoding: str
) -> None:
    (office / "data" / "odd.csv").write_bytes(text.encode(encoding))
    report = checked(office)
    assert rules(report, "sound.csv") == SOUND
    assert [found for found in rules(report, "odd.csv") if found[0] != "CF03"] == SOUND


def test_lines_are_counted_as_an_editor_counts_them(office: Path) -> None:
    lines = [HEADER, "", '"D000\nold",1,100,90,1', "", *rows()[1:]]
    (office / "data" / "gaps.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert rules(checked(office), "gaps.csv") == [("D1", WRONG, lines.index(rows()[7]) + 2)]


def test_an_open_quotation_mark_near_the_end_swallows_no_rows(office: Path) -> None:
    """An engine that reads to the end of the entry would drop the rows behind it."""
    for at in (2, 5, 18, 20):
        text = table('"D0,1,100,90,1.5', at)
        (office / "data" / f"open{at}.csv").write_text(text, encoding="utf-8")
    report = checked(office)
    for at in (2, 5, 18, 20):
        assert ("D1", WRONG, 9) in rules(report, f"open{at}.csv")
        remarks = [words for rule, *_, words in told(report, f"open{at}.csv") if rule == "CF01"]
        assert [f"line {at + 1}" in words for words in remarks] == [True]


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        ("D011,1,100,90,1.5,77", "line 13 has 6 cells, more than the 5 of the header"),
        ('"D011,1,100,90,1.5', "line 13 has an unpaired quotation mark"),
        ('"D0"11,1,100,90,1.5', "line 13 has an unpaired quotation mark"),
        ("D\xff11,1,100,90,1.5", "line 13 is not UTF-8"),
    ],
)
def test_a_file_too_large_for_another_way_says_its_line(
    office: Path, monkeypatch: pytest.MonkeyPatch, spoiled: str, words: str
) -> None:
    monkeypatch.setattr(way, "RECOVERABLE", 0)
    monkeypatch.setattr("crossfoot.large.files._HEAD", 60)  # what is broken lies behind the head
    data = table(spoiled).encode("latin-1")
    (office / "data" / "broken.csv").write_bytes(data)
    report = checked(office)
    assert rules(report, "sound.csv") == SOUND
    ((rule, _, _, message),) = told(report, "broken.csv")
    assert rule == "CF01"
    assert words in message
    assert "data/broken.csv" in message
    assert "--engine exact" in message
    assert verdict(report, "broken.csv") is SubmissionVerdict.UNREADABLE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (table().replace("month", "week", 1).encode(), "lacks columns that its key"),
        (table().encode("utf-16"), "in UTF-8"),
        (f"Deliveries\n\n{table()}".encode(), "does not begin with one line"),
    ],
)
def test_a_large_file_unlike_its_declaration_says_so(
    office: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    monkeypatch.setattr(way, "RECOVERABLE", 0)
    (office / "data" / "other.csv").write_bytes(data)
    ((rule, _, _, message),) = told(checked(office), "other.csv")
    assert rule == "CF01"
    assert words in message


@pytest.mark.parametrize("name", ["none.csv", "none.parquet"])
def test_an_empty_file_is_called_empty(office: Path, name: str) -> None:
    (office / "data" / name).write_bytes(b"")
    report = checked(office)
    ((rule, _, _, words),) = told(report, name)
    assert (rule, "is empty (0 bytes)" in words) == ("CF01", True)
    assert rules(report, "sound.csv") == SOUND


def parquet(path: Path, cost: str = "DECIMAL(9, 2)", limit: int = 100) -> bytes:
    """The sound table as Parquet."""
    query = (
        f"COPY (SELECT depot, month, ordered, delivered, cost::{cost} AS cost "
        f"FROM read_csv('{path.parent}/sound.csv', all_varchar = true) LIMIT {limit}) TO '{path}'"
    )
    duckdb.connect().execute(query)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["header.csv", "norows.parquet"])
def test_a_header_without_rows_is_nothing_to_check(office: Path, name: str) -> None:
    path = office / "data" / name
    if path.suffix == ".csv":
        path.write_text(HEADER + "\n", encoding="utf-8")
    else:
        parquet(path, limit=0)
    report = checked(office)
    assert [rule for rule, *_ in told(report, name)] == ["CF02"]
    assert verdict(report, name) is SubmissionVerdict.ACCEPT


def test_a_sound_parquet_file_names_the_row_by_its_key_and_no_line(office: Path) -> None:
    parquet(office / "data" / "sound.parquet")
    report = checked(office)
    assert rules(report, "sound.parquet") == [("D1", WRONG, None)]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[: len(data) // 2], "is incomplete"),
        (lambda data: data[:4], "is incomplete|is damaged|cannot be read"),
        (lambda _: b"depot,month\n" * 30, "is named .parquet but its content is not"),
        (lambda data: b"PAR1" + bytes(len(data) - 8) + b"PAR1", "cannot be read"),
        (lambda data: b"PAR1" + b"\xff" * 150 + data[154:], "cannot be read"),
    ],
)
def test_a_damaged_parquet_file_is_named(office: Path, spoil: object, words: str) -> None:
    assert callable(spoil)
    path = office / "data" / "damaged.parquet"
    path.write_bytes(spoil(parquet(path)))
    report = checked(office)
    ((rule, _, _, message),) = told(report, "damaged.parquet")
    assert rule == "CF01"
    assert any(word in message for word in words.split("|"))
    assert "data/damaged.parquet" in message
    assert verdict(report, "damaged.parquet") is SubmissionVerdict.UNREADABLE
    assert rules(report, "sound.csv") == SOUND


def test_doubles_without_digits_are_refused_with_the_line_to_add(office: Path) -> None:
    parquet(office / "data" / "double.parquet", "DOUBLE")
    ((rule, _, _, message),) = told(checked(office), "double.parquet")
    assert rule == "CF01"
    assert "field cost in schemas/deliveries.yaml" in message
    assert message.endswith("decimals: 2")


@pytest.mark.parametrize("folder", ["keyless", "elsewhere"])
def test_parquet_without_form_or_key_says_what_to_declare(office: Path, folder: str) -> None:
    (office / folder).mkdir()
    path = office / folder / "loose.parquet"
    path.write_bytes(parquet(office / "data" / "loose.parquet"))
    (office / "data" / "loose.parquet").unlink()
    ((rule, _, _, message),) = told(checked(office), "loose.parquet")
    assert rule == "CF01"
    assert "[[files]] in crossfoot.toml with form" in message


def test_parquet_with_other_columns_names_them(office: Path) -> None:
    path = office / "data" / "other.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS a, 2 AS b) TO '{path}'")
    ((rule, _, _, message),) = told(checked(office), "other.parquet")
    assert rule == "CF01"
    assert "(a, b)" in message or "depot, month" in message
