"""A progress bar on standard error for a run that takes long."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

from crossfoot.reports.screen import clean

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 0.8
"""Seconds before a bar appears: most runs are over by then."""


class ProgressBar(AbstractContextManager["ProgressBar"]):
    """Shows how many files are done, once a run proves long; called as the pipeline's progress.

    A single large file calls it once and is silent for long; a timer then shows the bar, with the
    time that has passed.
    """

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._lock = Lock()
        self._timer: Timer | None = None
        self._latest: tuple[int, int, str] = (0, 0, "")
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show ``done`` of ``total`` files, and the name of the one at hand."""
        with self._lock:
            self._latest = (done, total, name)
            rest = _PATIENCE - (time.monotonic() - self._begun)
            if self._bar is not None or rest <= 0:
                self._show()
            elif self._timer is None:
                self._timer = Timer(rest, self._late)
                self._timer.daemon = True
                self._timer.start()

    def _late(self) -> None:
        with self._lock:
            self._show()

    def _show(self) -> None:
        done, total, name = self._latest
        if self._bar is None and done < total:
            self._open(total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, description=clean(name))

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
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
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
