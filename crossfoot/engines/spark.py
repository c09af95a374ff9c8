"""The engine of a cluster, or of one machine's processors: Spark, by ``spark.sql`` alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from crossfoot.engines.session import EngineFault, Storage, Stored
from crossfoot.engines.sparksession import running, started
from crossfoot.rules.sql.sight import ROW

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp

SOURCE = "crossfoot_source"
_GIVEN, _RAW = "crossfoot_given", "crossfoot_raw"
_NUMBER = "_crossfoot_number"
_BATCH = 10_000
_WHOLE = {"tinyint": 3, "smallint": 5, "int": 10, "bigint": 18}
_DOUBLE = ("float", "double")
_MOST_DIGITS = 18
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, not a wrong number
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    # what stands behind a guard is not worked out ahead of it
    "spark.sql.subexpressionElimination.skipForShortcutExpr": "true",
}


class Spark:
    """One Parquet or CSV file, one table, or one frame in Spark.

    A session that is running already is used and left as it was; else one is started on this
    machine, and stopped at the end.
    """

    dialect = "spark"
    views = False
    source = SOURCE

    def __init__(self, session: SparkSession | None = None) -> None:
        """An engine without a table yet.

        Raises:
            EngineFault: there is no Spark, or no Java for it.
        """
        self._close = ExitStack()
        self._spark = session or running() or self._close.enter_context(started())
        self._steps: dict[str, str] = {}
        self._made: list[str] = []
        self._kinds: dict[str, str] = {}
        self._origin = ""
        self.columns: tuple[Stored, ...] = ()
        before = {key: self._spark.conf.get(key, None) for key in _SETTINGS}
        for key, value in _SETTINGS.items():
            self._spark.conf.set(key, value)
        self._close.callback(self._restore, before)

    def __enter__(self) -> Spark:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in (*reversed(self._made), _GIVEN):
            self._forget(name)
        self._close.close()

    def _restore(self, before: dict[str, str | None]) -> None:
        for key, value in before.items():
            if value is None:
                self._spark.conf.unset(key)
            else:
                self._spark.conf.set(key, value)

    def _forget(self, name: str) -> None:
        if name not in (SOURCE, _GIVEN):
            self._run(f"UNCACHE TABLE IF EXISTS {name}")
        self._run(f"DROP VIEW IF EXISTS {name}")

    def open_csv(self, path: Path, header: Sequence[str], delimiter: str) -> None:
        """Read a CSV file, every entry as it is written.

        Raises:
            EngineFault: it cannot be read.
        """
        columns = ", ".join(f"{_quoted(name)} STRING" for name in header)
        options = {
            "path": str(path),
            "header": "true",
            "sep": delimiter,
            "quote": '"',
            "escape": '"',
            "encoding": "UTF-8",
            # a file with quotes may have line ends within an entry, and cannot be divided
            "multiLine": str(_has_quotes(path)).lower(),
        }
        given = ", ".join(f"{key} {_literal(value)}" for key, value in options.items())
        self._open(
            f"CREATE OR REPLACE TEMPORARY VIEW {_GIVEN} ({columns}) USING csv OPTIONS ({given})"
        )

    def open_parquet(self, path: Path) -> None:
        """Look at a Parquet file, or a folder of them.

        Raises:
            EngineFault: it cannot be read.
        """
        self._open(
            f"CREATE OR REPLACE TEMPORARY VIEW {_GIVEN} USING parquet "
            f"OPTIONS (path {_literal(str(path))})"
        )

    def open_table(self, name: str) -> None:
        """Look at a table or view that the session knows, as in SQL: ``catalog.schema.table``.

        Raises:
            EngineFault: there is none.
        """
        import sqlglot
        from sqlglot import exp
        from sqlglot.errors import SqlglotError

        try:
            table = sqlglot.parse_one(name, into=exp.Table, dialect="spark")
        except SqlglotError as error:
            raise EngineFault(f"“{name}”不是表名", f"{name!r} is no table's name") from error
        quoted = ".".join(_quoted(part.name) for part in table.parts)
        self._open(f"CREATE OR REPLACE TEMPORARY VIEW {_GIVEN} AS SELECT * FROM {quoted}")  # noqa: S608

    def open_frame(self, frame: DataFrame) -> None:
        """Look at a frame of the session that is running."""
        frame.createOrReplaceTempView(_GIVEN)
        self._open("")

    def _open(self, made: str) -> None:
        if made:
            self._run(made)
        self._origin = made
        described = self._run(f"DESCRIBE {_GIVEN}").collect()
        self._kinds = {row[0]: row[1] for row in described}
        self.columns = tuple(_stored(name, kind) for name, kind in self._kinds.items())

    def take(self, wanted: Sequence[int] | None = None) -> None:
        """Keep the wanted columns in the cluster's memory and disks, each row with a number.

        Spark numbers rows within a partition; the rows of the partitions before are added, so
        that numbers have no gaps.

        Raises:
            EngineFault: they cannot be read.
        """
        chosen = self.columns if wanted is None else [self.columns[n] for n in wanted]
        shown = ", ".join(["", *(self._shown(stored) for stored in chosen)])
        rows = f"SELECT monotonically_increasing_id() AS {_NUMBER}{shown} FROM {_GIVEN}"  # noqa: S608
        self._keep(_RAW, rows)
        names = ", ".join(["", *(_quoted(stored.name) for stored in chosen)])
        self._run(
            f"CREATE OR REPLACE TEMPORARY VIEW {SOURCE} AS "  # noqa: S608 - names and numbers
            f"SELECT {self._dense()} AS {_quoted(ROW)}{names} FROM {_RAW}"
        )
        self._made.append(SOURCE)
        self._steps[SOURCE] = (
            f"SELECT monotonically_increasing_id() AS `{ROW}`{shown} FROM {_GIVEN}"  # noqa: S608
        )

    def _dense(self) -> str:
        """The number of a row among all rows, from its number within its partition."""
        counted = self._run(
            f"SELECT shiftright({_NUMBER}, 33), count(*) FROM {_RAW} GROUP BY 1"  # noqa: S608
        ).collect()
        sizes = {int(part): int(size) for part, size in counted}
        before, starts = 0, []
        for part in range(max(sizes, default=0) + 1):
            starts.append(f"{before}L")
            before += sizes.get(part, 0)
        offset = f"array({', '.join(starts)})[int(shiftright({_NUMBER}, 33))]"
        return f"({_NUMBER} & {2**33 - 1}L) + {offset}"

    def _shown(self, stored: Stored) -> str:
        """A column as it is looked at; numbers too long for whole numbers as they print."""
        name, kind = _quoted(stored.name), self._kinds[stored.name]
        as_text = stored.storage is Storage.TEXT and kind != "string"
        return f"CAST({name} AS STRING) AS {name}" if as_text else name

    def rows(self, query: exp.Expr) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        self._ready()
        return [tuple(row) for row in self._collect(self.sql(query))]

    def stream(self, query: exp.Expr) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a query, one partition at a time, in batches."""
        self._ready()
        batch: list[tuple[Any, ...]] = []
        for row in self._run(self.sql(query)).toLocalIterator():
            batch.append(tuple(row))
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def prepare(
        self,
        name: str,
        query: exp.Expr,
        *,
        kept: bool = True,
        stored: bool = True,  # noqa: ARG002 - what is worked out here is always stored
    ) -> None:
        """Keep the result of a query in the cluster's memory and disks."""
        self._ready()
        written = self.sql(query)
        self._keep(name, written)
        if kept:
            self._steps[name] = written

    def _keep(self, name: str, written: str) -> None:
        if name in self._made:
            self._forget(name)
        else:
            self._made.append(name)
        self._run(f"CACHE TABLE {name} OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS {written}")

    def line_of(self, row: int) -> int:  # noqa: ARG002 - rows here are told by their keys
        """0: a table has no lines."""
        return 0

    def first(self, count: int) -> list[tuple[str, ...]]:
        """The first rows of the source as text."""
        names = ", ".join(f"CAST({_quoted(c.name)} AS STRING)" for c in self.columns)
        found = self._collect(f"SELECT {names} FROM {_GIVEN} LIMIT {count:d}")  # noqa: S608
        return [tuple(cell or "" for cell in row) for row in found]

    def written(self, rows: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some rows of the source as they are, each with its number, in order."""
        self._ready()
        shown = ", ".join(_quoted(name) for name in (ROW, *names))
        numbers = ", ".join(f"{row:d}L" for row in rows)
        wanted = f"SELECT explode(array({numbers}))" if rows else "SELECT 0L WHERE false"
        found = self._collect(
            f"SELECT {shown} FROM {SOURCE} WHERE {_quoted(ROW)} IN ({wanted}) "  # noqa: S608
            f"ORDER BY {_quoted(ROW)}"
        )
        return [tuple(row) for row in found]

    def plan(self, query: exp.Expr) -> str:
        """How Spark would go about a query, for those who count what moves over the network."""
        self._ready()
        (row,) = self._collect(f"EXPLAIN {self.sql(query)}")
        return str(row[0])

    def sql(self, query: exp.Expr) -> str:
        r"""A query as text.

        Java's ``$`` also matches before a line end that closes the text; ``\z`` does not.
        """
        from sqlglot import exp as nodes

        query = query.copy()
        for pattern in query.find_all(nodes.RegexpLike):
            ends = pattern.expression
            if isinstance(ends, nodes.Literal):
                ends.replace(nodes.Literal.string(ends.this.replace("$", "\\z")))
        return query.sql(dialect="spark")

    def reproduced(self, query: exp.Expr) -> str:
        """A query over what was prepared, as statements that start from the file or table."""
        steps = [f"`{name}` AS ({made})" for name, made in self._steps.items()]
        start = f"{self._origin};\n" if self._origin else ""
        return f"{start}WITH {', '.join(steps)} {self.sql(query)}"

    def _ready(self) -> None:
        if SOURCE not in self._steps:
            self.take()

    def _collect(self, statement: str) -> list[Any]:
        from pyspark.errors import PySparkException

        try:
            return self._spark.sql(statement).collect()
        except PySparkException as error:
            raise _fault(error) from error

    def _run(self, statement: str) -> DataFrame:
        from pyspark.errors import PySparkException

        try:
            return self._spark.sql(statement)
        except PySparkException as error:
            raise _fault(error) from error


def _fault(error: Exception) -> EngineFault:
    lines = str(error).strip().splitlines()
    reason = lines[0] if lines else type(error).__name__
    return EngineFault(f"Spark 无法核对：{reason}", f"Spark cannot check it: {reason}")


def _has_quotes(path: Path) -> bool:
    """Whether a file has any quote; a file elsewhere (``hdfs:``) may have."""
    try:
        with path.open("rb") as file:
            return any(b'"' in block for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return True


def _stored(name: str, kind: str) -> Stored:
    """A column by its type."""
    if kind in _WHOLE:
        return Stored(name, Storage.WHOLE, _WHOLE[kind])
    if kind.startswith("decimal"):
        digits, scale = (int(part) for part in kind[8:-1].split(","))
        if digits <= _MOST_DIGITS:
            return Stored(name, Storage.DECIMAL, digits, scale)
        return Stored(name, Storage.TEXT)
    if kind in _DOUBLE:
        return Stored(name, Storage.DOUBLE)
    text = kind == "string" or kind.startswith(("varchar", "char"))
    return Stored(name, Storage.TEXT if text else Storage.OTHER)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
