"""A typed tree back into the spelling of the rule language, the same tree always the same way."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Each,
    FieldOf,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
    Truth,
)

_TIGHTNESS = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
_UNARY, _TIGHTEST = 7, 9


def spelled(node: Node) -> str:
    """The formula that reads as this tree."""
    match node:
        case Number(value=value):
            return number_text(value)
        case Text(value=text):
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Truth(value=value):
            return str(value)
        case Name(id=name):
            return name
        case FieldOf(form=form, id=name):
            return f"{form}.{name}"
        case Items(items=items):
            return "[" + ", ".join(map(spelled, items)) + "]"
        case Call():
            keywords = [f"{name}={spelled(value)}" for name, value in node.keywords]
            return f"{node.function}({', '.join([*map(spelled, node.args), *keywords])})"
        case Each():
            condition = "" if node.condition is None else f" if {spelled(node.condition)}"
            names = ", ".join(node.names)
            return f"{spelled(node.item)} for {names} in {spelled(node.source)}{condition}"
        case _:
            return _operation(node)


def _operation(node: Node) -> str:
    own = _tightness(node)
    match node:
        case Arithmetic(op=op, left=left, right=right):
            return f"{_within(left, own)} {op} {_within(right, own + 1)}"
        case Negative(value=value):
            return "-" + _within(value, own + 1)
        case Not(value=value):
            return "not " + _within(value, own)
        case Logic(op=op, items=items):
            return f" {op} ".join(_within(item, own + 1) for item in items)
        case Compare(ops=ops, items=items):
            text = _within(items[0], own + 1)
            for op, item in zip(ops, items[1:], strict=True):
                text += f" {op} {_within(item, own + 1)}"
            return text
        case _:
            raise TypeError(node)


def _within(node: Node, least: int) -> str:
    text = spelled(node)
    return text if _tightness(node) >= least else f"({text})"


def _tightness(node: Node) -> int:
    match node:
        case Arithmetic(op=op) | Logic(op=op):
            return _TIGHTNESS[op]
        case Compare():
            return _TIGHTNESS["compare"]
        case Not():
            return _TIGHTNESS["not"]
        case Negative():
            return _UNARY
        case _:
            return _TIGHTEST


def number_text(value: Fraction) -> str:
    """A number in digits where digits say it exactly, else as a fraction."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else (rest // 5 if rest % 5 == 0 else rest // 2)
        places += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    if not places:
        return str(value.numerator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0")
    return ("-" if value < 0 else "") + text
