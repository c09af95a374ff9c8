"""Numbered groups, each with the same figures: 其中第一组查4个工程、发现问题19个；第二组…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.narrative.claims import Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.parts import add_parts, mark_parts
from crossfoot.narrative.wording import number_of, overlap

_GROUP = re.compile(
    r"第(?P<which>[一二三四五六七八九十0-9])(?P<kind>批次|阶段|小组|检查组|[组批轮片期])"
)
_PAIR = 2


def find_groups(text: Text, said: Said) -> None:
    """Note what the numbered groups of a sentence come to: all there is if their number is said."""
    if not text.earlier or len(said.mentions) < _PAIR or "第" not in said.sentence.text:
        return
    rows = list(_rows(said))
    if len(rows) < _PAIR:
        return
    heads = [_GROUP.match(row[0].own) for row in rows]
    if any(head is None or number_of(head["which"]) != at for at, head in enumerate(heads, 1)):
        return
    if len({tuple(each.unit for each in row) for row in rows}) > 1:
        return
    before = text.earlier[-1]
    if said.sentence.block.number - before.sentence.block.number > 1:
        return
    complete = _said_to_be(len(rows), heads[0], before.sentence.text)
    for column in zip(*rows, strict=True):
        parts = list(column)
        whole = next((each for each in before.mentions if _holds(each, parts)), None)
        if whole is not None:
            add_parts(text, "sum" if complete else "part_le_whole", whole, parts)
        mark_parts(whole or parts[0], parts)


def _rows(said: Said) -> Iterator[list[Mention]]:
    """The counts of each segment."""
    rows: dict[int, list[Mention]] = {}
    for mention in said.mentions:
        if mention.role in (Role.COUNT, Role.FIXED) and not mention.depth:
            rows.setdefault(mention.segment, []).append(mention)
    yield from rows.values()


def _said_to_be(number: int, head: re.Match[str] | None, before: str) -> bool:
    """Whether the sentence before says how many groups there are: 分三组, 派出2个检查组."""
    kind = head["kind"][-1] if head else ""
    said = re.findall(rf"([两二三四五六七八九十0-9])个?[^，,。；;\d]{{0,4}}{kind}", before)
    return any(number_of(sign) == number for sign in said)


def _holds(whole: Mention, parts: list[Mention]) -> bool:
    """Whether a figure counts under the same name what every group counts."""
    if whole.role is not Role.COUNT or whole.depth or whole.unit != parts[0].unit:
        return False
    words = whole.own + whole.after
    return all(overlap(part.after or part.own, words) >= _PAIR for part in parts)
