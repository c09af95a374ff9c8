"""What lint leaves alone, and what it says of rules that have gone wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.rules.lint import lint as lint_module
from crossfoot.rules.lint.model import FlawKind, Weight
from crossfoot.rules.lint.solver import NotProved, Solver
from tests.rules_lint.adding_up import proved
from tests.rules_lint.office import SOUND, logical, looked_at, of_kind

needs_solver = pytest.mark.usefixtures("solver")


@pytest.fixture
def solver() -> None:
    pytest.importorskip("highspy")


# -- left alone


@needs_solver
def test_sound_rules_are_left_alone(tmp_path: Path) -> None:
    found = looked_at(tmp_path, SOUND)
    assert logical(found) == []
    assert not found.failed


@needs_solver
def test_a_hard_rule_that_only_a_soft_one_implies_is_not_idle(tmp_path: Path) -> None:
    rules = {"A": "settled <= found\nlevel: hard", "B": "settled <= found - 1\nlevel: soft"}
    assert logical(looked_at(tmp_path, rules)) == []


@needs_solver
def test_a_type_does_not_make_a_rule_idle(tmp_path: Path) -> None:
    """A wrong entry may be negative all the same; the rule is what catches it."""
    assert logical(looked_at(tmp_path, {"A": "found >= 0"})) == []


@needs_solver
def test_a_rule_that_also_demands_the_figure_is_not_idle(tmp_path: Path) -> None:
    rules = {"A": "settled <= found\nmissing: fail", "B": "settled <= found - 1"}
    assert of_kind(looked_at(tmp_path, rules), FlawKind.REDUNDANT) == []


@needs_solver
def test_a_softened_rule_cannot_stand_in_for_a_plain_one(tmp_path: Path) -> None:
    rules = {"A": "settled <= found", "B": "settled <= found - 1\nsoftened_by: area"}
    assert logical(looked_at(tmp_path, rules)) == []


@needs_solver
def test_rules_of_different_times_do_not_meet(tmp_path: Path) -> None:
    rules = {
        "OLD": "cost <= 10\nvalid: {to: 2022-12-31}",
        "NEW": "cost >= 20\nvalid: {from: 2023-01-01}",
    }
    assert logical(looked_at(tmp_path, rules)) == []


@needs_solver
def test_rules_of_total_and_detail_rows_do_not_meet(tmp_path: Path) -> None:
    rules = {"A": "cost <= 10\nrows: leaf", "B": "cost >= 20\nrows: total"}
    assert logical(looked_at(tmp_path, rules)) == []


@needs_solver
def test_what_rows_cannot_say_is_not_judged(tmp_path: Path) -> None:
    """Products, remainders and tests of texts may be anything: no claim rests on them."""
    rules = {
        "A": "streets * found <= 10",
        "B": "streets * settled >= 20",
        "C": 'text_has(area, "东")',
        "D": 'text_has(area, "西")',
        "E": "found % 2 == 0",
    }
    found = looked_at(tmp_path, rules)
    assert logical(found) == []
    assert found.looked.partly == 5


@needs_solver
def test_a_tolerance_in_digits_lets_equalities_off(tmp_path: Path) -> None:
    rules = {"A": "cost == 10\ntolerance: 1 digit", "B": "cost == 11"}
    assert logical(looked_at(tmp_path, rules))[0].kind is FlawKind.FIXED


# -- caught


@needs_solver
def test_contradicting_rules_are_named_and_no_others(tmp_path: Path) -> None:
    found = looked_at(tmp_path, {**SOUND, "X": "pending > found"})
    assert found.failed
    flaws = of_kind(found, FlawKind.INFEASIBLE)
    assert {rule.id for flaw in flaws for rule in flaw.rules} == {"P3", "X"}
    assert all(proved(proof) for flaw in flaws for proof in flaw.proofs)


@needs_solver
def test_a_contradiction_says_what_it_takes_for_granted(tmp_path: Path) -> None:
    flaw = looked_at(tmp_path, {"X": "found + settled < 0"}).flaws[0]
    assert flaw.kind is FlawKind.INFEASIBLE
    assert "发现问题数、已处理数不小于零" in [item.zh for item in flaw.assumptions]


@needs_solver
def test_counts_leave_no_room_between_whole_numbers(tmp_path: Path) -> None:
    found = looked_at(tmp_path, {"A": "2 * found == 7"})
    assert [flaw.kind for flaw in logical(found)] == [FlawKind.INFEASIBLE]
    between = looked_at(tmp_path, {"A": "found > 2", "B": "found < 3"})
    assert of_kind(between, FlawKind.INFEASIBLE)
    said = [item.zh for item in of_kind(between, FlawKind.INFEASIBLE)[0].assumptions]
    assert "个数、日期是整数" in said
    assert logical(looked_at(tmp_path, {"A": "cost > 2", "B": "cost < 3"})) == []


@needs_solver
def test_rules_that_contradict_each_other_under_a_condition(tmp_path: Path) -> None:
    rules = {
        "A": 'implies(level == "重大", found > 0)',
        "B": 'implies(level == "重大", found == 0)',
    }
    found = looked_at(tmp_path, rules)
    (flaw,) = of_kind(found, FlawKind.CONTRADICTION)
    assert flaw.weight is Weight.ERROR
    assert {rule.id for rule in flaw.rules} == {"A", "B"}
    assert 'level == "重大"' in flaw.message.zh


@needs_solver
def test_a_condition_that_another_rule_rules_out_is_dead(tmp_path: Path) -> None:
    rules = {"A": "cost <= 10", "B": "found <= 5\nwhen: cost > 20"}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.DEAD)
    assert flaw.about == ("B",)
    assert [rule.id for rule in flaw.rules] == ["B", "A"]
    assert flaw.weight is Weight.HINT


@needs_solver
def test_a_condition_that_no_choice_allows_is_dead(tmp_path: Path) -> None:
    rules = {"A": 'implies(level == "特大", found > 0)'}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.DEAD)
    assert "等级只填一般、重大" in [item.zh for item in flaw.assumptions]


@needs_solver
def test_a_weaker_rule_about_the_same_figures_is_redundant(tmp_path: Path) -> None:
    rules = {"A": "settled <= found", "B": "settled <= found + 3"}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.REDUNDANT)
    assert flaw.about == ("B",)
    assert [rule.id for rule in flaw.rules] == ["B", "A"]


@needs_solver
def test_two_rules_that_say_the_same_are_told_once(tmp_path: Path) -> None:
    rules = {"A": "settled <= found", "B": "found - settled >= 0"}
    (flaw,) = logical(looked_at(tmp_path, rules))
    assert set(flaw.about) == {"A", "B"}
    assert "说的是一回事" in flaw.message.zh


@needs_solver
def test_a_rule_that_others_imply_through_a_further_figure_says_so(tmp_path: Path) -> None:
    rules = {"A": "settled <= found", "B": "found <= streets", "C": "settled <= streets"}
    (flaw,) = logical(looked_at(tmp_path, rules))
    assert flaw.kind is FlawKind.IMPLIED
    assert {rule.id for rule in flaw.rules} == {"A", "B", "C"}
    assert "发现问题数缺填" in flaw.message.zh


@needs_solver
def test_a_rule_that_nothing_can_break(tmp_path: Path) -> None:
    (flaw,) = logical(looked_at(tmp_path, {"A": "found <= found + 1"}))
    assert flaw.kind is FlawKind.ALWAYS


@needs_solver
def test_a_field_that_can_have_one_value_only(tmp_path: Path) -> None:
    rules = {"A": "settled >= found", "B": "settled <= found - change", "C": "change >= 0"}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.FIXED)
    assert flaw.about == ("change",)
    assert "只能填0" in flaw.message.zh


@needs_solver
def test_an_end_that_several_rules_set_together(tmp_path: Path) -> None:
    rules = {"A": "settled <= found - 2", "B": "found <= 9"}
    flaws = of_kind(looked_at(tmp_path, rules), FlawKind.BOUND)
    said = [flaw.message.en for flaw in flaws]
    assert any("“Problems settled”" in text and "at most 7" in text for text in said)
    assert any("“Problems found”" in text and "at least 2" in text for text in said) is False


@needs_solver
def test_a_share_above_its_whole_contradicts_the_counts(tmp_path: Path) -> None:
    rules = {"A": "settled <= found", "B": "rate == pct(settled, found)", "C": "rate > 100",
             "D": "found > 0"}  # fmt: skip
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.INFEASIBLE)
    assert {rule.id for rule in flaw.rules} == {"A", "B", "C", "D"}
    said = [item.zh for item in flaw.assumptions]
    assert any("真实值" in text for text in said)


@needs_solver
def test_an_average_compared_with_a_number_is_linear(tmp_path: Path) -> None:
    rules = {"A": "cost / found <= 2\nwhen: found > 0", "B": "cost > 2 * found", "C": "found > 0"}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.INFEASIBLE)
    assert {rule.id for rule in flaw.rules} == {"A", "B", "C"}


@needs_solver
def test_totals_meet_the_rules_of_rows(tmp_path: Path) -> None:
    rules = {"A": "total(found) >= 5", "B": "found <= 4\nrows: total"}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.INFEASIBLE)
    assert {rule.id for rule in flaw.rules} == {"A", "B"}


# -- structure, with and without a solver


def test_fields_that_no_rule_looks_at(tmp_path: Path) -> None:
    rules = {key: SOUND[key] for key in ("P1", "P2", "P3")}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.UNSEEN)
    assert set(flaw.about) == {"streets", "cost", "change"}


def test_fields_that_only_general_rules_look_at(tmp_path: Path) -> None:
    rules = {"A": "settled <= found\nform: patrol", "B": 'f >= 0\nform: "*"\nfor_each: counts'}
    (flaw,) = of_kind(looked_at(tmp_path, rules), FlawKind.GENERAL)
    assert set(flaw.about) == {"streets", "pending", "change"}


def test_rules_without_examples_or_words(tmp_path: Path) -> None:
    found = looked_at(tmp_path, {"A": "settled <= found\ngood: {settled: 1, found: 2}"})
    (flaw,) = of_kind(found, FlawKind.NO_EXAMPLE)
    assert "反例" in flaw.message.zh
    assert "正例" not in flaw.message.zh


def test_without_a_solver_the_structure_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint_module, "solver_at_hand", lambda: False)
    found = looked_at(tmp_path, {"A": "found > 1", "B": "found < 0"})
    assert not found.solver
    assert logical(found) == []
    assert of_kind(found, FlawKind.UNSEEN)


@needs_solver
def test_what_is_not_proved_is_not_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(self: Solver, rows: object) -> None:
        raise NotProved

    monkeypatch.setattr(Solver, "decide", unable)
    found = looked_at(tmp_path, {"A": "found > 5", "B": "found < 3"})
    assert {flaw.kind for flaw in logical(found)} == {FlawKind.NOT_PROVED}
    assert "未能证明，不作结论" in logical(found)[0].message.zh
    assert not found.failed
