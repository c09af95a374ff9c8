"""A round of reporting as rules see it: every bound table, and what it meets in other files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import Entry, FormTable, Record, Submission


@dataclass(frozen=True, slots=True)
class Round:
    """What the reviewer knows besides the files; all optional.

    Attributes:
        period_end: last day of the period reported on.
        due_date: last day for handing in.
        due_day: for monthly series, day of the following month that is the last for handing in.
        report_date: day of reporting where no file states one.
        blank_means: ``missing`` or ``zero``: what an empty cell says where the form does not tell.
        expected_submissions: units that must hand in a file.
        expected_rows: units that must have a row in tables by unit.
        unit_aliases: canonical unit name to other names under which it goes.
    """

    period_end: date | None = None
    due_date: date | None = None
    due_day: int | None = None
    report_date: date | None = None
    blank_means: str = "missing"
    expected_submissions: tuple[str, ...] = ()
    expected_rows: tuple[str, ...] = ()
    unit_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A unit's own figures as seen from a row of the table above it, or from the table below.

    ``summary`` is the record that stands for the unit as a whole in its own file: the total row,
    or the only row.  Where a table has several detail rows and no total, ``summary`` is ``None``
    and ``details`` are to be added up.
    """

    unit: str
    submission: Submission
    table: FormTable
    summary: Record | None
    details: tuple[Record, ...]

    def entries(self, field_id: str) -> tuple[Entry, ...]:
        """The entries of a field that together stand for the unit."""
        records = (self.summary,) if self.summary is not None else self.details
        return tuple(r.entries[field_id] for r in records if field_id in r.entries)


@dataclass(frozen=True, slots=True)
class TableView:
    """One bound table and its neighbours in the round.

    Attributes:
        children: for a table by unit the units' own files of the same form and period,
            in row order.
        absent: units that have a row here and should have handed in a file of their own
            but have not, or whose file cannot be used.
        previous: the same unit's table of the same form for the nearest earlier period of the
            same year, when there is one.
        last_year: the same unit's table of the same form one year earlier, when there is one.
        others: tables of other forms of the same unit and period, by form id.
        months: for a quarter, half-year or year the unit's tables of its months, in order.
    """

    submission: Submission
    table: FormTable
    children: tuple[Counterpart, ...] = ()
    absent: tuple[str, ...] = ()
    previous: FormTable | None = None
    last_year: FormTable | None = None
    others: Mapping[str, FormTable] = field(default_factory=dict)
    months: tuple[FormTable, ...] = ()

    def child(self, unit: str | None) -> Counterpart | None:
        """The own file of a unit that has a row here."""
        return next((c for c in self.children if c.unit == unit), None)


@dataclass(frozen=True, slots=True)
class Handed:
    """One file that counts as a unit's submission of a form for a period."""

    unit: str
    form: str
    period: str | None
    submission: Submission


@dataclass(frozen=True, slots=True)
class RoundView:
    """All submissions of a run, resolved: what set rules look at.

    Attributes:
        handed: who handed in what, one entry a file and form.
        expected: canonical names of the units that must hand in a file.
        submitted: canonical names of the units that handed in at least one readable file.
        unreadable: canonical names of expected units whose only file could not be read.
    """

    round: Round
    submissions: tuple[Submission, ...]
    tables: tuple[TableView, ...]
    handed: tuple[Handed, ...]
    expected: tuple[str, ...]
    submitted: tuple[str, ...]
    unreadable: tuple[str, ...] = ()
