"""Rows and groups of rows taken the quick way: by their exact figures and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from crossfoot.forms.model import Field
from crossfoot.model.submission import Record, Role
from crossfoot.rules import fast
from crossfoot.rules.tables import Tables
from crossfoot.rules.tree import Name, Node
from crossfoot.rules.values import Tolerance

_TOTALS = (Role.TOTAL, Role.SUBTOTAL)


class Plainly:
    """What a view of a table offers besides the reference meaning of names.

    Everything here says ``None`` where a figure is not plain; then the reference evaluator decides.
    """

    tables: Tables
    record: Record | None
    bound: Field | None
    tolerance: Tolerance

    def field(self, name: str) -> Field | None:
        """The field of the form that a name stands for."""
        raise NotImplementedError

    def store(self) -> dict[Any, Any]:
        """Where what has been worked out for the whole table is kept."""
        raise NotImplementedError

    @property
    def plain(self) -> fast.Plain:
        """This row's exact figures and texts."""
        return {} if self.record is None else self.tables.figures[self.record.index]

    def plain_key(self, nodes: Sequence[Node]) -> tuple[Any, ...] | None:
        """This row's exact figures and texts in some fields; ``None`` when one is not plain."""
        figures = self.plain
        found = []
        for node in nodes:
            if not isinstance(node, Name):
                return None
            name = self.bound.id if node.id == "f" and self.bound is not None else node.id
            value = figures.get("@" + name)
            if value is None:
                value = figures.get(name)
            if value is None:
                return None
            found.append(value)
        return tuple(found)

    def plain_keys(self, nodes: Sequence[Node]) -> Sequence[tuple[Any, ...] | None]:
        """The same of all detail rows, in their order."""
        leaves = self.tables.leaves
        names = [node.id if isinstance(node, Name) else "" for node in nodes]
        bound = "" if self.bound is None else self.bound.id
        columns = [self.tables.plain_column(bound if name == "f" else name) for name in names]
        if not columns:
            return [None] * len(leaves)
        return [None if None in key else key for key in zip(*columns, strict=True)]

    def plain_numbers(self, name: Name, rows: Sequence[Self]) -> list[Any] | None:
        """The exact figures of a field of numbers in some rows; ``None`` when one is not plain."""
        field = self.field(name.id)
        if field is None or not field.numeric or name.id in self.tables.pack.meta:
            return None
        try:
            return [row.plain[field.id] for row in rows]
        except KeyError:
            return None

    def definite(self, node: Node) -> fast.Test | None:
        """A test of rows by exact figures and texts that is right both ways, if there is one."""
        if self.tolerance:
            return None
        store = self.store()
        key = ("definite", node)
        if key not in store:
            store[key] = fast.definite(node, self.bound)
        test: fast.Test | None = store[key]
        return test

    def count_quickly(self, node: Node) -> int | None:
        """How many rows meet a condition on exact figures; ``None`` when one is not plain."""
        test = self.definite(node)
        if test is None or (self.record is not None and self.record.role not in _TOTALS):
            return None
        records = self.tables.leaves if self.record is None else self.tables.covered(self.record)
        figures = self.tables.figures
        try:
            return sum(test(figures[record.index]) for record in records)
        except (KeyError, ZeroDivisionError):
            return None
