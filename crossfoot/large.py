"""Large tables through the pipeline: an engine finds the rows, the exact evaluator says why.

A CSV or Parquet file that the configuration declares with its form and key goes this way when it
is large, or when an engine is asked for by name.  Small files and all others are left to the
readers.
"""

from __future__ import annotations

import csv
import hashlib
import io
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType

from crossfoot.declared import Declared, binder_for
from crossfoot.forms.bind import Binder
from crossfoot.forms.model import TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.model.document import Document, Grid, Notice, Trouble
from crossfoot.model.figure import Place
from crossfoot.model.submission import FormTable, Submission
from crossfoot.pipeline import Opener, Understood
from crossfoot.readers.delimited import delimiter_of
from crossfoot.readers.walk import Found

DELIMITED = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
PARQUET = frozenset({".parquet", ".pq"})
LARGE = 1 << 20
"""Bytes from which a declared CSV file goes to the engine by itself: where it begins to pay."""
MESSAGES = 1000
"""Findings of one rule that are written out in words unless more are asked for."""
_HEAD = 1 << 16
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of the engine.

    Attributes:
        always: use it for every declared file, however small.
        messages: findings of one rule that are written out in words; ``None`` for all.
    """

    always: bool = False
    messages: int | None = MESSAGES


class Large:
    """Opens large files in DuckDB; what was opened stays at hand until the report is written."""

    def __init__(self, wish: Wish = Wish()) -> None:
        """Nothing is opened yet."""
        self.wish = wish
        self._open = ExitStack()

    def __enter__(self) -> Large:
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
        mapping = declared.config.mappings(found.path).get("")
        if suffix in PARQUET:
            if mapping is None or not mapping.form:
                return _undeclared(found)
        elif not self._worthwhile(found.path, mapping):
            return None
        from crossfoot.engines.session import EngineFault

        try:
            return self._judged(found, declared, binder, mapping or TableMapping())
        except EngineFault as fault:
            return _refused(found, fault.zh, fault.en)

    def _worthwhile(self, path: Path, mapping: TableMapping | None) -> bool:
        """Whether a delimited file is declared, and large enough."""
        if mapping is None or not mapping.form or not mapping.key:
            return False
        if self.wish.always:
            return True
        try:
            return path.stat().st_size >= LARGE
        except OSError:
            return False  # the reader says why it cannot be opened

    def _judged(
        self, found: Found, declared: Declared, binder: Binder, mapping: TableMapping
    ) -> Understood | None:
        from crossfoot.engines.duckdb import DuckDb, scratch
        from crossfoot.largerun import LargeRun

        head = None
        if found.path.suffix.casefold() in DELIMITED:
            head = _head(found.path)
            outline = None if head is None else binder.outline(head.header, mapping)
            if head is None or outline is None or not _keyed(outline, mapping):
                return None
        folder = Path(self._open.enter_context(scratch()))
        session = self._open.enter_context(DuckDb(folder))
        if head is not None and outline is not None:
            wanted = needed_columns(declared, outline)
            session.open_csv(found.path, head.header, head.delimiter, wanted)
        else:
            session.open_parquet(found.path)
            outline = binder.outline([column.name for column in session.columns], mapping)
            if outline is None or not _keyed(outline, mapping):
                return _undeclared(found)
        rows = session.first(_SAMPLE) if head is None else head.rows
        header = tuple(column.name for column in session.columns)
        sample = Grid(found.shown, (header, *rows))
        table = binder.bind_columns(sample, 1, mapping)
        tables = () if table is None else (replace(table, records=()),)
        submission = _submission(found, "csv" if head else "parquet", tables)
        judged = LargeRun(declared, binder, mapping, outline, session, submission)
        return judged.understood(self.wish.messages)


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a delimited file, and some that follow."""

    header: tuple[str, ...]
    delimiter: str
    rows: tuple[tuple[str, ...], ...]


def _head(path: Path) -> Head | None:
    """The header of a file in UTF-8; ``None`` when the readers have to look at it."""
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return None
    lines = data.splitlines(keepends=True)
    try:
        text = b"".join(lines[:-1] or lines).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    source = text.splitlines(keepends=True)
    prefer = DELIMITED[path.suffix.casefold()]
    delimiter = delimiter_of(source, prefer)
    if delimiter not in (",", "\t", ";", "|"):
        return None
    rows = [
        tuple(row)
        for row in islice(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE + 1
        )
    ]
    header = tuple(cell.strip() for cell in rows[0]) if rows else ()
    plain = all(header) and len({cell.casefold() for cell in header}) == len(header)
    return Head(header, delimiter, tuple(rows[1:])) if plain and len(header) > 1 else None


def _keyed(outline: Outline, mapping: TableMapping) -> bool:
    return bool(mapping.key) and all(name in outline.keys for name in mapping.key)


def needed_fields(declared: Declared, outline: Outline) -> tuple[str, ...]:
    """The fields of a table that any rule looks at, in the form's order."""
    from crossfoot.rules.needs import fields_needed

    rules = declared.rules.of_form(outline.form.id)
    needed = fields_needed(rules, outline.form)
    return tuple(name for name in outline.form.fields if name in needed & outline.columns.keys())


def needed_columns(declared: Declared, outline: Outline) -> list[int]:
    """The columns of a table that rules, keys and remarks stand in."""
    columns = {outline.columns[name] for name in needed_fields(declared, outline)}
    columns |= set(outline.keys.values())
    return sorted(columns if outline.remark is None else columns | {outline.remark})


def _submission(found: Found, kind: str, tables: tuple[FormTable, ...]) -> Submission:
    with found.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Submission(found.shown, Document(found.shown, kind, sha256=digest), tables)


def _undeclared(found: Found) -> Understood:
    return _refused(
        found,
        "Parquet 文件须在 crossfoot.toml 的 [[files]] 中写明 form（哪种表）和 key（哪几列定一行）",
        "a Parquet file needs an entry [[files]] in crossfoot.toml with form (which form it is) "
        "and key (which columns name a row)",
    )


def _refused(found: Found, zh: str, en: str) -> Understood:
    """A file that cannot be judged, as a submission that says why."""
    notice = Notice(Trouble.UNSUPPORTED, zh, en, Place(found.shown))
    document = Document(found.shown, "", notices=(notice,))
    return Understood(Submission(found.shown, document))
