"""The JSON report: the contract with other programs, described by ``docs/schema/report-1.json``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, Expected, Finding, Message, Subject, Verdict
from crossfoot.reports.exact_json import Json, dump, dump_line, text_line
from crossfoot.version import __version__
from crossfoot.vetting.model import Coverage, Cut, Report, RunInfo, SubmissionResult

SCHEMA = 1
"""Version of the contract; a change that breaks a reader raises it."""


def write(report: Report, language: str = "zh") -> str:  # noqa: ARG001 - one text for all languages
    """The report as JSON; every key is always there, ``null`` where it does not apply."""
    return dump(
        {
            "crossfoot": {"version": __version__, "schema": SCHEMA},
            "run": _run(report.run, report.warnings),
            "submissions": [_submission(item) for item in report.submissions],
            "findings": [_finding(item) for item in report.findings],
            "coverage": _coverage(report.coverage),
            "cuts": [_cut(item) for item in report.cuts],
        }
    )


def lines(report: Report) -> Iterator[str]:
    """The findings alone, each a line of JSON as it stands in the report; nothing without any.

    Rows of large files that are not put into words have a line each all the same: with the rule,
    the level and the row's key, without message and figures.
    """
    for item in report.findings:
        yield dump_line(_finding(item))
    for cut in report.cuts:
        yield from _bare_lines(cut)


def _bare_lines(cut: Cut) -> Iterator[str]:
    """Lines that differ in the row's key only."""
    if cut.rest is None:
        return
    mark = "\x00row\x00"
    subject = Subject(
        submission=cut.submission, form=cut.form, file=cut.submission, row=mark, field=cut.field
    )
    pattern = dump_line(
        {
            "id": None,
            "fingerprint": None,
            "rule": cut.rule,
            "level": cut.level.value,
            "verdict": Verdict.FAIL.value,
            "basis": None,
            "message": None,
            "subject": _subject(subject),
            "figures": [],
            "at": [],
            "stated": None,
            "expected": None,
            "cause": None,
            "suggestions": [],
            "explained": None,
        }
    )
    before, after = pattern.split(dump_line(mark).strip())
    for key in cut.rest():
        yield f"{before}{text_line(key)}{after}"


def _cut(cut: Cut) -> Json:
    return {
        "submission": cut.submission,
        "rule": cut.rule,
        "field": cut.field,
        "level": cut.level.value,
        "found": cut.found,
        "shown": cut.shown,
        "sql": cut.sql,
    }


def _run(run: RunInfo, warnings: tuple[Message, ...]) -> Json:
    return {
        "inputs": [{"path": item.path, "sha256": item.sha256} for item in run.inputs],
        "pack": run.pack,
        "pack_version": run.pack_version,
        "rules_sha256": run.rules_sha256,
        "config": run.config,
        "convention": run.convention.value,
        "skipped": list(run.skipped),
        "warnings": [message_json(item) for item in warnings],
    }


def _submission(item: SubmissionResult) -> Json:
    return {
        "id": item.id,
        "path": item.path,
        "unit": item.unit,
        "period": item.period,
        "verdict": item.verdict.value,
        "counts": {"hard": item.hard, "soft": item.soft, "hint": item.hint},
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "level": finding.level.value,
        "verdict": finding.verdict.value,
        "basis": basis_json(finding.basis),
        "message": message_json(finding.message),
        "subject": _subject(finding.subject),
        "figures": [_figure(figure) for figure in finding.figures],
        "at": list(finding.at),
        "stated": finding.stated,
        "expected": expected_json(finding.expected),
        "cause": finding.cause,
        "suggestions": [message_json(item) for item in finding.suggestions],
        "explained": finding.explained,
    }


def _subject(subject: Subject) -> Json:
    return {
        "submission": subject.submission,
        "unit": subject.unit,
        "period": subject.period,
        "form": subject.form,
        "file": subject.file,
        "sheet": subject.sheet,
        "range": subject.range,
        "row": subject.row,
        "field": subject.field,
    }


def _figure(figure: Figure) -> Json:
    quantity = figure.quantity
    return {
        "id": figure.id,
        "role": figure.role,
        "text": figure.text,
        "value": None if quantity is None else _number(quantity.value),
        "unit": quantity.unit if quantity else "",
        "approx": quantity.approx.value if quantity and quantity.approx else None,
        **_place(figure.place),
        "field": figure.field,
    }


def _number(value: Fraction | None) -> Fraction | int | None:
    """A whole number as such: the quickest to write."""
    return value.numerator if value is not None and value.denominator == 1 else value


def _place(place: Place) -> dict[str, Json]:
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "table": place.table,
        "line": place.line,
        "column": place.column,
        "page": place.page,
        "paragraph": place.paragraph,
        "start": place.start,
        "end": place.end,
        "key": place.key,
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "rules": coverage.rules,
        "evaluated": coverage.evaluated,
        "passed": coverage.passed,
        "failed": coverage.failed,
        "not_evaluated": [
            {"rule": item.rule, "reason": item.reason, "count": item.count}
            for item in coverage.not_evaluated
        ],
        "not_applicable": coverage.not_applicable,
    }


def message_json(message: Message) -> Json:
    """A message in both languages."""
    return {"zh": message.zh, "en": message.en}


def basis_json(basis: Basis) -> Json:
    """What a finding or claim rests on."""
    return {"kind": basis.kind.value, "zh": basis.zh, "en": basis.en}


def expected_json(expected: Expected | None) -> Json:
    """The set that other figures imply; an end without bound is ``null``."""
    if expected is None:
        return None
    return {
        "low": _number(expected.interval.low),
        "high": _number(expected.interval.high),
        "text": expected.text,
    }
