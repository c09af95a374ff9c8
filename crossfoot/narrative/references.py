"""Figures that words point back to: 上述58个问题, or 112家隐患单位共… behind 存在隐患单位112家."""

from __future__ import annotations

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap

_PAIR = 2
_MANY = 10
_NAME = 4
"""Characters of a name that, said again at the head of a sentence, is the same thing."""


def find_references(text: Text, said: Said) -> None:
    """Note the figures of a sentence that state one of the sentences before again."""
    points_back = text.lexicon.pattern("references", after="$").search
    for mention in said.mentions:
        if mention.role is not Role.COUNT or mention.depth or mention.listed:
            continue
        if mention.own and points_back(mention.own):
            first = _pointed_at(text, mention)
        elif mention.at == 0 and not mention.gap.strip():
            first = _named_again(text, mention)
        else:
            continue
        if first is not None:
            text.claims.add("repeat", [("first", first), ("again", mention)], basis=SAME_SUBJECT)
            mention.found = mention.found or first.found


def _pointed_at(text: Text, again: Mention) -> Mention | None:
    """The one figure of its unit and noun that is of no part; of several the one that agrees."""
    plain = [
        each
        for earlier in reversed(text.earlier)
        for each in earlier.mentions
        if each.role is Role.COUNT
        and each.unit == again.unit
        and not (each.listed or each.depth or each.chained)
        and overlap(each.own[-_NAME:], again.after) >= _PAIR
    ]
    size = again.number.quantity.value
    agreeing = [each for each in plain if each.number.quantity.value == size]
    alone = plain[0] if len(plain) == 1 and _alike(plain[0], again) else None
    return agreeing[0] if agreeing else alone


def _alike(first: Mention, again: Mention) -> bool:
    """Whether one may be a slip for the other; 上述3起事故 may be those just told of, not of 26."""
    one, other = first.number.quantity.value, again.number.quantity.value
    written = again.number.style != "chinese" and other >= _MANY
    return one == other or (written and len(str(int(one))) == len(str(int(other))))


def _named_again(text: Text, again: Mention) -> Mention | None:
    """112家隐患单位共查出…: the name that the figure before it had in front."""
    for earlier in reversed(text.earlier[-2:]):
        for each in earlier.mentions:
            plain = each.role is Role.COUNT and each.unit == again.unit and not each.depth
            if not plain:
                continue
            tail = each.own[-_NAME:]
            named = len(tail) == _NAME and again.after.startswith(tail)
            of_all = again.after[_NAME:].startswith(text.lexicon.words("sums"))
            if named and (_same(each, again) or (of_all and _alike(each, again))):
                return each
    return None


def _same(first: Mention, again: Mention) -> bool:
    return first.number.quantity.value == again.number.quantity.value
