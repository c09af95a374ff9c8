"""Every declared rule is held to its own examples: the good ones silent, the bad ones caught."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from crossfoot.forms.cellwords import vocabulary
from crossfoot.forms.columns import Column
from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Field, Pack
from crossfoot.model.document import CellFacts
from crossfoot.model.figure import Place
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Entry, State
from crossfoot.numerals.cell import read_number
from crossfoot.numerals.words import read_words
from crossfoot.rules.examples import Fired, example_round, judge_everything, run_example
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import ClaimRule, Example, Rule, RuleSet

ROOT = Path(__file__).resolve().parents[2]
MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8}


@cache
def declared() -> tuple[Pack, RuleSet]:
    pack = load_pack([ROOT / "schemas"], "work-safety")
    return pack, load_rules([ROOT / "checks"], pack)


def every_rule() -> list[Rule | ClaimRule]:
    _, rules = declared()
    return [*rules.rules, *(rule for kind in rules.claims.values() for rule in kind)]


@cache
def column(field: Field) -> Column:
    pack, _ = declared()
    words = read_words(pack.lexicon["words"])
    return Column(field, vocabulary(pack.tokens, words, MONEY), tuple)


def read(text: str, field: Field, place: Place, pack: Pack) -> Entry:
    """A cell read as in a sheet; a figure in a claim, which has no form, read as in a sentence."""
    if field.id not in {f for form in pack.forms.values() for f in form.fields} | set(pack.meta):
        quantity = read_number(text, read_words(pack.lexicon["words"]))
        return Entry(field.id, text, State.STATED, place, quantity)
    state, quantity, content = column(field).read(text, CellFacts())
    return Entry(field.id, text, state, place, quantity, content)


def run(rule: Rule | ClaimRule, example: Example) -> list[Fired]:
    pack, rules = declared()
    return run_example(rule, example, pack, rules, read)


def examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{number}")
        for rule in every_rule()
        for number, example in enumerate(getattr(rule, kind), start=1)
    ]


def each_rule(test: Callable[..., None]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)(test)


@pytest.mark.parametrize(("rule", "example"), examples("good"))
def test_a_good_example_fires_nothing(rule: Rule | ClaimRule, example: Example) -> None:
    assert [(one.rule, one.judgement.message.zh) for one in run(rule, example)] == []


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_a_bad_example_fires_its_rule_and_no_other(
    rule: Rule | ClaimRule, example: Example
) -> None:
    fired = {one.rule for one in run(rule, example)}

    assert fired == {rule.id, *example.get("_also", ())}


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_what_a_bad_example_says_is_complete_in_both_languages(
    rule: Rule | ClaimRule, example: Example
) -> None:
    for one in run(rule, example):
        message = one.judgement.message
        assert any("一" <= character <= "鿿" for character in message.zh)
        assert message.en
        assert "{" not in message.zh + message.en
        assert one.level.rank <= rule.level.rank


@each_rule
def test_a_rule_has_both_examples_both_languages_and_a_source(rule: Rule | ClaimRule) -> None:
    assert rule.good
    assert rule.bad
    assert rule.zh
    assert rule.en
    assert rule.source


@pytest.mark.parametrize("rule", declared()[1].rules, ids=lambda rule: rule.id)
def test_a_good_example_is_really_judged_and_not_passed_over(rule: Rule) -> None:
    pack, rules = declared()
    verdicts = {
        judgement.verdict
        for example in rule.good
        for judgement in judge_everything(rules, example_round(rule, example, pack, read), pack)
        if judgement.rule.id == rule.id
    }
    assert Verdict.PASS in verdicts


def test_every_entry_of_a_rule_file_fits_on_one_screen() -> None:
    for path in sorted((ROOT / "checks").glob("*.yaml")):
        for entry in path.read_text(encoding="utf-8").split("\n- id: ")[1:]:
            lines = entry.strip().splitlines()
            assert len(lines) <= 45, f"{path.name}: {lines[0]}"
            assert max(map(len, lines)) <= 110, f"{path.name}: {lines[0]}"


def test_a_written_note_on_hazards_carried_over_turns_sending_back_into_a_question() -> None:
    rule = next(rule for rule in every_rule() if rule.id == "HZ07")
    more_planned_than_open = {"major_found": "7", "major_rectified": "4", "major_planned": "4"}

    bare = run(rule, more_planned_than_open)
    noted = run(rule, {**more_planned_than_open, "remark": "含2022年结转1项"})

    assert [one.level.value for one in bare] == ["hard"]
    assert [one.level.value for one in noted] == ["soft"]
