"""Tables for the tests of rules, stated as an office would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.forms.model import Pack
from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Place
from crossfoot.model.submission import FormTable, Record, Role, Submission
from crossfoot.rounds.model import Round, TableView
from crossfoot.rules.judge import judge_table
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import Judgement, RuleSet
from tests.rules.reading import entry


def rule_file(folder: Path, text: str, name: str = "rules.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def one_rule(folder: Path, pack: Pack, check: str, **more: str) -> RuleSet:
    keys = {"form": "hazard", "zh": "两者应相符", **more}
    lines = [
        f"- id: T01\n  check: {check!r}" if "'" not in check else f'- id: T01\n  check: "{check}"'
    ]
    lines += [f"  {key}: {value}" for key, value in keys.items()]
    rule_file(folder, "\n".join(lines) + "\n")
    return load_rules([folder], pack)


def table(
    pack: Pack, form: str, rows: Sequence[Mapping[str, Any]], unit: str | None = None
) -> FormTable:
    """Rows with ``role``, ``label``, ``of``, ``covers``, ``unit`` and field → text."""
    names = ("role", "label", "of", "covers", "unit")
    fields = list(dict.fromkeys(key for row in rows for key in row if key not in names))
    known = {**pack.meta, **pack.forms[form].fields}
    records = []
    for index, row in enumerate(rows):
        places = {f: Place("表.csv", line=index + 2, column=n + 2) for n, f in enumerate(fields)}
        records.append(
            Record(
                Role(row.get("role", "leaf")),
                {"unit": row["unit"]} if "unit" in row else {"sector": row.get("label", "")},
                row.get("label", ""),
                {f: entry(str(row.get(f, "")), known[f], places[f], pack) for f in fields},
                index,
                Place("表.csv", line=index + 2, column=1),
                row.get("of"),
                row.get("covers"),
            )
        )
    columns = {field: number + 1 for number, field in enumerate(fields)}
    bound = {f: n for f, n in columns.items() if f in pack.forms[form].fields}
    return FormTable(form, Grid("表.csv", ()), bound, tuple(records), unit=unit)


def view(found: FormTable, **more: Any) -> TableView:
    submission = Submission("表.csv", Document("表.csv", "csv"), (found,))
    return TableView(submission, found, **more)


def judged(
    rules: RuleSet,
    pack: Pack,
    rows: Sequence[Mapping[str, Any]],
    form: str = "hazard",
    declared: Round | None = None,
) -> list[Judgement]:
    found = view(table(pack, form, rows))
    return list(judge_table(rules, found, pack, declared or Round()))


def told(judgements: Sequence[Judgement]) -> list[str]:
    return [j.message.zh for j in judgements if j.is_finding]
