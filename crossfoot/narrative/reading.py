"""A document to its figures and claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from crossfoot.forms.dating import Dating
from crossfoot.forms.model import Pack
from crossfoot.model.collecting import uncollected
from crossfoot.model.document import Block, Document
from crossfoot.model.figure import Place
from crossfoot.model.submission import Narrative
from crossfoot.narrative.about import About, Scopes
from crossfoot.narrative.all_done import find_all_done
from crossfoot.narrative.averages import find_averages
from crossfoot.narrative.baselines import find_baselines
from crossfoot.narrative.bounds import find_bounds
from crossfoot.narrative.breakdowns import find_breakdowns
from crossfoot.narrative.carried_on import find_carried_on
from crossfoot.narrative.changes import find_changes
from crossfoot.narrative.claims import Text
from crossfoot.narrative.compared import find_compared
from crossfoot.narrative.damage import Damages, Doubts
from crossfoot.narrative.denials import find_denials
from crossfoot.narrative.differences import find_differences
from crossfoot.narrative.done_and_left import find_done_and_left
from crossfoot.narrative.farther import find_farther
from crossfoot.narrative.fixes import find_fixes
from crossfoot.narrative.given_after import find_given_after
from crossfoot.narrative.groups import find_groups
from crossfoot.narrative.included import find_included
from crossfoot.narrative.layout import Layout, Sentence
from crossfoot.narrative.left_over import find_left_over
from crossfoot.narrative.leftovers import find_leftovers
from crossfoot.narrative.lexicon import AllFixed, Lexicon, remembered
from crossfoot.narrative.lists import Items, find_enumeration
from crossfoot.narrative.mention import CROWD, Mention, Said, unread
from crossfoot.narrative.mentions import Reader
from crossfoot.narrative.mixed import find_mixed
from crossfoot.narrative.multiples import find_multiples
from crossfoot.narrative.named import find_named
from crossfoot.narrative.parts import find_parts
from crossfoot.narrative.periods import find_cumulative, find_to_date
from crossfoot.narrative.quotients import find_quotients
from crossfoot.narrative.ratios import find_ratios
from crossfoot.narrative.references import find_references
from crossfoot.narrative.remaining import find_remaining
from crossfoot.narrative.repeats import find_repeats
from crossfoot.narrative.restated import find_restated
from crossfoot.narrative.shares import complete_shares, find_shares
from crossfoot.narrative.some_of_them import find_some_of_them
from crossfoot.narrative.stated_rates import find_stated_rates
from crossfoot.narrative.sums import find_sums
from crossfoot.narrative.surroundings import Surroundings
from crossfoot.narrative.to_date import find_within
from crossfoot.narrative.totals import find_totals
from crossfoot.narrative.zeros import find_zeros
from crossfoot.numerals.number import Number
from crossfoot.numerals.scan import scan
from crossfoot.numerals.words import NumberWords, read_words


def read(document: Document, pack: Pack) -> Narrative:
    """Every figure that a document's text states, and every relation that the text asserts.

    See :class:`Narrator`, which serves many documents better.
    """
    return Narrator(pack).read(document)


class Arranged:
    """What a lexicon brings to the reading of any document."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Arrange the words of a lexicon."""
        self.lexicon = lexicon
        self.layout = Layout(lexicon)
        self.reader = Reader(lexicon)
        self.scopes = Scopes(lexicon)
        self.all_fixed = AllFixed(lexicon)
        self._short = remembered(_numbers)

    def numbers(self, text: str, words: NumberWords) -> tuple[Number, ...]:
        """The numbers of a paragraph; of short ones, which are often alike, read once."""
        return (self._short if len(text) <= _SHORT else _numbers)(text, words)


_SHORT = 40
_ROUGHLY = "fraction"
"""Kind of numbers that no one counted: 三分之二的企业, 过半."""


def _numbers(text: str, words: NumberWords) -> tuple[Number, ...]:
    return scan(text, words)[0]


class Narrator:
    """A pack's words arranged for reading, once for all documents of a run."""

    def __init__(self, pack: Pack) -> None:
        """Arrange the words.

        Args:
            pack: its ``lexicon`` mapping holds the number words (``words``) and the words of the
                domain (``lexicon``); without the latter there are figures but no claims.
        """
        self._arranged = Arranged(Lexicon(pack.lexicon.get("lexicon") or {}))
        self._words = read_words(pack.lexicon.get("words") or {})
        self._damages = Damages(pack.lexicon.get("damage") or {}, self._words)
        self._dating = Dating(pack.lexicon.get("documents") or {})
        self._fields = [name for one in pack.sectors.values() for name in (one.zh, *one.aliases)]

    def read(self, document: Document) -> Narrative:
        """Every figure that a document's text states, and every relation that the text asserts.

        Tables inside the document are left to the forms.  Never raises on any text, and takes time
        in proportion to its length.

        Args:
            document: a document with text blocks; one without yields an empty narrative.
        """
        if not document.blocks:
            return Narrative()
        with uncollected():
            return self._read(document)

    def _read(self, document: Document) -> Narrative:
        arranged = self._arranged
        every = list(_said(document, arranged, self._words))
        damages = self._damages.find(document, document.blocks)
        doubts = Doubts(document.text, damages)
        all_said = [said for said in every if not doubts.on(said.sentence)]
        figures = tuple(mention.figure for said in every for mention in said.mentions)
        sound = {mention.figure.id for said in all_said for mention in said.mentions}
        unsound = frozenset(figure.id for figure in figures if figure.id not in sound)
        text = Text(arranged.lexicon, arranged.reader, arranged.all_fixed)
        text.claims.lexicon = arranged.lexicon
        items = Items()
        all_said = [said for said in all_said if not said.crowded]
        for said in all_said:
            text.claims.around = [*text.earlier, said]
            find_references(text, said)
            find_groups(text, said)
            find_mixed(text, said)
            find_parts(text, said)
            find_sums(text, said)
            find_totals(text, said)
            find_named(text, said)
            find_fixes(text, said)
            find_shares(text, said)
            find_included(text, said)
            find_ratios(text, said)
            find_remaining(text, said)
            find_carried_on(text, said)
            find_left_over(text, said)
            find_stated_rates(text, said)
            find_bounds(text, said)
            find_some_of_them(text, said)
            find_baselines(text, said)
            find_given_after(text, said)
            find_changes(text, said)
            find_compared(text, said)
            find_differences(text, said)
            find_averages(text, said)
            find_multiples(text, said)
            find_enumeration(text, said)
            items.step(text, said)
            text.passed(said)
        items.close(text)
        find_farther(text, all_said)
        find_quotients(text, all_said)
        complete_shares(text)
        find_done_and_left(text, all_said)
        around = self._around(document)
        find_breakdowns(text, all_said, document.blocks, around.headings)
        find_all_done(text, all_said, document)
        find_leftovers(text, all_said)
        find_repeats(text, all_said, around)
        find_restated(text, all_said)
        find_cumulative(text, all_said)
        find_to_date(text, all_said)
        find_within(text, all_said)
        find_zeros(text, all_said)
        find_denials(text, all_said)
        return Narrative(figures, tuple(text.claims.found), damages, unsound)

    def _around(self, document: Document) -> Surroundings:
        stretch = self._dating.stretch(document)
        return Surroundings(document, self._fields, stretch.year if stretch else None)


def _said(document: Document, arranged: Arranged, words: NumberWords) -> Iterator[Said]:
    """The sentences that state figures, with their figures in order."""
    layout, reader = arranged.layout, arranged.reader
    blocks = list(layout.blocks(document))
    numbers: dict[int, tuple[Number, ...]] = {}
    for block in blocks:
        found = arranged.numbers(block.text, words)
        barred = [match.span() for match in layout.markers.finditer(block.text)] if found else []
        numbers[block.number] = tuple(
            _moved(number, block.start)
            for number in found
            if number.sure
            and number.kind != _ROUGHLY
            and not (barred and _overlaps(number, barred))
        )
    about = About(arranged.scopes)
    count = cells = 0
    for sentence in layout.sentences(blocks):
        about.sentence(sentence)
        held = _held(numbers[sentence.block.number], sentence)
        cells = cells + 1 if _cell(sentence, held) else 0
        if not held:
            continue
        said = unread(sentence, held) if cells > CROWD else reader.read(sentence, held)
        for mention in said.mentions:
            count += 1
            place = _place(document, sentence.block, mention.number)
            about.mention(mention, f"f{count}", place)
        yield said


def _cell(sentence: Sentence, held: tuple[Number, ...]) -> bool:
    """Whether a sentence is nothing but one figure, as the cells of a table are line by line."""
    alone = len(held) == 1
    return alone and held[0].unit_end - held[0].start == len(sentence.text.strip())


def _moved(number: Number, by: int) -> Number:
    """A number with its offsets counted from the beginning of the document."""
    start, end, text, quantity, unit_end, kind, style, sure = number
    return Number(start + by, end + by, text, quantity, unit_end + by, kind, style, sure)


def _overlaps(number: Number, spans: list[tuple[int, int]]) -> bool:
    return any(begin < number.end and number.start < end for begin, end in spans)


def _held(numbers: tuple[Number, ...], sentence: Sentence) -> tuple[Number, ...]:
    if not numbers:
        return ()
    first = bisect_left(numbers, sentence.start, key=_start)
    last = bisect_left(numbers, sentence.end, lo=first, key=_start)
    return numbers[first:last]


_start = attrgetter("start")


def _place(document: Document, block: Block, number: Number) -> Place:
    return Place(
        document.path,
        line=block.line,
        column=number.start - block.start + 1,
        page=block.page,
        paragraph=block.number,
        start=number.start,
        end=number.end,
    )


__all__ = ["Mention", "read"]
