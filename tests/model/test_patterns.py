"""A pattern that is compiled late finds what one compiled at once finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.patterns import late_pattern

DATE = r"(?P<year>\d{4})年(?P<month>\d{1,2})月"
TEXTS = st.text(st.sampled_from("20年月 a"), max_size=12)


@given(TEXTS)
def test_it_finds_the_same(text: str) -> None:
    late, usual = late_pattern(DATE), re.compile(DATE)
    for method in ("match", "search", "fullmatch"):
        found, expected = getattr(late, method)(text), getattr(usual, method)(text)
        assert (found and found.groupdict()) == (expected and expected.groupdict())
    assert late.findall(text) == usual.findall(text)
    assert late.split(text) == usual.split(text)
    assert late.sub("-", text, count=1) == usual.sub("-", text, count=1)


def test_flags_and_bytes() -> None:
    assert late_pattern("ABC", re.IGNORECASE).match("abc")
    assert late_pattern(rb"<c [^>]*>").sub(b"", b'<c r="A1">') == b""
    assert late_pattern(DATE, re.ASCII).pattern == DATE
    assert late_pattern(DATE).groupindex == {"year": 1, "month": 2}


def test_a_mistake_shows_in_use() -> None:
    wrong = late_pattern("(")
    with pytest.raises(re.error):
        wrong.match("x")
