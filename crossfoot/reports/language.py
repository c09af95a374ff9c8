"""In which language to speak when nobody said."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from crossfoot.model.finding import Message

_CHINESE_PACK = "work-safety"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_NEUTRAL = frozenset({"C", "POSIX"})
_WINDOWS_CHINESE = 0x04
"""Primary language of all Chinese user interfaces, the low ten bits of a Windows language id."""


def choose(option: str, pack: str, messages: Iterable[Message] = ()) -> str:
    """``zh`` or ``en``.

    The choice of the user comes first; then the locale, unless the rules speak the other language
    only; then Chinese for the built-in pack and English for everybody else's.

    Args:
        option: ``auto``, ``zh`` or ``en``.
        pack: name of the pack of forms and rules.
        messages: what there is to say.
    """
    if option != "auto":
        return option
    spoken = list(messages)
    if spoken and not any(message.en for message in spoken):
        return "zh"
    if spoken and not any(message.zh for message in spoken):
        return "en"
    return locale_language() or ("zh" if pack == _CHINESE_PACK else "en")


def locale_language(environment: Mapping[str, str] = os.environ) -> str | None:
    """The language of the person at the screen, ``None`` when the system does not tell."""
    for name in _VARIABLES:
        value = environment.get(name, "")
        if value:
            language = value.split(".")[0].split("@")[0]
            if language in _NEUTRAL:
                return None
            return "zh" if language.lower().startswith("zh") else "en"
    return _windows_language()


def _windows_language() -> str | None:
    if os.name != "nt":
        return None
    import ctypes

    identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
    return "zh" if identifier & 0x3FF == _WINDOWS_CHINESE else "en"
