"""Declared forms: what one row is about, which fields it has and what its entries mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from crossfoot.model.dataclass import dataclass


class FieldType(StrEnum):
    """What an entry of a field is."""

    COUNT = "int"
    AMOUNT = "dec"
    RATE = "pct"
    TEXT = "text"
    DATE = "date"
    PERIOD = "period"
    YES_NO = "bool"
    CHOICE = "enum"


class Aggregation(StrEnum):
    """Whether a field adds up across rows and units, is a rate, or neither."""

    ADD = "add"
    RATE = "rate"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class After:
    """Bare labels such as 其中：已整改 that name a field when ``field`` is the nearest before."""

    field: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One declared column of a form.

    Attributes:
        unit: declared unit of measure (家, 万元, %).
        aliases: names as really written; ``>`` separates the levels of a header path.
        cumulative: the column holds January-to-date figures.
        decimals: digits after the point that the form prescribes, if it does.
        rounded: an amount that is rounded where it is typed, so that it stands for an interval.
        tolerance: declared tolerance of a column without stated digits, in the unit, as written.
        signed: a value below zero is allowed.
        blank_means: ``missing`` or ``zero``; ``None`` leaves it to the round.
        values: the choices of a ``CHOICE`` field.
    """

    id: str
    type: FieldType
    zh: str | None = None
    en: str | None = None
    unit: str = ""
    aggregation: Aggregation = Aggregation.NONE
    aliases: tuple[str, ...] = ()
    cumulative: bool = False
    decimals: int | None = None
    rounded: bool = False
    tolerance: str | None = None
    signed: bool = False
    required: bool = False
    blank_means: str | None = None
    values: tuple[str, ...] = ()
    after: After | None = None

    @property
    def numeric(self) -> bool:
        """True for counts, amounts and rates."""
        return self.type in (FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE)

    def name(self, language: str) -> str:
        """The field's name in ``zh`` or ``en``, the other language or its id when there is none."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self.id


@dataclass(frozen=True, slots=True)
class Form:
    """A declared form.

    Attributes:
        grain: what one row is about, such as ``("unit", "sector", "month")``.
        aliases: other titles under which the form goes round.
        source: file and line of the declaration.
    """

    id: str
    fields: Mapping[str, Field]
    zh: str | None = None
    en: str | None = None
    aliases: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()
    cumulative: bool = False
    cadence: str | None = None
    source: str | None = None

    def name(self, language: str) -> str:
        """The form's title in ``zh`` or ``en``, the other language or its id when there is none."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self.id


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of work (行业领域) by which rows are broken down."""

    id: str
    zh: str
    aliases: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words that stand in cells and row labels instead of figures and names.

    Each is a tuple of spellings; see ``schemas/tokens.yaml``.
    """

    blank: tuple[str, ...] = ("",)
    not_applicable: tuple[str, ...] = ()
    not_collected: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    subtotal: tuple[str, ...] = ()
    of_which: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a configuration says of a table, so that nothing need be guessed.

    Attributes:
        form: id of the form the table holds.
        headers: header text as written to the id of the field it is.
        label_column: header text or column letter of the column that names the rows.
        key: fields or header texts that together name a row.
    """

    form: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    label_column: str | None = None
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything declared under ``schemas/``: forms, sectors, tokens, measure words and lexicon.

    Attributes:
        lexicon: the plain content of the lexicon files; numerals and narrative read their parts.
        sources: the files it was read from, in order.
    """

    name: str
    forms: Mapping[str, Form] = field(default_factory=dict)
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    tokens: Tokens = Tokens()
    meta: Mapping[str, Field] = field(default_factory=dict)  # 填报单位, 填报日期 … around the table
    lexicon: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
