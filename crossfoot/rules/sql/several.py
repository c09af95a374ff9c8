"""``all`` and ``any`` over the rows of a group in SQL, and whether a row is alone in its group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlglot import exp

from crossfoot.rules.sql.groups import Group, or_zero, picked
from crossfoot.rules.sql.shape import (
    NotInSqlError,
    Tri,
    both,
    either,
    fresh,
    is_null,
    is_true,
    negation,
    ordered,
    whole,
)
from crossfoot.rules.tree import Node


class Peer(Protocol):
    """Reads a condition on a row of a group."""

    def tri(self, node: Node) -> Tri:
        """The condition."""


def several(chosen: tuple[Group, exp.Expr, Node, Peer], function: str) -> Tri:
    """Whether a condition holds for every chosen row, or for any.

    Args:
        chosen: the group, which of its rows, the condition, and what reads it.
        function: ``all`` or ``any``.

    Raises:
        NotInSqlError: rounding decides, which is for the exact evaluator.
    """
    group, where, inner, peer = chosen
    met = peer.tri(inner)
    if met.look is not None:
        raise NotInSqlError(function)
    wrong = group.ask(exp.Sum(this=picked(both(where, is_true(met.fails)), whole(1))))
    right = group.ask(exp.Sum(this=picked(both(where, is_true(met.sure)), whole(1))))
    rows = group.ask(exp.Sum(this=picked(where, whole(1))))
    every = function == "all"
    decisive, other = (wrong, right) if every else (right, wrong)
    found = ordered(">", or_zero(decisive), whole(0))
    agreed = ordered("==", or_zero(other), or_zero(rows))
    decided = (
        exp.Case()
        .when(found, exp.true(), copy=False)
        .when(agreed, exp.false(), copy=False)
        .else_(exp.null(), copy=False)
    )
    opposite = negation(decided)
    return Tri(decided, opposite) if every else Tri(opposite, decided)


def alone(group: Group, keys: Sequence[exp.Expr]) -> Tri:
    """Whether a row is the only one of its group; unknown where a key is missing.

    Args:
        group: the rows with the same keys.
        keys: the keys in the row at hand.
    """
    count = exp.Coalesce(this=group.ask(exp.Count(this=exp.Star())), expressions=[whole(0)])
    missing = either(*(is_null(key) for key in keys))
    fails = (
        exp.Case()
        .when(fresh(missing), exp.null(), copy=False)
        .else_(ordered(">", fresh(count), whole(1)), copy=False)
    )
    sure = (
        exp.Case()
        .when(missing, exp.null(), copy=False)
        .else_(ordered("<=", count, whole(1)), copy=False)
    )
    return Tri(fails, sure)
