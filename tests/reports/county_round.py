"""One round of a made-up county, as the vetting hands it to the reports.

鹿鸣镇 typed 121 as 112, and the county's table shows the consequence; 枫桥头镇 wrote a rate that
its own sentence contradicts; 高新区 keeps a CSV file with one impossible row; 柳河镇's workbook is
broken; 青石乡 sent nothing; 石桥镇 is right in everything.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import (
    Basis,
    BasisKind,
    Expected,
    Finding,
    Level,
    Message,
    Subject,
    Verdict,
)
from crossfoot.model.interval import Interval, point
from crossfoot.model.quantity import Approx, Quantity
from crossfoot.vetting.model import (
    Coverage,
    Input,
    NotEvaluated,
    Report,
    RunInfo,
    SubmissionResult,
    SubmissionVerdict,
)

ARITHMETIC = Basis(BasisKind.ARITHMETIC, "", "")
LUMING = "round/鹿鸣镇.xlsx"
FENGQIAOTOU = "round/枫桥头镇.txt"
GAOXIN = "round/gaoxin.csv"
LIUHE = "round/柳河镇.xlsx"
SHIQIAO = "round/石桥镇.xlsx"
COUNTY = "round/全县汇总.xlsx"


def count(name: str, role: str, number: int, place: Place, field: str | None = None) -> Figure:
    quantity = Quantity(Fraction(number), "项")
    return Figure(name, str(number), quantity, place, field=field, role=role)


def luming() -> Finding:
    place = Place(LUMING, sheet="一般隐患", cell="D9", key="合计")
    return Finding(
        id="F1",
        fingerprint="a1",
        rule="ST01",
        level=Level.HARD,
        verdict=Verdict.FAIL,
        basis=ARITHMETIC,
        message=Message(
            "已整改填报112项，但各行相加为121项",
            "rectified is 112 items, but the rows add up to 121",
        ),
        subject=Subject(
            LUMING, "鹿鸣镇", "2023-H1", "hazard", LUMING, "一般隐患", "D9", "合计", "rectified"
        ),
        figures=(
            count("g1", "total", 112, place, "rectified"),
            count("g2", "part", 70, Place(LUMING, sheet="一般隐患", cell="D7"), "rectified"),
            count("g3", "part", 51, Place(LUMING, sheet="一般隐患", cell="D8"), "rectified"),
        ),
        at=("g1",),
        stated="112",
        expected=Expected(point(121), "121项"),
    )


def consequences() -> tuple[Finding, ...]:
    own = Place(LUMING, sheet="一般隐患", cell="E9", key="合计")
    upper = Place(COUNTY, sheet="汇总", cell="D4", key="鹿鸣镇")
    return (
        Finding(
            id="F2",
            fingerprint="a2",
            rule="HZ02",
            level=Level.HARD,
            verdict=Verdict.FAIL,
            basis=ARITHMETIC,
            message=Message(
                "整改率填报96.0%，但112÷126=88.9%", "the rate is 96.0%, but 112/126=88.9%"
            ),
            subject=Subject(LUMING, "鹿鸣镇", file=LUMING, sheet="一般隐患", range="E9"),
            figures=(
                Figure(
                    "g1", "96.0%", Quantity(Fraction(96), "%", Fraction(1, 10)), own, role="rate"
                ),
            ),
            at=("g1",),
            cause="F1",
        ),
        Finding(
            id="F3",
            fingerprint="a3",
            rule="RU02",
            level=Level.HARD,
            verdict=Verdict.FAIL,
            basis=Basis(
                BasisKind.BINDING, "“已改”一列作已整改理解", "column 已改 is read as rectified"
            ),
            message=Message(
                "鹿鸣镇一行填报121项，本单位报表为112项", "121 here, 112 in the unit's own file"
            ),
            subject=Subject(COUNTY, "县安委办", file=COUNTY, sheet="汇总", range="D4"),
            figures=(count("g1", "line", 121, upper),),
            at=("g1",),
            cause="F2",
        ),
    )


def fengqiaotou() -> tuple[Finding, ...]:
    def at(start: int, end: int, line: int) -> Place:
        return Place(FENGQIAOTOU, line=line, column=5, paragraph=line, start=start, end=end)

    question = "两处口径可能不同，请说明"
    return (
        Finding(
            id="F4",
            fingerprint="a4",
            rule="NR02",
            level=Level.HARD,
            verdict=Verdict.FAIL,
            basis=ARITHMETIC,
            message=Message(
                "整改率填报94.6%，但整改418个÷排查494个=84.6%。",
                "the rate is stated as 94.6%, but 418 rectified / 494 found = 84.6%.",
            ),
            subject=Subject(
                FENGQIAOTOU,
                "枫桥头镇",
                file=FENGQIAOTOU,
                row="上半年排查一般隐患494个，已整改418个，整改率94.6%。",
            ),
            figures=(
                count("f1", "whole", 494, at(310, 313, 14)),
                count("f2", "part", 418, at(318, 321, 14)),
                Figure(
                    "f3",
                    "94.6%",
                    Quantity(Fraction(946, 10), "%", Fraction(1, 10)),
                    at(327, 332, 14),
                    role="rate",
                ),
            ),
            at=("f3",),
            stated="94.6%",
            expected=Expected(point(Fraction(41800, 494)), "84.6%"),
        ),
        Finding(
            id="F5",
            fingerprint="a5",
            rule="NR06",
            level=Level.SOFT,
            verdict=Verdict.FAIL,
            basis=Basis(
                BasisKind.SCOPE, question, "the two passages may speak of different things"
            ),
            message=Message("前文排查494个，此处写500余个", "494 found above, over 500 here"),
            subject=Subject(FENGQIAOTOU, "枫桥头镇", file=FENGQIAOTOU),
            figures=(
                Figure(
                    "f9",
                    "500余",
                    Quantity(
                        Fraction(500),
                        "个",
                        approx=Approx.OVER,
                        hard=Interval(Fraction(500), None, False, False),
                    ),
                    at(700, 704, 31),
                    role="again",
                ),
            ),
            at=("f9",),
        ),
    )


def gaoxin() -> Finding:
    place = Place(GAOXIN, line=12, column=5, key="高新区 2023-06")
    return Finding(
        id="F6",
        fingerprint="a6",
        rule="HZ01",
        level=Level.HARD,
        verdict=Verdict.FAIL,
        basis=ARITHMETIC,
        message=Message("已整改14项，多于排查12项", "14 rectified, more than the 12 found"),
        subject=Subject(GAOXIN, "高新区", "2023-06", "hazard", GAOXIN, row="高新区 2023-06"),
        figures=(count("g1", "part", 14, place), count("g2", "whole", 12, place)),
        at=("g1",),
        stated="14",
        expected=Expected(Interval(None, Fraction(12)), "不多于12"),
        suggestions=(Message("是否为11", "was 11 meant"),),
    )


def unreadable() -> Finding:
    return Finding(
        id="F7",
        fingerprint="a7",
        rule="CF01",
        level=Level.HARD,
        verdict=Verdict.FAIL,
        basis=ARITHMETIC,
        message=Message(
            f"{LIUHE} 不完整，打不开，请重新保存后再报", "the file is incomplete; save it again"
        ),
        subject=Subject(LIUHE, "柳河镇", file=LIUHE),
    )


def absent() -> Finding:
    return Finding(
        id="F8",
        fingerprint="a8",
        rule="CM01",
        level=Level.SOFT,
        verdict=Verdict.FAIL,
        basis=ARITHMETIC,
        message=Message("未报送2023年上半年材料", "sent nothing for the first half of 2023"),
        subject=Subject(unit="青石乡", period="2023-H1"),
    )


def submission(
    path: str, unit: str, verdict: SubmissionVerdict, hard: int = 0, soft: int = 0
) -> SubmissionResult:
    return SubmissionResult(path, path, unit, "2023-H1", verdict, hard, soft)


COVERAGE = Coverage(
    rules=36,
    evaluated=812,
    passed=806,
    failed=6,
    not_evaluated=(
        NotEvaluated("RU01", "child_missing", "下级材料不全", "a unit's own file is missing", 3),
        NotEvaluated("HZ02", "missing", "缺少数据", "a figure is missing", 20),
        NotEvaluated("HZ05", "missing", "缺少数据", "a figure is missing", 1),
    ),
    not_applicable=30,
)


def troubled() -> Report:
    """The round as told above."""
    verdict = SubmissionVerdict
    return Report(
        run=RunInfo(
            inputs=tuple(
                Input(path, f"{number:064x}" if path != LIUHE else "")
                for number, path in enumerate((LUMING, FENGQIAOTOU, GAOXIN, LIUHE, SHIQIAO, COUNTY))
            ),
            pack="work-safety",
            pack_version="0.1.0",
            rules_sha256="c0" * 32,
            config="crossfoot.toml",
            skipped=("round/~$鹿鸣镇.xlsx",),
        ),
        submissions=(
            submission(LUMING, "鹿鸣镇", verdict.RETURN, hard=2),
            submission(FENGQIAOTOU, "枫桥头镇", verdict.RETURN, hard=1, soft=1),
            submission(GAOXIN, "高新区", verdict.RETURN, hard=1),
            submission(LIUHE, "柳河镇", verdict.UNREADABLE, hard=1),
            submission(SHIQIAO, "石桥镇", verdict.ACCEPT),
            submission(COUNTY, "县安委办", verdict.RETURN, hard=1),
        ),
        findings=(luming(), *consequences(), *fengqiaotou(), gaoxin(), unreadable(), absent()),
        coverage=COVERAGE,
        warnings=(Message("配置中的 data/*.csv 没有对应的文件", "data/*.csv matches no file"),),
    )


def clean(not_evaluated: tuple[NotEvaluated, ...] = ()) -> Report:
    """Two townships that are right in everything."""
    results = tuple(
        submission(path, unit, SubmissionVerdict.ACCEPT)
        for path, unit in ((SHIQIAO, "石桥镇"), ("round/白露镇.csv", "白露镇"))
    )
    coverage = Coverage(36, 120, 120, 0, not_evaluated, 4)
    inputs = tuple(Input(item.path, "ab" * 32) for item in results)
    return Report(RunInfo(inputs, "work-safety", "0.1.0"), results, (), coverage)


def with_rare_characters() -> Report:
    """A unit whose name GBK does not know, and a file name with an emoji in it."""
    report = troubled()
    message = Message("𠮷田村填报14项，多于12项🙂", "14 is more than 12 🙂")
    finding = replace(gaoxin(), message=message)
    return replace(report, findings=(finding,))
