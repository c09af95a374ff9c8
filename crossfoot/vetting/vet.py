"""The last step: drafts become numbered findings under their causes, submissions get verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossfoot.forms.entries import stated
from crossfoot.model.figure import Figure
from crossfoot.model.finding import Finding, Level
from crossfoot.model.submission import Submission
from crossfoot.vetting.causes import Cause, causes
from crossfoot.vetting.drafts import Draft, Spot, spot
from crossfoot.vetting.model import Cut, SubmissionResult, SubmissionVerdict
from crossfoot.vetting.trials import Trials

_MOST_TO_LOOK_AT = 3


def findings(
    drafts: Sequence[Draft], submissions: Sequence[Submission], trials: Trials | None = None
) -> tuple[Finding, ...]:
    """Number the findings in reading order, each headline followed by what follows from it.

    Files in the order of the run; what concerns no single file comes first.
    """
    position = {submission.id: index for index, submission in enumerate(submissions)}
    groups = sorted(
        _grouped(drafts, trials), key=lambda cause: _reading_order(drafts, cause, position)
    )
    taken: Counter[str] = Counter()
    result: list[Finding] = []
    for group in groups:
        headline = _finding(drafts[group.headline], len(result) + 1, taken, group.suspects, None)
        result.append(headline)
        for index in group.consequences:
            result.append(_finding(drafts[index], len(result) + 1, taken, (), headline.id))
    return tuple(result)


def _grouped(drafts: Sequence[Draft], trials: Trials | None) -> list[Cause]:
    """Findings under their causes; those of large files each for itself."""
    together = [number for number, draft in enumerate(drafts) if not draft.apart]
    groups = [Cause(number, ()) for number, draft in enumerate(drafts) if draft.apart]
    for cause in causes([drafts[number] for number in together], trials):
        followed = tuple(together[index] for index in cause.consequences)
        groups.append(Cause(together[cause.headline], followed, cause.suspects))
    return groups


def _reading_order(
    drafts: Sequence[Draft], cause: Cause, position: Mapping[str, int]
) -> tuple[int, int, tuple[object, ...], int]:
    draft = drafts[cause.headline]
    where = position.get(draft.subject.submission or "", -1)
    return where, -draft.level.rank, _place_order(draft), cause.headline


def _place_order(draft: Draft) -> tuple[object, ...]:
    """Sheet by sheet, top to bottom; findings about a whole file first."""
    if not draft.figures:
        return ("", 0, 0, "")
    place = draft.figures[draft.at[0] if draft.at else 0].place
    row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
    return (place.sheet or "", place.table or 0, row, place.cell or "")


def _finding(
    draft: Draft, number: int, taken: Counter[str], suspects: Sequence[Spot], cause: str | None
) -> Finding:
    figures = tuple(_numbered(figure, f"f{index}") for index, figure in enumerate(draft.figures, 1))
    fingerprint = draft.fingerprint
    taken[fingerprint] += 1
    if taken[fingerprint] > 1:
        fingerprint = f"{fingerprint}-{taken[fingerprint]}"
    return Finding(
        id=f"F{number}",
        fingerprint=fingerprint,
        rule=draft.rule,
        level=draft.level,
        verdict=draft.verdict,
        basis=draft.basis,
        message=draft.message,
        subject=draft.subject,
        figures=figures,
        at=_look_first(draft, figures, suspects),
        stated=draft.stated,
        expected=draft.expected,
        cause=cause,
    )


def _numbered(figure: Figure, name: str) -> Figure:
    return figure if figure.id == name else replace(figure, id=name)


def _look_first(
    draft: Draft, figures: Sequence[Figure], suspects: Sequence[Spot]
) -> tuple[str, ...]:
    """The figure that would explain everything, what the rule points at, then other suspects.

    The few figures of a short contradiction are all to be looked at.
    """
    place = {spot(figure.place): figure.id for figure in reversed(figures)}
    likely = [place[suspect] for suspect in suspects if suspect in place]
    pointed = [figures[index].id for index in draft.at]
    wanted = [*likely[:1], *pointed[:1], *likely[1:], *pointed]
    if len(figures) <= _MOST_TO_LOOK_AT:
        wanted += [figure.id for figure in figures]
    return tuple(dict.fromkeys(wanted))[:_MOST_TO_LOOK_AT]


def results(
    submissions: Iterable[Submission], found: Sequence[Finding], cuts: Sequence[Cut] = ()
) -> tuple[SubmissionResult, ...]:
    """A verdict for every file: returned, to be explained, accepted or unreadable."""
    counts: Counter[tuple[str | None, Level]] = Counter(
        (finding.subject.submission, finding.level) for finding in found
    )
    for cut in cuts:
        counts[cut.submission, cut.level] += cut.found - cut.shown
    return tuple(
        SubmissionResult(
            id=submission.id,
            path=submission.document.path,
            unit=submission.unit,
            period=submission.period,
            verdict=_verdict(
                submission, counts[submission.id, Level.HARD], counts[submission.id, Level.SOFT]
            ),
            hard=counts[submission.id, Level.HARD],
            soft=counts[submission.id, Level.SOFT],
            hint=counts[submission.id, Level.HINT],
            forms=tuple(dict.fromkeys(table.form for table in submission.tables)),
            figures=_stated_figures(submission),
            claims=len(submission.narrative.claims),
        )
        for submission in submissions
    )


def _verdict(submission: Submission, hard: int, soft: int) -> SubmissionVerdict:
    if not submission.document.readable:
        return SubmissionVerdict.UNREADABLE
    if hard:
        return SubmissionVerdict.RETURN
    return SubmissionVerdict.QUERY if soft else SubmissionVerdict.ACCEPT


def _stated_figures(submission: Submission) -> int:
    in_tables = sum(
        stated(record.entries) for table in submission.tables for record in table.records
    )
    return in_tables + len(submission.narrative.figures)
