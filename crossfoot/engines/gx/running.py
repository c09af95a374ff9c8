"""A project run: what Great Expectations counts for each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crossfoot.engines.gx import offline
from crossfoot.engines.gx.fitting import OURS
from crossfoot.engines.gx.project import SITE, context
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level

_LEVELS = {"critical": Level.HARD, "warning": Level.SOFT, "info": Level.HINT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one expectation.

    Attributes:
        rule: the rule's id, or the expectation's type for one that is none of ours.
        field: the field, for a rule repeated over fields.
        title: the first lines of its description, Chinese and English.
        count: rows that break it; ``None`` when it could not be run.
        trouble: why it could not be run.
    """

    suite: str
    rule: str
    field: str | None
    level: Level
    title: tuple[str, str]
    met: bool
    count: int | None
    trouble: str | None = None


def run(folder: Path, suite: str, frame: Any = None) -> tuple[Outcome, ...]:
    """Run one checkpoint; its results go into the project and its Data Docs.

    Args:
        folder: the project.
        suite: name of the suite, which is also the checkpoint's.
        frame: the table, for Spark and pandas.
    """
    opened = context(folder)
    checkpoint = opened.checkpoints.get(suite)
    batch = None if frame is None else {"dataframe": frame}
    result = checkpoint.run(batch_parameters=batch)
    return tuple(_outcome(suite, one) for run in result.run_results.values() for one in run.results)


def documented(folder: Path) -> Path:
    """The Data Docs of a project, made anew and without anything from outside."""
    context(folder).build_data_docs()
    offline.strip(folder / SITE, folder / "gx" / "uncommitted" / "validations")
    return folder / SITE / "index.html"


def _outcome(suite: str, result: Any) -> Outcome:
    made = result.expectation_config
    ours = (made.meta or {}).get("crossfoot", {})
    trouble = next(_troubles(result.exception_info or {}), None)
    shown = result.result or {}
    count = shown.get("unexpected_count")
    if made.type in ("unexpected_rows_expectation", OURS):
        count = shown.get("observed_value")
    lines = (made.description or made.type).splitlines()
    return Outcome(
        suite,
        ours.get("rule", made.type),
        ours.get("field"),
        _LEVELS[getattr(made.severity, "value", made.severity)],
        (lines[0], lines[min(1, len(lines) - 1)]),
        met=bool(result.success),
        count=None if trouble is not None or count is None else int(count),
        trouble=trouble,
    )


def _troubles(told: Mapping[str, Any]) -> Iterator[str]:
    """The first line of every exception; there may be one for each metric."""
    if "raised_exception" in told:
        if told["raised_exception"]:
            yield str(told.get("exception_message") or "").strip().splitlines()[0]
        return
    for one in told.values():
        if isinstance(one, Mapping):
            yield from _troubles(one)
