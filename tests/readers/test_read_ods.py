"""OpenDocument workbooks: what each cell shows, what it stores, and what is repeated."""

from pathlib import Path

import pytest

from crossfoot.model.document import Document, Trouble
from crossfoot.readers import read
from tests.readers.hostile_files import archive

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    ]
)
HIDDEN_STYLE = (
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods(tables: str, head: str = "", **more: bytes) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_SPACES}>'
        f"{HIDDEN_STYLE}<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            **more,
        }
    )


def table(rows: str, name: str = "报表", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{rows}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def word(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def number(value: str, shown: str, kind: str = "float", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def put(folder: Path, content: bytes) -> Document:
    path = folder / "报表.ods"
    path.write_bytes(content)
    return read(path, "报表.ods")


def test_numbers_rates_and_dates(tmp_path: Path) -> None:
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2023-09-05">'
        "<text:p>2023年9月5日</text:p></table:table-cell>"
    )
    cells = [
        number("0.846", "84.6%", "percentage"),
        number("1234", "1,234"),
        number("118.2847", "118.3"),
        number("80", "80.00"),
        number("138.39999999999998", "138.4"),
        number("36", "36场"),
        day,
    ]
    (grid,) = put(tmp_path, ods(table(row(*cells)))).grids
    assert grid.rows == (("84.6%", "1234", "118.2847", "80", "138.4", "36场", "2023年9月5日"),)
    assert (grid.facts[0, 0].number, grid.facts[0, 0].number_format) == ("0.846", "0.0%")
    assert grid.facts[0, 1].number_format == "General"
    assert grid.facts[0, 2].number_format == "0.0"
    assert grid.facts[0, 3].number_format == "0.00"
    assert grid.facts[0, 6].date == "2023-09-05"


def test_repeated_cells_and_rows(tmp_path: Path) -> None:
    rows = (
        row(word("甲"), number("0", "0", more=' table:number-columns-repeated="3"'))
        + row('<table:table-cell table:number-columns-repeated="16384"/>',
              more=' table:number-rows-repeated="2"')
        + row(word("乙"), more=' table:number-rows-repeated="2"')
        + row('<table:table-cell table:number-columns-repeated="16384"/>',
              more=' table:number-rows-repeated="1048570"')
    )  # fmt: skip
    (grid,) = put(tmp_path, ods(table(rows))).grids
    assert grid.rows == (("甲", "0", "0", "0"), (), (), ("乙",), ("乙",))


def test_merges_formulas_and_what_is_hidden(tmp_path: Path) -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(
            word("标题", ' table:number-columns-spanned="2" table:number-rows-spanned="1"'),
            "<table:covered-table-cell/>",
        )
        + row(word("合计"), number("22", "22", more=' table:formula="of:=SUM([.B1:.B2])"'))
        + row(word("藏"), '<table:table-cell table:formula="of:=1"/>',
              more=' table:visibility="filter"')
    )  # fmt: skip
    document = put(
        tmp_path,
        ods(table(rows) + table(row(word("字典")), "_字典", ' table:style-name="ta2"')),
    )
    first, second = document.grids
    assert first.merges == ((0, 0, 0, 1),)
    assert first.facts[1, 1].formula == "of:=SUM([.B1:.B2])"
    assert first.facts[1, 1].hidden
    assert first.facts[2, 0].hidden
    assert not first.facts[2, 1].stored
    assert second.hidden
    assert not first.hidden


def test_blanks_breaks_and_notes_inside_a_cell(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>批注 99</text:p></office:annotation>"
        '<text:p>甲<text:s text:c="2"/>乙<text:span>丙</text:span></text:p><text:p>丁</text:p>'
        "</table:table-cell>"
    )
    (grid,) = put(tmp_path, ods(table(row(cell)))).grids
    assert grid.rows == (("甲  乙丙\n丁",),)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (
            ods(
                table(
                    row(
                        number("1", "1", more=' table:number-columns-repeated="16384"'),
                        more=' table:number-rows-repeated="1048576"',
                    )
                )
            ),
            Trouble.HOSTILE,
        ),
        (ods(table(row(word("&a;"))), '<!DOCTYPE x [<!ENTITY a "b">]>'), Trouble.HOSTILE),
        (ods(""), Trouble.EMPTY),
        (ods("<table:table>")[:-40], Trouble.BROKEN),
        (ods("<table:table>"), Trouble.BROKEN),
        (archive({"mimetype": b"opendocument.spreadsheet"}), Trouble.BROKEN),
        (
            archive(
                {
                    "mimetype": b"opendocument.spreadsheet",
                    "content.xml": b'<?xml version="1.0" encoding="U4F-8"?><a/>',
                }
            ),
            Trouble.BROKEN,
        ),
        (
            ods("", **{"META-INF/manifest.xml": b"<m:encryption-data/>"}),
            Trouble.ENCRYPTED,
        ),
    ],
)
def test_troubles(tmp_path: Path, content: bytes, trouble: Trouble) -> None:
    assert [found.trouble for found in put(tmp_path, content).notices] == [trouble]
