"""Rate columns as a whole: fractions mixed with per cent figures, 100 per cent throughout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.finding import Message
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Record
from crossfoot.rules.finders.facts import Fact
from crossfoot.rules.tables import Tables
from crossfoot.rules.terms import Term, field_label

_BARE = late_pattern(r"[0-9]+(?:\.[0-9]+)?")
_FULL = 100
_MANY = 5
_FRACTION_LIMIT = Fraction(3, 2)  # a share written as a fraction may slip above 1, not far above


def mixed_rates(tables: Tables) -> Iterator[Fact | None]:
    """One fact for each rate column that mixes 0.875 with 93.4, both without a per cent sign."""
    for field in tables.form.fields.values():
        if field.type is not FieldType.RATE or field.signed or field.id not in tables.table.fields:
            continue
        small, large = _bare(tables, field)
        if not small and not large:
            continue
        fractions = len(small) > len(large) and max(v for v, _ in large or small) <= _FRACTION_LIMIT
        yield _fact(tables, field, small, large) if small and large and not fractions else None


_Written = list[tuple[Fraction, Record]]


def _bare(tables: Tables, field: Field) -> tuple[_Written, _Written]:
    """Figures without a per cent sign: those above zero up to 1, and those above 1."""
    small: _Written = []
    large: _Written = []
    for record in tables.table.records:
        entry = record.entries.get(field.id)
        text = "" if entry is None else unicodedata.normalize("NFKC", entry.text).strip()
        if _BARE.fullmatch(text):
            value = Fraction(text)
            if value > 0:
                (small if value <= 1 else large).append((value, record))
    return small, large


def all_full_rates(tables: Tables) -> Iterator[Fact | None]:
    """One fact for each rate column whose detail rows, five or more, all state 100 per cent."""
    for field in tables.form.fields.values():
        if field.type is not FieldType.RATE or field.signed or field.id not in tables.table.fields:
            continue
        terms = [tables.term(record, field, row=True) for record in tables.details]
        stated = [term for term in terms if term.quantity is not None]
        if not stated:
            continue
        full = all(term.quantity is not None and term.quantity.value == _FULL for term in stated)
        if not full or len(stated) < _MANY:
            yield None
            continue
        zh, en = field_label(field)
        yield Fact(
            Message(
                f"{len(stated)}行的{zh}全部为100%；请核实是否属实",
                f"“{en}” is 100% in all {len(stated)} rows; is that so?",
            ),
            tuple(stated),
            field=field.id,
            stated=stated[0].text.strip(),
        )


def _fact(tables: Tables, field: Field, small: _Written, large: _Written) -> Fact:
    zh, en = field_label(field)
    fewer, more = (small, large) if len(small) <= len(large) else (large, small)
    terms = [tables.term(record, field, row=True) for _, record in (*fewer, *more)]
    a, b = _first(tables, field, small), _first(tables, field, large)
    return Fact(
        Message(
            f"{zh}一栏写法不一：“{a.row}”行填{a.text.strip()}，“{b.row}”行填{b.text.strip()}；"
            "请统一按百分数填报",
            f"“{en}” is written in two ways: {a.text.strip()} in row “{a.row}”, {b.text.strip()} "
            f"in row “{b.row}”; write all of them in per cent",
        ),
        tuple(terms),
        field=field.id,
        stated=a.text.strip(),
    )


def _first(tables: Tables, field: Field, found: _Written) -> Term:
    return tables.term(found[0][1], field, row=True)
