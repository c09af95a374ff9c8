"""Titles, lines, sheet and file names that give a table different periods."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.model.figure import Place
from crossfoot.model.finding import Message
from crossfoot.model.submission import State
from crossfoot.rounds.periods import same_time
from crossfoot.rules import phrases
from crossfoot.rules.finders.facts import Fact, cell_of
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import Term

_KINDS = {
    "line": ("统计时间一栏", "the line for the period"),
    "title": ("标题行", "the title"),
    "sheet": ("工作表名", "the name of the sheet"),
    "file": ("文件名", "the name of the file"),
}
_LABEL = ("统计时间", "Period")
_DAY = len("2023-06-30")


def disagreeing_periods(tables: Tables) -> Iterator[Fact | None]:
    """One fact where the places that name a table's period do not name the same."""
    stated = _stated(tables)
    if len(stated) < 2:
        return
    lead = next((kind for kind, period in stated.items() if period == tables.table.period), None)
    lead = lead or next(iter(stated))
    others = [kind for kind in stated if not same_time(stated[lead], stated[kind])]
    yield _fact(tables, stated, lead, others) if others else None


def _stated(tables: Tables) -> dict[str, str]:
    """The periods by where they are named, as far as these names can be relied on.

    A file may hold tables of several periods, and be called by the day on which it was sent.
    """
    table = tables.table
    found = {kind: table.about.get(f"period_{kind}", "") for kind in _KINDS}
    periods = {other.period for other in tables.view.submission.tables if other.form == table.form}
    if len(periods) > 1 or len(found["file"]) == _DAY:
        del found["file"]
    if len(found["sheet"]) == _DAY:
        del found["sheet"]
    return {kind: period for kind, period in found.items() if period}


def _fact(tables: Tables, stated: dict[str, str], lead: str, others: list[str]) -> Fact:
    kinds = [lead, *others]
    told_zh = "，".join(f"{_KINDS[kind][0]}为{_words(stated[kind])}" for kind in kinds)
    told_en = ", ".join(f"{_KINDS[kind][1]} says {stated[kind]}" for kind in kinds)
    terms = [term for kind in reversed(kinds) if (term := _term(tables, kind)) is not None]
    return Fact(
        Message(
            f"{told_zh}，两者不一致；请核对统计时间"
            if not others[1:]
            else f"{told_zh}，互不一致；请核对统计时间",
            f"{told_en}: these are not the same; check the period",
        ),
        tuple(terms),
        field="period",
        stated=terms[0].text if terms else None,
    )


def _words(period: str) -> str:
    return f"{int(period)}月" if len(period) < len("2023") else phrases.period(period)


def _term(tables: Tables, kind: str) -> Term | None:
    place: Place | None = tables.table.lines.get(f"period_{kind}")
    at = None if place is None else cell_of(tables.table.grid, place)
    if place is None or (at is None and place.line is None):
        return None
    text = tables.table.grid.text(*at).strip() if at is not None else ""
    text = text or tables.table.about[f"period_{kind}"]
    return Term("period", _LABEL, text, State.TEXT, text, place)
