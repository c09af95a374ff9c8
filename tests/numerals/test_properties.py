"""What holds for every text and every number, with a formatter of our own as the oracle."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.numerals.cell import read_number
from crossfoot.numerals.chinese import read_spelled
from crossfoot.numerals.scan import scan

MARKS = (
    "一二三四五六七八九十百千万亿零〇两半几数1234567890０９,，.．%％﹪-—~至到由个家次人年月日第号图"
)
WORDS = "约近余多以上左右成倍元“”《》（）()[]〔〕:：/、。；\n\r\t 　￥ABkg翻番分之点百¥"


@given(st.one_of(st.text(), st.text(alphabet=MARKS + WORDS, max_size=120)))
def test_any_text_gives_ordered_spans_that_do_not_overlap(words, text):
    numbers, others = scan(text, words)
    spans = sorted(
        [(n.start, max(n.end, n.unit_end)) for n in numbers] + [(o.start, o.end) for o in others]
    )
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        end = stop
    assert [n.start for n in numbers] == sorted(n.start for n in numbers)
    assert [o.start for o in others] == sorted(o.start for o in others)
    assert all(n.text == text[n.start : n.end] for n in numbers)


@given(st.text(alphabet=MARKS + WORDS + "下降共↓+负", max_size=30))
def test_any_cell_is_read_or_not(words, text):
    quantity = read_number(text, words)
    assert quantity is None or isinstance(quantity.value, Fraction)


def spelled(value: int, *, section: bool = False) -> str:
    """Chinese numerals as a school book writes them."""
    digits = "零一二三四五六七八九"
    if value >= 10**8:
        head, tail, name = value // 10**8, value % 10**8, "亿"
    elif value >= 10**4:
        head, tail, name = value // 10**4, value % 10**4, "万"
    else:
        text, gap = "", False
        for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
            digit = value // size % 10
            if digit:
                text += ("零" if gap and text else "") + digits[digit] + unit
                gap = False
            elif text:
                gap = True
        if text.startswith("一十") and not section:
            text = text[1:]
        return text or "零"
    text = spelled(head, section=section) + name
    if not tail:
        return text
    small = tail < (10**7 if name == "亿" else 10**3)
    return text + ("零" if small else "") + spelled(tail, section=True)


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_read_back(value):
    read = read_spelled(spelled(value))
    assert read is not None
    assert (read.low, read.high) == (value, value)


@given(st.integers(0, 10**12), st.sampled_from(["plain", "grouped", "wide", "wide grouped"]))
def test_arabic_integers_read_back(words, value, form):
    text = f"{value:,}" if "grouped" in form else str(value)
    if "wide" in form:
        text = "".join(chr(ord(c) + 0xFEE0) for c in text)
    (number,), _ = scan(f"共检查企业{text}家，", words)
    assert (number.quantity.value, number.quantity.unit) == (value, "家")
    assert number.text == text
    assert number.quantity.exact
    cell = read_number(text, words)
    assert cell is not None
    assert cell.value == value


def with_point(digits: int, places: int) -> str:
    """The digits with so many of them behind the point."""
    text = str(digits).zfill(places + 1)
    cut = len(text) - places
    return text[:cut] + ("." if places else "") + text[cut:]


@given(
    st.integers(1, 99999),
    st.integers(0, 4),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("", 1)]),
)
def test_decimals_and_scales_keep_value_and_step(words, digits, places, scale):
    name, factor = scale
    text = with_point(digits, places)
    (number,), _ = scan(f"发放资料{text}{name}份。", words)
    step = Fraction(factor, 10**places)
    assert number.quantity.value == digits * step
    assert number.quantity.step == (step if name or places else None)


@given(st.integers(0, 10**6), st.integers(0, 3), st.sampled_from(["%", "％", "﹪", " %"]))
def test_percentages_read_back(words, digits, places, sign):
    text = with_point(digits, places)
    (number,), _ = scan(f"整改率为{text}{sign}，", words)
    assert number.quantity.value == Fraction(digits, 10**places)
    assert number.quantity.unit == "%"
    assert number.quantity.step == Fraction(1, 10**places)


@given(st.integers(1, 10**8), st.sampled_from(["余", "多"]))
def test_a_number_and_more_lies_above_it_and_below_the_next_step(words, value, word):
    (number,), _ = scan(f"发放{value}{word}份", words)
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    quantity = number.quantity
    assert quantity.hard is not None
    assert quantity.soft is not None
    assert Fraction(value) not in quantity.hard
    assert Fraction(value + 1) in quantity.hard
    assert Fraction(value + step) not in quantity.soft
    assert Fraction(2 * value + step, 2) in quantity.soft


@pytest.mark.parametrize(
    "text", ["一二", "百", "万一", "点", "五点", "几", "一百百", "十十", "零零"]
)
def test_what_spells_no_number(text):
    read = read_spelled(text)
    assert read is None or read.vague
