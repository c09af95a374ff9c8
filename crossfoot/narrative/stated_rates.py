"""Percentages without 率 in their words: 88.9%（应改63项、实改56项）, 去年同期（65家）的60%."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.narrative.choosing import share_fits, size
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said, runs
from crossfoot.narrative.wording import planned, root_of

_COUNTED = (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)
_PERCENT = "%"
_PAIR = 2
_SEVERAL = 2
_WITHIN = 12


def find_stated_rates(text: Text, said: Said) -> None:
    """Note the percentages whose part and whole stand around them in a fixed order."""
    for percent in said.mentions:
        if percent.unit != _PERCENT or percent.role in (Role.PERCENT, Role.CHANGE, Role.BEFORE):
            continue
        if text.claims.answered(percent) or percent.chained:
            continue
        pair = (
            _in_bracket(text.lexicon, said, percent)
            or _of_the_past(said, percent)
            or _carried_out(text.lexicon, said, percent)
            or _looked_at(text.lexicon, said, percent)
        )
        if pair is not None:
            _state(text, *pair, percent)
    for run in runs(said.mentions):
        if len(run) >= _SEVERAL and run[0].role is Role.RATE:
            _in_order(text, said, run)


def _state(text: Text, part: Mention, whole: Mention, percent: Mention) -> None:
    role = "share" if percent.role is Role.SHARE else "rate"
    text.claims.add(role, [("part", part), ("whole", whole), (role, percent)], basis=SAME_TOTAL)
    part.base = whole


def _in_bracket(lexicon: Lexicon, said: Said, percent: Mention) -> tuple[Mention, Mention] | None:
    """88.9%（应改63项、实改56项）; 整改118项，整改率96.7%（应整改132项）."""
    inside = [
        each
        for each in said.mentions[percent.at + 1 : percent.at + 1 + _SEVERAL]
        if each.depth > percent.depth and each.role in _COUNTED
    ]
    if not inside or inside[0].gap.strip()[:1] not in ("（", "("):
        return None
    whole = next((each for each in inside if lexicon.due.search(each.own)), None)
    if whole is None:
        return None
    others = [each for each in inside if each is not whole and each.unit == whole.unit]
    if others and lexicon.pattern("actual", before="^").search(others[0].own):
        return others[0], whole
    before = said.mentions[percent.at - 1] if percent.at else None
    alike = before is not None and before.unit == whole.unit and before.role in _COUNTED
    return (before, whole) if alike and before is not None and not others else None


def _of_the_past(said: Said, percent: Mention) -> tuple[Mention, Mention] | None:
    """查封39家，仅为去年同期（65家）的60%: the earlier figure in a bracket in front of 的."""
    if percent.at < _SEVERAL or percent.gap.strip() not in ("）的", ")的", "的"):
        return None
    part, whole = said.mentions[percent.at - _SEVERAL], said.mentions[percent.at - 1]
    past = whole.role is Role.BEFORE and part.role in _COUNTED
    return (part, whole) if past and part.unit == whole.unit and whole.depth >= part.depth else None


def _carried_out(lexicon: Lexicon, said: Said, percent: Mention) -> tuple[Mention, Mention] | None:
    """电梯4386台，投保4368台，已实现100%投保: the verb of the part stands behind the percentage."""
    if percent.at < _SEVERAL or len(percent.after) < _PAIR:
        return None
    whole, part = said.mentions[percent.at - _SEVERAL : percent.at]
    if lexicon.pattern("reaches", after="$").search(percent.own) is None:
        return None
    beside = whole.unit == part.unit and whole.segment == part.segment
    counts = part.role in _COUNTED and whole.role is Role.COUNT and not whole.depth
    return (part, whole) if beside and counts and part.own.endswith(percent.after[:_PAIR]) else None


def _looked_at(lexicon: Lexicon, said: Said, rate: Mention) -> tuple[Mention, Mention] | None:
    """对6420台车辆进行抽查，在线6118台，上线率95.3%: looked at, some of them, the rate."""
    if rate.role is not Role.RATE or rate.at < _SEVERAL or rate.depth:
        return None
    whole, part = said.mentions[rate.at - _SEVERAL : rate.at]
    beside = whole.unit == part.unit and whole.segment == part.segment == rate.segment
    counts = part.role in _COUNTED and whole.role is Role.COUNT and not (whole.listed or part.depth)
    if not beside or not counts or size(part) > size(whole) or planned(lexicon, whole):
        return None
    looked = lexicon.pattern("stages.examined")
    if not (looked.search(whole.own) or looked.search(whole.after)):
        return None
    root = root_of(lexicon, rate.label)
    akin = any(sign in part.own for sign in root) and not part.own.startswith(("不", "未"))
    return (part, whole) if akin else None


def _in_order(text: Text, said: Said, run: list[Mention]) -> None:
    """计划9处、120条…。装好8处，铺设90条…，分别完成计划的88.9%和75%: each with its own unit."""
    if any(text.claims.answered(rate) for rate in run) or not _of_a_plan_or_name(text, run[0]):
        return
    before = [each for each in said.mentions[: run[0].at] if each.unit != _PERCENT][-_WITHIN:]
    parts, wholes = _two_rows(before, len(run))
    if not parts and text.earlier and text.earlier[-1].sentence.block is said.sentence.block:
        last = [each for each in text.earlier[-1].mentions if each.unit != _PERCENT]
        parts, wholes = _two_rows([*last[-_WITHIN:], *before], len(run))
    if not parts:
        return
    if not any(share_fits(*three) for three in zip(parts, wholes, run, strict=True)):
        return  # not one of them is borne out: other figures are meant
    for part, whole, rate in zip(parts, wholes, run, strict=True):
        _state(text, part, whole, rate)


def _of_a_plan_or_name(text: Text, rate: Mention) -> bool:
    return rate.respectively or text.lexicon.pattern("planned").search(rate.own) is not None


def _two_rows(before: Sequence[Mention], number: int) -> tuple[list[Mention], list[Mention]]:
    """The parts and the wholes of as many rates: in two rows, or each part behind its whole."""
    if len(before) < _SEVERAL * number:
        return [], []
    last = list(before[-_SEVERAL * number :])
    first, second = last[:number], last[number:]
    if all(_matches(*pair) for pair in zip(second, first, strict=True)):
        return second, first
    wholes, parts = last[::2], last[1::2]
    if all(_matches(*pair) for pair in zip(parts, wholes, strict=True)):
        return parts, wholes
    return [], []


def _matches(part: Mention, whole: Mention) -> bool:
    return part.unit == whole.unit and {part.role, whole.role} <= set(_COUNTED)
