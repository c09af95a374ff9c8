"""How documents were understood, as one page that needs nothing else: figures and claims marked."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Grid
from crossfoot.model.figure import Figure
from crossfoot.model.finding import BasisKind, Message
from crossfoot.model.submission import FormTable, Role
from crossfoot.reports import page_words
from crossfoot.reports.exact_json import decimal_text
from crossfoot.reports.marks import runs
from crossfoot.reports.page_tables import Cell, Drawn, Mark, drawn, roles
from crossfoot.reports.page_text import ShownText, shown_text
from crossfoot.reports.reading import grid_name, role_words
from crossfoot.reports.screen import clean
from crossfoot.reports.standing import (
    NumberedClaim,
    Standing,
    StandingFigure,
    counts,
    field_name,
    numbered,
    standing_figures,
    value_text,
)
from crossfoot.reports.words import listed, period, said
from crossfoot.vetting.model import DocumentReading, Reading

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_TEXT_ROOM, _DOCUMENT_ROOM, _CELL_ROOM = 1_000_000, 200_000, 100_000
"""Characters of text on a page and of one document, and cells on a page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document for the page.

    Attributes:
        name: unique within the page, for links.
        loose: figures in no field and no claim.
        steps: number of each claim that does not hold to that of the next one.
    """

    name: str
    reading: DocumentReading
    head: str
    about: str
    notices: tuple[str, ...]
    figures: tuple[StandingFigure, ...]
    claims: tuple[NumberedClaim, ...]
    text: ShownText | None
    grids: tuple[Drawn, ...]
    loose: tuple[StandingFigure, ...]
    steps: Mapping[int, int]

    @property
    def linked(self) -> frozenset[int]:
        """Numbers of the figures that are shown, and so can be linked to."""
        return self.text.linked if self.text else frozenset()

    @property
    def figure_count(self) -> int:
        """Figures in the text and in tables."""
        return len(self.figures) + sum(grid.figures for grid in self.grids)

    @property
    def bound_count(self) -> int:
        """Figures read as a field."""
        own = sum(1 for item in self.figures if item.figure.field)
        return own + sum(grid.figures for grid in self.grids)

    @property
    def lost_count(self) -> int:
        """Figures of the text, columns and rows that were not understood."""
        lost = sum(len(grid.lost) or (grid.numbers and not grid.tables) for grid in self.grids)
        return len(self.loose) + lost

    @property
    def bad_count(self) -> int:
        """Cells that could not be read."""
        return sum(len(grid.bad) for grid in self.grids)

    @property
    def damage_count(self) -> int:
        """Places where the text is damaged."""
        return len(self.reading.submission.narrative.damages)


def write(reading: Reading, language: str) -> str:
    """The page, whole, for a browser without network: no reference leads outside of it.

    Args:
        reading: what was made of the documents.
        language: ``zh`` or ``en``.
    """
    text_room, cell_room = _TEXT_ROOM, _CELL_ROOM
    documents = []
    for number, item in enumerate(reading.documents, start=1):
        document = _shown(f"d{number}", item, reading, language, text_room, cell_room)
        if document.text is not None:
            text_room = max(0, text_room - document.text.room)
        used = sum(len(grid.rows) * len(grid.columns) for grid in document.grids)
        cell_room = max(0, cell_room - used)
        documents.append(document)
    return _render(reading, documents, language)


def _shown(
    name: str,
    item: DocumentReading,
    reading: Reading,
    language: str,
    text_room: int,
    cell_room: int,
) -> Shown:
    submission = item.submission
    document = submission.document
    claims = numbered(document.text, submission.narrative.figures, item.judgements)
    narrative = submission.narrative
    figures = standing_figures(narrative, claims)
    text = None
    if document.text:
        text = shown_text(
            document, figures, claims, narrative.damages, min(text_room, _DOCUMENT_ROOM)
        )
    about = (submission.unit, period(submission.period, language))
    grids = []
    for grid in document.grids:
        own = [table for table in submission.tables if _same(table.grid, grid)]
        numbers = bool(own) or any(_same(other, grid) for other in item.unclaimed)
        made = drawn(grid, own, reading.pack, language, room=cell_room, numbers=numbers)
        cell_room = max(0, cell_room - len(made.rows) * len(made.columns))
        grids.append(made)
    return Shown(
        name=name,
        reading=item,
        head=document.path,
        about=" ".join(clean(part) for part in about if part),
        notices=tuple(n.zh if language == "zh" else n.en for n in document.notices),
        figures=tuple(figures),
        claims=tuple(claims),
        text=text,
        grids=tuple(grids),
        loose=tuple(item for item in figures if item.standing is Standing.LOOSE),
        steps=_steps(claims, text),
    )


def _same(one: Grid, other: Grid) -> bool:
    return one is other or (one.sheet, one.table, one.top) == (other.sheet, other.table, other.top)


def _steps(claims: Sequence[NumberedClaim], text: ShownText | None) -> dict[int, int]:
    """From each claim with something to look at to the next one."""
    held = text.claims if text else frozenset()
    telling = [
        claim.number
        for claim in claims
        if claim.standing in (Standing.FAILS, Standing.ASKED) and claim.number in held
    ]
    return dict(pairwise(telling))


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("crossfoot.reports", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["shown"] = _marked_up
    environment.filters["clean"] = clean
    return environment.get_template("reading.html")


def _render(reading: Reading, documents: Sequence[Shown], language: str) -> str:
    style, script = _resource("reading.css"), _resource("reading.js")
    return _template().render(
        documents=documents,
        skipped=[clean(name) for name in reading.skipped],
        words=page_words.WORDS[language],
        harms=page_words.HARMS[language],
        standings=page_words.STANDINGS[language],
        legend=page_words.LEGEND[language],
        glyphs=page_words.GLYPHS[language],
        Standing=Standing,
        counts=counts,
        style=style,
        script=script,
        policy=_policy(style, script),
        say=_Sayer(reading, language),
    )


class _Sayer:
    """What the page says of single figures, claims, cells and tables."""

    def __init__(self, reading: Reading, language: str) -> None:
        self._pack = reading.pack
        self._language = language
        self._words = page_words.WORDS[language]

    def field(self, figure: Figure) -> str:
        """The field a figure was read as."""
        return field_name(figure.field, self._pack, self._language)

    def value(self, figure: Figure) -> str:
        """The number it states."""
        return value_text(figure)

    def unit(self, figure: Figure) -> str:
        """Its unit of measure."""
        return clean(figure.quantity.unit) if figure.quantity else ""

    def approx(self, figure: Figure) -> str:
        """How it was hedged."""
        hedge = figure.quantity.approx if figure.quantity else None
        return page_words.APPROX[self._language][hedge] if hedge else ""

    def hover(self, item: StandingFigure) -> str:
        """All that is known of a figure, in lines."""
        figure, words = item.figure, self._words
        number = " ".join(filter(None, (self.value(figure), self.unit(figure))))
        hedge = self.approx(figure)
        facts = [
            (words["value"], f"{number}（{hedge}）" if hedge else number),
            (words["what"], figure.what),
            (words["scope"], figure.scope),
            (words["period"], figure.period),
            (words["field"], self.field(figure)),
            (words["standing"], page_words.STANDINGS[self._language][item.standing]),
            (words["in_claims"], listed([str(n) for n in item.claims], self._language)),
        ]
        colon = "：" if self._language == "zh" else ": "
        lines = [f"{name}{colon}{clean(text)}" for name, text in facts if text]
        return "\n".join([f"[{item.number}]", *lines])

    def message(self, message: Message) -> str:
        """A message without its full stop."""
        return clean(said(message, self._language))

    def assumption(self, claim: NumberedClaim) -> str:
        """What a claim rests on besides its own sentence."""
        basis = claim.judged.basis
        if basis.kind is BasisKind.ARITHMETIC:
            return ""
        return clean(basis.zh if self._language == "zh" else basis.en)

    def grid(self, grid: Drawn) -> str:
        """The name of a sheet or table."""
        name = grid_name(grid.grid.sheet, grid.grid.table, self._language)
        return name.rstrip("：: ")

    def form(self, table: FormTable) -> str:
        """A form's title, and how many rows of each kind a table has."""
        form = self._pack.forms.get(table.form) if self._pack else None
        title = f"{form.name(self._language)} ({table.form})" if form else table.form
        parts = [title, *role_words(roles(table), self._language)]
        return ("，" if self._language == "zh" else ", ").join(parts)

    def role(self, role: Role | None) -> str:
        """The badge of a row's label."""
        return page_words.ROLES[self._language][role] if role else ""

    def cell(self, mark: Mark) -> str:
        """What was read from a cell."""
        entry = mark.entry
        if entry is None or entry.quantity is None:
            return mark.field
        number = decimal_text(entry.quantity.value) or entry.text
        return clean(f"{mark.field}: {number} {entry.quantity.unit}")

    def other(self, cell: Cell) -> str:
        """The figure read from a cell, where the cell's own digits are others: 95.4% from 0.954."""
        quantity = cell.mark.entry.quantity if cell.mark and cell.mark.entry else None
        number = decimal_text(quantity.value) if quantity else None
        if quantity is None or number is None or _digits(number) == _digits(cell.text):
            return ""
        return clean(number + quantity.unit)


def _digits(text: str) -> str:
    """The digits and point of a number, without what does not change it."""
    kept = "".join(char for char in text if char in "0123456789.-")
    return kept.rstrip("0").rstrip(".") if "." in kept else kept


def _marked_up(text: str) -> Markup:
    """A text for the page, each character that cannot be seen under a sign with its code."""
    from markupsafe import Markup, escape

    return Markup("").join(
        Markup('<span class="odd" title="{0}" data-code="{0}">{1}</span>').format(
            run.code, run.text
        )
        if run.code
        else escape(run.text)
        for run in runs(text)
    )


def _resource(name: str) -> str:
    folder = resources.files("crossfoot.reports") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy: only this page's own style and script, named by their digests."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; "
        f"script-src 'sha256-{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
