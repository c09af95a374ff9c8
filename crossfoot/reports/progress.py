"""A progress bar on standard error for a run that takes long."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from crossfoot.reports.screen import clean

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 0.8
"""Seconds before a bar appears: most runs are over by then."""


class ProgressBar(AbstractContextManager["ProgressBar"]):
    """Shows how many files are done, once a run proves long; called as the pipeline's progress."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show ``done`` of ``total`` files, and the name of the one at hand."""
        if self._bar is None:
            if time.monotonic() - self._begun < _PATIENCE or done >= total:
                return
            self._open(total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, description=clean(name))

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task("", total=total)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
