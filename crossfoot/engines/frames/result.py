"""Findings as a frame, with the index of the frame that was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crossfoot.model.finding import Finding

if TYPE_CHECKING:
    import pandas as pd

_TEXTS = ("rule", "level", "verdict", "key", "field", "stated", "expected", "zh", "en")


def findings_frame(
    findings: Sequence[Finding], index: pd.Index | None, rows: Sequence[int | None]
) -> pd.DataFrame:
    """A line for each finding.

    Args:
        findings: the findings.
        index: the index of the frame that was checked; ``None`` where there was none.
        rows: for each finding the row it is about, from 0; ``None`` when it is about no single row.

    Returns:
        Columns ``rule``, ``level``, ``verdict``, ``row`` (number of the row, from 0), ``key``,
        ``field``, ``stated``, ``expected``, ``zh`` and ``en`` (the message), ``fingerprint``.  The
        index holds the labels of the rows as the checked frame has them; where a finding is about
        no single row, its label is missing.
    """
    import pandas as pd

    lines = [_line(finding) for finding in findings]
    made = pd.DataFrame(lines, columns=[*_TEXTS, "fingerprint"], dtype="str")
    made.insert(3, "row", pd.Series(rows, dtype="Int64"))
    if index is not None:
        made.index = labels(index, rows)
    return made


def labels(index: pd.Index, rows: Sequence[int | None]) -> pd.Index:
    """The labels of rows, of the index's own type wherever every row has one."""
    import pandas as pd

    if all(row is not None for row in rows):
        return index.take([row for row in rows if row is not None])
    found = [None if row is None else index[row] for row in rows]
    if isinstance(index, pd.MultiIndex):
        gap = (None,) * index.nlevels
        several = [gap if label is None else label for label in found]
        return pd.MultiIndex.from_tuples(several, names=index.names)
    return pd.Index(found, dtype=object, name=index.name)


def _line(finding: Finding) -> tuple[str | None, ...]:
    first = next((f for f in finding.figures if f.id in finding.at[:1]), None)
    return (
        finding.rule,
        finding.level.value,
        finding.verdict.value,
        finding.subject.row,
        finding.subject.field or (first.field if first is not None else None),
        finding.stated,
        finding.expected.text if finding.expected is not None else None,
        finding.message.zh,
        finding.message.en,
        finding.fingerprint,
    )
