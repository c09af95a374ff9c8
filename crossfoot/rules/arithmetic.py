"""The arithmetic of a claim in the figures' own writing: ``31+14+10=55``."""

from __future__ import annotations

from collections.abc import Mapping

from crossfoot.model.submission import Claim
from crossfoot.rules.model import ClaimRule
from crossfoot.rules.numbers import decimal_text
from crossfoot.rules.tree import Arithmetic, Call, Compare, Logic, Name, Node, Number, Text

_OPERATORS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}


def arithmetic(rule: ClaimRule, claim: Claim) -> str:
    """What a claim asserts, with the figures as the text writes them; the same in all languages.

    ``""`` where the formula has no such form, or says nothing beyond the figure itself.
    """
    if rule.check is None:
        return ""
    figures: dict[str, list[str]] = {}
    for role, figure in claim.roles:
        figures.setdefault(role, []).append("".join(figure.text.split()))
    return _condition(rule.check, figures, claim.facts) or ""


_Figures = Mapping[str, list[str]]


def _condition(node: Node, figures: _Figures, facts: Mapping[str, str]) -> str | None:
    """A condition in figures; ``""`` where it asks for nothing, ``None`` where it has no form."""
    match node:
        case Logic(op="and", items=items):
            said = [_condition(item, figures, facts) for item in items]
            if any(part is None for part in said):
                return None
            return "，".join(part for part in said if part)
        case Call(function="implies", args=(condition, consequence)):
            given = _given(condition, facts)
            if given is None:
                return None
            return _condition(consequence, figures, facts) if given else ""
        case Compare(ops=(op,), items=(left, right)) if op in _SIGNS:
            return _compared(op, left, right, figures)
        case _:
            return None


def _given(node: Node, facts: Mapping[str, str]) -> bool | None:
    """Whether a condition on a word of the text is met; ``None`` for any other condition."""
    match node:
        case Compare(ops=("==" | "!=" as op,), items=(Name(id=fact), Text(value=word))):
            return (facts.get(fact, "") == word) is (op == "==")
        case _:
            return None


def _compared(op: str, left: Node, right: Node, figures: _Figures) -> str | None:
    sides = [_side(item, figures) for item in (left, right)]
    if sides[0] is None or sides[1] is None:
        return None
    if isinstance(right, Number):
        if "+" not in sides[0]:
            return ""
        return f"{sides[0]}{_SIGNS[op]}{sides[1]}{'%' if sides[0].endswith(('%', '％')) else ''}"
    if op == "==" and isinstance(left, Name) and not isinstance(right, Name):
        sides.reverse()  # what is computed first, as one writes it down
    return f"{sides[0]}{_SIGNS[op]}{sides[1]}"


def _side(node: Node, figures: _Figures) -> str | None:
    match node:
        case Name(id=role) if len(figures.get(role, ())) == 1:
            return figures[role][0]
        case Number(value=value):
            return decimal_text(value)
        case Call(function="sum", args=(Name(id=role),)) if role in figures:
            return "+".join(figures[role])
        case Call(function="pct", args=(part, whole)):
            return _joined("/", part, whole, figures)
        case Arithmetic(op=op, left=left, right=right) if op in _OPERATORS:
            return _joined(op, left, right, figures)
        case _:
            return None


def _joined(op: str, left: Node, right: Node, figures: _Figures) -> str | None:
    first, second = _side(left, figures), _side(right, figures)
    if first is None or second is None:
        return None
    if op in "*/" and _is_sum(first):
        first = f"({first})"
    if (op in "*/" and _is_sum(second)) or (op == "-" and "+" in second):
        second = f"({second})"
    return f"{first}{_OPERATORS[op]}{second}"


def _is_sum(text: str) -> bool:
    return "+" in text or "−" in text[1:]
