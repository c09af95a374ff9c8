"""What a project remembers of how it was built: ``crossfoot.json`` beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from crossfoot.engines.gx.fitting import Fitted, Unfit
from crossfoot.model.dataclass import dataclass

_NAME = "crossfoot.json"


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite of a project.

    Attributes:
        name: of the suite, its validation definition and its checkpoint.
        form: id of the form.
        kind: ``sqlite``, ``postgres``, ``spark`` or ``pandas``.
        table: the table as it was named.
        key: columns that name a row.
        left: rules that are no expectations.
    """

    name: str
    form: str
    kind: str
    table: str
    key: tuple[str, ...]
    expectations: int
    left: tuple[Unfit, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A project.

    Attributes:
        config: the configuration file its rules came from, relative to the project.
        exact: rules that no SQL is made of are in it, too, as expectations of our own.
    """

    config: str | None
    suites: tuple[Suite, ...]
    exact: bool = False

    def with_suites(self, fitted: Iterable[Fitted]) -> Record:
        """The record with some suites anew."""
        known = {suite.name: suite for suite in self.suites}
        for one in fitted:
            known[one.suite] = Suite(
                one.suite,
                one.form.id,
                one.kind,
                one.table,
                one.key,
                len(one.expected),
                one.unfit,
            )
        return replace(self, suites=tuple(known[name] for name in sorted(known)))


def read(folder: Path) -> Record | None:
    """What is remembered of a project; ``None`` when the folder holds none of ours."""
    path = folder / _NAME
    if not path.is_file():
        return None
    held = json.loads(path.read_text(encoding="utf-8"))
    suites = tuple(_suite(one) for one in held["suites"])
    return Record(held["config"], suites, exact=held.get("exact", False))


def _suite(held: dict[str, object]) -> Suite:
    left: Sequence[dict[str, str]] = held.pop("left")  # type: ignore[assignment]
    key: Sequence[str] = held.pop("key")  # type: ignore[assignment]
    return Suite(left=tuple(Unfit(**one) for one in left), key=tuple(key), **held)  # type: ignore[arg-type]


def write(folder: Path, record: Record) -> None:
    """Remember how a project was built."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    (folder / _NAME).write_text(text + "\n", encoding="utf-8")
