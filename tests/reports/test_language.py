"""In which language to speak."""

from __future__ import annotations

import os

import pytest

from crossfoot.model.finding import Message
from crossfoot.reports import language

BOTH = Message("整改率", "rate")
CHINESE = Message("整改率", "")
ENGLISH = Message("", "rate")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LC_ALL": "POSIX"}, None),
    ],
)
def test_the_locale(environment: dict[str, str], expected: str | None) -> None:
    assert language.locale_language(environment) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows tells the language of its screens")
def test_no_locale_at_all() -> None:
    assert language.locale_language({}) is None


@pytest.mark.parametrize(
    ("option", "lang", "pack", "messages", "expected"),
    [
        ("en", "zh_CN.UTF-8", "work-safety", [BOTH], "en"),
        ("zh", "en_US.UTF-8", "own", [BOTH], "zh"),
        ("auto", "en_US.UTF-8", "work-safety", [BOTH], "en"),
        ("auto", "zh_CN.UTF-8", "own", [BOTH], "zh"),
        ("auto", "C.UTF-8", "work-safety", [BOTH], "zh"),
        ("auto", "C.UTF-8", "own", [BOTH], "en"),
        ("auto", "C.UTF-8", "own", [], "en"),
        ("auto", "en_US.UTF-8", "own", [CHINESE], "zh"),
        ("auto", "zh_CN.UTF-8", "own", [ENGLISH], "en"),
        ("auto", "zh_CN.UTF-8", "own", [ENGLISH, CHINESE], "zh"),
    ],
)
def test_choice(
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    lang: str,
    pack: str,
    messages: list[Message],
    expected: str,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert language.choose(option, pack, messages) == expected
