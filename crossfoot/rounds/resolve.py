"""From single files to a round: whose files they are, and which tables meet which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from crossfoot.forms.dating import Dating
from crossfoot.forms.periods import find_period
from crossfoot.model.submission import FormTable, Record, Role, Submission
from crossfoot.rounds.model import Counterpart, Handed, Round, RoundView, TableView
from crossfoot.rounds.periods import before, months_of, year_before
from crossfoot.rounds.units import Units, plain

_SHORTEST_TITLE = 2  # blocks of a text that may name the unit: its title and the line below


def resolve(
    declared: Round,
    submissions: Sequence[Submission],
    organs: Sequence[str] = (),
    titles: Mapping[str, Any] | None = None,
) -> RoundView:
    """Find out for every table whose it is and what it meets in the other files of the run.

    Args:
        declared: the round.
        submissions: what each file says.
        organs: what the name of a unit's organ adds to that of the unit (人民政府, 管委会 …).
        titles: the words by which titles of texts say of which time they are.
    """
    units = Units(declared, _stated_units(submissions), _row_names(submissions), organs)
    dating = Dating(titles or {})
    named = tuple(_dated(_named(item, units), dating, declared) for item in submissions)
    handed = tuple(_handed(named))
    expected = tuple(dict.fromkeys(units.canonical(u) for u in declared.expected_submissions))
    # a file without tables or figures still is a file handed in: completeness counts files
    present = {s.unit for s in named if s.unit and s.document.readable}
    broken = {s.unit for s in named if s.unit and not s.document.readable} - present
    return RoundView(
        round=declared,
        submissions=named,
        tables=tuple(_view(s, t, handed, units, expected) for s in named for t in s.tables),
        handed=handed,
        expected=expected,
        submitted=tuple(sorted(present)),
        unreadable=tuple(sorted(broken)),
    )


def _stated_units(submissions: Sequence[Submission]) -> list[str]:
    return [table.unit for s in submissions for table in s.tables if table.unit]


def _row_names(submissions: Sequence[Submission]) -> list[str]:
    """The units that have rows in tables of other units."""
    return [
        record.key["unit"]
        for submission in submissions
        for table in submission.tables
        for record in table.records
        if record.role is Role.LEAF and record.key.get("unit")
    ]


def _named(submission: Submission, units: Units) -> Submission:
    """The submission with its unit: by its tables, else its title, else its file or folder."""
    tables = tuple(
        table if table.unit is None else replace(table, unit=units.canonical(table.unit))
        for table in submission.tables
    )
    own = {table.unit for table in tables if table.unit}
    unit = next(iter(own)) if len(own) == 1 else None
    unit = unit or (units.canonical(submission.unit) if submission.unit else None)
    unit = unit or _from_title(submission, units) or _from_path(submission, units)
    periods = {table.period for table in tables if table.period}
    period = submission.period or (next(iter(periods)) if len(periods) == 1 else None)
    tables = tuple(t if t.unit else replace(t, unit=unit) for t in tables)
    return replace(submission, unit=unit, period=period, tables=tables)


def _dated(submission: Submission, dating: Dating, declared: Round) -> Submission:
    """A text with the time it says it reports on.

    A title without a year (上半年工作总结) is of the round's, else of the one in the file's path.
    """
    document = submission.document
    if submission.period is not None or not document.blocks:
        return submission
    stretch = dating.stretch(document)
    if stretch is None:
        return submission
    year = declared.period_end.year if declared.period_end else None
    for part in reversed(PurePosixPath(document.path).parts) if year is None else ():
        found = find_period(part)
        year = year or (found.year if found is not None else None)
    return replace(submission, period=str(stretch.of_year(year)) or None)


def _from_title(submission: Submission, units: Units) -> str | None:
    for block in submission.document.blocks[:_SHORTEST_TITLE]:
        unit = units.mentioned(block.text)
        if unit:
            return unit
    return None


def _from_path(submission: Submission, units: Units) -> str | None:
    for part in reversed(PurePosixPath(submission.document.path).parts):
        unit = units.mentioned(part)
        if unit:
            return unit
    return None


def _handed(submissions: Sequence[Submission]) -> list[Handed]:
    """Who handed in what; sheets of one file that hold one form count once."""
    result: dict[tuple[str, str, str | None, str], Handed] = {}
    for submission in submissions:
        for table in submission.tables:
            if table.unit:
                key = (table.unit, table.form, table.period, submission.id)
                result.setdefault(key, Handed(table.unit, table.form, table.period, submission))
    return list(result.values())


def _view(
    submission: Submission,
    table: FormTable,
    handed: Sequence[Handed],
    units: Units,
    expected: Sequence[str],
) -> TableView:
    children: list[Counterpart] = []
    absent: list[str] = []
    for unit in _row_units(table, units):
        found = [
            own
            for own in _own_tables(unit, table, handed)
            if not (own[1] is table or _lists(own[1], unit, units))
        ]
        if len(found) == 1:
            children.append(_counterpart(unit, *found[0]))
        elif found or unit in expected:
            absent.append(unit)
    return TableView(
        submission=submission,
        table=table,
        children=tuple(children),
        absent=tuple(absent),
        previous=_previous(table, handed),
        last_year=_of_period(table, handed, year_before(table.period)),
        months=_months(table, handed),
        others={
            form: other
            for form, other in _beside(submission, table, handed).items()
            if form != table.form
        },
    )


def _row_units(table: FormTable, units: Units) -> list[str]:
    """The units that a table has a detail row for, other than the unit it is of."""
    names = [
        units.canonical(record.key["unit"])
        for record in table.records
        if record.role is Role.LEAF and record.key.get("unit")
    ]
    return [name for name in dict.fromkeys(names) if name != table.unit]


def _lists(table: FormTable, unit: str, units: Units) -> bool:
    """Whether a table is itself one by unit and so not the unit's own file."""
    return any(plain(name) != plain(unit) for name in _row_units(table, units))


def _own_tables(
    unit: str, upper: FormTable, handed: Sequence[Handed]
) -> list[tuple[Submission, FormTable]]:
    return [
        (item.submission, table)
        for item in handed
        if item.unit == unit and item.form == upper.form
        if _same_period(item.period, upper.period)
        for table in item.submission.tables
        if table.form == upper.form and table.unit == unit and table.period == item.period
    ]


def _counterpart(unit: str, submission: Submission, table: FormTable) -> Counterpart:
    totals = [record for record in table.records if record.role is Role.TOTAL]
    details = tuple(record for record in table.records if record.role is Role.LEAF)
    summary: Record | None = None
    if len(totals) == 1:
        summary = totals[0]
    elif not totals and len(details) == 1:
        summary = details[0]
    return Counterpart(unit, submission, table, summary, details)


def _same_period(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _of_period(table: FormTable, handed: Sequence[Handed], period: str | None) -> FormTable | None:
    """The same unit's table of the same form for another period, when there is just one."""
    if period is None or table.unit is None:
        return None
    found = [
        other
        for item in handed
        if (item.unit, item.form, item.period) == (table.unit, table.form, period)
        for other in item.submission.tables
        if (other.unit, other.form, other.period) == (table.unit, table.form, period)
    ]
    return found[0] if len(found) == 1 else None


def _previous(table: FormTable, handed: Sequence[Handed]) -> FormTable | None:
    """The nearest earlier table of the year: the month before, or the last one handed in."""
    every = (_of_period(table, handed, period) for period in before(table.period))
    return next((found for found in every if found is not None), None)


def _months(table: FormTable, handed: Sequence[Handed]) -> tuple[FormTable, ...]:
    """The monthly tables within a longer period; none where the table is of one month itself."""
    months = months_of(table.period)
    if len(months) < 2:
        return ()
    every = (_of_period(table, handed, month) for month in months)
    return tuple(found for found in every if found is not None)


def _beside(
    submission: Submission, table: FormTable, handed: Sequence[Handed]
) -> dict[str, FormTable]:
    """Tables of other forms of the same unit and period, those of the same file first.

    A table that names no unit meets what stands in the same file, one table of a form.
    """
    if table.unit is None:
        own: dict[str, list[FormTable]] = {}
        for other in submission.tables:
            own.setdefault(other.form, []).append(other)
        return {form: tables[0] for form, tables in own.items() if len(tables) == 1}
    found: dict[str, FormTable] = {}
    for item in sorted(handed, key=lambda one: one.submission.id != submission.id):
        if item.unit == table.unit and _same_period(item.period, table.period):
            for other in item.submission.tables:
                if other.unit == table.unit and _same_period(other.period, table.period):
                    found.setdefault(other.form, other)
    return found
