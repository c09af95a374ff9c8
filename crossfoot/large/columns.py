"""Which columns of a table have to be read at all."""

from __future__ import annotations

from crossfoot.declared import Declared
from crossfoot.forms.model import FieldType
from crossfoot.forms.outline import Outline
from crossfoot.rules.needs import fields_needed


def needed_fields(declared: Declared, outline: Outline) -> tuple[str, ...]:
    """The fields of a table that any rule looks at, in the form's order."""
    rules = declared.rules.of_form(outline.form.id)
    needed = fields_needed(rules, outline.form)
    return tuple(name for name in outline.form.fields if name in needed & outline.columns.keys())


def needed_columns(declared: Declared, outline: Outline) -> list[int]:
    """The columns of a table that rules, keys and remarks stand in."""
    columns = {outline.columns[name] for name in needed_fields(declared, outline)}
    columns |= set(outline.keys.values())
    return sorted(columns if outline.remark is None else columns | {outline.remark})


def count_columns(outline: Outline) -> list[int]:
    """The columns of a table that hold counts."""
    fields = outline.form.fields
    return [at for name, at in outline.columns.items() if fields[name].type is FieldType.COUNT]
