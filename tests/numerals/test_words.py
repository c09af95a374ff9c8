import pytest

from crossfoot.numerals.scan import scan
from crossfoot.numerals.words import NumberWords, WordsError, read_words


def test_without_words_only_bare_numbers_are_read():
    numbers, others = scan("检查3家，12.5，2023年", NumberWords())
    assert [number.quantity.value for number in numbers] == [3, 12.5, 2023]
    assert all(number.kind == "bare" for number in numbers)
    assert others == ()


def test_another_trade_brings_its_own_measure_words():
    bees = read_words({"measures": {"bees": ["箱蜂"]}})
    (number,), _ = scan("现有12箱蜂", bees)
    assert (number.quantity.value, number.quantity.unit) == (12, "箱蜂")


def test_another_trade_brings_its_own_names():
    rule = {"reason": "plot", "text": "<n>号地", "numerals": "arabic"}
    numbers, others = scan("在3号地", read_words({"not_figures": [rule]}))
    assert numbers == ()
    assert [item.reason for item in others] == ["plot"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"measures": ["次"]}, "measures"),
        ({"not_figures": [{"text": "x"}]}, "reason and text"),
        ({"not_figures": [{"reason": "x", "text": "("}]}, "text of x"),
        ({"not_figures": [{"reason": "x", "text": "1", "numerals": "roman"}]}, "arabic or chinese"),
        ({"hedges": {"before": [{"words": ["近"], "approx": "nearly"}]}}, "nearly"),
        ({"hedges": {"before": [{"words": ["近"], "approx": "under", "hard": "<"}]}}, "hard"),
        ({"halves": {"一半": "half"}}, "half"),
        ({"enclosures": [{"open": "“"}]}, "enclosures"),
    ],
)
def test_a_fault_in_the_words_is_named(data, said):
    with pytest.raises(WordsError, match=said):
        read_words(data)
