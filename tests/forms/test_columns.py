"""What a cell says depends on its field and on its column; what it stands for is never guessed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.cellwords import vocabulary
from crossfoot.forms.columns import Column
from crossfoot.forms.layout import layout_of
from crossfoot.forms.model import Field, FieldType
from crossfoot.model.document import CellFacts
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import State
from tests.forms.sheets import work_safety

PLAIN = CellFacts()


def column(declared: Field, *texts: str | tuple[str, CellFacts], zero: bool = False) -> Column:
    pack, words = work_safety()
    known = vocabulary(pack.tokens, words, layout_of(pack, words).money)
    cells = [(text, PLAIN) if isinstance(text, str) else text for text in texts]
    return Column(declared, known, lambda: cells, blank_zero=zero, year=2023)


COUNT = Field("found", FieldType.COUNT, unit="项")
AMOUNT = Field("fines", FieldType.AMOUNT, unit="万元")
RATE = Field("rate", FieldType.RATE, unit="%")
CHANGE = Field("change", FieldType.COUNT, unit="起", signed=True)
GROWTH = Field("growth", FieldType.RATE, unit="%", signed=True)


def value(reader: Column, text: str, facts: CellFacts = PLAIN) -> Quantity:
    reading = reader.read(text, facts)
    assert reading.state is State.STATED, reading
    assert reading.quantity is not None
    return reading.quantity


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("  ", State.BLANK),
        ("/", State.NOT_APPLICABLE),
        ("／", State.NOT_APPLICABLE),
        ("—", State.NOT_APPLICABLE),
        ("——", State.NOT_APPLICABLE),
        ("-", State.NOT_APPLICABLE),
        ("未统计", State.NOT_COLLECTED),
        ("…", State.NOT_COLLECTED),
        ("约5", State.UNREADABLE),
        ("300余", State.UNREADABLE),
        ("5-6", State.UNREADABLE),
        ("见附件", State.UNREADABLE),
    ],
)
def test_what_is_no_figure_is_kept_apart(text: str, state: State) -> None:
    assert column(COUNT).read(text, PLAIN) == (state, None, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("无", 0),
        ("零报告", 0),
        ("36项", 36),
        ("1,208", 1208),
        ("２９６４", 2964),
        (" 415 ", 415),
    ],
)
def test_a_count_is_exact_however_it_is_written(text: str, number: int) -> None:
    quantity = value(column(COUNT), text)
    assert quantity == Quantity(Fraction(number), "项")
    assert quantity.exact


def test_a_blank_is_a_zero_only_where_that_was_declared() -> None:
    assert value(column(COUNT, zero=True), "").value == 0
    assert column(Field("x", FieldType.TEXT), zero=True).read("", PLAIN).state is State.BLANK


def test_a_formula_that_was_never_calculated_is_not_an_empty_cell() -> None:
    facts = CellFacts(formula="=SUM(B2:B9)", stored=False)
    assert column(COUNT).read("", facts).state is State.UNREADABLE


def test_amounts_are_exact_unless_the_form_says_that_they_are_rounded() -> None:
    assert value(column(AMOUNT), "4.60") == Quantity(Fraction(23, 5), "万元")
    rounded = Field("fines", FieldType.AMOUNT, unit="万元", rounded=True)
    assert value(column(rounded), "4.60").step == Fraction(1, 100)
    by_format = CellFacts(number="4.6", number_format="0.00")
    assert value(column(rounded), "4.6", by_format).step == Fraction(1, 100)


def test_money_in_another_unit_is_converted_and_only_money() -> None:
    assert value(column(AMOUNT), "20000元") == Quantity(Fraction(2), "万元")
    assert value(column(AMOUNT), "1.2亿元").value == 12000
    assert value(column(COUNT), "36家") == Quantity(Fraction(36), "家")


def test_a_declared_tolerance_bounds_what_a_figure_stands_for() -> None:
    loose = Field("loss", FieldType.AMOUNT, unit="万元", tolerance="0.05")
    possible = value(column(loose), "3.1").possible()
    assert (possible.low, possible.high) == (Fraction(61, 20), Fraction(63, 20))


@pytest.mark.parametrize(
    ("text", "number"),
    [("-4", -4), ("持平", 0), ("减少4", -4), ("↓4", -4), ("增加4", 4), ("+4", 4), ("4", 4)],
)
def test_changes_may_be_said_in_words(text: str, number: int) -> None:
    assert value(column(CHANGE), text).value == number


def test_flat_is_no_count() -> None:
    assert column(COUNT).read("持平", PLAIN).state is State.UNREADABLE


class TestRates:
    def test_digits_come_from_the_cell_and_from_its_column(self) -> None:
        texts = ("84.6%", "93.3%", "100%", "66.67%")
        reader = column(RATE, *texts)
        steps = [value(reader, text).step for text in texts]
        assert steps == [Fraction(1, 10)] * 3 + [Fraction(1, 100)]

    def test_the_form_decides_over_both(self) -> None:
        declared = Field("rate", FieldType.RATE, unit="%", decimals=2)
        assert value(column(declared, "84.6%"), "84.6%").step == Fraction(1, 100)

    def test_a_number_format_decides_over_the_column(self) -> None:
        shown = CellFacts(number="0.846", number_format="0.0%")
        reader = column(RATE, ("0.846", shown), "93.33%", "91.25%")
        assert value(reader, "0.846", shown) == Quantity(Fraction(423, 5), "%", Fraction(1, 10))

    @pytest.mark.parametrize(
        ("stored", "shown", "expected"),
        [
            ("0.954268", "0.0%", "95.4"),
            ("0.9545", "0.0%", "95.5"),
            ("1", "0.0%", "100"),
            ("0.93", "0%", "93"),
            ("80", '0"%"', "80"),
            ("80.26", "0.0", "80.3"),
            ("-0.2667", "0.0%", "-26.7"),
        ],
    )
    def test_a_stored_number_states_what_its_format_shows(
        self, stored: str, shown: str, expected: str
    ) -> None:
        facts = CellFacts(number=stored, number_format=shown)
        assert value(column(GROWTH, (stored, facts)), stored, facts).value == Fraction(expected)

    def test_a_column_of_fractions_is_in_per_cent(self) -> None:
        texts = ("0.975", "0.9", "1", "0")
        reader = column(RATE, *texts)
        values = [value(reader, text) for text in texts]
        assert [quantity.value for quantity in values] == [Fraction("97.5"), 90, 100, 0]
        assert values[0].step == Fraction(1, 10)

    def test_a_share_above_one_does_not_make_fractions_per_cent(self) -> None:
        assert value(column(RATE, "0.93", "1.085", "0.8"), "1.085").value == Fraction("108.5")

    def test_a_one_among_per_cents_stands_for_both_readings(self) -> None:
        reader = column(RATE, "95.0", "93.3", "1", "88.1")
        possible = value(reader, "1").possible()
        assert 1 in possible
        assert 100 in possible
        assert value(reader, "95.0").possible().high == Fraction("95.05")

    def test_what_lies_between_the_two_readings_is_none(self) -> None:
        quantity = value(column(RATE, "90.5", "88.1", "0.50"), "0.50")
        near, far = quantity.readings
        assert Fraction("0.5") in near
        assert Fraction(50) in far
        assert not any(Fraction(20) in one for one in quantity.readings)
        assert value(column(RATE, "90.5", "0.50%"), "0.50%").readings == ()

    def test_words_carry_the_sign_of_a_change(self) -> None:
        reader = column(GROWTH, "↓33.3%", "下降25.0%", "-20", "持平", "/")
        assert value(reader, "↓33.3%").value == Fraction("-33.3")
        assert value(reader, "下降25.0%").value == -25
        assert value(reader, "-20").value == -20
        assert value(reader, "持平").value == 0
        assert reader.read("/", PLAIN).state is State.NOT_APPLICABLE

    @given(st.integers(0, 1000), st.integers(1, 1000), st.integers(0, 3))
    def test_a_correctly_rounded_rate_always_contains_the_true_one(
        self, part: int, whole: int, digits: int
    ) -> None:
        part = min(part, whole)
        true = Fraction(100 * part, whole)
        scaled = round(true * 10**digits)
        stated = f"{scaled / 10**digits:.{digits}f}%"
        assert true in value(column(RATE, stated), stated).possible()


class TestOtherFields:
    @pytest.mark.parametrize(
        ("text", "content"), [("√", "yes"), ("是", "yes"), ("×", "no"), ("否", "no"), ("无", "no")]
    )
    def test_yes_and_no(self, text: str, content: str) -> None:
        assert column(Field("m", FieldType.YES_NO)).read(text, PLAIN).content == content

    def test_a_choice_is_found_within_its_words(self) -> None:
        reader = column(Field("level", FieldType.CHOICE, values=("一般", "重大")))
        assert reader.read("重大隐患", PLAIN).content == "重大"
        assert reader.read("一般", PLAIN).content == "一般"
        assert reader.read("较大", PLAIN).content == "较大"

    def test_dates_are_iso(self) -> None:
        reader = column(Field("d", FieldType.DATE))
        assert reader.read("2023.4.3", PLAIN).content == "2023-04-03"
        assert reader.read("4月26日", PLAIN).content == "2023-04-26"
        shown = CellFacts(number="45000", number_format="yyyy/m/d", date="2023-03-15")
        assert reader.read("2023/3/15", shown).content == "2023-03-15"
        assert reader.read("待定", PLAIN).state is State.UNREADABLE
        assert reader.read("", PLAIN).state is State.BLANK

    def test_text_is_kept_as_it_is(self) -> None:
        assert column(Field("t", FieldType.TEXT)).read(" 无 ", PLAIN).content == "无"


@pytest.mark.parametrize("text", ["1", "0.14", "-0.14", "-1"])
def test_a_small_rate_among_large_ones_stands_for_itself_and_its_hundredfold(text: str) -> None:
    stated = value(column(RATE, text, "95.00", "84.62", "12.50"), text)
    assert stated.hard is not None
    written = Fraction(text)
    assert written in stated.hard
    assert written * 100 in stated.hard
    assert Fraction(0) not in stated.hard
