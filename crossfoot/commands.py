"""The commands: their arguments and options, their help, and what each of them calls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossfoot.arguments import (
    ConfigOption,
    EngineOption,
    FailOnOption,
    LanguageOption,
    LintFormat,
    LintFormatOption,
    MessagesOption,
    OutputOption,
    Paths,
    QuietOption,
    ReadingFormat,
    ReadingFormatOption,
    ReportFormatOption,
    RuleArgument,
    SampleOption,
    SqlOption,
)
from crossfoot.choices import Engine, FailOn, Language, ReportFormat
from crossfoot.console import (
    CLEAN,
    FOUND,
    check_output,
    deliver,
    language_of,
    progress,
    screen_for,
)
from crossfoot.gx_commands import gx_app
from crossfoot.version import __version__

if TYPE_CHECKING:
    from crossfoot.rules.model import ClaimRule, Rule

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
    from crossfoot import checking

    if output_format is ReportFormat.PARQUET and output is None:
        raise typer.BadParameter("a Parquet file is no text to print; name it with -o FILE")
    asked = checking.Asked(
        paths,
        output_format=output_format,
        output=output,
        lang=lang,
        fail_on=fail_on,
        config=config,
        engine=engine,
        messages=messages,
        quiet=quiet,
    )
    raise typer.Exit(checking.check(asked))


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
    check_output(output, paths)
    from crossfoot import pipeline
    from crossfoot.reports.formats import reading_text
    from crossfoot.reports.language import choose

    with progress() as told:
        reading = pipeline.read_paths(paths, config=config, progress=told)
    language = choose(lang, reading.pack.name if reading.pack else "")
    text = reading_text(reading, output_format, language, screen_for(output))
    deliver(text, output, json=output_format is ReadingFormat.JSON)


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
        deliver(rule_list.write(cards, language, screen_for(None)), None)
        return
    found = next((rule for rule in every if rule.id.casefold() == rule_id.casefold()), None)
    if found is None:
        raise typer.BadParameter(rule_list.unknown(rule_id, [rule.id for rule in every]))
    if sql is not None:
        from crossfoot.large.reproduce import reproduced

        deliver(reproduced(found.id, sql, config), None)
        return
    deliver(rule_list.write_card(rule_card(found, pack), language, screen_for(None)), None)


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

    check_output(output, sample or ())
    pack, rule_set = pipeline.load_declared(config, sample or ())
    found = inspect(rule_set, pack)
    slips = None
    if sample:
        with progress() as told:
            slips = pipeline.try_slips(sample, config=config, progress=told)
    language = choose(lang, pack.name)
    if output_format is LintFormat.JSON:
        text = account.write_json(found, slips)
    else:
        text = account.write(found, slips, pack, language, screen_for(output))
    deliver(text, output, json=output_format is LintFormat.JSON)
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

    with progress() as told:
        report = pipeline.check_paths(rounds, progress=told)
    language = language_of(lang, report)
    text = report_text(report, ReportFormat.TABLE, language, screen_for(None))
    deliver(f"$ crossfoot check {' '.join(rounds)}\n\n{text}", None)
