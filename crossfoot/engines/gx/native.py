"""Rules that Great Expectations has an expectation of its own for, equal in meaning.

Equal means: a row with a figure that is not stated is no violation, and no rounding is involved.
Columns of text are left to SQL, where a blank entry and a word for none count as not stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from crossfoot.engines.session import Storage, Stored
from crossfoot.forms.model import Field
from crossfoot.rules.model import MissingPolicy, Rows, Rule, Scope
from crossfoot.rules.sql.rulequery import RuleQuery
from crossfoot.rules.sql.sight import Scene
from crossfoot.rules.tree import Call, Compare, Items, Name, Negative, Node, Number, Text
from crossfoot.rules.values import EXACTLY

if TYPE_CHECKING:
    from sqlglot import exp

Native = tuple[str, dict[str, Any]]
"""Name and arguments of an expectation."""
Columns = Callable[[str], tuple[Stored, "exp.Expr"] | None]
"""The column of a field as it is stored, and how it is prepared."""

_PORTABLE = re.compile(
    r"\^?(?:[A-Za-z0-9 _/@#%=<>,:;\"'~&!-]|[^\x00-\x7f]|\\[.*+?()\[\]|^$-]"
    r"|\[\^?(?:[A-Za-z0-9_./ -]|[^\x00-\x7f])+\]|\((?!\?)|[)|.]|[*+?](?![+?])"
    r"|\{[0-9]+(?:,[0-9]*)?\})*\$?"
)
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EXACT = (Storage.WHOLE, Storage.DECIMAL)


def expectation(query: RuleQuery, scene: Scene, stored: Columns) -> Native | None:
    """The expectation of Great Expectations' own that says the same as a rule, if there is one."""
    rule = query.rule
    if not _plain(rule, scene) or rule.check is None:
        return None
    reading = _Reading(scene, query.field, stored)
    if isinstance(rule.check, Call):
        return reading.call(rule.check)
    return reading.compare(rule.check) if isinstance(rule.check, Compare) else None


def pattern(rule: Rule, scene: Scene) -> tuple[str, str | None] | None:
    """The field whose texts a rule holds against a pattern and nothing else.

    Returns:
        The field and the pattern; no pattern where engines would read it differently.
    """
    if not _plain(rule, scene):
        return None
    match rule.check:
        case Call(function="matches", args=(Name(id=name), Text(value=shape))):
            known = name in scene.fields and not scene.fields[name].declared.numeric
            same = shape if _PORTABLE.fullmatch(shape) else None
            return (name, same) if known else None
        case _:
            return None


def _plain(rule: Rule, scene: Scene) -> bool:
    """Whether the rule is judged on every row, without a condition or an allowance."""
    every = rule.scope is Scope.ROW and (rule.rows in (None, Rows.ALL) or not scene.roles)
    lenient = rule.missing is MissingPolicy.NOT_EVALUATED and rule.tolerance == EXACTLY
    return every and rule.rows in (None, Rows.ALL, Rows.LEAF) and lenient and rule.when is None


class _Reading:
    """The formula of one rule, for one field of its ``for_each``."""

    def __init__(self, scene: Scene, bound: Field | None, stored: Columns) -> None:
        self.scene = scene
        self.bound = bound
        self.stored = stored

    def call(self, node: Call) -> Native | None:
        match node:
            case Call(function="filled", args=(Name() as name,)):
                known = self._typed(name)
                if known is None:
                    return None
                return "expect_column_values_to_not_be_null", {"column": known}
            case Call(function="unique", args=args) if not self.scene.roles:
                return self._unique(args)
            case _:
                return None

    def compare(self, node: Compare) -> Native | None:
        match node:
            case Compare(ops=("in",), items=(Name() as name, Items(items=items))):
                return self._listed(name, items)
            case Compare(ops=(op,), items=(Name() as left, Name() as right)):
                return self._pair(op, left, right)
            case Compare(ops=(op,), items=(Name() as name, limit)):
                return self._between(name, [(op, limit)])
            case Compare(ops=(op,), items=(limit, Name() as name)) if op in _TURNED:
                return self._between(name, [(_TURNED[op], limit)])
            case Compare(ops=(low, high), items=(least, Name() as name, most)) if low in _TURNED:
                return self._between(name, [(_TURNED[low], least), (high, most)])
            case _:
                return None

    def _unique(self, args: tuple[Node, ...]) -> Native | None:
        names = [self._typed(one) for one in args]
        known = [name for name in names if name is not None]
        if len(known) < len(names):
            return None
        if len(known) == 1:
            return "expect_column_values_to_be_unique", {"column": known[0]}
        return "expect_compound_columns_to_be_unique", {
            "column_list": known,
            "ignore_row_if": "any_value_is_missing",
        }

    def _pair(self, op: str, left: Node, right: Node) -> Native | None:
        first, second = self._exact(left), self._exact(right)
        if first is None or second is None:
            return None
        ignored = {"ignore_row_if": "either_value_is_missing"}
        if op == "==":
            return "expect_column_pair_values_to_be_equal", {
                "column_A": first,
                "column_B": second,
                **ignored,
            }
        if op not in _TURNED:
            return None
        if op in ("<", "<="):
            first, second = second, first
        return "expect_column_pair_values_a_to_be_greater_than_b", {
            "column_A": first,
            "column_B": second,
            "or_equal": op in ("<=", ">="),
            **ignored,
        }

    def _between(self, name: Node, limits: list[tuple[str, Node]]) -> Native | None:
        known = self._exact(name)
        kwargs: dict[str, Any] = {"column": known}
        for op, limit in limits:
            value = _whole(limit)
            if value is None or op not in _TURNED:
                return None
            end = "min" if op in (">", ">=") else "max"
            kwargs[f"{end}_value"] = value
            if op in ("<", ">"):
                kwargs[f"strict_{end}"] = True
        return None if known is None else ("expect_column_values_to_be_between", kwargs)

    def _listed(self, name: Node, items: tuple[Node, ...]) -> Native | None:
        known = self._exact(name)
        values = [_whole(one) for one in items]
        if known is None or None in values:
            return None
        return "expect_column_values_to_be_in_set", {"column": known, "value_set": values}

    def _stored(self, node: Node) -> tuple[Stored, exp.Expr] | None:
        if not isinstance(node, Name):
            return None
        name = self.bound.id if node.id == "f" and self.bound is not None else node.id
        return self.stored(name) if name in self.scene.fields else None

    def _typed(self, node: Node) -> str | None:
        """The column of a field that holds numbers exactly, blanks not counting as zero."""
        found = self._stored(node)
        if found is None or found[0].storage not in _EXACT or not isinstance(node, Name):
            return None
        name = self.bound.id if node.id == "f" and self.bound is not None else node.id
        sight = self.scene.fields[name]
        plain = sight.declared.numeric and not sight.blank_zero and sight.unfit is None
        return found[0].name if plain else None

    def _exact(self, node: Node) -> str | None:
        """The same for a field that is not rounded."""
        known = self._typed(node)
        if known is None or not isinstance(node, Name):
            return None
        name = self.bound.id if node.id == "f" and self.bound is not None else node.id
        return None if self.scene.fields[name].half else known


def _whole(node: Node) -> int | None:
    match node:
        case Number(value=Fraction(denominator=1) as value):
            return int(value)
        case Negative(value=inner):
            below = _whole(inner)
            return None if below is None else -below
        case _:
            return None
