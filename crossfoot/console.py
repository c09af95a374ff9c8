"""How commands meet the person at the screen: what goes to a file, to the screen, beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.reports.delivery import (
    DeliveryFault,
    check_target,
    progress_wanted,
    screen,
    to_file,
    to_stdout,
)
from crossfoot.reports.screen import PLAIN, Screen

if TYPE_CHECKING:
    from crossfoot.choices import Language
    from crossfoot.vetting.model import Report

CLEAN, FOUND, MISUSED, BROKEN = 0, 1, 2, 3
"""Exit codes: nothing at or above ``--fail-on``, something, a fault of the user's, one of ours."""


def tell(text: str) -> None:
    """Say something beside the report."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def screen_for(output: Path | None) -> Screen:
    """What a report is shown on: in a file there is no width and no colour."""
    return screen() if output is None else PLAIN


def deliver(text: str, output: Path | None, *, json: bool = False) -> None:
    """Write a report to where it is wanted.

    Raises:
        DeliveryFault: it cannot be written there.
    """
    if output is None:
        to_stdout(text, json=json)
    else:
        to_file(text, output, json=json)


def check_output(output: Path | None, paths: Iterable[str]) -> None:
    """Refuse at once to write where nothing can be written, or over what is to be checked.

    Raises:
        DeliveryFault: that is the case.
    """
    if output is None:
        return
    check_target(output)
    if output.exists() and any(output.samefile(path) for path in paths if Path(path).exists()):
        raise DeliveryFault(f"{output} is one of the files to be checked; it is left as it is")


def progress() -> AbstractContextManager[Callable[[int, int, str], None] | None]:
    """What shows how far reading has come, where somebody is watching."""
    if not progress_wanted():
        return nullcontext()
    from crossfoot.reports.progress import ProgressBar

    return ProgressBar()


def language_of(option: Language, report: Report) -> str:
    """The language to speak about a report."""
    from crossfoot.reports.language import choose

    return choose(option, report.run.pack, [finding.message for finding in report.findings])
