"""All numbers of a text, and all that look like numbers and are no figures."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Quantity
from crossfoot.numerals.grammar import Finder, Grammar, finder_of, grammar_of, half_width
from crossfoot.numerals.number import Number, as_range, read_at
from crossfoot.numerals.words import NumberWords

__all__ = ["NotFigure", "Number", "scan"]

_NUMERAL = late_pattern(r"[\d一二三四五六七八九十百千万亿两双零〇几半]")
_STATED = late_pattern(r"[\d.,%]+(?:[万亿]?[余多]?[\u4e00-\u9fff]{0,2})")
_INSIDE = late_pattern(r"[,。;:!?]")
_CODE = late_pattern(r"[A-Za-z\d]++(?:[.+-][A-Za-z\d]++)*+-?")
_RUN = late_pattern(r"\d[\d.]*")
# Digits or Chinese numerals up to the end of a line, and the break behind them.
_PIECE = late_pattern(r"\d[\d,.]{0,20}(?<!,)(?<!\.)|[零〇一二两三四五六七八九十百千万亿]{1,20}")
_BREAK = late_pattern(r"([,.]?) ?\r?\n[ \t]{0,8}(?=[\d%\u4e00-\u9fff])")
_KINDS = frozenset(("digit", "numeral", "sign", "plain", "special"))
_REACH = 12
_WRAPPED = 10  # a line with this much before the number may have been broken by its width


@dataclass(frozen=True, slots=True)
class NotFigure:
    """Characters that hold a number and state no figure.

    Attributes:
        start, end: offsets in code points.
        reason: ``date``, ``clock``, ``duration``, ``age``, ``ordinal``, ``grade``, ``list_number``,
            ``document_number``, ``code``, ``version``, ``name``, ``title``, ``slogan``,
            ``threshold``, ``distance``, ``measurement`` or ``ratio``, or whatever a pack declares.
    """

    start: int
    end: int
    reason: str


def scan(text: str, words: NumberWords) -> tuple[tuple[Number, ...], tuple[NotFigure, ...]]:
    """The numbers of a text in order, and what is none; no two of them overlap.

    Never raises on any text; time grows linearly with its length.

    Args:
        text: any text; offsets count its code points.
        words: the declared number words.
    """
    grammar, finder = grammar_of(words), finder_of(words)
    plain = half_width(text)
    fixed = _fixed(finder, plain)
    numbers: list[Number] = []
    others: list[NotFigure] = []
    _find(Scanned(grammar, finder, plain, text, "\n" in plain), fixed, numbers, others)
    return tuple(numbers), tuple(others)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text at hand: with what it is scanned, in half width, as written, of several lines."""

    grammar: Grammar
    finder: Finder
    plain: str
    written: str
    lines: bool


def _fixed(finder: Finder, plain: str) -> list[NotFigure]:
    """List numbers and names between marks: known before any number is read, in order."""
    found = []
    begun = finder.opening.search(plain)
    while begun is not None:
        match = finder.enclosed.match(plain, begun.start())
        if match is not None and (reason := _enclosed(finder, match)) is not None:
            found.append(NotFigure(match.start(), match.end(), reason))
        begun = finder.opening.search(plain, (match or begun).end())
    line = 0
    while line >= 0:
        match = finder.lists.match(plain, line)
        if match is not None:
            start = match.end() - len(match[0].lstrip())
            found.append(NotFigure(start, match.end(), "list_number"))
        line = plain.find("\n", line) + 1 or -1
    found.sort(key=lambda item: item.start)
    kept: list[NotFigure] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _enclosed(finder: Finder, match: re.Match[str]) -> str | None:
    """Why a text between marks states no figure, if it is of that kind."""
    kind = finder.enclosures[int((match.lastgroup or "e0")[1:])]
    inside = match[0][1:-1]
    if len(inside) > kind.longest or _NUMERAL.search(inside) is None:
        return None
    if kind.reason != "title" and (_INSIDE.search(inside) or _STATED.fullmatch(inside)):
        return None
    return kind.reason


def _find(
    text: Scanned, fixed: list[NotFigure], numbers: list[Number], others: list[NotFigure]
) -> None:
    """Fill the numbers and what is none, in order; the fixed ones are among the latter."""
    finder, plain = text.finder, text.plain
    begins, numeral = finder.start.search, finder.numeral.match
    starts = [item.start for item in fixed]
    given = 0  # how many of the fixed were handed out
    floor = 0  # end of the last thing found
    pos, size = 0, len(plain)
    limit = starts[0] if starts else size
    while pos < size:
        begun = begins(plain, pos)
        if begun is None:
            break
        here = begun.start()
        match = numeral(plain, here)
        if match is None:
            pos = here + 1
            continue
        while here >= limit and given < len(fixed):
            others.append(fixed[given])
            floor = max(floor, fixed[given].end)
            given += 1
            limit = starts[given] if given < len(starts) else size
        if here < floor:
            pos = floor
            continue
        item, pos = _read(text, match, here, (floor, limit))
        if item is None:
            continue
        floor = max(floor, pos)
        if isinstance(item, Number):
            numbers.append(item)
        else:
            others.append(item)
    others.extend(fixed[given:])


def _read(
    text: Scanned, match: re.Match[str], start: int, bounds: tuple[int, int]
) -> tuple[Number | NotFigure | None, int]:
    """What the finder met, and where to go on."""
    plain = text.plain
    floor, limit = bounds
    name = match.lastgroup or ""
    digit = name == "digit" or plain[start].isdigit()
    if digit and start > floor and _after_letter(plain, start):
        end = min(_end_of(_CODE, plain, start), limit)
        return NotFigure(_code_start(plain, start, floor), end, "code"), end
    if name in _KINDS:
        if name == "plain":
            return None, match.end()
        if name == "special":
            return _special(text.grammar, match, text.written), match.end()
    else:
        rule = text.finder.rules[int(name[1:])]
        begin = _with_before(plain, rule.before, start, floor)
        end = min(match.end(), limit)
        return NotFigure(begin, end, rule.reason), max(end, start + 1)
    number = _number(text, start, floor)
    if number is None or number.unit_end > limit:
        step = _RUN.match(plain, start) if digit else None
        return None, step.end() if step else start + 1
    if number.kind == "bare":
        tail = plain[number.unit_end : number.unit_end + 1]
        if tail.isascii() and tail.isalpha():
            end = min(_end_of(_CODE, plain, start), limit)
            return NotFigure(start, end, "code"), max(end, number.end)
    return number, number.unit_end


def _after_letter(plain: str, start: int) -> bool:
    mark = plain[start - 1]
    if mark == "-" and start > 1:
        mark = plain[start - 2]
    return mark.isascii() and (mark.isalpha() or mark == "_")


def _code_start(plain: str, start: int, floor: int) -> int:
    while (
        start > floor
        and plain[start - 1].isascii()
        and (plain[start - 1].isalnum() or plain[start - 1] in "-_")
    ):
        start -= 1
    return start


def _end_of(pattern: re.Pattern[str], plain: str, start: int) -> int:
    match = pattern.match(plain, start)
    return start + 1 if match is None else match.end()


def _with_before(plain: str, before: tuple[str, ...], start: int, floor: int) -> int:
    fitting = [word for word in before if word and plain.endswith(half_width(word), floor, start)]
    return start - max((len(word) for word in fitting), default=0)


def _special(grammar: Grammar, match: re.Match[str], written: str) -> Number:
    """翻一番, 一半: numbers that are words."""
    word = match[0]
    if word in grammar.words.doubled:
        quantity, kind = Quantity(Fraction(grammar.words.doubled[word]), "倍"), "doubled"
    else:
        quantity, kind = Quantity(grammar.words.halves[word]), "fraction"
    start, end = match.span()
    return Number(start, end, written[start:end], quantity, end, kind, "chinese", sure=True)


def _number(text: Scanned, start: int, floor: int) -> Number | None:
    """The number at ``start``: with its sign, as a range, or joined over a line end."""
    grammar, plain, written = text.grammar, text.plain, text.written
    number = read_at(grammar, plain, written, start)
    if text.lines and (number is None or number.kind == "bare"):
        number = _joined(grammar, plain, written, start) or number
    if number is None:
        return None
    if number.start < floor:
        number = number._replace(start=floor, text=written[floor : number.end])
    stop = number.unit_end
    if stop < len(plain) and plain[stop] in grammar.range_first:
        number = _ranged(grammar, plain, written, number)
    at = number.start - 1
    if at >= floor and plain[at] == "-":
        number = _signed(grammar, plain, number, written)
    return number


def _ranged(grammar: Grammar, plain: str, written: str, first: Number) -> Number:
    """10-20家, 30处至50处, 5%~10%; 由90%到95% is a change and stays two numbers."""
    mark = grammar.range_mark.match(plain, first.unit_end)
    if mark is None or first.quantity.hard is not None:
        return first
    second = read_at(grammar, plain, written, mark.end())
    if second is None or second.quantity.hard is not None or second.start != mark.end():
        return first
    front = plain[max(0, first.start - 12) : first.start]
    clause = re.split(r"[,。;:!?、]", front)[-1]
    if any(word in clause for word in grammar.words.change_before):
        return first
    a, b = first.quantity, second.quantity
    if a.unit not in ("", b.unit):
        return first
    if not a.unit and a.value >= b.value:
        return first
    # 10-20万: the first number borrows the scale of the second.
    scale = second.text.lstrip("0123456789０１２３４５６７８９.,")[:1]
    factor = grammar.words.scales.get(scale, 1) if first.kind == "bare" else 1
    if factor > 1 and a.step is None and b.unit not in grammar.words.money_units:
        shifted = a.value * factor
        if shifted < b.value:
            first = first._replace(quantity=replace(a, value=shifted))
    if first.quantity.value >= b.value:
        return first
    return as_range(first, second, written)


def _signed(grammar: Grammar, plain: str, number: Number, written: str) -> Number:
    """-3.5%: a stroke is a minus where words or marks lead one to expect a value."""
    at = number.start - 1
    if number.quantity.hard is not None:
        return number
    if at > 0 and grammar.negative.search(plain[max(0, at - 4) : at]) is None:
        return number
    quantity = replace(number.quantity, value=-number.quantity.value)
    return number._replace(start=at, text=written[at : number.end], quantity=quantity)


def _joined(grammar: Grammar, plain: str, written: str, start: int) -> Number | None:
    """A number that the end of a full line cuts from its rest or from its measure word."""
    part = _PIECE.match(plain, start)
    gap = None if part is None else _BREAK.match(plain, part.end())
    if part is None or gap is None:
        return None
    if start - (plain.rfind("\n", max(0, start - _WRAPPED), start) + 1) < _WRAPPED:
        return None
    low = max(0, start - _REACH)
    cut, resume = gap.start() + len(gap[1]), gap.end()
    ahead = resume + 3 * _REACH
    whole = read_at(
        grammar,
        plain[low:cut] + plain[resume:ahead],
        written[low:cut] + written[resume:ahead],
        start - low,
    )
    if whole is None or whole.kind == "bare" or low + whole.unit_end <= cut:
        return None

    def place(offset: int) -> int:
        at = low + offset
        return at if at <= cut else at + resume - cut

    begin, end = low + whole.start, place(whole.end)
    unit_end = place(whole.unit_end)
    return whole._replace(start=begin, end=end, unit_end=unit_end, text=written[begin:end])
