"""Rates of what was done: 整改率84.6%, 合格率97.5%, 核查率60%."""

from __future__ import annotations

from crossfoot.narrative.choosing import share_fits, sum_fits, together_fit
from crossfoot.narrative.claims import Text
from crossfoot.narrative.included import included
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role
from crossfoot.narrative.wording import (
    denied,
    of_one_kind,
    of_the_rest,
    one_of_two,
    overlap,
    planned,
    qualifier,
    root_of,
)

_TAIL = 4
"""Last characters of a rate's name, which tell what was done; before them stands to what."""


def find_rates(text: Text, mentions: tuple[Mention, ...], run: list[Mention]) -> None:
    """整改率84.6% follows from what was fixed of what was found, or from what is left of it."""
    if included(text.lexicon, run[0]):
        return
    before = mentions[run[0].at - 1] if run[0].at else None
    if before is not None and before.total and before.whole is None and len(run) == 1:
        return  # 现场督查3985项，共15357项，覆盖率82.3%: of the sum, whatever that is part of
    parts = _parts_of_rate(text.lexicon, mentions, run[0])
    if len(run) > 1:
        if len(parts) >= len(run):
            for rate, part in zip(run, parts[-len(run) :], strict=True):
                _rate(text, mentions, rate, part)
        return
    if parts:
        # 已清退176家、489人，清退率…: of the one whose whole is known
        known = [part for part in parts if part.whole is not None]
        chained = parts[-1].chained and parts[-1].whole is None
        _rate(text, mentions, run[0], known[-1] if chained and known else parts[-1])
    else:
        _of_plan(text, mentions, run[0])


def _of_plan(text: Text, mentions: tuple[Mention, ...], rate: Mention) -> None:
    """应排查300家，实际排查289家，覆盖率96.3%: plan, work and the rate right behind them."""
    if rate.at < 2 or not text.lexicon.pattern("plan_rates").search(rate.label):
        return
    whole, part = mentions[rate.at - 2], mentions[rate.at - 1]
    beside = whole.unit == part.unit and whole.segment == part.segment == rate.segment
    counts = {whole.role, part.role} <= {Role.COUNT, Role.FIXED} and not whole.listed
    done = text.lexicon.pattern("actual", before="^").search(part.own)
    if beside and counts and done and planned(text.lexicon, whole):
        text.claims.add("rate", [("part", part), ("whole", whole), ("rate", rate)])


def _parts_of_rate(lexicon: Lexicon, mentions: tuple[Mention, ...], rate: Mention) -> list[Mention]:
    """The figures before a rate that its name speaks of: 核查率 of 已核查2156栋."""
    if lexicon.pattern("rate_not").search(rate.label):
        return []
    if of_the_rest(mentions, rate):
        return []
    root = root_of(lexicon, rate.label)
    general = lexicon.pattern("stages.fixed").search(root) is not None
    parts = []
    beside = any(
        mention.segment == rate.segment and mention.role in (Role.FIXED, Role.COUNT)
        for mention in mentions[max(0, rate.at - 10) : rate.at]
    )
    for part in mentions[max(0, rate.at - 10) : rate.at]:
        if part.segment < rate.segment - (0 if beside else 1) or part.role not in (
            Role.FIXED,
            Role.COUNT,
        ):
            continue
        if part.role is Role.COUNT and part.whole is not None and overlap(root, part.after) >= 2:
            parts.append(part)
            continue
        if general and part.role is Role.COUNT:
            continue
        if part.role is Role.FIXED and general and _same_work(lexicon, root, part):
            named = qualifier(lexicon, rate)
            if not named or named == qualifier(lexicon, part) or part.whole is None:
                parts.append(part)
        elif planned(lexicon, part):
            continue
        elif overlap(root[-_TAIL:], part.own) >= 2 and not denied(root, part.own):
            parts.append(part)
    return parts


def _same_work(lexicon: Lexicon, root: str, part: Mention) -> bool:
    """整改率 is of what was 整改 or 治理, not of what was merely done (完成检查)."""
    any_work, fixed = lexicon.pattern("stages.any_work"), lexicon.pattern("stages.fixed")
    if overlap(root, part.words) >= 2 or not fixed.search(any_work.sub("", root)):
        return True
    return fixed.search(any_work.sub("", part.words)) is not None


def _rate(text: Text, mentions: tuple[Mention, ...], rate: Mention, part: Mention) -> None:
    whole = part.whole or (_base(mentions, part) if part.role is Role.COUNT else None)
    if whole is not None and _all_together(mentions, part, whole, rate):
        return
    if whole is not None and not share_fits(part, whole, rate):
        whole = _another(text.lexicon, mentions, part, rate) or whole
    if (
        whole is not None
        and _both_parts(text, mentions, part, whole)
        and not share_fits(part, whole, rate)
    ):
        return  # 远程督查11372项、现场督查3985项，共15357项，督查覆盖率82.3%
    done = root_of(text.lexicon, rate.label)[-2:]
    among = part.role is Role.COUNT and part.listed and part.siblings > 1 and done not in part.own
    if whole is not None and among and not share_fits(part, whole, rate):
        return  # 中央资金、省级资金 are no 拨付 of the 资金拨付进度 behind them
    if whole is not None:
        text.claims.add("rate", [("part", part), ("whole", whole), ("rate", rate)])
        part.base = whole
        if part.role is Role.COUNT and not planned(text.lexicon, whole):
            text.claims.add("le", [("part", part), ("whole", whole)])
        return
    for rest in mentions[part.at + 1 : rate.at + 4]:
        if rest.role is Role.REST and text.lexicon.related(rest.unit, part.unit):
            alike = {qualifier(text.lexicon, each) for each in (part, rest, rate)}
            sure = rest.at < rate.at or together_fit(part, rest, rate)
            if sure and abs(rest.segment - rate.segment) <= 1 and len(alike) == 1:
                text.claims.add("rate", [("part", part), ("rest", rest), ("rate", rate)])
            return


def _both_parts(text: Text, mentions: tuple[Mention, ...], part: Mention, whole: Mention) -> bool:
    """Whether two figures stand side by side, of one sum or as two of one kind."""
    summed = text.claims.adds_up([part]) and text.claims.adds_up([whole])
    return summed or of_one_kind(whole, part) or one_of_two(mentions, part)


def _another(
    lexicon: Lexicon, mentions: tuple[Mention, ...], part: Mention, rate: Mention
) -> Mention | None:
    """下达计划320万元，完成286万元，节约34万元，节约率10.6%: the figure that bears the rate out."""
    for whole in reversed(mentions[max(0, part.at - 6) : part.at]):
        plain = whole.role is Role.COUNT and whole.unit == part.unit and not whole.listed
        alike = qualifier(lexicon, whole) == qualifier(lexicon, part)
        if plain and alike and whole.segment == part.segment and share_fits(part, whole, rate):
            return whole
    return None


def _all_together(
    mentions: tuple[Mention, ...], part: Mention, whole: Mention, rate: Mention
) -> bool:
    """其中街道处置962条，区级处置46条，处置率100%: the rate is of both, not of the first."""
    if whole.sentence is not part.sentence or share_fits(part, whole, rate):
        return False
    together = [each for each in mentions[whole.at + 1 : rate.at] if each.unit == part.unit]
    return rate.number.quantity.value == 100 and sum_fits(together, whole)


def _agrees(part: Mention, whole: Mention, rate: Mention) -> bool:
    """Whether a rate is what part and whole come to, as far as its digits tell."""
    size, stated = whole.number.quantity.value, rate.number.quantity
    if not size:
        return False
    return abs(100 * part.number.quantity.value / size - stated.value) <= (stated.step or 1)


def _base(mentions: tuple[Mention, ...], part: Mention) -> Mention | None:
    """抽检120批次，合格117批次，合格率97.5%: the figure of the same unit right before the part."""
    level = [each for each in mentions[max(0, part.at - 6) : part.at] if each.depth <= part.depth]
    if not level:
        return None
    whole = level[-1]
    if whole.role is Role.RATE and len(level) > 1:
        done = level[-2] if len(level) > 1 else part
        if done.unit != part.unit or done.segment != part.segment or done.base is None:
            return None
        # 开工26个…完工19个 are of one whole, 参训1176人…合格1150人 one of the other: what fits.
        rate = mentions[part.at + 1 : part.at + 2]
        return done if rate and _agrees(part, done, rate[0]) else done.base
    suits = whole.role is Role.COUNT and whole.unit == part.unit and whole.segment == part.segment
    beside = part.gap.startswith("、")  # 改正通知书1487份、停工通知书208份，停工率9%
    return whole if suits and not whole.listed and not beside else None
