"""Large tables through the pipeline: an engine finds the rows, the exact evaluator says why.

A CSV or Parquet file that the configuration declares with its form and key goes this way when it
is large, or when an engine is asked for by name.  Small files and all others are left to the
readers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from crossfoot.declared import Declared, binder_for
from crossfoot.forms.bind import Binder
from crossfoot.forms.model import TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.large.columns import count_columns, needed_columns
from crossfoot.large.files import DELIMITED, Head, broken_parquet, head_of
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document, Grid, Notice, Trouble
from crossfoot.model.figure import Place
from crossfoot.model.submission import Submission
from crossfoot.pipeline import Opener, Understood
from crossfoot.readers.walk import Found

if TYPE_CHECKING:
    from crossfoot.engines.duckdb import DuckDb

PARQUET = frozenset({".parquet", ".pq"})
LARGE = 200_000
"""Bytes from which a declared CSV file goes to the engine by itself: where it begins to pay."""
RECOVERABLE = 1 << 26
"""Bytes up to which a declared CSV file that is no regular table is left to the readers."""
MESSAGES = 1000
"""Findings of one rule that are written out in words unless more are asked for."""
_SAMPLE = 200
_NAMES = 12
_TOO_LARGE_ZH = "文件又过大，没有核对：请改正后再检查，或者用 --engine exact（慢，占内存多）"
_TOO_LARGE_EN = (
    "it is too large to be read in another way and was not checked: mend it, or check it with "
    "--engine exact (slow, takes much memory)"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of the engine.

    Attributes:
        always: use it for every declared file, however small.
        messages: findings of one rule that are written out in words; ``None`` for all.
    """

    always: bool = False
    messages: int | None = MESSAGES


_ORDINARY = Wish()


class Large:
    """Opens large files in DuckDB; what was opened stays at hand until the report is written."""

    def __init__(self, wish: Wish = _ORDINARY) -> None:
        """Nothing is opened yet."""
        self.wish = wish
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def opened_by(self, declared: Declared) -> Opener:
        """What opens files before the readers are asked."""
        binder = binder_for(declared)
        return lambda found: self._opened(found, declared, binder)

    def _opened(self, found: Found, declared: Declared, binder: Binder) -> Understood | None:
        suffix = found.path.suffix.casefold()
        if found.notice is not None or found.member is not None:
            return None
        if suffix not in PARQUET and suffix not in DELIMITED:
            return None
        mapping = declared.config.mappings(found.path).get("") or TableMapping()
        from crossfoot.engines.lines import IrregularFault
        from crossfoot.engines.session import EngineFault

        try:
            if suffix in PARQUET:
                return self._parquet(found, declared, binder, mapping)
            size = found.path.stat().st_size
            if not mapping.form or not mapping.key or not self._worthwhile(size):
                return None
            return self._delimited(found, declared, binder, mapping)
        except IrregularFault as fault:
            if size <= RECOVERABLE:
                return None
            return _refused(found, f"{fault.zh}，{_TOO_LARGE_ZH}", f"{fault.en}; {_TOO_LARGE_EN}")
        except EngineFault as fault:
            return _refused(found, fault.zh, fault.en)
        except OSError:
            return None  # the reader says why it cannot be opened

    def _worthwhile(self, size: int) -> bool:
        """Whether a file of so many bytes is large enough for the engine."""
        return size > 0 and (self.wish.always or size >= LARGE)

    def _parquet(
        self, found: Found, declared: Declared, binder: Binder, mapping: TableMapping
    ) -> Understood:
        broken = broken_parquet(found.path)
        if broken is not None:
            notice = broken.notice(found.shown)
            return Understood(Submission(found.shown, Document(found.shown, "", notices=(notice,))))
        if not mapping.form or not mapping.key:
            return _undeclared(found)
        session = self._session()
        session.open_parquet(found.path)
        header = [column.name for column in session.columns]
        outline = binder.outline(header, mapping)
        strange = _strange(outline, header, mapping)
        if outline is None or strange is not None:
            return _refused(found, *(strange or ("", "")))
        with found.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        document = Document(found.shown, "parquet", sha256=digest)
        if not session.size():
            return Understood(Submission(found.shown, document))
        sample = Grid(found.shown, (tuple(header), *session.first(_SAMPLE)))
        submission = _submission(document, binder, sample, mapping)
        return self._judged(declared, binder, mapping, outline, session, submission)

    def _delimited(
        self, found: Found, declared: Declared, binder: Binder, mapping: TableMapping
    ) -> Understood | None:
        """A delimited file judged; ``None`` when it holds no rows.

        Raises:
            IrregularFault: it is no regular table in UTF-8 with the declared columns.
        """
        from crossfoot.engines.lines import IrregularFault, look

        head = head_of(found.path)
        if head is None:
            raise IrregularFault(
                "不是以一行不重名的表头开始的 UTF-8 表",
                "does not begin with one line of different column names in UTF-8",
            )
        outline = binder.outline(head.header, mapping)
        strange = _strange(outline, head.header, mapping)
        if outline is None or strange is not None:
            raise IrregularFault(*(strange or ("", "")))
        written = look(found.path)
        session = self._session()
        wanted, counts = needed_columns(declared, outline), count_columns(outline)
        _read(session, found.path, head, (wanted, counts), written.lines)
        if not session.size():
            return None
        document = Document(found.shown, "csv", sha256=written.sha256)
        sample = Grid(found.shown, (head.header, *head.rows))
        submission = _submission(document, binder, sample, mapping)
        return self._judged(declared, binder, mapping, outline, session, submission)

    def _judged(
        self,
        declared: Declared,
        binder: Binder,
        mapping: TableMapping,
        outline: Outline,
        session: DuckDb,
        submission: Submission,
    ) -> Understood:
        from crossfoot.large.run import LargeRun

        run = LargeRun(declared, binder, mapping, outline, session, submission)
        return run.understood(self.wish.messages)

    def _session(self) -> DuckDb:
        from crossfoot.engines.duckdb import DuckDb, scratch

        folder = Path(self._open.enter_context(scratch()))
        return self._open.enter_context(DuckDb(folder))


def _read(
    session: DuckDb,
    path: Path,
    head: Head,
    columns: tuple[Sequence[int], Sequence[int]],
    lines: int,
) -> None:
    """Read a delimited file, and make sure that no row was lost or run into another.

    Args:
        session: what reads it.
        path: the file.
        head: its first lines.
        columns: positions of the columns that are read, and of those that hold counts.
        lines: how many lines it has.

    Raises:
        IrregularFault: it is no regular table.
    """
    from crossfoot.engines.lines import IrregularFault, beginnings, explain

    width = len(head.header)
    try:
        session.open_csv(path, head.header, head.delimiter, *columns)
    except IrregularFault:
        explain(path, head.delimiter, width)
        raise
    rows = session.size()
    if rows != lines - 1:  # line ends within entries, blank lines, or an open quotation mark
        session.lines = beginnings(path, head.delimiter, width, rows)


def _strange(
    outline: Outline | None, header: Sequence[str], mapping: TableMapping
) -> tuple[str, str] | None:
    """Why a table is not what the configuration says it is."""
    if outline is None:
        names = header[:_NAMES] if len(header) <= _NAMES else (*header[:_NAMES], "…")
        return (
            f"的列（{'、'.join(names)}）与声明的表式 {mapping.form} 对不上",
            f"has columns ({', '.join(names)}) unlike those of its declared form {mapping.form}",
        )
    missing = [name for name in mapping.key if name not in outline.keys]
    if missing:
        return (
            f"中没有 crossfoot.toml 的 key 所写的列：{'、'.join(missing)}",
            f"lacks columns that its key in crossfoot.toml names: {', '.join(missing)}",
        )
    return None


def _submission(
    document: Document, binder: Binder, sample: Grid, mapping: TableMapping
) -> Submission:
    """The file with its table, whose rows the engine keeps."""
    table = binder.bind_columns(sample, 1, mapping)
    tables = () if table is None else (replace(table, records=()),)
    return Submission(document.path, document, tables)


def _undeclared(found: Found) -> Understood:
    return _refused(
        found,
        "是 Parquet 文件，须在 crossfoot.toml 的 [[files]] 中写明 form（哪种表）"
        "和 key（哪几列定一行）",
        "is a Parquet file and needs an entry [[files]] in crossfoot.toml with form (which form "
        "it is) and key (which columns name a row)",
    )


def _refused(found: Found, zh: str, en: str) -> Understood:
    """A file that cannot be judged, as a submission that says why."""
    shown = found.shown
    notice = Notice(Trouble.UNSUPPORTED, f"{shown} {zh}", f"{shown} {en}", Place(shown))
    document = Document(shown, "", notices=(notice,))
    return Understood(Submission(shown, document))
