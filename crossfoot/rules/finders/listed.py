"""Lists as long as the text says: 4场（…、…、…）, 三项措施：一是…；二是…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossfoot.forms.model import Pack
from crossfoot.model.document import Document
from crossfoot.model.figure import Figure
from crossfoot.model.finding import Basis, BasisKind, Message
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import Round
from crossfoot.rules.finders.events import ordinal
from crossfoot.rules.finders.facts import Fact, words_at
from crossfoot.rules.terms import figure_term

_SENTENCE = Basis(BasisKind.ARITHMETIC, "同一句话", "one sentence")
_ALL = Basis(
    BasisKind.SCOPE,
    "认为列出的就是所述数目的全部",
    "what is listed is taken to be all that was announced",
)
_MANY = 50
_LEAST_ITEMS = 3  # 镇（街道、园区） is a way of naming, not a list
_LEAST_LETTERS = 3  # … and neither is 3个镇（街道、园区）; 演练3场（消防疏散、防汛转移） is one
_OFF = 2  # a list that is shorter by more gives examples
_LIST = late_pattern(r"[^，。；;、（）()\d\n]{0,8}[（(](?P<items>[^（）()\d\n]{5,200})[）)]")
_SEPARATOR = "、"
_WORDS = "一二三四五六七八九十"
_SPELT = [*_WORDS, *(f"十{word}" for word in _WORDS[:9])]
_STYLES: tuple[tuple[str, ...], ...] = (
    tuple(f"{word}是" for word in _SPELT),
    tuple(f"第{word}，" for word in _SPELT),
    tuple(f"（{word}）" for word in _SPELT),
    tuple(f"({word})" for word in _SPELT),
    tuple(f"（{number}）" for number in range(1, 20)),
    tuple(f"({number})" for number in range(1, 20)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲"),
)
_REACH = 4000  # characters within which a list is looked for
_STARTS = "。；;，,：:、！？\n \t　”）)"


def miscounted_lists(submission: Submission, declared: Round, pack: Pack) -> Iterator[Fact | None]:  # noqa: ARG001
    """Numbers of things that are listed right behind them, one or two more or less."""
    words = pack.lexicon.get("lexicon") or {}
    open_ended = (*map(str, words.get("and_so_on") or ()), *map(str, words.get("of_which") or ()))
    titles = pack.lexicon.get("documents") or {}
    single = frozenset(map(str, titles.get("listed_one_by_one") or ()))
    text = submission.document.text
    for figure in submission.narrative.figures:
        yield from _in_brackets(figure, text, open_ended, single)
    announced = re.compile(str(titles.get("announced_list") or "(?!)"))
    yield from _announced(submission.document, announced)


def _in_brackets(
    figure: Figure, text: str, open_ended: Sequence[str], single: frozenset[str]
) -> Iterator[Fact | None]:
    quantity, end = figure.quantity, figure.place.end
    if quantity is None or not quantity.exact or end is None or quantity.value > _MANY:
        return
    match = _LIST.match(text, end)
    if match is None or any(word in match["items"] for word in open_ended):
        return
    items = [item.strip() for item in match["items"].split(_SEPARATOR)]
    off = abs(quantity.value - len(items))
    if not all(items) or len(items) < 2 or off > _OFF:
        return
    if len(items) < _LEAST_ITEMS:
        long = all(len(item) >= _LEAST_LETTERS for item in items)
        if off > 1 or not long or quantity.unit not in single:
            return
    if off == 0:
        yield None
        return
    term = figure_term("count", (figure.what or "所述数目", figure.what or "the number"), figure)
    listed, count = match["items"], len(items)
    yield Fact(
        Message(
            f"文中写的是{figure.text}，括号内列举的却有{count}项（{listed}）；请核对",
            f"the text says {figure.text}, the brackets list {count} ({listed}); check them",
        ),
        (term,),
        stated=figure.text,
        basis=_SENTENCE if count >= _LEAST_ITEMS else _ALL,
    )


def _announced(document: Document, pattern: re.Pattern[str]) -> Iterator[Fact | None]:
    """三项措施：一是…；二是…: as many numbered items as announced before the colon."""
    text = document.text
    for match in pattern.finditer(text):
        stated = ordinal(match["number"])
        count = _numbered(text, match.end()) if stated > 1 else 0
        if count < 2 or abs(count - stated) > _OFF:
            continue
        if count == stated:
            yield None
            continue
        term = words_at(document, match.start(), match.end() - 1)
        yield Fact(
            Message(
                f"“{term.text}”之后列出的却是{count}项；请核对",
                f"“{term.text}” is followed by {count} numbered items; check the number",
            ),
            (term,),
            stated=term.text,
            basis=_ALL,
        )


def _numbered(text: str, start: int) -> int:
    """How many items of one style follow a colon in order; 0 when none does.

    A second first item begins another list.  Whether the first goes on behind one in its own
    paragraph cannot be told, so that it counts for nothing.
    """
    stop = min(len(text), start + _REACH)
    begin = start
    while begin < stop and text[begin] in " \t　\r\n":
        begin += 1
    style = next((style for style in _STYLES if text.startswith(style[0], begin)), None)
    if style is None:
        return 0
    again = _find(text, style[0], begin + 1, stop)
    stop = again if again >= 0 else stop
    count, at = 1, begin
    while count < len(style):
        found = _find(text, style[count], at + 1, stop)
        if found < 0:
            break
        count, at = count + 1, found
    within = again >= 0 and "\n" not in text[at:again]
    return 0 if within else count


def _find(text: str, marker: str, start: int, stop: int) -> int:
    """The next place of a marker at the beginning of a clause, of ② anywhere; else -1."""
    at = text.find(marker, start, stop)
    while at > 0 and len(marker) > 1 and text[at - 1] not in _STARTS:
        at = text.find(marker, at + 1, stop)
    return at
