"""What is known of a table before its rows are read: its form, and what each column is."""

from __future__ import annotations

from collections.abc import Mapping

from crossfoot.forms.model import Form
from crossfoot.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """The columns of a table whose first rows are its header.

    Attributes:
        columns: field id to column, from 0.
        keys: what names a row, to column, in the declared order.
        remark: the column of remarks.
        unbound: columns that are none of these.
    """

    form: Form
    columns: Mapping[str, int]
    keys: Mapping[str, int]
    remark: int | None = None
    unbound: tuple[int, ...] = ()
