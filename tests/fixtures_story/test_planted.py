"""The sample holds exactly the contradictions of its story: own arithmetic, no crossfoot."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from tests.fixtures_story.story import ROUND, Table, paragraphs, rounds_to, story, table, tables

RATES = {
    "覆盖率": ("实际排查单位数", "应排查单位数", "HZ06"),
    "一般隐患整改率": ("一般隐患已整改", "排查一般隐患", "HZ02"),
    "重大隐患整改率": ("重大隐患已整改销号", "排查重大隐患", "HZ04"),
}
FIVE = (
    "落实治理目标任务",
    "落实治理经费物资",
    "落实治理机构人员",
    "落实治理时间要求",
    "落实安全措施应急预案",
)
Planted = tuple[str, str, str, str]  # rule, file, row, column


def of_form(title: str) -> list[Table]:
    return [found for found in tables() if title in found.path.name]


def hazard_tables() -> list[Table]:
    return of_form("隐患排查治理情况")


def file(found: Table) -> str:
    return found.path.relative_to(ROUND).as_posix()


def additive(found: Table) -> list[str]:
    return [c for c in found.columns[1:] if c not in RATES and not c.endswith(("率", "同比"))]


def hazard_rows(found: Table) -> Iterator[Planted]:
    for label in found.labels():

        def n(column: str, row: str = label) -> Fraction:
            return found.number(row, column)

        for column, (part, whole, rule) in RATES.items():
            if not rounds_to(found.text(label, column), n(part), n(whole)):
                yield rule, file(found), label, column
        pairs = {
            "HZ01": ("一般隐患已整改", n("排查一般隐患")),
            "HZ03": ("重大隐患已整改销号", n("排查重大隐患")),
            "HZ05": ("实际排查单位数", n("应排查单位数")),
            "HZ12": ("挂牌督办的重大隐患", n("排查重大隐患")),
        }
        for rule, (column, most) in pairs.items():
            if n(column) > most:
                yield rule, file(found), label, column
        still_open = n("排查重大隐患") - n("重大隐患已整改销号")
        for column in ("列入治理计划的重大隐患", *FIVE):
            if n(column) != still_open:
                yield "HZ07–HZ10", file(found), label, column


def totals(found: Table) -> Iterator[Planted]:
    if "合计" not in found.labels():
        return
    for column in additive(found):
        if found.number("合计", column) != sum(found.number(x, column) for x in found.details()):
            yield "ST01", file(found), "合计", column


def of_which(found: Table) -> Iterator[Planted]:
    main = ""
    for label in found.labels():
        if not label.startswith("其中"):
            main = label
            continue
        for column in additive(found):
            if found.number(label, column) > found.number(main, column):
                yield "ST02", file(found), label, column


def roll_up() -> Iterator[Planted]:
    county = next(found for found in hazard_tables() if found.unit == "县安委办")
    own = {found.unit: found for found in hazard_tables() if found.unit != "县安委办"}
    for unit, column in product(sorted(own), additive(county)):
        if county.number(unit, column) != own[unit].number("合计", column):
            yield "RU02", file(county), unit, column


def test_the_tables_hold_exactly_the_planted_contradictions() -> None:
    found: set[Planted] = set(roll_up())
    for one in tables():
        found |= {*totals(one), *of_which(one)}
    for one in hazard_tables():
        found |= set(hazard_rows(one))
    assert found == {
        ("HZ01", "白露镇/隐患排查治理情况统计表.csv", "工贸", "一般隐患已整改"),
        ("HZ02", "柳河镇/隐患排查治理情况统计表.xlsx", "建筑施工", "一般隐患整改率"),
        ("ST01", "青坪乡/隐患排查治理情况统计表.csv", "合计", "排查一般隐患"),
        ("ST02", "竹园乡/隐患排查治理情况统计表.xlsx", "其中：尾矿库", "排查一般隐患"),
        ("RU02", "县安委办/全县隐患排查治理情况汇总表.xlsx", "石桥镇", "一般隐患已整改"),
    }


def test_the_story_points_at_the_planted_cells() -> None:
    told = {entry["rule"]: entry for entry in story()["findings"]}
    planted = [
        ("HZ01", "工贸", "一般隐患已整改"),
        ("HZ02", "建筑施工", "一般隐患整改率"),
        ("ST01", "合计", "排查一般隐患"),
        ("ST02", "其中：尾矿库", "排查一般隐患"),
        ("RU02", "石桥镇", "一般隐患已整改"),
    ]
    for rule, label, column in planted:
        found = table(ROUND / told[rule]["file"])
        assert told[rule]["at"] == found.place(label, column), rule
        assert found.text(label, column) in told[rule]["says"], rule


def test_campaign_and_accident_tables_are_clean() -> None:
    (campaign,) = of_form("重大事故隐患")
    for row in campaign.labels():

        def c(column: str, label: str = row) -> Fraction:
            return campaign.number(label, column)

        assert c("重大隐患总数") == c("企业自查重大隐患数") + c("部门检查重大隐患数")
        done = c("企业自查重大隐患已整改"), c("部门检查重大隐患已整改")
        assert c("重大隐患已整改总数") == sum(done)
        assert done[0] <= c("企业自查重大隐患数")
        assert done[1] <= c("部门检查重大隐患数")
        rate = campaign.text(row, "重大隐患整改率")
        assert rounds_to(rate, c("重大隐患已整改总数"), c("重大隐患总数"))
        assert c("挂牌督办已整改数") <= c("政府挂牌督办数")
        assert c("行政处罚次数") > 0 or c("罚款金额") == 0
    (accident,) = of_form("事故情况")
    for row in accident.labels():

        def a(column: str, label: str = row) -> Fraction:
            return accident.number(label, column)

        grades = ("一般事故起数", "较大事故起数", "重大事故起数", "特别重大事故起数")
        assert a("事故起数") == sum(a(grade) for grade in grades)
        assert a("死亡人数") <= 2 * a("一般事故起数")
        for now, before in (("事故起数", "上年同期事故起数"), ("死亡人数", "上年同期死亡人数")):
            change = a(f"{now}同比增减")
            assert change == a(now) - a(before)
            assert rounds_to(accident.text(row, f"{now}同比"), change, a(before))


def test_drills_add_up_and_only_one_unit_hands_in_twice() -> None:
    handed = of_form("演练")
    assert [found.unit for found in handed] == ["县交通运输局"] * 2
    kinds = ("综合演练", "专项演练", "现场处置演练")
    for found in handed:
        (row,) = found.labels()
        assert found.number(row, "应急演练场次") == sum(found.number(row, kind) for kind in kinds)
    different = [
        c for c in handed[0].columns if len({t.text(t.labels()[0], c) for t in handed}) > 1
    ]
    assert different == ["宣传活动参与人次"]


PROSE = [  # file, what it says, whether the arithmetic of that holds
    ("石桥镇/上半年工作总结.docx", "131项，已整改121项，整改率92.4%", ("rate", "92.4%", 121, 131)),
    ("石桥镇/上半年工作总结.docx", "其余10项", ("sum", 131, 121, 10)),
    ("石桥镇/上半年工作总结.docx", "47项，已整改43项，整改率91.5%", ("rate", "91.5%", 43, 47)),
    ("白露镇/上半年工作总结.md", "66项，已整改64项，整改率97.0%", ("rate", "97.0%", 64, 66)),
    ("白露镇/上半年工作总结.md", "137台，其中127台符合要求，其余10台", ("sum", 137, 127, 10)),
    ("柳河镇/上半年工作总结.txt", "105项，已整改95项，整改率90.5%", ("rate", "90.5%", 95, 105)),
    ("柳河镇/上半年工作总结.txt", "剩余10项", ("sum", 105, 95, 10)),
    ("青坪乡/上半年工作总结.txt", "76家，实际排查72家，覆盖率94.7%", ("rate", "94.7%", 72, 76)),
    ("青坪乡/上半年工作总结.txt", "13个行政村，其中8个村", ("sum", 13, 8, 5)),
    ("竹园乡/上半年工作总结.md", "49项，已整改46项，整改率93.9%", ("rate", "93.9%", 46, 49)),
    (
        "城关街道/上半年工作总结.docx",
        "167项，已整改161项，整改率96.4%",
        ("rate", "96.4%", 161, 167),
    ),
    ("南湖街道/上半年工作总结.md", "106项，已整改100项，整改率94.3%", ("rate", "94.3%", 100, 106)),
    ("云岭镇/上半年工作总结.txt", "64项，已整改60项，整改率93.8%", ("rate", "93.8%", 60, 64)),
    ("枫林镇/上半年工作总结.docx", "47项，已整改44项，整改率93.6%", ("rate", "93.6%", 44, 47)),
    ("县住建局/上半年工作总结.md", "合计29项", ("sum", 29, 18, 11)),
    ("县住建局/上半年工作总结.md", "已整改26项，整改率89.7%", ("rate", "89.7%", 26, 29)),
    ("县交通运输局/上半年工作总结.txt", "问题52处，其中当场整改31处", ("sum", 52, 31, 21)),
    ("县应急管理局/上半年工作总结.docx", "减少2起，下降28.6%", ("rate", "28.6%", 2, 7)),
    ("县应急管理局/上半年工作总结.docx", "减少2人，下降40.0%", ("rate", "40.0%", 2, 5)),
    (
        "县安委办/上半年情况通报.docx",
        "859项，已整改795项，整改率92.5%",
        ("rate", "92.5%", 795, 859),
    ),
]
WRONG = [
    ("NR03", "31处、消防设施问题14处、疏散通道问题10处", ("sum", 57, 31, 14, 10)),
    ("NR02", "64处，已整改61处，整改率93.5%", ("rate", "93.5%", 61, 64)),
    ("NR22", "43处，已整改41处，隐患全部整改到位", ("sum", 43, 41)),
]


def holds(kind: str, whole: str | int, *parts: int) -> bool:
    if kind == "sum":
        return whole == sum(parts)
    return rounds_to(str(whole), Fraction(parts[0]), Fraction(parts[1]))


@pytest.mark.parametrize(("name", "words", "relation"), PROSE)
def test_what_the_reports_say_holds(name: str, words: str, relation: tuple) -> None:
    assert words in "\n".join(paragraphs(ROUND / name))
    assert holds(*relation)


@pytest.mark.parametrize(("rule", "words", "relation"), WRONG)
def test_three_reports_contradict_themselves(rule: str, words: str, relation: tuple) -> None:
    (told,) = [entry for entry in story()["findings"] if entry["rule"] == rule]
    place = told["at"].get("paragraph") or told["at"]["line"]
    assert words in paragraphs(ROUND / told["file"])[place - 1]
    assert not holds(*relation)


def test_the_reports_agree_with_the_tables() -> None:
    told = {path.parent.name: "\n".join(paragraphs(path)) for path in ROUND.rglob("上半年*")}
    for found in hazard_tables():
        text = told[found.unit]
        total = {column: found.text("合计", column) for column in found.columns}
        wanted = f"{total['应排查单位数']}家，实际排查{total['实际排查单位数']}家"
        assert wanted in text, found.unit
        if found.unit != "青坪乡":  # its report leaves the doubtful total out
            wanted = f"{total['排查一般隐患']}项，已整改{total['一般隐患已整改']}项"
            assert wanted in text, found.unit


def test_one_unit_sends_a_broken_file_and_one_nothing() -> None:
    broken = ROUND / "枫林镇" / "隐患排查治理情况统计表.xlsx"
    assert broken.read_bytes().startswith(b"PK")
    assert not zipfile.is_zipfile(broken)
    assert not (ROUND / "龙泉乡").exists()


def test_the_plan_states_no_figure() -> None:
    text = "\n".join(paragraphs(ROUND / "县教体局" / "下半年工作计划.txt"))
    assert not any(character.isdigit() for character in text)
