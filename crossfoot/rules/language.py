"""The words of the rule language: its functions, and the names that need no declaring."""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = {
    "total": "total",  # the field on the total or subtotal row at hand
    "leaf": "rows",  # the detail rows it covers
    "rows": "rows",
    "sub": "sub",  # the 其中 rows under the row at hand
    "main": "main",  # the row they belong to
    "children": "round",  # the units' own files
    "parent": "round",  # the table above them
    "prev": "series",  # the same row one period earlier
    "last_year": "series",  # the same row in last year's own file
    "prev_december": "series",
    "cum": "series",
    "month_value": "series",
    "months": "series",
    "said": "text",
    "listed": "text",
}
"""Functions that fetch figures from elsewhere: each takes one field."""


@dataclass(frozen=True, slots=True)
class Function:
    """A computing function: how many arguments it takes (``None`` for any) and what it yields."""

    least: int
    most: int | None
    yields: str  # number, truth, list


FUNCTIONS = {
    "pct": Function(2, 2, "number"),
    "min": Function(1, None, "number"),
    "max": Function(1, None, "number"),
    "abs": Function(1, 1, "number"),
    "sum": Function(1, 1, "number"),
    "count": Function(1, 1, "number"),
    "uniq": Function(1, 1, "number"),
    "average": Function(1, 1, "number"),
    "whole_number": Function(1, 1, "truth"),
    "filled": Function(1, 1, "truth"),
    "implies": Function(2, 2, "truth"),
    "all": Function(1, 1, "truth"),
    "any": Function(1, 1, "truth"),
    "text_has": Function(2, 2, "truth"),
    "matches": Function(2, 2, "truth"),
    "claims": Function(1, 1, "truth"),
}

AGGREGATES = frozenset({"sum", "count", "uniq", "average", "all", "any"})
"""Functions that need several values: rows, a role filled several times, or a list."""

ROUND_NAMES = {
    "expected": "units",
    "submitted": "units",
    "period_end": "date",
    "due_date": "date",
}
"""Names of the round, usable in every rule over tables."""

FACTS = ("direction", "form")
"""What a construct in a text says besides its figures; a fact that is not stated is empty text."""
