"""Binary workbooks: the same facts as from XLSX, under any of their names."""

from pathlib import Path

import pytest

from crossfoot.model.document import Document, Trouble
from crossfoot.readers import read
from tests.readers.hostile_files import compound
from tests.readers.xls_files import Sheet, record, xls

TABLE = Sheet(
    "报表",
    {
        (0, 0): ("隐患排查统计表", 0),
        (1, 0): ("领域", 0),
        (1, 1): ("排查", 0),
        (1, 2): ("整改率", 0),
        (2, 0): ("燃气", 0),
        (2, 1): (494.0, 0),
        (2, 2): (0.846, 164),
        (3, 0): ("消防", 0),
        (3, 1): ("36场", 0),
        (3, 2): ("#DIV/0!", 0),
        (4, 0): (45174.0, 165),
        (4, 1): (45174.0, 57),
        (4, 2): (True, 0),
    },
    merges=[(0, 0, 0, 2)],
    hidden_rows=(3,),
)
FORMATS = {164: "0.0%", 165: 'yyyy"年"m"月"d"日"'}


def put(folder: Path, content: bytes, name: str = "报表.xls") -> Document:
    path = folder / name
    path.write_bytes(content)
    return read(path, name)


def test_cells_formats_merges_and_dates(tmp_path: Path) -> None:
    document = put(tmp_path, xls([TABLE], FORMATS))
    assert document.notices == ()
    assert document.format == "xls"
    (grid,) = document.grids
    assert grid.sheet == "报表"
    assert grid.rows == (
        ("隐患排查统计表",),
        ("领域", "排查", "整改率"),
        ("燃气", "494", "0.846"),
        ("消防", "36场", "#DIV/0!"),
        ("2023年9月5日", "2023年9月", "TRUE"),
    )
    assert grid.merges == ((0, 0, 0, 2),)
    assert (grid.facts[2, 2].number, grid.facts[2, 2].number_format) == ("0.846", "0.0%")
    assert grid.facts[4, 0].date == "2023-09-05"
    assert grid.facts[4, 1].date == "2023-09-05"


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    secret = Sheet("字典", {(0, 0): ("燃气", 0), (0, 1): (1.0, 0)}, hidden=True)
    column = Sheet("列", {(0, 0): ("甲", 0), (0, 1): ("乙", 0)}, hidden_columns=(1,))
    first, second, third = put(tmp_path, xls([TABLE, secret, column], FORMATS)).grids
    assert {at for at, fact in first.facts.items() if fact.hidden} == {(3, 0), (3, 1), (3, 2)}
    assert second.hidden
    assert all(fact.hidden for fact in second.facts.values())
    assert set(third.facts) == {(0, 1)}


@pytest.mark.parametrize("name", ["报表.et", "报表.xlsx", "报表.csv"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    assert put(tmp_path, xls([TABLE], FORMATS), name).format == "xls"


def test_a_large_stream_over_many_sectors(tmp_path: Path) -> None:
    cells = {(row, column): (float(row * column), 0) for row in range(900) for column in range(20)}
    (grid,) = put(tmp_path, xls([Sheet("大", dict(cells))])).grids
    assert grid.text(899, 19) == str(899 * 19)


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    from tests.readers.hostile_files import compound_with

    begin = record(0x809, b"\x00\x06\x05\x00" + bytes(12))
    locked = compound_with("Workbook", begin + record(0x2F, bytes(54)) + record(0x0A))
    assert [found.trouble for found in put(tmp_path, locked).notices] == [Trouble.ENCRYPTED]


def test_broken_workbooks_are_survived(tmp_path: Path) -> None:
    assert [found.trouble for found in put(tmp_path, compound("Workbook")).notices] == [
        Trouble.BROKEN
    ]
    whole = xls([TABLE], FORMATS)
    for at in range(0, len(whole), 41):
        damaged = bytearray(whole)
        damaged[at] ^= 0x5A
        assert put(tmp_path, bytes(damaged)).path == "报表.xls"
    for size in range(0, len(whole), 97):
        assert put(tmp_path, whole[:size]).path == "报表.xls"
