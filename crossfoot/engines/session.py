"""What every engine offers: queries in its own dialect, and a table that is prepared once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from crossfoot.model.dataclass import dataclass

if TYPE_CHECKING:
    from sqlglot import exp


class Storage(StrEnum):
    """How an engine holds the entries of a column."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DOUBLE = "double"
    OTHER = "other"  # dates, booleans and the like: looked at as the texts they print as


@dataclass(frozen=True, slots=True)
class Stored:
    """One column of a source.

    Attributes:
        scale: digits behind the point of a ``DECIMAL``.
        digits: digits of a ``WHOLE`` or ``DECIMAL`` in all; the longest number in ``plain``.
        plain: of a ``TEXT`` that is meant as a count, another column of the source that holds it
            as a whole number where it is written plainly, and is NULL elsewhere.
        complete: every entry is plain.
    """

    name: str
    storage: Storage
    digits: int = 18
    scale: int = 0
    plain: str | None = None
    complete: bool = False


class EngineFault(Exception):
    """An engine cannot do what it is asked, and why, in words for the user."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Session(Protocol):
    """One source of rows, opened in an engine.

    Attributes:
        dialect: name of the engine's SQL.
        columns: the columns of the source, in order.
        source: the relation that holds them as they are, with a ``_row`` number for each row.
        views: looking at the source again costs less than keeping what was made of it.
    """

    dialect: str
    views: bool

    @property
    def columns(self) -> Sequence[Stored]:
        """The columns of the source, in order."""

    @property
    def source(self) -> str:
        """Name of the relation that holds the rows as they are."""

    def rows(self, query: exp.Expr) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def stream(self, query: exp.Expr) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a query, in batches."""

    def prepare(
        self, name: str, query: exp.Expr, *, kept: bool = True, stored: bool = True
    ) -> None:
        """Make a relation of a query over the source, to be asked many times.

        Args:
            name: its name.
            query: what it holds.
            kept: it is a step on the way from the source to what :meth:`reproduced` shows.
            stored: what it holds is worked out now and stored, not each time it is asked.
        """

    def written(self, rows: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some rows of the source as they are, each with its number, in order."""

    def line_of(self, row: int) -> int:
        """The line of a file on which a row begins; 0 where there are no lines."""

    def reproduced(self, query: exp.Expr) -> str:
        """A query over what was prepared as one that starts from the source, for a person."""

    def sql(self, query: exp.Expr) -> str:
        """A query as text, for the person who wants to run it."""
