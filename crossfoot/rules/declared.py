"""The parts of one entry of a rule file, each read with a fault for what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from crossfoot.forms.checked import Checked
from crossfoot.forms.faults import Fault, suggestion
from crossfoot.forms.yamlfile import YamlFile
from crossfoot.model.finding import Level, Message
from crossfoot.model.patterns import late_pattern
from crossfoot.rules.model import (
    Example,
)
from crossfoot.rules.parse import ExpressionFault, parse
from crossfoot.rules.tree import Node
from crossfoot.rules.values import EXACTLY, Tolerance

SHARED_KEYS = {"id", "level", "check", "zh", "en", "message", "source", "good", "bad", "tolerance"}


_MATCHES = ("unit", "period", "sector", "form")


_TOLERANCE = late_pattern(r"([0-9]+(?:\.[0-9]+)?)( *(?:digits?|位))?")


def variables(item: Checked) -> dict[str, tuple[str, ...]]:
    """``for_each: [a, b]`` (over ``f``) or ``for_each: {x: [a, b], y: [c]}``: names to fields."""
    value = item.value.get("for_each")
    if isinstance(value, list):
        return {"f": item.texts("for_each")}
    if isinstance(value, dict):
        part = item.part("for_each")
        return {name: part.texts(name) for name in value}
    return {}


def shared(item: Checked) -> dict[str, Any]:
    """What rules over tables and rules over claims have in common."""
    level = item.choice("level", [level.value for level in Level])
    zh, en = item.text("zh"), item.text("en")
    if zh is None and en is None:
        item.fault(
            "缺少规则说明（zh 或 en）", "the rule says nothing in words: zh or en is missing"
        )
    return {
        "level": Level(level) if level else Level.HARD,
        "zh": zh,
        "en": en,
        "message": _message(item),
        "source": item.text("source"),
        "good": _examples(item, "good"),
        "bad": _examples(item, "bad"),
        "tolerance": _tolerance(item),
    }


def _message(item: Checked) -> Message | None:
    if "message" not in item.value:
        return None
    part = item.part("message")
    if isinstance(part.value, str):
        return Message(part.value, part.value)
    if not part.is_mapping():
        return None
    part.known({"zh", "en"})
    zh, en = part.text("zh"), part.text("en")
    return Message(zh or en or "", en or zh or "")


def _tolerance(item: Checked) -> Tolerance:
    """``tolerance: 0.5`` in the unit compared, ``tolerance: 1 digit`` in last digits."""
    text = item.text("tolerance")
    if text is None:
        return EXACTLY
    match = _TOLERANCE.fullmatch(text)
    if match is None:
        item.part("tolerance").fault(
            "tolerance 应为数字，或写作“1 digit”（末位单位）",
            "tolerance must be a number, or such as 1 digit",
        )
        return EXACTLY
    amount = Fraction(match[1])
    return Tolerance(digits=amount) if match[2] else Tolerance(absolute=amount)


def keys(item: Checked, fields: Iterable[str]) -> tuple[str, ...]:
    """The keys by which rows meet: unit, period, sector, form, or fields of the rule's form."""
    known = (*_MATCHES, *fields)
    match = item.texts("match")
    for key in match:
        if key not in known:
            zh, en = suggestion(key, known)
            item.part("match").fault(f"不能按 {key} 对应{zh}", f"cannot match by {key}{en}")
    return match


def valid(item: Checked) -> tuple[date | None, date | None]:
    """``valid: {from: …, to: …}``: the dates between which a rule is in force."""
    if "valid" not in item.value:
        return None, None
    part = item.part("valid")
    if not part.is_mapping():
        return None, None
    part.known({"from", "to"})
    ends: list[date | None] = []
    for key in ("from", "to"):
        text = part.text(key)
        try:
            ends.append(None if text is None else date.fromisoformat(text))
        except ValueError:
            part.part(key).fault("日期应写作 2023-06-30", "a date is written 2023-06-30")
            ends.append(None)
    return ends[0], ends[1]


def _examples(item: Checked, key: str) -> tuple[Example, ...]:
    value = item.value.get(key)
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    examples: list[Example] = []
    for example in listed:
        if isinstance(example, dict):
            examples.append(_texts(example))
        else:
            item.part(key).fault(f"{key} 应为“字段: 值”", f"{key} must map fields to texts")
    return tuple(examples)


def _texts(value: Any) -> Any:
    """Plain YAML values with every scalar as text."""
    if isinstance(value, dict):
        return {str(key): _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def formula(item: Checked, key: str, *, required: bool = False) -> tuple[str, Node | None]:
    """A formula as written and as a tree; no tree where it cannot be understood."""
    text = item.text(key, required=required)
    if text is None:
        return "", None
    try:
        return text, parse(text)
    except ExpressionFault as fault:
        note(item, key, [fault])
        return text, None


def note(item: Checked, key: str, faults: Iterable[ExpressionFault]) -> None:
    """Faults of a formula at their line and column of the file."""
    for fault in faults:
        line, column = item.file.where((*item.steps, key))
        line, column = _inside(item.file, line, column, str(item.value[key]), fault.offset)
        found = Fault(item.file.path, line, column, fault.zh, fault.en)
        if found not in item.faults:
            item.faults.append(found)


def _inside(file: YamlFile, line: int, column: int, text: str, offset: int) -> tuple[int, int]:
    """The place of a character of a formula whose YAML value starts at line and column.

    YAML folds blanks and lines, so the characters that are not blank are counted off.
    """
    lines = file.text.splitlines()
    row, at = line - 1, column - 1
    if lines[row][at : at + 1] in (">", "|"):
        row, at = row + 1, 0
    elif lines[row][at : at + 1] in ("'", '"'):
        at += 1
    wanted = sum(not character.isspace() for character in text[:offset])
    while row < len(lines):
        while at < len(lines[row]):
            if not lines[row][at].isspace():
                if wanted == 0:
                    return row + 1, at + 1
                wanted -= 1
            at += 1
        row, at = row + 1, 0
    return line, column
