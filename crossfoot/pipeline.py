"""The one way through: files to documents to records and claims to judgements to a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.declared import Declared, binder_for, declare
from crossfoot.forms.model import Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document, Grid
from crossfoot.model.finding import Message
from crossfoot.model.quantity import Convention
from crossfoot.model.submission import Narrative, Submission
from crossfoot.readers.read import read
from crossfoot.readers.walk import Found, Survey, survey
from crossfoot.rounds.model import RoundView, TableView
from crossfoot.rounds.resolve import resolve
from crossfoot.rules.arithmetic import arithmetic
from crossfoot.rules.conventions import convention_remark, submission_convention
from crossfoot.rules.judge import judge_claim, judge_round, judge_table
from crossfoot.rules.model import ClaimRule, Judgement, RuleSet
from crossfoot.rules.rounding import Inference
from crossfoot.version import __version__
from crossfoot.vetting import model as outcome
from crossfoot.vetting.drafts import Draft, claim_draft, round_drafts, table_draft
from crossfoot.vetting.engine import convention_draft, own_drafts, remark_drafts
from crossfoot.vetting.tally import Tally
from crossfoot.vetting.trials import Case, Trials
from crossfoot.vetting.vet import findings, results

if TYPE_CHECKING:
    from crossfoot.narrative import Narrator
    from crossfoot.vetting.mutation import Sensitivity

_NO_FILES = Survey(())
Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One file as read and bound, before it is known what it meets.

    Attributes:
        unclaimed: grids with figures that are no declared form.
        noticed: what was amiss with it before any rule looked at it, or what an engine found.
        judged: what became of the rules that an engine has judged already.
        cuts: rules broken more often than there are drafts for.
        by_engine: its rows have been judged by an engine; its tables hold none.
    """

    submission: Submission
    unclaimed: tuple[Grid, ...] = ()
    noticed: tuple[Draft, ...] = ()
    judged: tuple[Judgement, ...] = ()
    cuts: tuple[outcome.Cut, ...] = ()
    by_engine: bool = False


Opener = Callable[[Found], Understood | None]
"""Opens a file in a way of its own; ``None`` leaves it to the readers."""


def load_declared(
    config: Path | None = None, paths: Sequence[str | Path] = ()
) -> tuple[Pack, RuleSet]:
    """The forms and rules that would apply to the given files.

    Raises:
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    declared = declare(config, paths)
    return declared.pack, declared.rules


def check_paths(
    paths: Sequence[str | Path],
    *,
    config: Path | None = None,
    progress: Progress | None = None,
    opened_by: Callable[[Declared], Opener] | None = None,
) -> outcome.Report:
    """Check files and folders, and say what contradicts what.

    Args:
        paths: files and folders.
        config: the configuration file; by default the nearest one at or above the files.
        progress: is told how far reading has come.
        opened_by: gives, for what is declared, what opens files before the readers are asked.

    Raises:
        ConfigFault, FormFault, RuleFault: a declaration cannot be used; files never raise.
    """
    declared = declare(config, paths)
    files = survey(paths)
    opener = None if opened_by is None else opened_by(declared)
    return vet(declared, list(_understand(files.found, declared, progress, opener)), files)


def vet(
    declared: Declared, understood: Sequence[Understood], files: Survey = _NO_FILES
) -> outcome.Report:
    """Judge what is understood already, and say what contradicts what."""
    view = _resolved(declared, understood)
    tally = Tally()
    noted = list(_drafts(view, understood, declared, tally))
    cases = [case for draft, case in noted if not draft.apart]
    trials = Trials(declared.rules, declared.pack, view.round, cases)
    cuts = tuple(cut for item in understood for cut in item.cuts)
    said = findings([draft for draft, _ in noted], view.submissions, trials)
    rules = len(declared.rules.rules) + sum(map(len, declared.rules.claims.values()))
    return outcome.Report(
        run=_run(declared, understood, files),
        submissions=results(view.submissions, said, cuts),
        findings=said,
        coverage=tally.coverage(rules),
        warnings=tuple(cut.remark() for cut in cuts),
        cuts=cuts,
    )


def read_paths(
    paths: Sequence[str | Path], *, config: Path | None = None, progress: Progress | None = None
) -> outcome.Reading:
    """Show how files are understood: tables, fields, figures, claims.

    Raises:
        ConfigFault, FormFault, RuleFault: a declaration cannot be used; files never raise.
    """
    declared, files, understood, view = _prepared(paths, config, progress)
    documents = tuple(
        outcome.DocumentReading(
            submission=submission,
            judgements=tuple(_claims(submission, declared)),
            unclaimed=item.unclaimed,
        )
        for submission, item in zip(view.submissions, understood, strict=True)
    )
    return outcome.Reading(documents, skipped=_skipped(files), pack=declared.pack)


def try_slips(
    paths: Sequence[str | Path], *, config: Path | None = None, progress: Progress | None = None
) -> Sensitivity:
    """Make every figure of a sample wrong in turn, and count what the rules notice.

    Raises:
        ConfigFault, FormFault, RuleFault: a declaration cannot be used; files never raise.
    """
    from crossfoot.vetting.mutation import sensitivity

    declared, _, _, view = _prepared(paths, config, progress)
    return sensitivity(declared.rules, declared.pack, view)


def _prepared(
    paths: Sequence[str | Path], config: Path | None, progress: Progress | None
) -> tuple[Declared, Survey, list[Understood], RoundView]:
    """What every command begins with: declarations, files, what they say, how they meet."""
    declared = declare(config, paths)
    files = survey(paths)
    understood = list(_understand(files.found, declared, progress))
    return declared, files, understood, _resolved(declared, understood)


def _resolved(declared: Declared, understood: Sequence[Understood]) -> RoundView:
    organs = declared.pack.lexicon.get("layout", {}).get("unit_suffixes", ())
    titles = declared.pack.lexicon.get("documents")
    return resolve(declared.config.round, [item.submission for item in understood], organs, titles)


def _understand(
    files: Sequence[Found],
    declared: Declared,
    progress: Progress | None,
    opener: Opener | None = None,
) -> Iterator[Understood]:
    config = declared.config
    binder = binder_for(declared)
    narrator: Narrator | None = None
    for number, found in enumerate(files):
        if progress is not None:
            progress(number, len(files), found.shown)
        opened = None if opener is None else opener(found)
        if opened is not None:
            yield opened
            continue
        document = _document(found)
        if document.text and narrator is None and "lexicon" in declared.pack.lexicon:
            from crossfoot.narrative import Narrator

            narrator = Narrator(declared.pack)
        bound = binder.bind(document, config.mappings(found.path))
        submission = Submission(
            id=document.path,
            document=document,
            tables=bound.tables,
            narrative=narrator.read(document) if narrator and document.text else Narrative(),
        )
        yield Understood(submission, bound.unclaimed)
    if progress is not None:
        progress(len(files), len(files), "")


def _document(found: Found) -> Document:
    if found.notice is not None:
        return Document(found.shown, "", notices=(found.notice,))
    return read(found.path, found.shown, found.member)


def _skipped(files: Survey) -> tuple[str, ...]:
    return tuple(item.shown for item in files.skipped)


_Noted = tuple[Draft, Case | None]
_TELLING = 5  # so many rates must disagree before a submission can be said to round in its own way


def _drafts(
    view: RoundView, understood: Sequence[Understood], declared: Declared, tally: Tally
) -> Iterator[_Noted]:
    order = {rule.id: number for number, rule in enumerate(declared.rules.rules)}
    tables: dict[str, list[TableView]] = {}
    for table in view.tables:
        tables.setdefault(table.submission.id, []).append(table)
    for submission, item in zip(view.submissions, understood, strict=True):
        for draft in own_drafts(submission, declared.pack, len(item.unclaimed)):
            yield draft, None
        yield from ((draft, None) for draft in item.noticed)
        tally.add(item.judged)
        own = [] if item.by_engine else tables.get(submission.id, [])
        noted, judged = _judged(submission, own, declared, view, order)
        inference = _convention(submission, own, declared, view, noted)
        if inference is not None:
            convention = inference.convention
            noted, judged = _judged(submission, own, declared, view, order, convention)
            yield convention_draft(submission, convention_remark(inference)), None
        tally.add(judged)
        yield from noted
    for judgement in judge_round(declared.rules, view, declared.pack):
        tally.add([judgement])
        for draft in round_drafts(judgement, view, order[judgement.rule.id]):
            yield from _noted(judgement, draft)


def _judged(
    submission: Submission,
    tables: Sequence[TableView],
    declared: Declared,
    view: RoundView,
    order: Mapping[str, int],
    convention: Convention = Convention.ANY_HALF,
) -> tuple[list[_Noted], list[Judgement]]:
    """What there is to say of one submission's claims and tables, and all judgements on them."""
    rules, pack = declared.rules, declared.pack
    noted: list[_Noted] = []
    judged: list[Judgement] = []
    for claim in submission.narrative.claims:
        judgement = judge_claim(rules, claim, convention)
        judged.append(judgement)
        noted += _noted(judgement, claim_draft(judgement, submission, claim, len(order)))
    for table in tables:
        for judgement in judge_table(rules, table, pack, view.round, convention):
            judged.append(judgement)
            draft = table_draft(judgement, table, order[judgement.rule.id])
            noted += _noted(judgement, draft, Case(judgement, table, convention))
    return noted, judged


def _convention(
    submission: Submission,
    tables: Sequence[TableView],
    declared: Declared,
    view: RoundView,
    noted: Sequence[_Noted],
) -> Inference | None:
    """How a submission rounds, looked into only where enough rates disagree to tell."""
    if sum(_about_a_rate(draft) for draft, _ in noted) < _TELLING:
        return None
    claims = submission.narrative.claims
    return submission_convention(declared.rules, tables, claims, declared.pack, view.round)


def _about_a_rate(draft: Draft) -> bool:
    first = draft.figures[draft.at[0]] if draft.at else None
    return first is not None and first.quantity is not None and first.quantity.unit == "%"


def _noted(judgement: Judgement, draft: Draft, case: Case | None = None) -> Iterator[_Noted]:
    if judgement.is_finding:
        yield draft, case
    for remark in remark_drafts(judgement, draft):
        yield remark, None


def _claims(submission: Submission, declared: Declared) -> Iterator[outcome.ClaimJudgement]:
    for claim in submission.narrative.claims:
        judged = judge_claim(declared.rules, claim)
        said = judged.message
        if not said.zh:  # it holds: say what held
            said = Message(judged.rule.title("zh"), judged.rule.title("en"))
        yield outcome.ClaimJudgement(
            claim=claim,
            verdict=judged.verdict,
            message=said,
            basis=judged.basis,
            expected=judged.expected,
            rule=judged.rule.id,
            level=judged.level,
            arithmetic=arithmetic(judged.rule, claim) if isinstance(judged.rule, ClaimRule) else "",
        )


def _run(declared: Declared, understood: Sequence[Understood], files: Survey) -> outcome.RunInfo:
    config = declared.config.path
    return outcome.RunInfo(
        inputs=tuple(
            outcome.Input(item.submission.document.path, item.submission.document.sha256)
            for item in understood
        ),
        pack=declared.pack.name,
        pack_version=__version__ if declared.config.pack else None,
        rules_sha256=declared.digest,
        config=config.name if config else None,
        skipped=_skipped(files),
    )
