"""Units of measure in headers that are not the declared ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from crossfoot.forms.model import Field
from crossfoot.model.finding import Message
from crossfoot.model.submission import FormTable, State
from crossfoot.rules.finders.facts import Fact, cell_of
from crossfoot.rules.measures import MONEY, clash
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import Term, field_label

_SCALES = ("百", "千", "万", "亿")


def foreign_units(tables: Tables) -> Iterator[Fact | None]:
    """Columns whose header names another kind or size of unit than the form declares.

    个, 项 and 条 say the same of a count; 元 and 万元, 人 and 万人 do not.
    """
    for field_id, written in tables.table.units.items():
        field = tables.form.fields.get(field_id)
        if field is None or not field.numeric or not field.unit:
            continue
        stated = unicodedata.normalize("NFKC", written).strip()
        yield _fact(tables.table, field, stated) if _differs(stated, field.unit) else None


def _differs(written: str, declared: str) -> bool:
    if written == declared:
        return False
    if written in MONEY and declared in MONEY:
        return True
    if _size(written) != _size(declared):
        return True
    return {written, declared} == {"‰", "%"} or clash(written, declared, adding=False)


def _size(unit: str) -> str:
    return unit[0] if unit not in MONEY and len(unit) > 1 and unit[0] in _SCALES else ""


def _fact(table: FormTable, field: Field, written: str) -> Fact:
    zh, en = field_label(field)
    term = _header(table, field, written)
    return Fact(
        Message(
            f"“{zh}”一栏的表头写的计量单位是“{written}”，规定为“{field.unit}”；"
            f"请按{field.unit}填报并改正表头",
            f"the header of “{en}” gives its unit as {written}, the form asks for {field.unit}; "
            f"fill it in in {field.unit} and put the header right",
        ),
        () if term is None else (term,),
        field=field.id,
        stated=written,
    )


def _header(table: FormTable, field: Field, written: str) -> Term | None:
    """The cell of the header that names the unit."""
    index = table.fields.get(field.id)
    entry = table.records[0].entries.get(field.id) if table.records else None
    if index is None or entry is None:
        return None
    first = cell_of(table.grid, entry.place)
    across = table.orientation == "rows"
    if first is None:
        place, text = entry.place, written
    else:
        found = None
        for back in range((first[0] if across else first[1]) - 1, -1, -1):
            at = (back, index) if across else (index, back)
            text = table.grid.text(*at).strip()
            if text and written in unicodedata.normalize("NFKC", text):
                found = at
                break
        if found is None:
            found = (max(first[0] - 1, 0), index) if across else (index, max(first[1] - 1, 0))
        place, text = table.grid.place(*found), table.grid.text(*found).strip() or written
    return Term(field.id, field_label(field), text, State.TEXT, text, place)
