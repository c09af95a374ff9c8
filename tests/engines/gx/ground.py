"""What tests of Great Expectations projects rest on: declarations, and counts without it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crossfoot.declared import binder_for, declare
from crossfoot.engines.frames.ground import Ground
from crossfoot.engines.gx.fitting import Fitted, fit
from crossfoot.engines.gx.warehouse import opened
from crossfoot.forms.model import TableMapping


def ground(config: Path) -> Ground:
    declared = declare(config, ())
    return Ground(
        declared.pack, declared.rules, binder_for(declared), declared.config.round, str(config)
    )


def fitted(url: str, table: str, config: Path, form: str, key: tuple[str, ...]) -> Fitted:
    with opened(url, table) as held:
        return fit(held, ground(config), TableMapping(form=form, key=key))


def types(made: Fitted) -> dict[str, str]:
    return {one.meta["crossfoot"]["rule"]: one.type for one in made.expected}


def rows(made: Fitted, database: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the queries of expectations find in SQLite, by rule."""
    held = sqlite3.connect(database)
    try:
        return {
            one.meta["crossfoot"]["rule"]: held.execute(
                one.kwargs["unexpected_rows_query"].format(batch=made.table).replace("\\:", ":")
            ).fetchall()
            for one in made.expected
            if "unexpected_rows_query" in one.kwargs
        }
    finally:
        held.close()
