"""How documents were understood, as JSON: described by ``docs/schema/read-1.json``."""

from __future__ import annotations

import hashlib

from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Figure
from crossfoot.model.submission import Damage, Entry, FormTable, Record, Unbound
from crossfoot.reports.contract import basis_json, expected_json, message_json
from crossfoot.reports.exact_json import Json, dump
from crossfoot.reports.extents import columns_of, range_of
from crossfoot.version import __version__
from crossfoot.vetting.model import ClaimJudgement, DocumentReading, Reading

SCHEMA = 1
"""Version of the contract; a change that breaks a reader raises it."""


def write(reading: Reading, language: str = "zh") -> str:  # noqa: ARG001 - one text for all languages
    """The reading as JSON."""
    return dump(
        {
            "crossfoot": {"version": __version__, "schema": SCHEMA},
            "documents": [_document(item) for item in reading.documents],
            "skipped": list(reading.skipped),
        }
    )


def _document(reading: DocumentReading) -> Json:
    submission = reading.submission
    document = submission.document
    return {
        "path": document.path,
        "format": document.format,
        "text_sha256": _text_digest(document),
        "unit": submission.unit,
        "period": submission.period,
        "figures": [_figure(figure) for figure in submission.narrative.figures],
        "claims": [_claim(item) for item in reading.judgements],
        "tables": [
            *(_table(table) for table in submission.tables),
            *(_unclaimed(grid) for grid in reading.unclaimed),
        ],
        "damages": [_damage(item) for item in submission.narrative.damages],
        "notices": [
            {"trouble": item.trouble.value, "fatal": item.fatal, "zh": item.zh, "en": item.en}
            for item in document.notices
        ],
    }


def _text_digest(document: Document) -> str | None:
    """SHA-256 of the text in UTF-8, to which ``start`` and ``end`` refer; ``None`` without text."""
    if not document.text:
        return None
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def _figure(figure: Figure) -> Json:
    quantity, place = figure.quantity, figure.place
    return {
        "id": figure.id,
        "start": place.start,
        "end": place.end,
        "text": figure.text,
        "value": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else "",
        "approx": quantity.approx.value if quantity and quantity.approx else None,
        "what": figure.what,
        "scope": figure.scope,
        "period": figure.period,
        "field": figure.field,
        "table": place.table,
        "line": place.line,
        "column": place.column,
        "page": place.page,
        "paragraph": place.paragraph,
    }


def _damage(item: Damage) -> Json:
    return {
        "harm": item.harm.value,
        "text": item.text,
        "start": item.place.start,
        "end": item.place.end,
        "line": item.place.line,
        "page": item.place.page,
        "paragraph": item.place.paragraph,
    }


def _claim(item: ClaimJudgement) -> Json:
    roles: dict[str, list[str]] = {}
    for role, figure in item.claim.roles:
        roles.setdefault(role, []).append(figure.id)
    return {
        "kind": item.claim.kind,
        "figures": [figure.id for _, figure in item.claim.roles],
        "roles": {role: ids[0] if len(ids) == 1 else ids for role, ids in roles.items()},
        "verdict": item.verdict.value,
        "expected": expected_json(item.expected),
        "basis": basis_json(item.basis),
        "message": message_json(item.message),
        "start": item.claim.start,
        "end": item.claim.end,
    }


def _table(table: FormTable) -> Json:
    return {
        "sheet": table.grid.sheet,
        "table": table.grid.table,
        "range": range_of(table),
        "form": table.form,
        "orientation": table.orientation,
        "unit": table.unit,
        "period": table.period,
        "about": dict(table.about),
        "columns": [
            {"at": column.at, "header": column.header, "field": column.field}
            for column in columns_of(table)
        ],
        "records": [_record(record) for record in table.records],
        "unbound": [_unbound(item) for item in table.unbound],
    }


def _unclaimed(grid: Grid) -> Json:
    return {
        "sheet": grid.sheet,
        "table": grid.table,
        "range": None,
        "form": None,
        "orientation": None,
        "unit": None,
        "period": None,
        "about": {},
        "columns": [],
        "records": [],
        "unbound": [],
    }


def _record(record: Record) -> Json:
    return {
        "index": record.index,
        "role": record.role.value,
        "label": record.label,
        "key": dict(record.key),
        "of": record.of,
        "covers": None if record.covers is None else list(record.covers),
        "entries": {name: _entry(entry) for name, entry in record.entries.items()},
    }


def _entry(entry: Entry) -> Json:
    quantity = entry.quantity
    return {
        "text": entry.text,
        "state": entry.state.value,
        "value": None if quantity is None else quantity.value,
        "unit": None if quantity is None else quantity.unit,
        "approx": quantity.approx.value if quantity and quantity.approx else None,
        "content": entry.content,
        "cell": entry.place.cell,
        "line": entry.place.line,
        "column": entry.place.column,
    }


def _unbound(item: Unbound) -> Json:
    return {
        "text": item.text,
        "nearest": item.nearest,
        "figures": item.figures,
        "cell": item.place.cell,
        "line": item.place.line,
        "column": item.place.column,
    }
