"""Whether a relation that does not hold may be a slip of the pen, or only a wrong reading of ours.

Reports err in a digit, in two digits that change places, in the place of the point, or by little.
Figures that are far from what a relation asks for, and that no such slip explains, most likely
belong to other figures: then nothing is claimed.  A claim that holds is never looked at twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from crossfoot.model.interval import Interval, point
from crossfoot.narrative.choosing import quotient_fits, share_fits, size, sum_fits, values
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said

Pairs = Sequence[tuple[str, Mention]]
_HUNDRED = 100
_NEAR_POINTS = 10
_NEAR_TIMES = Fraction(13, 10)
_CLOSE_TIMES = Fraction(21, 20)
_COMMAS = ("，", ",")
_MORE = 4
_LONGEST = 10**12
_SHIFTS = (Fraction(10), Fraction(100), Fraction(1, 10), Fraction(1, 100))


def credible(kind: str, pairs: Pairs, facts: Mapping[str, str]) -> bool:
    """Whether a claim holds as far as its digits tell, or fails where our reading is not in doubt.

    Args:
        kind: what is claimed; kinds that are no arithmetic are always credible.
        pairs: the figures with their roles.
        facts: what else the words say, such as the direction of a change.
    """
    if kind == "share" and _of_another_kind(pairs):
        return False
    return _plainly(kind, pairs) or not _loose(kind, pairs) or plausible(kind, pairs, facts)


def _of_another_kind(pairs: Pairs) -> bool:
    """得分90分以上的9个 … 121条，占隐患总数的33.6%: a larger figure of another measure word."""
    one = dict(pairs)
    if set(one) != {"part", "whole", "share"} or size(one["share"]) > _HUNDRED:
        return False
    return one["part"].unit != one["whole"].unit and size(one["part"]) > size(one["whole"])


def _plainly(kind: str, pairs: Pairs) -> bool:
    """Whether two figures hold at a glance, as nearly all do."""
    if kind not in ("le", "repeat"):
        return False
    first, last = size(pairs[0][1]), size(pairs[-1][1])
    return first == last or (kind == "le" and pairs[0][0] == "part" and first < last)


def holds(kind: str, pairs: Pairs) -> bool:
    """Whether a rate, share or average is what its figures come to, as far as their digits tell."""
    one = dict(pairs)
    if kind == "average":
        return quotient_fits(one["total"], one["count"], one["average"])
    return share_fits(one["part"], one["whole"], one[kind])


def meant(kind: str, pairs: Pairs, around: Sequence[Said], lexicon: Lexicon) -> Pairs:
    """The figures that a rate or share is of, where other ones near by bear it out.

    Only one of part and whole is exchanged, the whole first; a percentage without decimals fits too
    much by accident and is left as it is.
    """
    roles = {role for role, _ in pairs}
    if roles != {"part", "whole", kind} or holds(kind, pairs) or firm(pairs):
        return pairs
    one = dict(pairs)
    percent, part, whole = one[kind], one["part"], one["whole"]
    if (percent.number.quantity.step or 1) >= 1 and plausible(kind, pairs, {}):
        return pairs
    others = [each for said in reversed(around) for each in reversed(said.mentions)]
    others = [each for each in others if each.start < percent.start and _counted(each)]
    for other in others:
        named = lexicon.related(other.unit, part.unit) and size(other) > size(part)
        if named and other is not whole and share_fits(part, other, percent):
            return [("part", part), ("whole", other), (kind, percent)]
    for other in others:
        beside = other.sentence is percent.sentence and other.segment == percent.segment
        named = lexicon.related(other.unit, whole.unit) and size(other) < size(whole)
        if beside and named and other is not part and share_fits(other, whole, percent):
            return [("part", other), ("whole", whole), (kind, percent)]
    return pairs


def left_in_parts(pairs: Pairs, around: Sequence[Said]) -> Pairs:
    """142栋，完好119栋；未设置9栋，损坏14栋: what is left of a whole, told in several figures.

    Returns:
        All of them as the parts of the whole; none where what is left is one figure.
    """
    one = dict(pairs)
    whole, rest = one.get("whole"), one.get("rest")
    if whole is None or rest is None or not around or around[-1].sentence is not rest.sentence:
        return []
    parts = [mention for role, mention in pairs if role != "whole"]
    if sum_fits(parts, whole):
        return []
    for more in around[-1].mentions[rest.at + 1 : rest.at + _MORE]:
        if more.unit != rest.unit or more.depth != rest.depth:
            break
        parts.append(more)
        if sum_fits(parts, whole):
            return [*(("part", part) for part in parts), ("whole", whole)]
    return []


def _counted(mention: Mention) -> bool:
    return mention.role in (Role.COUNT, Role.FIXED, Role.REST, Role.AFTER)


def _loose(kind: str, pairs: Pairs) -> bool:
    """Whether figures belong together by little more than standing near each other."""
    if kind == "repeat":
        return True
    figures = [mention for _, mention in pairs]
    if kind == "average":
        return not firm(pairs)
    if kind in ("le", "remainder", "rate"):
        first = figures[0]
        apart = any(each.segment != first.segment for each in figures)
        return apart or any(each.sentence is not first.sentence for each in figures)
    return False


def plausible(kind: str, pairs: Pairs, facts: Mapping[str, str]) -> bool:
    """Whether a claim holds or fails by no more than a slip of the pen."""
    if firm(pairs):
        return True
    by_role: dict[str, list[Mention]] = {}
    for role, mention in pairs:
        by_role.setdefault(role, []).append(mention)
    one = {role: mentions[0] for role, mentions in by_role.items()}
    if not _NEEDED.get(kind, frozenset()) <= one.keys():
        return True
    match kind:
        case "rate" | "share":
            return _quotient(one["part"], one["whole"], one[kind], Fraction(_HUNDRED))
        case "average":
            return _quotient(one["total"], one["count"], one["average"], Fraction(1))
        case "yoy_percent":
            return _percent(one, facts.get("direction"))
        case "remainder":
            return _additive(one["whole"], [*by_role["part"], *by_role["rest"]])
        case "sum":
            return _additive(one["whole"], by_role["part"])
        case "yoy_count" | "diff":
            return _apart(one)
        case "repeat":
            return _again(one["first"], one["again"])
        case "le" | "part_le_whole":
            return _within(by_role["part"], one["whole"])
        case _:
            return True


_NEEDED = {
    "rate": frozenset({"part", "whole", "rate"}),
    "share": frozenset({"part", "whole", "share"}),
    "average": frozenset({"total", "count", "average"}),
    "yoy_percent": frozenset({"percent"}),
    "remainder": frozenset({"whole", "part", "rest"}),
    "sum": frozenset({"part", "whole"}),
    "repeat": frozenset({"first", "again"}),
    "le": frozenset({"part", "whole"}),
    "part_le_whole": frozenset({"part", "whole"}),
}


def firm(pairs: Pairs) -> bool:
    """Whether figures follow each other in one clause after another, with no other between.

    检查100家，合格90家，合格率45.3%: there is nothing else that they could be of.
    """
    figures = sorted((mention for _, mention in pairs), key=lambda mention: mention.at)
    first = figures[0]
    return all(
        each.sentence is first.sentence
        and each.segment == first.segment
        and each.depth == first.depth
        and not (each.listed or each.chained)
        and (each is first or (each.at == before.at + 1 and each.gap.startswith(_COMMAS)))
        for before, each in zip([first, *figures], figures, strict=False)
    )


def _quotient(part: Mention, whole: Mention, stated: Mention, times: Fraction) -> bool:
    """Whether part over whole, times a hundred for a percentage, is the figure stated or near."""
    some, of, result = values(part), values(whole), values(stated)
    if not _positive(some) or not _positive(of) or not _positive(result):
        return True
    have = some * point(times) / of
    if have.meets(result) or _near(size(part) * times / size(whole), size(stated), times):
        return True
    asked = (result * of / point(times), some * point(times) / result, have)
    figures = (part, whole, stated)
    return any(_slipped(figure, wanted) for figure, wanted in zip(figures, asked, strict=True))


def _near(have: Fraction, stated: Fraction, times: Fraction) -> bool:
    if times == _HUNDRED and abs(have - stated) > _NEAR_POINTS:
        return False
    return max(have, stated) <= _NEAR_TIMES * min(have, stated)


def _positive(possible: Interval) -> bool:
    return possible.low is not None and possible.high is not None and possible.low > 0


def _percent(one: Mapping[str, Mention], direction: str | None) -> bool:
    """A change in per cent: of the earlier figure, or mistakenly of the later one."""
    percent, sign = one["percent"], -1 if direction == "down" else 1
    current, previous, delta = (one.get(role) for role in ("current", "previous", "delta"))
    if previous is None and current is not None and delta is not None:
        before, moved = size(current) - sign * size(delta), size(delta)
    elif previous is not None and delta is not None:
        before, moved = size(previous), size(delta)
    elif previous is not None and current is not None:
        before, moved = size(previous), abs(size(current) - size(previous))
    else:
        return True
    after = before + sign * moved
    stated = values(percent)
    if not _positive(stated) or before <= 0 or after <= 0:
        return True
    have = [moved * _HUNDRED / base for base in (before, after)]
    if any(_near(each, size(percent), Fraction(1)) for each in have):
        return True
    if any(_slipped(percent, point(each)) for each in have):
        return True
    low, high = stated.low or Fraction(0), stated.high or Fraction(0)
    wanted = Interval(before * low / _HUNDRED, before * high / _HUNDRED)
    if delta is not None:
        return _slipped(delta, wanted)
    shifted = point(before) + wanted if sign > 0 else point(before) - wanted
    return current is None or _slipped(current, shifted)


def _additive(whole: Mention, parts: Sequence[Mention]) -> bool:
    total = point(0)
    for part in parts:
        total = total + values(part)
    if total.meets(values(whole)):
        return True
    gap = abs(size(whole) - sum(map(size, parts), Fraction(0)))
    largest = max([size(whole), *map(size, parts)])
    if _NEAR_POINTS * gap <= largest:
        return True
    if _slipped(whole, total):
        return True
    return any(_slipped(part, values(whole) - total + values(part)) for part in parts)


def _apart(one: Mapping[str, Mention]) -> bool:
    """Whether one figure is what two others differ by, whichever way."""
    difference = one.get("delta") or one.get("difference")
    if difference is None:
        return True
    levels = [mention for mention in one.values() if mention is not difference]
    small, large = sorted(levels, key=size)
    return _additive(large, [small, difference])


def _again(first: Mention, again: Mention) -> bool:
    near = _CLOSE_TIMES * min(size(first), size(again)) >= max(size(first), size(again))
    return near or _slipped(first, values(again)) or _slipped(again, values(first))


def _within(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether parts fit into a whole, or nearly, or one figure with one other digit would."""
    together, room = sum(map(size, parts), Fraction(0)), size(whole)
    if together <= room * _NEAR_TIMES:
        return True
    if any(each >= together for each in _other_digits(whole)):
        return True
    return any(
        each <= size(part) - (together - room) for part in parts for each in _other_digits(part)
    )


def _slipped(figure: Mention, wanted: Interval) -> bool:
    """Whether a figure is what is wanted but for one slip."""
    half = (figure.number.quantity.step or Fraction(0)) * size(figure)
    half = half / figure.number.quantity.value / 2 if half else half
    near = wanted + Interval(-half, half)
    stated = size(figure)
    if any(stated * factor in near for factor in _SHIFTS):
        return True
    digits, unit = _digits(figure)
    low = None if near.low is None else near.low / unit
    high = None if near.high is None else near.high / unit
    least = None if low is None else (ceil(low) if near.low_closed else floor(low) + 1)
    most = None if high is None else (floor(high) if near.high_closed else ceil(high) - 1)
    return any(
        (least is None or least <= each) and (most is None or each <= most)
        for each in _variants(digits)
    )


def _variants(digits: str) -> Iterator[int]:
    """What digits may have been meant to be: one other, two turned round, one less or one more."""
    yield from _with_another(digits)
    for at in range(len(digits) - 1):
        yield int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    for at in range(len(digits)):
        if len(digits) > 1:
            yield int(digits[:at] + digits[at + 1 :])
    for at in range(len(digits) + 1):
        for sign in "0123456789":
            yield int(digits[:at] + sign + digits[at:])


def _with_another(digits: str) -> Iterator[int]:
    for at in range(len(digits)):
        for sign in "0123456789":
            if at or len(digits) == 1 or sign != "0":
                yield int(digits[:at] + sign + digits[at + 1 :])


def _other_digits(figure: Mention) -> Iterator[Fraction]:
    """A figure with one of its digits another one, as long as before."""
    digits, unit = _digits(figure)
    yield from (each * unit for each in _with_another(digits))


def _digits(figure: Mention) -> tuple[str, Fraction]:
    """The digits of a figure without its point, and what its last one is worth."""
    unit = figure.number.quantity.step or Fraction(1)
    value = figure.number.quantity.value
    if not 0 < value / unit < _LONGEST:
        return "", unit
    if (value / unit).denominator != 1:
        unit = Fraction(1, value.denominator)
    return str(int(value / unit)), unit * size(figure) / value
