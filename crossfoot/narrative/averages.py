"""Averages: 平均每家4处 beside the number of firms and the number of hazards."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import Text
from crossfoot.narrative.mention import Mention, Role, Said

_EACH = re.compile(
    r"每(?:个|一)?([^，,]{1,3}?)(?:排查|检查|发现|查出|投入|约|为|达|有|发放|培训|出动|超|$)"
)


def find_averages(text: Text, said: Said) -> None:
    """Note an average whose total and number stand before it in the sentence."""
    for average in said.mentions:
        if average.role is not Role.AVERAGE:
            continue
        per = _per(average)
        before = said.mentions[max(0, average.at - 4) : average.at]
        total = _latest(text, before, average.unit)
        count = _latest(text, before, per) if per else None
        if total is not None and count is not None and total is not count:
            roles = [("total", total), ("count", count), ("average", average)]
            text.claims.add("average", roles)


def _per(average: Mention) -> str | None:
    """The unit of measure that an average is per: 家 of 平均每家 and of 家均."""
    found = _EACH.search(average.own)
    if found:
        return found.group(1)
    at = average.own.find("均")
    return average.own[at - 1] if at > 0 and average.own[at - 1] != "平" else None


def _latest(text: Text, mentions: tuple[Mention, ...], unit: str) -> Mention | None:
    for mention in reversed(mentions):
        named = len(unit) < 3 and unit in mention.after[:3]  # 36个小组…平均每组
        if mention.role is Role.COUNT and (text.lexicon.related(mention.unit, unit) or named):
            return mention
    return None
