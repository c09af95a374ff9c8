"""Findings: what contradicts what, where, and what that rests on."""

from __future__ import annotations

from enum import StrEnum

from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure
from crossfoot.model.interval import Interval


class Level(StrEnum):
    """How much a finding weighs.

    强制性 is sent back, 核实性 is to be corrected or explained, 提示性 is shown.
    """

    HARD = "hard"
    SOFT = "soft"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """3 for hard, 2 for soft, 1 for hint."""
        return {Level.HARD: 3, Level.SOFT: 2, Level.HINT: 1}[self]


class Verdict(StrEnum):
    """What became of one rule on one row, table or set of submissions."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNLIKELY = "unlikely"
    EDGE = "edge"
    OTHER_CONVENTION = "other_convention"
    NOT_EVALUATED = "not_evaluated"
    NOT_APPLICABLE = "not_applicable"


class BasisKind(StrEnum):
    """What a finding rests on."""

    ARITHMETIC = "arithmetic"  # one sentence or one table, nothing assumed
    BINDING = "binding"  # a column or phrase was read as this field
    SCOPE = "scope"  # two passages are taken to speak of the same thing
    CONVENTION = "convention"  # the submission is taken to round in this way


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding or claim rests on, with the assumption in words."""

    kind: BasisKind
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Message:
    """One statement in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about; whatever applies (an absent unit has no file)."""

    submission: str | None = None
    unit: str | None = None
    period: str | None = None
    form: str | None = None
    file: str | None = None
    sheet: str | None = None
    range: str | None = None
    row: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What the other figures imply for the stated one: a set and its wording."""

    interval: Interval
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction or remark, traceable to its cells or characters.

    Attributes:
        id: unique within a run, in the order of the report.
        fingerprint: stable across runs while the same row breaks the same rule in the same way.
        rule: id of the rule, or ``CF01`` … for the engine's own.
        figures: all figures of the contradiction, each with its role.
        at: ids of the figures to look at first, three at most.
        stated: the stated text of the figure that ``expected`` speaks of.
        cause: id of the finding it follows from.
    """

    id: str
    fingerprint: str
    rule: str
    level: Level
    verdict: Verdict
    basis: Basis
    message: Message
    subject: Subject
    figures: tuple[Figure, ...] = ()
    at: tuple[str, ...] = ()
    stated: str | None = None
    expected: Expected | None = None
    cause: str | None = None
    suggestions: tuple[Message, ...] = ()
    explained: str | None = None
