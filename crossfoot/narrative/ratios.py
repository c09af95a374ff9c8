"""Rates and shares whose figures stand further off, behind them, or under other names.

覆盖率92.5% of 已建成172个 of 186个行政村; 占比70.4% of 已安装的19个 of 27个工地; 核查率96.8%
before 受理125件，办结121件.  Runs on what the nearer constructs have left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.narrative.choosing import rest_fits, share_fits, size
from crossfoot.narrative.claims import SAME_TOTAL, Text
from crossfoot.narrative.included import included
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.shares import named_of
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

_COUNTED = (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)
_PAIR = 2
_HEAD = re.compile(r"\s*(?:在|从)?([^，,。；;\d]{2,14}?)(?:之中|当中|中|里)[，,：:]")
_WITHIN = 9
"""Figures looked back for a part and its whole."""
Pair = tuple[Mention, Mention]


def find_ratios(text: Text, said: Said) -> None:
    """Note the rates and shares of a sentence that no nearer construct has found figures for."""
    if said.roles.isdisjoint((Role.RATE, Role.SHARE)):
        return
    for percent in said.mentions:
        if percent.role not in (Role.RATE, Role.SHARE) or percent.chained or percent.respectively:
            continue
        if text.claims.answered(percent) or not _open(text.lexicon, percent):
            continue
        if of_the_rest(said.mentions, percent):
            continue
        _resolve(text, said, percent)


def _open(lexicon: Lexicon, percent: Mention) -> bool:
    """Whether the words leave room for figures of the text to be meant."""
    if lexicon.pattern("rate_not").search(percent.label):
        return False
    if included(lexicon, percent):
        return False
    if percent.depth and percent.gap.strip("（( ") == "":
        return False
    return percent.role is Role.RATE or not named_of(lexicon, percent)


def _resolve(text: Text, said: Said, percent: Mention) -> None:
    pairs = list(_behind(text, said, percent))
    strong = next((pair for pair in pairs if _pointed_at(text, said, *pair, percent)), None)
    pairs += _ahead(text, said, percent)
    for part, whole in pairs:
        if _denied(text.lexicon, percent, part):
            if rest_fits(part, whole, percent):
                roles = [("whole", whole), ("rest", part), ("rate", percent)]
                return text.claims.add("rate", roles, basis=SAME_TOTAL)
        elif share_fits(part, whole, percent) and _telling(text, part, whole, percent):
            return _state(text, part, whole, percent)
    if strong is None:
        return None
    part, whole = strong
    if not _denied(text.lexicon, percent, part):
        return _state(text, part, whole, percent)
    if part.role is Role.REST and whole.found and whole.at == part.at - 1:
        roles = [("whole", whole), ("rest", part), ("rate", percent)]
        text.claims.add("rate", roles, basis=SAME_TOTAL)
    return None


def _state(text: Text, part: Mention, whole: Mention, percent: Mention) -> None:
    if whole.base is not None and size(whole.base) == size(whole):
        whole = whole.base  # 危房1394栋，已管控1394栋，完成整治1117栋: both are of the first
    role = "rate" if percent.role is Role.RATE else "share"
    text.claims.add(role, [("part", part), ("whole", whole), (role, percent)], basis=SAME_TOTAL)
    part.base = whole
    if role == "share":
        part.shared = True
        text.last_base[percent.sentence.index] = whole.figure.id
        text.shared.append((whole, [(part, percent)]))
    elif not planned(text.lexicon, whole):
        text.claims.add("le", [("part", part), ("whole", whole)], basis=SAME_TOTAL)


def _behind(text: Text, said: Said, percent: Mention) -> Iterator[Pair]:
    """Parts before the percentage with their wholes, the nearest first."""
    before = [
        mention
        for mention in reversed(said.mentions[max(0, percent.at - _WITHIN) : percent.at])
        if mention.role in _COUNTED
    ]
    for number, part in enumerate(before[:3]):
        if part.segment != percent.segment:
            return
        totals = [whole for whole in before[:number] if text.lexicon.plain_total.search(whole.own)]
        for whole in (*before[number + 1 :], *totals):
            if _holds(text.lexicon, whole, part):
                yield part, whole
        yield from ((part, whole) for whole in _said_before(text, part))


def _said_before(text: Text, part: Mention) -> Iterator[Mention]:
    """Figures of the sentences before that may be the whole, the leading one of each first."""
    for earlier in reversed(text.earlier[-3:]):
        if part.sentence.block.number - earlier.sentence.block.number > 1:
            return
        for whole in earlier.mentions[:_WITHIN]:
            plain = whole.role in (Role.COUNT, Role.AFTER) and not whole.depth
            if plain and _holds(text.lexicon, whole, part):
                yield whole


def _ahead(text: Text, said: Said, percent: Mention) -> Iterator[Pair]:
    """核查率96.8%，受理125件，办结121件: the figures stand behind the rate, or on both sides."""
    behind = said.mentions[percent.at + 1 : percent.at + 4]
    counts = [
        mention
        for mention in behind
        if mention.role in _COUNTED and mention.segment == percent.segment
    ]
    if percent.role is Role.SHARE:
        return
    before = [
        mention
        for mention in said.mentions[max(0, percent.at - 2) : percent.at]
        if mention.role in _COUNTED
    ]
    for part in counts:
        for whole in (*counts, *before):
            if whole is not part and _holds(text.lexicon, whole, part):
                yield part, whole


def _holds(lexicon: Lexicon, whole: Mention, part: Mention) -> bool:
    """Whether one figure may count what another is some of."""
    if not lexicon.related(whole.unit, part.unit) or not whole.like(part, lexicon):
        return False
    if whole.depth > part.depth or whole.role is Role.REST:
        return False
    return size(whole) >= size(part) or planned(lexicon, whole)


def _telling(text: Text, part: Mention, whole: Mention, percent: Mention) -> bool:
    """Whether the words leave no doubt that it is by design that part, whole and rate agree.

    100 per cent fits any figure that stands twice.
    """
    if size(part) != size(whole):
        return True
    return percent.role is Role.RATE and _akin(root_of(text.lexicon, percent.label), part)


def _akin(root: str, part: Mention) -> bool:
    """Whether a rate is named after what the part tells: 建账率 of 已建立台账的1622家."""
    return any(sign in part.own or sign in part.after for sign in root if "一" <= sign <= "鿿")


def _denied(lexicon: Lexicon, percent: Mention, part: Mention) -> bool:
    """合格率 of 不合格3批次, of 仅剩3处未整改: the part is what the rate leaves out."""
    root = root_of(lexicon, percent.label)
    left = part.role is Role.REST and lexicon.pattern("stages.fixed").search(root) is not None
    return percent.role is Role.RATE and (
        left or denied(root, part.own) or denied(root, part.after)
    )


def _pointed_at(text: Text, said: Said, part: Mention, whole: Mention, percent: Mention) -> bool:
    """Whether the words alone point to a part and its whole, so that a slip is worth a question."""
    lexicon = text.lexicon
    if not _beside(said, part, percent) or part.depth != percent.depth or whole.listed:
        return False
    named = base_of(lexicon, percent)
    if named and overlap(named, whole.words) < _PAIR:
        return False  # 占经营性自建房的1.2%, and no figure is of those
    if percent.role is Role.SHARE:
        topic = _topic(lexicon, part, percent)
        if topic and whole.role is Role.COUNT and _named_alone(text, said, whole, part, topic):
            return True
        if whole.figure.id == text.last_base.get(said.sentence.index) and not topic:
            return True
    if whole.sentence is not part.sentence:
        granted = lexicon.pattern("granted").search(whole.own) is not None
        return granted and part.unit in lexicon.money and _named_after(lexicon, part, percent)
    if whole.role is not Role.COUNT or (whole.segment != part.segment and whole.base is None):
        return False
    if whole.limited and not lexicon.due.search(whole.own):
        return False
    between = said.mentions[whole.at + 1 : part.at]
    if any(_holds(lexicon, other, part) and not other.depth for other in between):
        return False
    if of_one_kind(whole, part) or one_of_two(said.mentions, part):
        return False
    if percent.role is Role.RATE:
        return whole.unit == part.unit and _named_after(lexicon, part, percent, whole)
    # 占68%；…，占21.5%: both are of what is not said
    return not whole.has_share and _picked(lexicon, part) and _alone(lexicon, said, whole, part)


def _named_after(
    lexicon: Lexicon, part: Mention, percent: Mention, whole: Mention | None = None
) -> bool:
    """Whether a rate has its name from what the part tells, or follows plan and work."""
    if qualifier(lexicon, percent) not in ("", qualifier(lexicon, part)):
        return False
    root = root_of(lexicon, percent.label)
    if overlap(root, part.words) >= _PAIR:
        return True
    done = lexicon.pattern("actual", before="^").search(part.own)
    if whole is not None and lexicon.due.search(whole.own) and done:
        return True
    return _picked(lexicon, part) and _akin(root, part)


def _topic(lexicon: Lexicon, part: Mention, percent: Mention) -> str:
    """What a share says it is of: by 占…的, or by the head of its sentence (隐患信息中，…)."""
    head = _HEAD.match(part.sentence.text)
    return base_of(lexicon, percent) or (head[1] if head else "")


def base_of(lexicon: Lexicon, percent: Mention) -> str:
    """The words between 占 and a share, where they name something (not 总数)."""
    found = lexicon.pattern("shares").search(percent.own)
    base = percent.own[found.end() :].strip("的") if found else ""
    return base if lexicon.plain.sub("", base) else ""


def _named_alone(text: Text, said: Said, whole: Mention, part: Mention, topic: str) -> bool:
    """Whether of all figures that may be the whole this one alone has the words of the topic."""
    if overlap(topic, whole.words) < 2 * _PAIR:
        return False
    others = [*said.mentions[: part.at], *_said_before(text, part)]
    return not any(
        other.figure.id != whole.figure.id
        and other is not part
        and _holds(text.lexicon, other, part)
        and overlap(topic, other.words) >= overlap(topic, whole.words)
        for other in others
    )


def _beside(said: Said, part: Mention, percent: Mention) -> bool:
    between = said.mentions[part.at + 1 : percent.at]
    return part.segment == percent.segment and all(each.unit == "%" for each in between)


def _alone(lexicon: Lexicon, said: Said, whole: Mention, part: Mention) -> bool:
    """Whether no other figure of the sentence may be the whole."""
    return not any(
        other is not whole and other.at < part.at and _holds(lexicon, other, part)
        for other in said.mentions[max(0, part.at - _WITHIN) : part.at]
    )


def _picked(lexicon: Lexicon, part: Mention) -> bool:
    """Whether the words of a figure pick some out of many: 已安装设备的19个, 未落实的9家."""
    return (
        part.own.endswith("的")
        or lexicon.pattern("picking", before="^").search(part.own) is not None
    )
