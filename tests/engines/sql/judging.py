"""What the exact evaluator says of a whole table, and what an engine found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.declared import Declared, binder_for, declare
from crossfoot.engines import find
from crossfoot.engines.find import Search
from crossfoot.engines.prepare import Preparation, Reader
from crossfoot.engines.session import Session
from crossfoot.forms.model import TableMapping
from crossfoot.model.document import Document, Grid
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import TableView
from crossfoot.rules.judge import judge_table
from crossfoot.rules.model import RuleFault
from crossfoot.rules.needs import fields_needed
from tests.engines.sql.ledger import FORM, HEADER, WORDS

Rows = Sequence[Sequence[str]]
Key = tuple[str, str | None]
"""A rule and the field of its ``for_each``."""
MAPPING = TableMapping(form="ledger", key=("unit", "month", "trade"))


def office(folder: Path, rules: str) -> Declared | None:
    """The ledger's form and some rules; ``None`` when a rule makes no sense."""
    files = {"schemas/ledger.yaml": FORM, "schemas/words.yaml": WORDS, "checks/rules.yaml": rules}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = folder / "crossfoot.toml"
    config.write_text("", encoding="utf-8")
    try:
        return declare(config, ())
    except RuleFault:
        return None


@dataclass
class Verdicts:
    """What the exact evaluator says: rows that fail, and rows it says anything of, by rule."""

    fails: dict[Key, set[int]] = field(default_factory=dict)
    findings: dict[Key, set[int]] = field(default_factory=dict)


def exactly(declared: Declared, rows: Rows) -> Verdicts:
    """The reference: every row read and judged, the table as a whole."""
    grid = Grid("台账.csv", (HEADER, *map(tuple, rows)))
    table = binder_for(declared).bind_columns(grid, 1, MAPPING)
    assert table is not None
    assert len(table.records) == len(rows)
    view = TableView(Submission("台账.csv", Document("台账.csv", "csv"), (table,)), table)
    told = Verdicts()
    for judged in judge_table(declared.rules, view, declared.pack, declared.config.round):
        if not judged.is_finding:
            continue
        assert judged.record is not None
        key = judged.rule.id, judged.field
        told.findings.setdefault(key, set()).add(judged.record.index)
        if judged.verdict is Verdict.FAIL:
            told.fails.setdefault(key, set()).add(judged.record.index)
    return told


def searched(declared: Declared, session: Session) -> Search:
    """The engine's part."""
    binder = binder_for(declared)
    outline = binder.outline([column.name for column in session.columns], MAPPING)
    assert outline is not None
    rules = declared.rules.of_form("ledger")
    needed = fields_needed(rules, outline.form) & outline.columns.keys()
    reader = Reader(binder.counted_column, binder.role, lambda _: False)
    prepared = Preparation(session, outline, reader).prepare(
        name for name in outline.form.fields if name in needed
    )
    return find.search(session, rules, prepared.scene)


def differences(told: Verdicts, search: Search, declared: Declared, rows: Rows) -> list[str]:
    """Where an engine and the exact evaluator do not agree; empty when they do."""
    checks = {
        rule.id: f"{rule.check_text} | {rule.when_text} | {rule.rows}"
        for rule in declared.rules.rules
    }
    wrong: list[str] = []
    if search.rows != len(rows):
        wrong.append(f"{search.rows} rows of {len(rows)}")
    left = {(one.rule.id, one.field.id if one.field else None) for one in search.left}
    idle = {rule.id for rule in search.idle}
    seen: set[Key] = set()
    for found in search.found:
        key = found.query.rule.id, found.query.field.id if found.query.field else None
        seen.add(key)
        fails, looks = set(found.fails), set(found.looks) | set(search.odd)
        accused = sorted(fails - told.fails.get(key, set()))
        missed = sorted(told.findings.get(key, set()) - fails - looks)
        wrong += [f"{key} {checks[key[0]]}: row {row} accused: {rows[row]}" for row in accused]
        wrong += [f"{key} {checks[key[0]]}: row {row} missed: {rows[row]}" for row in missed]
    for key in told.findings.keys() - seen:
        if key not in left and key[0] not in idle and (key[0], None) not in left:
            wrong.append(f"{key} {checks[key[0]]}: nobody looked at it")
        elif key[0] in idle:
            wrong.append(f"{key} {checks[key[0]]}: said to say nothing here")
    return wrong
