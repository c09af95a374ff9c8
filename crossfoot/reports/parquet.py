"""Findings as a Parquet file for other programs: a row each, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from crossfoot.model.finding import Finding, Verdict
from crossfoot.reports.places import place_of
from crossfoot.vetting.model import Cut, Report

COLUMNS = {
    "rule": "VARCHAR",
    "level": "VARCHAR",
    "verdict": "VARCHAR",
    "submission": "VARCHAR",
    "form": "VARCHAR",
    "field": "VARCHAR",
    "row": "VARCHAR",
    "line": "BIGINT",
    "stated": "VARCHAR",
    "expected": "VARCHAR",
    "message_zh": "VARCHAR",
    "message_en": "VARCHAR",
    "fingerprint": "VARCHAR",
}
"""Names and types of the columns, in order; ``row`` is the key that names a row of a table."""
_BATCH = 10_000

Row = tuple[str | int | None, ...]


def write(report: Report, path: Path) -> None:
    """Write all findings, those of large tables that are not put into words as well.

    What does not fit into memory waits in a folder beside the file.

    Raises:
        OSError: the file cannot be written.
    """
    import duckdb

    names = ", ".join(f'"{name}"' for name in COLUMNS)
    kinds = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in COLUMNS.values())
    target = str(path).replace("'", "''")
    with TemporaryDirectory(prefix=".crossfoot-", dir=path.absolute().parent) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": folder,
        }
        connection = duckdb.connect(str(Path(folder, "findings.duckdb")), config=settings)
        try:
            connection.execute(f"CREATE TABLE findings (crossfoot_n BIGINT, {kinds})")
            done = 0
            for some in _batches(report):
                numbers = list(range(done, done + len(some)))
                columns = [list(column) for column in zip(*some, strict=True)]
                connection.execute(
                    f"INSERT INTO findings SELECT unnest(?::BIGINT[]), {lists}",
                    [numbers, *columns],
                )
                done += len(some)
            connection.execute(
                f"COPY (SELECT {names} FROM findings ORDER BY crossfoot_n) "  # noqa: S608 - own names
                f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
        except duckdb.OperationalError as error:
            raise OSError(str(error).strip().splitlines()[0]) from error
        finally:
            connection.close()


def _batches(report: Report) -> Iterator[Sequence[Row]]:
    some: list[Row] = []
    for row in _rows(report):
        some.append(row)
        if len(some) == _BATCH:
            yield some
            some = []
    if some:
        yield some


def _rows(report: Report) -> Iterator[Row]:
    for finding in report.findings:
        yield _told(finding)
    for cut in report.cuts:
        yield from _counted(cut)


def _told(finding: Finding) -> Row:
    place, subject = place_of(finding), finding.subject
    return (
        finding.rule,
        finding.level.value,
        finding.verdict.value,
        subject.submission,
        subject.form,
        subject.field,
        subject.row,
        place.line if place is not None else None,
        finding.stated,
        finding.expected.text if finding.expected is not None else None,
        finding.message.zh,
        finding.message.en,
        finding.fingerprint,
    )


def _counted(cut: Cut) -> Iterator[Row]:
    """Rows that break a rule and are not put into words: rule and key."""
    if cut.rest is None:
        return
    known = (cut.rule, cut.level.value, Verdict.FAIL.value, cut.submission, cut.form, cut.field)
    blank = (None,) * (len(COLUMNS) - len(known) - 1)
    for key in cut.rest():
        yield (*known, key, *blank)
