"""What a rule is, and what judging a rule yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from crossfoot.forms.faults import Fault
from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure
from crossfoot.model.finding import Basis, BasisKind, Expected, Level, Message, Verdict
from crossfoot.model.submission import Record, State
from crossfoot.rules.tree import Node
from crossfoot.rules.values import EXACTLY, Tolerance


class Rows(StrEnum):
    """Which rows of a table a rule looks at."""

    ALL = "all"
    LEAF = "leaf"
    SUB = "sub"
    TOTAL = "total"
    MAIN = "main"  # detail rows that have 其中 rows under them


class ForEach(StrEnum):
    """The fields over which one rule is repeated; ``f`` stands for the field."""

    ADDITIVE = "additive"
    RATE = "rate"
    CUMULATIVE = "cumulative"
    AMOUNTS = "amounts"
    NUMERIC = "numeric"
    COUNTS = "counts"


class MissingPolicy(StrEnum):
    """What becomes of a rule one of whose figures is missing."""

    NOT_EVALUATED = "not_evaluated"
    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a verdict


class Scope(StrEnum):
    """What a rule is judged on once: a row, a table, a whole round."""

    ROW = "row"
    TOTAL = "total"  # every total and subtotal row
    MAIN = "main"  # every row with 其中 rows
    TABLE = "table"
    CHILD = "child"  # every row against the unit's own file
    UPPER = "upper"  # a table by unit against the units' own files
    ROUND = "round"
    HANDED = "handed"  # every group of files of one unit, form and period
    TEXT = "text"  # a narrative
    DOCUMENT = "document"  # a finder's fact about the file


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule is declared: file as the user knows it, line and column from 1."""

    file: str
    line: int
    column: int = 1


Example = Mapping[str, Any]
"""An example as written in the rule file: mappings, lists and texts only (``84.60`` stays text)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One declared rule.

    Attributes:
        form: id of the form it is about, ``"*"`` for every form.
        check: the formula as a tree; ``None`` for a rule with a ``finder``.
        check_text, when_text: the formulas as written.
        when: the condition under which the rule is judged at all.
        match: how rows of two forms, files or periods meet (``unit``, ``period`` …).
        softened_by: field whose being filled turns a hard finding into a soft one.
        finder: name of the fact about the document that the rule is about.
        zh, en: the rule in one sentence.
        message: the rule's own message templates, if it brings any.
        tolerance: what its equalities may be off by.
        missing: what becomes of it when a figure is missing.
    """

    id: str
    form: str
    check: Node | None
    check_text: str
    origin: Origin
    scope: Scope
    level: Level = Level.HARD
    when: Node | None = None
    when_text: str | None = None
    rows: Rows | None = None
    for_each: ForEach | None = None
    match: tuple[str, ...] = ()
    softened_by: str | None = None
    finder: str | None = None
    zh: str | None = None
    en: str | None = None
    message: Message | None = None
    source: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    good: tuple[Example, ...] = ()
    bad: tuple[Example, ...] = ()
    tolerance: Tolerance = EXACTLY
    missing: MissingPolicy = MissingPolicy.NOT_EVALUATED

    def title(self, language: str) -> str:
        """The rule's sentence in ``zh`` or ``en``; else in the other; else its formula."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self.check_text


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """What must hold when a text asserts a relation of one kind between figures in certain roles.

    Attributes:
        id: the rule's id; its kind where the file gives none.
        roles: names of the roles, in order; a role may be filled by several figures.
        check: the formula over the roles; ``None`` when no rule is declared for the kind.
    """

    id: str
    kind: str
    roles: tuple[str, ...]
    check: Node | None
    check_text: str
    origin: Origin
    level: Level = Level.HARD
    zh: str | None = None
    en: str | None = None
    message: Message | None = None
    source: str | None = None
    good: tuple[Example, ...] = ()
    bad: tuple[Example, ...] = ()
    tolerance: Tolerance = EXACTLY

    def title(self, language: str) -> str:
        """The rule's sentence in ``zh`` or ``en``; else in the other; else its formula."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self.check_text


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of a pack, in the order of their files.

    Attributes:
        rules: rules over tables and rounds.
        claims: rules over claims, by kind; several of a kind differ in their roles.
    """

    rules: tuple[Rule, ...] = ()
    claims: Mapping[str, tuple[ClaimRule, ...]] = field(default_factory=dict)

    def rule(self, rule_id: str) -> Rule | ClaimRule | None:
        """The rule with an id, or ``None``."""
        every: list[Rule | ClaimRule] = [*self.rules]
        every += [rule for kind in self.claims.values() for rule in kind]
        return next((rule for rule in every if rule.id == rule_id), None)

    def of_form(self, form: str) -> tuple[Rule, ...]:
        """The rules about a form, those about every form included."""
        return tuple(rule for rule in self.rules if rule.form in (form, "*"))


class RuleFault(Exception):
    """Rule files that cannot be used.

    Attributes:
        faults: everything that is wrong in them, in the order of the files.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.text() for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that a rule looked at.

    Attributes:
        role: field id, or the role in a claim.
        label: the field's or role's name as (zh, en).
        figure: the figure, when it stands anywhere; its ``id`` is unique within the judgement.
        state: what the entry says.
        text: the entry as written.
    """

    role: str
    label: tuple[str, str]
    figure: Figure | None
    state: State = State.STATED
    text: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say although the rule holds, such as 100 % stated where not all is done.

    Attributes:
        code: id of the engine's own finding (``CF05``).
    """

    code: str
    level: Level
    message: Message


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one rule on one row, table, claim or set of submissions.

    Verdicts that are no findings (pass without remarks, not evaluated, not applicable) are lumped
    together: one judgement for ``times`` rows, without record, operands and message.

    Attributes:
        level: level of the finding this would be (after ``softened_by``, tier and basis).
        reason: code of why it was not evaluated (``missing``, ``unreadable``, ``not_collected``,
            ``child_missing`` …) or of the tier (``three_sd``, ``approximate``, ``half_down`` …).
        record: the row it was judged on.
        field: the field for which a ``for_each`` rule was judged.
        operands: every figure of the comparison, the stated side first.
        at: indices of the operands to look at first, at most three.
        stated: text of the figure that ``expected`` speaks of.
        unit, period, form: what a round rule's finding is about.
        submissions: ids of the submissions a round rule's finding is about.
        times: how many rows came to this verdict.
    """

    rule: Rule | ClaimRule
    verdict: Verdict
    level: Level
    reason: str | None = None
    record: Record | None = None
    field: str | None = None
    operands: tuple[Operand, ...] = ()
    at: tuple[int, ...] = ()
    stated: str | None = None
    expected: Expected | None = None
    basis: Basis = Basis(BasisKind.ARITHMETIC, "", "")
    message: Message = Message("", "")
    remarks: tuple[Remark, ...] = ()
    unit: str | None = None
    period: str | None = None
    form: str | None = None
    submissions: tuple[str, ...] = ()
    times: int = 1

    @property
    def is_finding(self) -> bool:
        """True for fail, unlikely, edge and other convention."""
        return self.verdict in _FINDINGS


_FINDINGS = frozenset({Verdict.FAIL, Verdict.UNLIKELY, Verdict.EDGE, Verdict.OTHER_CONVENTION})
