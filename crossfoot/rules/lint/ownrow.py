"""Formulas of total and main rows, read as formulas about that row's own figures."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.rules.tree import Arithmetic, Call, Compare, Logic, Name, Negative, Node, Not


def own_row(node: Node, function: str | None) -> Node:
    """``total(f)`` on a total row, and ``main(f)`` on a main row, are that row's own figure."""
    if function is None:
        return node
    if isinstance(node, Call) and node.function == function and isinstance(node.args[0], Name):
        return node.args[0]
    return _rebuilt(node, function)


def _rebuilt(node: Node, function: str) -> Node:
    """The same node over parts in which the row's own figures are named plainly."""

    def own(part: Node) -> Node:
        return own_row(part, function)

    match node:
        case Arithmetic():
            return replace(node, left=own(node.left), right=own(node.right))
        case Negative() | Not():
            return replace(node, value=own(node.value))
        case Compare() | Logic():
            return replace(node, items=tuple(map(own, node.items)))
        case Call():
            return replace(node, args=tuple(map(own, node.args)))
        case _:
            return node
