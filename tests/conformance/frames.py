"""Plain tables as forms, and formulas judged on them, for driving the peers' cases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Place
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import Entry, FormTable, Record, Role, State, Submission
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules import exact
from crossfoot.rules.check import Checker
from crossfoot.rules.kinds import names_of, scope_of
from crossfoot.rules.model import MissingPolicy, Scope
from crossfoot.rules.parse import parse
from crossfoot.rules.scopes import TableContext
from crossfoot.rules.tables import Tables
from crossfoot.rules.values import Outcome, Tolerance, Truth
from crossfoot.rules.verdicts import settled

Rows = Sequence[Mapping[str, Any]]
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def is_number(value: Any) -> bool:
    return value is None or bool(_NUMBER.fullmatch(str(value)))


def table(name: str, rows: Rows, texts: Sequence[str] = ()) -> tuple[Form, FormTable]:
    """Columns of numbers become amounts, all others text."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    numeric = {
        key for key in columns if key not in texts and all(is_number(row.get(key)) for row in rows)
    }
    fields = {
        key: Field(key, FieldType.AMOUNT if key in numeric else FieldType.TEXT, en=key)
        for key in columns
    }
    records = []
    for index, row in enumerate(rows):
        entries = {}
        for column, key in enumerate(columns):
            place = Place(name, line=index + 2, column=column + 1)
            entries[key] = entry(key, row.get(key), key in numeric, place)
        place = Place(name, line=index + 2)
        records.append(Record(Role.LEAF, {}, str(index), entries, index, place))
    numbers = {key: column for column, key in enumerate(columns)}
    return Form(name, fields), FormTable(name, Grid(name, ()), numbers, tuple(records))


def entry(field: str, value: Any, numeric: bool, place: Place) -> Entry:
    if value is None:
        return Entry(field, "", State.BLANK, place)
    if numeric:
        quantity = Quantity(Fraction(str(value)))
        return Entry(field, str(value), State.STATED, place, quantity)
    return Entry(field, str(value), State.TEXT, place, content=str(value))


def judge(
    formula: str,
    rows: Rows,
    *,
    tolerance: str | None = None,
    missing: str | None = None,
    others: Mapping[str, Rows] | None = None,
    match: tuple[str, ...] = (),
    texts: Sequence[str] = (),
) -> list[str]:
    """``pass``, ``fail`` or ``na`` for every row, or once where the formula is about the table."""
    form, found = table("data", rows, texts)
    submission = Submission("data", Document("data", "csv"))
    more = {name: table(name, other, texts) for name, other in (others or {}).items()}
    pack = Pack("peer", {form.id: form, **{name: item[0] for name, item in more.items()}})
    view = TableView(submission, found, others={name: item[1] for name, item in more.items()})
    node = parse(formula)
    scope = scope_of([node], matched=False)
    checker = Checker(pack, names_of(form, pack, None, scope), scope)
    checker.condition(node)
    if checker.faults:
        raise ValueError(f"{formula}: {checker.faults[0]}")
    tables = Tables(view, pack, Round())
    whole = TableContext(tables, None, None, Tolerance(Fraction(tolerance or 0)), match)
    records = [None] if scope is Scope.TABLE else list(found.records)
    policy = MissingPolicy(missing) if missing else MissingPolicy.NOT_EVALUATED
    results = []
    for record in records:
        context = TableContext(tables, record, None, whole.tolerance, match)
        results.append(word(settled(exact.truth(node, context), policy)))
    return results


def word(truth: Truth) -> str:
    if truth.outcome is None:
        return "na"
    return "fail" if truth.outcome is Outcome.FAIL else "pass"
