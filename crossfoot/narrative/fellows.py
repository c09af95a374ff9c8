"""Figures of two periods in the same order: 17起、12人，上年同期为21起、15人."""

from __future__ import annotations

from crossfoot.narrative.mention import Mention, Role

CURRENT = (Role.COUNT, Role.AFTER, Role.AVERAGE)
"""Parts that the figure of the later period plays."""


def pair_periods(mentions: tuple[Mention, ...]) -> None:
    """17起、12人，上年同期为21起、15人: each figure of one period has its fellow in the other."""
    depths = {each.depth for each in mentions if each.role is Role.BEFORE}
    for depth in sorted(depths):
        level = [each for each in mentions if each.depth == depth]
        past = [at for at, each in enumerate(level) if each.role is Role.BEFORE]
        while past:
            size = 1
            while size < len(past) and _goes_on(level, past[0], size, past[size]):
                size += 1
            _pair(level, past[0], size)
            del past[:size]


def _goes_on(level: list[Mention], first: int, size: int, at: int) -> bool:
    return at == first + size and level[at].segment == level[first].segment


def _whole(current: Mention) -> Mention:
    """186个，其中采煤79个、掘进107个，比上年的142个…: of all, not of the last of several parts."""
    if current.listed and current.siblings > 1 and current.whole is not None:
        return current.whole
    return current


def _pair(level: list[Mention], first: int, size: int) -> None:
    earlier = level[first : first + size]
    for begin in (first - size, first + size):
        fellows = level[begin : begin + size] if begin >= 0 else []
        fellows = [_whole(each) for each in fellows] if size == 1 else fellows
        if len(fellows) == size and all(
            current.role in CURRENT and current.unit == past.unit and current.earlier is None
            for current, past in zip(fellows, earlier, strict=True)
        ):
            for current, past in zip(fellows, earlier, strict=True):
                current.earlier = past
            return


def done_right_before(mentions: tuple[Mention, ...], change: Mention) -> Mention | None:
    """消除缺陷1743项，同比增加129项: what was done, where nothing else of its unit is counted."""
    before = mentions[change.at - 1] if change.at else None
    if before is None or before.role is not Role.FIXED or before.segment != change.segment:
        return None
    return before if before.unit == change.unit and before.depth == change.depth else None
