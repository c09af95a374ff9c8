"""Earlier figures in a sentence of their own: 分别下降20%、28%。去年同期分别为10起、7人."""

from __future__ import annotations

from itertools import takewhile

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.fellows import CURRENT
from crossfoot.narrative.mention import Mention, Role, Said


def find_given_after(text: Text, said: Said) -> None:
    """Note the changes of the sentence before whose earlier figures this one gives, in order."""
    if Role.BEFORE not in said.roles or not text.earlier:
        return
    last = text.earlier[-1]
    if last.sentence.block is not said.sentence.block or last.sentence.index + 1 != (
        said.sentence.index
    ):
        return
    past = list(takewhile(lambda each: each.role is Role.BEFORE, said.mentions))
    if len(past) < len(said.mentions) or any(each.depth for each in past):
        return
    later, changes = _in_order(last.mentions)
    if len(changes) != len(past) or [each.unit for each in later] != [each.unit for each in past]:
        return
    for current, previous, change in zip(later, past, changes, strict=True):
        facts = {"direction": change.direction} if change.direction else {}
        roles = [("current", current), ("previous", previous)]
        if change.role is Role.PERCENT:
            kind, name = "yoy_percent", "percent"
        elif change.unit == current.unit:
            kind, name = "yoy_count", "delta"
        else:
            continue
        text.claims.add(kind, [*roles, (name, change)], facts, SAME_SUBJECT)


def _in_order(mentions: tuple[Mention, ...]) -> tuple[list[Mention], list[Mention]]:
    """The figures that end a sentence with one change for each of them, and these changes."""
    changes = list(
        takewhile(lambda each: each.role in (Role.PERCENT, Role.CHANGE), reversed(mentions))
    )[::-1]
    kinds = {each.role for each in changes}
    before = mentions[: len(mentions) - len(changes)]
    later = list(before[len(before) - len(changes) :])
    plain = len(kinds) == 1 and len(later) == len(changes)
    plain = plain and all(each.role in CURRENT and not each.depth for each in later)
    return (later, changes) if plain else ([], [])
