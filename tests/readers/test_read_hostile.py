"""Files that break other readers: each costs little and ends in one clear sentence, or is read."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crossfoot.model.document import Trouble
from crossfoot.readers import read
from crossfoot.readers.ole import top_names
from tests.readers import hostile_files as hostile

SECONDS, MEGABYTES = 5.0, 500

# Reads one file in a process of its own and says what came of it, and at what cost.
PROBE = """
import json, re, resource, sys
from pathlib import Path
from crossfoot.readers import read
document = read(Path(sys.argv[1]), Path(sys.argv[1]).name)
usage = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status").read_text()
print(json.dumps({
    "notices": [[notice.trouble, notice.fatal, notice.zh] for notice in document.notices],
    "cells": sum(1 for grid in document.grids for row in grid.rows for cell in row if cell),
    "grids": len(document.grids),
    "seconds": usage.ru_utime + usage.ru_stime,
    "megabytes": int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024,
}))
"""


def probe(path: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROBE, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(
    ("build", "trouble"),
    [
        (hostile.bomb, Trouble.HOSTILE),
        (hostile.dense_bomb, Trouble.HOSTILE),
        (hostile.billion_laughs, Trouble.HOSTILE),
        (hostile.external_entity, Trouble.HOSTILE),
        (hostile.wide_encoding, Trouble.HOSTILE),
        (hostile.deeply_nested, Trouble.HOSTILE),
    ],
)
def test_refused_in_one_sentence(
    tmp_path: Path, build: Callable[[], bytes], trouble: Trouble
) -> None:
    path = tmp_path / "来文.xlsx"
    path.write_bytes(build())
    result = probe(path)
    (found,) = result["notices"]
    assert found[0] == trouble
    assert "来文.xlsx" in found[2]
    assert found[2].count("。") == 1
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES


@pytest.mark.parametrize(
    ("build", "cells", "grids", "troubles"),
    [
        (hostile.far_cell, 9, 1, [Trouble.PARTLY_READ]),
        (hostile.all_merged, 1, 1, []),
        (hostile.many_merges, 3, 1, []),
        (hostile.formatted_rows, 9, 1, []),
        (hostile.thousand_sheets, 999, 1_000, []),
        (hostile.wide_claim, 9, 1, []),
        (hostile.circular, 0, 1, [Trouble.PARTLY_READ]),
    ],
)
def test_read_at_an_honest_price(
    tmp_path: Path,
    build: Callable[[], bytes],
    cells: int,
    grids: int,
    troubles: list[Trouble],
) -> None:
    path = tmp_path / "来文.xlsx"
    path.write_bytes(build())
    result = probe(path)
    assert result["grids"] == grids
    assert [(found[0], found[1]) for found in result["notices"]] == [(t, False) for t in troubles]
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    assert result["cells"] == cells


def test_a_cell_far_away_is_named(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(hostile.far_cell())
    (found,) = read(path).notices
    assert "XFD1048576" in found.zh
    assert found.place.cell == "XFD1048576"


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("截断.xlsx", hostile.workbook(2000)[:9000], Trouble.BROKEN),
        ("不是压缩包.docx", b"only words", Trouble.BROKEN),
        ("空.xlsx", b"", Trouble.EMPTY),
        ("加密.xlsx", hostile.compound("EncryptedPackage", "EncryptionInfo"), Trouble.ENCRYPTED),
        ("加密.docx", hostile.compound("EncryptionInfo", "EncryptedPackage"), Trouble.ENCRYPTED),
        ("残缺.xls", hostile.compound()[:600], Trouble.BROKEN),
        ("爬出.xlsx", hostile.archive({"../../x": b"", "xl/workbook.xml": b""}), Trouble.HOSTILE),
        ("绝对.xlsx", hostile.archive({"/etc/x": b""}), Trouble.HOSTILE),
        ("万件.xlsx", hostile.archive({f"a{n}": b"" for n in range(2_001)}), Trouble.HOSTILE),
        ("别的.xlsx", hostile.archive({"a.bin": b"x"}), Trouble.BROKEN),
        ("不是.pdf", b"only words", Trouble.BROKEN),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), Trouble.UNSUPPORTED),
    ],
)
def test_each_broken_file_is_named(
    tmp_path: Path, name: str, content: bytes, trouble: Trouble
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document = read(path, name)
    assert [found.trouble for found in document.notices] == [trouble]
    assert not document.readable
    assert name in document.notices[0].zh
    assert name in document.notices[0].en


def test_a_workbook_under_the_wrong_name_is_still_a_workbook(tmp_path: Path) -> None:
    for name in ("表.xls", "表.csv", "表.docx", "表"):
        path = tmp_path / name
        path.write_bytes(hostile.workbook())
        assert read(path).format == "xlsx"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", hostile.SHEET])
def test_a_workbook_with_a_broken_part(tmp_path: Path, part: str) -> None:
    path = tmp_path / "表.xlsx"
    cut = {part: lambda content: content[: len(content) * 2 // 3]}
    path.write_bytes(hostile.altered(hostile.workbook(), cut))
    assert [found.trouble for found in read(path).notices] == [Trouble.BROKEN]


def test_every_truncation_of_a_workbook_is_survived(tmp_path: Path) -> None:
    whole = hostile.workbook()
    path = tmp_path / "表.xlsx"
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        assert len(read(path).notices) == 1


def test_every_damaged_byte_of_a_workbook_is_survived(tmp_path: Path) -> None:
    whole = hostile.workbook()
    path = tmp_path / "表.xlsx"
    for at in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        path.write_bytes(damaged)
        assert read(path).path.endswith("表.xlsx")


def test_names_in_a_compound_file() -> None:
    assert top_names(hostile.compound("Workbook", "甲")) == {"Workbook", "甲"}
    assert top_names(b"\xd0\xcf") == frozenset()


def test_defusedxml_is_what_openpyxl_parses_with() -> None:
    import openpyxl
    from openpyxl.xml.functions import iterparse

    assert openpyxl.DEFUSEDXML
    assert iterparse.__module__.startswith("defusedxml")
