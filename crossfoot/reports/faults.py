"""What to say of a fault of ours."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from crossfoot.version import __version__


def report_fault(error: BaseException, command: Sequence[str]) -> str:
    """What to say of a fault of ours.

    The details go into a file of their own, with ``CROSSFOOT_DEBUG=1`` into the message.
    """
    details = "".join(
        (
            f"crossfoot {__version__}, Python {platform.python_version()}, {sys.platform}\n",
            f"command: {' '.join(command[1:])}\n\n",
            *traceback.format_exception(error),
        )
    )
    head = (
        f"crossfoot: internal fault ({type(error).__name__}); the run is not complete and says"
        " nothing about the files.\n"
        "crossfoot 内部出错，本次未得出完整结果，不能据此判断材料是否有误。"
    )
    if os.environ.get("CROSSFOOT_DEBUG") == "1":
        return f"{head}\n\n{details}"
    try:
        path = _written(details)
    except OSError:
        return f"{head}\nPlease report it with this:\n\n{details}"
    return (
        f"{head}\nPlease report it with the contents of {path}"
        " (read it first: it may quote names and figures from your files)."
    )


def _written(details: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"crossfoot-fault-{stamp}-"
    handle, path = tempfile.mkstemp(prefix=name, suffix=".txt", text=True)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
        out.write(details)
    return Path(path)
