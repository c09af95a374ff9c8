"""Each row rule of the four forms broken once, in a CSV file and a plain workbook.

A small table with a total; one row is altered so that one rule and no other is broken in it.  The
total of the altered column is left as it was, so that the error shows again there.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import crossfoot
from crossfoot.reports import contract

Row = dict[str, str]

CLEAN: dict[str, Row] = {
    "hazard": {
        "应排查单位数": "60",
        "实际排查单位数": "57",
        "覆盖率": "95.0%",
        "排查一般隐患": "40",
        "一般隐患已整改": "38",
        "一般隐患整改率": "95.0%",
        "排查重大隐患": "4",
        "重大隐患已整改销号": "3",
        "重大隐患整改率": "75.0%",
        "列入治理计划的重大隐患": "1",
        "落实治理目标任务": "1",
        "落实治理经费物资": "1",
        "落实治理机构人员": "1",
        "落实治理时间要求": "1",
        "落实安全措施应急预案": "1",
        "挂牌督办的重大隐患": "2",
        "省级挂牌督办": "1",
        "市级挂牌督办": "1",
        "累计落实治理资金": "12.5",
    },
    "campaign": {
        "开展自查企业数": "30",
        "企业自查重大隐患数": "12",
        "企业自查重大隐患已整改": "11",
        "部门检查企业数": "25",
        "部门检查重大隐患数": "8",
        "部门检查重大隐患已整改": "7",
        "重大隐患总数": "20",
        "重大隐患已整改总数": "18",
        "重大隐患整改率": "90.0%",
        "政府挂牌督办数": "3",
        "挂牌督办已整改数": "2",
        "帮扶指导企业数": "9",
        "行政处罚次数": "4",
        "罚款金额": "6.5",
        "责令停产整顿企业": "1",
    },
    "accident": {
        "事故起数": "5",
        "死亡人数": "4",
        "重伤人数": "3",
        "直接经济损失": "120.5",
        "一般事故起数": "4",
        "较大事故起数": "1",
        "重大事故起数": "0",
        "特别重大事故起数": "0",
        "上年同期事故起数": "6",
        "上年同期死亡人数": "5",
        "事故起数同比增减": "-1",
        "死亡人数同比增减": "-1",
        "事故起数同比": "-16.7%",
        "死亡人数同比": "-20.0%",
    },
    "activity": {
        "宣传活动场次": "10",
        "宣传活动参与人次": "500",
        "培训场次": "5",
        "培训人次": "200",
        "应急演练场次": "6",
        "综合演练": "2",
        "专项演练": "3",
        "现场处置演练": "1",
        "演练参加人次": "180",
        "演练投入资金": "3.5",
    },
}

# rule: (form, the wrong field, what is written instead; further fields keep the other rules true)
BROKEN: dict[str, tuple[str, str, Row]] = {
    "HZ01": ("hazard", "一般隐患已整改", {"一般隐患已整改": "41", "一般隐患整改率": "102.5%"}),
    "HZ02": ("hazard", "一般隐患整改率", {"一般隐患整改率": "85.0%"}),
    "HZ03": (
        "hazard",
        "重大隐患已整改销号",
        {"重大隐患已整改销号": "5", "重大隐患整改率": "125.0%"},
    ),
    "HZ04": ("hazard", "重大隐患整改率", {"重大隐患整改率": "70.0%"}),
    "HZ05": ("hazard", "实际排查单位数", {"实际排查单位数": "63", "覆盖率": "105.0%"}),
    "HZ06": ("hazard", "覆盖率", {"覆盖率": "90.0%"}),
    "HZ07": (
        "hazard",
        "列入治理计划的重大隐患",
        {
            "列入治理计划的重大隐患": "2",
            "落实治理目标任务": "2",
            "落实治理经费物资": "2",
            "落实治理机构人员": "2",
            "落实治理时间要求": "2",
            "落实安全措施应急预案": "2",
        },
    ),
    "HZ08": (
        "hazard",
        "列入治理计划的重大隐患",
        {
            "列入治理计划的重大隐患": "0",
            "落实治理目标任务": "0",
            "落实治理经费物资": "0",
            "落实治理机构人员": "0",
            "落实治理时间要求": "0",
            "落实安全措施应急预案": "0",
        },
    ),
    "HZ09": ("hazard", "落实治理经费物资", {"落实治理经费物资": "2"}),
    "HZ10": ("hazard", "落实治理机构人员", {"落实治理机构人员": "0"}),
    "HZ11": ("hazard", "省级挂牌督办", {"省级挂牌督办": "2"}),
    "HZ12": ("hazard", "挂牌督办的重大隐患", {"挂牌督办的重大隐患": "5"}),
    "HZ13": ("hazard", "实际排查单位数", {"实际排查单位数": "0", "覆盖率": "0.0%"}),
    "CP01": ("campaign", "重大隐患总数", {"重大隐患总数": "21", "重大隐患整改率": "85.7%"}),
    "CP02": (
        "campaign",
        "重大隐患已整改总数",
        {"重大隐患已整改总数": "17", "重大隐患整改率": "85.0%"},
    ),
    "CP03": (
        "campaign",
        "企业自查重大隐患已整改",
        {"企业自查重大隐患已整改": "13", "部门检查重大隐患已整改": "5"},
    ),
    "CP04": (
        "campaign",
        "部门检查重大隐患已整改",
        {"部门检查重大隐患已整改": "9", "企业自查重大隐患已整改": "9"},
    ),
    "CP05": ("campaign", "重大隐患整改率", {"重大隐患整改率": "80.0%"}),
    "CP06": ("campaign", "挂牌督办已整改数", {"挂牌督办已整改数": "4"}),
    "CP07": ("campaign", "行政处罚次数", {"行政处罚次数": "0"}),
    "CP08": (
        "campaign",
        "企业自查重大隐患数",
        {
            "企业自查重大隐患数": "0",
            "部门检查重大隐患数": "20",
            "企业自查重大隐患已整改": "0",
            "部门检查重大隐患已整改": "18",
        },
    ),
    "AC01": ("accident", "一般事故起数", {"一般事故起数": "3"}),
    "AC02": (
        "accident",
        "事故起数",
        {
            "事故起数": "0",
            "一般事故起数": "0",
            "较大事故起数": "0",
            "事故起数同比增减": "-6",
            "事故起数同比": "-100.0%",
            "死亡人数": "0",
            "死亡人数同比增减": "-5",
            "死亡人数同比": "-100.0%",
        },
    ),
    "AC03": ("accident", "事故起数同比增减", {"事故起数同比增减": "-2"}),
    "AC04": ("accident", "死亡人数同比增减", {"死亡人数同比增减": "-2"}),
    "AC05": ("accident", "事故起数同比", {"事故起数同比": "-20.0%"}),
    "AC06": ("accident", "死亡人数同比", {"死亡人数同比": "-25.0%"}),
    "AC07": (
        "accident",
        "死亡人数",
        {"死亡人数": "20", "死亡人数同比增减": "15", "死亡人数同比": "300.0%"},
    ),
    "AT01": ("activity", "宣传活动参与人次", {"宣传活动参与人次": "9"}),
    "AT02": ("activity", "培训人次", {"培训人次": "4"}),
    "AT03": ("activity", "演练参加人次", {"演练参加人次": "5"}),
    "AT04": ("activity", "现场处置演练", {"现场处置演练": "2"}),
    "AT05": ("activity", "演练参加人次", {"演练参加人次": "7200"}),
}

SECTORS = ("工贸", "建筑施工", "道路交通")
WRONG_ROW = 1


RATES = {
    "hazard": {
        "覆盖率": ("实际排查单位数", "应排查单位数"),
        "一般隐患整改率": ("一般隐患已整改", "排查一般隐患"),
        "重大隐患整改率": ("重大隐患已整改销号", "排查重大隐患"),
    },
    "campaign": {"重大隐患整改率": ("重大隐患已整改总数", "重大隐患总数")},
    "accident": {
        "事故起数同比": ("事故起数同比增减", "上年同期事故起数"),
        "死亡人数同比": ("死亡人数同比增减", "上年同期死亡人数"),
    },
    "activity": {},
}


def total(form: str, rows: list[Row]) -> Row:
    """The total row of the given rows: sums of counts, and the rates that follow from the sums."""
    rates = RATES[form]
    sums = {
        name: sum((Fraction(row[name]) for row in rows), Fraction(0))
        for name in rows[0]
        if name not in rates
    }
    written = {name: f"{float(value):g}" for name, value in sums.items()}
    for name, (part, whole) in rates.items():
        written[name] = f"{float(sums[part] * 100 / sums[whole]):.1f}%"
    return written


def table(form: str, wrong: Mapping[str, str], *, echo: bool) -> list[list[str]]:
    """A table of three rows and a total, one row altered.

    With ``echo`` the total row is the one of the right figures, so that the error shows in it.
    """
    clean = CLEAN[form]
    right = [dict(clean) for _ in SECTORS]
    rows = [dict(clean) for _ in SECTORS]
    rows[WRONG_ROW].update(wrong)
    totals = total(form, right if echo else rows)
    header = ["行业领域", *clean]
    body = [
        [label, *(row[name] for name in clean)] for label, row in zip(SECTORS, rows, strict=True)
    ]
    return [header, *body, ["合计", *(totals[name] for name in clean)]]


def write(path: Path, lines: list[list[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(lines)
        return
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([_stored(text) for text in line])
    book.save(path)


def _stored(text: str) -> str | int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def check(path: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(contract.write(crossfoot.check(path)))
    return report


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("form", CLEAN)
def test_the_clean_table_is_left_alone(form: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"鹿鸣镇{suffix}"
    write(path, table(form, {}, echo=True))
    report = check(path)
    assert report["findings"] == []
    assert report["coverage"]["evaluated"] > 0
    assert report["submissions"][0]["verdict"] == "accept"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("rule", BROKEN)
def test_one_error_gives_one_headline_at_its_cell(rule: str, suffix: str, tmp_path: Path) -> None:
    form, field, wrong = BROKEN[rule]
    counts = [name for name in wrong if name not in RATES[form]]
    # several counts changed at once would be several errors in the total row
    lines = table(form, wrong, echo=len(counts) == 1)
    path = tmp_path / f"鹿鸣镇{suffix}"
    write(path, lines)
    report = check(path)
    headlines = [finding for finding in report["findings"] if finding["cause"] is None]
    assert [finding["rule"] for finding in headlines] == [rule]
    (headline,) = headlines
    column = lines[0].index(field) + 1
    looked_at = [figure for figure in headline["figures"] if figure["id"] in headline["at"]]
    assert len(looked_at) <= 3
    places = [figure["cell"] or (figure["line"], figure["column"]) for figure in looked_at]
    from openpyxl.utils import get_column_letter

    assert (f"{get_column_letter(column)}3" if suffix == ".xlsx" else (3, column)) in places
    echoes = [finding for finding in report["findings"] if finding is not headline]
    assert all(finding["cause"] == headline["id"] for finding in echoes)
    assert (len(counts) == 1) == any(finding["rule"] == "ST01" for finding in echoes)
    for finding in report["findings"]:
        assert finding["message"]["zh"]
        assert finding["message"]["en"]
