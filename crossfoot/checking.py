"""What ``crossfoot check`` does once its arguments are known."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.choices import Engine, FailOn, Language, ReportFormat
from crossfoot.console import (
    CLEAN,
    FOUND,
    check_output,
    deliver,
    language_of,
    progress,
    screen_for,
    tell,
)
from crossfoot.model.dataclass import dataclass

if TYPE_CHECKING:
    from crossfoot.vetting.model import Report


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of ``check``; every attribute but the first is an option of that name.

    Attributes:
        paths: files and folders, or addresses of tables.
    """

    paths: Sequence[str]
    output_format: ReportFormat = ReportFormat.TABLE
    output: Path | None = None
    lang: Language = Language.AUTO
    fail_on: FailOn = FailOn.HARD
    config: Path | None = None
    engine: Engine = Engine.AUTO
    messages: int = 1000
    quiet: bool = False


def check(asked: Asked) -> int:
    """Check files and folders, deliver the report, and return the exit code.

    Raises:
        DeliveryFault: the report cannot be written where it is wanted.
        MisuseError: what is asked for cannot be had here.
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    output = asked.output
    check_output(output, asked.paths)
    with ExitStack() as opened:
        report = _judged(asked, opened)
        language = language_of(asked.lang, report)
        _written(report, asked, language)
        if output is not None and not asked.quiet:
            from crossfoot.reports.summary import counts_line

            tell(f"{output}: {counts_line(report, language)}")
    return _exit_code(report, asked.fail_on)


def _judged(asked: Asked, opened: ExitStack) -> Report:
    from crossfoot.engine_choice import judged

    with progress() as told:
        return judged(asked.paths, asked.config, asked.engine, asked.messages or None, opened, told)


def _written(report: Report, asked: Asked, language: str) -> None:
    """Deliver a report; findings in lines go out as they come."""
    from crossfoot.reports.formats import MACHINE, report_text

    wanted, output = asked.output_format, asked.output
    if wanted is ReportFormat.JSONL and output is not None:
        from crossfoot.reports.contract import lines
        from crossfoot.reports.delivery import lines_to_file

        lines_to_file(lines(report), output)
        return
    if wanted is ReportFormat.PARQUET and output is not None:
        from crossfoot.reports import parquet
        from crossfoot.reports.delivery import made_into_file

        made_into_file(lambda draft: parquet.write(report, draft), output)
        return
    text = report_text(report, wanted, language, screen_for(output), quiet=asked.quiet)
    deliver(text, output, json=wanted in MACHINE)


def _exit_code(report: Report, fail_on: FailOn) -> int:
    from crossfoot.model.finding import Level

    if fail_on is FailOn.NEVER:
        return CLEAN
    least = Level(fail_on.value).rank
    levels = [item.level for item in report.findings] + [item.level for item in report.cuts]
    return FOUND if any(level.rank >= least for level in levels) else CLEAN
