"""Units of measure: which of them can be added and compared, and money in 元, 万元 and 亿元."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from crossfoot.model.patterns import late_pattern
from crossfoot.rules.values import Amount, Unknown, exactly

MONEY = {
    "元": Fraction(1),
    "千元": Fraction(10**3),
    "万元": Fraction(10**4),
    "百万元": Fraction(10**6),
    "亿元": Fraction(10**8),
}
_SCALED = {
    "千元": "1,000 yuan",
    "万元": "10,000 yuan",
    "百万元": "1 million yuan",
    "亿元": "100 million yuan",
}
_MONEY_STATED = late_pattern(rf"(?<=[0-9]) ?({'|'.join(sorted(_SCALED, key=len, reverse=True))})")
_PERSONS = frozenset({"人", "名", "位"})
_SHARES = frozenset({"%", "％", "百分点", "个百分点", "‰"})
_EVENTS = frozenset({"起", "宗"})


def aligned(left: Amount, right: Amount) -> tuple[Amount, Amount]:
    """Two amounts of money in one unit; everything else as it is."""
    if left.unit == right.unit or left.unit not in MONEY or right.unit not in MONEY:
        return left, right
    factor = MONEY[right.unit] / MONEY[left.unit]
    scaled = right * exactly(factor)
    return left, replace(scaled, unit=left.unit)


def per_thing(total: Amount, number: Amount, quotient: Amount | Unknown) -> Amount | Unknown:
    """A quotient with its unit: money shared out over things is money (12万元 over 40个)."""
    if isinstance(quotient, Unknown) or total.unit not in MONEY or number.unit in MONEY:
        return quotient
    return replace(quotient, unit=total.unit)


def glossed(text: str) -> str:
    """An English sentence with the first unit of money after a figure explained."""
    found = _MONEY_STATED.search(text)
    if found is None:
        return text
    unit = found[1]
    return f"{text[: found.end()]} (1 {unit} = {_SCALED[unit]}){text[found.end() :]}"


def clash(left: str, right: str, *, adding: bool) -> bool:
    """Whether figures in two declared units cannot meet.

    A bare number meets everything.  Sums and equalities ask for the same kind of thing; an
    ordering may compare person-times with events, but neither money nor shares with a count, nor
    people with accidents.
    """
    if not left or not right or left == right:
        return False
    kinds = {_kind(left), _kind(right)}
    if len(kinds) == 1:
        return left in MONEY  # 元 against 万元: declared units must agree
    if kinds & {"money", "share"}:
        return True
    if kinds == {"person", "event"}:
        return True
    return adding and "person" in kinds


def _kind(unit: str) -> str:
    if unit in MONEY:
        return "money"
    if unit in _SHARES:
        return "share"
    if unit in _PERSONS:
        return "person"
    return "event" if unit in _EVENTS else "thing"
