"""What is said of the commonest contradictions between plain figures of one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Expected
from crossfoot.model.interval import point
from crossfoot.model.submission import Entry, State
from crossfoot.rules import phrases
from crossfoot.rules.expressions import LONG_SUM, SHOWN
from crossfoot.rules.fast import NotPlain
from crossfoot.rules.fieldwords import LANGUAGES, Row, Wording, wording
from crossfoot.rules.numbers import allowed, amount_text, decimal_text, with_unit
from crossfoot.rules.rates import Rate, rate_sides
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Name,
    Node,
    Number,
    Text,
    parts,
)
from crossfoot.rules.values import exactly

_HUNDRED = 100
Fields = Callable[[str], Field | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A finding's words and figures.

    Attributes:
        entries: the figures of the contradiction, each with its field, the stated side first.
        at: which of them to look at first.
    """

    zh: str
    en: str
    entries: Sequence[tuple[Field, Entry]]
    at: tuple[int, ...]
    stated: str | None = None
    expected: Expected | None = None


class Saying(Protocol):
    """A kind of contradiction.

    Attributes:
        sure: whether it tells by itself that a row fails; else something else has to.
    """

    @property
    def sure(self) -> bool:
        """Whether it tells by itself that a row fails."""

    def say(self, row: Row) -> Said:
        """The words for a row that fails.

        Raises:
            KeyError: a figure is not there or no plain one.
            NotPlain: an entry is written in a way of its own, or the row does not plainly fail.
        """


def saying(check: Node, fields: Fields) -> Saying | None:
    """How to say that a condition does not hold; ``None`` for a condition of another kind."""
    if isinstance(check, Compare):
        return _compared(check, fields) if len(check.ops) == 1 else None
    names = _only_names(check, fields)
    return None if not 0 < len(names) <= LONG_SUM else Facts(tuple(map(wording, names)))


def _only_names(check: Node, fields: Fields) -> list[Field]:
    """The fields of a function of fields and texts, each once; none when it is of another kind."""
    if not isinstance(check, Call) or check.keywords or check.function not in _OF_FACTS:
        return []
    found: list[Field] = []
    for part in parts(check):
        field = fields(part.id) if isinstance(part, Name) else None
        if field is None and not isinstance(part, Text):
            return []
        if field is not None and field not in found:
            found.append(field)
    several = len(found) > SHOWN and len({field.id for field in found}) == 1
    return [] if several else found


_OF_FACTS = frozenset({"filled", "matches", "like", "text_has", "unique"})


def _compared(check: Compare, fields: Fields) -> Saying | None:
    (op,), (left, right) = check.ops, check.items
    if op == "==":
        rate = rate_sides(left, right)
        if rate is not None:
            return _rated(rate, fields)
        if isinstance(left, Number) or (isinstance(right, Name) and not isinstance(left, Name)):
            left, right = right, left
        if not isinstance(right, Number):
            return _added(left, right, fields)
    elif op not in phrases.OPPOSITE:
        return None
    if isinstance(left, Number):
        op, left, right = phrases.TURNED[op], right, left
    one = _counted(left, fields)
    if one is None:
        return None
    if isinstance(right, Number):
        return Limit(op, one, right.value)
    other = _counted(right, fields)
    if other is None or one.field == other.field:
        return None
    return Order(op, one, other)


def _counted(node: Node, fields: Fields) -> Wording | None:
    """A field of numbers that are not rounded."""
    field = fields(node.id) if isinstance(node, Name) else None
    if field is None or not field.numeric or field.type is FieldType.RATE:
        return None
    return wording(field)


def _added(left: Node, right: Node, fields: Fields) -> Saying | None:
    total = _counted(left, fields)
    added: list[Node] = []
    node = right
    while isinstance(node, Arithmetic) and node.op == "+":
        added.insert(0, node.right)
        node = node.left
    found = [_counted(one, fields) for one in (node, *added)]
    known = [one for one in found if one is not None]
    if total is None or len(known) < len(found) or len(known) > LONG_SUM:
        return None
    every = [total, *known]
    if len({one.field.id for one in every}) < len(every):
        return None
    return Sum(total, tuple(known))


def _rated(rate: Rate, fields: Fields) -> Saying | None:
    part, whole = _counted(rate.part, fields), _counted(rate.whole, fields)
    field = fields(rate.stated.id) if isinstance(rate.stated, Name) else None
    if field is None or field.type is not FieldType.RATE or field.tolerance is not None:
        return None
    if part is None or whole is None or part.field == whole.field:
        return None
    return Quotient(wording(field), part, whole)


def _whole(row: Row, one: Wording) -> int:
    value = row.plain[one.field.id]
    if type(value) is not int:
        raise NotPlain
    return value


@dataclass(frozen=True, slots=True)
class Order:
    """One figure on the wrong side of another."""

    op: str
    left: Wording
    right: Wording
    sure: bool = False

    def say(self, row: Row) -> Said:
        """``整改填报14个，大于排查12个，多2个``."""
        a, b = _whole(row, self.left), _whole(row, self.right)
        one, other = self.left.entry(row), self.right.entry(row)
        unit = self.left.unit or self.right.unit
        shared = unit if self.right.unit in (unit, "") else ""
        gap = str(abs(a - b))
        zh, en = (
            phrases.against(
                self.op,
                self.left.state(one.text, number),
                self.right.name(other.text, number),
                with_unit(gap, shared, language),
                language,
            )
            for number, language in enumerate(LANGUAGES)
        )
        expected = _allowed(self.op, b, self.left.unit)
        entries = ((self.left.field, one), (self.right.field, other))
        return Said(zh, en, entries, (0, 1), one.text, expected)


def _allowed(op: str, number: int, unit: str) -> Expected | None:
    """What the other side of an ordering allows; see :func:`allowed`."""
    return allowed(op, exactly(number), unit)


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure against a number of the rule."""

    op: str
    left: Wording
    number: Fraction
    sure: bool = False

    def say(self, row: Row) -> Said:
        """``排查填报-3个，不应小于0``."""
        _whole(row, self.left)
        one = self.left.entry(row)
        unit = "%" if self.left.unit == "%" else ""
        zh, en = (
            phrases.against_number(
                self.op,
                self.left.state(one.text, number),
                with_unit(decimal_text(self.number), unit, language),
                language,
            )
            for number, language in enumerate(LANGUAGES)
        )
        expected = allowed(self.op, exactly(self.number), self.left.unit)
        return Said(zh, en, ((self.left.field, one),), (0,), one.text, expected)


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that others should add up to, or another that it should equal."""

    total: Wording
    added: tuple[Wording, ...]
    sure: bool = False

    def say(self, row: Row) -> Said:
        """``整改填报8个，但当场整改5个+限期整改4个=9个，相差1个``."""
        whole = _whole(row, self.total)
        result = sum(_whole(row, one) for one in self.added)
        stated = self.total.entry(row)
        found = [one.entry(row) for one in self.added]
        unit = self.total.unit or next((one.unit for one in self.added if one.unit), "")
        told = []
        for number, language in enumerate(LANGUAGES):
            sign = "+" if language == "zh" else " + "
            if len(self.added) == 1:
                side, shown = self.added[0].state(found[0].text, number), ""
            else:
                named = (w.name(e.text, number) for w, e in zip(self.added, found, strict=True))
                side, shown = sign.join(named), with_unit(str(result), unit, language)
            gap = with_unit(str(abs(whole - result)), unit, language)
            left = self.total.state(stated.text, number)
            told.append(phrases.equality(left, side, shown, gap, language))
        expected = Expected(point(result), with_unit(str(result), unit, "zh"))
        fields = [one.field for one in self.added]
        entries = ((self.total.field, stated), *zip(fields, found, strict=True))
        return Said(told[0], told[1], entries, (0,), stated.text, expected)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A stated percentage that is not that of its part and whole."""

    rate: Wording
    part: Wording
    whole: Wording
    sure: bool = True

    def say(self, row: Row) -> Said:
        """``整改率填报94.62%，但整改418个÷排查494个=84.62%``."""
        value, step = row.plain["~" + self.rate.field.id]
        part, whole = _whole(row, self.part), _whole(row, self.whole)
        if whole <= 0 or not _apart(value, step, part, whole):
            raise NotPlain
        entries = [one.entry(row) for one in (self.rate, self.part, self.whole)]
        stated, n, m = entries
        quotient = exactly(Fraction(_HUNDRED * part, whole), "%")
        text = amount_text(quotient, step, stated.text) + "%"
        zh = (
            f"{self.rate.state(stated.text, 0)}，但"
            f"{self.part.name(n.text, 0)}÷{self.whole.name(m.text, 0)}={text}"
        )
        en = (
            f"{self.rate.state(stated.text, 1)}, but "
            f"{self.part.name(n.text, 1)} ÷ {self.whole.name(m.text, 1)} = {text}"
        )
        fields = (self.rate.field, self.part.field, self.whole.field)
        expected = Expected(quotient.possible, text)
        return Said(zh, en, tuple(zip(fields, entries, strict=True)), (0,), stated.text, expected)


def _apart(value: Fraction, step: Fraction, part: int, whole: int) -> bool:
    """Whether a rate is further from its quotient than half of its last digit."""
    gap = abs(value.numerator * whole - _HUNDRED * part * value.denominator)
    return 2 * gap * step.denominator > step.numerator * value.denominator * whole


@dataclass(frozen=True, slots=True)
class Facts:
    """A condition without a shape of its own: what is stated, and that is all."""

    fields: tuple[Wording, ...]
    sure: bool = False

    def say(self, row: Row) -> Said:
        """``单位代码未填`` or ``月份填报2024/03``."""
        entries = [(one.field, row.entries[one.field.id]) for one in self.fields]
        zh = "，".join(_fact(w, e, row, 0) for w, (_, e) in zip(self.fields, entries, strict=True))
        en = ", ".join(_fact(w, e, row, 1) for w, (_, e) in zip(self.fields, entries, strict=True))
        return Said(zh, en, entries, (0,))


def _fact(one: Wording, entry: Entry, row: Row, language: int) -> str:
    if entry.state is State.STATED:
        return one.state(one.entry(row).text, language)
    text = entry.text.strip()
    if entry.state is State.BLANK and not text:
        return one.blank[language]
    if entry.state is not State.TEXT or not text:
        raise NotPlain
    return one.stated[language] + text
