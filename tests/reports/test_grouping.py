"""Every finding is said once, under the submission and the cause it belongs to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from crossfoot.reports.grouping import groups
from tests.reports import county_round as county


def told(report: county.Report) -> list[str]:
    return sorted(
        finding.id
        for group in groups(report)
        for headline in group.headlines
        for finding in (headline.finding, *headline.consequences)
    )


def test_a_clean_round_has_nothing_to_group() -> None:
    assert groups(county.clean()) == ()


def test_consequences_of_consequences_stand_under_the_first_cause() -> None:
    first = groups(county.troubled())[0]
    (headline,) = first.headlines
    assert headline.finding.id == "F1"
    assert [finding.id for finding in headline.consequences] == ["F2", "F3"]


def test_a_submission_hears_of_a_finding_that_another_one_caused() -> None:
    group = next(g for g in groups(county.troubled()) if g.submission and g.followed)
    assert group.submission is not None
    assert group.submission.path == county.COUNTY
    assert [(finding.id, cause.id) for finding, cause in group.followed] == [("F3", "F1")]


def test_the_round_itself_comes_last() -> None:
    last = groups(county.troubled())[-1]
    assert last.submission is None
    assert [headline.finding.rule for headline in last.headlines] == ["CM01"]


def test_the_heaviest_finding_of_a_submission_comes_first() -> None:
    report = county.troubled()
    hint = replace(report.findings[0], id="F0", level=county.Level.HINT)
    report = replace(report, findings=(hint, *report.findings))
    assert [h.finding.id for h in groups(report)[0].headlines] == ["F1", "F0"]


@given(st.lists(st.sampled_from([None, *"12345678", "?"]), min_size=8, max_size=8))
def test_whatever_the_causes_no_finding_is_lost_or_said_twice(causes: list[str | None]) -> None:
    """Circles and causes that are not in the report included."""
    report = county.troubled()
    findings = tuple(
        replace(finding, cause=None if cause is None else f"F{cause}")
        for finding, cause in zip(report.findings, causes, strict=True)
    )
    report = replace(report, findings=findings)
    assert told(report) == [f"F{number}" for number in range(1, 9)]
