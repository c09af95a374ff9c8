"""A unit's text meets the table of its own time, and no other."""

from __future__ import annotations

from pathlib import Path

import crossfoot

HEAD = "领域,排查一般隐患,已整改,整改率,排查重大隐患\n"
TOML = 'pack = "work-safety"\n'


def table(folder: Path, name: str, period: str, found: int, fixed: int) -> None:
    rate = f"{100 * fixed / found:.1f}%"
    (folder / name).write_text(
        f"隐患排查治理情况统计表\n填报单位：鹿鸣镇,统计时间：{period}\n{HEAD}"
        f"工贸,{found},{fixed},{rate},0\n",
        encoding="utf-8",
    )


def say(folder: Path, title: str, sentence: str) -> None:
    (folder / "总结.txt").write_text(f"{title}\n\n{sentence}\n", encoding="utf-8")


def text(folder: Path, title: str, found: int) -> None:
    say(folder, title, f"鹿鸣镇共排查一般隐患{found}处，均录入台账。")


def against_tables(folder: Path) -> list[tuple[str, str]]:
    (folder / "crossfoot.toml").write_text(TOML, encoding="utf-8")
    report = crossfoot.check(folder)
    return [
        (finding.rule, finding.subject.period or "")
        for finding in report.findings
        if finding.rule == "NR01"
    ]


def both_quarters(folder: Path) -> None:
    table(folder, "六月.csv", "2023年6月", 64, 61)
    table(folder, "九月.csv", "2023年9月", 90, 88)


def test_the_half_years_text_is_held_to_the_table_of_june(tmp_path: Path) -> None:
    both_quarters(tmp_path)
    text(tmp_path, "鹿鸣镇2023年上半年安全生产工作总结", 64)
    assert against_tables(tmp_path) == []


def test_the_text_to_september_is_held_to_the_table_of_september(tmp_path: Path) -> None:
    both_quarters(tmp_path)
    text(tmp_path, "鹿鸣镇2023年1—9月安全生产工作总结", 64)
    assert {period for _, period in against_tables(tmp_path)} == {"2023-09"}


def test_the_years_text_meets_december_and_no_month_before(tmp_path: Path) -> None:
    both_quarters(tmp_path)
    text(tmp_path, "鹿鸣镇2023年度安全生产工作总结", 120)
    assert against_tables(tmp_path) == []

    table(tmp_path, "十二月.csv", "2023年12月", 121, 121)
    assert {period for _, period in against_tables(tmp_path)} == {"2023-12"}


def test_a_text_without_a_time_is_held_to_the_table_there_is(tmp_path: Path) -> None:
    table(tmp_path, "六月.csv", "2023年6月", 64, 61)
    text(tmp_path, "鹿鸣镇安全生产工作总结", 46)
    assert {period for _, period in against_tables(tmp_path)} == {"2023-06"}


def test_a_time_named_in_the_sentence_must_be_that_of_the_table(tmp_path: Path) -> None:
    both_quarters(tmp_path)
    title = "鹿鸣镇2023年上半年安全生产工作总结"

    say(tmp_path, title, "一季度，全镇共排查一般隐患30处。")
    assert against_tables(tmp_path) == []
    say(tmp_path, title, "去年同期，全镇共排查一般隐患30处。")
    assert against_tables(tmp_path) == []
    say(tmp_path, title, "全年，全镇共排查一般隐患30处。")
    assert against_tables(tmp_path) == []
    say(tmp_path, title, "今年以来，全镇共排查一般隐患30处。")
    assert {period for _, period in against_tables(tmp_path)} == {"2023-06"}
    say(tmp_path, title, "截至6月底，全镇累计排查一般隐患30处。")
    assert {period for _, period in against_tables(tmp_path)} == {"2023-06"}
    say(tmp_path, title, "上半年，全镇共排查一般隐患30处。")
    assert {period for _, period in against_tables(tmp_path)} == {"2023-06"}
