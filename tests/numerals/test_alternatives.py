"""An alternation of words finds the longest of them, wherever it is put."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crossfoot.numerals.grammar import any_of

WORDS = st.lists(st.text("个人体次别性.|)", min_size=1, max_size=3), max_size=9)
TEXTS = st.text("个人体次别性.|)", max_size=5)


@given(WORDS, TEXTS)
def test_the_longest_word_with_which_a_text_begins(words: list[str], text: str) -> None:
    expected = max((word for word in words if text.startswith(word)), key=len, default=None)
    found = re.compile(any_of(words)).match(text)
    assert (found and found[0]) == expected


@given(st.lists(st.text("个人体次别性.", min_size=2, max_size=2), min_size=1), TEXTS)
def test_words_of_one_length_may_be_looked_back_for(words: list[str], text: str) -> None:
    found = re.compile(f"(?<={any_of(words)})$").search(text)
    assert (found is not None) == text.endswith(tuple(words))
