"""Workbooks with decorations that a library takes for errors: the figures are read all the same."""

import io
from pathlib import Path

import pytest

from crossfoot.readers import read
from tests.readers.hostile_files import SHEET, altered


def decorated() -> bytes:
    """A workbook with a rate, a date, a hidden column, a merge and a hidden sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "报表"
    sheet.append(["隐患统计表"])
    sheet.append(["燃气", 494, 0.846])
    sheet["C2"].number_format = "0.0%"
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("字典").sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "xl/styles.xml",
            b"<fonts",
            b'<dxfs><dxf><font><color rgb="zz"/></font></dxf></dxfs><fonts',
        ),
        ("docProps/core.xml", b'W3CDTF">', b'W3CDTF">gestern '),
        (SHEET, b"</sheetData>", b'</sheetData><pageSetup orientation="schief"/>'),
        (SHEET, b"<sheetViews>", b'<sheetViews><sheetView view="x" workbookViewId="0"/>'),
        ("xl/workbook.xml", b"<bookViews>", b'<bookViews><workbookView visibility="z"/>'),
    ],
)
def test_figures_survive_decorations(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    import openpyxl

    sound = decorated()
    odd = altered(sound, {part: lambda content: content.replace(old, new)})
    with pytest.raises((TypeError, ValueError, KeyError)):
        openpyxl.load_workbook(io.BytesIO(odd))
    path = tmp_path / "表.xlsx"
    path.write_bytes(sound)
    expected = read(path, "表.xlsx")
    path.write_bytes(odd)
    document = read(path, "表.xlsx")
    assert document.notices == ()
    assert document.grids == expected.grids
    assert document.grids[0].facts[1, 2].number_format == "0.0%"
    assert document.grids[0].facts[1, 1].hidden
    assert document.grids[1].hidden
