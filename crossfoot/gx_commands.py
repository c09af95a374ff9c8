"""``crossfoot gx``: a Great Expectations project of the declared rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from crossfoot.arguments import ConfigOption, GxKind, LanguageOption
from crossfoot.choices import FailOn, Language

if TYPE_CHECKING:
    from crossfoot.engines.gx.fitting import Fitted
    from crossfoot.engines.gx.running import Outcome
    from crossfoot.handover import Wanted

gx_app = typer.Typer(
    name="gx",
    help="Write and run a Great Expectations project of the declared rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_CLEAN, _FOUND, _MISUSED = 0, 1, 2

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of the project.", show_default=False)
]
Source = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--source",
        metavar="URL",
        help="Where the tables are: sqlite:///FILE, postgresql://…, spark:FILE or pandas:FILE.",
        show_default=False,
    ),
]
Tables = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--table",
        metavar="[FORM=]NAME",
        help="A table, and its form where its columns do not tell; may be given several times.  "
        "[default: tables called like the forms]",
        show_default=False,
    ),
]
Key = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--key",
        metavar="COLUMNS",
        help="Columns that name a row, with commas.  [default: those of crossfoot.toml]",
        show_default=False,
    ),
]


@gx_app.command()
def build(
    folder: Folder,
    *,
    source: Source = None,
    table: Tables = None,
    key: Key = None,
    on: Annotated[
        GxKind, typer.Option("--on", help="What the tables are on, where no source is named.")
    ] = GxKind.POSTGRES,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact",
            help="Take in the rules that no SQL is made of, too; crossfoot then has to be "
            "installed where the project runs, as it has for pandas.",
        ),
    ] = False,
    lang: LanguageOption = Language.AUTO,
    config: ConfigOption = None,
) -> None:
    """Write a project: suites, what they are held against, checkpoints, Data Docs."""
    from crossfoot import handover

    with _plainly(lang):
        built = handover.build(
            folder,
            _wanted(table, key, source),
            source=source,
            kind=on.value,
            config=config,
            exact=exact,
        )
    lines = [line for fitted in built.fitted for line in _account(fitted, _language(lang))]
    _deliver([*lines, str(folder)])


@gx_app.command()
def run(
    folder: Folder,
    *,
    source: Source = None,
    table: Tables = None,
    key: Key = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 from this level upwards.")
    ] = FailOn.HARD,
    lang: LanguageOption = Language.AUTO,
) -> None:
    """Count with Great Expectations how many rows break each rule, and make the Data Docs."""
    from crossfoot import handover

    with _plainly(lang):
        ran = handover.run(folder, _wanted(table, key, source), source=source)
    language = _language(lang)
    _deliver(_told(ran.outcomes, ran.docs, language))
    raise typer.Exit(_exit_code(ran.outcomes, fail_on))


@gx_app.command()
def docs(folder: Folder, *, lang: LanguageOption = Language.AUTO) -> None:
    """Make the Data Docs anew, with no reference to anything outside."""
    from crossfoot import handover

    with _plainly(lang):
        front = handover.document(folder)
    _deliver([str(front)])


@contextmanager
def _plainly(option: Language) -> Iterator[None]:
    """What the user has to put right, as a sentence."""
    from crossfoot.engines.gx.library import GxMissing
    from crossfoot.engines.session import EngineFault

    try:
        yield
    except GxMissing as fault:
        typer.echo(f"crossfoot: {fault}", err=True)
        raise typer.Exit(_MISUSED) from fault
    except EngineFault as fault:
        told = fault.zh if _language(option) == "zh" else fault.en
        typer.echo(f"crossfoot: {told}", err=True)
        raise typer.Exit(_MISUSED) from fault


def _language(option: Language) -> str:
    from crossfoot.reports.language import choose

    return choose(option, "")


def _wanted(tables: Sequence[str] | None, key: str | None, source: str | None) -> list[Wanted]:
    from crossfoot.handover import Wanted

    names = tuple(part.strip() for part in (key or "").split(",") if part.strip())
    found = [one.rpartition("=") for one in tables or ()]
    if not found and source is not None and source.startswith(("spark:", "pandas:")):
        return [Wanted(None, None, names)]
    return [Wanted(form or None, table, names) for form, _, table in found]


def _account(fitted: Fitted, language: str) -> Iterator[str]:
    """What became of the rules of one form."""
    from crossfoot.engines.gx.fitting import by_reason

    zh = language == "zh"
    count = len(fitted.expected)
    yield (f"{fitted.suite}：{count} 条" if zh else f"{fitted.suite}: {count} expectations")
    if fitted.unfit:
        yield ("  未纳入：" if zh else "  left out:")
    for (told, english), names in by_reason(fitted.unfit).items():
        yield f"    {', '.join(names)}{'：' if zh else ': '}{told if zh else english}"


def _told(outcomes: Sequence[Outcome], docs: Path, language: str) -> list[str]:
    from tabulate import tabulate

    from crossfoot.reports.words import LEVELS

    zh = language == "zh"
    rows = []
    for one in outcomes:
        name = one.rule if one.field is None else f"{one.rule} ({one.field})"
        title = one.title[0 if zh else 1]
        title = title.partition("：" if zh else ": ")[2] or title
        rows.append((name, LEVELS[language][one.level], _count(one, zh=zh), title))
    heads = ("规则", "等级", "行数", "内容") if zh else ("rule", "level", "rows", "what it says")
    align = ("left", "left", "right", "left")
    table = tabulate(rows, heads, tablefmt="simple", disable_numparse=True, colalign=align)
    broken = sum(not one.met for one in outcomes)
    ending = (
        f"{len(outcomes)} 条规则，{broken} 条有违反；逐行结果请用 crossfoot check"
        if zh
        else f"{broken} of {len(outcomes)} rules are broken; crossfoot check names the rows"
    )
    return [*(line.rstrip() for line in table.splitlines()), "", ending, f"Data Docs: {docs}"]


def _count(one: Outcome, *, zh: bool) -> str:
    if one.trouble is not None or one.count is None:
        return f"{'未能核对' if zh else 'not run'}: {one.trouble or ''}".rstrip(": ")
    return str(one.count)


def _exit_code(outcomes: Sequence[Outcome], fail_on: FailOn) -> int:
    """What could not be run counts as not met."""
    from crossfoot.model.finding import Level

    if fail_on is FailOn.NEVER:
        return _CLEAN
    least = Level(fail_on.value).rank
    return _FOUND if any(not one.met and one.level.rank >= least for one in outcomes) else _CLEAN


def _deliver(lines: Sequence[str]) -> None:
    from crossfoot.reports.delivery import to_stdout

    to_stdout("\n".join(lines) + "\n")
