"""YAML rule files → :class:`RuleSet`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crossfoot.forms.model import Pack
from crossfoot.rules.model import RuleSet


def load_rules(folders: Sequence[Path], pack: Pack) -> RuleSet:
    """Read and check every ``*.yaml`` of the folders, in order of folder and file name.

    Raises:
        RuleFault: anything is wrong with a rule file; lists every fault with file, line and column.
    """
    raise NotImplementedError
