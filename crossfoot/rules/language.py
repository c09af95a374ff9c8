"""The words of the rule language: its functions, and the names that need no declaring."""

from __future__ import annotations

from crossfoot.model.dataclass import dataclass

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
    """A computing function.

    Attributes:
        least, most: how many arguments it takes; ``None`` for any number.
        yields: ``number``, ``truth`` or ``set``.
        takes: what its arguments must be: ``number``, ``text``, ``truth`` or ``any``.
        many: it runs over several values: rows, a role filled several times, or a list.
        keywords: named arguments it knows.
    """

    least: int
    most: int | None
    yields: str
    takes: str = "any"
    many: bool = False
    keywords: tuple[str, ...] = ()


_ROWS = ("by", "over", "where", "missing")
FUNCTIONS = {
    "pct": Function(2, 2, "number", "number"),
    "min": Function(1, None, "number", "number", keywords=_ROWS),
    "max": Function(1, None, "number", "number", keywords=_ROWS),
    "abs": Function(1, 1, "number", "number"),
    "sum": Function(1, 1, "number", "number", many=True, keywords=_ROWS),
    "average": Function(1, 1, "number", "number", many=True, keywords=_ROWS),
    "count": Function(1, 1, "number", many=True, keywords=_ROWS),
    "uniq": Function(1, 1, "number", many=True, keywords=_ROWS),
    "values": Function(1, 1, "set", many=True, keywords=_ROWS),
    "all": Function(1, 1, "truth", "truth", many=True, keywords=_ROWS),
    "any": Function(1, 1, "truth", "truth", many=True, keywords=_ROWS),
    "exactly_one": Function(1, 1, "truth", "truth", many=True, keywords=_ROWS),
    "at_least_one": Function(1, 1, "truth", "truth", many=True, keywords=_ROWS),
    "lookup": Function(2, 2, "any", keywords=("of",)),
    "correlation": Function(2, 2, "number", "number"),
    "length": Function(1, 1, "number", "text"),
    "decimals": Function(1, 1, "number", "text", keywords=("mark",)),
    "whole_number": Function(1, 1, "truth", "number"),
    "filled": Function(1, 1, "truth"),
    "blank": Function(1, 1, "truth"),
    "readable": Function(1, 1, "truth"),
    "signed": Function(1, 1, "truth"),
    "same_record": Function(1, 1, "truth", keywords=("least",)),
    "complete": Function(1, None, "truth"),
    "unique": Function(1, None, "truth"),
    "depends": Function(1, 1, "truth", keywords=("on",)),
    "covers": Function(1, None, "truth", keywords=("of", "by", "over", "where")),
    "among": Function(1, None, "truth", keywords=("of", "pattern")),
    "sequence": Function(1, 1, "truth", keywords=("by", "over", "where", "begin", "end", "order")),
    "adds_up": Function(2, 2, "truth", keywords=("tree", "separator", "by", "unknown")),
    "implies": Function(2, 2, "truth", "truth"),
    "text_has": Function(2, 2, "truth", "text"),
    "like": Function(2, 2, "truth", "text"),
    "matches": Function(2, 2, "truth", "text"),
    "number_format": Function(2, 2, "truth", "text"),
    "claims": Function(1, 1, "truth", "text"),
}
"""The computing functions.

Those with ``by`` and ``where`` may choose the rows they run over: ``sum(f, by=unit)`` adds up the
rows with this row's unit, ``sum(f, by=[])`` all rows, ``sum(f, where=level == '重大')`` those that
meet a condition, ``count(persons.id, over=persons, where=persons.household == household)`` those
of another form's table.  ``missing="ignore"`` leaves out what is not stated.
"""

BY_ROW = frozenset({"lookup", "unique", "depends", "covers", "sequence", "adds_up", "correlation"})
"""Functions that look at the other rows of the table themselves."""

ROUND_NAMES = {
    "expected": "units",
    "submitted": "units",
    "period_end": "date",
    "due_date": "date",
    "all_zero": "truth",
    "silent_row": "truth",
    "notes": "text",
    "prev": "record",
    "rows": "record",
}
"""Names of the round and the table, usable in every rule over tables.

``all_zero``: every figure of the table that adds up is zero.  ``silent_row``: the row has no
figure at all.  ``notes``: what is written in words beside the figures.  ``prev`` and ``rows`` are
whole records, for ``same_record``.
"""

FACTS = ("direction", "form")
"""What a construct in a text says besides its figures; a fact that is not stated is empty text."""
