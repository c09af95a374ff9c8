"""HTML: pages as text, and exports under a workbook's name as sheets."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.document import BlockKind, Document, Trouble
from crossfoot.readers import read
from crossfoot.readers.html import read_page, read_sheet
from crossfoot.readers.troubles import UnreadableError

EXPORT = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<style>td {color: red}</style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>9月</x:Name></x:ExcelWorkbook></xml><![endif]-->
</head><body>
<h3>隐患排查统计表</h3>
<table>
<tr><th rowspan=2>领域</th><th colspan="2">一般隐患</th></tr>
<tr><th>排查</th><th>整改</th></tr>
<tr><td>燃气&nbsp;</td><td x:num>12</td><td>9</td></tr>
<![if supportMisalignedColumns]><tr style='display:none'><td>1</td><td></td><td></td></tr><![endif]>
</table>
<p>填表人：某某</p>
</body></html>"""


def put(folder: Path, content: str, name: str, encoding: str = "gb18030") -> Document:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return read(path, name)


def test_an_export_is_one_sheet(tmp_path: Path) -> None:
    document = put(tmp_path, EXPORT, "报表.xls")
    assert document.notices == ()
    (grid,) = document.grids
    assert grid.rows == (
        ("隐患排查统计表",),
        ("领域", "一般隐患"),
        ("", "排查", "整改"),
        ("燃气", "12", "9"),
        ("1",),
        ("填表人：某某",),
    )
    assert grid.merges == ((1, 0, 2, 0), (1, 1, 1, 2))
    assert {at for at, fact in grid.facts.items() if fact.hidden} == {(4, 0)}
    assert grid.place(3, 1).cell == "B4"
    assert grid.sheet == "9月"
    assert document.format == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_its_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    (grid,) = put(tmp_path, EXPORT, "报表.xls", encoding).grids
    assert grid.text(0, 0) == "隐患排查统计表"


def test_a_page_is_a_text_document(tmp_path: Path) -> None:
    document = put(tmp_path, EXPORT, "报表.html")
    assert document.text == (
        "隐患排查统计表\n领域\t一般隐患\n\t排查\t整改\n燃气\t12\t9\n1\t\t\n填表人：某某"
    )
    assert document.blocks[0].kind is BlockKind.HEADING
    assert document.blocks[1].kind is BlockKind.ROW
    (grid,) = document.grids
    assert grid.table == 1
    for (row, column), start in grid.starts.items():
        text = grid.text(row, column)
        assert document.text[start : start + len(text)] == text


def test_tags_left_open_and_tables_in_tables(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>甲<td>1<table><tr><td>内</td><td>2</td></tr></table>"
        "<tr><td>乙<br>丙<td>3</table>后文<p>又一段"
    )
    (grid,) = put(tmp_path, page, "表.xls").grids
    assert grid.rows == (("甲", "1\n\t内\t2"), ("乙\n丙", "3"), ("后文",), ("又一段",))


_PIECES = ["<table>", "</table>", "<tr>", "<td>", "<td colspan=2>", "</td>", "<p>", "<br>", "甲",
           "<", ">", "'", '"', "<!--", "-->", "&amp", "<style>", "</style>", " 12 ",
           "<td rowspan=3>"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_no_page_upsets_the_reader(page: str) -> None:
    for reader in (read_sheet, read_page):
        try:
            document = reader(page.encode(), "表.html")
        except UnreadableError:
            continue
        for grid in document.grids:
            for (row, column), start in grid.starts.items():
                text = grid.text(row, column)
                assert document.text[start : start + len(text)] == text


def test_a_page_without_text(tmp_path: Path) -> None:
    document = put(tmp_path, "<html><script>x=1</script></html>", "空.xls")
    assert [found.trouble for found in document.notices] == [Trouble.EMPTY]


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * 50_000,
        "<table><tr>" + "<td rowspan=65534 colspan=1000>x" * 2_000,
        "<table>" + "<tr><td rowspan=65534>1" * 20_000,
        "<html>" + "<a " * 30_000,
        "<html>" + "&#x" * 100_000,
        "<html><![unknown[x]]>甲",
    ],
)
def test_hostile_pages_cost_little(tmp_path: Path, page: str) -> None:
    begun = time.process_time()
    for name in ("表.xls", "表.html"):
        assert put(tmp_path, page, name).path == name
    assert time.process_time() - begun < 5
