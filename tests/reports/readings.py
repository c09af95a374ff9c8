"""How the documents of a made-up county were understood, as the pipeline hands it over."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.model.document import Block, Document, Grid, Notice, Trouble
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Expected, Message, Verdict
from crossfoot.model.interval import point
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import (
    Claim,
    Entry,
    FormTable,
    Narrative,
    Record,
    Role,
    State,
    Submission,
    Unbound,
)
from crossfoot.vetting.model import ClaimJudgement, DocumentReading, Reading

TEXT = "上半年排查隐患494个，已整改418个，整改率94.6%。\n"
SHEET = Grid(
    file="鹿鸣镇.xlsx",
    sheet="隐患",
    top=1,
    left=1,
    rows=(
        ("隐患排查情况统计表", "", "", ""),
        ("单位", "排查", "已改", "备用数"),
        ("鹿鸣村", "12", "11", "3"),
        ("合计", "12", "十一点", ""),
    ),
)
LINES = Grid(
    file="gaoxin.csv",
    rows=(("unit", "found"), ("高新区\n东园", "7"), ("高新区", "8")),
    lines=(1, 2, 4),
)
PACK = Pack(
    "work-safety",
    forms={
        "hazard": Form(
            "hazard",
            {
                "found": Field("found", FieldType.COUNT, "排查隐患", "Hazards found"),
                "fixed": Field("fixed", FieldType.COUNT, "已整改", "Hazards fixed"),
            },
            "隐患排查统计表",
            "Hazards",
        )
    },
)


def _stated(field: str, grid: Grid, row: int, column: int) -> Entry:
    text = grid.text(row, column)
    quantity = Quantity(Fraction(int(text)), "个")
    return Entry(field, text, State.STATED, grid.place(row, column), quantity)


def workbook() -> DocumentReading:
    wrong = Entry("fixed", "十一点", State.UNREADABLE, SHEET.place(3, 2))
    first = {"found": _stated("found", SHEET, 2, 1), "fixed": _stated("fixed", SHEET, 2, 2)}
    last = {"found": _stated("found", SHEET, 3, 1), "fixed": wrong}
    table = FormTable(
        form="hazard",
        grid=SHEET,
        fields={"fixed": 2, "found": 1},
        records=(
            Record(Role.LEAF, {"unit": "鹿鸣村"}, "鹿鸣村", first, 0, SHEET.place(2, 0)),
            Record(Role.TOTAL, {}, "合计", last, 1, SHEET.place(3, 0)),
        ),
        unbound=(Unbound("备用数", SHEET.place(1, 3), "found", 1),),
        unit="鹿鸣镇",
        period="2023-06",
    )
    document = Document("鹿鸣镇.xlsx", "xlsx", "aa" * 32, grids=(SHEET,))
    return DocumentReading(Submission(document.path, document, (table,), unit="鹿鸣镇"))


def lines() -> DocumentReading:
    records = tuple(
        Record(
            Role.LEAF,
            {"unit": "高新区"},
            "高新区",
            {"found": _stated("found", LINES, row, 1)},
            row - 1,
            LINES.place(row, 0),
        )
        for row in (1, 2)
    )
    table = FormTable("hazard", LINES, {"found": 1}, records)
    document = Document("gaoxin.csv", "csv", "bb" * 32, grids=(LINES,))
    return DocumentReading(Submission(document.path, document, (table,)))


def report() -> DocumentReading:
    def figure(name: str, text: str, value: Fraction, unit: str, role: str) -> Figure:
        start = TEXT.index(text)
        place = Place(
            "枫桥头镇.txt",
            line=1,
            column=start + 1,
            paragraph=1,
            start=start,
            end=start + len(text),
        )
        step = Fraction(1, 10) if unit == "%" else None
        return Figure(name, text, Quantity(value, unit, step), place, what="隐患", role=role)

    whole = figure("f1", "494", Fraction(494), "个", "whole")
    part = figure("f2", "418", Fraction(418), "个", "part")
    rate = figure("f3", "94.6%", Fraction(946, 10), "%", "rate")
    basis = Basis(BasisKind.ARITHMETIC, "", "")
    claim = Claim(
        "rate", (("part", part), ("whole", whole), ("rate", rate)), basis, 0, len(TEXT) - 1
    )
    judged = ClaimJudgement(
        claim,
        Verdict.FAIL,
        Message("整改率填报94.6%，但418÷494=84.6%", "the rate is 94.6%, but 418/494 = 84.6%"),
        basis,
        Expected(point(Fraction(41800, 494)), "84.6%"),
    )
    total = Claim("sum", (("part", part), ("part", whole), ("total", whole)), basis, 0, 9)
    asked = ClaimJudgement(
        total,
        Verdict.NOT_EVALUATED,
        Message("两处不是同一口径", "these are two scopes"),
        Basis(BasisKind.SCOPE, "视为同一项工作", "taken for the same work"),
    )
    document = Document(
        "枫桥头镇.txt", "txt", "cc" * 32, TEXT, (Block(TEXT[:-1], 0, 1, 1),), encoding="utf-8"
    )
    narrative = Narrative((whole, part, rate), (claim, total))
    submission = Submission(document.path, document, (), narrative, "枫桥头镇", "2023-H1")
    return DocumentReading(submission, (judged, asked))


def other() -> DocumentReading:
    grid = Grid("通讯录.xlsx", (("姓名", "电话"),), sheet="Sheet1")
    document = Document("通讯录.xlsx", "xlsx", "dd" * 32, grids=(grid,))
    return DocumentReading(Submission(document.path, document), unclaimed=(grid,))


def broken() -> DocumentReading:
    notice = Notice(
        Trouble.BROKEN, "文件不完整，打不开", "the file is incomplete", Place("柳河镇.xlsx")
    )
    document = Document("柳河镇.xlsx", "xlsx", "", notices=(notice,))
    return DocumentReading(Submission(document.path, document))


def plan() -> DocumentReading:
    document = Document("计划.txt", "txt", "ee" * 32, "下一步抓好落实。")
    return DocumentReading(Submission(document.path, document))


def county() -> Reading:
    """A workbook, a CSV file, a report, and three files with nothing to check."""
    documents = (workbook(), lines(), report(), other(), broken(), plan())
    return Reading(documents, ("~$鹿鸣镇.xlsx",), PACK)
