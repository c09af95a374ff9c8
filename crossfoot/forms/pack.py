"""Where the built-in pack lies: at the root of a checkout, inside an installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["schemas", "checks", "fixtures"]

NAME = "work-safety"


def builtin(kind: Kind) -> Path:
    """The folder of the built-in pack's ``schemas``, ``checks`` or ``fixtures``.

    Raises:
        FileNotFoundError: neither a checkout nor an installed package holds it.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "packs" / NAME / kind
    root = package.parent
    if (root / "pyproject.toml").is_file() and (root / kind).is_dir():
        return root / kind
    if installed.is_dir():
        return installed
    raise FileNotFoundError(f"the built-in {kind} are missing beside {package}")
