"""Tables of a document read as the declared forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossfoot.forms.areas import tables_of
from crossfoot.forms.assign import Assignment
from crossfoot.forms.cellwords import Vocabulary, vocabulary
from crossfoot.forms.columns import Column
from crossfoot.forms.labels import squeezed
from crossfoot.forms.layout import Layout, layout_of
from crossfoot.forms.model import Field, Pack, TableMapping
from crossfoot.forms.names import Names
from crossfoot.forms.outline import Outline
from crossfoot.forms.periods import find_period
from crossfoot.forms.reading import Context, read_table
from crossfoot.forms.regions import looks_like_figure
from crossfoot.forms.rows import describe, unit_name
from crossfoot.forms.tables import assigned_columns, plain_table
from crossfoot.forms.view import NO_FACTS
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document, Grid
from crossfoot.model.submission import FormTable, Role
from crossfoot.numerals.words import NumberWords


@dataclass(frozen=True, slots=True)
class Bound:
    """What binding made of a document.

    Attributes:
        tables: its tables, in the order of sheets and rows.
        unclaimed: grids with figures in which no declared form was recognised.
    """

    tables: tuple[FormTable, ...]
    unclaimed: tuple[Grid, ...] = ()


def bind(
    document: Document,
    pack: Pack,
    *,
    words: NumberWords,
    mappings: Mapping[str, TableMapping] | None = None,
    known_units: Mapping[str, str] | None = None,
    blank_means: str = "missing",
) -> Bound:
    """Read the tables of a document as forms of the pack.

    Args:
        document: the document as its reader gave it.
        pack: the declared forms and words.
        words: number words, for the figures in cells.
        mappings: what the configuration says of the tables, by sheet; ``""`` for all sheets.
        known_units: names and aliases of units, blanks removed, to canonical names.
        blank_means: ``missing`` or ``zero``: what an empty cell says where the field does not tell.
    """
    binder = Binder(pack, words, known_units, blank_means)
    return binder.bind(document, mappings)


class Binder:
    """A pack arranged for binding, once for all documents of a run."""

    def __init__(
        self,
        pack: Pack,
        words: NumberWords,
        known_units: Mapping[str, str] | None = None,
        blank_means: str = "missing",
    ) -> None:
        """Arrange names and words; the arguments are those of :func:`bind`."""
        self._pack = pack
        self._layout: Layout = layout_of(pack, words)
        self._names = Names(pack, self._layout)
        self._vocabulary: Vocabulary = vocabulary(pack.tokens, words, self._layout.money)
        self._known_units = known_units or {}
        self._blank_means = blank_means

    def bind(self, document: Document, mappings: Mapping[str, TableMapping] | None = None) -> Bound:
        """Read the tables of one document."""
        context = self._context(sheet_first=_sheets_are_periods(document.grids))
        tables: list[FormTable] = []
        unclaimed: list[Grid] = []
        for grid in document.grids:
            found = tables_of(grid, self._names, _mapping(mappings or {}, grid))
            tables += [read_table(table, context, found) for table in found]
            if not found and _holds_figures(grid):
                unclaimed.append(grid)
        return Bound(self._same_units(tables), tuple(unclaimed))

    def bind_columns(
        self,
        grid: Grid,
        levels: int,
        mapping: TableMapping | None = None,
        counted: Mapping[str, Mapping[str, int]] | None = None,
    ) -> FormTable | None:
        """Read a grid whose first rows are its header, and every other one a row of the table.

        Nothing is guessed about where the table begins and ends; ``None`` when its columns are
        those of no declared form.  ``counted`` has, by field, the texts of a whole column and how
        often each comes, where the grid holds some of its rows only.
        """
        table = plain_table(grid, levels, self._names, mapping)
        if table is None:
            return None
        context = replace(self._context(), counted=counted or {})
        return read_table(table, context, [table])

    def assigned(
        self, header: Sequence[Sequence[str]], mapping: TableMapping | None = None
    ) -> Assignment | None:
        """The form and fields of columns of which no more than the header is known."""
        rows = tuple(tuple(row) for row in header)
        return assigned_columns(Grid("", rows), len(rows), self._names, mapping)

    def outline(self, header: Sequence[str], mapping: TableMapping | None = None) -> Outline | None:
        """What each column of a table is, from its header alone; ``None`` for no declared form."""
        table = plain_table(Grid("", (tuple(header),)), 1, self._names, mapping)
        if table is None:
            return None
        known = {*table.made.taken, *table.keys.values(), *table.asides.values()}
        return Outline(
            form=table.made.form,
            columns=dict(table.made.columns),
            keys=dict(table.keys),
            remark=table.asides.get("remark"),
            unbound=tuple(n for n in range(len(header)) if n not in known),
        )

    def role(self, text: str) -> Role:
        """What a text in the column that names rows says of its row."""
        if text.isascii() and text.isdigit():
            return Role.LEAF  # serial numbers and codes, of which there are many
        return describe(0, text, self._layout).role

    def period(self, text: str) -> str:
        """A period in a key as it is spelled among ourselves; else the text itself."""
        stretch = find_period(squeezed(text))
        return squeezed(text) if stretch is None else str(stretch.of_year(None)) or squeezed(text)

    def column(self, field: Field, texts: Iterable[str]) -> Column:
        """What reads the entries of one field that stand in a column of texts."""
        blank = field.blank_means or self._blank_means
        return Column(
            field,
            self._vocabulary,
            lambda: ((text, NO_FACTS) for text in texts),
            blank_zero=blank == "zero",
        )

    def counted_column(self, field: Field, texts: Mapping[str, int]) -> Column:
        """The same for texts of which is known how often each comes."""
        blank = field.blank_means or self._blank_means
        cells = Counter({(text, NO_FACTS): times for text, times in texts.items()})
        return Column(field, self._vocabulary, lambda: cells, blank_zero=blank == "zero")

    def _context(self, *, sheet_first: bool = False) -> Context:
        return Context(
            pack=self._pack,
            names=self._names,
            layout=self._layout,
            words=self._vocabulary,
            known_units=self._known_units,
            blank_means=self._blank_means,
            sheet_first=sheet_first,
        )

    def _same_units(self, tables: Sequence[FormTable]) -> tuple[FormTable, ...]:
        """Name the unit of a table as the rows of the other tables of the document name it."""
        rows = (record.key.get("unit") for table in tables for record in table.records)
        known = {"".join(unit.split()): unit for unit in rows if unit}
        if not known:
            return tuple(tables)
        suffixes = self._layout.unit_suffixes
        return tuple(
            replace(table, unit=unit_name(table.unit, known, suffixes)) if table.unit else table
            for table in tables
        )


def _mapping(mappings: Mapping[str, TableMapping], grid: Grid) -> TableMapping | None:
    """What the configuration says of a sheet, over what it says of the whole file."""
    general, own = mappings.get(""), mappings.get(grid.sheet or "")
    if general is None or own is None or general is own:
        return own or general
    return TableMapping(
        form=own.form or general.form,
        headers={**general.headers, **own.headers},
        label_column=own.label_column or general.label_column,
        key=own.key or general.key,
    )


def _sheets_are_periods(grids: Sequence[Grid]) -> bool:
    """True when several sheets are named by different periods: one sheet a month."""
    stretches = {find_period(grid.sheet) for grid in grids if grid.sheet}
    return len(stretches - {None}) > 1


def _holds_figures(grid: Grid) -> bool:
    figures = 0
    for row in grid.rows:
        figures += sum(looks_like_figure(text) for text in row if text)
        if figures > 1:
            return True
    return False
