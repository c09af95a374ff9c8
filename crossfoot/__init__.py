"""crossfoot vets the figures that subordinate units submit, before anyone adds them up.

>>> import crossfoot
>>> report = crossfoot.check("submissions/")
>>> for finding in report.findings:
...     print(finding.message.zh)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crossfoot.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from crossfoot.vetting.model import Reading, Report

__all__ = ["__version__", "check", "read"]


def check(*paths: str | os.PathLike[str], config: str | os.PathLike[str] | None = None) -> Report:
    """Check files and folders, and say which figures contradict which.

    Args:
        paths: files or folders; what cannot be read becomes a finding.
        config: configuration file; by default the nearest ``crossfoot.toml`` at or above the files.

    Returns:
        A verdict for each submission, all findings with their places, and how much could be judged.

    Raises:
        ValueError: no path was given.
        crossfoot.rounds.config_file.ConfigFault: the configuration cannot be used.
        crossfoot.forms.faults.FormFault: a declared form cannot be used.
        crossfoot.rules.model.RuleFault: a declared rule cannot be used.
    """
    from crossfoot import pipeline

    return pipeline.check_paths(_named(paths), config=_path(config))


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
