"""Tables as offices really send them: several header rows, groups, cards, tables on their side."""

from __future__ import annotations

import pytest

from crossfoot.model.document import CellFacts
from crossfoot.model.submission import FormTable, Role
from tests.forms.sheets import bound, columns, csv_grid, one, row_of, sheet, told

THREE_LEVELS = """
安全生产隐患排查治理情况统计表 | | | | | | | |
行业领域 | 排查单位数 | 一般隐患 | | | 重大隐患 | | | 备注
 | | 排查数 | 其中：已整改 | 整改率 | 排查治理重大隐患 | | 列入治理计划的重大隐患 |
 | | | | | 重大隐患数 | 其中：已整改销号 | 重大隐患数 |
 | （家） | （项） | （项） | （%） | （项） | （项） | （项） |
甲 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
1.煤矿 | 3 | 20 | 18 | 90.0 | 2 | 1 | 1 | 有说明
　其中：尾矿库 | 1 | 5 | 5 | 100 | 0 | 0 | 0 |
2.消　防 | 31 | 42 | 40 | 95.2 | 0 | 0 | 0 |
合　计 | 34 | 62 | 58 | 93.5 | 2 | 1 | 1 |
填表人：席某　　审核人：荀某
"""
MERGES = ("A1:I1", "A2:A5", "B2:B4", "C2:E2", "F2:H2", "I2:I6", "C3:C4", "D3:D4", "E3:E4", "F3:G3")
FIELDS = {
    "units_inspected": "B",
    "general_found": "C",
    "general_rectified": "D",
    "general_rate": "E",
    "major_found": "F",
    "major_rectified": "G",
    "major_planned": "H",
}


@pytest.mark.parametrize("merges", [MERGES, ()], ids=["merged", "never merged"])
def test_header_paths_over_several_rows(merges: tuple[str, ...]) -> None:
    table = one(sheet(THREE_LEVELS, merges=merges))
    assert columns(table) == FIELDS
    assert table.units["major_rectified"] == "项"
    assert [(record.label, record.role) for record in table.records] == [
        ("1.煤矿", Role.LEAF),
        ("其中：尾矿库", Role.SUB),
        ("2.消防", Role.LEAF),
        ("合计", Role.TOTAL),
    ]
    assert table.records[1].of == 0
    assert told(table.records[0], "remark") == "有说明"
    assert table.about["filler"] == "席某"


def test_column_numbers_and_units_are_no_data_but_small_figures_are() -> None:
    assert one(csv_grid(THREE_LEVELS)).records[0].label == "1.煤矿"
    text = "单位 | 排查一般隐患 | 一般隐患已整改 | 一般隐患整改率\n1 | 2 | 3 | 4\n2 | 3 | 4 | 5\n"
    assert len(one(csv_grid(text)).records) == 2


class TestGroups:
    ABOVE = """
    序号 | 单位 | 企业自查重大隐患数 | 部门检查重大隐患数
    一 | 乡镇小计 | 9 | 13
    1 | 澜东镇 | 4 | 6
    2 | 鹿鸣镇 | 5 | 7
    二 | 部门小计 | 3 | 14
    1 | 县住建局 | 3 | 14
      | 合计 | 12 | 27
    """
    BELOW = """
    单位 | 企业自查重大隐患数 | 部门检查重大隐患数
    澜东镇 | 4 | 6
    鹿鸣镇 | 5 | 7
    小计 | 9 | 13
    县住建局 | 3 | 14
    小计 | 3 | 14
    总计 | 12 | 27
    """

    @pytest.mark.parametrize("text", [ABOVE, BELOW], ids=["above", "below"])
    def test_a_subtotal_covers_its_group(self, text: str) -> None:
        table = one(csv_grid(text))
        assert self.covered(table) == [["澜东镇", "鹿鸣镇"], ["县住建局"]]
        assert table.records[-1].role is Role.TOTAL
        assert table.records[-1].covers is None

    def test_totals_of_groups_are_subtotals_beside_a_grand_total(self) -> None:
        text = self.BELOW.replace("小计 | 9", "乡镇合计 | 9").replace("小计 | 3", "部门合计 | 3")
        assert self.covered(one(csv_grid(text))) == [["澜东镇", "鹿鸣镇"], ["县住建局"]]

    def test_a_column_of_groups_says_what_a_subtotal_covers(self) -> None:
        text = """
类别 | 单位 | 企业自查重大隐患数 | 部门检查重大隐患数
乡镇 | 澜东镇 | 4 | 6
 | 小计 | 9 | 13
 | 鹿鸣镇 | 5 | 7
部门 | 县住建局 | 3 | 14
 | 小计 | 3 | 14
"""
        table = one(sheet(text, merges=("A2:A4", "A5:A6")))
        assert self.covered(table) == [["澜东镇", "鹿鸣镇"], ["县住建局"]]
        assert table.records[0].key == {"unit": "澜东镇", "group": "乡镇"}

    @staticmethod
    def covered(table: FormTable) -> list[list[str]]:
        return [
            [table.records[index].label for index in record.covers or ()]
            for record in table.records
            if record.role is Role.SUBTOTAL
        ]


def test_parts_of_a_sector_without_the_word_for_it() -> None:
    text = """
行业领域 | 排查一般隐患 | 一般隐患已整改
1.危险化学品 | 9 | 9
　　（1）加油站 | 3 | 3
2.尾矿库 | 2 | 2
"""
    table = one(sheet(text))
    assert [record.role for record in table.records] == [Role.LEAF, Role.SUB, Role.LEAF]


def test_the_month_stands_beside_the_year_to_date() -> None:
    text = """
单位 | 排查一般隐患 | | 一般隐患已整改 |
 | 本月 | 累计 | 本月 | 本年累计
甲镇 | 3 | 20 | 2 | 19
"""
    table = one(sheet(text, merges=("A1:A2", "B1:C1", "D1:E1")))
    assert columns(table) == {
        "general_found@month": "B",
        "general_found": "C",
        "general_rectified@month": "D",
        "general_rectified": "E",
    }
    assert told(table.records[0], "general_found@month") == 3
    assert told(table.records[0], "general_found") == 20


def test_the_month_may_stand_first_in_the_header() -> None:
    text = """
单位 | 本月 | | 累计 |
 | 排查一般隐患 | 一般隐患已整改 | 排查一般隐患 | 一般隐患已整改
甲镇 | 3 | 2 | 20 | 19
"""
    table = one(csv_grid(text))
    assert columns(table) == {
        "general_found@month": "B",
        "general_rectified@month": "C",
        "general_found": "D",
        "general_rectified": "E",
    }


def test_month_and_year_to_date_may_stand_under_each_other() -> None:
    text = """
单位 | 时段 | 排查一般隐患 | 一般隐患已整改
甲镇 | 本月 | 3 | 2
 | 累计 | 20 | 19
乙镇 | 本月 | 1 | 1
 | 累计 | 8 | 8
合计 | 本月 | 4 | 3
 | 累计 | 28 | 27
"""
    found = bound(sheet(text, merges=("A2:A3", "A4:A5", "A6:A7"))).tables
    dates, months = found
    assert columns(dates) == {"general_found": "C", "general_rectified": "D"}
    assert columns(months) == {"general_found@month": "C", "general_rectified@month": "D"}
    for table in found:
        assert [record.label for record in table.records] == ["甲镇", "乙镇", "合计"]
        assert table.records[2].role is Role.TOTAL
    assert told(dates.records[1], "general_found") == 8
    assert told(months.records[1], "general_found@month") == 1


def test_a_header_printed_again_on_the_next_page_goes_on() -> None:
    header = "单位 | 排查一般隐患 | 一般隐患已整改\n"
    text = header + "甲镇 | 3 | 2\n续表\n" + header + "乙镇 | 1 | 1\n合计 | 4 | 3\n"
    assert [record.label for record in one(csv_grid(text)).records] == ["甲镇", "乙镇", "合计"]
    closed = header + "甲镇 | 3 | 2\n合计 | 3 | 2\n\n" + header + "乙镇 | 1 | 1\n合计 | 1 | 1\n"
    assert [len(table.records) for table in bound(csv_grid(closed)).tables] == [2, 2]


def test_what_is_not_cumulative_has_no_second_column() -> None:
    text = "村（社区） | 本月检查次数 | 本月发现隐患 | 已整改\n上枫村 | 3 | 2 | 2\n"
    assert columns(one(csv_grid(text))) == {
        "v_inspections": "B",
        "v_found": "C",
        "v_rectified": "D",
    }


class TestOnItsSide:
    TEXT = """
安全生产行政执法情况统计表 | | | | |
填报单位：高新区管委会 | | | 2023年1-6月 | |
项目内容 | 计量单位 | 合计 | 危险化学品企业 | 工贸企业 | 备注
查处事故隐患 | 项 | 13 | 6 | 7 |
其中：已整改 | 项 | 11 | 5 | 6 |
罚款次数 | 次 | 10 | 4 | 6 |
其中：1）事故处罚 | 次 | 1 | 0 | 1 |
2）监督监察处罚 | 次 | 9 | 4 | 5 |
处罚罚款 | 万元 | 35.85 | 9.6 | 26.25 |
其中：1）事故处罚 | 万元 | 15 | 0 | 15 |
2）监督监察处罚 | 万元 | 20.85 | 9.6 | 11.25 |
填表人：宁某　　审核人：苗某 | | | | |
"""

    def test_items_run_down_and_sectors_across(self) -> None:
        table = one(sheet(self.TEXT, merges=("A1:F1", "A2:C2", "D2:F2")))
        assert (table.form, table.orientation) == ("enforcement", "columns")
        assert columns(table) == {
            "en_found": "4",
            "en_rectified": "5",
            "fine_cases": "6",
            "fine_cases_accident": "7",
            "fine_cases_supervision": "8",
            "fines": "9",
            "fines_accident": "10",
            "fines_supervision": "11",
        }
        assert [(r.role, r.key.get("sector"), r.place.cell) for r in table.records[:3]] == [
            (Role.TOTAL, None, "C3"),
            (Role.LEAF, "危险化学品", "D3"),
            (Role.LEAF, "工贸", "E3"),
        ]
        entry = table.records[2].entries["fines_supervision"]
        assert entry.place.cell == "E11"
        assert entry.quantity is not None
        assert entry.quantity.value * 100 == 1125
        assert table.units["fines"] == "万元"
        assert (table.unit, table.period) == ("高新区管委会", "2023-06")
        assert table.about["reviewer"] == "苗某"
        assert table.unbound == ()

    def test_a_row_that_means_nothing_is_named(self) -> None:
        text = self.TEXT.replace("罚款次数 | 次", "罚没次数统计 | 次", 1)
        first, *parts = one(sheet(text)).unbound
        assert (first.text, first.place.cell, first.figures) == ("罚没次数统计", "A6", 3)
        assert [part.place.cell for part in parts] == ["A7", "A8"]


class TestCards:
    TEXT = """
隐患排查治理情况（1-6月） |
填报单位 | 高新区管委会
排查单位数（家） | 185
排查一般隐患（项） | 17
其中：已整改（项） | 13
一般隐患整改率（%） | 76.5
排查重大隐患（项） | 4
其中：已整改销号（项） | 2
填报日期 | 2023年7月2日
填表人 | 宁某
"""

    def test_labels_beside_values(self) -> None:
        table = one(sheet(self.TEXT))
        assert table.orientation == "card"
        assert columns(table) == {
            "units_inspected": "3",
            "general_found": "4",
            "general_rectified": "5",
            "general_rate": "6",
            "major_found": "7",
            "major_rectified": "8",
        }
        assert (table.unit, table.period) == ("高新区管委会", "2023-06")
        assert table.about["filler"] == "宁某"
        (record,) = table.records
        assert (record.role, dict(record.key), record.label) == (Role.LEAF, {}, "高新区管委会")
        assert record.entries["general_rectified"].place.cell == "B5"

    def test_two_pairs_in_a_row_are_one_card(self) -> None:
        text = """
填报单位 | 高新区管委会 | 填报日期 | 2023年7月2日
排查单位数 | 185 | 排查重大隐患 | 4
排查一般隐患 | 17 | 重大隐患已整改销号 | 2
一般隐患已整改 | 13 | 列入治理计划 | 2
"""
        table = one(sheet(text))
        assert table.orientation == "card"
        (record,) = table.records
        assert {key: told(record, key) for key in table.fields} == {
            "units_inspected": 185,
            "general_found": 17,
            "general_rectified": 13,
            "major_found": 4,
            "major_rectified": 2,
            "major_planned": 2,
        }
        assert record.entries["major_rectified"].place.cell == "D3"
        assert (table.unit, table.about["report_date"]) == ("高新区管委会", "2023年7月2日")


class TestSeveralTables:
    HAZARD = """
安全生产隐患排查治理情况统计表（2023年1-6月）
填报单位：甲镇
行业领域 | 排查一般隐患 | 一般隐患已整改
煤矿 | 3 | 2
合计 | 3 | 2
"""
    ACTIVITY = """
应急演练培训情况统计表（2023年二季度）
填报单位：乙镇
乡镇 | 培训场次 | 培训人次 | 应急演练场次
甲村 | 3 | 90 | 1
合计 | 3 | 90 | 1
"""

    @pytest.mark.parametrize("between", ["", "\n", "\n\n\n"])
    def test_one_under_the_other(self, between: str) -> None:
        text = self.HAZARD.strip() + "\n" + between + self.ACTIVITY.strip()
        first, second = bound(csv_grid(text)).tables
        assert [first.form, second.form] == ["hazard", "activity"]
        assert [len(first.records), len(second.records)] == [2, 2]
        assert [first.unit, second.unit] == ["甲镇", "乙镇"]
        assert [first.period, second.period] == ["2023-06", "2023-Q2"]

    def test_side_by_side(self) -> None:
        left = [line.split("|") for line in self.HAZARD.strip().split("\n")]
        right = [line.split("|") for line in self.ACTIVITY.strip().split("\n")]
        lines = [
            "|".join([*one_, *[""] * (4 - len(one_)), *other])
            for one_, other in zip(left, right, strict=True)
        ]
        first, second = bound(csv_grid("\n".join(lines))).tables
        assert (first.form, columns(first)) == (
            "hazard",
            {"general_found": "B", "general_rectified": "C"},
        )
        assert columns(second) == {"train_sessions": "F", "train_persons": "G", "drills": "H"}
        assert [first.unit, second.unit] == ["甲镇", "乙镇"]
        assert second.records[0].entries["train_persons"].place.column == 7

    def test_the_same_form_twice_is_two_tables(self) -> None:
        text = self.HAZARD + "\n" + self.HAZARD.replace("甲镇", "丙镇").replace("煤矿", "消防")
        first, second = bound(csv_grid(text)).tables
        assert [table.unit for table in (first, second)] == ["甲镇", "丙镇"]
        assert second.records[0].key == {"sector": "消防"}

    def test_a_card_under_a_table(self) -> None:
        text = self.HAZARD + TestCards.TEXT
        table, card = bound(sheet(text)).tables
        assert (len(table.records), card.orientation) == (2, "card")
        assert card.unit == "高新区管委会"


def test_a_sheet_a_month_is_of_the_month_it_is_named_by() -> None:
    text = "村月报表（2023年{}月）\n村（社区） | 检查次数 | 发现隐患 | 已整改\n上枫村 | 6 | 5 | 4\n"
    sheets = [
        sheet(text.format(4), "4月"),
        sheet(text.format(5), "5月"),
        sheet(text.format(5), "6 月"),
    ]
    tables = bound(*sheets).tables
    assert [table.period for table in tables] == ["2023-04", "2023-05", "2023-06"]
    assert tables[2].about["period_title"] == "2023-05"


def test_a_register_names_its_own_rows() -> None:
    text = """
高新区安全隐患排查整改台账
序号 | 企业名称 | 所属行业 | 检查时间 | 隐患等级 | 整改情况 | 整改完成时间 | 整改资金（万元）
1 | 枫华木业有限公司 | 工贸 | 2023.1.12 | 一般 | 已整改 | 2023.1.20 | 2
2 | 鹿野食品有限公司 | 工贸 | 4月26日 | 重大 | 整改中 | | 1.9
"""
    table = one(sheet(text))
    assert table.form == "ledger"
    first, second = table.records
    assert [dict(record.key) for record in table.records] == [{}, {}]
    assert (first.label, told(first, "seq")) == ("1", 1)
    assert told(second, "found_date") == "2023-04-26"
    assert (told(second, "level"), told(second, "status")) == ("重大", "整改中")
    assert told(second, "rectified_date") == "blank"


def test_hidden_rows_are_rows() -> None:
    text = "单位 | 排查一般隐患 | 一般隐患已整改\n甲镇 | 3 | 2\n乙镇 | 5 | 5\n"
    hidden = {cell: CellFacts(hidden=True) for cell in ("A3", "B3", "C3")}
    assert told(row_of(one(sheet(text, facts=hidden)), "乙镇"), "general_found") == 5


def test_a_total_whose_label_stands_in_another_column() -> None:
    text = "序号 | 单位 | 排查一般隐患 | 一般隐患已整改\n1 | 甲镇 | 3 | 2\n合计 | | 3 | 2\n"
    table = one(sheet(text, merges=("A3:B3",)))
    assert [record.role for record in table.records] == [Role.LEAF, Role.TOTAL]


def test_an_inserted_column_changes_nothing() -> None:
    text = "单位 | 联系人 | 排查一般隐患 | | 一般隐患已整改\n甲镇 | 王某 | 3 | | 2\n"
    assert columns(one(csv_grid(text))) == {"general_found": "C", "general_rectified": "E"}
