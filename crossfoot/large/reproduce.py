"""The query with which anyone can find the rows of a large table that break a rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.declared import Declared, declare
from crossfoot.forms.bind import Binder
from crossfoot.forms.model import TableMapping
from crossfoot.forms.outline import Outline
from crossfoot.large.opening import Large, Wish
from crossfoot.misuse import MisuseError
from crossfoot.model.submission import Submission
from crossfoot.pipeline import Understood
from crossfoot.readers.walk import survey

if TYPE_CHECKING:
    from crossfoot.engines.duckdb import DuckDb

_HEAD = """\
-- {rule}, {file}: the rows that break it, by their key; for DuckDB
-- (rows with a cell that is no plain figure are judged without SQL and are not among them)
"""


class NoQueryError(MisuseError):
    """There is no query for a rule and a file; the text says why."""


class _Reproduction(Large):
    """Opens a file as a check does, and writes queries instead of judging."""

    def __init__(self, rule: str) -> None:
        super().__init__(Wish(always=True))
        self.rule = rule
        self.queries: list[str] | None = None

    def _judged(
        self,
        declared: Declared,
        binder: Binder,
        mapping: TableMapping,
        outline: Outline,
        session: DuckDb,
        submission: Submission,
    ) -> Understood:
        from crossfoot.large.run import LargeRun

        run = LargeRun(declared, binder, mapping, outline, session, submission)
        self.queries = run.queries(self.rule)
        return Understood(submission)


def reproduced(rule: str, file: str, config: Path | None = None) -> str:
    """SQL that finds the rows of a declared CSV or Parquet file that break a rule.

    Args:
        rule: id of the rule.
        file: path of the file, which the query reads where it is.
        config: the configuration file; by default the nearest one at or above the file.

    Raises:
        NoQueryError: the rule or the file is of another kind.
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    declared = declare(config, [file])
    found = survey([file]).found
    if len(found) != 1:
        raise NoQueryError(f"{file} is no single file")
    with _Reproduction(rule) as opened:
        understood = opened.opened_by(declared)(found[0])
        if opened.queries is None:
            notices = () if understood is None else understood.submission.document.notices
            raise NoQueryError("; ".join(n.en for n in notices) or _NOT_DECLARED.format(file=file))
        if not opened.queries:
            raise NoQueryError(f"no SQL can be made of {rule} for the columns of {file}")
        head = _HEAD.format(rule=rule, file=found[0].shown)
        return head + "".join(f"{query};\n" for query in opened.queries)


_NOT_DECLARED = (
    "{file} is not a CSV or Parquet table with rows that crossfoot.toml declares with form and key"
)
