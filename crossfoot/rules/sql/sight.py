"""How a table's fields stand in the relation that SQL looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from crossfoot.forms.model import Field, Form
from crossfoot.model.dataclass import dataclass

ROW, ODD, ROLE = "_row", "_odd", "_role"
"""Columns of every prepared relation: the row's number, whether it has a cell that SQL cannot
take, and what the row is (``leaf``, ``total`` …)."""

Distinct = Callable[[str], Sequence[str | None] | None]
"""The different texts of a prepared column, or ``None`` when there are too many of them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One field in the prepared relation.

    Attributes:
        column: the column that holds it; ``None`` when the table has no such column.
        scale: for numbers, the digits behind the point that the whole number contains.
        digits: how many digits the whole number has at most.
        half: half the last stated digit, in units of the whole number.
        blank_zero: an empty cell says zero; the column then holds 0, not NULL.
        unfit: why no SQL can be made of the field, if none can.
    """

    declared: Field
    column: str | None
    scale: int = 0
    digits: int = 9
    half: Fraction = Fraction(0)
    blank_zero: bool = False
    unfit: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A prepared relation: what the compiler needs to know of it.

    Attributes:
        table: name of the relation.
        fields: every field of the form.
        keys: fields that name a row, in the declared order.
        parts: of the keys those that keep totals apart: all but the one that names rows.
        roles: the relation tells totals from details.
        distinct: asks the engine for the texts of a column.
        odd: rows may have a cell that SQL cannot take.
        period: the key that is the period, if one is; ``s_prev`` and ``s_last_year`` are then
            columns with the periods that these words mean.
    """

    form: Form
    table: str
    fields: Mapping[str, Sight]
    distinct: Distinct
    keys: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    roles: bool = False
    period: str | None = None
    odd: bool = True
    texts: dict[str, Sequence[str | None] | None] = field(default_factory=dict)

    def values(self, column: str) -> Sequence[str | None] | None:
        """The different texts of a column, asked for once."""
        if column not in self.texts:
            self.texts[column] = self.distinct(column)
        return self.texts[column]
