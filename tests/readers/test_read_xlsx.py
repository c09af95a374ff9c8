"""Workbooks: what is typed, what is stored, what is hidden, and where it stands."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.document import Document, Trouble
from crossfoot.readers import read
from crossfoot.readers.display import digits, moment_text


def saved(folder: Path, book: openpyxl.Workbook, name: str = "表.xlsx") -> Document:
    path = folder / name
    book.save(path)
    return read(path, name)


def book_of(rows: list[list[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def with_results(folder: Path, results: dict[str, str]) -> Document:
    """A workbook whose formulas have stored results, which the writing library cannot give them."""
    book = book_of([["领域", "排查"], ["燃气", 12], ["消防", 9], ["合计", "=SUM(B2:B3)"]])
    plain = io.BytesIO()
    book.save(plain)
    path = folder / "公式.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for formula, result in results.items():
                content = content.replace(f"<f>{formula}</f><v />", f"<f>{formula}</f>{result}")
                content = content.replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f>{result}")
            new.writestr(name, content)
    return read(path, "公式.xlsx")


def test_what_is_typed_stays_as_typed(tmp_path: Path) -> None:
    row = ["  ００12 ", "36场", "84.60%", "0012", "↓33.3%", "=不是公式", "/", "—"]
    book = book_of([row])
    book.active["F1"].data_type = "s"
    assert saved(tmp_path, book).grids[0].rows == (tuple(row),)


def test_numbers_in_the_digits_that_are_stored(tmp_path: Path) -> None:
    document = saved(tmp_path, book_of([[494, 0.846, 118.3, 138.39999999999998, 1e-7, -0.0, 1e16]]))
    grid = document.grids[0]
    assert grid.rows == (("494", "0.846", "118.3", "138.4", "0.0000001", "0", "1" + "0" * 16),)
    assert grid.facts[0, 1].number == "0.846"
    assert grid.facts[0, 1].number_format == "General"


def test_a_percent_format_is_told_but_not_applied(tmp_path: Path) -> None:
    book = book_of([[0.846]])
    book.active["A1"].number_format = "0.0%"
    grid = saved(tmp_path, book).grids[0]
    assert grid.text(0, 0) == "0.846"
    assert grid.facts[0, 0].number_format == "0.0%"


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("yyyy/m/d", "2023/9/5"),
        ('yyyy"年"m"月"d"日"', "2023年9月5日"),
        ("yyyy-mm-dd", "2023-09-05"),
        ("[$-804]yyyy.m.d;@", "2023.9.5"),
        ('m"月"d"日"', "9月5日"),
        ("yyyy/m/d h:mm", "2023/9/5 14:07"),
        ("yy-mm-dd hh:mm:ss", "23-09-05 14:07:09"),
        ("上午/下午h:mm", "下午2:07"),
        ("yyyy/m/d aaaa", "2023/9/5 星期二"),
    ],
)
def test_a_date_as_its_format_shows_it(tmp_path: Path, number_format: str, shown: str) -> None:
    book = book_of([[dt.datetime(2023, 9, 5, 14, 7, 9)]])  # noqa: DTZ001 - cells know no zone
    book.active["A1"].number_format = number_format
    grid = saved(tmp_path, book).grids[0]
    assert grid.text(0, 0) == shown
    assert grid.facts[0, 0].date == "2023-09-05"
    assert Decimal(grid.facts[0, 0].number or "0") // 1 == 45174


@pytest.mark.parametrize(
    ("code", "shown"), [(31, "2023年9月5日"), (57, "2023年9月"), (58, "9月5日")]
)
def test_dates_that_chinese_programs_store_by_format_number(
    tmp_path: Path, code: int, shown: str
) -> None:
    book = book_of([[dt.date(2023, 9, 5)]])
    book.active["A1"].number_format = "yyyy-mm-dd"
    plain = io.BytesIO()
    book.save(plain)
    path = tmp_path / "日期.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/styles.xml":
                content = re.sub(rb"<numFmts.*?</numFmts>", b"", content)
                content = content.replace(b'numFmtId="164"', b'numFmtId="%d"' % code)
            new.writestr(name, content)
    grid = read(path).grids[0]
    assert grid.text(0, 0) == shown
    assert grid.facts[0, 0].date == "2023-09-05"


def test_truth_errors_and_times(tmp_path: Path) -> None:
    book = book_of([[True, "#DIV/0!", dt.time(8, 30), dt.timedelta(hours=30)]])
    grid = saved(tmp_path, book).grids[0]
    assert grid.rows == (("TRUE", "#DIV/0!", "8:30:00", "30:00:00"),)


def test_a_formula_with_its_stored_result(tmp_path: Path) -> None:
    document = with_results(tmp_path, {"SUM(B2:B3)": "<v>22</v>"})
    grid = document.grids[0]
    assert document.notices == ()
    assert grid.text(3, 1) == "22"
    assert grid.facts[3, 1].formula == "=SUM(B2:B3)"
    assert grid.facts[3, 1].stored
    assert grid.facts[1, 1].formula is None


def test_a_formula_that_was_never_calculated(tmp_path: Path) -> None:
    document = saved(tmp_path, book_of([["合计", "=1+1"]]))
    grid = document.grids[0]
    assert document.readable
    assert grid.text(0, 1) == ""
    assert (grid.facts[0, 1].formula, grid.facts[0, 1].stored) == ("=1+1", False)
    (found,) = document.notices
    assert (found.trouble, found.fatal, found.place.cell) == (Trouble.PARTLY_READ, False, "B1")


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    book = book_of([["a", 1, 2], ["b", 3, 4]])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["C"].hidden = True
    other = book.create_sheet("字典")
    other["A1"] = "燃气"
    other.sheet_state = "veryHidden"
    first, second = saved(tmp_path, book).grids
    hidden = {at for at, fact in first.facts.items() if fact.hidden}
    assert hidden == {(0, 2), (1, 0), (1, 1), (1, 2)}
    assert not first.hidden
    assert second.hidden
    assert second.facts[0, 0].hidden


def test_merged_cells_and_addresses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "报表"
    sheet["B2"] = "隐患排查"
    sheet.merge_cells("B2:D3")
    sheet["D5"] = 7
    grid = saved(tmp_path, book).grids[0]
    assert grid.merges == ((1, 1, 2, 3),)
    assert grid.rows == ((), ("", "隐患排查"), (), (), ("", "", "", "7"))
    assert grid.place(4, 3).cell == "D5"
    assert grid.place(4, 3).sheet == "报表"


def test_an_empty_sheet_is_an_empty_grid(tmp_path: Path) -> None:
    document = saved(tmp_path, openpyxl.Workbook())
    assert document.readable
    assert document.grids[0].rows == ()


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False))
def test_what_a_person_typed_survives_the_binary_number(typed: Decimal) -> None:
    assert Decimal(digits(float(typed))) == typed


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_year_month_and_day_are_those_of_the_date(day: dt.date) -> None:
    shown = moment_text(day, 'yyyy"年"m"月"d"日"')
    assert shown == f"{day.year}年{day.month}月{day.day}日"


def _with_formulas(folder: Path, cells: str) -> Document:
    """A workbook whose rows are given as XML."""
    plain = io.BytesIO()
    book_of([["领域"]]).save(plain)
    path = folder / "公式.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                before, after = re.split(rb"<sheetData>.*</sheetData>", content)
                content = before + f"<sheetData>{cells}</sheetData>".encode() + after
            new.writestr(name, content)
    return read(path)


SHARED = (
    '<row r="2"><c r="B2"><v>3</v></c>'
    '<c r="C2"><f t="shared" ref="C2:C3" si="0">SUM(A2:B2)</f><v>3</v></c></row>'
    '<row r="3"><c r="B3"><v>4</v></c><c r="C3"><f t="shared" si="0"/><v>4</v></c>'
    '<c r="D3" t="str"><f>IF(B3&lt;5,"甲&amp;乙","")</f><v>甲&amp;乙</v></c>'
    '<c r="E3"><f t="array" ref="E3">SUM(B2:B3*1)</f><v>7</v></c></row>'
)


@pytest.mark.parametrize("change", ["", "<!-- 注 -->"])
def test_formulas_shared_by_a_range(tmp_path: Path, change: str) -> None:
    """A comment in the XML makes the library find the formulas: both ways must agree."""
    (grid,) = _with_formulas(tmp_path, SHARED + change).grids
    formulas = {at: fact.formula for at, fact in grid.facts.items() if fact.formula}
    assert formulas == {
        (1, 2): "=SUM(A2:B2)",
        (2, 2): "=SUM(A3:B3)",
        (2, 3): '=IF(B3<5,"甲&乙","")',
        (2, 4): "=SUM(B2:B3*1)",
    }
    assert grid.rows[2] == ("", "4", "4", "甲&乙", "7")


def test_cells_without_addresses(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><f>A1+1</f><v>2</v></c></row>"
    (grid,) = _with_formulas(tmp_path, rows).grids
    assert grid.rows == (("1", "2"),)
    assert grid.facts[0, 1].formula == "=A1+1"
