"""Tables with two rows a unit: 本月 and 累计 under each other instead of side by side."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.forms.assign import MONTH
from crossfoot.forms.labels import norm
from crossfoot.forms.names import Names
from crossfoot.forms.table import Table


def by_span(table: Table, names: Names) -> list[Table]:
    """The table, or its cumulative rows and its rows of the month as two tables.

    Rows are told apart by a column whose every cell is a word such as 本月 or 累计; in the second
    table the cumulative fields are those of the month.
    """
    column = _span_column(table, names)
    if column is None:
        return [table]
    month = names.layout.month
    of_month = [row for row in table.rows if norm(table.view.filled(row, column)) in month]
    others = [row for row in table.rows if norm(table.view.filled(row, column)) not in month]
    labels = [label for label in table.labels if label[0] != column]
    fields = table.made.form.fields
    columns = {
        key + MONTH if key in fields and fields[key].cumulative else key: at
        for key, at in table.made.columns.items()
    }
    return [
        replace(table, rows=others, labels=labels),
        replace(table, rows=of_month, labels=labels, made=replace(table.made, columns=columns)),
    ]


def _span_column(table: Table, names: Names) -> int | None:
    """The column that says for how long each row counts."""
    layout = names.layout
    taken = table.made.taken
    for column in range(table.region.left, min(taken)):
        said = {norm(table.view.filled(row, column)) for row in table.rows}
        both = said & layout.month and said & layout.cumulative
        if both and said <= layout.month | layout.cumulative:
            return column
    return None
