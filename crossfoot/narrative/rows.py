"""Figures that stand in lists without 其中: over clauses, and over the items of a longer list.

Only structure is looked at here: which figures of one unit of measure stand beside each other under
names of their own.  What they come to is for :mod:`breakdowns` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Block
from crossfoot.narrative.mention import Mention, Role, Said

MOST_ROWS = 24
_LOOK = 80
_HEAD = 14
_TAIL = 4
"""Characters at the end of two figures' words that say that both count the same."""
_PAIR = 2
_STYLES = (
    ("（一）", re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("一、", re.compile(r"\s*[一二三四五六七八九十]{1,3}、")),
    ("一是", re.compile(r"\s*[一二三四五六七八九十]{1,2}是")),
    ("1.", re.compile(r"\s*\d{1,2}\s*[.．、](?!\d)")),
    ("（1）", re.compile(r"\s*[（(]\d{1,2}[）)]|\s*\d{1,2}\s*[）)]")),
    ("1 ", re.compile(r"\s*\d{1,2}[ \t\u3000]+(?=[一-鿿])")),
    ("①", re.compile(r"\s*[①-⑳]")),
    ("|", re.compile(r"[^。；;]*[|｜]")),
    ("—", re.compile(r"\s*[^\w\s一-鿿（(〔\[【《“”\"'‘|｜]+\s*\w")),
    ("：", re.compile(r"\s*[^，,。；;：:\d\s]{2,12}[（(]\d+[^，,。；;）)]{0,4}[）)][：:]")),
    ("：", re.compile(r"\s*[^，,。；;：:\d\s]{2,12}[：:](?=.*\d)")),
    ("  ", re.compile(r"\s*[^，,。；;：:\d|｜]{2,14}?(?:\t|\u3000|  )[ \t\u3000]*(?=\d)")),
)
_ORDER = ("一、", "（一）", "一是", "1.", "（1）", "①")
_LINES = ("—", "|", "：", "；", "1 ", "  ")
_ROW_END = re.compile(r"[；;]\s*$")
_NAMED = re.compile(r"[一-鿿A-Za-zⅠ-Ⅻ]")


@dataclass(frozen=True, slots=True)
class Listing:
    """Figures of one kind that stand in a list.

    Attributes:
        parts: the figures in order.
        lead: the heading above them and the words in front of the first.
        rows: each is the figure of an item of its own, not one of several clauses.
        even: all the items are lines built alike, as the rows of a table are.
        mixed: what was done stands beside what was not.
        group: the list that it is a column of; columns of one list are of figures said together.
    """

    parts: tuple[Mention, ...]
    lead: str
    rows: bool = False
    even: bool = False
    mixed: bool = False
    group: int = -1


def kind_key(mention: Mention) -> tuple[str, bool]:
    """Unit of measure, and whether the figure tells what was done."""
    return mention.unit, mention.role is Role.FIXED


def clauses(said: Said, headings: dict[int, str]) -> Iterator[Listing]:
    """The lists of one sentence: 电气131起，占36.8%；用火不慎88起；其他31起."""
    plain = [each for each in said.mentions if _stands(each)]
    for columns, mixed in ((_by(plain, _kind), False), (_by(plain, _level), True)):
        for column in columns:
            if mixed and len({each.role for each in column}) < _PAIR:
                continue
            for run in (*_broken(column), *(() if mixed else _of_one_tail(column))):
                if len(run) > 1:
                    lead = _lead(run[0], headings)
                    yield Listing(tuple(run), lead, mixed=mixed, group=said.sentence.index)


def _kind(mention: Mention) -> object:
    return *kind_key(mention), mention.depth > 0


def _level(mention: Mention) -> object:
    return mention.unit, mention.depth > 0


def _by(mentions: Sequence[Mention], key: Callable[[Mention], object]) -> list[list[Mention]]:
    columns: dict[object, list[Mention]] = {}
    for each in mentions:
        columns.setdefault(key(each), []).append(each)
    return list(columns.values())


def _counted(mention: Mention) -> bool:
    return mention.role in (Role.COUNT, Role.FIXED, Role.REST) and mention.unit != "%"


def _stands(mention: Mention) -> bool:
    """Whether a figure may be an item of a list: counted, and not a part of one before it."""
    return _counted(mention) and not _inner(mention)


def _inner(mention: Mention) -> bool:
    whole = mention.whole
    return mention.listed and whole is not None and whole.sentence is mention.sentence


def _broken(column: list[Mention]) -> Iterator[list[Mention]]:
    """Runs of figures that all bear names; one without a name opens a new run."""
    run: list[Mention] = []
    for mention in column[:MOST_ROWS]:
        named = _NAMED.search(mention.own + mention.after) is not None or mention.chained
        if run and (not named or _opens_anew(mention)):
            yield run
            run = []
        run.append(mention)
    yield run


def _of_one_tail(column: list[Mention]) -> Iterator[list[Mention]]:
    """无物业小区共存在问题704个…；有物业小区存在问题613个: figures that end on the same words."""
    tails = [each for each in _by(column[:MOST_ROWS], _tail) if _PAIR <= len(each) < len(column)]
    yield from (each for each in tails if len(each[0].own) >= _PAIR)


def _tail(mention: Mention) -> object:
    return mention.own[-_TAIL:]


def _opens_anew(mention: Mention) -> bool:
    """D级2座，2座D级桥梁已…: a comma and a figure with its noun behind it continue no list."""
    return mention.chained and mention.gap.startswith(("，", ",")) and len(mention.after) > 1


def items(
    all_said: Sequence[Said], blocks: Sequence[Block], headings: dict[int, str]
) -> Iterator[Listing]:
    """The lists over several paragraphs: one figure of each item or row."""
    by_block: dict[int, list[Mention]] = {}
    for said in all_said:
        if not said.crowded:
            by_block.setdefault(said.sentence.block.number, []).extend(said.mentions)
    for group, (style, level) in enumerate(_levels(blocks)):
        rows = [[each for number in row for each in by_block.get(number, ())] for row in level]
        lead = headings.get(level[0][0], "")
        for column, alike in _columns([row for row in rows if row]):
            even = style in _LINES and (alike or len(column) == len(level))
            yield Listing(tuple(column), lead, rows=True, even=even, group=-group - 1)


def _columns(rows: list[list[Mention]]) -> Iterator[tuple[list[Mention], bool]]:
    """The figures of one kind of all rows: by place where all rows are built alike, else by name.

    Each with whether the rows are built alike.
    """
    cells = [[each for each in row if _stands(each) and not each.depth] for row in rows]
    heads = [row[0] for row in rows]
    if len(rows) > 1 and not any(cells) and all(_stands(each) and _at_head(each) for each in heads):
        yield heads, True  # 已摘牌（9家）：甲商厦、乙市场
        return
    shapes = {tuple(each.unit for each in row) for row in cells}
    if len(shapes) == 1 and len(rows) > 1:
        yield from ((list(column), True) for column in zip(*cells, strict=True))
        return
    every = [[each for each in row if _counted(each) and not each.depth] for row in rows]
    seen: set[tuple[int, ...]] = set()
    for key, held in ((_named, every), (kind_key, cells)):
        rows_by_key = [{key(each): each for each in reversed(row)} for row in held]
        for name in dict.fromkeys(key(each) for row in held for each in row):
            firsts = [by_key.get(name) for by_key in rows_by_key]  # the first of each row
            column = [each for each in firsts if each is not None]
            places = tuple(each.start for each in column)
            if len(column) >= min(len(rows), _PAIR + 1) > 1 and places not in seen:
                seen.add(places)
                yield column, False


def _at_head(mention: Mention) -> bool:
    """Whether a figure in brackets stands at the head of its line."""
    return mention.start - mention.sentence.block.start < _HEAD


def _named(mention: Mention) -> object:
    """What a figure of an item says it counts, in words that all the items use."""
    return mention.unit, mention.role, mention.own or str(mention.start)


def _levels(blocks: Sequence[Block]) -> Iterator[tuple[str, list[list[int]]]]:
    """Lists of items with their marker, each item the numbers of its paragraphs."""
    styles = [(block.number, _style(block)) for block in blocks]
    named = {name for _, name in styles}
    for style in (*_ORDER, *_LINES):
        if style not in named:
            continue
        level: list[list[int]] = []
        for number, name in styles:
            if name == style and (style in _ORDER or not level or number == level[-1][-1] + 1):
                level.append([number])
            elif style in _ORDER and level and name not in _ORDER[: _ORDER.index(style)]:
                level[-1].append(number)
            else:
                if style == "；" and level and number == level[-1][-1] + 1:
                    level.append([number])  # the last line of such a list ends with a full stop
                if len(level) > 1:
                    yield style, level[:MOST_ROWS]
                level = [[number]] if name == style else []
        if len(level) > 1:
            yield style, level[:MOST_ROWS]


def _style(block: Block) -> str:
    for name, pattern in _STYLES:
        if pattern.match(block.text[:_LOOK]):
            return name
    return "；" if _ROW_END.search(block.text[-_LOOK:]) else ""


def _lead(first: Mention, headings: dict[int, str]) -> str:
    """The heading above a figure and the words of its paragraph before it."""
    block = first.sentence.block
    at = first.start - block.start
    return headings.get(block.number, "") + block.text[max(0, at - _LOOK) : at]
