"""Events counted by the year: 第十六个安全生产月 was that of 2017 and of no other year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.forms.dating import Dating, Kind, is_title
from crossfoot.forms.model import Pack
from crossfoot.model.document import Block, Document
from crossfoot.model.finding import Basis, BasisKind, Message
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import Round
from crossfoot.rules.finders.facts import Fact, words_at

_BASIS = Basis(
    BasisKind.SCOPE,
    "认为所说的是报告期内的这一次活动",
    "the event is taken to be that of the period reported on",
)
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_BEFORE = r"第(?P<number>\d{1,3}|[一二三四五六七八九十百零〇]{1,5})(?:个|届|次)"
_KIND = r"(?:全国|国家|国际|世界|中国|全民|全球|我国|的|[“\"'‘《「（(\s])*"
_STOP = late_pattern(r"[。！？!?；;\n]")
_YEAR = late_pattern(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_LAST = 2100
_AROUND = 200  # characters before and behind an event that can be of its sentence


def dated_events(submission: Submission, declared: Round, pack: Pack) -> Iterator[Fact | None]:
    """Events whose number is that of another year than the text is about."""
    events = _events(pack)
    if not events:
        return
    names = sorted(events, key=lambda name: (-len(name), name))
    pattern = re.compile(_BEFORE + _KIND + f"(?P<name>{'|'.join(map(re.escape, names))})")
    words = pack.lexicon.get("documents") or {}
    beside = re.compile("|".join(map(re.escape, words.get("other_year") or ())) or "(?!)")
    dating = Dating(words)
    stated = own = _years(submission.document, declared, dating)
    for block in submission.document.blocks:
        if is_title(block) and _plans(block, dating):
            own = stated | {year + 1 for year in stated}
        for match in pattern.finditer(block.text) if "第" in block.text else ():
            event, number = events[match["name"]], ordinal(match["number"])
            sentence = _sentence(block.text, match)
            years = frozenset(map(int, _YEAR.findall(sentence))) or own
            meant = int(event["first"]) + number - 1
            if not years or not number or meant > _LAST or beside.search(sentence):
                continue
            span = block.start + match.start(), block.start + _end(block.text, match)
            yield None if meant in years else _fact(submission, span, event, (meant, min(years)))


def _fact(
    submission: Submission, span: tuple[int, int], event: Mapping[str, Any], years: tuple[int, int]
) -> Fact:
    """An event of the first year in a text about the second."""
    term = words_at(submission.document, *span)
    meant, own = years
    right = own - int(event["first"]) + 1
    zh, en = "", ""
    if right > 0:
        zh = f"（{own}年是第{right}个{event['zh']}）"
        en = f" (number {right} of {event['en']})"
    return Fact(
        Message(
            f"“{_inner(term.text)}”是{meant}年的，这里说的却是{own}年{zh}；请核对",
            f"“{term.text}” was that of {meant}, while this is about {own}{en}; check the number",
        ),
        (term,),
        stated=term.text,
        basis=_BASIS,
    )


def _years(document: Document, declared: Round, dating: Dating) -> frozenset[int]:
    """The year that a text reports on, the years it plans for, or else the round's."""
    stretch = dating.stretch(document)
    if stretch is not None and stretch.year is not None:
        return frozenset({stretch.year})
    title = dating.title(document)
    named = {part.stretch.year for part in title if part.stretch and part.stretch.year}
    if not named and declared.period_end is not None:
        named = {declared.period_end.year}
    return frozenset(named)


def _plans(heading: Block, dating: Dating) -> bool:
    """Whether plans are laid under a heading, where the events of the next year are named too."""
    return any(part.kind is Kind.PLAN for part in dating.parts(heading))


def _events(pack: Pack) -> dict[str, Mapping[str, Any]]:
    """The declared events by each of their names."""
    declared = pack.lexicon.get("events") or ()
    return {str(name): event for event in declared for name in event["names"]}


def _sentence(text: str, match: re.Match[str]) -> str:
    begin, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
    stops = [stop.end() for stop in _STOP.finditer(text, begin, match.start())]
    stop = _STOP.search(text, match.end(), end)
    return text[stops[-1] if stops else begin : stop.start() if stop else end]


def _inner(text: str) -> str:
    """Words to be quoted, with the marks that Chinese has for a quotation within another."""
    return text.translate(str.maketrans("“”", "‘’"))


def _end(text: str, match: re.Match[str]) -> int:
    """The end of the name, with the mark that closes what was opened before it."""
    behind = text[match.end() : match.end() + 1]
    opened = any(mark in "“\"'‘《「（(" for mark in match[0])
    return match.end() + (1 if opened and behind and behind in "”\"'’》」）)" else 0)


def ordinal(text: str) -> int:
    """A number below 200 in digits or Chinese numerals; 0 when it is none."""
    if text.isdigit():
        return int(text)
    hundreds, mark, rest = text.rpartition("百")
    total = 100 * (_DIGITS.get(hundreds, 0) if hundreds else 1) if mark else 0
    tens, mark, ones = rest.lstrip("零〇").rpartition("十")
    total += 10 * (_DIGITS.get(tens, 0) if tens else 1) if mark else 0
    if ones and (len(ones) > 1 or ones not in _DIGITS):
        return 0
    return total + (_DIGITS[ones] if ones else 0)
