"""Rules for people: the list, and one in full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from crossfoot.model.finding import Level
from crossfoot.reports import rule_list
from crossfoot.reports.screen import Screen, display_width
from crossfoot.rules.cards import RuleCard

RATE = RuleCard(
    id="HZ02",
    level=Level.HARD,
    form="hazard",
    form_zh="隐患排查统计表",
    form_en="Hazards",
    zh="一般隐患整改率应等于已整改数除以排查数",
    en="The general rectification rate must follow from its two counts",
    check="general_rate == pct(general_rectified, general_found)",
    when="general_found > 0",
    reads_zh="整改率 = 已整改 ÷ 排查 × 100",
    reads_en="rate = rectified / found * 100",
    source="隐患排查统计表填表说明",
    good=({"general_found": "494", "general_rectified": "418", "general_rate": "84.6%"},),
    bad=({"rows": [{"general_found": "494"}, {"general_rate": "94.6%"}]},),
    origin="checks/hazard.yaml:14",
)
CLAIM = replace(RATE, id="NR02", level=Level.SOFT, form=None, zh="", when=None, good=(), bad=())
EVERY = replace(RATE, id="ST01", form="*", en="", source=None)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rule_in_full(language: str, snapshot: SnapshotAssertion) -> None:
    assert rule_list.write_card(RATE, language) == snapshot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_rules(language: str, snapshot: SnapshotAssertion) -> None:
    assert rule_list.write([RATE, CLAIM, EVERY], language) == snapshot


def test_a_rule_in_one_language_speaks_it_to_everybody() -> None:
    assert CLAIM.en in rule_list.write([CLAIM], "zh")
    assert EVERY.zh in rule_list.write([EVERY], "en")


def test_a_card_leaves_out_what_the_rule_does_not_have() -> None:
    card = rule_list.write_card(CLAIM, "zh")
    for label in ("条件", "正例", "反例"):
        assert label not in card


def test_the_list_fits_a_narrow_screen() -> None:
    text = rule_list.write([RATE, CLAIM, EVERY], "zh", Screen(50, wrap=True))
    assert max(display_width(line) for line in text.split("\n")) <= 50


def test_no_rules_are_said_to_be_none() -> None:
    assert rule_list.write([], "en") == "No rules are declared.\n"
