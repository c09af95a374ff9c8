"""What became of each figure and claim of a narrative, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from crossfoot.forms.model import Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure
from crossfoot.model.finding import BasisKind, Level, Verdict
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Narrative
from crossfoot.reports.exact_json import decimal_text
from crossfoot.vetting.model import ClaimJudgement


class Standing(StrEnum):
    """What is known of a figure, or came of a claim; the worst first."""

    FAILS = "fails"
    ASKED = "asked"
    OPEN = "open"  # cannot be judged
    UNSOUND = "unsound"  # in a damaged sentence, and not checked
    HOLDS = "holds"
    BOUND = "bound"  # read as a field of a form
    LOOSE = "loose"  # in no field and no claim


_ORDER = tuple(Standing)
_CLAUSE_END = late_pattern(r"[，。；：、！？,;!?）)\r\n]|\Z")
_CLAUSE = 30  # a clause that goes on for longer is cut right behind the figure


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A claim with its number in the document.

    Attributes:
        figures: positions of its figures among those of the document, in role order.
        at: offset behind the last of its figures, at which its number is shown.
    """

    number: int
    judged: ClaimJudgement
    standing: Standing
    figures: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class StandingFigure:
    """A figure with its number in the document.

    Attributes:
        claims: numbers of the claims it is part of.
        lead: the one of them that decides its standing; 0 without any.
    """

    number: int
    figure: Figure
    standing: Standing
    claims: tuple[int, ...] = ()
    lead: int = 0


def standing_of(judged: ClaimJudgement) -> Standing:
    """What came of a claim: a question where two passages may speak of different things."""
    match judged.verdict:
        case Verdict.PASS:
            return Standing.HOLDS
        case Verdict.NOT_EVALUATED | Verdict.NOT_APPLICABLE:
            return Standing.OPEN
        case Verdict.FAIL if (
            judged.level is Level.HARD and judged.basis.kind is not BasisKind.SCOPE
        ):
            return Standing.FAILS
        case _:
            return Standing.ASKED


def numbered(
    text: str, figures: Sequence[Figure], judgements: Sequence[ClaimJudgement]
) -> list[NumberedClaim]:
    """The claims in the order in which a reader meets the last of their figures."""
    position = {figure.id: number for number, figure in enumerate(figures)}
    ends = [_behind(text, item) for item in judgements]
    order = sorted(range(len(judgements)), key=lambda i: (ends[i], i))
    return [
        NumberedClaim(
            number,
            judgements[i],
            standing_of(judgements[i]),
            tuple(
                dict.fromkeys(
                    position[figure.id]
                    for _, figure in judgements[i].claim.roles
                    if figure.id in position
                )
            ),
            ends[i],
        )
        for number, i in enumerate(order, start=1)
    ]


def standing_figures(narrative: Narrative, claims: Sequence[NumberedClaim]) -> list[StandingFigure]:
    """Every figure with what is known of it; the worst of its claims counts."""
    own: dict[int, list[NumberedClaim]] = {}
    for claim in claims:
        for position in claim.figures:
            own.setdefault(position, []).append(claim)
    return [
        _standing(position + 1, figure, own.get(position, ()), narrative)
        for position, figure in enumerate(narrative.figures)
    ]


def _standing(
    number: int, figure: Figure, claims: Sequence[NumberedClaim], narrative: Narrative
) -> StandingFigure:
    if claims:
        lead = min(claims, key=lambda claim: (_ORDER.index(claim.standing), claim.number))
        numbers = tuple(claim.number for claim in claims)
        return StandingFigure(number, figure, lead.standing, numbers, lead.number)
    if figure.id in narrative.unsound:
        return StandingFigure(number, figure, Standing.UNSOUND)
    return StandingFigure(number, figure, Standing.BOUND if figure.field else Standing.LOOSE)


def _behind(text: str, judged: ClaimJudgement) -> int:
    """The end of the clause with the last of a claim's figures."""
    ends = [figure.place.end for _, figure in judged.claim.roles if figure.place.end is not None]
    last = min(max(ends, default=judged.claim.end), len(text))
    found = _CLAUSE_END.search(text, last, last + _CLAUSE)
    return found.start() if found else last


def field_name(field: str | None, pack: Pack | None, language: str) -> str:
    """The name of a field given as ``form.field``, with its form's title; its id when unknown."""
    if not field:
        return ""
    form_id, _, field_id = field.partition(".")
    form = pack.forms.get(form_id) if pack else None
    if form is None or field_id not in form.fields:
        return field
    name = form.fields[field_id].name(language)
    title = form.name(language)
    return f"{name}（《{title}》）" if language == "zh" else f"{name} ({title})"


def value_text(figure: Figure) -> str:
    """The number that a figure states, its thousands set apart: ``32,000,000``."""
    if figure.quantity is None:
        return ""
    value = figure.quantity.value
    digits = decimal_text(value)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    whole, point, rest = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{point}{rest}"


def counts(items: Sequence[NumberedClaim] | Sequence[StandingFigure]) -> Mapping[Standing, int]:
    """How many there are of each standing, those without any left out."""
    found = [item.standing for item in items]
    return {standing: found.count(standing) for standing in Standing if standing in found}
