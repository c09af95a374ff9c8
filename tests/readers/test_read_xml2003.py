"""XML spreadsheets of 2003, as report systems export them."""

from pathlib import Path

import pytest

from crossfoot.model.document import Document, Trouble
from crossfoot.readers import read

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>{head}'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style>'
    '<Style ss:ID="s2"><NumberFormat ss:Format="Long Date"/></Style></Styles>'
)
SHEET = (
    '<Worksheet ss:Name="报表"><Table><Column/><Column ss:Hidden="1"/>'
    '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">隐患统计表</Data></Cell></Row>'
    '<Row ss:Index="3"><Cell><Data ss:Type="String">燃气</Data></Cell>'
    '<Cell><Data ss:Type="Number">494</Data></Cell>'
    '<Cell ss:StyleID="s1"><Data ss:Type="Number">0.84599999999999997</Data></Cell>'
    '<Cell ss:Index="5" ss:StyleID="s2"><Data ss:Type="DateTime">2023-09-05T00:00:00.000</Data>'
    '</Cell><Cell ss:Formula="=RC[-4]+1"><Data ss:Type="Number">495</Data></Cell></Row>'
    "</Table></Worksheet>"
)
HIDDEN = (
    '<Worksheet ss:Name="字典"><Table><Row><Cell><Data ss:Type="String">甲</Data></Cell></Row>'
    "</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    "</Worksheet>"
)


def put(folder: Path, sheets: str, head: str = "") -> Document:
    path = folder / "报表.xls"
    path.write_text(HEAD.format(head=head) + sheets + "</Workbook>", encoding="utf-8")
    return read(path, "报表.xls")


def test_cells_merges_formats_and_what_is_hidden(tmp_path: Path) -> None:
    document = put(tmp_path, SHEET + HIDDEN)
    assert document.notices == ()
    first, second = document.grids
    assert first.sheet == "报表"
    assert first.rows == (
        ("隐患统计表",),
        (),
        ("燃气", "494", "0.846", "", "2023年9月5日", "495"),
    )
    assert first.merges == ((0, 0, 0, 2),)
    assert first.facts[2, 2].number_format == "0.0%"
    assert first.facts[2, 4].date == "2023-09-05"
    assert first.facts[2, 5].formula == "=RC[-4]+1"
    assert {at for at, fact in first.facts.items() if fact.hidden} == {(2, 1)}
    assert second.hidden


@pytest.mark.parametrize(
    ("sheets", "head", "trouble"),
    [
        (SHEET[:-30], "", Trouble.BROKEN),
        (SHEET.replace("494", "四"), "", Trouble.BROKEN),
        (SHEET.replace('ss:Index="5"', 'ss:Index="99999"'), "", Trouble.BROKEN),
        (SHEET, '<!DOCTYPE x [<!ENTITY a "b">]>', Trouble.HOSTILE),
        ("", "", Trouble.EMPTY),
    ],
)
def test_troubles(tmp_path: Path, sheets: str, head: str, trouble: Trouble) -> None:
    assert [found.trouble for found in put(tmp_path, sheets, head).notices] == [trouble]
