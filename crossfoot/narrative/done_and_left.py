"""Rates of what was done and what is left, without a figure of both: 106起，94.64%，剩余6起."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.narrative.claims import Text
from crossfoot.narrative.mention import Role, Said
from crossfoot.narrative.wording import qualifier


def find_done_and_left(text: Text, all_said: Sequence[Said]) -> None:
    """Note rates between what was done and what is left, of which nothing else was found."""
    for said in all_said:
        if Role.RATE not in said.roles or Role.REST not in said.roles:
            continue
        for part, rate, rest in zip(
            said.mentions, said.mentions[1:], said.mentions[2:], strict=False
        ):
            if (part.role, rate.role, rest.role) != (Role.FIXED, Role.RATE, Role.REST):
                continue
            alike = {qualifier(text.lexicon, each) for each in (part, rate, rest)}
            known = part.whole is not None or text.claims.answered(rate)
            close = part.segment == rate.segment and abs(rest.segment - rate.segment) <= 1
            if known or not close or len(alike) > 1:
                continue
            if text.lexicon.related(part.unit, rest.unit):
                roles = [("part", part), ("rest", rest), ("rate", rate)]
                text.claims.add("rate", roles)
