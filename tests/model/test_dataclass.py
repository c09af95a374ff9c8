"""Classes made late behave as those that :mod:`dataclasses` makes at once."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.dataclass import dataclass as late

KINDS = (
    {},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "repr": False},
    {"frozen": True, "slots": True, "kw_only": True},
)


def body(make: Any, **kind: Any) -> Any:
    @make(**kind)
    class Figure:
        name: str
        value: int = 0
        notes: list[str] = field(default_factory=list)
        place: int = field(default=7, compare=False, kw_only=True)

        def doubled(self) -> int:
            return 2 * self.value

    return Figure


def both(**kind: Any) -> tuple[Any, Any]:
    return body(late, **kind), body(dataclasses.dataclass, **kind)


def outcome(call: Any) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - what is raised is what is compared
        return type(error)


@pytest.mark.parametrize("kind", KINDS, ids=str)
class TestAsTheLibraryMakesThem:
    def test_fields_and_their_values(self, kind: dict[str, Any]) -> None:
        for made in both(**kind):
            value = made(name="found", value=3, place=1)
            assert (value.name, value.value, value.notes, value.place) == ("found", 3, [], 1)
            assert value.doubled() == 6
            assert dataclasses.asdict(value) == {
                "name": "found",
                "value": 3,
                "notes": [],
                "place": 1,
            }
            assert dataclasses.replace(value, value=4).doubled() == 8
            assert made(name="a").notes is not made(name="b").notes

    @pytest.mark.parametrize(
        "arguments", [(), ("a",), ("a", 1), ("a", 1, ["x"]), ("a", 1, ["x"], 2)], ids=str
    )
    def test_arguments_by_position(self, kind: dict[str, Any], arguments: tuple[Any, ...]) -> None:
        told = [
            outcome(lambda made=made: dataclasses.astuple(made(*arguments)))
            for made in both(**kind)
        ]
        assert told[0] == told[1]

    def test_an_unknown_or_missing_argument_is_refused(self, kind: dict[str, Any]) -> None:
        made, _ = both(**kind)
        for _ in range(2):  # the first call and one that follows
            with pytest.raises(TypeError, match="colour"):
                made(name="a", colour="red")
            with pytest.raises(TypeError, match="name"):
                made()

    def test_equality_and_hash(self, kind: dict[str, Any]) -> None:
        answers = []
        for made in both(**kind):
            first, same = made(name="a", value=1, notes=()), made(name="a", value=1, notes=())
            other, elsewhere = made(name="a", value=2, notes=()), dataclasses.replace(same, place=9)
            answers.append(
                [
                    first == first,
                    first == same,
                    first != same,
                    first == other,
                    first == elsewhere,
                    first == ("a", 1, ()),
                    outcome(lambda first=first, same=same: hash(first) == hash(same)),
                    outcome(
                        lambda first=first, elsewhere=elsewhere: hash(first) == hash(elsewhere)
                    ),
                    made.__hash__ is None,
                ]
            )
        assert answers[0] == answers[1]

    def test_what_it_looks_like(self, kind: dict[str, Any]) -> None:
        made, usual = (one(name="a", value=1) for one in both(**kind))
        if kind.get("repr", True):
            assert repr(made) == repr(usual)
        else:
            assert repr(made).startswith("<")

    def test_frozen_values_stay_as_they_are(self, kind: dict[str, Any]) -> None:
        for made in both(**kind):
            value = made(name="a")
            if kind.get("frozen"):
                with pytest.raises(FrozenInstanceError, match="name"):
                    value.name = "b"
                with pytest.raises(FrozenInstanceError, match="name"):
                    del value.name
                assert value.name == "a"
            else:
                value.name = "b"
                assert value.name == "b"

    def test_slots_leave_no_room(self, kind: dict[str, Any]) -> None:
        for made in both(**kind):
            assert hasattr(made(name="a"), "__dict__") is not kind.get("slots", False)

    def test_copies(self, kind: dict[str, Any]) -> None:
        for made in both(**kind):
            value = made(name="a", notes=["x"])
            for copied in (copy.copy(value), copy.deepcopy(value)):
                assert dataclasses.asdict(copied) == dataclasses.asdict(value)
            assert copy.deepcopy(value).notes is not value.notes

    def test_the_signature_is_that_of_the_library(self, kind: dict[str, Any]) -> None:
        made, usual = (inspect.signature(one) for one in both(**kind))
        assert list(made.parameters) == list(usual.parameters)
        for name, parameter in made.parameters.items():
            assert parameter.kind is usual.parameters[name].kind
            assert (parameter.default is parameter.empty) is (
                usual.parameters[name].default is parameter.empty
            )

    def test_patterns_match_it(self, kind: dict[str, Any]) -> None:
        made, usual = both(**kind)
        assert made.__match_args__ == usual.__match_args__


@late(frozen=True, slots=True)
class Node:
    start: int = field(default=0, kw_only=True, compare=False)


@late(frozen=True, slots=True)
class Leaf(Node):
    text: str

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a leaf says something")


@late(frozen=True, slots=True)
class Branch(Node):
    parts: tuple[Node, ...]


@late(frozen=True)
class Kept:
    number: int

    @cached_property
    def square(self) -> int:
        return self.number**2


def test_a_class_of_a_class() -> None:
    leaf = Leaf("a", start=4)
    assert (leaf.text, leaf.start) == ("a", 4)
    assert leaf == Leaf("a", start=5)
    assert leaf != Branch((leaf,))
    assert hash(Branch((leaf,))) == hash(Branch((Leaf("a"),)))
    assert Node(start=1) == Node(start=2)
    with pytest.raises(ValueError, match="says something"):
        Leaf("")


def test_values_travel() -> None:
    branch = Branch((Leaf("a", start=1), Leaf("b", start=2)), start=3)
    there = pickle.loads(pickle.dumps(branch))  # noqa: S301 - our own bytes
    assert there == branch
    assert [node.start for node in (there, *there.parts)] == [3, 1, 2]


def test_without_slots_a_value_may_remember() -> None:
    assert Kept(3).square == 9


TREES = st.recursive(
    st.builds(Leaf, st.text(min_size=1, max_size=2)),
    lambda inner: st.builds(Branch, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


def plain(node: Leaf | Branch) -> Any:
    return node.text if isinstance(node, Leaf) else [plain(part) for part in node.parts]


@given(TREES, TREES)
def test_two_trees_are_equal_when_what_they_say_is(first: Any, second: Any) -> None:
    assert (first == second) is (plain(first) == plain(second))
    if first == second:
        assert hash(first) == hash(second)
