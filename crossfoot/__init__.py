"""crossfoot vets the figures that subordinate units submit, before anyone adds them up.

>>> import crossfoot
>>> report = crossfoot.check("submissions/")
>>> for finding in report.findings:
...     print(finding.message.zh)
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from crossfoot.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import pandera.pandas as pa

    from crossfoot.frames import FrameReport
    from crossfoot.vetting.model import Reading, Report

__all__ = ["__version__", "check", "frame_model", "read", "register_checks", "schema", "to_frame"]

Config = str | os.PathLike[str] | None


@overload
def check(*paths: str | os.PathLike[str], config: Config = None) -> Report: ...
@overload
def check(
    frame: Any,
    /,
    *,
    config: Config = None,
    form: str | None = None,
    key: Sequence[str] = (),
    name: str = "frame",
) -> FrameReport: ...
def check(
    *paths: Any,
    config: Config = None,
    form: str | None = None,
    key: Sequence[str] = (),
    name: str = "frame",
) -> Report | FrameReport:
    """Check files, folders or one data frame, and say which figures contradict which.

    Args:
        paths: files or folders, what cannot be read becomes a finding; or one frame of pandas,
            polars or Arrow, in which nothing is changed.
        config: configuration file; by default the nearest ``crossfoot.toml`` at or above the files,
            for a frame at or above the folder at hand.
        form: for a frame, the form it is; by default the one its columns fit best.
        key: for a frame, the columns that together name a row.
        name: for a frame, what it is called in findings.

    Returns:
        A verdict for each submission, all findings with their places, and how much could be judged;
        for a frame the findings also as ``.frame``, with its own index.

    Raises:
        ValueError: no path was given; or a frame has the columns of no declared form.
        TypeError: something is neither a path nor a frame, or a file is given what frames take.
        crossfoot.rounds.config_file.ConfigFault: the configuration cannot be used.
        crossfoot.forms.faults.FormFault: a declared form cannot be used; or it does not say with
            how many digits the doubles of a frame are stated.
        crossfoot.rules.model.RuleFault: a declared rule cannot be used.
        ImportError: a frame was given, and pandas or pandera is not installed.
    """
    if len(paths) == 1 and not isinstance(paths[0], str | os.PathLike):
        from crossfoot import frames

        named = None if config is None else os.fspath(config)
        return frames.check_frame(paths[0], form=form, config=named, key=key, name=name)
    if form is not None or key or name != "frame":
        raise TypeError(
            "form, key and name are for data frames; files say theirs in crossfoot.toml"
        )
    from crossfoot import pipeline

    return pipeline.check_paths(_named(paths), config=_path(config))


def schema(
    form: str,
    *,
    config: Config = None,
    names: str = "id",
    key: Sequence[str] = (),
    rules: bool = False,
) -> pa.DataFrameSchema:
    """A pandera schema of a declared form, to be used and extended; it changes no figure.

    Args:
        form: id of the form.
        config: configuration file; by default the nearest ``crossfoot.toml``.
        names: how the columns are called: by field ``id``, or by name in ``zh`` or ``en``.
        key: columns that together name a row and must not repeat.
        rules: bring the form's rules on single rows along, as checks of the frame.

    Raises:
        ValueError: there is no such form, or no such way of calling columns.
        ImportError: pandas or pandera is not installed.
    """
    from crossfoot import frames

    named = None if config is None else os.fspath(config)
    return frames.schema(form, config=named, names=names, key=key, rules=rules)


def frame_model(
    form: str, *, config: Config = None, names: str = "id", key: Sequence[str] = ()
) -> type[pa.DataFrameModel]:
    """The same as a pandera ``DataFrameModel``, to be used and extended as a class.

    Its attributes are the field ids; the arguments are those of :func:`schema`.

    Raises:
        ValueError: there is no such form, or no such way of calling columns.
        ImportError: pandas or pandera is not installed.
    """
    from crossfoot import frames

    named = None if config is None else os.fspath(config)
    return frames.frame_model(form, config=named, names=names, key=key)


def register_checks() -> None:
    """Make pandera know ``Check.crossfoot_entry`` and ``Check.crossfoot_rule``.

    Raises:
        ImportError: pandas or pandera is not installed.
    """
    from crossfoot import frames

    frames.register_checks()


def to_frame(report: Report) -> pd.DataFrame:
    """The findings of a report as a pandas frame, one line each.

    Raises:
        ImportError: pandas or pandera is not installed.
    """
    from crossfoot import frames

    return frames.to_frame(report)


def read(*paths: str | os.PathLike[str], config: str | os.PathLike[str] | None = None) -> Reading:
    """Show how documents are understood: tables with their fields, figures and claims.

    Args:
        paths: files or folders.
        config: configuration file; by default the nearest ``crossfoot.toml`` at or above the files.

    Raises:
        ValueError: no path was given.
        crossfoot.rounds.config_file.ConfigFault: the configuration cannot be used.
        crossfoot.forms.faults.FormFault: a declared form cannot be used.
        crossfoot.rules.model.RuleFault: a declared rule cannot be used.
    """
    from crossfoot import pipeline

    return pipeline.read_paths(_named(paths), config=_path(config))


def _named(paths: tuple[str | os.PathLike[str], ...]) -> list[str]:
    if not paths:
        raise ValueError("no file or folder was given")
    return [os.fspath(path) for path in paths]


def _path(config: str | os.PathLike[str] | None) -> Path | None:
    from pathlib import Path

    return None if config is None else Path(config)
