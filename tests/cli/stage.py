"""Runs the real command line on a round that is already vetted, or on one that goes wrong.

``python -m tests.cli.stage SCENE ARGUMENT…``: the scene stands in for the pipeline, so that these
tests see arguments, streams, files and exit codes only.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from crossfoot import cli, pipeline
from crossfoot.forms.faults import Fault, FormFault
from crossfoot.forms.model import Pack
from crossfoot.rounds.config_file import ConfigFault
from crossfoot.rounds.config_file import Fault as ConfigMistake
from crossfoot.rules.model import RuleSet
from crossfoot.vetting.model import Reading, Report
from tests.reports import county_round, readings


def scene(name: str) -> Report:
    match name:
        case "troubled":
            return county_round.troubled()
        case "clean":
            return county_round.clean()
        case "long":
            report = county_round.troubled()
            renamed = (
                replace(finding, id=f"{finding.id}.{number}", cause=None)
                for number in range(3000)
                for finding in report.findings
            )
            return replace(report, findings=tuple(renamed))
        case "soft only":
            report = county_round.troubled()
            return replace(report, findings=report.findings[-1:])
        case "rare":
            return county_round.with_rare_characters()
        case "form fault":
            raise FormFault([Fault("schemas/a.yaml", 7, 3, "没有这个类型", "no such type")])
        case "config fault":
            raise ConfigFault(
                (ConfigMistake("crossfoot.toml", 0, 0, "无法读取", "cannot be read"),)
            )
        case "own fault":
            raise ZeroDivisionError("a divisor nobody thought of")
        case "interrupted":
            raise KeyboardInterrupt
    raise AssertionError(name)


def stand_in(name: str) -> types.ModuleType:
    """A pipeline that yields the scene."""

    def check_paths(
        paths: Sequence[str],
        *,
        config: Path | None,
        progress: Callable[[int, int, str], None] | None,
        **_engines: object,
    ) -> Report:
        return scene(name)

    def read_paths(
        paths: Sequence[str],
        *,
        config: Path | None,
        progress: Callable[[int, int, str], None] | None,
    ) -> Reading:
        return readings.county()

    def load_declared(
        config: Path | None, paths: Sequence[str | Path] = ()
    ) -> tuple[Pack, RuleSet]:
        return readings.PACK, RuleSet()

    module = types.ModuleType("crossfoot.pipeline")
    own = {name: value for name, value in vars(pipeline).items() if not name.startswith("__")}
    vars(module).update(own)  # what others import of it stays what it is
    vars(module).update(check_paths=check_paths, read_paths=read_paths, load_declared=load_declared)
    return module


def main() -> None:
    module = stand_in(sys.argv.pop(1))
    sys.modules["crossfoot.pipeline"] = module
    vars(sys.modules["crossfoot"])["pipeline"] = module
    cli.main()


if __name__ == "__main__":
    main()
