"""The text of a document for a page: its lines with figures and claims marked, within bounds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document
from crossfoot.model.submission import Damage
from crossfoot.reports.marks import Span, Stretch, segments, stretches
from crossfoot.reports.standing import NumberedClaim, Standing, StandingFigure

_MARK = 50  # a figure takes the room of so many characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, in reading order.

    Attributes:
        text: its characters; ``""`` for the number of a claim.
        figures: the figures it states a part of, the innermost last.
        first: the figures that begin with it.
        claim: the claim whose number stands here.
        damage: the damage it is a part of.
    """

    text: str = ""
    figures: tuple[StandingFigure, ...] = ()
    first: tuple[StandingFigure, ...] = ()
    claim: NumberedClaim | None = None
    damage: Damage | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is shown, with the claims to be explained beside it."""

    label: str
    kind: str
    pieces: tuple[Piece, ...]
    claims: tuple[NumberedClaim, ...] = ()

    @property
    def blank(self) -> bool:
        """True when nothing but white space stands on it."""
        return not any(piece.claim or piece.text.strip() for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are left out, and what was in them."""

    characters: int
    figures: int
    claims: int
    fails: int


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text for a page.

    Attributes:
        figures: those in lines that are shown.
        linked: their numbers.
        claims: numbers of the claims that are explained.
        room: what they took of the room there was.
    """

    lines: tuple[Line | Gap, ...]
    figures: tuple[StandingFigure, ...]
    linked: frozenset[int]
    claims: frozenset[int]
    room: int


def shown_text(
    document: Document,
    figures: Sequence[StandingFigure],
    claims: Sequence[NumberedClaim],
    damages: Sequence[Damage],
    room: int,
) -> ShownText:
    """Lay out a text.

    Args:
        document: the document whose text it is.
        figures: what is to be marked in it.
        claims: what is to be explained beside it.
        damages: where it is damaged.
        room: number of characters that may be shown, a figure taken for fifty; lines in which
            something does not hold may take as many again behind them.
    """
    lines = stretches(document.text, document.blocks)
    spans = [
        Span(figure.figure.place.start, figure.figure.place.end, number)
        for number, figure in enumerate(figures)
        if figure.figure.place.start is not None and figure.figure.place.end is not None
    ]
    hurt = [
        Span(damage.place.start, damage.place.end, number)
        for number, damage in enumerate(damages)
        if damage.place.start is not None and damage.place.end is not None
    ]
    held = _Held(lines, spans, hurt, claims)
    wanted = _wanted(lines, held, figures, room)
    plain = document.format in ("txt", "md")
    made: list[Line | Gap] = []
    left_out: list[int] = []
    for number, line in enumerate(lines):
        if number not in wanted:
            left_out.append(number)
            continue
        if left_out:
            made.append(_gap(lines, held, left_out))
            left_out = []
        pieces = _pieces(document.text, line, held, number, figures, damages)
        label = _label(line, plain=plain)
        made.append(Line(label, line.kind, tuple(pieces), tuple(held.claims[number])))
    if left_out:
        made.append(_gap(lines, held, left_out))
    inside = sorted({span.item for number in wanted for span in held.spans[number]})
    return ShownText(
        tuple(made),
        tuple(figures[item] for item in inside),
        frozenset(figures[item].number for item in inside),
        frozenset(claim.number for number in wanted for claim in held.claims[number]),
        sum(
            lines[number].end - lines[number].start + _MARK * len(held.spans[number])
            for number in wanted
        ),
    )


class _Held:
    """Which spans and claims each line holds."""

    def __init__(
        self,
        lines: Sequence[Stretch],
        spans: Sequence[Span],
        hurt: Sequence[Span],
        claims: Sequence[NumberedClaim],
    ) -> None:
        self.spans: list[list[Span]] = [[] for _ in lines]
        self.hurt: list[list[Span]] = [[] for _ in lines]
        self.claims: list[list[NumberedClaim]] = [[] for _ in lines]
        ends = [line.end for line in lines]
        for kept, every in ((self.spans, spans), (self.hurt, hurt)):
            for span in every:
                number = bisect_left(ends, span.start + 1)
                while number < len(lines) and lines[number].start < span.end:
                    kept[number].append(span)
                    number += 1
        for claim in claims:
            number = bisect_left(ends, claim.at)
            if lines:
                self.claims[min(number, len(lines) - 1)].append(claim)


def _wanted(
    lines: Sequence[Stretch],
    held: _Held,
    figures: Sequence[StandingFigure],
    room: int,
) -> set[int]:
    """The lines to show: from the beginning, then those in which something does not hold."""
    wanted: set[int] = set()
    used = 0
    for number, line in enumerate(lines):
        used += line.end - line.start + _MARK * len(held.spans[number])
        if used > room:
            break
        wanted.add(number)
    if len(wanted) == len(lines):
        return wanted
    worse = (Standing.FAILS, Standing.ASKED)
    extra = 0
    for number in range(len(wanted), len(lines)):
        telling = any(figures[span.item].standing in worse for span in held.spans[number])
        if telling or any(claim.standing in worse for claim in held.claims[number]):
            extra += lines[number].end - lines[number].start + _MARK * len(held.spans[number])
            if extra > room:
                break
            wanted.add(number)
    return wanted


def _gap(lines: Sequence[Stretch], held: _Held, numbers: Sequence[int]) -> Gap:
    claims = [claim for number in numbers for claim in held.claims[number]]
    return Gap(
        sum(lines[number].end - lines[number].start for number in numbers),
        len({span.item for number in numbers for span in held.spans[number]}),
        len(claims),
        sum(claim.standing is Standing.FAILS for claim in claims),
    )


def _pieces(
    text: str,
    line: Stretch,
    held: _Held,
    number: int,
    figures: Sequence[StandingFigure],
    damages: Sequence[Damage],
) -> Iterator[Piece]:
    """A line in pieces, each claim's number behind the piece that ends where it stands."""
    waiting = list(held.claims[number])
    hurt = held.hurt[number]
    cuts = [claim.at for claim in waiting]
    cuts.extend(edge for span in hurt for edge in (span.start, span.end))
    for segment in segments(line.start, line.end, held.spans[number], cuts):
        while waiting and waiting[0].at <= segment.start:
            yield Piece(claim=waiting.pop(0))
        over = [span for span in hurt if span.start <= segment.start < span.end]
        yield Piece(
            text[segment.start : segment.end],
            tuple(figures[item] for item in segment.items),
            tuple(figures[item] for item in segment.first),
            damage=damages[over[0].item] if over else None,
        )
    for claim in waiting:
        yield Piece(claim=claim)


def _label(line: Stretch, *, plain: bool) -> str:
    """The number by which messages name the line: of the line itself, or of the paragraph."""
    if not line.number:
        return ""
    if plain:
        return str(line.number)
    if line.block is None or line.block.start != line.start:
        return ""
    page = f"{line.block.page}-" if line.block.page is not None else ""
    return f"{page}{line.block.number}"
