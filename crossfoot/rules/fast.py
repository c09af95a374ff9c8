"""The quick way through rows that are plainly right: exact numbers and texts, compared as such.

A compiled rule says ``True`` only where the reference evaluator would find the rule certain to
hold, or a plain rate right beyond doubt; a compiled exclusion only where the rule's condition
plainly fails.  Anything else (``False``, a missing figure, a rounded one) is left to the reference
evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from crossfoot.forms.model import Field
from crossfoot.rules import texts
from crossfoot.rules.rates import rate_sides
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
from crossfoot.rules.values import CERTAIN

Plain = Mapping[str, Any]
Test = Callable[[Plain], bool]
_HUNDRED = 100


class NotPlain(Exception):
    """The rule, or a figure in it, is beyond the quick way."""


def compiled(node: Node, bound: Field | None) -> Test | None:
    """A quick test for a row rule, or ``None`` when it has a part that needs the reference."""
    try:
        return _test(node, bound)
    except NotPlain:
        return None


def excluding(node: Node, bound: Field | None) -> Test | None:
    """A quick test that a condition plainly fails, or ``None`` when there is none."""
    try:
        return _negated(node, bound)
    except NotPlain:
        return None


def _test(node: Node, bound: Field | None) -> Test:
    match node:
        case Compare(ops=(op,), items=(left, right)):
            return _link(op, left, right, bound)
        case Compare(ops=ops, items=items):
            links = [
                _link(op, items[number], items[number + 1], bound) for number, op in enumerate(ops)
            ]
            return lambda figures: all(link(figures) for link in links)
        case Logic(op="and", items=items):
            tests = [_test(item, bound) for item in items]
            return lambda figures: all(test(figures) for test in tests)
        case Logic(op="or", items=items):
            tests = [_test(item, bound) for item in items]
            return lambda figures: any(test(figures) for test in tests)
        case Not(value=inner):
            # a quick False may only mean "not plainly right", which must not become True
            return _negated(inner, bound)
        case Call(function="filled" | "readable", args=(Name() as name,)):
            return _stated(name, bound)
        case Call(function=function, args=(Name() as name, Text(value=pattern))) if (
            function in _TEXT_TESTS
        ):
            return _worded(function, name, pattern, bound)
        case Call(function="implies", args=(condition, consequence)):
            fails, holds = _negated(condition, bound), _test(consequence, bound)
            return lambda figures: fails(figures) or holds(figures)
        case _:
            raise NotPlain


def _negated(node: Node, bound: Field | None) -> Test:
    """True where a comparison of exact numbers plainly fails."""
    match node:
        case Compare(ops=(op,), items=(left, right)) if op in _OPPOSITE:
            if op in ("==", "!=") and rate_sides(left, right) is not None:
                raise NotPlain
            return _order(_OPPOSITE[op], left, right, bound)
        case Call(function=function, args=(Name() as name, Text(value=pattern))) if (
            function in _TEXT_TESTS
        ):
            matches = _worded(function, name, pattern, bound)
            return lambda figures: not matches(figures)
        case Call(function="blank", args=(Name() as name,)):
            return _stated(name, bound)
        case Name(id="silent_row"):
            return bool  # a row with a plain figure is not silent
        case Logic(op="and", items=items):
            # one that plainly fails is enough, whatever the others would say
            found = [excluding(item, bound) for item in items]
            known = [test for test in found if test is not None]
            if not known:
                raise NotPlain
            return lambda figures: any(test(figures) for test in known)
        case Logic(op="or", items=items):
            tests = [_negated(item, bound) for item in items]
            return lambda figures: all(test(figures) for test in tests)
        case _:
            raise NotPlain


def _stated(name: Name, bound: Field | None) -> Test:
    """True where the field states a plain figure or a text that is not empty."""
    exact = _id(name, bound)
    rounded, text = "~" + exact, "@" + exact
    return lambda figures: exact in figures or rounded in figures or bool(figures.get(text))


_TEXT_TESTS = {"text_has": texts.has, "like": texts.like, "matches": texts.matches}


def _worded(function: str, name: Name, pattern: str, bound: Field | None) -> Test:
    """Whether a text has a shape."""
    test, key = _TEXT_TESTS[function], "@" + _id(name, bound)
    return lambda figures: test(figures[key], pattern) is CERTAIN


def definite(node: Node, bound: Field | None) -> Test | None:
    """A test of exact figures whose True and False both mean what they say."""
    try:
        return _definite(node, bound)
    except NotPlain:
        return None


def _definite(node: Node, bound: Field | None) -> Test:
    match node:
        case Compare(ops=ops, items=items):
            links = [
                _order(op, items[number], items[number + 1], bound) for number, op in enumerate(ops)
            ]
            return lambda figures: all(link(figures) for link in links)
        case Logic(op=op, items=items):
            tests = [_definite(item, bound) for item in items]
            pick = all if op == "and" else any
            return lambda figures: pick(test(figures) for test in tests)
        case _:
            raise NotPlain


_OPPOSITE = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
    "in": "not in",
    "not in": "in",
}


def _link(op: str, left: Node, right: Node, bound: Field | None) -> Test:
    if op == "==":
        rate = rate_sides(left, right)
        if rate is not None:
            return _rate(rate.stated, rate.part, rate.whole, bound)
    return _order(op, left, right, bound)


def _of_words(op: str, left: Node, right: Node, bound: Field | None) -> Test | None:
    """A text compared with a word, or looked for in a list of words."""
    match op, left, right:
        case (("==" | "!="), Name() as name, Text(value=word)):
            words = frozenset({word})
        case (("==" | "!="), Text(value=word), Name() as name):
            words = frozenset({word})
        case (("in" | "not in"), Name() as name, Items(items=items)):
            listed = [item.value for item in items if isinstance(item, Text)]
            if len(listed) < len(items):
                return None
            words = frozenset(listed)
        case _:
            return None
    key, inside = "@" + _id(name, bound), op in ("==", "in")
    return lambda figures: (figures[key] in words) is inside


def _order(op: str, left: Node, right: Node, bound: Field | None) -> Test:
    words = _of_words(op, left, right, bound)
    if words is not None:
        return words
    a, b = _number(left, bound), _number(right, bound)
    match op:
        case "<=":
            return lambda figures: bool(a(figures) <= b(figures))
        case "<":
            return lambda figures: bool(a(figures) < b(figures))
        case ">=":
            return lambda figures: bool(a(figures) >= b(figures))
        case ">":
            return lambda figures: bool(a(figures) > b(figures))
        case "==":
            return lambda figures: bool(a(figures) == b(figures))
        case "!=":
            return lambda figures: bool(a(figures) != b(figures))
        case _:
            raise NotPlain


def _rate(stated: Node, part: Node, whole: Node, bound: Field | None) -> Test:
    """``|stated - 100 n / m| < step / 2``, strictly, in whole numbers throughout.

    100 % that is not all and 0 % that is not none are left to the reference, which remarks on them.
    """
    if not isinstance(stated, Name):
        raise NotPlain
    key = "~" + _id(stated, bound)
    n_of, m_of = _number(part, bound), _number(whole, bound)

    def test(figures: Plain) -> bool:
        value, step = figures[key]
        n, m = n_of(figures), m_of(figures)
        if m <= 0 or (n != m and value == _HUNDRED) or (n and not value):
            return False
        a, b = value.numerator, value.denominator
        gap = abs(a * m - _HUNDRED * n * b)
        return bool(2 * gap * step.denominator < step.numerator * b * m)

    return test


def plain_rate(stated: Node, part: Node, whole: Node) -> Callable[[Plain], tuple[Any, ...]] | None:
    """Reads a stated rate, the place value of its last digit, its part and its whole off a row."""
    if not isinstance(stated, Name):
        return None
    key = "~" + stated.id
    try:
        n_of, m_of = _number(part, None), _number(whole, None)
    except NotPlain:
        return None
    return lambda figures: (*figures[key], n_of(figures), m_of(figures))


def _id(node: Name, bound: Field | None) -> str:
    return bound.id if node.id == "f" and bound is not None else node.id


def _number(node: Node, bound: Field | None) -> Callable[[Plain], Any]:
    match node:
        case Number(value=value):
            constant = value.numerator if value.denominator == 1 else value
            return lambda _: constant
        case Name():
            key = _id(node, bound)
            return lambda figures: figures[key]
        case Negative(value=inner):
            positive = _number(inner, bound)
            return lambda figures: -positive(figures)
        case Arithmetic(op=op, left=left, right=right):
            return _calculation(op, _number(left, bound), _number(right, bound))
        case Call(function="max" | "min" as function, args=args) if len(args) > 1:
            several = [_number(argument, bound) for argument in args]
            pick = max if function == "max" else min
            return lambda figures: pick(one(figures) for one in several)
        case _:
            raise NotPlain


def _calculation(
    op: str, a: Callable[[Plain], Any], b: Callable[[Plain], Any]
) -> Callable[[Plain], Any]:
    match op:
        case "+":
            return lambda figures: a(figures) + b(figures)
        case "-":
            return lambda figures: a(figures) - b(figures)
        case "*":
            return lambda figures: a(figures) * b(figures)
        case "/":
            return lambda figures: Fraction(a(figures)) / b(figures)
        case "%":
            return lambda figures: a(figures) % b(figures)
        case _:
            raise NotPlain


def adds_up(node: Node) -> bool:
    """Whether a rule says that a total is the sum of the rows it covers, and nothing else."""
    match node:
        case Compare(
            ops=("==",),
            items=(
                Call(function="total", args=(Name(id=total),)),
                Call(
                    function="sum",
                    args=(Call(function="leaf", args=(Name(id=leaf),)),),
                    keywords=(),
                ),
            ),
        ):
            return total == leaf == "f"
        case _:
            return False
