"""A frame read as a declared form: its columns as fields, its rows as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crossfoot.engines.frames.cells import Cells, cells_of
from crossfoot.engines.frames.doubles import refusal
from crossfoot.engines.frames.ground import Ground
from crossfoot.forms.assign import Assignment
from crossfoot.forms.entries import Entries
from crossfoot.forms.labels import norm
from crossfoot.forms.model import Form, TableMapping
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document, Grid
from crossfoot.model.submission import FormTable, Record, Submission

if TYPE_CHECKING:
    import pandas as pd

_MONTH = "@"  # what follows it tells the 本月 column of a field from its own


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a frame, those of its index that name rows in front.

    Attributes:
        headers: levels of each header, from the outermost.
        series: the columns.
        of_index: how many of them are levels of the index.
    """

    headers: tuple[tuple[str, ...], ...]
    series: tuple[pd.Series[Any], ...]
    of_index: int = 0

    @property
    def levels(self) -> int:
        """Number of rows of the header."""
        return len(self.headers[0]) if self.headers else 1

    def labelled(self, name: str) -> int | None:
        """The column whose lowest header is a name."""
        found = (n for n, header in enumerate(self.headers) if norm(header[-1]) == norm(name))
        return next(found, None)

    def without(self, places: Set[int]) -> Columns:
        """The columns but for some levels of the index."""
        kept = [place for place in range(len(self.headers)) if place not in places]
        return Columns(
            tuple(self.headers[place] for place in kept),
            tuple(self.series[place] for place in kept),
            self.of_index - len(places),
        )


@dataclass(frozen=True, slots=True)
class PreparedFrame:
    """A frame ready to be judged.

    Attributes:
        columns: what the frame holds.
        fields: field id to number of the column; ``@month`` marks a 本月 column.
        cells: what each column that is a field states, by field id.
        key: fields or names of columns that together name a row.
        table: its rows as records; row ``n`` of the frame is ``records[n]``.
    """

    form: Form
    columns: Columns
    fields: dict[str, int]
    cells: dict[str, Cells]
    key: tuple[str, ...]
    table: FormTable

    def by_field(self) -> pd.DataFrame:
        """The columns that are fields or key, as they are, by field id and row from 0."""
        import pandas as pd

        places = {name: place for name, place in self.fields.items() if _MONTH not in name}
        for name in self.key:
            place = self.columns.labelled(name)
            if name not in places and place is not None:
                places[name] = place
        return pd.DataFrame(
            {
                name: self.columns.series[place].reset_index(drop=True)
                for name, place in places.items()
            }
        )

    def row_of(self, line: int) -> int:
        """The row of the frame, from 0, that stands on a line of the grid, from 1."""
        return line - self.columns.levels - 1


def prepare(
    frame: pd.DataFrame, ground: Ground, mapping: TableMapping, name: str
) -> PreparedFrame | None:
    """Read a frame as the form that a mapping names, else as the one its columns fit best.

    Args:
        frame: the frame; nothing in it is changed.
        ground: the declared forms and what reads entries.
        mapping: what is known of the columns.
        name: what the frame is called in findings.

    Returns:
        The frame as a form; ``None`` when its columns are those of no declared form.

    Raises:
        FormFault: a column holds doubles whose digits the form does not declare.
    """
    columns = columns_of(frame)
    made = _assigned(columns, ground, mapping)
    if made is None:
        return None
    spare = _spare(columns, made)
    if spare:
        columns = columns.without(spare)
        made = _assigned(columns, ground, mapping) or made
    form = made.form
    taken = {place: form.fields[key.partition(_MONTH)[0]] for key, place in made.columns.items()}
    read = [
        cells_of(series, taken.get(place), ground.binder.column, ground.pack.tokens)
        for place, series in enumerate(columns.series)
    ]
    undeclared = {taken[place].id: read[place].undeclared for place in sorted(taken)}
    refused = {field_id: digits for field_id, digits in undeclared.items() if digits is not None}
    if refused:
        raise refusal(form, refused)
    grid = Grid(name, (*zip(*columns.headers, strict=True), *_rows([c.texts for c in read])))
    table = ground.binder.bind_columns(grid, columns.levels, mapping)
    if table is None:
        return None
    if not _is_plain(frame.index):
        table = replace(table, records=tuple(_named_by(frame.index, table.records)))
    unbound = (u for u in table.unbound if (u.place.column or 0) > columns.of_index)
    table = replace(table, unbound=tuple(unbound))
    return PreparedFrame(
        form=form,
        columns=columns,
        fields=dict(made.columns),
        cells={key: read[place] for key, place in made.columns.items()},
        key=_key(columns, made, mapping),
        table=table,
    )


def submission_of(prepared: PreparedFrame, *, name: str, sha256: str = "") -> Submission:
    """A frame as what a unit handed in."""
    return Submission(name, Document(name, "frame", sha256), tables=(prepared.table,))


def columns_of(frame: pd.DataFrame) -> Columns:
    """The columns of a frame, and the levels of its index that have a name or hold names."""
    import pandas as pd

    depth = frame.columns.nlevels
    headers: list[tuple[str, ...]] = []
    series: list[pd.Series[Any]] = []
    for level in range(frame.index.nlevels):
        values = frame.index.get_level_values(level)
        if values.name is None and not pd.api.types.is_string_dtype(values.dtype):
            continue
        named = "" if values.name is None else str(values.name)
        headers.append(("",) * (depth - 1) + (named,))
        series.append(values.to_series(index=pd.RangeIndex(len(frame))))
    of_index = len(headers)
    for place in range(frame.shape[1]):
        label: Any = frame.columns[place]
        headers.append(tuple(map(str, label)) if isinstance(label, tuple) else (str(label),))
        series.append(frame.iloc[:, place])
    return Columns(tuple(headers), tuple(series), of_index)


def _is_plain(index: pd.Index) -> bool:
    """True for the index of a frame that was given none: it names no row."""
    import pandas as pd

    return isinstance(index, pd.RangeIndex) and (index.start, index.step) == (0, 1)


def _named_by(index: pd.Index, records: Sequence[Record]) -> Iterator[Record]:
    """Rows by the label that the index gives them, where nothing else names them."""
    for label, record in zip(index, records, strict=True):
        entries = record.entries
        if record.key or not isinstance(entries, Entries):
            yield record
            continue
        parts = label if isinstance(label, tuple) else (label,)
        key = " ".join(map(str, parts))
        yield replace(
            record, place=replace(record.place, key=key), entries=replace(entries, key=key, made={})
        )


def _rows(columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    return zip(*columns, strict=True)


def _assigned(columns: Columns, ground: Ground, mapping: TableMapping) -> Assignment | None:
    return ground.binder.assigned(list(zip(*columns.headers, strict=True)), mapping)


def _spare(columns: Columns, made: Assignment) -> set[int]:
    """Levels of the index that are a field which a column of the frame is as well."""
    rivals = {made.columns.get(key) for place, key in made.rivals.items()}
    return {place for place in rivals if place is not None and place < columns.of_index}


def _key(columns: Columns, made: Assignment, mapping: TableMapping) -> tuple[str, ...]:
    """The declared key; else what the form's rows are about, where there are columns for all."""

    def there(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            name for name in names if name in made.columns or columns.labelled(name) is not None
        )

    if mapping.key:
        return there(mapping.key)
    grain = made.form.grain
    return grain if there(grain) == grain else ()
