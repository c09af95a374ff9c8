"""What a finder has found in a table or text, and where its cells and words stand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import CellFacts, Document, Grid
from crossfoot.model.figure import Place
from crossfoot.model.finding import Basis, BasisKind, Message, Verdict
from crossfoot.model.patterns import late_pattern
from crossfoot.model.submission import Record, State
from crossfoot.rules.model import Judgement, Rule
from crossfoot.rules.terms import Term, operand
from crossfoot.rules.verdicts import MOST_TO_LOOK_AT

_ADDRESS = late_pattern(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NO_FACTS = CellFacts()
SHEET = Basis(BasisKind.ARITHMETIC, "工作表本身的写法", "how the sheet itself is written")

At = tuple[int, int]
"""Row and column of a sheet, from 0."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to say of a table.

    Attributes:
        terms: the cells it is about, those to look at first in front.
        stated: the text that is wrong, where one is.
    """

    message: Message
    terms: tuple[Term, ...] = ()
    record: Record | None = None
    field: str | None = None
    stated: str | None = None
    basis: Basis = SHEET


def finding_of(rule: Rule, fact: Fact) -> Judgement:
    """The judgement on a rule that a fact speaks against."""
    return Judgement(
        rule,
        Verdict.FAIL,
        rule.level,
        record=fact.record,
        field=fact.field,
        operands=tuple(operand(term, n + 1) for n, term in enumerate(fact.terms)),
        at=tuple(range(min(len(fact.terms), MOST_TO_LOOK_AT))),
        stated=fact.stated,
        basis=fact.basis,
        message=fact.message,
    )


def at_address(address: str) -> At | None:
    """Row and column of an address such as ``D7``, from 0."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def cell_of(grid: Grid, place: Place) -> At | None:
    """Where in a grid a place is; ``None`` when it is no single cell of a sheet."""
    found = at_address(place.cell) if place.cell is not None else None
    return None if found is None else (found[0] - grid.top, found[1] - grid.left)


def facts_of(grid: Grid, place: Place) -> CellFacts:
    """What a workbook knows of the cell at a place."""
    at = cell_of(grid, place)
    return NO_FACTS if at is None else grid.facts.get(at, NO_FACTS)


def words_at(document: Document, start: int, end: int) -> Term:
    """Words of a text as something to look at."""
    number = bisect_right(document.blocks, start, key=lambda block: block.start)
    block = document.blocks[number - 1] if number else None
    text = document.text[start:end].strip()
    place = Place(document.path, start=start, end=end)
    if block is not None:
        place = replace(place, line=block.line, paragraph=block.number, page=block.page)
    return Term("text", ("文字", "Words"), text, State.TEXT, text, place)
