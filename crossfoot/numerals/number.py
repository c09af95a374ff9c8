"""One number at one place of a text: digits, scale, hedges and unit of measure put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx, Quantity
from crossfoot.numerals.chinese import read_spelled
from crossfoot.numerals.grammar import Grammar
from crossfoot.numerals.meaning import (
    Literal,
    as_money,
    from_digits,
    from_spelled,
    hedge_quantity,
    hedged,
    tenths,
)
from crossfoot.numerals.words import Hedge

_REACH = 10  # characters looked back for a hedging word
_COMPOUND = re.compile(r"([万亿])(\d{1,4}(?:\.\d{1,4})?)((?:千|百)?万|千|百)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text that may be a figure.

    Attributes:
        start, end: its characters: digits, scale, ``%`` and the hedging words that touch them,
            without the measure word (``1.5万余`` of 1.5万余份).
        text: those characters as written.
        quantity: what they mean.
        unit_end: end of the measure word, or ``end`` when there is none.
        kind: ``count``, ``percent``, ``permille``, ``points`` (个百分点), ``times`` (倍),
            ``doubled`` (翻一番: to so many times), ``fraction``, ``money``, ``range`` or ``bare``
            (no unit of measure).
        style: ``arabic`` or ``chinese``.
        sure: False where it may as well name as count (两个检查组) or where nothing around it says
            that it counts anything.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    unit_end: int
    kind: str
    style: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was read before the hedges are applied."""

    literal: Literal
    kind: str
    unit: str
    scale: str


def read_at(
    grammar: Grammar, text: str, written: str, start: int, *, cell: bool = False
) -> Number | None:
    """The number that begins at ``start``, with the hedging word in front of it.

    Args:
        grammar: the compiled number words.
        text: the text in half-width form.
        written: the text as written, of the same length.
        start: where its first character stands.
        cell: the text is a table cell: a bare number is as sure as any.
    """
    match = grammar.number.match(text, start)
    if match is None:
        return None
    groups = match.groups()
    before, begin = before_at(grammar, text, start)
    if before is not None and before.scale_only and not _only_scale(match["spelled"]):
        before, begin = None, start
    shared = match["part"] is not None and bool(
        grammar.sharing.search(text, max(0, start - _REACH), start)
    )
    unit = written[match.start("unit") : match.end("unit")] if match["unit"] else ""
    meant = _meaning(grammar, groups, unit, before, shared)
    if meant is None:
        return None
    end = _end(match)
    number = Number(
        begin,
        end,
        written[begin:end],
        meant.quantity,
        max(end, match.end("tail")) if match["tail"] else end,
        meant.kind,
        meant.style,
        sure=True,
    )
    if cell or (meant.style == "arabic" and meant.kind != "bare"):
        return number
    return _doubtful(grammar, text, number, meant.hedge)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the matched parts of a number mean."""

    quantity: Quantity
    kind: str
    style: str
    hedge: Hedge | None


@lru_cache(maxsize=32768)
def _meaning(
    grammar: Grammar,
    matched: tuple[str | None, ...],
    unit: str,
    before: Hedge | None,
    shared: bool,
) -> _Meant | None:
    groups = {name: matched[i - 1] for name, i in grammar.number.groupindex.items()}
    within = grammar.within.get(groups["w2"] or groups["w1"] or "")
    hedge = _chosen(within, grammar.after.get(groups["after"] or ""), before)
    parts = _parts(grammar, groups, unit, bare=hedge is not None, shared=shared)
    if parts is None:
        return None
    chinese = groups["spelled"] or groups["of_spelled"] or groups["under"]
    style = "chinese" if chinese else "arabic"
    return _Meant(_quantity(grammar, groups, parts, hedge), parts.kind, style, hedge)


def before_at(grammar: Grammar, text: str, start: int) -> tuple[Hedge | None, int]:
    """The hedging word that ends at ``start``, and where it begins."""
    if start == 0 or text[start - 1] not in grammar.before_last:
        return None, start
    low = max(0, start - _REACH)
    match = grammar.before.search(text[low:start])
    if match is None or match.lastgroup is None:
        return None, start
    return grammar.hedges_before[int(match.lastgroup[1:])], low + match.start(match.lastgroup)


def _only_scale(spelled: str | None) -> bool:
    return spelled is not None and spelled in ("百", "千", "万", "百万", "千万", "亿")


def _chosen(within: Hedge | None, after: Hedge | None, before: Hedge | None) -> Hedge | None:
    """Of several hedging words the one that says more than 约."""
    found = [hedge for hedge in (within, after, before) if hedge is not None]
    telling = [hedge for hedge in found if hedge.approx is not Approx.ABOUT]
    return next(iter(telling or found), None)


def _parts(
    grammar: Grammar, groups: dict[str, str | None], unit: str, *, bare: bool, shared: bool
) -> _Parts | None:
    scale = (groups["scale"] or "").strip()
    if groups["of"]:
        part = _of(groups)
        sign = grammar.words.percent_of[groups["of"]]
        kind = "percent" if sign == "%" else "permille"
        return None if part is None else _Parts(part, kind, sign, "")
    if groups["under"]:
        return _fraction(groups["under"], groups["over"] or "")
    if groups["part"]:
        share = _share(int(groups["part"]), int(groups["whole"] or "0"))
        return share if bare or shared else None
    if groups["digits"]:
        literal: Literal | None = from_digits(groups["digits"])
    else:
        literal = from_spelled(groups["spelled"] or "", bare=bare)
    if literal is None:
        return None
    if groups["more"]:
        return _compound(groups, literal, unit)
    kind, name = _kind_and_unit(groups, unit)
    return _Parts(literal, kind, name, scale)


def _of(groups: dict[str, str | None]) -> Literal | None:
    if groups["of_digits"]:
        return from_digits(groups["of_digits"])
    spelled = groups["of_spelled"] or ""
    literal = from_spelled(spelled, bare=True)
    if literal is None:
        return None
    _, _, decimals = spelled.partition("点")
    return Literal(literal.value, literal.high, Fraction(1, 10 ** len(decimals)))


def _fraction(under: str, over: str) -> _Parts | None:
    below, above = read_spelled(under), read_spelled(over)
    if below is None or above is None or not below.low or below.vague or above.vague:
        return None
    return _Parts(Literal(above.low / below.low), "fraction", "", "")


def _share(part: int, whole: int) -> _Parts | None:
    """1/3: a share of less than all."""
    return _Parts(Literal(Fraction(part, whole)), "fraction", "", "") if 0 < part < whole else None


def _compound(groups: dict[str, str | None], big: Literal, unit: str) -> _Parts | None:
    """1亿2300万, 3万5千, 2万3000: two scaled parts, the second smaller than the first."""
    found = _COMPOUND.fullmatch(groups["more"] or "")
    if found is None or big.step is not None:
        return None
    first = 10**8 if found[1] == "亿" else 10**4
    last = 1
    for mark in found[3] or "":
        last *= {"百": 100, "千": 1000, "万": 10**4}[mark]
    small = from_digits(found[2])
    if small.value * last >= first or last >= first:
        return None
    value = big.value * first + small.value * last
    step = (small.step or Fraction(1)) * last
    if groups["money"]:
        scale = 10**4 if last >= 10**4 else 1
        name = ("万" if scale > 1 else "") + groups["money"]
        return _Parts(Literal(value / scale, None, step / scale), "money", name, "")
    literal = Literal(value, None, step if last > 1 else None)
    kind, name = _kind_and_unit(groups, unit)
    return _Parts(literal, kind, name, "")


def _kind_and_unit(groups: dict[str, str | None], unit: str) -> tuple[str, str]:
    if groups["percent"]:
        return ("percent", "%") if groups["percent"] == "%" else ("permille", groups["percent"])
    if groups["percent_word"]:
        return "percent", "%"
    if groups["points"]:
        return "points", groups["points"]
    if groups["times"]:
        return "times", groups["times"]
    if groups["money"] or groups["sign"]:
        return "money", groups["money"] or "元"
    if (groups["tail"] or "").startswith("成"):
        return "tenths", "%"
    return ("count", unit) if unit else ("bare", "")


def _quantity(
    grammar: Grammar, groups: dict[str, str | None], parts: _Parts, hedge: Hedge | None
) -> Quantity:
    literal = parts.literal
    if parts.kind == "tenths":
        mark = groups["tenth"]
        extra = Fraction(0)
        if mark:
            read = read_spelled(mark)
            extra = Fraction(5) if read is None else read.low
        plain = tenths(literal.value, extra)
        return plain if hedge is None else hedge_quantity(plain, hedge)
    if parts.kind == "money" and not groups["more"]:
        scale, literal = _money_scale(groups["spelled"], literal, parts.scale)
        return as_money(literal, scale, parts.unit, grammar.words.scales, hedge)
    if parts.scale:
        literal = literal.scaled(grammar.words.scales[parts.scale])
    elif parts.kind in ("percent", "permille", "points", "times") and literal.step is None:
        literal = Literal(literal.value, literal.high, Fraction(1))
    return hedged(literal, parts.unit, hedge)


def _money_scale(spelled: str | None, literal: Literal, scale: str) -> tuple[str, Literal]:
    """五十万元 is 50 万元: the scale inside a Chinese numeral belongs to the unit."""
    if scale or not spelled or spelled[-1] not in "万亿" or len(spelled) < 2:
        return scale, literal
    factor = 10**4 if spelled[-1] == "万" else 10**8
    high = None if literal.high is None else (literal.high + 1) / factor
    step = None if literal.step is None else literal.step / factor
    return spelled[-1], Literal(literal.value / factor, high, step)


def _end(match: re.Match[str]) -> int:
    """Where the number ends: after scale, percent sign and the hedges that touch it."""
    if match["after"] and not (match["unit"] or match["money"] or match["points"]):
        return match.end("after")
    for name in ("tenth", "percent", "percent_word"):
        if match[name]:
            return match.end(name)
    if match["tail"] and match["tail"].startswith("成"):
        return match.end("tail")
    if match["w2"]:
        return match.end("w2")
    plain_money = match["scale"] == "万" and match["money"] and not match["w1"]
    if plain_money:  # 3522.7 of 3522.7万元: 万元 is the measure word
        return match.start("scale")
    for name in ("scale", "more", "spelled", "of_spelled", "of_digits", "over", "whole", "digits"):
        if match[name]:
            return match.end(name)
    return match.end()


def _doubtful(grammar: Grammar, text: str, number: Number, hedge: Hedge | None) -> Number | None:
    """Whether the words around a number let it count at all, and for sure."""
    front = text[max(0, number.start - _REACH) : number.start]
    if number.kind == "bare":
        return _bare(grammar, text, number, hedge, front)
    if number.style == "arabic" or number.kind not in ("count", "range"):
        return number
    value, unit = number.quantity.value, number.quantity.unit
    counted = grammar.counting.search(front) is not None
    if value == 1 and number.quantity.hard is None and not counted:
        return None
    if grammar.pointing.search(front) is not None:
        return replace(number, sure=False)
    if hedge is None and value <= 10 and unit in grammar.words.loose_measures and not counted:
        return replace(number, sure=False)
    return number


def _bare(
    grammar: Grammar, text: str, number: Number, hedge: Hedge | None, front: str
) -> Number | None:
    """A number without unit of measure: a figure when words state it, or by its form."""
    stated = grammar.stating.search(front) is not None
    if number.style == "chinese":
        following = text[number.end : number.end + 1]
        closed = not following or not ("\u4e00" <= following <= "\u9fff")
        scaled = number.quantity.step is not None or hedge is not None
        if not (closed and (stated or scaled)):
            return None
        return number
    telling = hedge is not None and hedge.approx is not Approx.ABOUT
    formed = number.quantity.step is not None or "," in number.text or telling
    return number if formed or stated else replace(number, sure=False)


def as_range(first: Number, second: Number, written: str) -> Number:
    """10-20家 as one number: its true value lies between the two."""
    low, high = first.quantity.value, second.quantity.value
    reach = Interval(low, high)
    unit = second.quantity.unit
    quantity = Quantity(low, unit, second.quantity.step, Approx.ABOUT, reach, reach)
    style = first.style if first.style == second.style else "arabic"
    return Number(
        first.start,
        second.end,
        written[first.start : second.end],
        quantity,
        second.unit_end,
        "range",
        style,
        first.sure or second.sure,
    )
