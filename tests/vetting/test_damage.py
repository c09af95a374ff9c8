"""CF07: what is said of a damaged text, where, and that nothing else is said of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import crossfoot
from crossfoot.model.finding import Level, Verdict
from crossfoot.reports import reading_contract
from crossfoot.vetting.model import Report

LINES = (
    "排查隐患494处，已整改418处，整改率84.6%。",
    "共开展督导检查24次，出动检查人员86人次。",
    "查处违法行为31起，罚款12.5万元。",
)


def check(folder: Path, text: str | bytes, name: str = "总结.txt") -> Report:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return crossfoot.check(path)


def test_a_lost_point_is_a_question_about_its_own_sentence(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, "\n".join(LINES).replace("84.6", "846")).findings

    assert (finding.rule, finding.level, finding.verdict) == (
        "CF07",
        Level.SOFT,
        Verdict.NOT_EVALUATED,
    )
    assert finding.figures[0].text == finding.stated == "846%"
    assert (finding.figures[0].place.line, finding.figures[0].place.start) == (1, 20)
    assert "“846%”" in finding.message.zh
    assert "“846%”" in finding.message.en


def test_marks_for_digits_are_one_finding_with_every_place(tmp_path: Path) -> None:
    report = check(tmp_path, re.sub(r"\d", "X", "\n".join(LINES)))
    (finding,) = report.findings

    assert finding.rule == "CF07"
    assert [figure.place.line for figure in finding.figures] == [1, 2, 3]
    assert finding.message.zh.startswith("第1—3行")
    assert finding.message.en.startswith("lines 1-3: ")
    assert report.submissions[0].verdict == "query"


def test_garbled_lines_amid_sound_ones_are_named(tmp_path: Path) -> None:
    garbled = LINES[1].encode().decode("gbk", "replace")
    (finding,) = check(tmp_path, "\n".join([LINES[0], garbled, LINES[2], garbled])).findings

    assert finding.rule == "CF07"
    assert finding.message.zh.startswith("第2、4行文字是乱码")


def test_what_reading_the_file_has_said_is_not_said_again(tmp_path: Path) -> None:
    data = ("\n".join(LINES * 200)).encode()
    broken = data.replace("督导".encode(), b"\xe7\x9d", 1)
    found = check(tmp_path, broken).findings

    assert [finding.rule for finding in found] == ["CF01"]


def test_read_tells_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("整改率846%。", encoding="utf-8")
    (document,) = json.loads(reading_contract.write(crossfoot.read(path)))["documents"]

    assert document["damages"] == [
        {
            "harm": "point",
            "text": "846%",
            "start": 3,
            "end": 7,
            "line": 1,
            "page": None,
            "paragraph": 1,
        }
    ]
