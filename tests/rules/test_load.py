"""Rule files: what is read, and every mistake at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.model.finding import Level
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleFault, Scope
from tests.rules.build import rule_file


def faults(folder: Path, pack: Pack, text: str) -> list[tuple[int, int, str]]:
    rule_file(folder, text)
    with pytest.raises(RuleFault) as found:
        load_rules([folder], pack)
    return [(fault.line, fault.column, fault.en) for fault in found.value.faults]


def test_a_users_rule_needs_only_id_check_and_one_language(tmp_path: Path) -> None:
    shop = Form(
        "shop",
        {
            "sold": Field("sold", FieldType.COUNT, en="Sold"),
            "stock": Field("stock", FieldType.COUNT, en="In stock"),
        },
    )
    rule_file(tmp_path, "- id: S1\n  check: sold <= stock\n  en: No more is sold than there is\n")

    (rule,) = load_rules([tmp_path], Pack("shop", {"shop": shop})).rules

    assert (rule.form, rule.level, rule.scope) == ("shop", Level.HARD, Scope.ROW)
    assert rule.title("zh") == "No more is sold than there is"
    assert rule.origin.line == 1


def test_a_field_that_is_not_there_is_named_with_the_one_that_was_meant(
    tmp_path: Path, pack: Pack
) -> None:
    text = (
        "# 我的规则\n"
        "- id: A1\n"
        "  form: hazard\n"
        "  zh: 已整改不大于排查\n"
        "  check: general_rectified <= general_fuond\n"
    )

    ((line, column, said),) = faults(tmp_path, pack, text)

    assert (line, column) == (5, 31)
    assert "general_fuond" in said
    assert "did you mean general_found?" in said


def test_a_fault_in_a_folded_formula_is_shown_on_its_own_line(tmp_path: Path, pack: Pack) -> None:
    text = (
        "- id: A1\n"
        "  form: hazard\n"
        "  zh: 说明\n"
        "  check: >-\n"
        "    general_rectified <= general_found\n"
        "    and majr_found > 0\n"
    )

    ((line, column, said),) = faults(tmp_path, pack, text)

    assert (line, column) == (6, 9)
    assert "majr_found" in said


@pytest.mark.parametrize(
    ("form", "check", "said"),
    [
        ("hazard", "funds_cum == general_found", "万元"),
        ("hazard", "funds_cum + general_found > 3", "added"),
        ("accident", "deaths == accidents", "人"),
        ("accident", "deaths + accidents > 2", "起"),
        ("accident", "deaths <= accidents", "起"),
        ("hazard", "general_rate <= general_found", "%"),
        ("ledger", "description > 3", "text"),
        ("ledger", "level == 3", "text cannot be compared with a number"),
        ("ledger", "found_date < 3", "a date cannot be compared with a number"),
        ("hazard", "sum(general_found) == major_found", "several figures"),
        ("hazard", "general_found", "true or false"),
        ("hazard", "general_found + 1", "true or false"),
        ("hazard", "pct(general_rectified) == general_rate", "2 arguments"),
        ("hazard", "sqrt(general_found) > 1", "no function sqrt"),
        ("hazard", "totl(general_found) == 1", "did you mean total?"),
        ("hazard", "total(general_found) == leaf(general_found)", "several figures"),
        ("hazard", "hazzard.general_found > 1", "did you mean hazard?"),
        ("hazard", "campaign.self_fund > 1", "did you mean campaign"),
        ("hazard", "general_found not in 3", "list"),
    ],
)
def test_what_cannot_be_meant_is_refused_when_loaded(
    tmp_path: Path, pack: Pack, form: str, check: str, said: str
) -> None:
    found = faults(tmp_path, pack, f'- id: A1\n  form: {form}\n  zh: 说明\n  check: "{check}"\n')

    assert len(found) == 1
    assert found[0][0] == 4
    if said == "did you mean campaign":
        assert "no field self_fund" in found[0][2]
    else:
        assert said in found[0][2]


@pytest.mark.parametrize(
    ("form", "check"),
    [
        ("activity", "pub_persons >= pub_events"),  # person-times and events
        ("accident", "deaths <= 2 * accidents"),  # a factor says how many of one make the other
        ("enforcement", "checks >= ent_checked"),
        ("ledger", "rectified_date >= found_date"),
        ("ledger", "count(level == '一般') > 0"),
        ("ledger", "uniq(seq) == count(filled(seq)) and max(rows(seq)) == count(filled(seq))"),
        ("hazard", "max(general_found, major_found) <= 1000"),
        ("hazard", "min(rows(general_rate)) <= total(general_rate)"),
        ("village", "v_meeting"),
    ],
)
def test_what_can_be_meant_is_loaded(tmp_path: Path, pack: Pack, form: str, check: str) -> None:
    rule_file(tmp_path, f'- id: A1\n  form: {form}\n  zh: 说明\n  check: "{check}"\n')

    assert len(load_rules([tmp_path], pack).rules) == 1


def test_every_mistake_of_every_file_is_listed_at_once(tmp_path: Path, pack: Pack) -> None:
    rule_file(tmp_path, "- id: A1\n  form: hazard\n  check: a = b\n  zh: 甲\n", "a.yaml")
    rule_file(
        tmp_path,
        "- id: A1\n  form: hazrd\n  check: general_found > 0\n  zh: 乙\n"
        "- id: B2\n  form: hazard\n  chek: general_found > 0\n  zh: 丙\n  level: strict\n"
        "- id: B3\n  form: hazard\n  check: general_found > 0\n",
        "b.yaml",
    )
    with pytest.raises(RuleFault) as found:
        load_rules([tmp_path], pack)

    told = [(Path(f.file).name, f.line, f.en) for f in found.value.faults]
    assert told[0][:2] == ("a.yaml", 3)
    words = "\n".join(said for _, _, said in told)
    for said in ("==", "occurs twice", "no form hazrd", "chek", "strict", "zh or en is missing"):
        assert said in words


def test_a_broken_file_is_a_fault_of_the_file(tmp_path: Path, pack: Pack) -> None:
    ((line, _, said),) = faults(tmp_path, pack, "- id: [A1\n  check: x\n")

    assert line >= 1
    assert "not YAML" in said


def test_a_claim_rule_knows_its_roles_only(tmp_path: Path, pack: Pack) -> None:
    text = (
        "- claim: rate\n  roles: [part, whole, rate]\n  check: rate == pct(prt, whole)\n  zh: 率\n"
    )
    ((line, column, said),) = faults(tmp_path, pack, text)

    assert (line, column) == (3, 22)
    assert "did you mean part?" in said


def test_examples_keep_the_digits_that_were_written(tmp_path: Path, pack: Pack) -> None:
    rule_file(
        tmp_path,
        "- id: A1\n  form: hazard\n  zh: 说明\n  check: general_rate <= 100\n"
        "  good: {general_rate: 84.60, general_found: 12}\n",
    )
    (rule,) = load_rules([tmp_path], pack).rules

    assert rule.good == ({"general_rate": "84.60", "general_found": "12"},)


def test_tolerances_conditions_and_keys_are_read(tmp_path: Path, pack: Pack) -> None:
    text = (
        "- id: A1\n  form: hazard\n  zh: 甲\n  check: general_rate == 90\n  tolerance: {}\n"
        "  match: [{}]\n  missing: fail\n"
    )
    rule_file(tmp_path, text.format("1 digit", "unit, general_found"))
    (rule,) = load_rules([tmp_path], pack).rules
    assert (rule.tolerance.absolute, rule.tolerance.digits) == (0, 1)
    assert rule.match == ("unit", "general_found")

    rule_file(tmp_path, text.format("0.5", "unit"))
    (rule,) = load_rules([tmp_path], pack).rules
    assert rule.tolerance.absolute * 2 == 1

    found = faults(tmp_path, pack, text.format("a bit", "unti"))
    assert [line for line, _, _ in found] == [6, 5]
    assert "did you mean unit?" in found[0][2]
