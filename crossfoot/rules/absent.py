"""Rules that have nothing to say of a table because it lacks their columns.

A table often has only some of a form's columns.  A rule that cannot fail without the missing ones
need not be judged row by row.
"""

from __future__ import annotations

from collections.abc import Collection

from crossfoot.rules.tree import Arithmetic, Call, Compare, Logic, Name, Negative, Node

_TRANSPARENT = frozenset({"pct", "abs", "max", "min"})


def cannot_be_judged(node: Node, absent: Collection[str]) -> bool:
    """True when a condition is unknown, or holds, for every row of a table without some fields.

    Args:
        node: the condition.
        absent: ids of the form's fields that the table has no column for.
    """
    match node:
        case Compare(ops=(_,), items=items):
            return any(_unknown(item, absent) for item in items)
        case Logic(op="and", items=items):
            return all(cannot_be_judged(item, absent) for item in items)
        case Logic(op="or", items=items):
            return any(cannot_be_judged(item, absent) for item in items)
        case Call(function="implies", args=(condition, consequence)):
            return cannot_be_judged(consequence, absent) or _plainly_unknown(condition, absent)
        case _:
            return False


def _plainly_unknown(node: Node, absent: Collection[str]) -> bool:
    return isinstance(node, Compare) and cannot_be_judged(node, absent)


def _unknown(node: Node, absent: Collection[str]) -> bool:
    """True when a number cannot be known because a figure in it is absent."""
    match node:
        case Name(id=name):
            return name in absent
        case Arithmetic(left=left, right=right):
            return _unknown(left, absent) or _unknown(right, absent)
        case Negative(value=value):
            return _unknown(value, absent)
        case Call(function=function, args=args) if function in _TRANSPARENT:
            return any(_unknown(item, absent) for item in args)
        case _:
            return False
