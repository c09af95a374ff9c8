"""The arguments and options of the commands, with what the help says of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from crossfoot.choices import Engine, FailOn, Language, ReportFormat


class ReadingFormat(StrEnum):
    """Formats of ``read``."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


class LintFormat(StrEnum):
    """Formats of ``lint``."""

    TABLE = "table"
    JSON = "json"


class GxKind(StrEnum):
    """What the tables of a Great Expectations project are on."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"
    SPARK = "spark"
    PANDAS = "pandas"


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files or folders.", show_default=False)
]
RuleArgument = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Argument(metavar="[ID]", help="A rule to show in full.", show_default=False),
]
SqlOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--sql",
        metavar="FILE",
        help="Print the query that finds the rows of a CSV or Parquet file that break the rule, "
        "for DuckDB.",
        show_default=False,
    ),
]
ReportFormatOption = Annotated[ReportFormat, typer.Option("--format", help="Form of the report.")]
ReadingFormatOption = Annotated[
    ReadingFormat, typer.Option("--format", help="Form of the account.")
]
LintFormatOption = Annotated[LintFormat, typer.Option("--format", help="Form of the account.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="Exit with 1 from this level upwards.")
]
EngineOption = Annotated[
    Engine,
    typer.Option("--engine", help="Where rules run; auto takes DuckDB for large declared tables."),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Findings only; nothing when there are none.")
]
ConfigOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration file.  [default: the nearest crossfoot.toml at or above the files]",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    Language, typer.Option("--lang", help="Language; auto follows the locale.")
]
OutputOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write the report into a file, as a whole or not at all.",
        show_default=False,
    ),
]
MessagesOption = Annotated[
    int,
    typer.Option(
        "--messages",
        metavar="N",
        min=0,
        help="For large tables: findings of one rule that are put into words; all are counted. "
        "0 means all.",
    ),
]
SampleOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--sample",
        metavar="PATH",
        help="A file or folder without errors: what share of single slips in it would the rules "
        "notice? May be given several times.",
        show_default=False,
    ),
]
