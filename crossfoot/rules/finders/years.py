"""Years in titles and headings that do not go together: a report and a plan of one year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.forms.dating import Dating, Kind, Part, is_title
from crossfoot.forms.model import Pack
from crossfoot.forms.periods import Stretch
from crossfoot.model.document import Block, Document
from crossfoot.model.finding import Basis, BasisKind, Message
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import Round
from crossfoot.rules.finders.facts import Fact, words_at

_ONE_TEXT = Basis(BasisKind.ARITHMETIC, "同一份材料的标题与正文", "title and body of one text")
_DECEMBER = 12
_BEHIND = 6  # characters that may follow the word for a plan in a heading of plans
_OPENING = late_pattern(r"[\s　]*(?P<year>20\d\d)年(?:度|全年|上半年|下半年)?[，,]")
_ANY_YEAR = late_pattern(r"(?<!\d)20\d\d(?=年)")

Span = tuple[int, int, int]
"""A year, and where the words that name it begin and end."""


def plan_years(submission: Submission, declared: Round, pack: Pack) -> Iterator[Fact | None]:  # noqa: ARG001
    """A plan for a year that is not the one to come after the year reported on."""
    document = submission.document
    dating = Dating(pack.lexicon.get("documents") or {})
    report = dating.stretch(document)
    if report is None or report.year is None:
        return
    allowed = {report.year + 1}
    if report.last is not None and report.last < _DECEMBER:
        allowed.add(report.year)
    plans = list(_plans(document, dating))
    wrong = [span for span in plans if span[0] not in allowed]
    if wrong:
        yield _wrong_plan(document, report, wrong)
    elif plans:
        yield None


def _plans(document: Document, dating: Dating) -> Iterator[Span]:
    """The years of whole-year plans that the title and headings announce."""
    title = dating.title(document)
    lines = {part.block.number for part in title}
    parts = list(title)
    for block in document.blocks:
        if is_title(block) and block.number not in lines:
            found = list(dating.parts(block))
            if found and len(block.text.rstrip()) - (found[-1].end - block.start) <= _BEHIND:
                parts += found[-1:]
    for part in parts:
        stretch = part.stretch
        if part.kind is Kind.PLAN and stretch and stretch.year and stretch.first is None:
            yield stretch.year, part.start, part.end


def _wrong_plan(document: Document, report: Stretch, wrong: list[Span]) -> Fact:
    terms = tuple(words_at(document, start, end) for _, start, end in wrong)
    year = report.year or 0
    planned = wrong[0][0]
    zh, en = "", ""
    if report.last in (None, _DECEMBER):
        zh, en = f"，计划年份一般应为{year + 1}年", f", whose plan would be for {year + 1}"
    return Fact(
        Message(
            f"全文总结的是{year}年，“{terms[0].text}”写的却是{planned}年{zh}；请核对年份",
            f"the text reports on {year}{en}, while “{terms[0].text}” names {planned}; "
            "check the year",
        ),
        terms,
        stated=terms[0].text,
        basis=_ONE_TEXT,
    )


def report_years(submission: Submission, declared: Round, pack: Pack) -> Iterator[Fact | None]:  # noqa: ARG001
    """A body that says of another year or time than its title that it is reported on."""
    document = submission.document
    words = pack.lexicon.get("documents") or {}
    dating = Dating(words)
    title = next((p for p in dating.title(document) if _summary(p, dating)), None)
    if title is None or title.stretch is None or title.stretch.year is None:
        return
    body = [block for block in document.blocks if block.number > title.block.number]
    own = title.stretch.year
    found = [
        *_hereby(body, dating),
        *_headings(body, str(words.get("own_work") or "(?!)")),
        *_this_year(body, str(words.get("this_year") or "(?!)")),
        *_opening(body, own),
    ]
    wrong = sorted({span for span in found if span[0] != own}, key=lambda span: span[1:])
    if wrong:
        yield _other_year(document, title, wrong)
    else:
        yield None


def _summary(part: Part, dating: Dating) -> bool:
    """Whether a title announces a text of one period only; 报告 may recall one and plan another."""
    return part.word in dating.summaries and part.stretch is not None


def _hereby(body: list[Block], dating: Dating) -> Iterator[Span]:
    """现将2022年工作情况汇报如下."""
    for block in body[:6]:
        for part in dating.announced(block):
            if part.stretch is not None and part.stretch.year is not None:
                yield part.stretch.year, part.start, part.end


def _headings(body: list[Block], pattern: str) -> Iterator[Span]:
    """一、2022年工作开展情况."""
    own_work = re.compile(pattern)
    for block in body:
        match = own_work.match(block.text) if is_title(block) else None
        if match is not None:
            yield int(match["year"]), block.start + match.start("year"), block.start + match.end()


def _this_year(body: list[Block], pattern: str) -> Iterator[Span]:
    """今年（2022年）."""
    this = re.compile(pattern)
    for block in body:
        for match in this.finditer(block.text):
            year = next(text for text in match.groupdict().values() if text)
            yield int(year), block.start + match.start(), block.start + match.end()


def _opening(body: list[Block], own: int) -> Iterator[Span]:
    """A first sentence about the year before, in a text that never speaks of its own."""
    first = next((block for block in body if not is_title(block)), None)
    match = None if first is None else _OPENING.match(first.text)
    if first is None or match is None or int(match["year"]) != own - 1:
        return
    if not any(str(own) in _ANY_YEAR.findall(block.text) for block in body):
        yield own - 1, first.start + match.start("year"), first.start + match.end() - 1


def _other_year(document: Document, title: Part, wrong: list[Span]) -> Fact:
    terms = tuple(words_at(document, start, end) for _, start, end in wrong)
    own = title.stretch.year if title.stretch else 0
    heading = words_at(document, title.start, title.end)
    return Fact(
        Message(
            f"标题“{heading.text}”写的是{own}年，正文“{terms[0].text}”写的却是{wrong[0][0]}年；"
            "请核对年份",
            f"the title “{heading.text}” is of {own}, the body has “{terms[0].text}”, "
            f"which is {wrong[0][0]}; check the year",
        ),
        (*terms, heading),
        stated=terms[0].text,
        basis=_ONE_TEXT,
    )
