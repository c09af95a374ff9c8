"""Regular expressions that are compiled when they are first used.

Compiling all patterns of a room takes longer than reading a small file, which needs few of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class _Late(Generic[AnyStr]):
    """Stands for a compiled pattern: each of its methods is looked up in that one once."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        vars(self)[name] = found
        return found

    def __repr__(self) -> str:
        return repr(re.compile(self._text, self._flags))


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for its own methods; the functions of :mod:`re` do not take it.

    Args:
        text: a valid regular expression, as a rule a constant: a mistake shows only in use.
        flags: those of :func:`re.compile`.
    """
    return cast("re.Pattern[AnyStr]", _Late(text, flags))
