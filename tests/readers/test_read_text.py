"""Encodings, CSV and plain text: every character as it was written, every row on its own line."""

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.document import BlockKind, Document, Trouble
from crossfoot.readers import read

TABLE = "单位,排查数,整改率\n枫桥头镇,0012,84.60%\n鹿鸣镇,7,100%\n"


def put(folder: Path, name: str, content: bytes | str) -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, name)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_the_same_table_in_every_encoding(tmp_path: Path, encoding: str, named: str) -> None:
    document = put(tmp_path, "t.csv", TABLE.encode(encoding))
    assert document.notices == ()
    assert document.encoding == named
    assert document.grids[0].rows == (
        ("单位", "排查数", "整改率"),
        ("枫桥头镇", "0012", "84.60%"),
        ("鹿鸣镇", "7", "100%"),
    )


def test_rare_names_are_not_taken_for_another_script(tmp_path: Path) -> None:
    document = put(tmp_path, "t.csv", "镕,喆,堃,昇\n1,2,3,4\n".encode("gb18030"))
    assert document.grids[0].rows[0] == ("镕", "喆", "堃", "昇")


def test_a_binary_file_named_csv(tmp_path: Path) -> None:
    document = put(tmp_path, "数据.csv", bytes(range(256)) * 8)
    assert [notice.trouble for notice in document.notices] == [Trouble.NOT_TEXT]
    assert "数据.csv" in document.notices[0].zh
    assert not document.readable
    assert len(document.sha256) == 64


def test_an_empty_file_and_a_blank_one(tmp_path: Path) -> None:
    for content in ("", " \r\n\n"):
        document = put(tmp_path, "空.csv", content)
        assert [notice.trouble for notice in document.notices] == [Trouble.EMPTY]


def test_a_text_cut_in_the_middle_of_a_character_is_still_read(tmp_path: Path) -> None:
    whole = ("本月共排查隐患494项，已整改418项。\n" * 40).encode()
    document = put(tmp_path, "报告.txt", whole[:-6])
    assert document.readable
    assert [(notice.trouble, notice.fatal) for notice in document.notices] == [
        (Trouble.PARTLY_READ, False)
    ]
    assert "40" in document.notices[0].zh
    assert document.text.startswith("本月共排查隐患494项")


def test_no_known_encoding_names_the_line(tmp_path: Path) -> None:
    document = put(tmp_path, "报告.txt", b"ab\n" + b"\xff\x81\xff " * 40)
    assert [notice.trouble for notice in document.notices] == [Trouble.BAD_ENCODING]
    assert "第 2 行" in document.notices[0].zh


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [["unit", "found", "rate"], ["A", "12", "84.6%"], ["B", "7", "/"]]
    document = put(tmp_path, "t.csv", "\n".join(delimiter.join(row) for row in rows))
    assert [list(row) for row in document.grids[0].rows] == rows


def test_decimal_commas_do_not_split_cells(tmp_path: Path) -> None:
    document = put(tmp_path, "t.csv", "a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n")
    assert document.grids[0].rows[1] == ("1,5", "2,5", "3,5")


def test_a_title_above_the_header_does_not_mislead(tmp_path: Path) -> None:
    text = "某县隐患排查统计表\n填报单位：鹿鸣镇，2023年\n领域\t排查\t整改\n燃气\t1,200\t900\n"
    document = put(tmp_path, "t.txt", text.replace("填报单位：鹿鸣镇，2023年\n", ""))
    assert document.format == "txt"  # the first line is no row of a table, so this is prose
    document = put(tmp_path, "t.csv", text)
    assert document.grids[0].rows[3] == ("燃气", "1,200", "900")


def test_ragged_rows_and_blank_lines_keep_their_places(tmp_path: Path) -> None:
    document = put(tmp_path, "t.csv", "a,b,c\n1,2\n\n3,4,5,6\n")
    grid = document.grids[0]
    assert grid.rows == (("a", "b", "c"), ("1", "2"), (), ("3", "4", "5", "6"))
    assert grid.lines == (1, 2, 3, 4)


def test_line_breaks_inside_quotation_marks_count(tmp_path: Path) -> None:
    document = put(tmp_path, "t.csv", 'a,b\r\n"一\r\n二",1\r\n"x",2\r\n')
    grid = document.grids[0]
    assert grid.rows[1] == ("一\r\n二", "1")
    assert grid.lines == (1, 2, 4)
    assert grid.place(2, 1).line == 4


def test_an_unpaired_quotation_mark_swallows_no_rows(tmp_path: Path) -> None:
    text = 'a,b\n"x",1\n"坏,2\n好,3\n"y\nz",4\n'
    document = put(tmp_path, "t.csv", text)
    assert document.readable
    assert document.grids[0].rows == (
        ("a", "b"),
        ("x", "1"),
        ('"坏', "2"),
        ("好", "3"),
        ("y\nz", "4"),
    )
    assert document.grids[0].lines == (1, 2, 3, 4, 5)
    assert [notice.trouble for notice in document.notices] == [Trouble.PARTLY_READ]


def test_a_quoted_part_of_a_name_is_nothing_to_report(tmp_path: Path) -> None:
    document = put(tmp_path, "t.csv", 'a,b\n"甲"公司,1\n"乙\n丙",2\n')
    assert document.notices == ()
    assert document.grids[0].rows == (("a", "b"), ("甲公司", "1"), ("乙\n丙", "2"))
    assert document.grids[0].lines == (1, 2, 3)


def test_a_huge_cell_behind_a_stray_quotation_mark(tmp_path: Path) -> None:
    text = "a,b\n" + '"' + "x,1\n" * 60_000
    document = put(tmp_path, "t.csv", text)
    assert len(document.grids[0].rows) == 60_001
    assert document.notices[0].place.line == 2


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=5),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    from crossfoot.readers.decode import Decoded
    from crossfoot.readers.delimited import _parse

    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
    source = list(io.StringIO(target.getvalue(), newline=""))
    parsed, lines, stray = _parse(source, ",")
    assert [list(row) for row in parsed] == rows
    assert stray == []
    assert len(lines) == len(rows)
    assert Decoded(target.getvalue(), "utf-8").text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_text_upsets_the_csv_reader(text: str) -> None:
    from crossfoot.readers.decode import Decoded
    from crossfoot.readers.delimited import from_text
    from crossfoot.readers.troubles import UnreadableError

    try:
        document = from_text(Decoded(text, "utf-8"), "t.csv")
    except UnreadableError:
        assert not text.strip()
        return
    grid = document.grids[0]
    assert len(grid.rows) == len(grid.lines)
    assert list(grid.lines) == sorted(grid.lines)


def test_prose_keeps_every_character(tmp_path: Path) -> None:
    text = "标题\r\n\r\n　　一、排查隐患494项，\n整改418项。\r末行"
    document = put(tmp_path, "报告.txt", b"\xef\xbb\xbf" + text.encode())
    assert document.text == text
    assert [(block.line, block.number) for block in document.blocks] == [
        (1, 1),
        (3, 2),
        (4, 3),
        (5, 4),
    ]
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    document = put(tmp_path, "a.txt", "一,二,三\n四,五,六\n七,八,九\n")
    assert document.format == "txt"
    assert document.grids == ()


def test_a_table_exported_as_text_under_a_workbook_name(tmp_path: Path) -> None:
    text = "隐患统计表\n领域\t排查\n燃气\t12\n"
    document = put(tmp_path, "导出.xls", text.encode("gb18030"))
    assert document.grids[0].rows == (("隐患统计表",), ("领域", "排查"), ("燃气", "12"))


def test_a_markdown_report_that_begins_with_a_tag(tmp_path: Path) -> None:
    document = put(tmp_path, "小结.md", "<div align=center>\n\n# 小结\n")
    assert document.format == "md"


def test_a_markdown_report(tmp_path: Path) -> None:
    text = (
        "# 9月小结\n\n排查隐患 21 项。\n\n"
        "| 领域 | 排查 |\n|:---|---:|\n| 燃气 | 12 |\n| 消防\\|电气 | 9 |\n\n"
        "```\n| 不 | 是 |\n|---|---|\n```\n"
    )
    document = put(tmp_path, "小结.md", text)
    assert document.text == text
    assert [block.kind for block in document.blocks[:3]] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ROW,
    ]
    (grid,) = document.grids
    assert grid.table == 1
    assert grid.rows == (("领域", "排查"), ("燃气", "12"), ("消防\\|电气", "9"))
    place = grid.place(1, 1)
    assert place.start is not None
    assert text[place.start : place.end] == "12"


def test_three_thousand_rows_are_read_in_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text("".join(f"单位{i},{i},{i * 3},84.6%,备注\n" for i in range(3_000)), "utf-8")
    read(path)
    best = min(_seconds(path) for _ in range(5))
    assert best < 0.1  # a few milliseconds; the bound leaves room for a busy machine


def _seconds(path: Path) -> float:
    begun = time.process_time()
    assert len(read(path).grids[0].rows) == 3_000
    return time.process_time() - begun
