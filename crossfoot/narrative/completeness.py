"""Whether the words of a list say that it leaves nothing out."""

from __future__ import annotations

import re
from fractions import Fraction

from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import qualifier


def complete(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """Whether the words of a list say that it leaves nothing out.

    Only words do: 其他 at its end, 分别为 or 分为 before it, or names that between them are all
    there is (合格 and 不合格).  A list behind a mere 其中 gives examples, however much they make.
    """
    if any(part.and_so_on for part in parts) or len({one_word(part.unit) for part in parts}) > 1:
        return False
    if {part.role for part in parts} == {Role.FIXED, Role.REST}:
        # 已整改1096处，其中重大隐患整改9处，其余3处…: what is left is left of another figure.
        return whole.role is not Role.FIXED and not qualifier(lexicon, parts[0])
    if parts[0].closed or _closes(lexicon, parts):
        return True
    return _divided(lexicon, whole) or _partition(lexicon, parts)


def one_word(unit: str) -> str:
    """台 of 台(套): a measure word without the other one that may stand for it."""
    return unit.partition("(")[0]


def as_many_as_named(said: Said, parts: list[Mention]) -> bool:
    """3个项目…其中甲项目11处、乙项目9处、丙项目6处: one part for each thing counted before."""
    for count in said.mentions[max(0, parts[0].at - 8) : parts[0].at]:
        if count.number.quantity.value != len(parts) or count.unit == parts[0].unit:
            continue
        noun = count.after[-2:] if len(count.after) > 1 else ""
        if len(parts) > 1 and noun and all(part.own.endswith(noun) for part in parts):
            return True
    return False


def nearly_all(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """Whether a list comes to its total but for one digit, so that it may well be meant as all.

    Of three items or more, exact counts of one unit, none of them picked for what it is.
    """
    if len(parts) < _ENOUGH or any(part.unit != whole.unit for part in parts):
        return False
    if not all(each.number.quantity.exact for each in (whole, *parts)):
        return False
    picked = lexicon.pattern("special")
    if overlapping(lexicon, parts) or any(picked.search(part.own) for part in parts):
        return False
    together = sum((part.number.quantity.value for part in parts), Fraction(0))
    stated = whole.number.quantity.value
    one, other = str(int(together)), str(int(stated))
    if together >= stated or len(one) != len(other) or 100 * together < _MOST_OF * stated:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


_ENOUGH = 3
_MOST_OF = 90
"""Per cent of the total that a list must come to before a slip is thought of."""


def _closes(lexicon: Lexicon, parts: list[Mention]) -> bool:
    closing = lexicon.pattern("closing")
    last = parts[-1]
    if closing.match(last.own or last.after) or (
        closing.match(last.gap.lstrip("，,、；; ")) and lexicon.plain_total.search(last.own)
    ):
        return True  # 其余为大型游乐设施和客运索道，共53台 as well
    return len(parts) == 2 and paired(lexicon.pairs, parts[0], parts[1])


def _divided(lexicon: Lexicon, whole: Mention) -> bool:
    found = lexicon.pattern("divided").search(whole.words)
    return found is not None


def _partition(lexicon: Lexicon, parts: list[Mention]) -> bool:
    """Whether every part bears another name of one set of names (优秀, 良好, 一般)."""
    sets = lexicon.partitions
    if parts[0].unit in lexicon.money:
        sets = lexicon.money_partitions
    labels = [part.own or part.after for part in parts]
    return any(names.covers(labels) for names in sets)


def paired(pairs: tuple[tuple[str, str], ...], one: Mention, other: Mention) -> bool:
    """Whether the labels of two figures are the two halves of a pair."""
    a, b = one.own or one.after, other.own or other.after
    return any(
        (left in a and right in b and right not in a)
        or (right in a and left in b and right not in b)
        for left, right in pairs
    )


_REMARK = re.compile(
    r"[^（(，,；;。]{0,6}(?:[（(]([^（()）]*)[)）]|[，,；;]((?:部分|有的|个别|少数|存在|有|各|同一|注)[^，,；;。]*))"
)


def counted_twice(lexicon: Lexicon, parts: list[Mention]) -> bool:
    """粉尘28家、氨制冷11家（部分企业同时涉及两类以上）: the text says that its parts overlap."""
    last = parts[-1]
    begin = last.number.unit_end - last.sentence.start
    remark = _REMARK.match(last.sentence.text, begin)
    return remark is not None and bool(
        lexicon.pattern("counted_twice").search(remark[1] or remark[2] or "")
    )


def overlapping(lexicon: Lexicon, parts: list[Mention]) -> bool:
    """Whether a list says of its items what may hold of several at once, so that none adds up."""
    if parts[0].among or counted_twice(lexicon, parts):
        return True
    involved = lexicon.pattern("involved")
    if all(involved.match(part.own) for part in parts):
        return True
    said = lexicon.pattern("overlapping")
    return any(said.search(part.own + part.after) for part in parts)
