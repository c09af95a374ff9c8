"""Whatever lint claims of random rules is true of every row of small whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.rules.lint.group import Group
from crossfoot.rules.lint.logic import clash, dead_conditions, fixed_fields, follows
from crossfoot.rules.lint.quantities import Ratio, ratio_compared, ratio_known
from crossfoot.rules.lint.reading import reader
from crossfoot.rules.lint.rows import Linear, Point, holds
from crossfoot.rules.lint.rulings import groups
from crossfoot.rules.lint.search import Search
from crossfoot.rules.lint.solver import Solver
from crossfoot.rules.lint.spelling import spelled
from crossfoot.rules.model import Origin, Rule, RuleSet, Scope
from crossfoot.rules.parse import parse
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
)

FORM = Form(
    "t",
    {
        "x": Field("x", FieldType.COUNT),
        "y": Field("y", FieldType.COUNT),
        "z": Field("z", FieldType.COUNT, signed=True),
        "g": Field("g", FieldType.TEXT),
    },
)
PACK = Pack("own", {"t": FORM})
TEXTS = ("甲", "乙", "丙")

numbers = st.recursive(
    st.sampled_from(["x", "y", "z", "0", "1", "2", "0.5"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner),
        st.builds("(2 * {})".format, inner),
        st.builds("max({}, {})".format, inner, inner),
        st.builds("min({}, {})".format, inner, inner),
        st.builds("abs({})".format, inner),
    ),
    max_leaves=3,
)
comparisons = st.one_of(
    st.builds(
        "{} {} {}".format,
        numbers,
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        numbers,
    ),
    st.builds("g {} '{}'".format, st.sampled_from(["==", "!="]), st.sampled_from(TEXTS)),
    st.builds("g {} ['甲', '乙']".format, st.sampled_from(["in", "not in"])),
    st.builds("x in [0, 2]".format),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("(({}) == ({}))".format, inner, inner),
        st.builds("implies({}, {})".format, inner, inner),
    ),
    max_leaves=3,
)


def number(node: Node, row: dict) -> Fraction:
    match node:
        case Number(value=value):
            return value
        case Name(id=name):
            return row[name]
        case Negative(value=value):
            return -number(value, row)
        case Arithmetic(op=op, left=left, right=right):
            a, b = number(left, row), number(right, row)
            return {"+": a + b, "-": a - b, "*": a * b}[op]
        case Call(function=function, args=args):
            return {"max": max, "min": min, "abs": lambda items: abs(*items)}[function](
                [number(argument, row) for argument in args]
            )
    raise AssertionError(node)


def true(node: Node, row: dict) -> bool:
    """The plain meaning of a formula on a row, written without a look at the reader."""
    match node:
        case Not(value=value):
            return not true(value, row)
        case Logic(op="and", items=items):
            return all(true(item, row) for item in items)
        case Logic(items=items):
            return any(true(item, row) for item in items)
        case Call(function="implies", args=(first, second)):
            return not true(first, row) or true(second, row)
        case Compare(ops=(op,), items=(left, right)):
            if isinstance(left, Compare | Logic | Not) or (
                isinstance(left, Call) and left.function == "implies"
            ):
                return true(left, row) is true(right, row)
            if isinstance(right, Text):
                return (row["g"] == right.value) is (op == "==")
            if isinstance(right, Items):
                values = [i.value if isinstance(i, Text) else number(i, row) for i in right.items]
                return (row[left.id] in values) is (op == "in")
            a, b = number(left, row), number(right, row)
            return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b}.get(
                op, a >= b
            )
    raise AssertionError(node)


def rows() -> Iterator[dict]:
    for x, y, z, g in product(range(4), range(4), range(-2, 3), TEXTS):
        yield {"x": Fraction(x), "y": Fraction(y), "z": Fraction(z), "g": g}


def point(row: dict) -> Point:
    return Point({name: row[name] for name in "xyz"}, {"g": row["g"]})


@settings(max_examples=150, deadline=None)
@given(conditions)
def test_a_formula_means_the_same_as_a_condition_and_its_opposite(text: str) -> None:
    node = parse(text)
    read = reader(FORM, PACK, None, Scope.ROW, None)
    wanted, opposite = read.condition(node), read.condition(node, False)
    for row in list(rows())[::7]:
        assert holds(wanted, point(row)) is true(node, row)
        assert holds(opposite, point(row)) is not true(node, row)


@settings(max_examples=150, deadline=None)
@given(conditions)
def test_a_formula_survives_being_spelled(text: str) -> None:
    assert parse(spelled(parse(text))) == parse(text)


def rule(number: int, text: str) -> Rule:
    return Rule(f"R{number}", "t", parse(text), text, Origin("r.yaml", number + 1), Scope.ROW)


def satisfying(group: Group, keys: object = None) -> list[dict]:
    chosen = [r.rule.check for r in group.rulings if keys is None or r.key in keys]
    return [row for row in rows() if all(true(node, row) for node in chosen)]


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=4))
def test_every_claim_is_true_of_every_row(texts: list[str]) -> None:
    pytest.importorskip("highspy")
    search = Search(Solver())
    found = groups(RuleSet(tuple(rule(*item) for item in enumerate(texts))), PACK)
    for group in (group for group in found if group.where == "leaf"):
        contradiction = clash(search, group)
        if contradiction is not None:
            for one in contradiction.sets:
                assert satisfying(group, one.keys) == []
            left = [r.key for r in group.rulings if r.key not in contradiction.drop]
            assert clash(search, Group(group.form, group.where, tuple(
                r for r in group.rulings if r.key in left
            ), group.ranges, group.facts, group.whole, group.shown)) is None  # fmt: skip
            continue
        for ruling in group.rulings:
            source = follows(search, group, ruling)
            if source is not None:
                for row in satisfying(group, source.keys):
                    assert true(ruling.rule.check, row)
        for fixed in fixed_fields(search, group):
            assert {row[fixed.name] for row in satisfying(group)} <= {fixed.value}
        for dead in dead_conditions(search, group):
            condition = parse(dead.text)
            for row in satisfying(group, dead.conflict.keys):
                assert not true(condition, row)


@given(st.integers(-9, 9), st.integers(-9, 9), st.sampled_from([1, 100]), st.integers(-200, 200))
def test_what_is_said_of_quotients_is_true_of_them(a: int, b: int, scale: int, other: int) -> None:
    ratio = Ratio(Linear.variable("a"), Linear.variable("b"), Fraction(scale))
    at = {"a": Fraction(a), "b": Fraction(b), "q": Fraction(scale * a, b) if b else Fraction(other)}
    assert holds(ratio_known("q", ratio), Point(at, {}))
    for op, test in (("<", at["q"] < other), ("==", at["q"] == other), (">=", at["q"] >= other)):
        assert holds(ratio_compared(ratio, op, Fraction(other)), Point(at, {})) is (test or b == 0)
