"""The time that a text says it reports on: by its title, else its first lines, else not at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from crossfoot.forms.dating import Dating
from crossfoot.forms.load import load_pack
from crossfoot.model.document import Block, Document

ROOT = Path(__file__).resolve().parents[2]


@cache
def dating() -> Dating:
    return Dating(load_pack([ROOT / "schemas"]).lexicon["documents"])


def document(text: str) -> Document:
    blocks: list[Block] = []
    start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            blocks.append(Block(content, start, line, len(blocks) + 1))
        start += len(content) + 1
    return Document("总结.txt", "txt", text=text, blocks=tuple(blocks))


def period(text: str, year: int = 2023) -> str | None:
    stretch = dating().stretch(document(text))
    return None if stretch is None else str(stretch.of_year(year))


@pytest.mark.parametrize(
    "text",
    [
        "安全生产工作总结\n我镇共检查企业40家。",
        "县教体局2024年安全工作计划\n一、压实责任。",
        "第四季度工作计划及2024年工作谋划",
        "2021—2023年专项行动总结",
        "关于2023年5月12日事故调查情况的报告",
        "安全生产工作汇报\n2022年以来，我镇共检查企业40家。",
        "安全生产工作汇报\n2021年，检查企业40家。2022年，检查企业52家。",
        "中华人民共和国安全生产法（2021年修正）",
        "那一年，2008年，他离开了家乡。",
        "2023年5月12日，某厂发生事故，造成2人受伤。",
        "关于印发2023年工作要点的通知\n各村：",
        "",
    ],
)
def test_what_names_no_time_of_a_report_has_none(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("枫桥头镇2023年安全生产工作总结及2024年工作打算", "2023"),
        ("枫桥头镇二〇二二年安全生产工作总结", "2022"),
        ("# 枫桥头镇2023年上半年工作总结", "2023-06"),
        ("上半年工作小结", "2023-06"),
        ("关于2023年三季度重大事故隐患排查整治情况的通报", "2023-Q3"),
        ("2023年前三季度安全生产工作汇报", "2023-09"),
        ("2023年1—9月安全生产形势分析报告", "2023-09"),
        ("枫桥头镇2023年9月份安全生产月报", "2023-09"),
        ("2023年度工作计划完成情况汇报", "2023"),
        ("2023年第二季度工作总结暨第三季度工作安排", "2023-Q2"),
        ("某某网\n时间:2022-08-13 23:52\n2020年安全生产工作总结", "2020"),
        ("工作汇报\n现将我镇2023年第三季度安全生产工作情况汇报如下：", "2023-Q3"),
        ("安全生产工作总结\n今年上半年，我镇共检查企业40家。", "2023-06"),
        ("2023年1至6月，全县发生事故12起。", "2023-06"),
    ],
)
def test_the_time_is_that_of_the_report(text: str, expected: str) -> None:
    assert period(text) == expected


def test_a_pack_without_words_dates_no_text() -> None:
    assert Dating({}).stretch(document("2023年工作总结")) is None
