from fractions import Fraction

import pytest

from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx
from crossfoot.numerals.cell import read_number

F = Fraction


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "/",
        "—",
        "-",
        "无",
        "鹿鸣镇",
        "3、4",
        "1,2",
        "10-20",
        "1/3",
        "(5)",
        "2023-06",
        "5月",
        "3家5处",
        "15家企业",
        "1e5",
        "1.2.3",
        "G104",
        "一般",
        "下降-3%",
        "上升下降3%",
        "%",
        "1,23,456",
        "９" * 70,
    ],
)
def test_not_one_number(words, text):
    assert read_number(text, words) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "step"),
    [
        ("0", 0, "", None),
        ("274", 274, "", None),
        (" 12 ", 12, "", None),
        ("007", 7, "", None),
        ("12.50", F("12.5"), "", F(1, 100)),
        ("1，２０８", 1208, "", None),
        ("1,208", 1208, "", None),
        ("3,000,000", 3000000, "", None),
        ("-3", -3, "", None),
        ("－3", -3, "", None),
        ("−3.5", F("-3.5"), "", F(1, 10)),
        ("+3.5%", F("3.5"), "%", F(1, 10)),
        ("84.6﹪", F("84.6"), "%", F(1, 10)),
        ("100％", 100, "%", 1),
        ("36场", 36, "场", None),
        ("755 人次", 755, "人次", None),
        ("118.3万元", F("118.3"), "万元", F(1, 10)),
        ("1.5万", 15000, "", 1000),
        ("￥3,000", 3000, "元", 1),
        ("↓33.3%", F("-33.3"), "%", F(1, 10)),
        ("下降25.0%", -25, "%", F(1, 10)),
        ("同比下降25.0%", None, "%", None),
        ("增长 6个百分点", 6, "个百分点", 1),
        ("一百二十三", 123, "", None),
        ("零", 0, "", None),
        ("共12家", 12, "家", None),
        ("2023", 2023, "", None),
        ("百分之五", 5, "%", 1),
    ],
)
def test_one_number(words, text, value, unit, step):
    quantity = read_number(text, words)
    if value is None:  # words that no declared direction explains
        assert quantity is None
        return
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.step) == (value, unit, step)


def test_hedged_cells_keep_their_hedge(words):
    over = read_number("300余", words)
    assert over is not None
    assert over.approx is Approx.OVER
    assert over.hard == Interval(F(300), None, low_closed=False)
    about = read_number("约5", words)
    assert about is not None
    assert about.approx is Approx.ABOUT


def test_a_negative_hedge_turns_its_bounds(words):
    quantity = read_number("下降20余%", words)
    assert quantity is not None
    assert quantity.value == -20
    assert quantity.hard == Interval(None, F(-20), high_closed=False)
