"""Honest figures are left alone, and single errors beyond the bound are found.

A hundred thousand rates and sums are drawn from true whole numbers and printed under a declared
convention; none may fail.  The draws are seeded, so that a failure can be repeated.
"""

from __future__ import annotations

import random
from fractions import Fraction

from crossfoot.model.quantity import Convention, Quantity
from crossfoot.rules import fast
from crossfoot.rules.comparing import compare
from crossfoot.rules.parse import parse
from crossfoot.rules.rounding import printed
from crossfoot.rules.values import Amount, Outcome, amount, exactly

STEPS = [Fraction(1), Fraction(1, 10), Fraction(1, 100)]
NEAREST = [Convention.HALF_UP, Convention.HALF_EVEN]
CUTTING = [Convention.TRUNCATE, Convention.FLOOR, Convention.CEIL]


def drawn(seed: int) -> random.Random:
    return random.Random(seed)


def test_a_hundred_thousand_honest_rates_take_the_quick_way_or_pass() -> None:
    draw = drawn(20230630)
    test = fast.compiled(parse("rate == pct(part, whole)"), None)
    assert test is not None
    slow = 0
    for _ in range(95_000):
        whole = draw.randint(1, 3000)
        part = draw.randint(0, whole)
        step = draw.choice(STEPS)
        true = Fraction(100 * part, whole)
        (rate,) = printed(true, step, draw.choice(NEAREST))
        if not test({"part": part, "whole": whole, "~rate": (rate, step)}):
            slow += 1
            outcome = compare("==", amount(Quantity(rate, "%", step)), exactly(true)).outcome
            assert outcome is Outcome.POSSIBLE, (part, whole, rate)
    assert slow < 3_000  # exact halves, and 100 % or 0 % that hide a remainder


def test_honest_rates_of_a_declared_convention_pass_under_it() -> None:
    draw = drawn(20230701)
    for _ in range(5_000):
        whole = draw.randint(1, 3000)
        step, convention = draw.choice(STEPS), draw.choice(CUTTING)
        true = Fraction(100 * draw.randint(0, whole), whole)
        (rate,) = printed(true, step, convention)
        stated = amount(Quantity(rate, "%", step), convention)
        assert compare("==", stated, exactly(true)).outcome in (Outcome.POSSIBLE, Outcome.CERTAIN)


def test_a_count_off_by_one_is_found_where_one_more_shows() -> None:
    draw = drawn(20230702)
    found = 0
    for _ in range(5_000):
        whole = draw.randint(2, 400)
        part = draw.randint(0, whole - 1)
        step = Fraction(1, 10)
        (rate,) = printed(Fraction(100 * part, whole), step, Convention.HALF_UP)
        wrong = Fraction(100 * (part + 1), whole)
        outcome = compare("==", amount(Quantity(rate, "%", step)), exactly(wrong)).outcome
        beyond = abs(rate - wrong) > step / 2
        assert (outcome is Outcome.FAIL) == beyond
        found += beyond
    assert found > 4_900


def test_honest_sums_of_rounded_amounts_rarely_even_look_unlikely() -> None:
    draw = drawn(20230703)
    unlikely = 0
    for _ in range(2_000):
        true = [Fraction(draw.randint(1, 99_999), 100) for _ in range(17)]
        parts = [printed(value, Fraction(1), Convention.HALF_UP) for value in true]
        (total,) = printed(sum(true, Fraction(0)), Fraction(1), Convention.HALF_UP)
        whole: Amount = exactly(0)
        for (part,) in parts:
            whole = whole + amount(Quantity(part, "万元", Fraction(1)))
        outcome = compare("==", amount(Quantity(total, "万元", Fraction(1))), whole).outcome
        assert outcome is not Outcome.FAIL
        unlikely += outcome is Outcome.UNLIKELY
    assert unlikely <= 25  # about 3 to 5 in a thousand, as measured in the reference arithmetic
