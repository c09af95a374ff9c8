"""Claims under construction: relations that a text asserts, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Basis, BasisKind
from crossfoot.model.submission import Claim
from crossfoot.narrative.lexicon import AllFixed, Lexicon
from crossfoot.narrative.mention import Mention, Role, Said, in_row
from crossfoot.narrative.mentions import Reader
from crossfoot.narrative.slips import credible, left_in_parts, meant

ONE_SENTENCE = Basis(BasisKind.ARITHMETIC, "同一句话中的数字", "The figures stand in one sentence")


def across(zh: str, en: str) -> Basis:
    """A basis that assumes two passages to speak of the same thing."""
    return Basis(BasisKind.SCOPE, zh, en)


SAME_SUBJECT = across(
    "假定前后两处说的是同一口径", "Both passages are taken to speak of the same thing"
)
SAME_TOTAL = across(
    "假定前文的总数就是这里所说各项的总数",
    "The total stated before is taken to be that of these items",
)


_ANSWERS = frozenset({"rate", "share", "percent", "delta", "difference", "average"})
"""Roles of figures that follow from others."""


ALL_LISTED = across(
    "各项之和与总数仅一位数字不同，假定各项已经列全",
    "The items differ from the total by one digit and are taken to be all of them",
)


@dataclass(slots=True)
class Claims:
    """The claims found so far, each relation once.

    Attributes:
        found: the claims in the order in which they were found.
        around: the sentence at hand and those before it, where other figures may be meant.
    """

    found: list[Claim] = field(default_factory=list)
    around: list[Said] = field(default_factory=list)
    lexicon: Lexicon | None = None
    _seen: set[tuple[str, frozenset[tuple[str, str]]]] = field(default_factory=set)
    _answered: set[str] = field(default_factory=set)
    _summed: set[str] = field(default_factory=set)
    _sets: set[frozenset[str]] = field(default_factory=set)

    def adds_up(self, parts: Iterable[Mention]) -> bool:
        """Whether one of these figures has been found among parts that come to a total."""
        return any(part.figure.id in self._summed for part in parts)

    def told(self, mentions: Iterable[Mention]) -> bool:
        """Whether some relation of just these figures has been found."""
        return frozenset(mention.figure.id for mention in mentions) in self._sets

    def answered(self, mention: Mention) -> bool:
        """Whether what a rate, share, change or average is of has been found."""
        return mention.figure.id in self._answered

    def add(
        self,
        kind: str,
        roles: Iterable[tuple[str, Mention]],
        facts: Mapping[str, str] | None = None,
        basis: Basis | None = None,
        *,
        across: bool = False,
        plans: bool = False,
    ) -> None:
        """Note a claim; one that crosses sentences rests on their speaking of the same thing.

        ``across``: it does so though its figures stand in one, because words of another count.
        ``plans``: a figure that a plan sets out from (剩余254处将于…销号) is no plan itself.
        """
        pairs = list(roles)
        if kind in ("rate", "share") and self.lexicon is not None:
            pairs = list(meant(kind, pairs, self.around, self.lexicon))
        several = left_in_parts(pairs, self.around) if kind == "remainder" else []
        kind, pairs = ("sum", list(several)) if several else (kind, pairs)
        key = (kind, frozenset((role, mention.figure.id) for role, mention in pairs))
        planned = not plans and any(mention.sentence.plan for _, mention in pairs)
        if key in self._seen or planned:
            return
        if not credible(kind, pairs, facts or {}):
            return
        self._seen.add(key)
        self._answered.update(mention.figure.id for role, mention in pairs if role in _ANSWERS)
        self._sets.add(frozenset(mention.figure.id for _, mention in pairs))
        if kind == "sum":
            self._summed.update(mention.figure.id for role, mention in pairs if role == "part")
        sentences = {mention.sentence.index: mention.sentence for _, mention in pairs}
        last = sentences[max(sentences)]
        ground = (basis or SAME_SUBJECT) if across or len(sentences) > 1 else ONE_SENTENCE
        self.found.append(
            Claim(
                kind,
                tuple((role, mention.figure.playing(role)) for role, mention in pairs),
                ground,
                last.start,
                last.end,
                dict(facts or {}),
            )
        )


@dataclass(slots=True)
class Text:
    """What has been read of a document before the sentence at hand.

    Attributes:
        earlier: the sentences with figures so far, at most a few.
        totals: the latest figure said of everything, by measure or unit of measure.
        subjects: the latest figure by subject and by measure or unit of measure.
        shared: totals with the parts and shares stated of them.
        base: the subject that the latest share was stated of.
        covered: the latest figure of which all is said to be done.
        last_base: by sentence, the figure that its latest share was of.
        doubtful: total, number and average that do not agree, to be claimed if no others do.
    """

    lexicon: Lexicon
    reader: Reader
    all_fixed: AllFixed
    claims: Claims = field(default_factory=Claims)
    earlier: list[Said] = field(default_factory=list)
    totals: dict[str, Mention] = field(default_factory=dict)
    subjects: dict[tuple[str, str], Mention] = field(default_factory=dict)
    shared: list[tuple[Mention, list[tuple[Mention, Mention]]]] = field(default_factory=list)
    base: str = ""
    covered: Mention | None = None
    last_base: dict[int, str] = field(default_factory=dict)
    doubtful: list[tuple[Mention, Mention, Mention]] = field(default_factory=list)

    def passed(self, said: Said) -> None:
        """Remember a sentence once its claims are found."""
        for mention in said.mentions:
            if mention.role is not Role.COUNT or mention.depth or in_row(said.mentions, mention):
                continue
            key = kind_of(mention)
            if mention.subject:
                self.subjects[mention.subject, key] = mention
            elif mention.listed or mention.shared:
                continue
            elif key not in self.totals or self.totals[key].sentence.index != said.sentence.index:
                self.totals[key] = mention
        self.earlier.append(said)
        del self.earlier[:-6]

    def total(self, key: str) -> Mention | None:
        """The latest figure said of everything, of a measure or unit of measure."""
        return self.totals.get(key)


def kind_of(mention: Mention) -> str:
    """What a figure counts as far as known: its measure, else its unit of measure."""
    return mention.measure or mention.unit
