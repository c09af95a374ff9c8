"""Tests of text: what it contains, how it is shaped, how long it is."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache

from crossfoot.rules.values import CERTAIN, FAILED, Truth


def has(text: str, pattern: str) -> Truth:
    """``text_has(remark, '零报告')``: the words stand in the text."""
    return CERTAIN if pattern in text else FAILED


def like(text: str, pattern: str) -> Truth:
    """``like(code, 'X*')``: ``*`` is any run of characters, ``?`` any one."""
    return CERTAIN if fnmatchcase(text, pattern) else FAILED


def matches(text: str, pattern: str) -> Truth:
    """``matches(code, '^X[0-9]')``: a regular expression finds something in the text."""
    return CERTAIN if _pattern(pattern).search(text) else FAILED


def number_format(text: str, pattern: str) -> Truth:
    """``number_format(x, 'dd.d*')``: ``d`` is a digit, ``d*`` any run of digits."""
    return CERTAIN if _shape(pattern).fullmatch(text) else FAILED


def decimals(text: str, mark: str = ".") -> int:
    """How many digits stand behind the decimal mark."""
    _, _, behind = text.partition(mark)
    return len(behind) - len(behind.lstrip("0123456789"))


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=256)
def _shape(pattern: str) -> re.Pattern[str]:
    shaped = re.escape(pattern).replace(r"d\*", "[0-9]*").replace("d", "[0-9]")
    return re.compile(shaped)
