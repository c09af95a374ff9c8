"""One county, two townships: whose files they are and which tables meet."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from crossfoot.model.document import Block, Document, Grid, Notice, Trouble
from crossfoot.model.figure import Place
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, FormTable, Record, Role, State, Submission
from crossfoot.rounds.model import Round, RoundView, TableView
from crossfoot.rounds.resolve import resolve

DECLARED = Round(
    expected_submissions=("枫桥头镇", "鹿鸣镇", "高新区"),
    unit_aliases={"高新区": ("高新区管委会",)},
)


def record(index: int, role: Role, found: int, *, unit: str = "", sector: str = "") -> Record:
    key = {"unit": unit} if unit else {"sector": sector} if sector else {}
    place = Place("f", line=index + 2, column=1)
    entry = Entry("found", str(found), State.STATED, place, Quantity(Fraction(found)))
    return Record(role, key, unit or sector or "合计", {"found": entry}, index, place)


def table(unit: str | None, *records: Record, period: str | None = "2023-06") -> FormTable:
    return FormTable("hazard", Grid("f", ()), {"found": 1}, records, unit=unit, period=period)


def handed_in(path: str, *tables: FormTable, text: str = "") -> Submission:
    blocks = (Block(text, 0, 1, 1),) if text else ()
    return Submission(path, Document(path, "csv", text=text, blocks=blocks), tables)


def own_file(unit: str, found: int, path: str | None = None, **keys: str) -> Submission:
    rows = (record(0, Role.LEAF, found - 1, sector="煤矿"), record(1, Role.LEAF, 1, sector="工贸"))
    return handed_in(
        path or f"{unit}.csv", table(unit, *rows, record(2, Role.TOTAL, found), **keys)
    )


def county() -> Submission:
    return handed_in(
        "云溪县.csv",
        table(
            "云溪县",
            record(0, Role.LEAF, 30, unit="枫桥头镇"),
            record(1, Role.LEAF, 20, unit="鹿鸣镇"),
            record(2, Role.LEAF, 5, unit="高新区管委会"),
            record(3, Role.TOTAL, 55),
        ),
    )


def upper(view: RoundView) -> TableView:
    return next(item for item in view.tables if item.table.unit == "云溪县")


def test_a_table_by_unit_meets_the_units_own_files() -> None:
    view = resolve(DECLARED, [county(), own_file("枫桥头镇", 30), own_file("高新区", 5)])
    assert [child.unit for child in upper(view).children] == ["枫桥头镇", "高新区"]
    assert upper(view).absent == ("鹿鸣镇",)
    (total,) = upper(view).children[0].entries("found")
    assert total.text == "30"


def test_a_file_of_another_period_is_not_the_units_own_file() -> None:
    view = resolve(DECLARED, [county(), own_file("枫桥头镇", 30, period="2023-05")])
    assert upper(view).children == ()
    assert "枫桥头镇" in upper(view).absent


def test_two_files_of_one_unit_are_not_guessed_between() -> None:
    twice = [own_file("枫桥头镇", 30, "一.csv"), own_file("枫桥头镇", 31, "二.csv")]
    view = resolve(DECLARED, [county(), *twice])
    assert upper(view).child("枫桥头镇") is None
    assert "枫桥头镇" in upper(view).absent


def test_a_unit_without_a_line_of_its_own_is_known_by_title_file_or_folder() -> None:
    files = [
        handed_in("甲.txt", text="鹿鸣镇2023年上半年安全生产工作总结"),
        handed_in("枫桥头镇/总结.txt", text="安全生产工作总结"),
        handed_in("高新区管委会报表.txt", text="安全生产工作总结"),
        handed_in("全县.txt", text="枫桥头镇、鹿鸣镇工作情况"),
    ]
    view = resolve(DECLARED, files)
    assert [s.unit for s in view.submissions] == ["鹿鸣镇", "枫桥头镇", "高新区", None]
    assert view.submitted == ("枫桥头镇", "高新区", "鹿鸣镇")


def test_an_unreadable_file_is_not_a_submission() -> None:
    notice = Notice(Trouble.BROKEN, "打不开", "broken", Place("鹿鸣镇.xlsx"))
    broken = Submission("鹿鸣镇.xlsx", Document("鹿鸣镇.xlsx", "xlsx", notices=(notice,)))
    view = resolve(DECLARED, [broken])
    assert view.submitted == ()
    assert view.unreadable == ("鹿鸣镇",)


def test_last_month_and_last_year_are_found_and_january_has_no_month_before() -> None:
    this = own_file("鹿鸣镇", 20)
    may = own_file("鹿鸣镇", 15, "五月.csv", period="2023-05")
    last_year = own_file("鹿鸣镇", 18, "去年.csv", period="2022-06")
    view = resolve(DECLARED, [this, may, last_year])
    own = next(item for item in view.tables if item.table.period == "2023-06")
    assert own.previous is not None
    assert own.previous.period == "2023-05"
    assert own.last_year is not None
    assert own.last_year.period == "2022-06"
    january = resolve(DECLARED, [own_file("鹿鸣镇", 3, period="2023-01"), may]).tables[0]
    assert january.previous is None


TITLES = {
    "reports": ["总结"],
    "plans": ["工作计划"],
    "bare_time": r"[\d年月上下半至今]{2,18}",
}


def told(path: str, text: str, *, end: date | None = date(2023, 6, 30)) -> str | None:
    view = resolve(Round(period_end=end), [handed_in(path, text=text)], titles=TITLES)
    return view.submissions[0].period


def test_a_text_is_of_the_time_in_its_title() -> None:
    assert told("鹿鸣镇/总结.txt", "鹿鸣镇2022年安全生产工作总结") == "2022"
    assert told("鹿鸣镇/计划.txt", "鹿鸣镇2023年工作计划") is None


def test_a_title_without_a_year_is_of_the_rounds_else_of_the_folders() -> None:
    assert told("鹿鸣镇/总结.txt", "上半年工作总结") == "2023-06"
    assert told("2022年报送/鹿鸣镇/总结.txt", "上半年工作总结", end=None) == "2022-06"
    assert told("鹿鸣镇/总结.txt", "上半年工作总结", end=None) is None


def test_what_a_table_says_of_its_time_goes_before_the_title() -> None:
    both = replace(handed_in("总结.docx", table("鹿鸣镇"), text="2022年工作总结"), period="2023-06")
    view = resolve(DECLARED, [both], titles=TITLES)
    assert view.submissions[0].period == "2023-06"
