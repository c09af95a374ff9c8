"""Rules judged on a whole table by the exact evaluator, for an expectation of our own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.engines.frames.cells import Oddity
from crossfoot.engines.frames.ground import GROUNDS, Ground, Loader
from crossfoot.engines.frames.prepared import PreparedFrame, prepare, submission_of
from crossfoot.engines.gx import words
from crossfoot.engines.session import EngineFault
from crossfoot.forms.model import TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Verdict
from crossfoot.model.submission import Record
from crossfoot.rounds.resolve import resolve
from crossfoot.rules.absent import cannot_be_judged
from crossfoot.rules.judge import judge_table
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.model import MissingPolicy, Rule, RuleSet, Scope
from crossfoot.rules.tree import Call, walk

if TYPE_CHECKING:
    import pandas as pd

UNREADABLE = "CF-READ"
"""What stands for a rule's id where entries are counted that are no plain numbers."""
MOST_ROWS = 50_000
"""A table in a database with more rows is not fetched to be judged."""
_NAME = "table"
_OF_TABLES = (Scope.ROW, Scope.TOTAL, Scope.MAIN, Scope.TABLE)
_OF_CELLS = frozenset(
    {"all_full_rates", "count_not_whole", "identical_units", "mixed_rates", "unreadable_cell"}
)
_ELSEWHERE = ("prev", "last_year", "months", "cum", "month_value")
_STACKED = frozenset({"prev", "last_year"})


@dataclass(frozen=True, slots=True)
class Broken:
    """One row, or one whole table, that breaks a rule.

    Attributes:
        field: id of the field, for a rule repeated over fields.
        row: the row's key or label; ``None`` for a fact about the table.
        zh, en: the finding in a sentence.
    """

    rule: str
    field: str | None
    row: str | None
    zh: str
    en: str


class Projects:
    """The project that expectations belong to: its declarations are named as seen from there."""

    def __init__(self) -> None:
        """No project is open yet."""
        self._folder = Path()

    def open(self, folder: Path, loader: Loader) -> None:
        """Take the declarations of a project, as Great Expectations takes its latest context.

        Args:
            folder: the project.
            loader: loads what a configuration file declares.
        """
        self._folder = folder
        GROUNDS.load_with(loader)

    def ground(self, config: str | None) -> Ground:
        """What a configuration file, named as seen from the project, declares."""
        return GROUNDS.get(None if config is None else str((self._folder / config).resolve()))


PROJECTS = Projects()


def unfit(rule: Rule, outline: Outline) -> tuple[str, str] | None:
    """Why a rule cannot be judged on a table by itself, if it cannot."""
    if rule.finder is not None:
        return None if rule.finder in _OF_CELLS else words.reason(rule, "")
    if rule.scope not in _OF_TABLES or rule.check is None:
        return words.reason(rule, "")
    used = {part.function for part in walk(rule.check) if isinstance(part, Call)}
    stacked = "period" in outline.columns or "period" in outline.keys
    if used & set(_ELSEWHERE) - (_STACKED if stacked else frozenset()):
        return words.reason(rule, "")
    return words.IDLE if _idle(rule, outline) else None


def _idle(rule: Rule, outline: Outline) -> bool:
    """Whether the table has none of the columns without which a rule says nothing."""
    if rule.for_each is not None:
        every = fields_for(rule.for_each, outline.form)
        return not any(field.id in outline.columns for field in every)
    absent: Collection[str] = outline.form.fields.keys() - outline.columns.keys()
    lenient = rule.missing is MissingPolicy.NOT_EVALUATED and rule.check is not None
    return lenient and rule.check is not None and cannot_be_judged(rule.check, absent)


def judged(
    frame: pd.DataFrame, ground: Ground, form: str, key: Sequence[str]
) -> Mapping[tuple[str, str | None], Sequence[Broken]]:
    """What breaks rules in a table, by rule and field; hints on rounding are not among it.

    Args:
        frame: the table; nothing in it is changed.
        ground: the declared forms and rules.
        form: id of the form.
        key: columns that name a row.

    Raises:
        ValueError: there is no such form.
        EngineFault: the table has none of its columns.
        FormFault: a column holds doubles whose digits the form does not declare.
    """
    mapping = TableMapping(form=ground.form(form).id, key=tuple(key))
    prepared = prepare(frame, ground, mapping, _NAME)
    if prepared is None:
        raise EngineFault(
            f"表中没有《{ground.form(form).name('zh')}》的栏目",
            f"the table has no column of form {form}",
        )
    found: dict[tuple[str, str | None], list[Broken]] = {}
    for one in (*_unreadable(prepared), *_broken(prepared, ground, key)):
        found.setdefault((one.rule, one.field), []).append(one)
        if one.field is not None:  # a finder's fact names its column, the rule is about all
            found.setdefault((one.rule, None), []).append(one)
    return found


def _broken(prepared: PreparedFrame, ground: Ground, key: Sequence[str]) -> Iterator[Broken]:
    view = resolve(ground.round, [submission_of(prepared, name=_NAME)])
    rules = RuleSet(ground.rules.of_form(prepared.form.id))
    for judgement in judge_table(rules, view.tables[0], ground.pack, ground.round):
        if judgement.verdict is Verdict.FAIL:
            row = None if judgement.record is None else _named(prepared, judgement.record, key)
            said = judgement.message
            yield Broken(judgement.rule.id, judgement.field, row, said.zh, said.en)


def _named(prepared: PreparedFrame, record: Record, key: Sequence[str]) -> str:
    places = [prepared.columns.labelled(name) for name in key]
    series = [prepared.columns.series[place] for place in places if place is not None]
    texts: list[Any] = [one.iloc[record.index] for one in series]
    return " ".join(map(str, texts)) or record.place.key or record.label or str(record.index + 1)


def _unreadable(prepared: PreparedFrame) -> Iterator[Broken]:
    """Entries of a column of figures that cannot be read as one."""
    for name, cells in prepared.cells.items():
        declared = prepared.form.fields.get(name)
        if declared is None or not declared.numeric:
            continue
        for row in sorted(row for row, odd in cells.odd.items() if odd is not Oddity.MISSING):
            record = prepared.table.records[row]
            text = cells.texts[row]
            yield Broken(
                UNREADABLE,
                name,
                _named(prepared, record, prepared.key),
                f"{declared.name('zh')}填报“{text}”，不能读作数",
                f"{declared.name('en')} is stated as “{text}”, which is no number",
            )
