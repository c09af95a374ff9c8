"""What a run comes to: a verdict for each submission, the findings, and how much was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from crossfoot.forms.model import Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Grid
from crossfoot.model.finding import Basis, Expected, Finding, Level, Message, Verdict
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import Claim, Submission


class SubmissionVerdict(StrEnum):
    """What becomes of a submission: 通过, 待核实, 退回 or 无法读取."""

    ACCEPT = "accept"
    QUERY = "query"
    RETURN = "return"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """One submission and what was found in it.

    Attributes:
        id: the submission's id, as findings name it.
        path: path of the file as shown to people.
        hard, soft, hint: number of findings of each level.
        forms: ids of the forms that its tables were read as, in the order of the file.
        figures: number of stated figures, in tables and text together.
        claims: number of relations that its text asserts.
    """

    id: str
    path: str
    unit: str | None
    period: str | None
    verdict: SubmissionVerdict
    hard: int = 0
    soft: int = 0
    hint: int = 0
    forms: tuple[str, ...] = ()
    figures: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """How often a rule could not be judged for one reason.

    Attributes:
        rule: id of the rule.
        reason: code of the reason (``missing``, ``unreadable``, ``ambiguous``, ``other_scope`` …).
        zh, en: the reason in words.
        count: number of rows, tables or submissions that it concerns.
    """

    rule: str
    reason: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was looked at: all counts but ``rules`` are rules on single rows, tables or sets.

    Attributes:
        rules: number of rules that were loaded.
        evaluated: judged, one way or the other: ``passed`` and ``failed`` together.
        failed: judged and not passed, at whatever level.
        not_evaluated: what could not be judged, a line for each rule and reason.
        not_applicable: the rule has nothing to say there.
    """

    rules: int
    evaluated: int
    passed: int
    failed: int
    not_evaluated: tuple[NotEvaluated, ...] = ()
    not_applicable: int = 0

    @property
    def unjudged(self) -> int:
        """Number of times that a rule could not be judged."""
        return sum(item.count for item in self.not_evaluated)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was checked; ``sha256`` is ``""`` when its bytes could not be read."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was made of, so that it can be repeated.

    Attributes:
        pack: name of the pack of forms and rules.
        pack_version: its version, where it has one.
        rules_sha256: digest of the rule files in hex.
        config: path of the configuration file that was used.
        convention: how rates are taken to be rounded.
        skipped: files passed over because they hold no submission (lock files and the like).
    """

    inputs: tuple[Input, ...]
    pack: str
    pack_version: str | None = None
    rules_sha256: str = ""
    config: str | None = None
    convention: Convention = Convention.ANY_HALF
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A rule that a large file breaks more often than findings are written out for.

    Attributes:
        submission: id of the submission.
        field: the field of a ``for_each`` rule.
        found: how often the rule is broken in all.
        shown: how many of these are among the findings.
        sql: a query that finds every row, for the engine that was used.
        rest: the keys of the rows that are not among the findings, in the order of the file.
    """

    submission: str
    rule: str
    level: Level
    form: str
    field: str | None
    found: int
    shown: int
    sql: str = ""
    rest: Callable[[], Iterator[str]] | None = None

    def remark(self) -> Message:
        """How many rows there are, and how many of them are told."""
        rule = self.rule if self.field is None else f"{self.rule} {self.field}"
        file, found, shown = self.submission, f"{self.found:,}", f"{self.shown:,}"
        return Message(
            f"{file} 中不符合 {rule} 的共{found}行，逐行写出的是前{shown}行",
            f"{file}: {found} rows break {rule}; the first {shown} are told",
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that ``check`` has to say, in the order in which people read it.

    Attributes:
        findings: a finding follows the one that it names as its cause.
        warnings: remarks on the run itself, such as a configured file that matched nothing.
        cuts: rules broken more often than findings are written out for.
    """

    run: RunInfo
    submissions: tuple[SubmissionResult, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    warnings: tuple[Message, ...] = ()
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """What became of one claim.

    Attributes:
        expected: what the other figures imply for the claim's last figure, where that can be said.
        message: what does not hold with its arithmetic, or the rule's own sentence where it holds.
        basis: what the judgement rests on.
        rule: id of the rule that judged it.
        level: level of the finding this would be.
        arithmetic: what the claim asserts in figures, such as ``31+14+10=55``; ``""`` where that
            says nothing.
    """

    claim: Claim
    verdict: Verdict
    message: Message
    basis: Basis
    expected: Expected | None = None
    rule: str = ""
    level: Level = Level.HARD
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """How one document was understood.

    Attributes:
        judgements: one for each claim of the submission's narrative, in its order.
        unclaimed: grids that were read as none of the declared forms.
    """

    submission: Submission
    judgements: tuple[ClaimJudgement, ...] = ()
    unclaimed: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How all documents of a run were understood, without judging rows of tables.

    Attributes:
        skipped: files passed over because they hold no submission.
        pack: the declared forms, for the names of forms and fields.
    """

    documents: tuple[DocumentReading, ...]
    skipped: tuple[str, ...] = ()
    pack: Pack | None = None
