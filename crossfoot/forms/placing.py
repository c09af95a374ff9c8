"""The columns of a table that are no fields: labels, keys, serial numbers, remarks."""

from __future__ import annotations

from crossfoot.forms.labels import norm
from crossfoot.forms.model import TableMapping
from crossfoot.forms.names import Header, Names
from crossfoot.forms.regions import looks_like_figure
from crossfoot.forms.table import Table, names_its_own_rows
from crossfoot.model.document import column_letters


def place_asides(table: Table, names: Names) -> None:
    """Find 序号 and 备注 beside the figures."""
    taken = table.made.taken
    for column, header in table.headers.items():
        key = names.layout.meta.get(norm(names.layout.header(header.texts[-1])[0]))
        if key in ("serial", "remark") and column not in taken:
            table.asides.setdefault(key, column)


def place_keys(table: Table, names: Names, mapping: TableMapping | None) -> None:
    """The columns that key a row: those the configuration names, else fields the form is by."""
    if mapping is None or not mapping.key:
        grain = table.made.form.grain
        table.keys = {key: table.made.columns[key] for key in grain if key in table.made.columns}
        return
    for key in mapping.key:
        if key in table.made.columns:
            table.keys[key] = table.made.columns[key]
            continue
        for column, header in table.headers.items():
            if norm(key) in (norm(header.texts[-1]), norm(header.text)):
                table.keys[key] = column
                break
        else:
            kinds = {
                names.layout.labels.get(norm(header.texts[-1])): column
                for column, header in table.headers.items()
                if column not in table.made.taken
            }
            if key in kinds:
                table.keys[key] = kinds[key]


def place_labels(table: Table, names: Names, mapping: TableMapping | None) -> None:
    """The columns that say what each row is about."""
    if mapping is not None and mapping.label_column:
        column = _configured(table, mapping.label_column)
        if column is not None:
            header = table.headers.get(column)
            kind = names.layout.labels.get(norm(header.texts[-1])) if header else None
            table.labels = [(column, kind)]
            return
    known = {*table.made.taken, *table.asides.values(), *table.keys.values()}
    stated = []
    for column in range(table.region.left, table.region.right + 1):
        header = table.headers.get(column)
        if column in known or header is None:
            continue
        kind = names.layout.labels.get(norm(names.layout.header(header.texts[-1])[0]))
        if kind is None or _is_card_line(table, names, header):
            continue
        if kind == "period" or _holds_names(table, column):
            stated.append((column, kind))
    if stated:
        table.labels = _keep_labels(stated)
    elif not table.keys and not names_its_own_rows(table):
        table.labels = _unnamed_labels(table, known)


def _is_card_line(table: Table, names: Names, header: Header) -> bool:
    """True for 填报单位 beside a single column of values: a line of a card, no label of rows."""
    key = norm(names.layout.header(header.texts[-1])[0])
    return table.view.flipped and len(table.rows) == 1 and key in names.layout.meta


def _keep_labels(stated: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
    """Of several label columns each kind once, the leftmost."""
    kept: dict[str, int] = {}
    for column, kind in stated:
        kept.setdefault(kind, column)
    return [(column, kind) for kind, column in sorted(kept.items(), key=lambda item: item[1])]


def _unnamed_labels(table: Table, known: set[int]) -> list[tuple[int, str | None]]:
    """The nearest column left of the figures that holds names, whatever its header says."""
    if table.view.flipped and len(table.rows) == 1:
        return []  # a card: labels beside values
    first = min(table.made.taken, default=table.region.left)
    for column in range(first - 1, table.region.left - 1, -1):
        if column not in known and _holds_names(table, column):
            return [(column, None)]
    return []


def _configured(table: Table, wanted: str) -> int | None:
    for column, header in table.headers.items():
        if norm(wanted) in (norm(header.texts[-1]), norm(header.text)):
            return column
    for column in range(table.region.left, table.region.right + 1):
        at = table.view.at(table.region.top, column)
        if column_letters(table.view.grid.left + at[1]) == wanted.upper():
            return column
    return None


def _holds_names(table: Table, column: int) -> bool:
    """True when the cells of a column are mostly words."""
    texts = [table.view.text(row, column).strip() for row in table.rows[:200]]
    texts = [text for text in texts if text]
    figures = sum(looks_like_figure(text) for text in texts)
    return bool(texts) and figures * 2 < len(texts)
