"""Shares and rates whose figures stand farther off: in another section, in brackets, behind them.

A report gives its totals once and speaks of parts of them for pages: 占32.5% is of a total that
some section before has stated.  Of all figures before a reader takes the one that bears the
statement out; where the shares beside it are of one whole, that whole is meant all the same.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import takewhile

from crossfoot.narrative.choosing import rest_fits, share_fits, shares_fit, size
from crossfoot.narrative.claims import SAME_TOTAL, Text, kind_of
from crossfoot.narrative.included import included
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.ratios import base_of
from crossfoot.narrative.slips import plausible
from crossfoot.narrative.wording import denied, overlap, planned, root_of

_COUNTED = (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)
_OPEN_ROLES = (Role.SHARE, Role.RATE, Role.OTHER)
_KEPT = 60
_NEAR = 12
_PAIR = 2
_ALL = 100
_NAMED = 4
_LINK = 8
"""Characters between a whole and the share of it: 112座车站的77.7%."""
_DENIAL = re.compile("[不未无非]")
_CLASS = re.compile(r"[类级型的]+$|^(?:全部|所有|全市|全县|全区|全省|总)")
Known = deque[Mention]
Of = dict[str, tuple[Mention, Mention]]
"""By percentage, the part and whole that it was found to be of."""


def find_farther(text: Text, all_said: list[Said]) -> None:
    """Note what the shares and rates are of that no nearer construct has found figures for."""
    known: Known = deque(maxlen=_KEPT)
    found: Of = {}
    left: list[tuple[Said, Mention]] = []
    for said in all_said:
        for mention in said.mentions:
            if mention.role in _COUNTED or (mention.role is Role.BEFORE and mention.unit != "%"):
                known.append(mention)
            elif mention.unit == "%" and mention.role in _OPEN_ROLES:
                if text.claims.answered(mention) or not _open(text.lexicon, mention):
                    continue
                if not _resolve(text, said, mention, known, found):
                    left.append((said, mention))
    for said, percent in left:
        _like_its_fellows(text, said, percent, found)


def _open(lexicon: Lexicon, percent: Mention) -> bool:
    if lexicon.pattern("rate_not").search(percent.label) or percent.sentence.plan:
        return False
    return not included(lexicon, percent)


def _resolve(text: Text, said: Said, percent: Mention, known: Known, found: Of) -> bool:
    pair = _of_what_is_named(text, said, percent)
    if pair is not None:
        return _state(text, percent, *pair, "share", found)
    pair = _in_brackets(text, said, percent)
    if pair is not None:
        return _state(text, percent, *pair, "rate", found)
    if percent.role is Role.RATE:
        return _rate(text, said, percent, known, found)
    if percent.role is Role.OTHER and not _bracketed(percent):
        return False
    if _together(text, said, percent, known):
        return True
    parts = list(_parts_of_share(text, said, percent, known))
    for part in parts:
        whole = _bearing_out(text, part, percent, _wholes(said, part, known))
        if whole is not None:
            return _state(text, percent, part, whole, "share", found)
    named = _named_alone(text, percent, parts)
    if named is not None and named.whole is not None:
        return _state(text, percent, named, named.whole, "share", found)
    base = base_of(text.lexicon, percent)
    pair = _by_name(base, percent, parts[:1], known) if base else None
    return pair is not None and _state(text, percent, *pair, "share", found)


def _by_name(
    name: str, percent: Mention, parts: Iterable[Mention], known: Known
) -> tuple[Mention, Mention] | None:
    """412栋，占住宅类的18.9%: the only figure that bears the name of the whole."""
    name = _CLASS.sub("", name)
    for part in parts:
        named = [each for each in known if _may_be_named(each, part) and _bears(name, each)]
        if named and len({size(each) for each in named}) == 1:
            roles = [("part", part), ("whole", named[-1]), ("share", percent)]
            return (part, named[-1]) if plausible("share", roles, {}) else None
    return None


def _may_be_named(whole: Mention, part: Mention) -> bool:
    return whole is not part and whole.unit == part.unit and size(whole) >= size(part)


def _bears(name: str, whole: Mention) -> bool:
    words = whole.own + whole.after
    return len(name) >= _PAIR and (name in words or whole.own.endswith(name[:_NAMED]))


def _named_alone(text: Text, percent: Mention, parts: list[Mention]) -> Mention | None:
    """其中道路事故12起、建筑事故4起，道路事故占总起数的67.7%: the part that is named again."""
    name = _name(text.lexicon, percent)
    near = [each for each in parts if each.sentence is percent.sentence and each.listed]
    best = sorted(near, key=lambda each: overlap(name, each.own), reverse=True)[:_PAIR]
    if not name or not best or overlap(name, best[0].own) < len(name) - _PAIR:
        return None
    clear = len(best) == 1 or overlap(name, best[0].own) > overlap(name, best[1].own)
    return best[0] if clear and best[0].unit != "%" else None


def _state(
    text: Text, percent: Mention, part: Mention, whole: Mention, kind: str, found: Of
) -> bool:
    roles = [("part", part), ("whole", whole), (kind, percent)]
    text.claims.add(kind, roles, basis=SAME_TOTAL)
    found[percent.figure.id] = (part, whole)
    return True


def _of_what_is_named(text: Text, said: Said, percent: Mention) -> tuple[Mention, Mention] | None:
    """87座，占全部112座车站的77.7%; 使用917万元，完成预算1200万元的76.5%: the whole is between."""
    link = "".join(percent.gap.split())
    if percent.at < _PAIR or not link.endswith("的") or len(link) > _LINK or "，" in link:
        return None
    part, whole = said.mentions[percent.at - _PAIR : percent.at]
    named = text.lexicon.pattern("of_the").search(whole.own) is not None
    named = named or planned(text.lexicon, whole)
    alike = text.lexicon.related(part.unit, whole.unit) and part.unit != "%"
    if not named or not alike or part.role not in _COUNTED or part.segment != whole.segment:
        return None
    money = part.unit in text.lexicon.money
    return (part, whole) if money or part.unit == whole.unit else None


def _in_brackets(text: Text, said: Said, percent: Mention) -> tuple[Mention, Mention] | None:
    """88.9%（应改63项、实改56项）, （1536处隐患整改1533处，99.8%）: whole, part and rate."""
    mentions = said.mentions
    behind = mentions[percent.at + 1 : percent.at + 3]
    inside = [each for each in behind if each.depth == percent.depth + 1]
    if len(inside) == 1 and text.lexicon.due.search(inside[0].own) and percent.at:
        part = mentions[percent.at - 1]  # 1036名参与，参与率71.4%（应参与1451人）
        alike = text.lexicon.related(part.unit, inside[0].unit) and part.role in _COUNTED
        return (part, inside[0]) if alike else None
    if len(inside) == _PAIR and inside[0].bracket == inside[1].bracket:
        pair = inside
    elif percent.depth and percent.at >= _PAIR:
        pair = [*mentions[percent.at - _PAIR : percent.at]]
        if any(each.bracket != percent.bracket for each in pair):
            return None
    else:
        return None
    if any(each.role not in _COUNTED for each in pair) or pair[0].unit != pair[1].unit:
        return None
    if percent.role is not Role.OTHER and pair[0].depth == percent.depth:
        return None
    whole, part = sorted(pair, key=size, reverse=True)
    if share_fits(part, whole, percent):
        return part, whole
    done = pair[1].role is Role.FIXED or pair[1].own.startswith(text.lexicon.words("actual"))
    return (pair[1], pair[0]) if done else None


def _together(text: Text, said: Said, percent: Mention, known: Known) -> bool:
    """甲412条、乙355条、丙238条，三家单位合计占63.9%: of all of them together."""
    joined = text.lexicon.pattern("joint_shares").search(percent.own)
    if joined is None:
        return False
    before = [each for each in said.mentions[: percent.at] if each.role in _COUNTED]
    if before and before[-1].at == percent.at - 1 and joined.group() in before[-1].after:
        before.pop()  # 三家单位合计占: how many there are
    run = list(
        takewhile(lambda each: each.unit == before[-1].unit, reversed(before[-_NEAR:]))
        if before
        else ()
    )
    for number in range(_PAIR, len(run) + 1):
        parts = run[:number]
        for whole in reversed(known):
            if whole.unit == run[0].unit and shares_fit(parts, whole, percent):
                roles = [*(("part", part) for part in reversed(parts)), ("whole", whole)]
                text.claims.add("share", [*roles, ("share", percent)], basis=SAME_TOTAL)
                return True
    return False


def _bracketed(percent: Mention) -> bool:
    """187项（34.1%）."""
    return bool(percent.depth) and percent.gap.strip().strip("（(占 ") == ""


def _parts_of_share(text: Text, said: Said, percent: Mention, known: Known) -> Iterator[Mention]:
    """The figure right before a share, or those that bear the name that it gives itself."""
    name = _name(text.lexicon, percent)
    before = said.mentions[max(0, percent.at - _NEAR) : percent.at]
    nearest = [each for each in reversed(before) if each.role in _COUNTED and each.unit != "%"]
    if not name:
        yield from (each for each in nearest[:1] if each.segment == percent.segment)
        return
    measures = text.reader.names(name)
    others = [each for each in reversed(known) if each.sentence is not percent.sentence]
    nearest += [each for each in others[:_NEAR] if each.role in _COUNTED]
    for each in nearest:
        if overlap(name, each.words) >= _PAIR or (measures and kind_of(each) == measures[-1]):
            yield each


def _name(lexicon: Lexicon, percent: Mention) -> str:
    """What a share says itself that it is the share of: 起数占, 外协人员占, 电气占比."""
    found = lexicon.pattern("shares").search(percent.own)
    if found is None or percent.chained:
        return ""
    return lexicon.pattern("adverbs").sub("", percent.own[: found.start()]).strip("，,：: ")


def _wholes(said: Said, part: Mention, known: Known) -> list[Mention]:
    """Figures that may be the whole: those before, the nearest first, then a sum behind it."""
    behind = [
        each
        for each in said.mentions[part.at + 1 :]
        if each.sentence is part.sentence and each.role in _COUNTED and each.total
    ]
    return [*reversed(known), *behind]


def _bearing_out(
    text: Text, part: Mention, percent: Mention, wholes: Iterable[Mention]
) -> Mention | None:
    """Of the figures that may be the whole the one that makes the percentage right."""
    coarse = (percent.number.quantity.step or 1) >= 1
    fitting: list[Mention] = []
    for number, whole in enumerate(wholes):
        if whole is part or not _may_hold(text, whole, part):
            continue
        if coarse and number >= _NEAR and overlap(percent.own, whole.words) < _PAIR:
            continue
        if share_fits(part, whole, percent):
            fitting.append(whole)
    named = [each for each in fitting if overlap(percent.own, each.words) >= _PAIR]
    return next(iter(named or fitting), None)


def _may_hold(text: Text, whole: Mention, part: Mention) -> bool:
    if whole.unit != part.unit and not (
        part.unit in text.lexicon.money and text.lexicon.related(whole.unit, part.unit)
    ):
        return False
    if size(whole) == size(part):
        return False
    return size(whole) > size(part) or planned(text.lexicon, whole)


def _rate(text: Text, said: Said, rate: Mention, known: Known, found: Of) -> bool:
    """已检查389家，覆盖率89.2% of 436家 of another section; 合格率 of 复查合格407条."""
    lexicon = text.lexicon
    root = root_of(lexicon, rate.label)
    for part in _parts_of_rate(text, said, rate, root, known):
        if _leaves_out(lexicon, root, part):
            for whole in reversed(known):
                if _may_hold(text, whole, part) and rest_fits(part, whole, rate):
                    roles = [("whole", whole), ("rest", part), ("rate", rate)]
                    text.claims.add("rate", roles, basis=SAME_TOTAL)
                    return True
            continue
        whole_of = _bearing_out(text, part, rate, _wholes(said, part, known))
        whole_of = whole_of or _all_of(part, rate, known)
        if whole_of is not None:
            return _state(text, rate, part, whole_of, "rate", found)
    beside = said.mentions[rate.at - 1 : rate.at] if rate.at else ()
    parts = [each for each in beside if each.role in _COUNTED and each.segment == rate.segment]
    pair = _of_its_head(root, rate, parts, known)
    return pair is not None and _state(text, rate, *pair, "rate", found)


def _of_its_head(
    root: str, rate: Mention, parts: list[Mention], known: Known
) -> tuple[Mention, Mention] | None:
    """受限空间318张; …不合格32张，受限空间作业票不合格率8.1%: of what its name begins with."""
    for part in parts:
        named = [
            each
            for each in known
            if _may_be_named(each, part)
            and len(each.own) >= _PAIR
            and root.startswith(each.own[:_NAMED])
        ]
        if named and len({size(each) for each in named}) == 1 and overlap(root, part.own) >= _PAIR:
            roles = [("part", part), ("whole", named[-1]), ("rate", rate)]
            return (part, named[-1]) if plausible("rate", roles, {}) else None
    return None


def _leaves_out(lexicon: Lexicon, root: str, part: Mention) -> bool:
    left = part.role is Role.REST and lexicon.pattern("stages.fixed").search(root) is not None
    return left or (not _DENIAL.search(root) and denied(root, part.own))


def _parts_of_rate(
    text: Text, said: Said, rate: Mention, root: str, known: Known
) -> Iterator[Mention]:
    """The figures right before a rate in its clauses, then those that its name speaks of."""
    beside = [
        each
        for each in reversed(said.mentions[max(0, rate.at - _PAIR) : rate.at])
        if each.role in _COUNTED and each.segment == rate.segment
    ]
    yield from beside
    general = text.lexicon.pattern("stages.fixed").search(root) is not None
    for part in list(reversed(known))[:_NEAR]:
        named = (general and part.role is Role.FIXED) or overlap(root, part.own) >= _PAIR
        if part.role in _COUNTED and part not in beside and named:
            yield part


def _all_of(part: Mention, rate: Mention, known: Known) -> Mention | None:
    """企业38家，排查38家，覆盖率100%: a hundred per cent of a figure that stands twice."""
    if size(rate) != _ALL or part.at != rate.at - 1 or part.sentence is not rate.sentence:
        return None
    for whole in list(reversed(known))[1:_NEAR]:
        same = whole.unit == part.unit and size(whole) == size(part) and whole.role in _COUNTED
        if same and whole.sentence.block is part.sentence.block:
            return whole
    return None


def _like_its_fellows(text: Text, said: Said, percent: Mention, found: Of) -> None:
    """Of several shares in one list all but one are of a total: that one is of it as well."""
    if percent.role is Role.RATE or _name(text.lexicon, percent):
        return
    beside = said.mentions[max(0, percent.at - 4) : percent.at + 5]
    wholes = [found[each.figure.id][1] for each in beside if each.figure.id in found]
    part = said.mentions[percent.at - 1] if percent.at else None
    if part is None or part.role not in _COUNTED or part.segment != percent.segment:
        return
    for whole in wholes:
        if _may_hold(text, whole, part):
            _state(text, percent, part, whole, "share", found)
            return
