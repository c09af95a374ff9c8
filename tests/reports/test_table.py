"""The report for a terminal and for hooks."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from crossfoot.model.finding import Message
from crossfoot.reports import table
from crossfoot.reports.screen import Screen, display_width
from crossfoot.vetting.model import Coverage, SubmissionVerdict
from tests.reports import county_round as county


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_round_told_in_a_pipe(language: str, snapshot: SnapshotAssertion) -> None:
    assert table.write(county.troubled(), language) == snapshot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_round_told_on_a_narrow_terminal(language: str, snapshot: SnapshotAssertion) -> None:
    assert table.write(county.troubled(), language, Screen(60, wrap=True)) == snapshot


def test_a_clean_round_takes_one_line() -> None:
    text = table.write(county.clean(), "zh")
    assert text == "2份材料，未发现问题：规则36条，判定120次，全部相符。\n"
    text = table.write(county.clean(), "en")
    assert text == "2 submissions, nothing found: 36 rules, judged 120 times: all passed.\n"


def test_a_clean_round_is_silent_when_asked_to_be_quiet() -> None:
    assert table.write(county.clean(), "zh", quiet=True) == ""


def test_quiet_still_tells_every_finding() -> None:
    report = county.troubled()
    loud, quiet = (table.write(report, "zh", quiet=q) for q in (False, True))
    assert loud.startswith(quiet)
    assert "规则36条" not in quiet
    for rule in ("ST01", "HZ02", "RU02", "NR02", "NR06", "HZ01", "CF01", "CM01"):
        assert rule in quiet


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_said_to_have_passed_when_rules_could_not_be_judged(language: str) -> None:
    text = table.write(county.clean(county.COVERAGE.not_evaluated), language)
    assert "全部相符" not in text
    assert "all passed" not in text
    assert "24" in text
    assert ("缺少数据" if language == "zh" else "a figure is missing") in text
    assert "HZ02" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_judged_is_not_called_clean(language: str) -> None:
    report = replace(county.clean(), coverage=Coverage(36, 0, 0, 0))
    text = table.write(report, language)
    assert "未发现" not in text
    assert "nothing found" not in text
    assert "passed" not in text


def test_in_a_pipe_each_headline_is_one_line_that_begins_with_its_place() -> None:
    report = county.troubled()
    long = replace(report.findings[0], message=Message("甲，" * 400, "long " * 400))
    report = replace(report, findings=(long, *report.findings[1:]))
    lines = table.write(report, "zh").split("\n")
    (csv,) = [line for line in lines if "（HZ01 " in line]
    assert re.match(r"round/gaoxin\.csv:12:5: .*已整改14项.*（HZ01 强制性）$", csv)
    (text,) = [line for line in lines if "（NR02 " in line]
    expected = (
        "round/枫桥头镇.txt 第14行：整改率填报94.6%，但整改418个÷排查494个=84.6%（NR02 强制性）"
    )
    assert text == expected
    (sheet,) = [line for line in lines if "（ST01 " in line]
    assert sheet.startswith("round/鹿鸣镇.xlsx 一般隐患!D9：合计 甲，甲，")


@pytest.mark.parametrize("width", [48, 60, 80, 132])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    report = county.troubled()
    deep = "round/" + "很深的文件夹/" * 12 + "报表.xlsx"
    first = replace(report.submissions[0], path=deep)
    report = replace(report, submissions=(first, *report.submissions[1:]))
    text = table.write(report, language, Screen(width, wrap=True))
    assert max(display_width(line) for line in text.split("\n")) <= width


def test_columns_line_up_for_chinese() -> None:
    lines = table.write(county.troubled(), "zh").split("\n")
    head = next(i for i, line in enumerate(lines) if line.startswith("文件"))
    rows = [line for line in lines[head : head + 8] if not line.startswith("-")]
    assert len({display_width(line) for line in rows}) == 1
    assert len({display_width(line[: line.rindex(" ")]) for line in rows[1:]}) == 1


def test_a_long_list_names_only_what_needs_attention() -> None:
    report = county.troubled()
    many = tuple(
        county.submission(f"round/{n}.csv", f"{n}村", SubmissionVerdict.ACCEPT) for n in range(100)
    )
    text = table.write(replace(report, submissions=(*report.submissions, *many)), "zh")
    assert "57村" not in text
    assert "其余101份通过。" in text
    assert text.count("\nround/柳河镇.xlsx") == 2


def test_a_file_name_is_never_taken_for_a_number() -> None:
    report = county.troubled()
    odd = county.submission("1e5", "001", SubmissionVerdict.QUERY)
    text = table.write(replace(report, submissions=(odd,)), "zh")
    assert re.search(r"^1e5 +001 ", text, re.MULTILINE)


def test_escape_sequences_of_a_hostile_file_stay_visible_text() -> None:
    report = county.troubled()
    evil = replace(report.findings[0], message=Message("\x1b]0;x\x07合计\n第二行", ""))
    text = table.write(replace(report, findings=(evil,)), "zh")
    assert "\x1b" not in text
    assert "合计 第二行（ST01 强制性）" in text


def test_colour_marks_the_rule_and_nothing_else_changes() -> None:
    report = county.troubled()
    coloured = table.write(report, "zh", Screen(60, wrap=True, colour=True))
    assert "\x1b[31m" in coloured
    bare = re.sub(r"\x1b\[[0-9]*m", "", coloured)
    assert bare == table.write(report, "zh", Screen(60, wrap=True))


def test_a_message_in_one_language_serves_both() -> None:
    report = county.troubled()
    english = replace(report.findings[5], message=Message("", "fixed exceeds found"))
    text = table.write(replace(report, findings=(english,)), "zh")
    assert "fixed exceeds found（HZ01 强制性）" in text
