"""crossfoot's forms and rules as pandera sees them: schemas, models, checks, YAML."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import crossfoot
from crossfoot.forms.model import Pack
from crossfoot.frames import register_checks
from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Place
from crossfoot.model.finding import Verdict
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, FormTable, Record, Role, State, Submission
from crossfoot.pipeline import load_declared
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules.judge import judge_table
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet
from tests.engines.frames.canteens import meals

register_checks()

import pandera.pandas as pa  # noqa: E402 - only after crossfoot has kept pyspark's remark quiet
from pandera.io import pandas_io  # noqa: E402

COUNTS = ("planned", "served")
AMOUNTS = ("cost", "staff_cost", "whole_cost")


def failing(frame: pd.DataFrame, check: pa.Check) -> list[int]:
    """Rows at which pandera says the check fails, whatever the index is."""
    plain = frame.reset_index(drop=True)
    try:
        pa.DataFrameSchema(checks=[check]).validate(plain, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        assert set(cases["check_number"]) == {0}, cases.to_string()
        return sorted(set(cases["index"]))
    return []


def exactly_failing(rule: str, form: str, rows: Iterable[dict[str, Any]], pack: Pack) -> list[int]:
    """The same by the exact evaluator alone, on records made here and not out of a frame."""
    records = []
    fields = pack.forms[form].fields
    for index, row in enumerate(rows):
        entries = {}
        for column, (name, number) in enumerate(row.items(), 1):
            place = Place("rows", line=index + 2, column=column)
            if number is None:
                entries[name] = Entry(name, "", State.BLANK, place)
                continue
            step = Fraction(1, 10) if name == "rate" else None
            quantity = Quantity(Fraction(number), fields[name].unit, step)
            entries[name] = Entry(name, str(number), State.STATED, place, quantity)
        place = Place("rows", line=index + 2)
        records.append(Record(Role.LEAF, {}, "", entries, index, place))
    columns = {name: number for number, name in enumerate([*COUNTS, "rate", *AMOUNTS])}
    table = FormTable(form, Grid("rows", ()), columns, tuple(records))
    submission = Submission("rows", Document("rows", "csv"), (table,))
    rules = rule_sets[rule]
    view = TableView(submission, table)
    judged = judge_table(rules, view, pack, Round())
    return sorted(j.record.index for j in judged if j.verdict is Verdict.FAIL and j.record)


rule_sets: dict[str, RuleSet] = {}


@pytest.fixture(scope="module")
def pack(office: str) -> Pack:
    pack, rules = load_declared(Path(office))
    for rule in rules.rules:
        rule_sets[rule.id] = RuleSet((rule,))
    return pack


def test_a_schema_of_a_form_is_a_schema_of_pandera(office: str) -> None:
    schema = crossfoot.schema("meals", config=office)
    assert isinstance(schema, pa.DataFrameSchema)
    assert schema.coerce is False
    assert list(schema.columns)[:3] == ["school", "month", "planned"]
    assert schema.columns["school"].required
    assert not schema.columns["school"].nullable
    assert schema.columns["planned"].nullable
    frame = pd.DataFrame(meals())
    pd.testing.assert_frame_equal(schema.validate(frame), frame)


def test_it_finds_what_the_form_does_not_take(office: str) -> None:
    schema = crossfoot.schema("meals", config=office, key=["school", "month"])
    frame = pd.DataFrame(
        meals(served=["508", "?", True, 341], month=["3月", "3月", "3月", "4月"]), dtype=object
    )
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    cases = caught.value.failure_cases
    entries = cases[cases["schema_context"] == "Column"]
    assert list(zip(entries["column"], entries["index"], strict=True)) == [
        ("served", 1),
        ("served", 2),
    ]
    repeated = cases[cases["check"] == "multiple_fields_uniqueness"]
    assert set(repeated["index"]) == {0, 1}


def test_its_columns_may_go_by_their_names(office: str) -> None:
    schema = crossfoot.schema("meals", config=office, names="zh")
    frame = pd.DataFrame({"学校": ["北门小学"], "实供份数": ["?"]})
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    assert caught.value.failure_cases["column"].tolist() == ["实供份数"]
    with pytest.raises(ValueError, match="columns go by id, zh or en"):
        crossfoot.schema("meals", config=office, names="fr")


def test_it_can_be_extended(office: str) -> None:
    schema = crossfoot.schema("meals", config=office)
    wider = schema.add_columns({"phone": pa.Column(str, pa.Check.str_length(11))})
    frame = pd.DataFrame(meals(phone=["13800000000", "138", "13800000000", "13800000000"]))
    with pytest.raises(pa.errors.SchemaErrors, match="phone"):
        wider.validate(frame, lazy=True)


def test_a_model_says_the_same_and_can_be_extended_as_a_class(office: str) -> None:
    model = crossfoot.frame_model("meals", config=office)
    assert issubclass(model, pa.DataFrameModel)
    assert model.to_schema() == crossfoot.schema("meals", config=office)

    class Audited(model):  # type: ignore[misc, valid-type]
        auditor: str

    with pytest.raises(pa.errors.SchemaErrors, match="auditor"):
        Audited.validate(pd.DataFrame(meals()), lazy=True)


def test_rules_come_along_as_checks(office: str) -> None:
    schema = crossfoot.schema("meals", config=office, rules=True)
    assert [check.statistics["rule"] for check in schema.checks] == ["ME01", "ME02", "ME03"]
    frame = pd.DataFrame(meals(served=[530, 500, None, 341]))
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    cases = caught.value.failure_cases
    assert set(zip(cases["check_number"], cases["index"], strict=True)) == {(0, 0), (1, 0)}


@pytest.mark.parametrize("rules", [False, True])
def test_a_schema_goes_through_yaml_and_comes_back_the_same(
    office: str, *, rules: bool, tmp_path: Path
) -> None:
    schema = crossfoot.schema("meals", config=office, key=["school", "month"], rules=rules)
    path = tmp_path / "meals.yaml"
    schema.to_yaml(path)
    back = pandas_io.from_yaml(path)
    assert back == schema
    frame = pd.DataFrame(meals(served=["530", "?", None, "341"]))
    said = []
    for one in (schema, back):
        with pytest.raises(pa.errors.SchemaErrors) as caught:
            one.validate(frame, lazy=True)
        said.append(caught.value.failure_cases)
    pd.testing.assert_frame_equal(*said)


def test_a_formula_in_ones_own_schema_goes_through_yaml(office: str) -> None:
    check = pa.Check.crossfoot_rule(check="served <= planned", form="meals", config=office)
    schema = pa.DataFrameSchema({"served": pa.Column()}, checks=[check])
    back = pandas_io.from_yaml(schema.to_yaml())
    assert back == schema
    assert failing(pd.DataFrame(meals(served=[530, 500, None, 360])), back.checks[0]) == [0, 3]


def test_labels_of_rows_are_those_of_the_frame(office: str) -> None:
    check = pa.Check.crossfoot_rule(rule="ME01", config=office)
    frame = pd.DataFrame(meals(served=[530, 500, 340, 360]), index=[7, 7, 3, 9])
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        pa.DataFrameSchema(checks=[check]).validate(frame, lazy=True)
    assert set(caught.value.failure_cases["index"]) == {7, 9}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"rule": "ME99"}, "there is no rule ME99"),
        ({"check": "served <= planned"}, "a formula needs the form"),
        ({"rule": "ME01", "check": "served <= planned"}, "name one of the two"),
        ({}, "name one of the two"),
        ({"check": "served <= plan", "form": "meals"}, "there is no field or name plan"),
        ({"check": "served <=", "form": "meals"}, "check:1:"),
        ({"check": "sum(leaf(served)) >= 0", "form": "meals"}, "more than single rows"),
        ({"check": "served <= planned", "form": "meal"}, "there is no form meal"),
    ],
)
def test_a_mistake_in_a_check_is_told_and_passes_nothing(
    office: str, arguments: dict[str, str], said: str
) -> None:
    check = pa.Check.crossfoot_rule(**arguments, config=office)
    with pytest.raises(pa.errors.SchemaErrors, match=said):
        pa.DataFrameSchema(checks=[check]).validate(pd.DataFrame(meals()), lazy=True)


def test_a_frame_without_the_columns_passes_nothing(office: str) -> None:
    check = pa.Check.crossfoot_rule(rule="ME01", config=office)
    with pytest.raises(pa.errors.SchemaErrors, match="the frame has no column of form meals"):
        pa.DataFrameSchema(checks=[check]).validate(pd.DataFrame({"x": [1]}), lazy=True)


# --- the same verdicts as the exact evaluator, on random frames and rules -------------------------

count = st.none() | st.integers(0, 60)
cent = st.none() | st.integers(0, 4000).map(lambda n: Decimal(n).scaleb(-2))
tenth = st.none() | st.integers(0, 1100).map(lambda n: Decimal(n).scaleb(-1))
row = st.fixed_dictionaries(
    {
        "planned": count,
        "served": count,
        "rate": tenth,
        "cost": cent,
        "staff_cost": cent,
        "whole_cost": cent,
    }
)
number = st.recursive(
    st.sampled_from([*COUNTS, *AMOUNTS]) | st.integers(0, 40).map(str),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*"]), inner),
    max_leaves=3,
)
comparison = st.builds(
    "{} {} {}".format, number, st.sampled_from(["<=", "<", ">=", ">", "==", "!="]), number
) | st.just("rate == pct(served, planned)")
formula = st.recursive(
    comparison,
    lambda inner: (
        st.builds("({} and {})".format, inner, inner)
        | st.builds("({} or {})".format, inner, inner)
        | st.builds("not ({})".format, inner)
        | st.builds("implies({}, {})".format, inner, inner)
    ),
    max_leaves=3,
)


def as_column(name: str, values: list[Any], kind: str) -> Any:
    """The same figures as a column of one of the types that frames come in."""
    if name in COUNTS:
        if kind == "numbers":
            return pd.array(values, dtype="Int64")
        if kind == "doubles":
            return [float("nan") if value is None else float(value) for value in values]
    if kind == "numbers":
        return pd.Series(values, dtype=object)
    if kind == "doubles" and name != "rate":
        return [None if value is None else float(value) for value in values]
    sign = "%" if name == "rate" else ""
    return [None if value is None else f"{value}{sign}" for value in values]


def as_frame(rows: list[dict[str, Any]], kind: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        {name: as_column(name, [one[name] for one in rows], kind) for name in rows[0]}
    )
    if kind == "numbers":
        frame["rate"] = [None if v is None else f"{v}%" for v in frame["rate"]]
    return frame


@settings(max_examples=100)
@given(
    rows=st.lists(row, min_size=1, max_size=5),
    text=formula,
    kind=st.sampled_from(["texts", "numbers", "doubles"]),
)
@example(
    rows=[dict.fromkeys(("planned", "served", "rate", *AMOUNTS))],
    text="not (served <= planned)",
    kind="texts",
)
@example(
    rows=[dict.fromkeys(("planned", "served", "rate", *AMOUNTS))],
    text="0 < 0",
    kind="texts",
)
def test_pandera_fails_just_the_rows_that_the_exact_evaluator_fails(
    rows: list[dict[str, Any]], text: str, kind: str, office: str, pack: Pack
) -> None:
    folder = Path(office).parent / "drawn"
    folder.mkdir(exist_ok=True)
    path = folder / "rule.yaml"
    path.write_text(f'- {{id: DRAWN, form: meals, check: "{text}", en: drawn}}\n', encoding="utf-8")
    try:
        drawn = load_rules([folder], pack)
    except Exception as fault:  # noqa: BLE001 - then pandera must refuse it, too
        check = pa.Check.crossfoot_rule(check=text, form="meals", config=office)
        with pytest.raises(pa.errors.SchemaErrors, match=type(fault).__name__):
            pa.DataFrameSchema(checks=[check]).validate(as_frame(rows, kind), lazy=True)
        return
    rule_sets["DRAWN"] = drawn
    expected = exactly_failing("DRAWN", "meals", rows, pack)
    check = pa.Check.crossfoot_rule(check=text, form="meals", config=office)
    assert failing(as_frame(rows, kind), check) == expected


@settings(max_examples=40)
@given(rows=st.lists(row, min_size=1, max_size=6))
def test_declared_rules_by_id_fail_the_same_rows(
    rows: list[dict[str, Any]], office: str, pack: Pack
) -> None:
    frame = as_frame(rows, "texts")
    for rule in ("ME01", "ME02", "ME03"):
        check = pa.Check.crossfoot_rule(rule=rule, config=office)
        assert failing(frame, check) == exactly_failing(rule, "meals", rows, pack)


@settings(max_examples=40)
@given(rows=st.lists(row, min_size=1, max_size=6))
def test_less_or_equal_fails_where_both_are_stated_and_it_does_not_hold(
    rows: list[dict[str, Any]], office: str
) -> None:
    """Against plain Python, which knows nothing of crossfoot."""
    expected = [
        number
        for number, one in enumerate(rows)
        if None not in (one["served"], one["planned"]) and one["served"] > one["planned"]
    ]
    check = pa.Check.crossfoot_rule(check="served <= planned", form="meals", config=office)
    assert failing(as_frame(rows, "doubles"), check) == expected
