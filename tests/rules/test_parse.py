"""What a formula is understood as, and what it is told when it is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from crossfoot.rules.parse import ExpressionFault, parse
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Each,
    FieldOf,
    Items,
    Logic,
    Name,
    Not,
    Number,
    Text,
)


def test_a_chained_comparison_keeps_its_links() -> None:
    tree = parse("2 <= persons / drills <= 1000")

    assert tree == Compare(
        ("<=", "<="),
        (
            Number(Fraction(2)),
            Arithmetic("/", Name("persons"), Name("drills")),
            Number(Fraction(1000)),
        ),
    )


def test_a_decimal_is_what_was_written_and_no_float() -> None:
    tree = parse("abs(a - b) < 0.006")

    assert isinstance(tree, Compare)
    assert tree.items[1] == Number(Fraction(6, 1000))


def test_words_of_other_forms_lists_and_generators() -> None:
    assert parse("hazard.general_found > 0") == Compare(
        (">",), (FieldOf("hazard", "general_found"), Number(Fraction(0)))
    )
    assert parse("level in ['一般', '重大']") == Compare(
        ("in",), (Name("level"), Items((Text("一般"), Text("重大"))))
    )
    assert parse("all(x == found for x in said(found))") == Call(
        "all",
        (
            Each(
                Compare(("==",), (Name("x"), Name("found"))),
                ("x",),
                Call("said", (Name("found"),)),
            ),
        ),
    )
    assert parse("not (a > 1 and b > 1)") == Not(
        Logic("and", (Compare((">",), (Name("a"), Number(Fraction(1)))),
                      Compare((">",), (Name("b"), Number(Fraction(1))))))
    )  # fmt: skip


def test_a_node_knows_its_characters_behind_chinese_text_and_line_breaks() -> None:
    text = "status == '已整改'\nand general_foundd > 0"
    tree = parse(text)

    assert isinstance(tree, Logic)
    second = tree.items[1]
    assert isinstance(second, Compare)
    name = second.items[0]
    assert text[name.start : name.end] == "general_foundd"


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("a = b", 2, "=="),
        ("a <= ", 4, "understood"),
        ("a <= b）", 6, "full-width"),
        ("a if b else c", 0, "not part"),
        ("(lambda: 1)() > 0", 0, "function's name"),
        ("x.__class__.y == 1", 0, "not part"),
        ("a is b", 0, "=="),
        ("a == None", 5, "not part"),
        ("'一' + b == a @ c", 11, "not part"),
    ],
)
def test_what_is_no_formula_is_told_where_and_why(text: str, at: int, word: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(text)

    assert fault.value.offset == at
    assert word in fault.value.en
    assert fault.value.zh


def test_nothing_in_a_formula_is_ever_run() -> None:
    for hostile in ("__import__('os').system('true')", "().__class__", "[].append(1)"):
        with pytest.raises(ExpressionFault):
            parse(hostile)
