"""Everything declared that a run rests on: configuration, forms, rules and words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.forms.bind import Binder
from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.forms.pack import builtin
from crossfoot.forms.yamlfile import read_yaml
from crossfoot.model.dataclass import dataclass
from crossfoot.numerals.words import NumberWords, read_words
from crossfoot.rounds.config import Config, find_config
from crossfoot.rounds.config_file import load_config
from crossfoot.rounds.units import Units
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared that a run rests on."""

    config: Config
    pack: Pack
    rules: RuleSet
    words: NumberWords
    digest: str


def declare(config_path: Path | None, paths: Sequence[str | Path]) -> Declared:
    """Everything declared that applies to the given files, or to the folder at hand.

    Raises:
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    config = load_config(config_path if config_path is not None else find_config(paths))
    schemas = [config.schemas] if config.schemas else []
    checks = [config.checks] if config.checks else []
    if config.pack is not None:
        schemas = [builtin("schemas"), *(f for f in schemas if f != builtin("schemas"))]
        checks = [builtin("checks"), *(f for f in checks if f != builtin("checks"))]
    pack = load_pack(schemas, config.pack or "own")
    own = pack.lexicon.get("words") if builtin("schemas") not in schemas else None
    known = pack.lexicon.get("words") or _plain_words()
    words = read_words(known, tried=own is not None)
    return Declared(config, pack, load_rules(checks, pack), words, _digest((*schemas, *checks)))


def binder_for(declared: Declared) -> Binder:
    """What reads grids as the declared forms."""
    known = declared.config.round
    return Binder(declared.pack, declared.words, Units(known).names, known.blank_means)


def _plain_words() -> Mapping[str, Any]:
    """The built-in number words, for a repository that declares none of its own."""
    words: Mapping[str, Any] = read_yaml(builtin("schemas") / "words.yaml").value
    return words


def _digest(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
