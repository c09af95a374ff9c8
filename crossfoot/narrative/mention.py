"""A figure in its sentence, with its words and the part that they give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, final

from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure, Place
from crossfoot.model.interval import Interval
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon, bare
from crossfoot.numerals.number import Number

NEAR = 40
"""Figures looked back in a sentence for what a figure is of, so that cost stays linear."""

CROWD = 64
"""Figures that the longest sentence of a report may hold; more are a table run together.

So are more lines than that, one below the other, of one figure each and nothing else.
"""

NO_FIGURE = Figure("", "", None, Place(""))
"""Stands in a mention until its words are understood, from which its figure is made."""


@final
class Role(str):
    """What the words before and after a figure say it is.

    Only the roles named here exist.  They are no :mod:`enum`, whose members Python 3.11 takes ten
    times as long to look up; finders ask for roles all the time.
    """

    __slots__ = ()
    COUNT: ClassVar[Role]
    FIXED: ClassVar[Role]
    REST: ClassVar[Role]
    CHANGE: ClassVar[Role]  # a difference: 减少12起, 提高3个百分点
    PERCENT: ClassVar[Role]  # a change in per cent: 下降9.4%
    RATE: ClassVar[Role]
    SHARE: ClassVar[Role]
    BEFORE: ClassVar[Role]  # 去年同期52起, 由0.201
    AFTER: ClassVar[Role]  # 降到0.173
    AVERAGE: ClassVar[Role]
    OTHER: ClassVar[Role]

    @property
    def value(self) -> str:
        """The name in small letters."""
        return str(self)


for _name in Role.__annotations__:
    setattr(Role, _name, Role(_name.lower()))


@dataclass(slots=True)
class Mention:
    """A figure with its words.

    Attributes:
        unit: unit of measure, brackets in half width.
        gap: the text between the figure before it (or the sentence's beginning) and it.
        label: the last words of the gap, without blanks; ``own`` is empty when it only continues a
            list (分别下降15.3%和22.6%), the label is then the one it continues.
        after: the words that follow its unit of measure up to a comma or the next figure.
        segment: number of semicolons before it in the sentence; depth: brackets it stands in.
        bracket: number of the innermost bracket in the sentence, 0 outside.
        measure: what is counted, when the lexicon has a name for it (deaths, losses …).
        subject: what is left of the label without plain words: of what the figure is said.
        found: the words say that something was found, received or listed.
        closed: the words before it open a list of all there is (分别为, 按类型分).
        past: its sentence says at its head that it is of the earlier period.
        among: it opens what is said of some among a whole (120家企业中，37家未…).
        base: what a rate behind it was of, so that a second rate may be of the same.
        earlier: the figure of the earlier period that stands in its place in a list of such.
        chained: it continues the figure before it in one list.
        possible: the true values that it can stand for, once they were asked for.
    """

    number: Number
    sentence: Sentence
    at: int
    unit: str = ""
    figure: Figure = NO_FIGURE
    gap: str = ""
    own: str = ""
    label: str = ""
    after: str = ""
    segment: int = 0
    depth: int = 0
    bracket: int = 0
    role: Role = Role.COUNT
    direction: str | None = None
    versus: frozenset[str] = frozenset()
    measure: str | None = None
    subject: str = ""
    found: bool = False
    chained: bool = False
    of_which: bool = False
    closed: bool = False
    past: bool = False
    among: bool = False
    respectively: bool = False
    total: bool = False
    and_so_on: bool = False
    siblings: int = 0
    fixed_by: Mention | None = None
    summing: bool = False
    has_share: bool = False
    current: Mention | None = None
    earlier: Mention | None = None
    base: Mention | None = None
    shared: bool = False
    limited: bool = False
    whole: Mention | None = None
    listed: bool = False
    period: str | None = None
    scope: str | None = None
    possible: Interval | None = None

    @property
    def words(self) -> str:
        """The label and what follows: all that says what is counted."""
        return self.label + self.after

    @property
    def start(self) -> int:
        """Offset in the document's text."""
        return self.number.start

    def subject_of_own(self, lexicon: Lexicon) -> str:
        """What its own words, not those before it, say that the figure is about."""
        return lexicon.plain.sub("", self.own)

    def like(self, other: Mention, lexicon: Lexicon) -> bool:
        """Whether both may count the same things: unit of measure and measure agree."""
        if not lexicon.related(self.unit, other.unit):
            return False
        return self.measure is None or other.measure is None or self.measure == other.measure


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its figures.

    Attributes:
        crowded: it is no sentence to be understood, only figures in a row or below each other.
        roles: the roles of its figures, by which most finders see that they need not look closer.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    roles: frozenset[Role] = frozenset()
    crowded: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset([each.role for each in self.mentions]))


def unread(sentence: Sentence, found: Sequence[Number]) -> Said:
    """The figures of what is no sentence to be understood, without their words."""
    mentions = [
        Mention(number, sentence, at, bare(number.quantity.unit)) for at, number in enumerate(found)
    ]
    return Said(sentence, tuple(mentions), crowded=True)


def in_row(mentions: tuple[Mention, ...], mention: Mention) -> bool:
    """甲536辆、乙489辆、丙602辆: whether a figure is one of three or more in one list."""
    first = mention.at
    while first and _continues(mentions[first], mention):
        first -= 1
    last = mention.at
    while last + 1 < len(mentions) and _continues(mentions[last + 1], mention):
        last += 1
    return last - first >= _ROW - 1 and all(each.own for each in mentions[first : last + 1])


def _continues(each: Mention, mention: Mention) -> bool:
    return each.gap.startswith("、") and each.unit == mention.unit and each.role is mention.role


_ROW = 3


def runs(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """The figures of a sentence in lists: each with those that continue it (1起、9起和5起)."""
    run: list[Mention] = []
    for mention in mentions:
        if run and mention.chained and mention.role is run[-1].role:
            run.append(mention)
            continue
        if run:
            yield run
        run = [mention]
    if run:
        yield run
