"""Tables of a warehouse: which columns they have, and what the entries of a column are."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.engines.frames.tables import open_table
from crossfoot.engines.gx.library import need_spark
from crossfoot.engines.session import EngineFault, Storage, Stored
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.sql.sight import ROW

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlglot import exp

VARIABLE = "CROSSFOOT_GX_SOURCE"
"""The environment variable that a project reads its connection string from."""
KINDS = ("sqlite", "postgres", "spark", "pandas")
_SCHEMES = {name: name for name in KINDS} | {"postgresql": "postgres"}
_SOURCE = "crossfoot_source"
_MOST_WHOLE = 18


@dataclass(slots=True)
class Table:
    """One table of a warehouse, as :class:`crossfoot.engines.session.Session` wants it.

    Attributes:
        kind: ``sqlite``, ``postgres``, ``spark`` or ``pandas``.
        name: the table's name; for Spark a file or a table, for pandas a file.
        decimals: columns that SQLite calls decimal, and their digits behind the point.
        frame: the table in Spark or pandas.
    """

    kind: str
    name: str
    columns: tuple[Stored, ...] = ()
    decimals: dict[str, int] = field(default_factory=dict)
    engine: Engine | None = None
    frame: Any = None
    source: str = _SOURCE
    prepared: dict[str, exp.Expr] = field(default_factory=dict)
    dialect: str = ""
    views: bool = False

    def __post_init__(self) -> None:
        self.dialect = self.kind  # they go by the same names

    @property
    def live(self) -> bool:
        """Whether the table is there to be asked."""
        return self.engine is not None or self.frame is not None

    def rows(self, query: exp.Expr) -> list[tuple[Any, ...]]:
        """All rows of a query over the source."""
        if self.frame is not None:
            self.frame.createOrReplaceTempView(_SOURCE)
            return [tuple(row) for row in need_spark().sql(self.sql(query)).collect()]
        if self.engine is None:
            return []
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(self.sql(query))]

    def stream(self, query: exp.Expr) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a query, in one batch."""
        yield self.rows(query)

    def prepare(
        self, name: str, query: exp.Expr, *, kept: bool = True, stored: bool = True
    ) -> None:
        """Nothing is made in the warehouse; the query is put in front of those that ask for it."""
        del kept, stored
        made = query.copy()
        made.set("expressions", [one for one in made.expressions if one.alias_or_name != ROW])
        self.prepared[name] = made

    def written(self, rows: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """No rows: a table of a warehouse has no numbers of rows."""
        del rows, names
        return []

    def line_of(self, row: int) -> int:  # noqa: ARG002 - rows of a table have no lines
        """0: a table has no lines."""
        return 0

    def reproduced(self, query: exp.Expr) -> str:
        """A query as text."""
        return self.sql(query)

    def sql(self, query: exp.Expr) -> str:
        """A query over the source as text."""
        from sqlglot import exp

        from crossfoot.engines.gx.dialects import for_sqlite

        def placed(node: exp.Expr) -> exp.Expr:
            here = isinstance(node, exp.Table) and node.name == _SOURCE
            return table_named(self.name) if here else node

        own = query.copy()
        for name, made in self.prepared.items():
            if any(one.name == name for one in own.find_all(exp.Table)):
                label = exp.to_identifier(name, quoted=True)
                own = own.with_(label, as_=made.copy()) if isinstance(own, exp.Query) else own
        if self.kind != "spark":
            own = own.transform(placed)
        if self.kind == "sqlite":
            own = for_sqlite(own, self.decimals)
        text = own.sql(dialect=self.dialect)
        return text.replace("%", "%%") if self.kind == "postgres" else text


def table_named(name: str) -> exp.Expr:
    """A table by its name, ``schema.table`` or ``table``."""
    from sqlglot import exp

    schema, _, table = name.rpartition(".")
    return exp.table_(table, db=schema or None, quoted=True)


def kind_of(url: str) -> str:
    """The kind of warehouse that an address leads to.

    Raises:
        EngineFault: it leads to none that is known here.
    """
    scheme = re.split(r"[+:]", url, maxsplit=1)[0].casefold()
    if scheme not in _SCHEMES:
        raise EngineFault(
            f"不认识的数据来源 {url}：请用 sqlite:///文件、postgresql://…、spark:文件或表名、pandas:文件",
            f"unknown source {url}: use sqlite:///FILE, postgresql://…, spark:FILE-OR-TABLE or "
            "pandas:FILE",
        )
    return _SCHEMES[scheme]


def address(url: str) -> str:
    """An address with the driver that is installed with crossfoot."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _utf8(data: bytes) -> str:
    return data.decode("utf-8-sig")


@contextmanager
def opened(url: str, table: str | None, text_of: Callable[[bytes], str] = _utf8) -> Iterator[Table]:
    """A table of a warehouse, read only to see what it holds.

    Args:
        url: where it is.
        table: its name.
        text_of: decodes the bytes of a text file, for pandas.

    Raises:
        EngineFault: it cannot be reached.
        GxMissing: what reaches it is not installed.
    """
    kind = kind_of(url)
    if kind == "spark":
        yield _spark(url.partition(":")[2], table)
        return
    if kind == "pandas":
        yield _pandas(url.partition(":")[2], text_of)
        return
    if table is None:
        raise EngineFault("请用 --table 指明表名", "name the table with --table")
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import NoSuchTableError, SQLAlchemyError

    engine = create_engine(address(url))
    if kind == "sqlite":
        _must_exist(engine.url.database)
        event.listen(engine, "connect", _with_patterns)
    try:
        yield _measured(Table(kind, table, engine=engine), *_described(engine, table))
    except NoSuchTableError as error:
        raise EngineFault(f"没有表 {table}", f"there is no table {table}") from error
    except SQLAlchemyError as error:
        first = str(error).strip().splitlines()[0]
        raise EngineFault(
            f"无法读取表 {table}：{first}", f"table {table} cannot be read: {first}"
        ) from error
    finally:
        engine.dispose()


def _with_patterns(connection: Any, _record: Any) -> None:
    connection.create_function(
        "REGEXP", 2, lambda pattern, text: text is not None and bool(re.search(pattern, str(text)))
    )


def _must_exist(database: str | None) -> None:
    """SQLite would make an empty database where there is none."""
    if database and database != ":memory:" and not Path(database).is_file():
        raise EngineFault(f"没有文件 {database}", f"there is no file {database}")


def _described(engine: Engine, table: str) -> tuple[tuple[Stored, ...], dict[str, int]]:
    from sqlalchemy import inspect

    schema, _, name = table.rpartition(".")
    described = inspect(engine).get_columns(name, schema=schema or None)
    decimals: dict[str, int] = {}
    columns = []
    for one in described:
        stored = _stored(str(one["name"]), one["type"])
        if stored.storage is Storage.DECIMAL and engine.dialect.name == "sqlite":
            decimals[stored.name] = stored.scale
        columns.append(stored)
    return tuple(columns), decimals


def _stored(name: str, kind: Any) -> Stored:
    from sqlalchemy import types

    match kind:
        case types.SmallInteger():
            return Stored(name, Storage.WHOLE, 5)
        case types.BigInteger():
            return Stored(name, Storage.WHOLE, _MOST_WHOLE)
        case types.Integer():
            return Stored(name, Storage.WHOLE, 10)
        case types.Float():
            return Stored(name, Storage.DOUBLE)
        case types.Numeric() if kind.precision is not None:
            return Stored(name, Storage.DECIMAL, kind.precision, kind.scale or 0)
        case types.Numeric():
            return Stored(name, Storage.DECIMAL, _MOST_WHOLE, -1)
        case types.String():
            return Stored(name, Storage.TEXT)
        case _:
            return Stored(name, Storage.OTHER)


def _measured(table: Table, columns: tuple[Stored, ...], decimals: Mapping[str, int]) -> Table:
    """The table with the sizes of numbers where the types do not tell them."""
    from sqlglot import exp

    made = []
    for stored in columns:
        known = exp.column(stored.name, quoted=True)
        if table.kind == "sqlite" and stored.storage is Storage.WHOLE:
            asked = exp.func("MAX", exp.Abs(this=known))
            top = table.rows(exp.select(asked).from_(exp.to_table(_SOURCE)))[0][0]
            digits = len(str(int(top))) if isinstance(top, int) else 9
            made.append(replace(stored, digits=min(max(digits, 9), _MOST_WHOLE)))
        elif stored.scale < 0:  # a NUMERIC of any size: as many digits as it has now
            asked = exp.func("MAX", exp.func("SCALE", known))
            top = table.rows(exp.select(asked).from_(exp.to_table(_SOURCE)))[0][0]
            made.append(replace(stored, scale=int(top or 0)))
        else:
            made.append(stored)
    table.columns, table.decimals = tuple(made), dict(decimals)
    return table


def _spark(path: str, table: str | None) -> Table:
    """A file, or a table of the catalogue, in Spark."""
    spark = need_spark()
    name = path or table or ""
    file = Path(name)
    if name.endswith(".csv"):
        frame = spark.read.csv(str(file.absolute()), header=True)
    elif file.exists():
        frame = spark.read.parquet(str(file.absolute()))
    else:
        frame = _of_catalogue(spark, name)
    columns = tuple(_spark_stored(one.name, one.dataType.simpleString()) for one in frame.schema)
    return Table("spark", name, columns, frame=frame)


def _pandas(path: str, text_of: Callable[[bytes], str]) -> Table:
    """A CSV or Parquet file as a data frame, as it is written."""
    try:
        read = open_table(Path(path), text_of)
    except OSError as error:
        raise EngineFault(f"没有文件 {path}", f"there is no file {path}") from error
    if read is None:
        raise EngineFault(f"{path} 不是规整的表", f"{path} is no plain table")
    columns = tuple(Stored(str(name), Storage.OTHER) for name in read.frame.columns)
    return Table("pandas", path, columns, frame=read.frame)


def _of_catalogue(spark: Any, name: str) -> Any:
    if not spark.catalog.tableExists(name):
        raise EngineFault(
            f"没有文件或表 {name}", f"there is neither a file nor a table called {name}"
        )
    return spark.table(name)


def _spark_stored(name: str, kind: str) -> Stored:
    whole = {"tinyint": 3, "smallint": 5, "int": 10, "bigint": _MOST_WHOLE}
    if kind in whole:
        return Stored(name, Storage.WHOLE, whole[kind])
    if kind.startswith("decimal("):
        digits, scale = (int(part) for part in kind[8:-1].split(","))
        return Stored(name, Storage.DECIMAL, digits, scale)
    if kind in ("float", "double"):
        return Stored(name, Storage.DOUBLE)
    return Stored(name, Storage.TEXT if kind == "string" else Storage.OTHER)


@contextmanager
def environment(url: str | None) -> Iterator[None]:
    """The address where a project looks for it, for as long as it runs."""
    before = os.environ.get(VARIABLE)
    if url is not None:
        os.environ[VARIABLE] = address(url)
    try:
        yield
    finally:
        if url is not None:
            os.environ.pop(VARIABLE)
            if before is not None:
                os.environ[VARIABLE] = before
