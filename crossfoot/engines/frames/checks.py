"""crossfoot's entries and rules as pandera checks that round-trip through pandera's YAML."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from crossfoot.engines.frames.cells import cells_of
from crossfoot.engines.frames.doubles import refusal
from crossfoot.engines.frames.ground import GROUNDS, Loader
from crossfoot.engines.frames.rulecheck import failing_rows

if TYPE_CHECKING:
    import pandas as pd

RULE = "crossfoot_rule"


def register(loader: Loader) -> None:
    """Make pandera know ``Check.crossfoot_entry`` and ``Check.crossfoot_rule``; once is enough.

    Args:
        loader: loads what a configuration file declares.
    """
    import pandas as pd
    import pandera.pandas as pa
    from pandera import extensions

    GROUNDS.load_with(loader)
    if hasattr(pa.Check, RULE):
        return
    extensions.register_check_method(
        crossfoot_entry, statistics=["form", "field", "config"], supported_types=pd.Series
    )
    extensions.register_check_method(
        crossfoot_rule, statistics=["rule", "check", "form", "config"], supported_types=pd.DataFrame
    )
    # pandera would let a row pass in which nothing is stated at all, whatever the rule says
    known = pa.Check.REGISTERED_CUSTOM_CHECKS
    known[RULE] = partial(known[RULE], ignore_na=False)


def crossfoot_entry(
    series: pd.Series[Any], *, form: str, field: str, config: str | None = None
) -> pd.Series[bool]:
    """Which entries of a column are what a field of a declared form takes.

    Args:
        series: the column.
        form: id of the form.
        field: id of the field.
        config: configuration file; by default the nearest ``crossfoot.toml``.

    Raises:
        ValueError: there is no such form or field.
        FormFault: the column holds doubles whose digits the form does not declare.
    """
    import pandas as pd

    ground = GROUNDS.get(config)
    declared = ground.field(form, field)
    read = cells_of(series, declared, ground.binder.column, ground.pack.tokens)
    if read.undeclared is not None:
        raise refusal(ground.form(form), {field: read.undeclared})
    return pd.Series([row not in read.odd for row in range(len(series))], series.index, dtype=bool)


def crossfoot_rule(
    frame: pd.DataFrame,
    *,
    rule: str | None = None,
    check: str | None = None,
    form: str | None = None,
    config: str | None = None,
) -> pd.Series[bool]:
    """Which rows of a frame a rule says nothing against: it holds, or it could not be told.

    Args:
        frame: the frame, its columns named as the form's fields are.
        rule: id of a declared rule.
        check: a formula over the form's fields, where no declared rule is meant.
        form: id of the form; needed for a formula, and for a rule about every form.
        config: configuration file; by default the nearest ``crossfoot.toml``.

    Raises:
        ValueError: there is no such rule or form, or the rule is about more than single rows.
        RuleFault: the formula cannot be used.
        FormFault: a column holds doubles whose digits the form does not declare.
    """
    import pandas as pd

    failing = failing_rows(frame, GROUNDS.get(config), rule=rule, check=check, form=form)
    return pd.Series([row not in failing for row in range(len(frame))], frame.index, dtype=bool)
