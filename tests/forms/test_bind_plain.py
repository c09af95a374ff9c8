"""Plain tables: one header row, one row a unit or sector."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path

import pytest

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import TableMapping
from crossfoot.model.submission import Role, State
from tests.forms.sheets import bound, columns, csv_grid, one, row_of, sheet, told

TOWNSHIPS = """
单位 | 应排查单位数 | 实际排查单位数 | 覆盖率 | 排查一般隐患 | 一般隐患已整改 | 整改率 | 备注
枫桥头镇 | 60 | 54 | 90.0% | 43 | 40 | 93.0% |
鹿鸣镇 | 45 | 45 | 100% | 66 | 61 | 92.4% | 含2处跨区
合计 | 105 | 99 | 94.3% | 109 | 101 | 92.7% |
"""


def test_a_plain_table_by_units() -> None:
    table = one(csv_grid(TOWNSHIPS))
    assert table.form == "hazard"
    assert columns(table) == {
        "units_should": "B",
        "units_inspected": "C",
        "coverage_rate": "D",
        "general_found": "E",
        "general_rectified": "F",
        "general_rate": "G",
    }
    assert [(r.role, dict(r.key), r.label) for r in table.records] == [
        (Role.LEAF, {"unit": "枫桥头镇"}, "枫桥头镇"),
        (Role.LEAF, {"unit": "鹿鸣镇"}, "鹿鸣镇"),
        (Role.TOTAL, {}, "合计"),
    ]
    assert table.unbound == ()
    assert not table.confirmed
    entry = table.records[1].entries["general_found"]
    assert (entry.text, entry.quantity and entry.quantity.value) == ("66", 66)
    assert (entry.place.line, entry.place.column, entry.place.key) == (3, 5, "鹿鸣镇")
    assert told(table.records[1], "remark") == "含2处跨区"


def test_a_cell_of_a_workbook_has_its_address() -> None:
    table = one(sheet(TOWNSHIPS, "7月"))
    place = row_of(table, "鹿鸣镇").entries["general_rectified"].place
    assert (place.sheet, place.cell) == ("7月", "F3")


@pytest.mark.parametrize("title", ["", "枫澜县隐患排查治理情况统计表（2023年1-6月）\n\n"])
def test_titles_above_do_not_matter(title: str) -> None:
    assert len(one(csv_grid(title + TOWNSHIPS)).records) == 3


def test_names_may_be_ids_english_or_aliases_in_any_spelling() -> None:
    header = "unit | general_found | General hazards rectified | 排 查\u3000企业数（家）"
    text = header + "\na | 3 | 2 | 1\n"
    table = one(csv_grid(text))
    assert columns(table) == {
        "general_found": "B",
        "general_rectified": "C",
        "units_inspected": "D",
    }
    assert table.units == {"units_inspected": "家"}


def test_units_in_the_header_are_kept_for_comparison() -> None:
    text = "单位 | 罚款金额（元） | 行政处罚次数(次) | 挂牌督办重大隐患[项]\n甲镇 | 20000 | 2 | 1\n"
    table = one(csv_grid(text))
    assert table.form == "campaign"
    assert table.units == {"camp_fines": "元", "camp_penalties": "次", "camp_listed": "项"}


def test_rows_by_sector_whatever_stands_around_their_names() -> None:
    text = """
    序号 | 行业领域 | 排查一般隐患 | 一般隐患已整改
    1 | 1.煤矿 | 3 | 3
    2 | （二）消　防 | 5 | 4
    3 | 三、烟花爆竹企业 | 0 | 0
    4 | 城镇燃气 | 2 | 1
    5 | 水务 | 1 | 1
      | 合　计 | 11 | 9
    """
    table = one(csv_grid(text))
    keys = [record.key.get("sector") for record in table.records]
    assert keys == ["煤矿", "消防", "烟花爆竹", "燃气", "水务", None]
    assert table.records[5].role is Role.TOTAL


def test_the_total_is_the_total_wherever_it_stands() -> None:
    lines = TOWNSHIPS.strip().split("\n")
    table = one(csv_grid("\n".join([lines[0], lines[3], *lines[1:3]])))
    assert [record.role for record in table.records] == [Role.TOTAL, Role.LEAF, Role.LEAF]


def test_bare_labels_belong_to_the_field_before_them() -> None:
    text = """
    乡镇 | 一般隐患数 | 其中：已整改 | 整改率 | 重大隐患数 | 其中：已整改 | 整改率
    甲镇 | 8 | 6 | 75% | 2 | 1 | 50%
    """
    assert columns(one(csv_grid(text))) == {
        "general_found": "B",
        "general_rectified": "C",
        "general_rate": "D",
        "major_found": "E",
        "major_rectified": "F",
        "major_rate": "G",
    }


def test_a_bare_label_after_something_unknown_is_left_open() -> None:
    text = "乡镇 | 一般隐患数 | 一般隐患整改率 | 投诉举报 | 其中：已整改\n甲镇 | 8 | 75% | 5 | 6\n"
    table = one(csv_grid(text))
    assert "general_rectified" not in table.fields
    assert [unbound.text for unbound in table.unbound] == ["投诉举报", "其中：已整改"]


def test_units_of_the_round_are_known_under_their_other_names() -> None:
    text = "单位 | 排查一般隐患 | 一般隐患已整改\n高新区 管委会 | 3 | 3\n鹿鸣镇 | 1 | 1\n"
    table = one(csv_grid(text), known_units={"高新区管委会": "高新区", "高新区": "高新区"})
    assert [record.key["unit"] for record in table.records] == ["高新区", "鹿鸣镇"]
    assert table.records[0].label == "高新区管委会"


def test_the_office_of_a_known_place_reports_for_it() -> None:
    text = "填报单位：鹿鸣镇人民政府\n单位 | 排查一般隐患 | 一般隐患已整改\n{} | 3 | 3\n"
    known = {"鹿鸣镇": "鹿鸣镇", "高新区": "高新区"}
    table = one(csv_grid(text.format("高新区管委会")), known_units=known)
    assert (table.unit, table.records[0].key["unit"]) == ("鹿鸣镇", "高新区")
    assert one(csv_grid(text.format("甲村"))).unit == "鹿鸣镇人民政府"


def test_a_place_is_known_from_the_rows_of_the_same_workbook() -> None:
    summary = "单位 | 排查一般隐患 | 一般隐患已整改\n鹿鸣镇 | 3 | 3\n青崖乡 | 1 | 1\n"
    own = "填报单位 | 鹿鸣镇人民政府\n排查一般隐患 | 3\n一般隐患已整改 | 3\n"
    tables = bound(sheet(summary, "汇总"), sheet(own, "鹿鸣镇报送")).tables
    assert tables[1].unit == "鹿鸣镇"


class TestLinesAroundTheTable:
    TEXT = """
枫澜县安全生产隐患排查治理情况统计表
填报单位（盖章）：鹿鸣镇人民政府　　统计时间：2023年1-6月　　填报日期：2023年7月3日
单位 | 排查一般隐患 | 一般隐患已整改
鹿角村 | 3 | 3
合计 | 3 | 3
填表人：席某　　审核人：　　联系电话：0000-1234567
注：1.本表为累计数。2.没有的填“/”。
"""

    def test_they_tell_who_and_when(self) -> None:
        table = one(sheet(self.TEXT))
        assert table.unit == "鹿鸣镇人民政府"
        assert table.period == "2023-06"
        assert table.about["report_date"] == "2023年7月3日"
        assert table.about["filler"] == "席某"
        assert table.about["reviewer"] == ""
        assert "leader" not in table.about
        assert table.lines["filler"].cell == "A6"
        assert table.about["title"] == "枫澜县安全生产隐患排查治理情况统计表"

    def test_they_are_no_data(self) -> None:
        assert [record.label for record in one(sheet(self.TEXT)).records] == ["鹿角村", "合计"]

    def test_the_period_may_stand_in_the_title_the_sheet_or_the_file_name(self) -> None:
        plain = "单位 | 排查一般隐患 | 一般隐患已整改\n甲镇 | 3 | 3\n"
        assert one(csv_grid("隐患排查治理情况统计表（2023年三季度）\n" + plain)).period == "2023-Q3"
        assert one(sheet(plain, "2023年8月")).period == "2023-08"
        assert one(csv_grid(plain, "鹿鸣镇2023年7月报表.csv")).period == "2023-07"
        assert one(csv_grid(plain, "鹿鸣镇.csv")).period is None

    def test_every_source_is_kept_when_they_disagree(self) -> None:
        text = "隐患排查月报（2023年5月）\n单位 | 排查一般隐患 | 一般隐患已整改\n甲 | 3 | 3\n"
        table = one(sheet(text, "2023年6月", file="鹿鸣镇2023年6月.xlsx"))
        assert table.about["period_title"] == "2023-05"
        assert table.about["period_sheet"] == table.about["period_file"] == "2023-06"

    def test_a_year_that_is_not_named_is_that_of_the_report(self) -> None:
        text = (
            "填报日期：2024.1.5\n隐患排查月报（1-12月）\n单位 | 排查一般隐患 | 已整改数\n甲 | 3 | 3"
        )
        assert one(sheet(text)).period == "2023-12"


class TestWhatIsNotUnderstood:
    def test_a_column_of_figures_is_named_with_the_nearest_field(self) -> None:
        header = "单位 | 排查一般隐患 | 一般隐患已整改 | 一般隐患整治率"
        (unbound,) = one(csv_grid(header + "\n甲 | 3 | 2 | 66.7\n乙 | 1 | 1 | 100\n")).unbound
        assert (unbound.text, unbound.nearest) == ("一般隐患整治率", "general_rate")
        assert unbound.figures == 2
        assert (unbound.place.line, unbound.place.column) == (1, 4)

    def test_columns_of_words_serials_and_remarks_are_no_matter(self) -> None:
        header = "序号 | 单位 | 排查一般隐患 | 一般隐患已整改 | 联系人 | 备注"
        assert one(csv_grid(header + "\n1 | 甲 | 3 | 2 | 王某 | 3\n")).unbound == ()

    def test_a_second_column_for_a_field_is_named(self) -> None:
        text = "单位 | 排查一般隐患 | 一般隐患已整改 | 一般隐患数\n甲 | 3 | 2 | 4\n"
        (unbound,) = one(csv_grid(text)).unbound
        assert (unbound.text, unbound.nearest) == ("一般隐患数", "general_found")

    def test_a_sheet_of_something_else_is_left_unclaimed(self) -> None:
        wages = sheet("姓名 | 工资 | 奖金\n王某 | 5000 | 300\n李某 | 4800 | 200\n", "工资")
        words = sheet("填报说明\n一、每月6日前报县安委办。\n", "说明")
        found = bound(wages, words)
        assert found.tables == ()
        assert [grid.sheet for grid in found.unclaimed] == ["工资"]

    def test_an_empty_sheet_is_nothing(self) -> None:
        found = bound(sheet("", "空"))
        assert (found.tables, found.unclaimed) == ((), ())

    def test_a_header_without_rows_is_no_table(self) -> None:
        assert bound(csv_grid("单位 | 排查一般隐患 | 一般隐患已整改\n")).tables == ()


class TestConfiguration:
    SCHEMA = """\
form: visits
en: Site visits
grain: [unit, period]
fields:
  - {id: found, en: Hazards found}
  - {id: fixed, en: Hazards fixed}
"""

    def test_a_repository_of_its_own_with_nothing_chinese(self, tmp_path: Path) -> None:
        (tmp_path / "visits.yaml").write_text(self.SCHEMA, encoding="utf-8")
        pack = load_pack([tmp_path])
        grid = csv_grid("unit|period|found|fixed\nnorth|2023-06|10|8\nsouth|2023-06|3|\n", "d.csv")
        mapping = TableMapping(form="visits", key=("unit", "period"))
        table = one(grid, pack=pack, mappings={"": mapping})
        assert table.confirmed
        assert table.unbound == ()
        assert [dict(record.key) for record in table.records] == [
            {"unit": "north", "period": "2023-06"},
            {"unit": "south", "period": "2023-06"},
        ]
        assert table.records[1].entries["fixed"].state is State.BLANK
        assert table.records[0].entries["found"].place.key == "north 2023-06"

    def test_numbers_as_keys_are_keys(self, tmp_path: Path) -> None:
        (tmp_path / "visits.yaml").write_text(self.SCHEMA, encoding="utf-8")
        grid = csv_grid("id|found|fixed\n1|2|3\n2|3|4\n", "d.csv")
        mapping = TableMapping(form="visits", key=("id",))
        table = one(grid, pack=load_pack([tmp_path]), mappings={"": mapping})
        assert [record.key["id"] for record in table.records] == ["1", "2"]
        assert [told(record, "found") for record in table.records] == [2, 3]

    def test_a_header_can_be_given_its_field(self) -> None:
        grid = sheet("镇 | 排查一般隐患 | 已改 | 治理资金\n甲镇 | 3 | 2 | 1.5\n")
        assert "general_rectified" not in one(grid).fields
        mapping = TableMapping(headers={"已改": "general_rectified"})
        table = one(grid, mappings={"Sheet1": mapping})
        assert columns(table)["general_rectified"] == "C"
        assert not table.confirmed

    def test_rows_of_an_english_table_have_roles_too(self) -> None:
        text = "township|general_found|general_rectified\nnorth|3|2\nof which: a|1|1\nTotal|3|2\n"
        roles = [record.role for record in one(csv_grid(text)).records]
        assert roles == [Role.LEAF, Role.SUB, Role.TOTAL]

    def test_form_and_label_column_can_be_given(self) -> None:
        grid = sheet("甲列 | 名 | 已整改数 | 排查数\nx | 甲镇 | 3 | 4\ny | 乙镇 | 1 | 2\n")
        mapping = TableMapping(
            form="hazard",
            label_column="B",
            headers={"排查数": "general_found", "已整改数": "general_rectified"},
        )
        table = one(grid, mappings={"Sheet1": mapping})
        assert table.confirmed
        assert [record.label for record in table.records] == ["甲镇", "乙镇"]


def test_blank_zero_slash_and_none_stay_apart() -> None:
    text = "单位 | 排查一般隐患 | 一般隐患已整改\n甲 | 0 | 无\n乙 | / |\n丙 | 未统计 | 3项\n"
    table = one(csv_grid(text))
    assert [told(record, "general_found") for record in table.records] == [
        0,
        "not_applicable",
        "not_collected",
    ]
    assert [told(record, "general_rectified") for record in table.records] == [0, "blank", 3]
    zero = one(csv_grid(text), blank_means="zero")
    assert told(zero.records[1], "general_rectified") == 0


def test_a_row_without_any_figure_is_still_a_row() -> None:
    text = "单位 | 排查一般隐患 | 一般隐患已整改\n甲镇 | 1 | 1\n乙镇 |  |\n丙镇 | 2 | 2\n"
    assert [record.label for record in one(csv_grid(text)).records] == ["甲镇", "乙镇", "丙镇"]


def test_reading_entries_twice_gives_the_same() -> None:
    table = one(csv_grid(TOWNSHIPS))
    first, again = (dict(table.records[0].entries) for _ in range(2))
    assert first == again
    assert set(first) == {*table.fields, "remark"}
    assert first["coverage_rate"].quantity is not None
    assert first["coverage_rate"].quantity.step == Fraction(1, 10)


def test_three_thousand_rows_bind_in_a_moment() -> None:
    header = "单位|应排查单位数|实际排查单位数|覆盖率|排查一般隐患|一般隐患已整改|一般隐患整改率"
    rows = [f"单位{n}|{n}|{n % 97}|{n % 100}.5%|{n % 61}|{n % 13}|{n % 90}.1%" for n in range(3000)]
    grid = csv_grid("\n".join([header, *rows]))
    bound(grid)
    spent = []
    for _ in range(3):
        begin = time.process_time()
        table = one(grid)
        spent.append(time.process_time() - begin)
    assert len(table.records) == 3000
    # 0.05 s on an idle machine; the bound leaves room for a busy one.
    assert min(spent) < 0.4
