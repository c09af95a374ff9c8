"""What a repository or an office declares about its files and its round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from crossfoot.forms.model import TableMapping
from crossfoot.model.dataclass import dataclass
from crossfoot.rounds.model import Round

NAME = "crossfoot.toml"


@dataclass(frozen=True, slots=True)
class FileRule:
    """Which files hold which form; ``match`` is relative to the configuration's folder."""

    match: str
    form: str
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What ``crossfoot.toml`` declares.

    Attributes:
        path: the file, ``None`` when there is none and defaults apply.
        folder: what patterns are relative to.
        pack: name of a built-in pack, or ``None`` for the repository's own declarations alone.
        schemas, checks: the repository's own folders, where they exist.
        tables: corrections by file pattern and sheet (``""`` for files without sheets).
    """

    path: Path | None
    folder: Path
    pack: str | None
    schemas: Path | None = None
    checks: Path | None = None
    files: tuple[FileRule, ...] = ()
    round: Round = Round()
    tables: Mapping[str, Mapping[str, TableMapping]] = field(default_factory=dict)

    def mappings(self, file: Path) -> Mapping[str, TableMapping]:
        """Corrections and declarations for a file, by sheet name (``""`` for all sheets)."""
        relative = relative_to(file, self.folder)
        result: dict[str, TableMapping] = {}
        for rule in self.files:
            if matches(relative, rule.match):
                result[""] = TableMapping(form=rule.form, key=rule.key)
                break
        for pattern, sheets in self.tables.items():
            if matches(relative, pattern) or matches(Path(relative).name, pattern):
                result.update(sheets)
        return result


def find_config(paths: Iterable[str | Path]) -> Path | None:
    """The nearest ``crossfoot.toml`` at or above the files that are to be checked."""
    starts = [Path(path).absolute() for path in paths] or [Path.cwd()]
    for start in starts:
        for folder in (start, *start.parents):
            candidate = folder / NAME
            try:
                if candidate.is_file():
                    return candidate
            except OSError:
                continue  # a folder nobody may enter is reported by the reader, with its name
    return None


def relative_to(file: Path, folder: Path) -> str:
    """A file's path relative to a folder, ``/`` between names; absolute when it lies elsewhere."""
    path = file.absolute()
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.as_posix()


def matches(path: str, pattern: str) -> bool:
    """Whether a path fits: ``*`` within a name, ``**`` across folders, ``?`` one character."""
    return re.fullmatch(_expression(pattern), path) is not None


def _expression(pattern: str) -> str:
    result = ""
    position = 0
    while position < len(pattern):
        if pattern.startswith("**/", position):
            result, position = result + "(?:.*/)?", position + 3
        elif pattern.startswith("**", position):
            result, position = result + ".*", position + 2
        else:
            char = pattern[position]
            result += {"*": "[^/]*", "?": "[^/]"}.get(char) or re.escape(char)
            position += 1
    return result
