"""Multiples: 由10起增长2倍, 增长到2倍, 是去年的3倍, 翻一番 beside both periods' figures."""

from __future__ import annotations

from crossfoot.narrative.claims import Text
from crossfoot.narrative.mention import NEAR, Mention, Role, Said

_MULTIPLES = frozenset({"times", "doubled"})


def find_multiples(text: Text, said: Said) -> None:
    """Note a multiple whose two figures stand before it in the same part of the sentence."""
    for times in said.mentions:
        if times.number.kind not in _MULTIPLES:
            continue
        direction = _direction(text, times)
        before = said.mentions[max(0, times.at - NEAR) : times.at]
        previous = _latest(before, times, (Role.BEFORE,))
        current = _latest(before, times, (Role.COUNT, Role.AFTER), previous)
        if direction is not None and previous is not None and current is not None:
            roles = [("current", current), ("previous", previous), ("times", times)]
            text.claims.add("multiple", roles, {"direction": direction})


def _direction(text: Text, times: Mention) -> str | None:
    """``up`` where the multiple is what was added, ``to`` where it is what was reached."""
    if times.number.kind == "doubled":
        return "to"
    if text.lexicon.pattern("multiple_to", after="$").search(times.own):
        return "to"
    return "up" if text.lexicon.pattern("multiple_up", after="$").search(times.own) else None


def _latest(
    mentions: tuple[Mention, ...],
    times: Mention,
    roles: tuple[Role, ...],
    like: Mention | None = None,
) -> Mention | None:
    for mention in reversed(mentions):
        alike = like is None or mention.unit == like.unit
        if alike and mention.role in roles and mention.segment == times.segment:
            return mention
    return None
