"""The engine on one machine: DuckDB over CSV and Parquet, offline, with bounded memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from crossfoot.engines.lines import IrregularFault
from crossfoot.engines.loading import Loading, quoted
from crossfoot.engines.session import EngineFault, Storage, Stored
from crossfoot.rules.sql.sight import ROW

if TYPE_CHECKING:
    import duckdb
    from sqlglot import exp

_T = TypeVar("_T")
SOURCE = "crossfoot_source"
_BATCH = 10_000
_WHOLE = {
    "TINYINT": 3,
    "SMALLINT": 5,
    "INTEGER": 10,
    "BIGINT": 18,
    "UTINYINT": 3,
    "USMALLINT": 5,
    "UINTEGER": 10,
}
_DOUBLE = ("FLOAT", "DOUBLE")


class DuckDb:
    """One CSV or Parquet file in DuckDB.

    Nothing is fetched and no extension is loaded; no query reaches another file than this one and
    those in the folder for what does not fit into memory.

    Attributes:
        folder: where what does not fit into memory goes.
        lines: for CSV the line on which each row begins; ``None`` where each row is one line.
    """

    dialect = "duckdb"
    source = SOURCE
    views = True

    def __init__(self, folder: Path, memory: str | None = None) -> None:
        """An engine without a file yet; what does not fit into memory goes to ``folder``."""
        import duckdb

        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(folder),
            "preserve_insertion_order": "true",
        }
        if memory is not None:
            settings["memory_limit"] = memory
        self._connection = duckdb.connect(":memory:", config=settings)
        self._connection.execute("SET enable_progress_bar = false")
        self.folder = folder
        self._steps: dict[str, str] = {}
        self.columns: tuple[Stored, ...] = ()
        self.lines: Sequence[int] | None = None
        self._delimited = False

    def __enter__(self) -> DuckDb:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def open_csv(
        self,
        path: Path,
        header: Sequence[str],
        delimiter: str,
        wanted: Sequence[int],
        counts: Sequence[int] = (),
    ) -> None:
        """Read the wanted columns of a CSV file, every entry as it is written.

        Args:
            path: the file, in UTF-8.
            header: the names of all its columns.
            delimiter: what stands between two entries.
            wanted: positions of the columns that are read.
            counts: of these the ones that are meant as whole numbers.

        Raises:
            IrregularFault: the file is no regular table.
        """
        self._confine(path)
        names = _named(header)
        columns = "{" + ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names) + "}"
        options = (
            f"{_literal(str(path))}, header = true, delim = {_literal(delimiter)}, "
            f"quote = '\"', escape = '\"', auto_detect = false, columns = {columns}, "
            "null_padding = true, strict_mode = true"
        )
        texts = [names[n] for n in wanted if n not in counts]
        numbers = [names[n] for n in wanted if n in counts]
        loading = Loading(f"read_csv({options})", names, texts, numbers)
        try:
            try:
                self._run(loading.load())
            except EngineFault as fault:  # several readers know no line ends within an entry
                if "parallel" not in str(fault.__cause__):
                    raise
                loading = replace(loading, rows=f"read_csv({options}, parallel = false)")
                self._run(loading.load())
        except EngineFault as fault:
            raise IrregularFault(fault.zh, fault.en) from fault
        (found,) = self._fetched(loading.measure())
        if found[0]:
            self._run(loading.mend())
            (found,) = self._fetched(loading.measure())
        shown, known = loading.view(found)
        self._steps[SOURCE] = loading.told()
        self._run(f'CREATE TEMP VIEW "{SOURCE}" AS {shown}')
        self.columns = tuple(known.get(name) or Stored(name, Storage.TEXT) for name in names)
        self._delimited = True

    def open_parquet(self, path: Path) -> None:
        """Look at a Parquet file where it is.

        Raises:
            EngineFault: it cannot be read.
        """
        self._confine(path)
        rows = f"read_parquet({_literal(str(path))}, file_row_number = true)"
        self._steps[SOURCE] = f'SELECT file_row_number AS "{ROW}", * FROM {rows}'  # noqa: S608
        self._run(f'CREATE TEMP VIEW "{SOURCE}" AS {self._steps[SOURCE]}')
        described = self._run(f'DESCRIBE "{SOURCE}"').fetchall()
        known = [row for row in described if row[0] not in (ROW, "file_row_number")]
        digits = self._digits(path)
        self.columns = tuple(_stored(name, kind, digits.get(name)) for name, kind, *_ in known)

    def _digits(self, path: Path) -> dict[str, int]:
        """How many characters the longest number of columns has, where the file itself says so."""
        longest = "max(greatest(length(stats_min_value), length(stats_max_value)))"
        told = "stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL"
        query = (
            f"SELECT path_in_schema, {longest} FROM parquet_metadata({_literal(str(path))}) "  # noqa: S608
            f"GROUP BY path_in_schema HAVING bool_and({told} OR stats_null_count = num_values)"
        )
        return {str(name): int(most or 1) for name, most in self._fetched(query)}

    def _confine(self, path: Path) -> None:
        """Leave no file within reach but this one, whatever a query asks for."""
        self._connection.execute(f"SET allowed_paths = [{_literal(str(path))}]")
        self._connection.execute(f"SET allowed_directories = [{_literal(str(self.folder))}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def line_of(self, row: int) -> int:
        """The line of a CSV file on which a row begins; 0 for Parquet, which has none."""
        if not self._delimited:
            return 0
        return row + 2 if self.lines is None else self.lines[row]

    def rows(self, query: exp.Expr) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._fetched(self.sql(query))

    def stream(self, query: exp.Expr) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a query, in batches; nothing else may be asked before the last one."""
        cursor = self._run(self.sql(query))
        while batch := _told(lambda: cursor.fetchmany(_BATCH)):
            yield batch

    def prepare(
        self, name: str, query: exp.Expr, *, kept: bool = True, stored: bool = True
    ) -> None:
        """Keep a query, or its result."""
        written = self.sql(query)
        kind = "TABLE" if stored else "VIEW"
        self._run(f'CREATE OR REPLACE TEMP {kind} "{name}" AS {written}')
        if kept:
            self._steps[name] = written

    def first(self, count: int) -> list[tuple[str, ...]]:
        """The first rows of the source as text."""
        names = ", ".join(f"CAST({quoted(c.name)} AS VARCHAR)" for c in self.columns)
        found = self._fetched(f'SELECT {names} FROM "{SOURCE}" LIMIT {count:d}')  # noqa: S608
        return [tuple(cell or "" for cell in row) for row in found]

    def written(self, rows: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some rows of the source as they are, each with its number, in order."""
        listed = f"[{','.join(map(str, rows))}]"  # a text is taken over faster than a list
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(CAST(? AS BIGINT[])) AS n",
            [listed],
        )
        shown = ", ".join(quoted(name) for name in (ROW, *names))
        return self._fetched(
            f'SELECT {shown} FROM "{SOURCE}" WHERE "{ROW}" IN (SELECT n FROM wanted) '  # noqa: S608
            f'ORDER BY "{ROW}"'
        )

    def size(self) -> int:
        """How many rows the source has."""
        ((count,),) = self._fetched(f'SELECT count(*) FROM "{SOURCE}"')  # noqa: S608
        return int(count)

    def sql(self, query: exp.Expr) -> str:
        """A query as text."""
        return query.sql(dialect="duckdb", copy=False)

    def reproduced(self, query: exp.Expr) -> str:
        """A query over what was prepared, as one that starts from the file."""
        steps = [f'"{name}" AS ({made})' for name, made in self._steps.items()]
        return f"WITH {', '.join(steps)} {self.sql(query)}"

    def _run(self, query: str) -> duckdb.DuckDBPyConnection:
        return _told(lambda: self._connection.execute(query))

    def _fetched(self, query: str) -> list[tuple[Any, ...]]:
        return _told(lambda: self._connection.execute(query).fetchall())


def _told(ask: Callable[[], _T]) -> _T:
    """Ask; what is the file's or the machine's fault is told in words, ours is not.

    Raises:
        EngineFault: the file is damaged, or there is no room for it.
    """
    import duckdb

    try:
        return ask()
    except duckdb.Error as error:
        ours = isinstance(error, (duckdb.ProgrammingError, duckdb.DataError))
        if ours and not isinstance(error, duckdb.InvalidInputException):
            raise
        first = str(error).strip().splitlines()[0]
        raise EngineFault(f"读取失败（{first}）", f"cannot be read ({first})") from error


def _stored(name: str, kind: str, longest: int | None) -> Stored:
    base = kind.upper()
    if base in _WHOLE:
        return Stored(name, Storage.WHOLE, min(_WHOLE[base], longest or _WHOLE[base]))
    if base.startswith("DECIMAL"):
        digits, scale = (int(part) for part in base[8:-1].split(","))
        return Stored(name, Storage.DECIMAL, digits, scale)
    if base in _DOUBLE:
        return Stored(name, Storage.DOUBLE)
    return Stored(name, Storage.TEXT if base == "VARCHAR" else Storage.OTHER)


def _named(header: Sequence[str]) -> list[str]:
    """The header's texts as names of columns, made different where they are not."""
    names: list[str] = []
    for number, text in enumerate(header):
        name = text.strip() or f"column{number + 1}"
        known = {other.casefold() for other in (*names, ROW)}
        names.append(name if name.casefold() not in known else f"{name} ({number + 1})")
    return names


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for what does not fit into memory, removed afterwards."""
    return tempfile.TemporaryDirectory(prefix="crossfoot-")
