"""Which engine judges: what ``--engine`` asks for, and what it needs installed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.choices import Engine
from crossfoot.misuse import MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossfoot.declared import Declared
    from crossfoot.pipeline import Opener, Progress
    from crossfoot.vetting.model import Report


class MissingExtraError(MisuseError):
    """An engine that was asked for is not installed; the text says what to install."""


def judged(
    paths: Sequence[str],
    config: Path | None,
    engine: Engine,
    messages: int | None,
    opened: ExitStack,
    progress: Progress | None = None,
) -> Report:
    """Judge files, or tables that a warehouse or a cluster holds.

    Args:
        paths: files and folders; for Postgres addresses.
        config: the configuration; by default the nearest one.
        engine: what judges.
        messages: findings of one rule that are put into words; ``None`` for all.
        opened: keeps what the engine opened until the report is written.
        progress: is told how far reading has come.

    Raises:
        MissingExtraError: the engine is not installed.
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    from crossfoot import pipeline

    if engine in (Engine.SPARK, Engine.POSTGRES):
        return _elsewhere(paths, config, engine, messages, opened)
    opened_by = _opened_by(engine, config, messages, opened)
    return pipeline.check_paths(paths, config=config, progress=progress, opened_by=opened_by)


def _opened_by(
    engine: Engine, config: Path | None, messages: int | None, opened: ExitStack
) -> Callable[[Declared], Opener] | None:
    """What opens files before the readers are asked; an engine may have a way of its own."""
    if engine is Engine.EXACT:
        return None
    if engine is Engine.PANDAS:
        from crossfoot.frames import FramesMissing, frames_first

        try:
            return frames_first(None if config is None else str(config))
        except FramesMissing as fault:
            raise MissingExtraError(str(fault)) from fault
    from crossfoot.large.opening import Large, Wish

    wish = Wish(always=engine is Engine.DUCKDB, messages=messages)
    return opened.enter_context(Large(wish)).opened_by


def _elsewhere(
    paths: Sequence[str],
    config: Path | None,
    engine: Engine,
    messages: int | None,
    opened: ExitStack,
) -> Report:
    from crossfoot.large.elsewhere import Elsewhere

    try:
        return opened.enter_context(Elsewhere(engine.value, messages)).check(paths, config)
    except ModuleNotFoundError as missing:
        extra = "spark" if engine is Engine.SPARK else "warehouse"
        needs = f'--engine {engine.value} needs: pip install "crossfoot[{extra}]"'
        raise MissingExtraError(f"{missing.name} is not installed; {needs}") from missing
