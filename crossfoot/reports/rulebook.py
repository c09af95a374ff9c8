"""The rule book: one Markdown page a rule file, written from what the rules say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from crossfoot.model.finding import Level
from crossfoot.reports.words import LEVELS
from crossfoot.rules.cards import RuleCard
from crossfoot.rules.model import Example

INDEX = "README.md"

_EFFECT = {
    Level.HARD: ("退回修改", "sent back until corrected"),
    Level.SOFT: ("改正或作核实说明", "corrected or explained"),
    Level.HINT: ("只作提示，不影响通过", "shown, never blocks"),
}
_ASIDE = "_"  # keys of an example that speak about it rather than belong to it


def write_rulebook(rules: Sequence[RuleCard], folder: Path) -> tuple[Path, ...]:
    """Write the pages of :func:`rulebook` into a folder and remove pages of files that are gone.

    Args:
        rules: the cards of all rules, in the order of their files.
        folder: where the pages go; made when it is not there.

    Returns:
        The pages written, the index first.
    """
    pages = rulebook(rules)
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.md")):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in pages)


def rulebook(rules: Sequence[RuleCard]) -> dict[str, str]:
    """File name to Markdown text: an index, then a page for each rule file, in order of name."""
    files: dict[str, list[RuleCard]] = {}
    for card in rules:
        files.setdefault(_file(card), []).append(card)
    ordered = sorted(files.items(), key=lambda item: PurePath(item[0]).stem)
    pages = {INDEX: _index(ordered)}
    for file, cards in ordered:
        pages[_page_name(file)] = _page(file, cards)
    return pages


def _file(card: RuleCard) -> str:
    """The rule file of a card: its origin without line and column."""
    head, _, tail = card.origin.rpartition(":")
    while head and tail.isdigit():
        head, _, tail = head.rpartition(":")
    return f"{head}:{tail}" if head else tail


def _page_name(file: str) -> str:
    return f"{PurePath(file).stem}.md"


def _index(files: Sequence[tuple[str, list[RuleCard]]]) -> str:
    total = sum(len(cards) for _, cards in files)
    lines = [
        "# 规则手册 · Rule book",
        "",
        f"共{total}条规则，由 `checks/` 下的规则文件生成，正例、反例就是规则的测试。",
        "改规则请改规则文件，再运行 `python3 dev.py docs`。",
        "",
        f"{total} rules, generated from the files under `checks/`; the examples are the tests.",
        "To change a rule, change its file and run `python3 dev.py docs`.",
    ]
    for file, cards in files:
        page = _page_name(file)
        lines += ["", f"## [{PurePath(file).stem}]({page})", ""]
        lines += ["| 规则 Rule | 级别 Level | 内容 | Meaning |", "| --- | --- | --- | --- |"]
        for card in cards:
            level = f"{LEVELS['zh'][card.level]} {LEVELS['en'][card.level]}"
            link = f"[{card.id}]({page}#{_anchor(card)})"
            lines.append(f"| {link} | {level} | {_cell(card.zh)} | {_cell(card.en)} |")
    return "\n".join(lines) + "\n"


def _anchor(card: RuleCard) -> str:
    return card.id.lower()


def _page(file: str, cards: Sequence[RuleCard]) -> str:
    shown = "/".join(PurePath(file).parts[-2:])  # never where a checkout happens to lie
    lines = [f"# {PurePath(file).stem}", "", f"由 `{shown}` 生成 · generated from `{shown}`"]
    for card in cards:
        lines += ["", *_card(card)]
    return "\n".join(lines) + "\n"


def _card(card: RuleCard) -> Iterable[str]:
    zh, en = _EFFECT[card.level]
    yield from (f'<a id="{_anchor(card)}"></a>', "", f"## {card.id} {card.zh}", "", card.en, "")
    level = f"{LEVELS['zh'][card.level]}（{zh}） · {LEVELS['en'][card.level]} ({en})"
    yield f"- 级别 Level: {level}"
    yield f"- 适用 Form: {_form(card)}"
    if card.check:
        yield f"- 公式 Formula: `{_one_line(card.check)}`"
    if card.when:
        yield f"- 条件 When: `{_one_line(card.when)}`"
    readings = [_one_line(reading) for reading in (card.reads_zh, card.reads_en) if reading]
    if readings:
        yield f"- 读作 In words: {' · '.join(readings)}"
    if card.source:
        yield f"- 依据 Source: {_one_line(card.source)}"
    yield from _examples("正例 · Good", card.good)
    yield from _examples("反例 · Bad", card.bad)


def _form(card: RuleCard) -> str:
    if card.form is None:
        return "文字材料中的数字关系 · relations stated in a text"
    if card.form == "*":
        return "所有报表 · every form"
    return f"{card.form_zh}（`{card.form}`）" + (
        f" · {card.form_en}" if card.form_en not in ("", card.form_zh) else ""
    )


def _examples(title: str, examples: Sequence[Example]) -> Iterable[str]:
    for number, example in enumerate(examples, start=1):
        count = f" {number}" if len(examples) > 1 else ""
        yield from ("", f"**{title}{count}**")
        yield from _example(example)


def _example(example: Example) -> Iterable[str]:
    if "files" in example:
        yield from _known(example)
        for file in example["files"]:
            about = [str(file[key]) for key in ("form", "unit", "period") if key in file]
            yield from ("", f"{' · '.join(about)}:")
            yield from _body(file, ("form", "unit", "period"))
    elif "rows" in example or "text" in example:
        yield from _known(example)
        yield from _body(example, ("round", "form"))
    else:
        fields = {key: value for key, value in example.items() if not key.startswith(_ASIDE)}
        yield from _table([fields])


def _known(example: Example) -> Iterable[str]:
    """What the round or the example as a whole adds to its files."""
    parts: list[str] = []
    if "form" in example:
        parts.append(f"`{example['form']}`")
    parts += [f"{key}: {_text(value)}" for key, value in example.get("round", {}).items()]
    if parts:
        yield from ("", "; ".join(parts))


def _body(content: Mapping[str, Any], told: Sequence[str]) -> Iterable[str]:
    for key, value in content.items():
        if key not in ("rows", "text", *told) and not key.startswith(_ASIDE):
            yield from ("", f"{key}: {_text(value)}")
    if "text" in content:
        yield from ("", *(f"> {line}" for line in str(content["text"]).splitlines()))
    if "rows" in content:
        yield from _table(content["rows"])


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    columns: list[str] = []
    for row in rows:
        columns += [key for key in row if key not in columns]
    yield ""
    yield "| " + " | ".join(columns) + " |"
    yield "| " + " | ".join("---" for _ in columns) + " |"
    for row in rows:
        yield "| " + " | ".join(_cell(_text(row.get(column, ""))) for column in columns) + " |"


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_text(item) for item in value)
    return str(value)


def _cell(text: str) -> str:
    return _one_line(text).replace("|", "\\|")


def _one_line(text: str) -> str:
    return " ".join(text.split())
