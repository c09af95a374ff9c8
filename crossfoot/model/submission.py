"""What a unit handed in, after binding: records of forms, figures and claims of a narrative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document, Grid
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis
from crossfoot.model.quantity import Quantity


class Role(StrEnum):
    """What a row of a form is: a detail row, a 其中 row, a subtotal or the total."""

    LEAF = "leaf"
    SUB = "sub"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class State(StrEnum):
    """What an entry says.  Only ``STATED`` has a quantity."""

    STATED = "stated"
    TEXT = "text"  # a text, date or yes/no field, read as the form declares it
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # "/" or "—": there is nothing to count here
    NOT_COLLECTED = "not_collected"  # 未统计
    UNREADABLE = "unreadable"
    ABSENT = "absent"  # the table has no such column


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of one row: what is written, what it means and where it stands.

    ``quantity`` is set when ``state`` is ``STATED``; ``content`` holds the meaning of a text,
    ISO date or yes/no (``"yes"``/``"no"``) field when ``state`` is ``TEXT``.
    """

    field: str
    text: str
    state: State
    place: Place
    quantity: Quantity | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a form.

    Attributes:
        role: detail row, 其中 row, subtotal, total.
        key: what the row is about, as far as known: ``unit``, ``period``, ``sector`` … to
            canonical text.
        label: the row's own label as written.
        entries: the fields that the table has, by field id.
        index: number of the record in its table, from 0, in the order of the table.
        of: for a 其中 row the index of the row it belongs to.
        covers: for a total or subtotal the indices of the detail rows it adds up, when the layout
            says so; ``None`` means all detail rows of the table.
        place: the row's label cell, or its first cell.
    """

    role: Role
    key: Mapping[str, str]
    label: str
    entries: Mapping[str, Entry]
    index: int
    place: Place
    of: int | None = None
    covers: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Unbound:
    """A column or row with figures that no declared field or label matches."""

    text: str
    place: Place
    nearest: str | None = None  # id of the field whose name comes closest
    figures: int = 0


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table read as one of the declared forms.

    Attributes:
        form: id of the form.
        grid: the raw cells behind it.
        fields: field id to the column (or row, when transposed) of the grid, from 0.
        records: its rows in order.
        unbound: what was not understood.
        unit, period: what the table itself says it is of (``period`` as ``2023``, ``2023-Q3``,
            ``2023-06`` …).
        about: other lines around the table, by id (``report_date``, ``filler``, ``reviewer`` …),
            empty where the line was left blank; ``title``, and the period as ``period_line``,
            ``period_title``,
            ``period_sheet`` and ``period_file`` have it.
        lines: where each of ``about`` stands.
        units: field id to the unit of measure that its header states, as written.
        headers: field id to its header as written, levels joined by ``>``.
        confirmed: the form and its columns were named by the user's configuration.
        orientation: ``rows`` when a record is a row, ``columns`` when it is a column, ``card``
            for label/value pairs.
    """

    form: str
    grid: Grid
    fields: Mapping[str, int]
    records: tuple[Record, ...]
    unbound: tuple[Unbound, ...] = ()
    unit: str | None = None
    period: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False
    orientation: str = "rows"
    lines: Mapping[str, Place] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between figures that a text asserts.

    Attributes:
        kind: ``le``, ``sum``, ``rate`` …: the claim kinds declared among the rules.
        roles: (role, figure) in role order; a role such as ``part`` may come several times.
        basis: what the claim rests on.
        start, end: the sentence or passage that asserts it, offsets into the document's text.
        facts: what else the construct says, such as ``direction`` = ``up``.
    """

    kind: str
    roles: tuple[tuple[str, Figure], ...]
    basis: Basis
    start: int
    end: int
    facts: Mapping[str, str] = field(default_factory=dict)


class Harm(StrEnum):
    """What became of a stretch of text so that its figures cannot be relied on."""

    MOJIBAKE = "mojibake"  # decoded as what it is not
    LOST = "lost"  # characters replaced by �
    GLYPHS = "glyphs"  # characters that only a font knows
    MASKED = "masked"  # every digit replaced by X, *, □ …
    ONE_DIGIT = "one_digit"  # every digit replaced by one and the same
    POINT = "point"  # the decimal point of a percentage is lost


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of text that is damaged; no claim is read from the sentences it touches.

    Attributes:
        text: the damaged characters as they stand; ``place`` says where.
    """

    harm: Harm
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a text states: every figure, and every relation that the text itself asserts.

    Attributes:
        damages: where the text is damaged, in order.
        unsound: ids of the figures that stand in damaged sentences and are not checked.
    """

    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    damages: tuple[Damage, ...] = ()
    unsound: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Submission:
    """What one file says, ready to be checked.

    Attributes:
        id: unique within a run; the path of the file.
        unit: the unit that submits, canonical name when the round knows it.
        period: the period it is about.
    """

    id: str
    document: Document
    tables: tuple[FormTable, ...] = ()
    narrative: Narrative = Narrative()
    unit: str | None = None
    period: str | None = None
