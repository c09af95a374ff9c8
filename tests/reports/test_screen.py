"""Text on a screen: nothing is lost, nothing is wider than the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.reports.screen import PLAIN, Screen, clean, display_width, wrap

WORDS = st.text(alphabet="整改率填报，但÷排查（）。、 abc 94.6%12:/_-é", max_size=120)


def test_a_short_sentence_stays_as_it_is() -> None:
    assert wrap("整改率94.6%", 60, lead="a.txt：", tail="（HZ02）") == "a.txt：整改率94.6%（HZ02）"


def test_without_a_width_a_sentence_keeps_to_one_line() -> None:
    long = "整改" * 500
    assert wrap(long, None, lead="a: ") == "a: " + long


def test_a_chinese_character_takes_two_columns() -> None:
    assert display_width("整改 ab") == 7


@given(WORDS, st.integers(min_value=8, max_value=90))
def test_wrapping_loses_nothing_but_blanks_and_fits(text: str, width: int) -> None:
    wrapped = wrap(text, width, rest="  ")
    assert "".join(wrapped.split()) == "".join(text.split())
    assert all(display_width(line) <= width for line in wrapped.split("\n"))


@given(st.text(alphabet="整改率填报排查", min_size=30, max_size=120))
def test_a_line_of_chinese_uses_the_width_it_has(text: str) -> None:
    first, *_ = wrap(text, 40, rest="  ").split("\n")
    assert display_width(first) == 40


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(12, 40):
        lines = wrap("甲" * 7 + "，" + "乙（丙）" * 9 + "。", width).split("\n")
        assert not any(line[0] in "，）。" or line[-1] == "（" for line in lines)


def test_a_number_and_the_rule_at_the_end_are_not_torn_apart() -> None:
    for width in range(24, 60):
        lines = wrap("甲乙丙丁戊 12345.678% 己庚辛壬癸" * 2, width, tail="（HZ02 强制性）").split(
            "\n"
        )
        assert sum("12345.678%" in line for line in lines) >= 1
        assert "".join(lines).count("12345.678%") == 2
        assert lines[-1].endswith("（HZ02 强制性）")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("石桥镇", "石桥镇"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("abc\u202excod.exe", "abc\\u202excod.exe"),
        ("\x9b31m", "\\u009b31m"),
        ("名\udcff", "名\\udcff"),
    ],
)
def test_nothing_that_steers_a_terminal_gets_through(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text(max_size=60))
def test_cleaned_text_is_one_line_that_any_width_can_be_counted_of(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.splitlines()) <= 1
    assert "\x1b" not in cleaned
    cleaned.encode("utf-8")


def test_colour_only_where_it_is_understood() -> None:
    assert PLAIN.paint("x", "31") == "x"
    assert Screen(colour=True).paint("x", "31") == "\x1b[31mx\x1b[0m"
