"""PDF reports: paragraphs put together again, tables, scans."""

import sys
from pathlib import Path

import pytest

from crossfoot.model.document import BlockKind, Document, Trouble
from crossfoot.readers import read
from tests.readers.pdf_files import pdf, ruled

pytest.importorskip("pdfplumber", reason="the optional extra pdf is not installed")


def put(folder: Path, content: bytes) -> Document:
    path = folder / "报告.pdf"
    path.write_bytes(content)
    return read(path, "报告.pdf")


def test_a_number_divided_by_a_line_end_is_one_number(tmp_path: Path) -> None:
    document = put(
        tmp_path,
        pdf(
            [
                [
                    (200, 800, "安全生产工作情况"),
                    (84, 760, "一、全县共排查一般隐患四百处，整改率比上年提高十二个百分"),
                    (60, 740, "点，其中燃气领域排查12"),
                    (84, 720, "二、打击非法违法行为一千起，罚款共计三百万元，移送案件3"),
                    (60, 700, "4件。"),
                ]
            ]
        ),
    )
    assert document.notices == ()
    assert document.text == (
        "安全生产工作情况\n"
        "一、全县共排查一般隐患四百处，整改率比上年提高十二个百分点，其中燃气领域排查12\n"
        "二、打击非法违法行为一千起，罚款共计三百万元，移送案件34件。"
    )
    assert [block.page for block in document.blocks] == [1, 1, 1]


def test_a_paragraph_runs_on_over_the_page(tmp_path: Path) -> None:
    full = "三、各乡镇各部门共组织宣传活动二百余场，发放宣传资料三万五千"
    document = put(
        tmp_path,
        pdf(
            [
                [(60, 700, full), (280, 40, "— 1 —")],
                [(60, 800, "余份。"), (84, 780, "四、开展演练。"), (280, 40, "— 2 —")],
            ]
        ),
    )
    assert document.text == full + "余份。\n四、开展演练。"
    assert [block.page for block in document.blocks] == [1, 2]


def test_a_ruled_table(tmp_path: Path) -> None:
    cells = [("领域", "排查", "整改"), ("燃气", "12", "9"), ("消防", "98.", "7")]
    texts = [
        (105 + 100 * column, 705 - 40 * row, text)
        for row, line in enumerate(cells)
        for column, text in enumerate(line)
    ]
    texts += [(205, 615, "3%"), (60, 760, "附表："), (60, 500, "表后的话。")]
    rules = ruled((100, 200, 300, 400), (730, 690, 650, 610))
    document = put(tmp_path, pdf([texts], rules))
    (grid,) = document.grids
    assert grid.rows == (("领域", "排查", "整改"), ("燃气", "12", "9"), ("消防", "98.3%", "7"))
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.ROW,
        BlockKind.ROW,
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
    ]
    for (row, column), start in grid.starts.items():
        text = grid.text(row, column)
        assert document.text[start : start + len(text)] == text


def test_a_page_without_text_says_so(tmp_path: Path) -> None:
    document = put(tmp_path, pdf([[]]))
    assert [found.trouble for found in document.notices] == [Trouble.UNSUPPORTED]
    assert "扫描件" in document.notices[0].zh


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", pdf([[(60, 700, "甲")]])[:200]])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    document = put(tmp_path, content)
    assert not document.readable
    assert "报告.pdf" in document.notices[0].zh


def test_without_the_component_the_office_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    document = put(tmp_path, pdf([[(60, 700, "甲")]]))
    assert [found.trouble for found in document.notices] == [Trouble.UNSUPPORTED]
    assert "crossfoot[pdf]" in document.notices[0].zh
