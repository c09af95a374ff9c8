"""One number at one place of a text: digits, scale, hedges and unit of measure put together."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx, Quantity
from crossfoot.numerals.grammar import Grammar
from crossfoot.numerals.parts import Meant, meaning_of
from crossfoot.numerals.words import Hedge

_REACH = 10  # characters looked back for a hedging word
_MOST = 32768  # readings kept
_Key = tuple[Grammar, str, tuple[str | None, ...], str, Hedge | None, bool]
_Reading = tuple[Meant, int, int] | None
_readings: dict[_Key, _Reading] = {}


class Number(NamedTuple):
    """A number in a text that may be a figure; a tuple, because a text may hold very many.

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

    def unsure(self) -> Number:
        """The same number, which may as well name as count."""
        return self._replace(sure=False)


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
    before, begin = None, start
    if start and text[start - 1] in grammar.before_last:
        before, begin = before_at(grammar, text, start)
        if before is not None and before.scale_only and not _only_scale(match["spelled"]):
            before, begin = None, start
    groups = match.groups()
    shared = groups[grammar.part] is not None and bool(
        grammar.sharing.search(text, max(0, start - _REACH), start)
    )
    unit = written[match.start("unit") : match.end("unit")] if groups[grammar.unit] else ""
    key = (grammar, match[0], groups, unit, before, shared)
    try:
        reading = _readings[key]
    except KeyError:
        reading = _read(key, match)
    if reading is None:
        return None
    meant, length, whole = reading
    end = start + length
    number = Number(
        begin, end, written[begin:end], meant.quantity, start + whole, meant.kind, meant.style
    )
    if cell or (meant.style == "arabic" and meant.kind != "bare"):
        return number
    return _doubtful(grammar, text, number, meant.hedge)


def _read(key: _Key, match: re.Match[str]) -> _Reading:
    """What a match means, its length and that with the measure word; kept for the like of it."""
    grammar, _, groups, unit, before, shared = key
    meant = meaning_of(grammar, groups, unit, before, shared)
    reading: _Reading = None
    if meant is not None:
        end = _end(match)
        whole = max(end, match.end("tail")) if match["tail"] else end
        reading = meant, end - match.start(), whole - match.start()
    if len(_readings) >= _MOST:
        _readings.clear()
    _readings[key] = reading
    return reading


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
        return number.unsure()
    if hedge is None and 0 < value <= 10 and unit in grammar.words.loose_measures and not counted:
        return number.unsure()
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
    return number if formed or stated else number.unsure()


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
