"""One large table judged: what an engine found, put into words row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from crossfoot.declared import Declared
from crossfoot.engines import find
from crossfoot.engines.find import Found, Search
from crossfoot.engines.prepare import Preparation, Prepared, Reader
from crossfoot.engines.session import Session, Storage, Stored
from crossfoot.forms.bind import Binder
from crossfoot.forms.model import Field, TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.large.columns import needed_columns, needed_fields
from crossfoot.large.told import Told
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Grid
from crossfoot.model.finding import Level, Verdict
from crossfoot.model.submission import FormTable, Record, Submission
from crossfoot.pipeline import Understood
from crossfoot.rounds.model import TableView
from crossfoot.rules.judge import judge_rows, rows_known_to_fail
from crossfoot.rules.model import Judgement, Rule, Scope
from crossfoot.rules.sql import query as sql
from crossfoot.rules.tables import Tables
from crossfoot.vetting.drafts import Draft, table_draft
from crossfoot.vetting.engine import remark_drafts
from crossfoot.vetting.model import Cut

_BATCH = 20_000
_LARGEST = 1e12  # beyond this a double has no two exact digits behind the point
_SMALL = 50_000
"""Rows up to which a rule that no SQL is made of is judged by the exact evaluator all the same."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of one rule that are judged exactly, and those that are only counted."""

    found: Found
    rows: Sequence[int]
    rest: Sequence[int]

    def part(self, start: int, end: int) -> Chosen:
        """The same for some of its rows."""
        return Chosen(self.found, self.rows[start:end], self.rest)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of the source as a table, by their numbers."""

    view: TableView
    tables: Tables
    records: Mapping[int, Record]


class LargeRun:
    """One large table, its rules and the engine that holds it."""

    def __init__(
        self,
        declared: Declared,
        binder: Binder,
        mapping: TableMapping,
        outline: Outline,
        session: Session,
        submission: Submission,
    ) -> None:
        """Nothing is asked of the engine yet."""
        self.declared = declared
        self.binder = binder
        self.mapping = mapping
        self.outline = outline
        self.session = session
        self.submission = submission
        self.rules = declared.rules.of_form(outline.form.id)
        self.order = {rule.id: number for number, rule in enumerate(declared.rules.rules)}

    def understood(self, messages: int | None) -> Understood:
        """Judge the table.

        Args:
            messages: findings of one rule that are put into words; ``None`` for all.

        Raises:
            EngineFault: the engine cannot judge it as it is.
        """
        prepared = self._prepared()
        search = find.search(self.session, self.rules, prepared.scene)
        drafts: list[Draft] = []
        judged: list[Judgement] = []
        cuts: list[Cut] = []
        chosen = [self._chosen(found, search, messages) for found in search.found]
        told = {id(one.found): Told(messages) for one in chosen}
        in_pieces = []
        for one in chosen:
            if search.rows <= _SMALL or one.found.query.partial:
                in_pieces.append(one)
            else:
                self._as_found(one, prepared, told[id(one.found)])
        for part, piece in self._pieces(in_pieces, prepared):
            for one in part:
                self._judge(one, piece, told[id(one.found)])
        for one in chosen:
            own = told[id(one.found)]
            cuts += self._count(one, own, search)
            drafts += own.drafts
            judged += own.judged
        judged += self._idle(search)
        more, others = self._left(search, prepared)
        return Understood(
            self.submission,
            noticed=(*drafts, *more),
            judged=(*judged, *others),
            cuts=tuple(cuts),
            by_engine=True,
        )

    def _prepared(self) -> Prepared:
        config = self.declared.config.round
        reader = Reader(
            self.binder.counted_column,
            self.binder.role,
            lambda one: (one.blank_means or config.blank_means) == "zero",
            self.binder.period,
        )
        needed = needed_fields(self.declared, self.outline)
        return Preparation(self.session, self.outline, reader).prepare(needed)

    def _chosen(self, found: Found, search: Search, messages: int | None) -> Chosen:
        """The rows of one rule that are judged exactly."""
        shown = found.fails if messages is None else found.fails[:messages]
        looks = found.looks if found.query.by else [*found.looks, *search.odd]
        rows = sorted({*shown, *looks})
        return Chosen(found, rows, found.fails[len(shown) :])

    def _pieces(
        self, chosen: Sequence[Chosen], prepared: Prepared
    ) -> Iterator[tuple[list[Chosen], Piece]]:
        """Rules with the rows they need as a table: all in one where these are few."""
        several = [[one] for one in chosen]
        if sum(len(one.rows) for one in chosen) <= _BATCH:
            several = [list(chosen)]
        for some in several:
            longest = max((len(one.rows) for one in some), default=0)
            for start in range(0, longest, _BATCH):
                part = [one.part(start, start + _BATCH) for one in some]
                around = self._around(part, prepared)
                yield part, self._piece(sorted(around), prepared)

    def _around(self, part: Sequence[Chosen], prepared: Prepared) -> set[int]:
        """Chosen rows and those that they are judged with; all rows where a rule is about all."""
        part = [one for one in part if one.rows]
        if not all(one.found.query.partial for one in part):
            return {int(row[0]) for row in self.session.rows(sql.every_row(prepared.scene))}
        around = {row for one in part for row in one.rows}
        queries = []
        for by in dict.fromkeys(by for one in part for by in one.found.query.by if by):
            rows = [r for one in part if by in one.found.query.by for r in one.rows]
            queries.append(sql.neighbours(by, rows, prepared.scene))
        for one in part:
            for group in one.found.query.groups:
                asked = group.relatives(one.rows, prepared.scene)
                queries += [] if asked is None else [asked]
        for query in queries:
            around |= {int(row[0]) for row in self.session.rows(query)}
        return around

    def _as_found(self, chosen: Chosen, prepared: Prepared, told: Told) -> None:
        """Say of rows what the engine found: a sum over all rows is not to be had from a part."""
        query, failing = chosen.found.query, set(chosen.found.fails)
        shown = [row for row in chosen.rows if row in failing]
        looks = len(chosen.rows) - len(shown)
        told.judged += _lumped(query.rule, Verdict.NOT_EVALUATED, looks, "not_in_sql")
        for start in range(0, len(shown), _BATCH):
            piece = self._piece(shown[start : start + _BATCH], prepared)
            records = list(piece.records.values())
            known = rows_known_to_fail(query.rule, query.field, piece.tables, records)
            for row, one in zip(piece.records, known, strict=True):
                order = self.order[one.rule.id]
                told.tell(table_draft(one, piece.view, order, apart=True), row)
                told.judged.append(one)

    def _piece(self, rows: Sequence[int], prepared: Prepared) -> Piece:
        table = self._table(rows, prepared)
        view = TableView(self.submission, table)
        tables = Tables(view, self.declared.pack, self.declared.config.round)
        return Piece(view, tables, dict(zip(rows, table.records, strict=True)))

    def _judge(self, chosen: Chosen, piece: Piece, told: Told) -> None:
        """Judge the rows of one rule exactly, and put into words what is wrong with them."""
        query = chosen.found.query
        records = [piece.records[row] for row in chosen.rows]
        judgements, others = judge_rows(query.rule, query.field, piece.tables, records)
        told.judged += [*judgements, *others]
        numbers = {id(record): row for row, record in zip(chosen.rows, records, strict=True)}
        for judgement in judgements:
            order = self.order[judgement.rule.id]
            draft = table_draft(judgement, piece.view, order, apart=True)
            if judgement.is_finding:
                told.tell(draft, numbers[id(judgement.record)])
            for remark in remark_drafts(judgement, draft):
                told.remark(replace(remark, apart=True))

    def _count(self, chosen: Chosen, told: Told, search: Search) -> list[Cut]:
        """Count what is not put into words."""
        found, rest = chosen.found, chosen.rest
        rule, bound = found.query.rule, found.query.field
        looks = 0 if found.query.by else len(found.looks)  # of groups they are not counted
        passed = found.applied - found.unknown - len(found.fails) - looks
        told.judged += _lumped(rule, Verdict.FAIL, len(rest), None)
        told.judged += _lumped(rule, Verdict.PASS, max(passed, 0), None)
        told.judged += _lumped(rule, Verdict.NOT_EVALUATED, found.unknown, "missing")
        if rule.scope is Scope.ROW and rule.rows is None:
            apart = len(found.looks) if found.query.by else len(search.odd)
            others = search.rows - apart - found.applied
            told.judged += _lumped(rule, Verdict.NOT_APPLICABLE, others, None)
        return [
            Cut(
                submission=self.submission.id,
                rule=rule.id,
                level=level,
                form=self.outline.form.id,
                field=None if bound is None else bound.id,
                found=len(told.rows.get(level, ())) + (len(rest) if level is rule.level else 0),
                shown=min(len(told.rows.get(level, ())), told.most or 0),
                sql=self._reproduced(found),
                rest=partial(self._names, silent),
            )
            for level in Level
            if (silent := told.silent(level, rest if level is rule.level else ()))
        ]

    def queries(self, rule: str) -> list[str]:
        """The queries that find the rows that break a rule; none when no SQL is made of it."""
        rules = [one for one in self.rules if one.id == rule]
        search = find.search(self.session, rules, self._prepared().scene)
        return [self._reproduced(found) for found in search.found]

    def _reproduced(self, found: Found) -> str:
        """The rows that break a rule by their keys, as a query that starts from the source."""
        from crossfoot.rules.sql.naming import named

        names = [self.session.columns[at].name for at in self.outline.keys.values()]
        return self.session.reproduced(named(found.reproduces, self.session.source, names))

    def _table(self, rows: Sequence[int], prepared: Prepared) -> FormTable:
        """Some rows of the source, read as any table is."""
        columns = self.session.columns
        at = self._columns()
        written = self.session.written(rows, [columns[n].name for n in at])
        fields = {n: self._field(columns[n]) for n in at}
        texts = []
        for row in written:
            cells = [""] * len(columns)
            for n, cell in zip(at, row[1:], strict=True):
                cells[n] = _text(cell, columns[n], fields[n], prepared.shares)
            texts.append(tuple(cells))
        header = tuple(column.name for column in columns)
        lines = (1, *(self.session.line_of(int(row[0])) for row in written))
        grid = Grid(self.submission.id, (header, *texts), lines=lines)
        table = self.binder.bind_columns(grid, 1, self.mapping, prepared.counted)
        if table is None:
            raise RuntimeError("the columns of the table are no longer those of its form")
        return table

    def _columns(self) -> list[int]:
        return needed_columns(self.declared, self.outline)

    def _field(self, stored: Stored) -> Field | None:
        position = self.session.columns.index(stored)
        fields = self.outline.form.fields
        return next((fields[n] for n, at in self.outline.columns.items() if at == position), None)

    def _names(self, rows: Sequence[int]) -> Iterator[str]:
        """The keys of rows, in order."""
        names = [self.session.columns[at].name for at in self.outline.keys.values()]
        for start in range(0, len(rows), _BATCH):
            for row in self.session.written(rows[start : start + _BATCH], names):
                yield " ".join(str(cell) for cell in row[1:] if cell is not None)

    def _idle(self, search: Search) -> list[Judgement]:
        lumped: list[Judgement] = []
        for rule in search.idle:
            lumped += _lumped(rule, Verdict.NOT_APPLICABLE, search.rows, "absent")
        return lumped

    def _left(self, search: Search, prepared: Prepared) -> tuple[list[Draft], list[Judgement]]:
        """Rules that no SQL is made of: judged exactly where the table is small enough."""
        rules = list(dict.fromkeys(left.rule.id for left in search.left))
        chosen = [rule for rule in self.rules if rule.id in rules and rule.check is not None]
        if not chosen:
            return [], []
        if search.rows > _SMALL:
            return [], [
                judged
                for rule in chosen
                for judged in _lumped(rule, Verdict.NOT_EVALUATED, search.rows, "not_in_sql")
            ]
        return self._exactly(chosen, search, prepared)

    def _exactly(
        self, rules: Sequence[Rule], search: Search, prepared: Prepared
    ) -> tuple[list[Draft], list[Judgement]]:
        from crossfoot.rules.judge import judge_table
        from crossfoot.rules.model import RuleSet

        table = self._table(range(search.rows), prepared)
        view = TableView(self.submission, table)
        drafts: list[Draft] = []
        judged: list[Judgement] = []
        only = RuleSet(tuple(rules), {})
        for judgement in judge_table(only, view, self.declared.pack, self.declared.config.round):
            judged.append(judgement)
            draft = table_draft(judgement, view, self.order[judgement.rule.id], apart=True)
            if judgement.is_finding:
                drafts.append(draft)
            drafts += [replace(d, apart=True) for d in remark_drafts(judgement, draft)]
        return drafts, judged


def _lumped(rule: Rule, verdict: Verdict, times: int, reason: str | None) -> list[Judgement]:
    return [Judgement(rule, verdict, rule.level, reason, times=times)] if times > 0 else []


def _text(cell: Any, stored: Stored, declared: Field | None, shares: frozenset[str]) -> str:
    """An entry of the source as the text that states it."""
    if cell is None:
        return ""
    if stored.storage is not Storage.DOUBLE or declared is None:
        return str(cell)
    digits = (declared.decimals or 0) + (2 if declared.id in shares else 0)
    if not abs(cell) < _LARGEST or (digits == 0 and cell != int(cell)):
        return str(cell)
    size = int(abs(cell) * 10**digits + 0.5)
    whole, rest = divmod(size, 10**digits)
    text = f"{whole}.{rest:0{digits}d}" if digits else str(whole)
    return f"-{text}" if cell < 0 and size else text
