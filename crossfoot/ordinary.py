"""Reads ordinary ``check`` lines at once.

Building a command line with all its help takes longer than checking a small table. A line without
a mistake needs neither help nor a message; any other line is left to ``commands.py``, which alone
says what commands and options there are. What this file understands, it understands as that one
does; a test holds that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from crossfoot.checking import Asked
from crossfoot.choices import Engine, FailOn, Language, ReportFormat

_EXPANDED = frozenset("*?[~$%")
"""What a shell, or on Windows the command line itself, may replace in an argument."""
_COMPLETION = "_CROSSFOOT_COMPLETE"


class _NotOrdinaryError(Exception):
    """The line needs more than this file knows."""


def ordinary(arguments: Sequence[str]) -> Asked | None:
    """What an ordinary ``check`` line asks for; ``None`` for any other line.

    Args:
        arguments: what stands behind the name of the program.
    """
    if arguments[:1] != ["check"] or _COMPLETION in os.environ:
        return None
    if any(not argument or _EXPANDED & set(argument) for argument in arguments):
        return None
    try:
        return _read(arguments[1:])
    except _NotOrdinaryError:
        return None


def _read(arguments: Sequence[str]) -> Asked:
    paths: list[str] = []
    options: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            paths.append(argument)
            continue
        if argument in _FLAGS:
            options[_FLAGS[argument]] = True
            continue
        flag, given, value = argument.partition("=")
        if flag not in _VALUES or (given and not flag.startswith("--")):
            raise _NotOrdinaryError
        name, read = _VALUES[flag]
        options[name] = read(value if given else next(rest, ""))
    asked = Asked(paths, **options)
    if not paths or (asked.output_format is ReportFormat.PARQUET and asked.output is None):
        raise _NotOrdinaryError
    return asked


def _one_of(choices: type[ReportFormat | Language | FailOn | Engine]) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        try:
            return choices(value)
        except ValueError:
            raise _NotOrdinaryError from None

    return read


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise _NotOrdinaryError
    return int(value)


def _path(value: str) -> Path:
    path = Path(value)
    if not value or value.startswith("-") or _unreadable(path):
        raise _NotOrdinaryError
    return path


def _unreadable(path: Path) -> bool:
    return os.access(path, os.F_OK) and not os.access(path, os.R_OK)


_FLAGS = {"--quiet": "quiet", "-q": "quiet"}
_VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--format": ("output_format", _one_of(ReportFormat)),
    "-o": ("output", _path),
    "--output": ("output", _path),
    "--lang": ("lang", _one_of(Language)),
    "--fail-on": ("fail_on", _one_of(FailOn)),
    "--config": ("config", _path),
    "--engine": ("engine", _one_of(Engine)),
    "--messages": ("messages", _number),
}
