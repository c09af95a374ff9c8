"""The rule book says what the rule files say: every rule once, its examples whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.model.finding import Level
from crossfoot.reports.rulebook import rulebook, write_rulebook
from crossfoot.rules.cards import RuleCard


def card(rule_id: str, origin: str, **more: object) -> RuleCard:
    known = {
        "id": rule_id,
        "level": Level.HARD,
        "form": "hazard",
        "form_zh": "隐患排查治理情况统计表",
        "form_en": "Hazards",
        "zh": "已整改数不能多于排查数",
        "en": "No more rectified than found",
        "check": "rectified <= found",
        "when": None,
        "reads_zh": "已整改 ≤ 排查",
        "reads_en": "rectified ≤ found",
        "source": "统计表表下说明",
        "good": ({"found": "12", "rectified": "9"},),
        "bad": ({"found": "9", "rectified": "12"},),
        "origin": origin,
    }
    return RuleCard(**{**known, **more})  # type: ignore[arg-type]


def test_one_page_a_rule_file_and_an_index_that_links_every_rule() -> None:
    pages = rulebook(
        [
            card("HZ01", "checks/hazard.yaml:3:3"),
            card("HZ02", "checks/hazard.yaml:12"),
            card("AC01", "checks/accident.yaml:3"),
        ]
    )

    assert list(pages) == ["README.md", "accident.md", "hazard.md"]
    assert "3条规则" in pages["README.md"]
    for link in ("(hazard.md#hz01)", "(hazard.md#hz02)", "(accident.md#ac01)"):
        assert pages["README.md"].count(link) == 1
    assert pages["hazard.md"].index("## HZ01") < pages["hazard.md"].index("## HZ02")
    assert '<a id="hz02"></a>' in pages["hazard.md"]


def test_a_rule_shows_its_level_formula_source_and_both_examples() -> None:
    page = rulebook([card("HZ01", "checks/hazard.yaml:3", when="found > 0")])["hazard.md"]

    assert "强制性（退回修改） · hard (sent back until corrected)" in page
    assert "`rectified <= found`" in page
    assert "`found > 0`" in page
    assert "统计表表下说明" in page
    good, bad = page.index("正例 · Good"), page.index("反例 · Bad")
    assert good < page.index("| 12 | 9 |") < bad < page.index("| 9 | 12 |")


def test_examples_over_several_files_name_each_file_and_hide_remarks_about_the_example() -> None:
    example = {
        "form": "campaign",
        "_also": ["ST01"],
        "round": {"expected_submissions": ["枫桥头镇", "鹿鸣镇"]},
        "files": [
            {"unit": "枫桥头镇", "period": "2023-06", "rows": [{"role": "leaf", "helped": "14"}]},
            {"unit": "云溪县", "period": "2023-06", "rows": [{"role": "total", "helped": "41"}]},
        ],
    }
    page = rulebook([card("RU01", "checks/rollup.yaml:1", form="*", bad=(example,))])["rollup.md"]

    assert "expected_submissions: 枫桥头镇、鹿鸣镇" in page
    assert page.index("枫桥头镇 · 2023-06") < page.index("| leaf | 14 |")
    assert (
        page.index("| leaf | 14 |") < page.index("云溪县 · 2023-06") < page.index("| total | 41 |")
    )
    assert "_also" not in page
    assert "所有报表 · every form" in page


def test_a_bar_in_an_example_does_not_break_the_table() -> None:
    bad = ({"found": "9|12", "rectified": "3"},)
    assert (
        "| 9\\|12 | 3 |" in rulebook([card("HZ01", "checks/hazard.yaml:3", bad=bad)])["hazard.md"]
    )


def test_writing_twice_changes_nothing_and_removes_pages_of_files_that_are_gone(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "rules"
    rules = [card("HZ01", "checks/hazard.yaml:3"), card("AC01", "checks/accident.yaml:3")]
    written = write_rulebook(rules, folder)
    first = {path.name: path.read_bytes() for path in written}
    assert sorted(first) == ["README.md", "accident.md", "hazard.md"]

    write_rulebook(rules, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first

    write_rulebook(rules[:1], folder)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "hazard.md"]


def test_a_page_does_not_tell_where_the_checkout_lies() -> None:
    page = rulebook([card("HZ01", "/home/clerk/county/checks/hazard.yaml:3")])["hazard.md"]

    assert "`checks/hazard.yaml`" in page
    assert "clerk" not in page


@pytest.mark.parametrize(
    "origin", ["checks/hazard.yaml", "checks/hazard.yaml:3", "c:/x/hazard.yaml:3:3"]
)
def test_the_page_is_named_after_the_rule_file(origin: str) -> None:
    assert list(rulebook([card("HZ01", origin)])) == ["README.md", "hazard.md"]
