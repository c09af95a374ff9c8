"""Which figures a sentence gives as those of an earlier period, in brackets or in a clause.

与上年同期（22起、17人）相比; 下降11.4%（9月229人次）; 2022年为16.20亿元，增长15.1%.  A bracket
or clause that opens with a period tells of that period where a change stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossfoot.narrative.lexicon import Lexicon, remembered
from crossfoot.narrative.mention import Mention, Role

_CHANGES = (Role.CHANGE, Role.PERCENT)
_STATED = (Role.COUNT, Role.RATE, Role.OTHER)
_FROM = re.compile(r"[由从][^，,\d]{0,6}$")
_PAIR = 2
_OPEN = re.compile(r"[（(]")
_STOP = re.compile(r"[，,。；;：:]")
_FILLER = r"[^，,。；;：:（()）\d]{0,10}$"
_BE = r"(?:的|数)?(?:分别)?(?:为|是|有|共|达)?[:：]?"


class Earlier:
    """Tells the figures of an earlier period by a lexicon's names of periods."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Arrange the words."""
        past = "|".join(lexicon.words("past_periods")) or "(?!)"
        period = "|".join((past, *lexicon.words("named_periods")))
        than = "(?:与|和|同|跟|比|较|相比|环比|同比|对比)"
        self._headed = remembered(re.compile(f"^(?:{period}){_BE}{_FILLER}").search)
        self._past = remembered(re.compile(f"^(?:{past}){_BE}{_FILLER}").search)
        self._compared = remembered(
            re.compile(f"(?:{than}[^，,。；;：:（()）]{{0,6}}(?:{period})|环比|同比)$").search
        )
        self._clause = remembered(re.compile(f"^(?:{period}){_BE}$").search)

    def mark(self, mentions: Sequence[Mention]) -> None:
        """Give the figures of an earlier period that part."""
        groups: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.depth:
                groups.setdefault(mention.bracket, []).append(mention)
            elif self._in_clause(mentions, mention) or _moved_from(mentions, mention):
                mention.role = Role.BEFORE
        for group in groups.values():
            if self._of_the_past(mentions, group):
                for mention in group:
                    if mention.role not in _CHANGES:
                        mention.role = Role.BEFORE

    def _in_clause(self, mentions: Sequence[Mention], mention: Mention) -> bool:
        """18.64亿元，2022年为16.20亿元，增长15.1%: between a figure of its unit and a change."""
        if mention.role not in _STATED or not mention.at or mention.chained:
            return False
        if not self._clause(mention.own):
            return False
        before, behind = mentions[mention.at - 1], mentions[mention.at + 1 : mention.at + 2]
        if before.segment != mention.segment:
            return False
        if before.role in _CHANGES:
            return before.unit == mention.unit  # 比上年末净增44台，上年末为943台
        return before.unit == mention.unit and bool(behind) and behind[0].role in _CHANGES

    def _of_the_past(self, mentions: Sequence[Mention], group: list[Mention]) -> bool:
        first = group[0]
        pieces = _OPEN.split(first.gap)
        if len(pieces) < _PAIR:
            return False
        inside = "".join(pieces[-1].split())
        outside = "".join(_STOP.split(pieces[-2])[-1].split())
        if self._compared(outside):
            return True
        if self._past(inside):
            return True
        if not self._headed(inside):
            return False
        before = mentions[first.at - 1] if first.at else None
        behind = mentions[group[-1].at + 1 : group[-1].at + 2]
        return (before is not None and before.role in _CHANGES) or (
            bool(behind) and behind[0].role in _CHANGES and not behind[0].depth
        )


def _moved_from(mentions: Sequence[Mention], mention: Mention) -> bool:
    """由法定20份压缩至6份: from one value to the next."""
    behind = mentions[mention.at + 1 : mention.at + 2]
    if mention.role is not Role.COUNT or not behind or behind[0].role is not Role.AFTER:
        return False
    return behind[0].unit == mention.unit and _FROM.search(mention.own) is not None
