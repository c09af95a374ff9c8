"""Word reports: paragraphs and tables in the order of the page, all changes accepted."""

import io
import zipfile
from pathlib import Path

import docx  # noqa: TID253
from docx.oxml import parse_xml  # noqa: TID253
from docx.oxml.ns import nsdecls  # noqa: TID253

from crossfoot.model.document import BlockKind, Document, Trouble
from crossfoot.readers import read


def saved(folder: Path, document: "docx.document.Document", name: str = "报告.docx") -> Document:
    path = folder / name
    document.save(str(path))
    return read(path, name)


def body_of(folder: Path, xml: str) -> Document:
    """A document whose body is given as XML."""
    document = docx.Document()
    for child in list(document.element.body):
        document.element.body.remove(child)
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        document.element.body.append(child)
    return saved(folder, document)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def holds_together(document: Document) -> None:
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
        assert document.text.count("\n", 0, block.start) + 1 == block.line
    for grid in document.grids:
        for (row, column), start in grid.starts.items():
            text = grid.text(row, column)
            assert document.text[start : start + len(text)] == text


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    source = docx.Document()
    source.add_heading("安全生产工作情况", level=1)
    source.add_paragraph("一、排查隐患494项。")
    table = source.add_table(2, 3)
    for column, text in enumerate(["领域", "排查", "整改"]):
        table.cell(0, column).text = text
    for column, text in enumerate(["燃气", "12", "9"]):
        table.cell(1, column).text = text
    source.add_paragraph("")
    source.add_paragraph("二、整改418项。")
    document = saved(tmp_path, source)
    assert document.text == (
        "安全生产工作情况\n一、排查隐患494项。\n领域\t排查\t整改\n燃气\t12\t9\n\n二、整改418项。"
    )
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ROW,
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
    ]
    assert document.grids[0].rows == (("领域", "排查", "整改"), ("燃气", "12", "9"))
    assert document.grids[0].table == 1
    holds_together(document)


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    document = body_of(
        tmp_path,
        "<w:p><w:r><w:t>整改</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>400</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>418</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>'
        "<w:r><w:t>项。</w:t></w:r></w:p>",
    )
    assert document.text == "整改418项。"


def test_a_deleted_paragraph_mark_joins_what_it_parted(tmp_path: Path) -> None:
    document = body_of(
        tmp_path,
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        "<w:r><w:t>整改率94.</w:t></w:r></w:p>" + paragraph("64%。"),
    )
    assert document.text == "整改率94.64%。"


def test_links_controls_fields_and_signs(tmp_path: Path) -> None:
    document = body_of(
        tmp_path,
        "<w:p><w:hyperlink><w:r><w:t>通报</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>3起</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>甲</w:t><w:br/>"
        "<w:t>乙</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐去</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + paragraph("控件里的段落") + "</w:sdtContent></w:sdt>",
    )
    assert document.text == "通报3起\t甲\n乙\n控件里的段落"
    assert [block.line for block in document.blocks] == [1, 3]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('方框内排查7处')}</w:txbxContent>"
    document = body_of(
        tmp_path,
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>" + paragraph("后文"),
    )
    assert document.text == "正文\n方框内排查7处\n后文"


def test_merged_cells_of_a_table(tmp_path: Path) -> None:
    source = docx.Document()
    table = source.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "隐患"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "领域"
    table.cell(1, 1).text, table.cell(1, 2).text = "排查", "整改"
    for column, text in enumerate(["燃气", "12", "9"]):
        table.cell(2, column).text = text
    document = saved(tmp_path, source)
    grid = document.grids[0]
    assert grid.rows == (("领域", "隐患", ""), ("", "排查", "整改"), ("燃气", "12", "9"))
    assert grid.merges == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert document.text == "领域\t隐患\n\t排查\t整改\n燃气\t12\t9"
    holds_together(document)


def test_a_table_inside_a_cell(tmp_path: Path) -> None:
    source = docx.Document()
    outer = source.add_table(1, 2)
    outer.cell(0, 0).text = "说明"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "5"
    document = saved(tmp_path, source)
    assert [grid.table for grid in document.grids] == [1, 2]
    assert document.grids[1].rows == (("甲", "5"),)
    holds_together(document)


def test_footnotes_follow_the_body(tmp_path: Path) -> None:
    source = docx.Document()
    source.add_paragraph("正文494项")
    plain = io.BytesIO()
    source.save(plain)
    path = tmp_path / "注.docx"
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        f'<w:footnote w:id="0" w:type="separator">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("含上年结转6项")}</w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="n1" Type="{kind}" Target="footnotes.xml"/>'
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", notes)
    assert read(path).text == "正文494项\n含上年结转6项"


def test_an_empty_document_says_so(tmp_path: Path) -> None:
    document = saved(tmp_path, docx.Document())
    assert [found.trouble for found in document.notices] == [Trouble.EMPTY]
