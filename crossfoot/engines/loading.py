"""How DuckDB reads a delimited file once: texts as they are written, counts as whole numbers.

A count that is written plainly is its number and nothing else, so the number alone is kept; the
text of it is the number printed.  Of rows with a count that is written in any other way (``007``,
``1e3``, ``１２``, ``约5``) the texts are kept too.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.engines.session import Storage, Stored
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.sql.sight import ROW

RAW = "raw"
_MOST = 10**15
"""No plain number is as large; what is, the exact evaluator looks at."""


@dataclass(frozen=True, slots=True)
class Loading:
    """The columns of a delimited file that are kept, and how.

    Attributes:
        rows: the call of DuckDB's reader, every column a text.
        names: all columns.
        texts: columns kept as they are written.
        counts: columns kept as numbers.
    """

    rows: str
    names: Sequence[str]
    texts: Sequence[str]
    counts: Sequence[str]

    def load(self) -> str:
        """Makes the table of all rows, in their order."""
        shown = [quoted(name) for name in self.texts]
        shown += [quoted(self.plain(name)) for name in self.counts]
        if self.counts:
            same = (f"{_same(quoted(self.plain(name)), quoted(name))}" for name in self.counts)
            given = ", ".join(quoted(name) for name in self.counts)
            rest = f"CASE WHEN NOT ({' AND '.join(same)}) THEN [{given}] END"
            shown.append(f"{rest} AS {quoted(self.rest)}")
        return f"CREATE TEMP TABLE {RAW} AS SELECT {', '.join(shown)} FROM ({self._numbered()})"  # noqa: S608

    def measure(self) -> str:
        """Asks how many rows have texts of their own, and of each count its extremes and times."""
        asked = [f"count({quoted(self.rest)})" if self.counts else "0", "count(*)"]
        for name in self.counts:
            plain = quoted(self.plain(name))
            asked += [f"min({plain})", f"max({plain})", f"count({plain})"]
        return f"SELECT {', '.join(asked)} FROM {RAW}"  # noqa: S608

    def mend(self) -> str:
        """Takes away numbers that are not how their texts print."""
        changes = ", ".join(
            f"{quoted(self.plain(name))} = CASE WHEN {_same(quoted(self.plain(name)), own)} "
            f"THEN {quoted(self.plain(name))} END"
            for name, own in self._own_texts()
        )
        return f"UPDATE {RAW} SET {changes} WHERE {quoted(self.rest)} IS NOT NULL"  # noqa: S608

    def view(self, found: Sequence[int | None]) -> tuple[str, dict[str, Stored]]:
        """The relation with the texts of all columns, and what is known of the counts.

        Args:
            found: what :meth:`measure` was told.
        """
        shown = [f"rowid AS {quoted(ROW)}", *(quoted(name) for name in self.texts)]
        known: dict[str, Stored] = {}
        several, rows = found[0], found[1]
        for n, (name, own) in enumerate(self._own_texts()):
            least, most, times = found[2 + 3 * n : 5 + 3 * n]
            plain = quoted(self.plain(name))
            printed = f"CAST({plain} AS VARCHAR)"
            text = f"COALESCE({printed}, {own})" if several else printed
            large = max(abs(least or 0), abs(most or 0)) >= _MOST
            within = f"{plain} > {-_MOST} AND {plain} < {_MOST}"
            number = f"CASE WHEN {within} THEN {plain} END AS {plain}" if large else plain
            shown += [f"{text} AS {quoted(name)}", number]
            digits = max(len(str(least or 0)), len(str(most or 0)))
            known[name] = Stored(
                name,
                Storage.TEXT,
                digits=min(digits, len(str(-_MOST)) - 1),
                plain=self.plain(name),
                complete=times == rows and not large,
            )
        return f"SELECT {', '.join(shown)} FROM {RAW}", known  # noqa: S608

    def told(self) -> str:
        """The same from the file, for a person to run."""
        plain = [quoted(self.plain(name)) for name in self.counts]
        numbers = "".join(
            f", CASE WHEN CAST({own} AS VARCHAR) = {quoted(name)} "
            f"AND {own} > {-_MOST} AND {own} < {_MOST} THEN {own} END AS {own}"
            for name, own in zip(self.counts, plain, strict=True)
        )
        names = ", ".join(quoted(name) for name in self.names)
        return (
            f'SELECT row_number() OVER () - 1 AS "{ROW}", {names}{numbers} '  # noqa: S608
            f"FROM ({self._numbered()})"
        )

    def plain(self, name: str) -> str:
        """The column that holds a count as a number."""
        return f"{self._free('_plain')}{self.names.index(name)}"

    @property
    def rest(self) -> str:
        """The column that holds the texts of rows that are not all plain."""
        return self._free("_rest")

    def _free(self, wanted: str) -> str:
        """A name with which none of the file's own begins."""
        while any(name.casefold().startswith(wanted) for name in self.names):
            wanted = "_" + wanted
        return wanted

    def _numbered(self) -> str:
        numbers = "".join(
            f", TRY_CAST({quoted(name)} AS BIGINT) AS {quoted(self.plain(name))}"
            for name in self.counts
        )
        return f"SELECT *{numbers} FROM {self.rows}"  # noqa: S608

    def _own_texts(self) -> list[tuple[str, str]]:
        rest = quoted(self.rest)
        return [(name, f"{rest}[{n}]") for n, name in enumerate(self.counts, 1)]


def _same(plain: str, text: str) -> str:
    return f"CAST({plain} AS VARCHAR) IS NOT DISTINCT FROM {text}"


def quoted(name: str) -> str:
    """A name as an identifier."""
    return '"' + name.replace('"', '""') + '"'
