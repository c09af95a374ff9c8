"""Data frames through the pipeline: prepared, gated by pandera, judged and given back as a frame.

``crossfoot.check`` comes here when it is handed a frame, ``--engine pandas`` for every CSV and
Parquet file whose columns are those of a declared form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot import pipeline
from crossfoot.declared import Declared, binder_for, declare
from crossfoot.engines.frames.checks import register
from crossfoot.engines.frames.convert import as_pandas
from crossfoot.engines.frames.gate import Failure, failures
from crossfoot.engines.frames.ground import GROUNDS, Ground
from crossfoot.engines.frames.libraries import FramesMissing, need_frames
from crossfoot.engines.frames.prepared import PreparedFrame, prepare, submission_of
from crossfoot.engines.frames.result import findings_frame
from crossfoot.engines.frames.rulecheck import of_rows
from crossfoot.engines.frames.schema import model_of, schema_of
from crossfoot.engines.frames.tables import Opened, open_table
from crossfoot.forms.model import Form, TableMapping
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Finding, Subject, Verdict
from crossfoot.model.submission import Submission
from crossfoot.pipeline import Opener, Understood
from crossfoot.readers.decode import decode
from crossfoot.readers.troubles import UnreadableError
from crossfoot.readers.walk import Found
from crossfoot.vetting.drafts import Draft
from crossfoot.vetting.model import Report

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

__all__ = ["FrameReport", "FramesMissing", "check_frame", "frame_model", "frames_first"]
__all__ += ["register_checks", "schema", "to_frame"]

ENTRY_AMISS = "CF08"
_ITSELF = Basis(BasisKind.ARITHMETIC, "数据表本身", "the frame itself")
_BEFORE_RULES = -1
_MOST_SHOWN = 5
_RANGE = re.compile(r"([0-9]+):[0-9]+")


@dataclass(frozen=True, slots=True)
class FrameReport(Report):
    """What checking a frame comes to.

    Attributes:
        index: the index of the frame that was checked.
        levels: rows that its header would take up; line ``n`` of a place is row
            ``n - levels - 1`` of the frame.
    """

    index: Any = None
    levels: int = 1

    @property
    def frame(self) -> pd.DataFrame:
        """The findings as a frame with the index of the frame that was checked."""
        return to_frame(self)


def check_frame(
    frame: Any,
    *,
    form: str | None = None,
    config: str | None = None,
    key: Sequence[str] = (),
    name: str = "frame",
) -> FrameReport:
    """Check a data frame as a declared form.

    Args:
        frame: a pandas frame, or one of polars or Arrow.  No figure in it is changed.
        form: id of the form; by default the one its columns fit best.
        config: configuration file; by default the nearest ``crossfoot.toml`` at or above here.
        key: columns that together name a row, by field or header.
        name: what the frame is called in findings.

    Raises:
        TypeError: it is no frame that is known here.
        ValueError: there is no such form, or its columns are those of no declared form.
        FormFault: a declared form cannot be used, or does not say with how many digits the
            doubles of a column are stated.
        ConfigFault, RuleFault: what else is declared cannot be used.
        FramesMissing: pandas or pandera is not installed.
    """
    need_frames()
    declared = declare(_path(config), ())
    ground = _ground(declared, config)
    table = as_pandas(frame)
    if form is not None:
        ground.form(form)
    prepared = prepare(table, ground, TableMapping(form=form, key=tuple(key)), name)
    if prepared is None:
        known = ", ".join(str(label) for label in table.columns)
        raise ValueError(f"no declared form has these columns: {known}")
    absent = [name for name in key if name not in prepared.key]
    if absent:
        raise ValueError(f"the key names {absent[0]}, which is no column of the frame")
    report = judged(declared, ground, prepared, submission_of(prepared, name=name))
    values = {field.name: getattr(report, field.name) for field in fields(report)}
    return FrameReport(**values, index=table.index, levels=prepared.columns.levels)


def judged(
    declared: Declared, ground: Ground, prepared: PreparedFrame, submission: Submission
) -> Report:
    """Gate and judge one frame that is ready.

    Whatever judges large frames in another way takes the same arguments and gives the same report.
    """
    return pipeline.vet(declared, [_understood(ground, prepared, submission)])


def frames_first(config: str | None) -> Callable[[Declared], Opener]:
    """Opens CSV and Parquet files as frames; leaves what is no plain table to the readers.

    Raises:
        FramesMissing: pandas or pandera is not installed.
    """
    need_frames()

    def opened_by(declared: Declared) -> Opener:
        ground = _ground(declared, config)
        return lambda found: _opened(found, declared, ground)

    return opened_by


def schema(
    form: str,
    *,
    config: str | None = None,
    names: str = "id",
    key: Sequence[str] = (),
    rules: bool = False,
) -> pa.DataFrameSchema:
    """A pandera schema of a declared form, to be used and extended.

    It changes nothing (``coerce=False``) and takes further columns as they are.

    Args:
        form: id of the form.
        config: configuration file; by default the nearest ``crossfoot.toml``.
        names: how the columns are called: by field ``id``, or its name in ``zh`` or ``en``.
        key: columns that together name a row and must not repeat.
        rules: bring the form's rules on single rows along, as checks of the frame.

    Raises:
        ValueError: there is no such form, or no such way of calling columns.
        ConfigFault, FormFault, RuleFault: what is declared cannot be used.
        FramesMissing: pandas or pandera is not installed.
    """
    ground = _freshly(config)
    declared = ground.form(form)
    chosen = of_rows(ground.rules.of_form(form)) if rules else ()
    called = _called(declared, names)
    return schema_of(declared, config=config, names=called, key=key, rules=chosen)


def frame_model(
    form: str, *, config: str | None = None, names: str = "id", key: Sequence[str] = ()
) -> type[pa.DataFrameModel]:
    """The same schema as a pandera ``DataFrameModel``, to be used and extended as a class.

    Its attributes are the field ids; the arguments are those of :func:`schema`.

    Raises:
        ValueError: there is no such form, or no such way of calling columns.
        ConfigFault, FormFault, RuleFault: what is declared cannot be used.
        FramesMissing: pandas or pandera is not installed.
    """
    declared = _freshly(config).form(form)
    return model_of(declared, config=config, names=_called(declared, names), key=key)


def _freshly(config: str | None) -> Ground:
    """What is declared now, whatever was looked up before."""
    need_frames()
    return _load(config)


def _called(form: Form, names: str) -> dict[str, str]:
    """How the columns of each field are called."""
    if names not in ("id", "zh", "en"):
        raise ValueError(f"columns go by id, zh or en, not by {names}")
    return {f.id: f.id if names == "id" else f.name(names) for f in form.fields.values()}


def register_checks() -> None:
    """Make pandera know ``Check.crossfoot_entry`` and ``Check.crossfoot_rule``.

    Raises:
        FramesMissing: pandas or pandera is not installed.
    """
    need_frames()
    register(_load)


def to_frame(report: Report) -> pd.DataFrame:
    """Findings as a pandas frame, one line each.

    Columns: ``rule``, ``level``, ``verdict``, ``row`` (its number in the checked frame, from 0),
    ``key``, ``field``, ``stated``, ``expected``, ``zh`` and ``en`` (the message), ``fingerprint``.
    For a checked frame the index holds its own labels, missing where a finding is about no row.

    Raises:
        FramesMissing: pandas or pandera is not installed.
    """
    need_frames()
    if not isinstance(report, FrameReport):
        return findings_frame(report.findings, None, [None] * len(report.findings))
    rows = [_row_of(finding, report) for finding in report.findings]
    return findings_frame(report.findings, report.index, rows)


def _row_of(finding: Finding, report: FrameReport) -> int | None:
    """The row that a finding is about: that of the figure to look at first."""
    figures = sorted(finding.figures, key=lambda figure: figure.id not in finding.at[:1])
    line = figures[0].place.line if figures else None
    if line is None and finding.subject.range is not None:
        match = _RANGE.fullmatch(finding.subject.range)
        line = int(match[1]) if match else None
    row = -1 if line is None else line - report.levels - 1
    return row if 0 <= row < len(report.index) else None


def _load(config: str | None) -> Ground:
    return _ground(declare(_path(config), ()), config)


def _ground(declared: Declared, config: str | None) -> Ground:
    """What checks rest on; what was declared a moment ago is what the gate's checks look up."""
    ground = Ground(
        pack=declared.pack,
        rules=declared.rules,
        binder=binder_for(declared),
        round=declared.config.round,
        config=config,
    )
    register(_load)
    GROUNDS.keep(ground)
    return ground


def _path(config: str | None) -> Path | None:
    return None if config is None else Path(config)


def _opened(found: Found, declared: Declared, ground: Ground) -> Understood | None:
    if found.notice is not None or found.member is not None:
        return None
    opened = _table(found.path)
    if opened is None:
        return None
    mapping = declared.config.mappings(found.path).get("", TableMapping())
    prepared = prepare(opened.frame, ground, mapping, found.shown)
    if prepared is None:
        return None
    document = Document(found.shown, opened.format, sha256=opened.sha256)
    submission = Submission(found.shown, document, tables=(prepared.table,))
    return _understood(ground, prepared, submission)


def _table(path: Path) -> Opened | None:
    """A file as a frame, where it is a plain table."""
    try:
        return open_table(path, lambda data: decode(data).text)
    except (UnreadableError, OSError):
        return None  # the readers say what is wrong with it


def _understood(ground: Ground, prepared: PreparedFrame, submission: Submission) -> Understood:
    noticed = _drafts(failures(prepared, ground), prepared, submission)
    return Understood(submission, noticed=tuple(noticed))


def _drafts(
    found: Sequence[Failure], prepared: PreparedFrame, submission: Submission
) -> Iterator[Draft]:
    """What the gate found, as findings-to-be."""
    for failure in found:
        figures = tuple(_figures(failure, prepared))
        yield Draft(
            rule=ENTRY_AMISS,
            order=_BEFORE_RULES,
            level=failure.level,
            verdict=Verdict.FAIL,
            basis=_ITSELF,
            message=failure.message,
            subject=Subject(
                submission=submission.id,
                unit=submission.unit,
                period=submission.period,
                form=prepared.form.id,
                file=submission.document.path,
                row=figures[0].place.key if len(failure.rows) == 1 else None,
                field=failure.field,
            ),
            figures=figures,
            at=(0,) if figures else (),
            stated=failure.stated,
            in_row=len(failure.rows) == 1,
        )


def _figures(failure: Failure, prepared: PreparedFrame) -> Iterator[Figure]:
    """The entries that a failure is about, a few where there are many."""
    for number, row in enumerate(failure.rows[:_MOST_SHOWN], 1):
        record = prepared.table.records[row]
        entry = record.entries.get(failure.field or "")
        place: Place = record.place if entry is None else entry.place
        text = record.label if entry is None else entry.text
        yield Figure(f"f{number}", text, None, place, field=failure.field, role=failure.field)
