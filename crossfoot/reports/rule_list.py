"""The rules in force: all of them as a list, and one of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crossfoot.reports.places import from_here
from crossfoot.reports.screen import PLAIN, Screen, clean, wrap
from crossfoot.reports.tabular import tabulated
from crossfoot.reports.words import LEVELS
from crossfoot.rules.phrases import counted

if TYPE_CHECKING:
    from crossfoot.rules.cards import RuleCard

_INDENT = "  "
_LABELS = {
    "zh": {
        "form": "表式",
        "check": "公式",
        "reads": "即",
        "when": "条件",
        "source": "依据",
        "good": "正例",
        "bad": "反例",
        "origin": "出处",
    },
    "en": {
        "form": "form",
        "check": "check",
        "reads": "reads",
        "when": "when",
        "source": "source",
        "good": "good",
        "bad": "bad",
        "origin": "declared in",
    },
}


def write(cards: Sequence[RuleCard], language: str, screen: Screen = PLAIN) -> str:
    """Every rule with its weight, its form and what it says."""
    chinese = language == "zh"
    if not cards:
        return "没有声明任何规则。\n" if chinese else "No rules are declared.\n"
    headers = ("规则", "性质", "表式", "内容") if chinese else ("Rule", "Level", "Form", "Says")
    rows = [
        [
            clean(card.id),
            LEVELS[language][card.level],
            clean(_form(card, language)),
            clean(_sentence(card, language)),
        ]
        for card in cards
    ]
    table = tabulated(rows, headers, width=screen.width, breakable=(2, 3))
    number = len(cards)
    count = f"共{number}条" if chinese else counted(number, "rule", "rules")
    return f"{table}\n\n{count}\n"


def write_card(card: RuleCard, language: str, screen: Screen = PLAIN) -> str:
    """All that a rule says of itself."""
    labels = _LABELS[language]
    level = LEVELS[language][card.level]
    title = f"{card.id}（{level}）" if language == "zh" else f"{card.id} ({level})"
    sentence = wrap(clean(_sentence(card, language)), screen.line_width)
    parts: list[tuple[str, str | None]] = [
        ("form", _form(card, language)),
        ("check", card.check),
        ("reads", card.reads_zh if language == "zh" else card.reads_en),
        ("when", card.when),
        ("source", card.source),
        *(("good", _example(example)) for example in card.good),
        *(("bad", _example(example)) for example in card.bad),
        ("origin", from_here(card.origin)),
    ]
    lines = [screen.paint(clean(title), "1"), sentence, ""]
    colon = "：" if language == "zh" else ": "
    for name, text in parts:
        if text:
            lead = _INDENT + labels[name] + colon
            lines.append(wrap(clean(text), screen.line_width, lead=lead, rest=_INDENT * 3))
    return "\n".join(lines) + "\n"


def _sentence(card: RuleCard, language: str) -> str:
    first, second = (card.zh, card.en) if language == "zh" else (card.en, card.zh)
    return first or second or card.check


def _form(card: RuleCard, language: str) -> str:
    if card.form is None:
        return "文字报告" if language == "zh" else "any text"
    if card.form == "*":
        return "各表" if language == "zh" else "every form"
    return (card.form_zh if language == "zh" else card.form_en) or card.form


def _example(value: object) -> str:
    """An example in the flow style in which rule files are written."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_example(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_example(item) for item in value) + "]"
    return str(value)


def unknown(rule_id: str, known: Sequence[str]) -> str:
    """That there is no rule of an id, and which ones come near."""
    near = get_close_matches(rule_id.upper(), known, n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else "; `crossfoot rules` lists them all"
    return f"there is no rule {rule_id}{hint}"
