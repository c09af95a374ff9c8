"""What lint has to say about a set of rules."""

from __future__ import annotations

from enum import StrEnum

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Message
from crossfoot.rules.lint.search import Refuted
from crossfoot.rules.model import Origin


class FlawKind(StrEnum):
    """What is wrong, or worth knowing."""

    INFEASIBLE = "infeasible"  # no row can satisfy these rules together
    CONTRADICTION = "contradiction"  # nor where a condition holds that one of them names
    DEAD = "dead_condition"  # a condition that can never hold
    ALWAYS = "always_true"  # a rule that nothing can break
    REDUNDANT = "redundant"  # a rule that others say already, about the same figures
    IMPLIED = "implied"  # a rule that others say already where their further figures are filled in
    FIXED = "fixed"  # a field that can have one value only
    BOUND = "bound"  # an end of a field's values that several rules set together
    UNSEEN = "unseen_field"  # a field that no rule looks at
    GENERAL = "general_only"  # a field that only rules for every form look at
    NO_EXAMPLE = "no_example"
    NO_WORDS = "no_words"  # a rule without its sentence in Chinese or in English
    NOT_PROVED = "not_proved"  # a question that neither the solver nor fractions could settle


class Weight(StrEnum):
    """How much it matters: an error makes ``lint`` fail."""

    ERROR = "error"
    HINT = "hint"
    INFO = "info"


WEIGHTS = {
    FlawKind.INFEASIBLE: Weight.ERROR,
    FlawKind.CONTRADICTION: Weight.ERROR,
    FlawKind.DEAD: Weight.HINT,
    FlawKind.ALWAYS: Weight.HINT,
    FlawKind.REDUNDANT: Weight.HINT,
    FlawKind.IMPLIED: Weight.INFO,
    FlawKind.FIXED: Weight.HINT,
    FlawKind.BOUND: Weight.INFO,
    FlawKind.UNSEEN: Weight.HINT,
    FlawKind.GENERAL: Weight.INFO,
    FlawKind.NO_EXAMPLE: Weight.HINT,
    FlawKind.NO_WORDS: Weight.INFO,
    FlawKind.NOT_PROVED: Weight.INFO,
}


@dataclass(frozen=True, slots=True)
class Involved:
    """A rule that a flaw is about or that its proof uses.

    Attributes:
        id: the rule's id.  field: the field for which it was taken, where it is repeated.
        says: its formula as written.
    """

    id: str
    says: str
    origin: Origin
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to say about the rules, proved where it is a matter of logic.

    Attributes:
        form: id of the form, ``None`` where it is about a rule as such.
        about: ids of the rules it is said of, or the field.
        rules: the rules involved, with their places.
        assumptions: what is taken for granted.
        proofs: contradictions in exact numbers, for whoever wants to add them up again.
    """

    kind: FlawKind
    message: Message
    form: str | None = None
    about: tuple[str, ...] = ()
    rules: tuple[Involved, ...] = ()
    assumptions: tuple[Message, ...] = ()
    proofs: tuple[Refuted, ...] = ()

    @property
    def weight(self) -> Weight:
        """Error, hint or information."""
        return WEIGHTS[self.kind]


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the solver could look into the rules.

    Attributes:
        rules: rules in all, those over claims included.
        whole: rules that rows say in full.
        partly: rules of which a part is only known by its text (sums over rows, tests of texts …).
        aside: rules that are no formulas over tables: finders and claims.
        asked: systems of rows that were decided, each with proof.
        alone: how many of them without the solver's help.
    """

    rules: int
    whole: int = 0
    partly: int = 0
    aside: int = 0
    asked: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that lint found.

    Attributes:
        solver: False when HiGHS is not installed, so that only the structure was looked at.
    """

    flaws: tuple[Flaw, ...]
    looked: Looked
    solver: bool
    pack: str

    @property
    def failed(self) -> bool:
        """Whether rules contradict each other."""
        return any(flaw.weight is Weight.ERROR for flaw in self.flaws)
