"""The engine of a warehouse: a table or query in PostgreSQL, read and never written.

All work is done in one transaction that sees one state of the data.  What is made on the way are
temporary tables, which end with the connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from crossfoot.engines.session import EngineFault, Storage, Stored
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.sql.sight import ROW

if TYPE_CHECKING:
    from sqlalchemy import URL, CursorResult
    from sqlglot import exp

SOURCE = "crossfoot_source"
SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_BATCH = 10_000
_WHOLE = {"smallint": 5, "integer": 10, "bigint": 18}
_TEXT = ("text", "character varying", "character")
_DOUBLE = ("real", "double precision")
_MOST_DIGITS = 18
# Rows come in the order in which they are stored, from the first page on, on one processor:
# anything else would number them differently from run to run.
_IN_ORDER = (
    "SET LOCAL synchronize_seqscans = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
)
_SETTINGS = (
    "SET datestyle = 'ISO'",
    "SET timezone = 'UTC'",
    "SET standard_conforming_strings = on",
    "SET work_mem = '128MB'",
    "SET client_min_messages = warning",
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a table is.

    Attributes:
        url: the database, with its password if one was given.
        table: the table as in SQL: ``reports``, ``vetting.reports``, ``"报表"``.
        query: a SELECT instead of a table.
        shown: the address as it may be printed, without password.
    """

    url: URL
    table: str | None
    query: str | None
    shown: str

    @classmethod
    def of(cls, text: str) -> Address:
        """Read an address such as ``postgresql://user@host/base?table=vetting.reports``.

        Instead of ``table`` it may have ``query``.  What it leaves out (host, user, password) the
        environment says as it does to every client of PostgreSQL (PGHOST, PGPASSWORD, .pgpass).

        Raises:
            EngineFault: it is no such address, or names neither table nor query.
        """
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(text)
        except ArgumentError as error:
            raise _unclear() from error
        given = {key: value for key, value in url.query.items() if isinstance(value, str)}
        table, query = given.get("table"), given.get("query")
        if not text.startswith(SCHEMES) or (table is None) == (query is None):
            raise _unclear()
        bare = url.set(drivername="postgresql").difference_update_query(["query"])
        shown = bare.render_as_string(hide_password=True).replace(":***@", "@")
        own = url.set(drivername="postgresql+psycopg").difference_update_query(["table", "query"])
        return cls(own, table, query, shown)


def _unclear() -> EngineFault:
    return EngineFault(
        "数据库地址应写作 postgresql://用户@主机/库名?table=模式名.表名",
        "a database is given as postgresql://user@host/database?table=schema.table",
    )


class Postgres:
    """One table or query in PostgreSQL."""

    dialect = "postgres"
    views = False
    source = SOURCE

    def __init__(self, address: Address) -> None:
        """Connect, and look at the columns of the table.

        Raises:
            EngineFault: the database cannot be reached, or has no such table.
        """
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool

        self.address = address
        self._engine = create_engine(address.url, poolclass=NullPool, hide_parameters=True)
        self._steps: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self.columns: tuple[Stored, ...] = ()
        try:
            self._connection = self._engine.connect().execution_options(
                no_parameters=True, isolation_level="REPEATABLE READ"
            )
        except _errors() as error:
            raise self._fault(error) from error
        try:
            for setting in _SETTINGS:
                self._run(setting)
            self._describe()
        except EngineFault:
            self._connection.close()
            raise

    def __enter__(self) -> Postgres:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()  # rolls back: temporary tables are gone

    def _describe(self) -> None:
        """Ask for the columns and their types, without running the query."""
        table, query = self.address.table, self.address.query
        self._from = (
            f"({query}) AS given" if query is not None else f"{_table(str(table))} AS given"
        )
        self._run(f"CREATE TEMP TABLE crossfoot_shape AS SELECT * FROM {self._from} WITH NO DATA")  # noqa: S608
        described: list[tuple[Any, ...]] = [
            tuple(row)
            for row in self._run(
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE "
                "attrelid = 'pg_temp.crossfoot_shape'::regclass AND attnum > 0 ORDER BY attnum"
            )
        ]
        self._run("DROP TABLE crossfoot_shape")
        self._kinds = {str(row[0]): str(row[1]) for row in described if row[0] != ROW}
        self.columns = tuple(_stored(name, kind) for name, kind in self._kinds.items())

    def take(self, wanted: Sequence[int] | None = None) -> None:
        """Copy the wanted columns into a temporary table in which rows have numbers.

        Raises:
            EngineFault: the database refuses; the message says why.
        """
        chosen = self.columns if wanted is None else [self.columns[n] for n in wanted]
        shown = ", ".join(self._shown(stored) for stored in chosen)
        numbered = f'row_number() OVER () - 1 AS "{ROW}"'
        rows = f"SELECT {', '.join(filter(None, (numbered, shown)))} FROM {self._from}"  # noqa: S608
        self._run(f'CREATE TEMP TABLE "{SOURCE}" AS {rows} WITH NO DATA')
        self._run("SAVEPOINT reading")
        for setting in _IN_ORDER:
            self._run(setting)
        self._run("SET TRANSACTION READ ONLY")  # the query is the user's: it may only read
        self._run(f'INSERT INTO "{SOURCE}" {rows}')
        self._run("RELEASE SAVEPOINT reading")
        for setting in ("synchronize_seqscans", "max_parallel_workers_per_gather"):
            self._run(f"RESET {setting}")
        self._run(f'ANALYZE "{SOURCE}"')
        self._steps[SOURCE] = rows

    def _shown(self, stored: Stored) -> str:
        """A column in the temporary table; numbers too long for whole numbers as they print."""
        name, kind = _quoted(stored.name), self._kinds[stored.name]
        as_text = stored.storage is Storage.TEXT and kind != "text"
        return f"CAST({name} AS text) AS {name}" if as_text else name

    def rows(self, query: exp.Expr) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        self._ready()
        return [tuple(row) for row in self._run(self.sql(query))]

    def stream(self, query: exp.Expr) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a query by a cursor of the server, in batches."""
        self._ready()
        options = {"stream_results": True, "max_row_buffer": _BATCH}
        found = self._connection.exec_driver_sql(self.sql(query), execution_options=options)
        for batch in found.partitions(_BATCH):
            yield [tuple(row) for row in batch]

    def prepare(
        self,
        name: str,
        query: exp.Expr,
        *,
        kept: bool = True,
        stored: bool = True,  # noqa: ARG002 - what is worked out here is always stored
    ) -> None:
        """Keep the result of a query in a temporary table."""
        self._ready()
        written = self.sql(query)
        self._run(f'DROP TABLE IF EXISTS pg_temp."{name}"')
        self._run(f'CREATE TEMP TABLE "{name}" AS {written}')
        self._run(f'ANALYZE "{name}"')
        if kept:
            self._steps[name] = written

    def line_of(self, row: int) -> int:  # noqa: ARG002 - rows here are told by their keys
        """0: a table has no lines."""
        return 0

    def first(self, count: int) -> list[tuple[str, ...]]:
        """The first rows of the source as text, without copying the others."""
        shown = ", ".join(f"CAST({_quoted(c.name)} AS text)" for c in self.columns)
        self._run("SAVEPOINT reading")
        self._run("SET TRANSACTION READ ONLY")
        found = self._run(f"SELECT {shown} FROM {self._from} LIMIT {count:d}").all()  # noqa: S608
        self._run("RELEASE SAVEPOINT reading")
        return [tuple(cell or "" for cell in row) for row in found]

    def written(self, rows: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some rows of the source as they are, each with its number, in order."""
        self._ready()
        shown = ", ".join(_quoted(name) for name in (ROW, *names))
        numbers = ",".join(f"{row:d}" for row in rows)
        found = self._run(
            f'SELECT {shown} FROM "{SOURCE}" WHERE "{ROW}" IN '  # noqa: S608 - names and numbers
            f"(SELECT unnest('{{{numbers}}}'::bigint[])) ORDER BY \"{ROW}\""
        )
        return [tuple(row) for row in found]

    def sql(self, query: exp.Expr) -> str:
        """A query as text."""
        return query.sql(dialect="postgres")

    def reproduced(self, query: exp.Expr) -> str:
        """A query over what was prepared, as one that starts from the table."""
        steps = [f'"{name}" AS ({made})' for name, made in self._steps.items()]
        return f"WITH {', '.join(steps)} {self.sql(query)}"

    def _ready(self) -> None:
        if SOURCE not in self._steps:
            self.take()

    def _run(self, statement: str) -> CursorResult[Any]:
        try:
            return self._connection.exec_driver_sql(statement)
        except _errors() as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> EngineFault:
        lines = str(getattr(error, "orig", None) or error).strip().splitlines()
        reason = lines[0] if lines else type(error).__name__
        where = self.address.shown
        return EngineFault(f"{where} 无法核对：{reason}", f"{where} cannot be checked: {reason}")


def _errors() -> type[Exception]:
    from sqlalchemy.exc import SQLAlchemyError

    return SQLAlchemyError


def _stored(name: str, kind: str) -> Stored:
    """A column by its type.

    A ``numeric`` without declared digits keeps those that were written, so it is read as text.
    """
    base, _, rest = kind.partition("(")
    if base in _WHOLE:
        return Stored(name, Storage.WHOLE, _WHOLE[base])
    if base == "numeric":
        declared = rest.rstrip(")").split(",") if rest else ["0", "-1"]
        digits, scale = int(declared[0]), int(declared[1])
        if 0 <= scale <= digits <= _MOST_DIGITS:
            return Stored(name, Storage.DECIMAL, digits, scale)
        return Stored(name, Storage.TEXT)
    if base in _DOUBLE:
        return Stored(name, Storage.DOUBLE)
    return Stored(name, Storage.TEXT if base in _TEXT else Storage.OTHER)


def _table(written: str) -> str:
    """The name of a table as SQL has it, quoted.

    Raises:
        EngineFault: it is no name.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        table = sqlglot.parse_one(written, into=exp.Table, dialect="postgres")
    except SqlglotError as error:
        raise _no_table(written) from error
    if not isinstance(table, exp.Table) or not all(
        isinstance(part, exp.Identifier) for part in table.parts
    ):
        raise _no_table(written)
    return ".".join(
        _quoted(part.this if part.args.get("quoted") else part.this.lower()) for part in table.parts
    )


def _no_table(written: str) -> EngineFault:
    return EngineFault(f"“{written}”不是表名", f"{written!r} is not the name of a table")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
