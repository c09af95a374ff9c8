"""Refusing doubles whose digits nobody declared, with the line that would declare them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crossfoot.forms.faults import Fault, FormFault
from crossfoot.forms.model import Form
from crossfoot.forms.yamlfile import YamlError, read_yaml


def refusal(form: Form, digits: Mapping[str, int]) -> FormFault:
    """The fault of a form that leaves open with how many digits its doubles were stated.

    Args:
        form: the form.
        digits: for each such field, how many digits its figures seem to have.
    """
    return FormFault([_fault(form, field_id, count) for field_id, count in digits.items()])


def _fault(form: Form, field_id: str, digits: int) -> Fault:
    file, line, column = _place(form, field_id)
    field = form.fields[field_id]
    half = f"0.{'0' * digits}5"
    zh = (
        f"“{field.name('zh')}”（{field_id}）以双精度浮点数提供，看不出原来填报几位小数，无法精确核对："
        f"请在该字段的声明中加上 decimals: {digits}（或 tolerance: {half}），"
        "也可改用文本或 Decimal 提供数据"
    )
    en = (
        f"field {field_id} comes as doubles, which keep no stated digits, so honest figures would "
        f"be called wrong: add decimals: {digits} (or tolerance: {half}) to the field, "
        "or hand its figures in as text or Decimal"
    )
    return Fault(file, line, column, zh, en)


def _place(form: Form, field_id: str) -> tuple[str, int, int]:
    """Where a field is declared; the form's own place, or none, where that cannot be told."""
    path, _, line = (form.source or "").rpartition(":")
    if not path:
        return form.id, 0, 0
    number = list(form.fields).index(field_id)
    try:
        return path, *read_yaml(Path(path), path).where(("fields", number))
    except (OSError, YamlError):
        return path, int(line), 1
