"""The examples of a rule, run: they are its tests and its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crossfoot.forms.model import Field, FieldType, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block, CellFacts, Document, Grid
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Level, Verdict
from crossfoot.model.submission import (
    Claim,
    Entry,
    FormTable,
    Narrative,
    Record,
    Role,
    State,
    Submission,
)
from crossfoot.rounds.model import Round, RoundView
from crossfoot.rounds.resolve import resolve
from crossfoot.rules.judge import judge_claim, judge_round, judge_table
from crossfoot.rules.model import ClaimRule, Example, Judgement, Rule, RuleSet
from crossfoot.rules.neighbours import MONTH

ReadEntry = Callable[[str, Field, Place, Pack], Entry]
"""What is written in a cell → the entry of a field."""

_ROW_KEYS = frozenset({"role", "of", "label", "unit", "sector", "covers", "formulas", "hidden"})
_DATES = ("period_end", "due_date", "report_date")


@dataclass(frozen=True, slots=True)
class Fired:
    """A finding, or a remark, that an example brings about."""

    rule: str
    verdict: Verdict
    level: Level
    judgement: Judgement


class ExampleFault(ValueError):
    """An example that cannot be run: what is wrong with it."""


def run_example(
    rule: Rule | ClaimRule, example: Example, pack: Pack, rules: RuleSet, read: ReadEntry
) -> list[Fired]:
    """Everything that the rules of a set find in an example, in the order of the set.

    Args:
        rule: the rule whose example it is.
        example: a row (field → text), a table (``rows``), a round (``files``) or, for a claim,
            role → text or list of texts.
        pack: the declared forms.
        rules: all rules that are to look at it.
        read: reads a cell's text as an entry.

    Raises:
        ExampleFault: the example names a field, row or form that there is not.
    """
    if isinstance(rule, ClaimRule):
        judgements: Iterator[Judgement] = iter(
            (judge_claim(rules, _claim(rule, example, pack, read)),)
        )
    else:
        judgements = judge_everything(rules, example_round(rule, example, pack, read), pack)
    return list(fired(judgements))


def fired(judgements: Iterator[Judgement]) -> Iterator[Fired]:
    """The findings and remarks among judgements."""
    for judgement in judgements:
        if judgement.is_finding:
            yield Fired(judgement.rule.id, judgement.verdict, judgement.level, judgement)
        for remark in judgement.remarks:
            yield Fired(remark.code, judgement.verdict, remark.level, judgement)


def judge_everything(rules: RuleSet, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """Every rule on every table of a round, then the rules about the round."""
    for table in view.tables:
        yield from judge_table(rules, table, pack, view.round)
    yield from judge_round(rules, view, pack)


def example_round(rule: Rule, example: Example, pack: Pack, read: ReadEntry) -> RoundView:
    """The round that an example describes."""
    builder = _Builder(rule, pack, read)
    if "files" in example:
        files = [builder.file(n, file, example) for n, file in enumerate(example["files"])]
    elif "rows" in example:
        files = [builder.file(0, example, example)]
    else:
        plain = {key: text for key, text in example.items() if not key.startswith("_")}
        files = [builder.file(0, {"rows": [{"role": "leaf", **plain}]}, {})]
    titles = pack.lexicon.get("documents")
    return resolve(_round(example.get("round", {})), files, titles=titles)


def _round(declared: Mapping[str, Any]) -> Round:
    values: dict[str, Any] = {}
    for key, value in declared.items():
        if key in _DATES:
            values[key] = date.fromisoformat(value)
        elif key == "due_day":
            values[key] = int(value)
        elif isinstance(value, list):
            values[key] = tuple(value)
        else:
            values[key] = value
    return Round(**values)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds the submissions of one example."""

    rule: Rule
    pack: Pack
    read: ReadEntry

    def file(self, number: int, file: Mapping[str, Any], example: Mapping[str, Any]) -> Submission:
        """One file with one table."""
        if "says" in file:
            return self.text(number, file)
        if "text" in file:
            return self.prose(number, file)
        form = self.form(str(file.get("form") or example.get("form") or self.rule.form))
        sheet = file.get("sheet")
        name = f"{file.get('unit') or 'example'}-{number + 1}.{'xlsx' if sheet else 'csv'}"
        rows: Sequence[Mapping[str, Any]] = file["rows"]
        fields = list(dict.fromkeys(key for row in rows for key in row if key not in _ROW_KEYS))
        columns = {field: column + 1 for column, field in enumerate(fields)}
        grid = Grid(name, (), sheet=sheet, facts=_facts(rows, columns))
        records = tuple(self.records(rows, columns, form, grid, file))
        table = FormTable(
            form=form.id,
            grid=grid,
            fields={key: column for key, column in columns.items() if key in form.fields},
            records=records,
            unit=file.get("unit"),
            period=file.get("period"),
            about=file.get("about", {}),
            lines={key: Place(name, line=1, column=1) for key in file.get("about", {})},
            units=file.get("units", {}),
        )
        return Submission(
            id=name,
            document=Document(name, "csv", sha256="0"),
            tables=(table,),
            unit=file.get("unit"),
            period=file.get("period"),
        )

    def prose(self, number: int, file: Mapping[str, Any]) -> Submission:
        """One text in its own words; ``figures`` are those of its numbers that are to be read."""
        name = f"{file.get('unit') or 'example'}-{number + 1}.txt"
        text = file["text"]
        figures: list[Figure] = []
        for written in file.get("figures", ()):
            start = text.index(written, figures[-1].place.end or 0 if figures else 0)
            place = Place(name, line=1, start=start, end=start + len(written))
            quantity = self.read(
                written, Field("count", FieldType.AMOUNT), place, self.pack
            ).quantity
            figures.append(Figure(f"f{len(figures) + 1}", written, quantity, place))
        return Submission(
            id=name,
            document=Document(name, "txt", "0", text, tuple(_lines(text))),
            narrative=Narrative(tuple(figures)),
            unit=file.get("unit"),
        )

    def text(self, number: int, file: Mapping[str, Any]) -> Submission:
        """One text: ``says`` maps what is counted to figures, ``claims`` a kind to its figures."""
        name = f"{file.get('unit') or 'example'}-{number + 1}.txt"
        figures: dict[str, Figure] = {}
        for what, text in file["says"].items():
            place = Place(name, line=1, start=len(figures) * 10, end=len(figures) * 10 + len(text))
            field = Field(what, FieldType.AMOUNT)
            quantity = self.read(str(text), field, place, self.pack).quantity
            figures[what] = Figure(f"f{len(figures) + 1}", str(text), quantity, place, what=what)
        claims = tuple(
            Claim(kind, tuple((role, figures[what]) for role, what in roles.items()), _STATED, 0, 0)
            for kind, roles in file.get("claims", {}).items()
        )
        return Submission(
            id=name,
            document=Document(name, "txt", sha256="0"),
            narrative=Narrative(tuple(figures.values()), claims),
            unit=file.get("unit"),
            period=file.get("period"),
        )

    def form(self, form_id: str) -> Form:
        """The form an example is of."""
        if form_id not in self.pack.forms:
            raise ExampleFault(f"example of {self.rule.id}: no form {form_id}")
        return self.pack.forms[form_id]

    def records(
        self,
        rows: Sequence[Mapping[str, Any]],
        columns: Mapping[str, int],
        form: Form,
        grid: Grid,
        file: Mapping[str, Any],
    ) -> Iterator[Record]:
        """The rows of a table."""
        labels = [str(row.get("label", "")) for row in rows]
        for index, row in enumerate(rows):
            key = {"unit": row.get("unit"), "period": file.get("period")}
            if "unit" not in row:
                key["sector"] = row.get("sector") or row.get("label")
            yield Record(
                role=Role(row.get("role", "leaf")),
                key={part: text for part, text in key.items() if text},
                label=labels[index],
                entries=self.entries(row, columns, form, (grid, index + 1)),
                index=index,
                place=grid.place(index + 1, 0),
                of=labels.index(str(row["of"])) if row.get("of") else None,
                covers=self.covers(row, rows, labels, index),
            )

    def covers(
        self,
        row: Mapping[str, Any],
        rows: Sequence[Mapping[str, Any]],
        labels: Sequence[str],
        index: int,
    ) -> tuple[int, ...] | None:
        """The rows a subtotal adds up: those named, else the detail rows down to the next total."""
        if "covers" in row:
            return tuple(labels.index(str(label)) for label in row["covers"])
        if row.get("role") != "subtotal":
            return None
        found: list[int] = []
        for number in range(index + 1, len(rows)):
            role = rows[number].get("role", "leaf")
            if role in ("subtotal", "total"):
                break
            if role == "leaf":
                found.append(number)
        return tuple(found)

    def entries(
        self, row: Mapping[str, Any], columns: Mapping[str, int], form: Form, at: tuple[Grid, int]
    ) -> dict[str, Entry]:
        """The cells of a row; a column of the table that the row leaves out is blank."""
        entries: dict[str, Entry] = {}
        for field_id, column in columns.items():
            known = form.fields.get(field_id.removesuffix(MONTH))
            field = known or self.pack.meta.get(field_id)
            if field is None:
                raise ExampleFault(f"example of {self.rule.id}: no field {field_id} in {form.id}")
            place = at[0].place(at[1], column)
            text = str(row.get(field_id, ""))
            if field.numeric or field.type is not FieldType.TEXT:
                entries[field_id] = replace(
                    self.read(text, field, place, self.pack), field=field_id
                )
            else:
                state = State.TEXT if text else State.BLANK
                entries[field_id] = Entry(field_id, text, state, place, content=text or None)
        return entries


def _lines(text: str) -> Iterator[Block]:
    """The lines of an example's text as blocks."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        yield Block(line, start, number, number)
        start += len(line) + 1


def _facts(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, int]
) -> dict[tuple[int, int], CellFacts]:
    """What a workbook would know of an example's cells: ``formulas`` by field, ``hidden`` rows."""
    facts: dict[tuple[int, int], CellFacts] = {}
    for index, row in enumerate(rows):
        hidden = row.get("hidden") == "true"
        for field, column in columns.items():
            formula = row.get("formulas", {}).get(field)
            if formula or hidden:
                facts[index + 1, column] = CellFacts(formula=formula, hidden=hidden)
    return facts


_STATED = Basis(BasisKind.ARITHMETIC, "同一句话", "one sentence")


def _claim(rule: ClaimRule, example: Example, pack: Pack, read: ReadEntry) -> Claim:
    """The claim that an example of a claim rule describes; what is no role is a fact."""
    roles: list[tuple[str, Figure]] = []
    facts: dict[str, str] = {}
    for key, written in example.items():
        if key.startswith("_"):
            continue
        if key not in rule.roles:
            facts[key] = str(written)
            continue
        for text in written if isinstance(written, list) else [written]:
            number = len(roles) + 1
            place = Place("example.txt", line=1, start=number, end=number + len(str(text)))
            field = Field(key, FieldType.AMOUNT)
            quantity = read(str(text), field, place, pack).quantity
            if quantity is None:
                raise ExampleFault(f"example of {rule.id}: {text} is not one number")
            roles.append((key, Figure(f"f{number}", str(text), quantity, place, role=key)))
    return Claim(rule.kind, tuple(roles), _STATED, 0, 0, facts)
