"""Tables that are not files of this machine: in PostgreSQL, or large enough for Spark."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from crossfoot.declared import Declared, binder_for, declare
from crossfoot.forms.bind import Binder
from crossfoot.forms.model import TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.large.columns import needed_columns
from crossfoot.model.document import Document, Grid, Notice, Trouble
from crossfoot.model.figure import Place
from crossfoot.model.submission import Submission
from crossfoot.pipeline import Understood, vet
from crossfoot.vetting.model import Report

if TYPE_CHECKING:
    from crossfoot.engines.postgres import Postgres
    from crossfoot.engines.spark import Spark

_SAMPLE = 200
_PARQUET = (".parquet", ".pq")


class Elsewhere:
    """Judges tables in Postgres or Spark; what was opened stays so until the report is written."""

    def __init__(self, engine: str, messages: int | None) -> None:
        """Nothing is opened yet.

        Args:
            engine: ``postgres`` or ``spark``.
            messages: findings of one rule that are put into words; ``None`` for all.
        """
        self.engine = engine
        self.messages = messages
        self._open = ExitStack()

    def __enter__(self) -> Elsewhere:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def check(self, places: Sequence[str], config: Path | None = None) -> Report:
        """Judge tables and say what contradicts what.

        Args:
            places: for Postgres addresses with ``?table=``; for Spark files or folders.
            config: the configuration; by default the nearest at or above the folder at hand.

        Raises:
            ConfigFault, FormFault, RuleFault: a declaration cannot be used; tables never raise.
        """
        from crossfoot.engines.session import EngineFault

        files = places if self.engine == "spark" else ()
        declared = declare(config, files)
        binder = binder_for(declared)
        understood = []
        for place in places:
            try:
                understood.append(self._judged(place, declared, binder))
            except EngineFault as fault:
                understood.append(_refused(_shown(place), fault.zh, fault.en))
        return vet(declared, understood)

    def _judged(self, place: str, declared: Declared, binder: Binder) -> Understood:
        from crossfoot.large.run import LargeRun

        session, name, shown = self._session(place)
        mapping = declared.config.mappings(declared.config.folder / name).get("")
        if mapping is None or not mapping.form or not mapping.key:
            return _refused(
                shown,
                f'须在 crossfoot.toml 的 [[files]] 中为 match = "{name}" 写明 form 和 key',
                f'needs an entry [[files]] with match = "{name}", form and key in crossfoot.toml',
            )
        header = tuple(column.name for column in session.columns)
        outline = binder.outline(header, mapping)
        missing = _missing(outline, mapping)
        if outline is None or missing:
            listed = ", ".join(missing or header)
            return _refused(
                shown, f"的列与声明的表式对不上：{listed}", f"does not fit its form: {listed}"
            )
        session.take(needed_columns(declared, outline))
        sample = Grid(shown, (header, *session.first(_SAMPLE)))
        table = binder.bind_columns(sample, 1, mapping)
        tables = () if table is None else (replace(table, records=()),)
        submission = Submission(shown, Document(shown, self.engine), tables)
        run = LargeRun(declared, binder, mapping, outline, session, submission)
        return run.understood(self.messages)

    def _session(self, place: str) -> tuple[Postgres | Spark, str, str]:
        """A table opened; the name under which the configuration knows it, and how it is shown."""
        if self.engine == "postgres":
            from crossfoot.engines.postgres import Address, Postgres

            address = Address.of(place)
            opened = self._open.enter_context(Postgres(address))
            return opened, address.table or "query", address.shown
        from crossfoot.engines.spark import Spark

        path = Path(place)
        spark = self._open.enter_context(Spark())
        if path.is_dir() or path.suffix.casefold() in _PARQUET:
            spark.open_parquet(path.absolute())
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                spark.open_csv(path.absolute(), next(csv.reader(file), []), ",")
        return spark, path.absolute().as_posix(), place


def _missing(outline: Outline | None, mapping: TableMapping) -> list[str]:
    return [] if outline is None else [name for name in mapping.key if name not in outline.keys]


def _shown(place: str) -> str:
    """A place without what nobody should read: an address may hold a password."""
    return place.split("?", maxsplit=1)[0].rsplit("@", maxsplit=1)[-1] if "://" in place else place


def _refused(shown: str, zh: str, en: str) -> Understood:
    notice = Notice(Trouble.UNSUPPORTED, zh, en, Place(shown))
    return Understood(Submission(shown, Document(shown, "", notices=(notice,))))
