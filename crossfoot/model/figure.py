"""A figure: a stated number and where it stands, in a cell or in a sentence."""

from __future__ import annotations

from crossfoot.model.dataclass import dataclass
from crossfoot.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the terms of its own kind of file.

    Attributes:
        file: path as the user gave or would recognise it.
        sheet: worksheet name.  cell: address such as ``D7``.
        table: number of the table within a text document, from 1.
        line, column: line and column of text, from 1; for CSV the line of the file and the number
            of the column.
        page: page of a PDF, from 1.  paragraph: number of the paragraph, from 1.
        start, end: offsets in Unicode code points of the document's text.
        key: the row's declared key in words, such as ``鹿鸣镇 2023-06``.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number in its place.

    Attributes:
        id: unique and stable within one document (``f12``) or one finding.
        text: the characters that state it, as written.
        quantity: what they mean; ``None`` where a finding points at a text, a date or an
            empty cell.
        place: where they stand.
        what: what is counted, in the document's own words (narratives).
        scope: the field of work, campaign, place or unit it is said of (narratives).
        period: the time it is said of, in the document's own words (narratives).
        field: id of the form's field it was read as, if it was.
        role: the part it plays in a claim or finding (``part``, ``whole``, ``rate`` …).
    """

    id: str
    text: str
    quantity: Quantity | None
    place: Place
    what: str | None = None
    scope: str | None = None
    period: str | None = None
    field: str | None = None
    role: str | None = None

    def playing(self, role: str) -> Figure:
        """The same figure in a part that it plays in a claim or finding."""
        return Figure(
            self.id,
            self.text,
            self.quantity,
            self.place,
            self.what,
            self.scope,
            self.period,
            self.field,
            role,
        )
