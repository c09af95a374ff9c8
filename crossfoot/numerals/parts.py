"""What the matched parts of one number mean together: literal, scale, unit of measure and hedge."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
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

_COMPOUND = late_pattern(r"([万亿])(\d{1,4}(?:\.\d{1,4})?)((?:千|百)?万|千|百)?")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the matched parts of a number mean."""

    quantity: Quantity
    kind: str
    style: str
    hedge: Hedge | None


def meaning_of(
    grammar: Grammar,
    matched: tuple[str | None, ...],
    unit: str,
    before: Hedge | None,
    shared: bool,
) -> Meant | None:
    """What the groups of ``grammar.number`` mean, or ``None`` when they spell no number.

    Args:
        grammar: the compiled number words.
        matched: all groups of the match.
        unit: the measure word as written.
        before: the hedging word in front.
        shared: words of sharing stand in front, so that 1/3 is a share.
    """
    groups = dict(zip(grammar.names, matched, strict=True))
    within = grammar.within.get(groups["w2"] or groups["w1"] or "")
    hedge = _chosen(within, grammar.after.get(groups["after"] or ""), before)
    parts = _parts(grammar, groups, unit, bare=hedge is not None, shared=shared)
    if parts is None:
        return None
    chinese = groups["spelled"] or groups["of_spelled"] or groups["under"]
    style = "chinese" if chinese else "arabic"
    return Meant(_quantity(grammar, groups, parts, hedge), parts.kind, style, hedge)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was read before the hedges are applied."""

    literal: Literal
    kind: str
    unit: str
    scale: str


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
