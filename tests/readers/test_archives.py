"""Archives of submissions are folders; other programs' files are converted or refused politely."""

import sys
import zipfile
from pathlib import Path

import pytest

from crossfoot.model.document import Trouble
from crossfoot.readers import read, survey, walk
from tests.readers import hostile_files as hostile

TABLE = b"a,b\n1,2\n"


def test_an_archive_is_read_like_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("上报").mkdir()
    Path("上报/九月.zip").write_bytes(
        hostile.archive(
            {
                "10镇/表.csv": TABLE,
                "2镇/表.xlsx": hostile.workbook(),
                "2镇/~$表.xlsx": b"",
                "__MACOSX/2镇/._表.xlsx": b"",
                "照片.jpg": b"",
                "再压.zip": hostile.archive({"a.csv": TABLE}),
            }
        )
    )
    seen = survey(["上报"])
    assert [(item.shown, item.notice is None) for item in seen.found] == [
        ("上报/九月.zip/2镇/表.xlsx", True),
        ("上报/九月.zip/10镇/表.csv", True),
        ("上报/九月.zip/再压.zip", False),
    ]
    assert len(seen.skipped) == 3
    documents = [read(item.path, item.shown, item.member) for item in seen.found[:2]]
    assert [document.format for document in documents] == ["xlsx", "csv"]
    assert documents[1].grids[0].rows == (("a", "b"), ("1", "2"))
    assert documents[1].path == "上报/九月.zip/10镇/表.csv"
    assert [item.name for item in Path().iterdir()] == ["上报"]  # nothing was unpacked


def test_names_in_gbk_and_names_that_climb(tmp_path: Path) -> None:
    path = tmp_path / "报.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/甲.csv", TABLE)
        plain = zipfile.ZipInfo("x" * 9 + ".csv")
        archive.writestr(plain, TABLE)
    raw = path.read_bytes().replace(b"x" * 9, "枫桥头.".encode("gbk") + b"12")
    path.write_bytes(raw)
    found = walk([path])
    assert {item.shown.removeprefix(path.as_posix()) for item in found} == {
        "/枫桥头.12.csv",
        "/etc/甲.csv",
    }
    for item in found:
        assert read(item.path, item.shown, item.member).grids[0].rows[1] == ("1", "2")


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"PK\x03\x04 cut", Trouble.BROKEN),
        (hostile.archive({"a.csv": b" " * 50_000_000}), Trouble.HOSTILE),
        (hostile.archive({f"{number}.csv": b"" for number in range(2_001)}), Trouble.HOSTILE),
    ],
)
def test_a_bad_archive_is_named(tmp_path: Path, content: bytes, trouble: Trouble) -> None:
    path = tmp_path / "报.zip"
    path.write_bytes(content)
    (found,) = walk([path])
    assert found.notice is not None
    assert found.notice.trouble is trouble


def test_a_workbook_called_an_archive_is_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    path.write_bytes(hostile.workbook())
    (found,) = walk([path])
    assert read(found.path, found.shown, found.member).format == "xlsx"


OFFICE = """#!{python}
import shutil, sys
from pathlib import Path
target = Path(sys.argv[sys.argv.index("--outdir") + 1])
target.mkdir()
kind = sys.argv[sys.argv.index("--convert-to") + 1]
assert Path(sys.argv[-1]).read_bytes()[:4] == bytes.fromhex("d0cf11e0")
shutil.copy({result!r}, target / ("source." + kind))
"""


def test_an_old_report_goes_through_libreoffice_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in program: what is held is how it is called and what is said of the result."""
    import docx

    report = docx.Document()
    report.add_paragraph("排查隐患494项。")
    report.save(str(tmp_path / "result.docx"))
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        OFFICE.format(python=sys.executable, result=str(tmp_path / "result.docx")), "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    old = tmp_path / "总结.wps"
    old.write_bytes(hostile.compound("WordDocument", "1Table"))
    document = read(old, "总结.wps")
    assert document.text == "排查隐患494项。"
    assert [(found.trouble, found.fatal) for found in document.notices] == [
        (Trouble.CONVERTED, False)
    ]
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert [found.trouble for found in read(old).notices] == [Trouble.BROKEN]


@pytest.mark.parametrize(
    ("name", "content", "target"),
    [
        ("总结.doc", hostile.compound("WordDocument"), ".docx"),
        (
            "总结.doc",
            b"<w:x xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>",
            ".docx",
        ),
        ("总结.mht", b"MIME-Version: 1.0", ".xlsx / .docx"),
        ("总结.rtf", b"{\\rtf1 x}", ".docx"),
        ("表.xlsb", hostile.archive({"[Content_Types].xml": b"sheet.binary"}), ".xlsx"),
        ("表.odt", hostile.archive({"mimetype": b"x opendocument.text"}), ".docx"),
        ("稿.ppt", hostile.compound("PowerPoint Document"), ".xlsx"),
    ],
)
def test_without_libreoffice_one_sentence_says_what_to_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, target: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = read(path, name).notices
    assert found.trouble is Trouble.UNSUPPORTED
    assert found.fatal
    assert f"请另存为 {target} 格式" in found.zh
    assert name in found.zh
