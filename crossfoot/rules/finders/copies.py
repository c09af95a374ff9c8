"""Figures that look copied: two units with the same ones, a unit with those of the last period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossfoot.model.finding import Basis, BasisKind, Message
from crossfoot.model.submission import FormTable, Record, Role, State
from crossfoot.rules import phrases
from crossfoot.rules.finders.facts import Fact
from crossfoot.rules.neighbours import above_zero, same_figures, same_row
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import Term

_UNITS_LEAST = 4  # so many figures above zero are not the same by chance
_PERIODS_LEAST = 3
_EARLIER = Basis(
    BasisKind.BINDING,
    "按单位、报表和时段找到上一期的报表",
    "the table of the period before was found by unit, form and period",
)


def identical_units(tables: Tables) -> Iterator[Fact | None]:
    """One fact for each unit whose figures are those of a unit further up in the table."""
    first: dict[tuple[object, ...], Record] = {}
    names = [name for name in tables.additive if name in tables.table.fields]
    for row in tables.details:
        if not row.key.get("unit"):
            continue
        entries = [row.entries.get(name) for name in names]
        key = tuple((e.state, e.quantity.value if e.quantity else None) for e in entries if e)
        twin = first.setdefault(key, row)
        if twin is not row:
            many = above_zero(row, tables.additive) >= _UNITS_LEAST
            yield _twins(tables, twin, row) if many else None
        elif len(first) > 1:
            yield None


def unchanged(tables: Tables) -> Iterator[Fact | None]:
    """One fact for each unit whose figures are all those of the period before.

    Of a table by unit each row is looked at, of any other the table as a whole: one line of work
    may well stand still for a month.
    """
    earlier = tables.view.previous
    if earlier is None:
        return
    rows = [record for record in tables.details if record.key.get("unit")]
    for row in rows:
        before = same_row(row, earlier)
        if before is not None:
            same = _same(tables, row, before, _PERIODS_LEAST)
            yield _still(tables, earlier, [(row, before)]) if same else None
    if rows:
        return
    pairs = [(row, same_row(row, earlier)) for row in tables.details]
    found = [(row, before) for row, before in pairs if before is not None]
    if found and len(found) == len(pairs):
        same = all(same_figures(a, b, tables.additive, 0) is not False for a, b in found)
        many = sum(above_zero(row, tables.additive) for row, _ in found) >= _PERIODS_LEAST
        yield _still(tables, earlier, found) if same and many else None


def _same(tables: Tables, one: Record, other: Record, least: int) -> bool:
    return same_figures(one, other, tables.additive, least) is True


def _figures(tables: Tables, row: Record) -> list[Term]:
    terms = [tables.term(row, field, row=True) for field in tables.additive.values()]
    return [term for term in terms if term.state is State.STATED]


def _twins(tables: Tables, first: Record, second: Record) -> Fact:
    terms = _figures(tables, second)
    return Fact(
        Message(
            f"{second.label}与{first.label}的{len(terms)}项数字完全相同；请核实是否误抄",
            f"{second.label} and {first.label} report the same {len(terms)} figures; was one "
            "copied by mistake?",
        ),
        (*terms, *_figures(tables, first)),
        record=second,
    )


def _still(tables: Tables, earlier: FormTable, rows: Sequence[tuple[Record, Record]]) -> Fact:
    ours = [term for row, _ in rows for term in _figures(tables, row)]
    theirs = [replace(t, when="prev") for _, row in rows for t in _figures(tables, row)]
    only = rows[0][0] if len(rows) == 1 else None
    lone = only is None or only.role is not Role.LEAF or not only.key.get("unit")
    zh = "本表" if lone or only is None else only.label
    en = "the table" if lone or only is None else only.label
    period = earlier.period or ""
    return Fact(
        Message(
            f"{zh}的{len(ours)}项数字与{phrases.period(period)}完全相同；请核实是否照抄上期",
            f"all {len(ours)} figures of {en} are those of {period}; was the old form handed in "
            "again?",
        ),
        (*ours, *theirs),
        record=only,
        basis=_EARLIER,
    )
