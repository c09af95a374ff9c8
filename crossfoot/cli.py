"""The command line: arguments in, exit code out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossfoot.arguments import (
    ConfigOption,
    Engine,
    EngineOption,
    FailOn,
    FailOnOption,
    Language,
    LanguageOption,
    LintFormat,
    LintFormatOption,
    MessagesOption,
    OutputOption,
    Paths,
    QuietOption,
    ReadingFormat,
    ReadingFormatOption,
    ReportFormat,
    ReportFormatOption,
    RuleArgument,
    SampleOption,
    SqlOption,
)
from crossfoot.gx_commands import gx_app
from crossfoot.version import __version__

if TYPE_CHECKING:
    from crossfoot.reports.screen import Screen
    from crossfoot.rules.model import ClaimRule, Rule
    from crossfoot.vetting.model import Report

CLEAN, FOUND, MISUSED, BROKEN = 0, 1, 2, 3
"""Exit codes: nothing at or above ``--fail-on``, something, a fault of the user's, one of ours."""


app = typer.Typer(
    name="crossfoot",
    help="Vets the figures that subordinate units submit, before anyone adds them up.",
    epilog="Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, configuration or"
    " rule file, 3 a fault of crossfoot itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(gx_app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crossfoot {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Vets the figures that subordinate units submit, before anyone adds them up."""
    del version


@app.command()
def check(
    paths: Paths,
    *,
    output_format: ReportFormatOption = ReportFormat.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.AUTO,
    fail_on: FailOnOption = FailOn.HARD,
    config: ConfigOption = None,
    engine: EngineOption = Engine.AUTO,
    messages: MessagesOption = 1000,
    quiet: QuietOption = False,
) -> None:
    """Check files and folders: which figures contradict which?"""
    if output_format is ReportFormat.PARQUET and output is None:
        raise typer.BadParameter("a Parquet file is no text to print; name it with -o FILE")
    _check_output(output, paths)
    with ExitStack() as opened:
        report = _judged(paths, config, engine, messages, opened)
        language = _language(lang, report)
        _written(report, output_format, language, output, quiet=quiet)
        if output is not None and not quiet:
            from crossfoot.reports.summary import counts_line

            typer.echo(f"{output}: {counts_line(report, language)}", err=True)
    raise typer.Exit(_exit_code(report, fail_on))


def _written(
    report: Report, wanted: ReportFormat, language: str, output: Path | None, *, quiet: bool
) -> None:
    """Deliver a report; findings in lines go out as they come."""
    from crossfoot.reports.formats import MACHINE, report_text

    if wanted is ReportFormat.JSONL and output is not None:
        from crossfoot.reports.contract import lines
        from crossfoot.reports.delivery import lines_to_file

        lines_to_file(lines(report), output)
        return
    if wanted is ReportFormat.PARQUET and output is not None:
        from crossfoot.reports import parquet
        from crossfoot.reports.delivery import made_into_file

        made_into_file(lambda draft: parquet.write(report, draft), output)
        return
    text = report_text(report, wanted, language, _screen(output), quiet=quiet)
    _deliver(text, output, json=wanted in MACHINE)


@app.command()
def read(
    paths: Paths,
    *,
    output_format: ReadingFormatOption = ReadingFormat.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.AUTO,
    config: ConfigOption = None,
) -> None:
    """Show how each document is understood."""
    _check_output(output, paths)
    from crossfoot import pipeline
    from crossfoot.reports.formats import reading_text
    from crossfoot.reports.language import choose

    with _progress() as progress:
        reading = pipeline.read_paths(paths, config=config, progress=progress)
    language = choose(lang, reading.pack.name if reading.pack else "")
    text = reading_text(reading, output_format, language, _screen(output))
    _deliver(text, output, json=output_format is ReadingFormat.JSON)


@app.command()
def rules(
    rule_id: RuleArgument = None,
    *,
    sql: SqlOption = None,
    lang: LanguageOption = Language.AUTO,
    config: ConfigOption = None,
) -> None:
    """List the rules in force, or show one in full."""
    from crossfoot import pipeline
    from crossfoot.model.finding import Message
    from crossfoot.reports import rule_list
    from crossfoot.reports.language import choose
    from crossfoot.rules.cards import rule_card

    if sql is not None and rule_id is None:
        raise typer.BadParameter("--sql FILE needs the id of a rule before it")
    pack, rule_set = pipeline.load_declared(config, [] if sql is None else [sql])
    every: list[Rule | ClaimRule] = [*rule_set.rules]
    every.extend(rule for kind in rule_set.claims.values() for rule in kind)
    titles = [Message(rule.zh or "", rule.en or "") for rule in every]
    language = choose(lang, pack.name, titles)
    if rule_id is None:
        cards = [rule_card(rule, pack) for rule in every]
        _deliver(rule_list.write(cards, language, _screen(None)), None)
        return
    found = next((rule for rule in every if rule.id.casefold() == rule_id.casefold()), None)
    if found is None:
        raise typer.BadParameter(rule_list.unknown(rule_id, [rule.id for rule in every]))
    if sql is not None:
        from crossfoot.large.reproduce import reproduced

        _deliver(reproduced(found.id, sql, config), None)
        return
    _deliver(rule_list.write_card(rule_card(found, pack), language, _screen(None)), None)


@app.command()
def lint(
    *,
    output_format: LintFormatOption = LintFormat.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.AUTO,
    config: ConfigOption = None,
    sample: SampleOption = None,
) -> None:
    """Show what is wrong with the rules themselves: contradictions, dead and idle rules."""
    from crossfoot import pipeline
    from crossfoot.reports import lint as account
    from crossfoot.reports.language import choose
    from crossfoot.rules.lint.lint import inspect

    _check_output(output, sample or ())
    pack, rule_set = pipeline.load_declared(config, sample or ())
    found = inspect(rule_set, pack)
    slips = None
    if sample:
        with _progress() as progress:
            slips = pipeline.try_slips(sample, config=config, progress=progress)
    language = choose(lang, pack.name)
    if output_format is LintFormat.JSON:
        text = account.write_json(found, slips)
    else:
        text = account.write(found, slips, pack, language, _screen(output))
    _deliver(text, output, json=output_format is LintFormat.JSON)
    raise typer.Exit(FOUND if found.failed else CLEAN)


@app.command()
def demo(*, lang: LanguageOption = Language.AUTO) -> None:
    """Check the sample that comes with crossfoot."""
    from crossfoot.forms.pack import builtin
    from crossfoot.reports.formats import report_text

    folder = builtin("fixtures")
    if folder.parent == Path.cwd():
        folder = Path(folder.name)
    rounds = sorted(str(path) for path in folder.iterdir() if path.is_dir()) or [str(folder)]
    from crossfoot import pipeline

    with _progress() as progress:
        report = pipeline.check_paths(rounds, progress=progress)
    language = _language(lang, report)
    text = report_text(report, ReportFormat.TABLE, language, _screen(None))
    _deliver(f"$ crossfoot check {' '.join(rounds)}\n\n{text}", None)


def _judged(
    paths: Sequence[str], config: Path | None, engine: Engine, messages: int, opened: ExitStack
) -> Report:
    from crossfoot.engine_choice import judged

    with _progress() as progress:
        return judged(paths, config, engine, messages or None, opened, progress)


def _language(option: Language, report: Report) -> str:
    from crossfoot.reports.language import choose

    return choose(option, report.run.pack, [finding.message for finding in report.findings])


def _exit_code(report: Report, fail_on: FailOn) -> int:
    from crossfoot.model.finding import Level

    if fail_on is FailOn.NEVER:
        return CLEAN
    least = Level(fail_on.value).rank
    levels = [item.level for item in report.findings] + [item.level for item in report.cuts]
    return FOUND if any(level.rank >= least for level in levels) else CLEAN


def _screen(output: Path | None) -> Screen:
    from crossfoot.reports.delivery import screen
    from crossfoot.reports.screen import PLAIN

    return screen() if output is None else PLAIN


def _deliver(text: str, output: Path | None, *, json: bool = False) -> None:
    from crossfoot.reports.delivery import to_file, to_stdout

    if output is None:
        to_stdout(text, json=json)
    else:
        to_file(text, output, json=json)


def _check_output(output: Path | None, paths: Iterable[str]) -> None:
    """Refuse at once to write where nothing can be written, or over what is to be checked."""
    if output is None:
        return
    from crossfoot.reports.delivery import DeliveryFault, check_target

    check_target(output)
    if output.exists() and any(output.samefile(path) for path in paths if Path(path).exists()):
        raise DeliveryFault(f"{output} is one of the files to be checked; it is left as it is")


def _progress() -> AbstractContextManager[Callable[[int, int, str], None] | None]:
    from crossfoot.reports.delivery import progress_wanted

    if not progress_wanted():
        return nullcontext()
    from crossfoot.reports.progress import ProgressBar

    return ProgressBar()


def _declared_faults(error: Exception) -> list[str]:
    """``file:line:column: what is wrong`` for each mistake in a configuration, form or rule file.

    Empty when the error is something else.
    """
    from crossfoot.forms.faults import FormFault
    from crossfoot.reports.language import locale_language
    from crossfoot.reports.places import from_here
    from crossfoot.rounds.config_file import ConfigFault
    from crossfoot.rules.model import RuleFault

    if not isinstance(error, (FormFault, ConfigFault, RuleFault)):
        return []
    language = locale_language() or "en"
    lines = []
    for fault in error.faults:
        first, second = (fault.zh, fault.en) if language == "zh" else (fault.en, fault.zh)
        parts = (from_here(fault.file), fault.line, fault.column)
        place = ":".join(str(part) for part in parts if part)
        lines.append(f"{place}: {first or second}")
    return lines or [str(error)]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from crossfoot.misuse import MisuseError
    from crossfoot.reports.delivery import DeliveryFault, prepare_streams

    prepare_streams()
    try:
        app(prog_name="crossfoot")
    except (DeliveryFault, MisuseError) as fault:
        typer.echo(f"crossfoot: {fault}", err=True)
        sys.exit(MISUSED)
    except Exception as error:  # noqa: BLE001 - whatever it is, the user must hear of it
        from crossfoot.reports.faults import report_fault

        lines = _declared_faults(error)
        if lines:
            typer.echo("\n".join(lines), err=True)
            sys.exit(MISUSED)
        typer.echo(report_fault(error, sys.argv), err=True)
        sys.exit(BROKEN)
