"""Facts about running texts: template words left in, a title of another period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from crossfoot.forms.dating import Dating
from crossfoot.forms.model import Pack
from crossfoot.model.document import Document
from crossfoot.model.finding import Basis, BasisKind, Message
from crossfoot.model.submission import Harm, Submission
from crossfoot.rounds.model import Round
from crossfoot.rounds.periods import months_of, same_time
from crossfoot.rules import phrases
from crossfoot.rules.finders.events import dated_events
from crossfoot.rules.finders.facts import Fact, finding_of, words_at
from crossfoot.rules.finders.listed import miscounted_lists
from crossfoot.rules.finders.years import plan_years, report_years
from crossfoot.rules.model import Judgement, Rule
from crossfoot.rules.verdicts import Tally

_SENTENCE = Basis(BasisKind.ARITHMETIC, "同一句话", "one sentence")
_MOST_NAMED = 6
_MOST_PLACES = 100
Finder = Callable[[Submission, Round, Pack], Iterator[Fact | None]]


def judged_text(
    rule: Rule, submission: Submission, declared: Round, pack: Pack
) -> Iterator[Judgement]:
    """One rule about a text as a whole."""
    tally = Tally(rule)
    for fact in ON_TEXTS[rule.finder or ""](submission, declared, pack):
        if fact is None:
            tally.passed += 1
            continue
        tally.found += 1
        yield replace(
            finding_of(rule, fact),
            unit=submission.unit,
            period=submission.period,
            submissions=(submission.id,),
        )
    yield from tally.judgements()


def leftovers(submission: Submission, declared: Round, pack: Pack) -> Iterator[Fact | None]:
    """Template words left in a text, and a title of another period than the round's."""
    document = submission.document
    words = pack.lexicon.get("lexicon") or {}
    # where all figures are blotted out the marks are no template's, and said of the text as a whole
    blotted = any(one.harm is Harm.MASKED for one in submission.narrative.damages)
    found = [
        match
        for pattern in words.get("leftovers") or ()
        for match in re.finditer(str(pattern), document.text)
        if not blotted
    ]
    if found:
        yield _left(document, _apart(found))
    title = _title(document, declared, Dating(pack.lexicon.get("documents") or {}))
    if title is not None:
        yield title
    elif document.text and not found:
        yield None


def _left(document: Document, found: list[re.Match[str]]) -> Fact:
    """One fact for all template words of a text."""
    words = list(dict.fromkeys(_shown(match) for match in found))
    more = len(words) > _MOST_NAMED
    zh = "、".join(f"“{word}”" for word in words[:_MOST_NAMED]) + ("等" if more else "")
    en = ", ".join(f"“{word}”" for word in words[:_MOST_NAMED]) + (" …" if more else "")
    times = len(found)
    return Fact(
        Message(
            f"文中残留模板字样{zh}" + (f"共{times}处" if times > 1 else "") + "；请补填或删去",
            f"template words are left in the text: {en}"
            + (f" ({times} places)" if times > 1 else "")
            + "; fill them in or take them out",
        ),
        tuple(words_at(document, match.start(), match.end()) for match in found[:_MOST_PLACES]),
        stated=words[0],
        basis=_SENTENCE,
    )


def _apart(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The places in order, each once: of several that overlap the longest."""
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _shown(match: re.Match[str]) -> str:
    """The words left; a gap with what stands around it."""
    if match[0].strip(" \u3000_＿*＊#＃"):
        return match[0]
    return match.string[max(0, match.start() - 2) : match.end() + 1]


def _title(document: Document, declared: Round, dating: Dating) -> Fact | None:
    """A title, or 现将…如下, of another time than the round's; a plan rightly names one to come."""
    end = declared.period_end
    if end is None:
        return None
    own = f"{end.year}-{end.month:02d}"
    for part in dating.named(document):
        period = "" if part.stretch is None else str(part.stretch.of_year(end.year))
        months = months_of(period)
        if not months or same_time(period, own) or months[-1] > own:
            continue
        term = words_at(document, part.start, part.end)
        return Fact(
            Message(
                f"“{term.text}”所写时段为{phrases.period(period)}，"
                f"本次报送截至{end.year}年{end.month}月；请核对",
                f"“{term.text}” is of {period}, this round ends with {own}; check the period",
            ),
            (term,),
            stated=term.text,
            basis=_SENTENCE,
        )
    return None


ON_TEXTS: Mapping[str, Finder] = {
    "dated_events": dated_events,
    "leftovers": leftovers,
    "listed_items": miscounted_lists,
    "plan_years": plan_years,
    "report_years": report_years,
}
