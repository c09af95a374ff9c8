"""A pandera schema of a declared form: the structural gate in front of every frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from crossfoot.forms.model import Field, Form
from crossfoot.rules.model import Rule

if TYPE_CHECKING:
    import pandera.pandas as pa


def schema_of(
    form: Form,
    *,
    config: str | None = None,
    names: Mapping[str, str] | None = None,
    key: Iterable[str] = (),
    rules: Iterable[Rule] = (),
) -> pa.DataFrameSchema:
    """A schema that looks at entries and changes none: nothing is coerced.

    Args:
        form: the form.
        config: configuration file that declares it, as the checks are to look it up.
        names: field id to name of the column, where that is another one.
        key: names of columns that together name a row.
        rules: rules to bring along as checks of the whole frame.
    """
    import pandera.pandas as pa

    called = names or {}
    together = list(key)
    return pa.DataFrameSchema(
        {
            called.get(field.id, field.id): _column(form, field, config, together)
            for field in form.fields.values()
        },
        checks=[
            pa.Check.crossfoot_rule(rule=rule_id, form=form.id, config=config)
            for rule_id in dict.fromkeys(rule.id for rule in rules)
        ],
        unique=together or None,
        coerce=False,
        strict=False,
        name=form.id,
        title=form.zh,
        description=form.en,
    )


def model_of(
    form: Form,
    *,
    config: str | None = None,
    names: Mapping[str, str] | None = None,
    key: Iterable[str] = (),
) -> type[pa.DataFrameModel]:
    """The same as a class, for those who declare their frames as classes and extend them.

    The arguments are those of :func:`schema_of`; the attributes of the class are the field ids.
    """
    import pandera.pandas as pa
    from pandera.typing import Series

    called = names or {}
    together = list(key)
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__, "__doc__": form.en}
    for field in form.fields.values():
        needed = field.required or field.id in together
        body["__annotations__"][field.id] = Series[Any] if needed else Series[Any] | None
        body[field.id] = pa.Field(
            alias=called.get(field.id, field.id),
            nullable=not field.required,
            title=field.zh,
            description=field.en,
            crossfoot_entry={"form": form.id, "field": field.id, "config": config},
        )
    settings = {
        "name": form.id,
        "title": form.zh,
        "description": form.en,
        "coerce": False,
        "unique": together or None,
    }
    body["Config"] = type("Config", (pa.DataFrameModel.Config,), settings)
    return type(form.id, (pa.DataFrameModel,), body)


def _column(form: Form, field: Field, config: str | None, key: list[str]) -> pa.Column:
    import pandera.pandas as pa

    return pa.Column(
        None,
        checks=[pa.Check.crossfoot_entry(form=form.id, field=field.id, config=config)],
        nullable=not field.required,
        required=field.required or field.id in key,
        coerce=False,
        title=field.zh,
        description=field.en,
    )
