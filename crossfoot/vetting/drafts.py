"""From judgements to findings-to-be: what contradicts what, before causes and numbers are given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import (
    Basis,
    BasisKind,
    Expected,
    Level,
    Message,
    Subject,
    Verdict,
)
from crossfoot.model.submission import Claim, Role, Submission
from crossfoot.rounds.model import RoundView, TableView
from crossfoot.rules.model import ClaimRule, Judgement, Scope

Spot = tuple[str, str, str]
"""A cell or a run of characters: file, sheet or table, address.  Two findings meet in a spot."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its number and its cause.

    Attributes:
        order: place of the rule in the rule set, for a stable order of equal findings.
        at: indices of the figures to look at first.
        in_row: its figures belong to one row of a form or to one passage of a text.
        in_total: the row it is about is a total or subtotal.
        apart: it stands for itself: its row was found among too many to be put under causes.
    """

    rule: str
    order: int
    level: Level
    verdict: Verdict
    basis: Basis
    message: Message
    subject: Subject
    figures: tuple[Figure, ...] = ()
    at: tuple[int, ...] = ()
    stated: str | None = None
    expected: Expected | None = None
    in_row: bool = False
    in_total: bool = False
    apart: bool = False

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where its figures stand."""
        return tuple(spot(figure.place) for figure in self.figures)

    @property
    def width(self) -> int:
        """0: its figures stand in one row, 1: in one table, 2: in one file, 3: in several.

        What a row is, the form says: it may run down a column.
        """
        if self.in_row:
            return 0
        places = [figure.place for figure in self.figures]
        if len({p.file for p in places}) > 1:
            return 3
        if len({(p.sheet, p.table) for p in places}) > 1:
            return 2
        return 1

    @property
    def fingerprint(self) -> str:
        """Stable while the same row breaks the same rule with the same figures; 16 hex digits."""
        s = self.subject
        parts = [self.rule, s.unit or s.file, s.period, s.form, s.row, s.field]
        if s.row is None and s.unit is None:
            parts.append(s.sheet)
        parts += [f"{figure.role}={figure.text}" for figure in self.figures]
        text = "\x1f".join(part or "" for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def spot(place: Place) -> Spot:
    """The identity of a place, whatever kind of file it is in."""
    if place.cell is not None:
        return place.file, place.sheet or "", place.cell
    if place.start is not None:
        return place.file, "", f"@{place.start}"
    return place.file, str(place.table or ""), f"{place.line}:{place.column}"


def table_draft(judgement: Judgement, view: TableView, order: int, *, apart: bool = False) -> Draft:
    """What a rule on a row or a table has found; ``apart`` from all others where asked."""
    table, record = view.table, judgement.record
    subject = Subject(
        submission=view.submission.id,
        unit=table.unit,
        period=table.period,
        form=table.form,
        file=view.submission.document.path,
        sheet=table.grid.sheet,
        range=None,
        row=judgement.unit if record is None else (record.place.key or record.label or None),
        field=judgement.field,
    )
    in_total = record is not None and record.role in (Role.TOTAL, Role.SUBTOTAL)
    return _draft(judgement, subject, order, in_total=in_total, apart=apart)


def claim_draft(judgement: Judgement, submission: Submission, claim: Claim, order: int) -> Draft:
    """What a relation asserted by a text comes to."""
    text = submission.document.text[claim.start : claim.end].strip()
    subject = Subject(
        submission=submission.id,
        unit=submission.unit,
        period=submission.period,
        file=submission.document.path,
        row=text or None,
    )
    return _draft(judgement, subject, order)


def round_drafts(judgement: Judgement, view: RoundView, order: int) -> Iterator[Draft]:
    """What a rule on the round as a whole has found, once for each file that it concerns.

    A unit that has not handed in has no file; files handed in twice are both concerned.
    """
    concerned: list[Submission | None] = [
        s for s in view.submissions if s.id in judgement.submissions
    ]
    for submission in concerned or [None]:
        subject = Subject(
            submission=submission.id if submission else None,
            unit=judgement.unit,
            period=judgement.period,
            form=judgement.form,
            file=submission.document.path if submission else None,
            field=judgement.field,
        )
        yield _own_first(_draft(judgement, subject, order))


def _own_first(draft: Draft) -> Draft:
    """The finding as one of several files is told of it: its own figures are looked at first."""
    file = draft.subject.file
    own = [n for n, figure in enumerate(draft.figures) if figure.place.file == file]
    if file is None or not own:
        return draft
    first = [n for n in draft.at if n in own] or own[:1]
    return replace(draft, at=tuple(dict.fromkeys((*first, *draft.at)))[: max(1, len(draft.at))])


def _draft(
    judgement: Judgement,
    subject: Subject,
    order: int,
    *,
    in_total: bool = False,
    apart: bool = False,
) -> Draft:
    shown = [(n, o.figure) for n, o in enumerate(judgement.operands) if o.figure is not None]
    position = {number: index for index, (number, _) in enumerate(shown)}
    return Draft(
        rule=judgement.rule.id,
        order=order,
        level=_level(judgement),
        verdict=judgement.verdict,
        basis=judgement.basis,
        message=judgement.message,
        subject=subject,
        figures=tuple(figure for _, figure in shown),
        at=tuple(position[number] for number in judgement.at if number in position),
        in_row=isinstance(judgement.rule, ClaimRule) or judgement.rule.scope is Scope.ROW,
        stated=judgement.stated,
        expected=judgement.expected,
        in_total=in_total,
        apart=apart,
    )


def _level(judgement: Judgement) -> Level:
    """A failing rule has its own level; doubt and assumed scope weigh less."""
    cap = Level.HARD
    if judgement.verdict in (Verdict.UNLIKELY, Verdict.OTHER_CONVENTION):
        cap = Level.SOFT
    if judgement.verdict is Verdict.EDGE:
        cap = Level.HINT
    if judgement.basis.kind is BasisKind.SCOPE and cap is Level.HARD:
        cap = Level.SOFT
    return min(judgement.level, cap, key=lambda level: level.rank)
