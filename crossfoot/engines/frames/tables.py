"""CSV and Parquet files as frames, as they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from csv import Error as CsvError
from csv import Sniffer
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass

if TYPE_CHECKING:
    import pandas as pd

_DELIMITED = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_PARQUET = frozenset({".parquet", ".pq"})
_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "2",
}
_SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as a frame, its format and the digest of its bytes in hex."""

    frame: pd.DataFrame
    format: str
    sha256: str


def open_table(path: Path, text_of: Callable[[bytes], str]) -> Opened | None:
    """A file as a frame; ``None`` when it is no plain table.

    Args:
        path: the file.
        text_of: decodes the bytes of a text file.

    Raises:
        OSError: the file cannot be read.
    """
    suffix = path.suffix.casefold()
    if suffix in _PARQUET:
        frame = _parquet(path)
        return None if frame is None else Opened(frame, "parquet", _digest(path))
    if suffix in _DELIMITED:
        data = path.read_bytes()
        plain = _delimited(text_of(data), _DELIMITED[suffix])
        digest = hashlib.sha256(data).hexdigest()
        return None if plain is None else Opened(plain, "csv", digest)
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _delimited(text: str, usual: str) -> pd.DataFrame | None:
    """Every cell as the text it is; a table whose rows differ in length is no plain one."""
    import pandas as pd

    try:
        separator = Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|").delimiter
    except CsvError:
        separator = usual
    try:
        cells = pd.read_csv(
            StringIO(text),
            sep=separator,
            header=None,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    header = [str(label) for label in cells.iloc[0]]
    frame = cells.iloc[1:].reset_index(drop=True)
    frame.columns = pd.Index(header, dtype=object)
    broken = frame.apply(lambda column: column.str.contains("\n", regex=False).any())
    # lines of the file and rows of the table part ways where an entry holds a line break
    return None if bool(broken.any()) else frame


def _parquet(path: Path) -> pd.DataFrame | None:
    """DuckDB reads it, so that decimals stay decimals and no extension is fetched."""
    import duckdb
    import pandas as pd

    with duckdb.connect(config=dict(_SETTINGS)) as connection:
        try:
            read = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in read.description or ()]
            rows = read.fetchall()
        except duckdb.Error:
            return None  # the readers say what is wrong with it
    return pd.DataFrame(rows, columns=pd.Index(names, dtype=object), dtype=object)
