"""Slips of the hand: which there are, and which a set of rules notices."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.quantity import Quantity
from crossfoot.pipeline import try_slips
from crossfoot.vetting.mutation import Sensitivity, Share
from crossfoot.vetting.slips import Slip, slips
from tests.rules_lint.office import FORM

RULES = """
- {id: P1, check: settled <= found, zh: 处理数不能多于发现数}
- {id: P2, check: pending == found - settled, zh: 未处理数应等于发现数减处理数}
- {id: P3, check: "rate == pct(settled, found)", zh: 处理率应等于处理数除以发现数}
- {id: P4, level: soft, check: cost <= 50, zh: 经费一般不超过50万元}
"""
SHEET = """片区,巡查街道数,发现问题数,已处理数,未处理数,处理率,经费
东片,12,40,31,9,77.5%,6.5
西片,7,25,20,5,80.0%,48
"""


def values(quantity: Quantity, kind: Slip) -> list[Fraction]:
    return [value for found, value in slips(quantity) if found is kind]


def numbers(texts: Iterable[str]) -> list[Fraction]:
    return [Fraction(text) for text in texts]


def test_the_slips_of_a_count() -> None:
    count = Quantity(Fraction(305))
    assert len(values(count, Slip.DIGIT)) == 8 + 9 + 9
    assert Fraction(5) not in values(count, Slip.DIGIT), "nobody writes 005"
    assert sorted(values(count, Slip.DROPPED)) == numbers(["30", "35"])
    assert sorted(values(count, Slip.TRANSPOSED)) == numbers(["350"])
    assert values(count, Slip.TENFOLD) == [3050]
    assert values(count, Slip.SIGN) == [-305]


def test_the_slips_of_a_rate_keep_its_digits() -> None:
    rate = Quantity(Fraction("84.6"), "%", Fraction(1, 10))
    assert sorted(values(rate, Slip.DROPPED)) == numbers(["4.6", "8.4", "8.6"])
    assert sorted(values(rate, Slip.TRANSPOSED)) == numbers(["48.6", "86.4"])
    assert sorted(values(Quantity(Fraction("80.0"), "%", Fraction(1, 10)), Slip.DROPPED)) == [8]


def test_a_rounded_figure_slips_in_the_digits_it_shows() -> None:
    rounded = Quantity(Fraction(15000), "份", Fraction(1000))
    assert sorted(values(rounded, Slip.TRANSPOSED)) == [51000]


def test_nothing_is_dropped_from_a_single_digit_and_nought_has_no_sign() -> None:
    assert values(Quantity(Fraction(7)), Slip.DROPPED) == []
    nought = list(slips(Quantity(Fraction(0))))
    assert [kind for kind, _ in nought] == [Slip.DIGIT] * 9


@given(st.integers(-99999, 99999), st.integers(0, 3))
def test_no_slip_leaves_a_figure_as_it_was(digits: int, places: int) -> None:
    quantity = Quantity(Fraction(digits, 10**places), "", Fraction(1, 10**places))
    assert quantity.value not in [value for _, value in slips(quantity)]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sensitivity, Path]:
    folder = tmp_path_factory.mktemp("office")
    for name, text in (("schemas/patrol.yaml", FORM), ("checks/rules.yaml", RULES)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "crossfoot.toml").write_text(
        '[[files]]\nmatch = "*.csv"\nform = "patrol"\n', encoding="utf-8"
    )
    (folder / "巡查.csv").write_text(SHEET, encoding="utf-8")
    return try_slips([folder / "巡查.csv"]), folder


def test_every_figure_is_made_wrong(tried: tuple[Sensitivity, Path]) -> None:
    found, _ = tried
    assert found.figures == 12
    assert found.standing == 0
    assert found.total.tried == found.possible
    assert found.kinds[Slip.SIGN].tried == 12
    assert found.kinds[Slip.TENFOLD].tried == 12


def test_a_balance_notices_every_wrong_part(tried: tuple[Sensitivity, Path]) -> None:
    found, _ = tried
    pending = found.fields["patrol", "pending"]
    assert pending.noticed == pending.returned == pending.tried > 0


def test_fields_that_no_rule_ties_down_are_blind(tried: tuple[Sensitivity, Path]) -> None:
    found, _ = tried
    assert found.fields["patrol", "streets"].tried > 0
    assert ("patrol", "streets") not in found.blind, "swapping it with its neighbour is noticed"
    alone = found.fields["patrol", "streets"]
    swaps = 2  # each with the figure beside it; the one below is as free
    assert alone.noticed == swaps


def test_an_upper_bound_notices_too_much_and_never_too_little(
    tried: tuple[Sensitivity, Path],
) -> None:
    """48 with a limit of 50: by hand, the wrong values above 50 are 58, 68, 78, 88, 98, 84, 480;
    of 6.5 they are 65 and its swaps with nothing; a soft rule sends nothing back."""
    found, _ = tried
    cost = found.fields["patrol", "cost"]
    tens_of_48 = 5  # 58 … 98
    assert cost.returned == 0
    assert cost.noticed == tens_of_48 + len(["84", "480", "65"])


def test_trials_are_the_same_each_time_and_files_stay_as_they_are(
    tried: tuple[Sensitivity, Path],
) -> None:
    found, folder = tried
    assert try_slips([folder / "巡查.csv"]) == found
    assert (folder / "巡查.csv").read_text(encoding="utf-8") == SHEET


def test_only_further_findings_count(tried: tuple[Sensitivity, Path], tmp_path: Path) -> None:
    _, folder = tried
    wrong = folder / "错.csv"
    wrong.write_text(SHEET.replace("12,40,31,9", "12,40,31,8"), encoding="utf-8")
    found = try_slips([wrong])
    wrong.unlink()
    assert found.standing == 1
    assert found.fields["patrol", "pending"].noticed < found.fields["patrol", "pending"].tried


def test_shares_add_up(tried: tuple[Sensitivity, Path]) -> None:
    found, _ = tried
    by_field = Share(
        sum(share.tried for share in found.fields.values()),
        sum(share.noticed for share in found.fields.values()),
        sum(share.returned for share in found.fields.values()),
    )
    assert by_field == found.total
