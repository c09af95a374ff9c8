"""Findings as people read them: by submission, causes first, consequences under their cause."""

from __future__ import annotations

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Finding
from crossfoot.vetting.model import Report, SubmissionResult


@dataclass(frozen=True, slots=True)
class Headline:
    """A finding that follows from no other, and those that follow from it."""

    finding: Finding
    consequences: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What is to be said of one submission.

    Attributes:
        submission: ``None`` for findings about the whole round, such as a unit that sent nothing.
        headlines: heaviest first.
        followed: (consequence, cause) where the cause lies in another submission.
    """

    submission: SubmissionResult | None
    headlines: tuple[Headline, ...]
    followed: tuple[tuple[Finding, Finding], ...] = ()


def groups(report: Report) -> tuple[Group, ...]:
    """All findings, grouped, submissions in their order and the round last.

    Each finding is a headline or a consequence of exactly one headline.
    """
    causes = _root_causes(report.findings)
    consequences: dict[str, list[Finding]] = {}
    for finding in report.findings:
        cause = causes[finding.id]
        if cause is not finding:
            consequences.setdefault(cause.id, []).append(finding)

    submissions = {submission.id: submission for submission in report.submissions}
    headlines: dict[str | None, list[Headline]] = {}
    followed: dict[str | None, list[tuple[Finding, Finding]]] = {}
    for finding in report.findings:
        home = _home(finding, submissions)
        cause = causes[finding.id]
        if cause is finding:
            headline = Headline(finding, tuple(consequences.get(finding.id, ())))
            headlines.setdefault(home, []).append(headline)
        elif home is not None and home != _home(cause, submissions):
            followed.setdefault(home, []).append((finding, cause))

    result = []
    for home in (*submissions, None):
        if home in headlines or home in followed:
            ranked = sorted(headlines.get(home, ()), key=lambda item: -item.finding.level.rank)
            submission = None if home is None else submissions[home]
            result.append(Group(submission, tuple(ranked), tuple(followed.get(home, ()))))
    return tuple(result)


def _home(finding: Finding, submissions: dict[str, SubmissionResult]) -> str | None:
    submission = finding.subject.submission
    return submission if submission in submissions else None


def _root_causes(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The first cause of each finding: itself when it names none, or none that is here.

    Findings that name each other in a circle have no first cause; each stands for itself.
    """
    by_id = {finding.id: finding for finding in findings}
    roots = {}
    for finding in findings:
        cause, seen = finding, {finding.id}
        while cause.cause is not None and cause.cause in by_id:
            cause = by_id[cause.cause]
            if cause.id in seen:
                cause = finding
                break
            seen.add(cause.id)
        roots[finding.id] = cause
    return roots
