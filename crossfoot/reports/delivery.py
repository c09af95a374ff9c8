"""Where a report goes: to a screen, a pipe or a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from crossfoot.reports.exact_json import ESCAPES
from crossfoot.reports.screen import Screen


class DeliveryFault(Exception):
    """The report cannot be written where it was wanted; the text says where and why."""


def prepare_streams() -> None:
    """Let no character stop a report: what a terminal's encoding lacks becomes ``?``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def screen() -> Screen:
    """What standard output is shown on.

    ``COLUMNS`` narrows tables in a pipe too; sentences are broken on a terminal only.
    """
    terminal = _is_terminal(sys.stdout)
    width = shutil.get_terminal_size().columns if terminal or "COLUMNS" in os.environ else None
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    old_windows = sys.platform == "win32" and not os.environ.get("WT_SESSION")
    return Screen(width, wrap=terminal, colour=terminal and not plain and not old_windows)


def progress_wanted() -> bool:
    """Whether a person is watching standard error."""
    return _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def to_stdout(text: str, *, json: bool = False) -> None:
    """Write a report to standard output; a reader that has gone away is no error.

    Raises:
        DeliveryFault: the output cannot take it, such as a full disk.
    """
    out = sys.stdout
    if out is None:
        return
    if json and isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors=ESCAPES)
    try:
        out.write(text)
        out.flush()
    except BrokenPipeError:
        _abandon(out)
    except OSError as error:
        _abandon(out)
        raise DeliveryFault(f"cannot write to standard output: {error.strerror}") from error


def _abandon(out: TextIO) -> None:
    """Let what is still buffered go nowhere, so that leaving does not fail on it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, out.fileno())
    except OSError:  # not a stream of the operating system: nothing is flushed on leaving
        pass
    finally:
        os.close(nowhere)


def check_target(path: Path) -> None:
    """Say at once, not after a long run, that a file cannot be written.

    Raises:
        DeliveryFault: it is a folder, or its folder does not exist.
    """
    if path.is_dir():
        raise DeliveryFault(f"{path} is a folder; -o takes the name of a file")
    if not path.absolute().parent.is_dir():
        raise DeliveryFault(f"the folder of {path} does not exist")


def to_file(text: str, path: Path, *, json: bool = False) -> None:
    """Write a report into a file as a whole or, when that fails, not at all.

    Raises:
        DeliveryFault: the file cannot be written; what it held before is untouched.
    """
    errors = ESCAPES if json else "replace"
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():  # a device or a pipe takes text as it comes
            with target.open("w", encoding="utf-8", errors=errors, newline="\n") as out:
                out.write(text)
            return
        _replace(target, [text.encode("utf-8", errors)])
    except OSError as error:
        raise DeliveryFault(f"cannot write {path}: {error.strerror or error}") from error


def lines_to_file(lines: Iterable[str], path: Path) -> None:
    """Write lines of JSON into a file as they come, as a whole or not at all.

    Raises:
        DeliveryFault: the file cannot be written; what it held before is untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", errors=ESCAPES, newline="\n") as out:
                out.writelines(lines)
            return
        _replace(target, (line.encode("utf-8", ESCAPES) for line in lines))
    except OSError as error:
        raise DeliveryFault(f"cannot write {path}: {error.strerror or error}") from error


def made_into_file(make: Callable[[Path], None], path: Path) -> None:
    """Let something write a file of its own, which takes the wanted place when it is whole.

    Raises:
        DeliveryFault: the file cannot be written; what it held before is untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            raise DeliveryFault(f"{path} is no ordinary file; a report in this format needs one")
        _take_place(target, make)
    except OSError as error:
        raise DeliveryFault(f"cannot write {path}: {error.strerror or error}") from error


def _replace(target: Path, content: Iterable[bytes]) -> None:
    def make(draft: Path) -> None:
        with draft.open("xb") as out:
            out.writelines(content)
            out.flush()
            os.fsync(out.fileno())

    _take_place(target, make)


def _take_place(target: Path, make: Callable[[Path], None]) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        make(draft)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
