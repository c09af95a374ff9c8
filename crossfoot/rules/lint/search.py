"""Can conditions hold together?  A search over their *or*-branches, every branch proved closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.exactly import Witness
from crossfoot.rules.lint.rows import And, Atom, Choice, Formula, Or, Point, Row, holds
from crossfoot.rules.lint.solver import NotProved, Solver, proposed_end

_MOST_BRANCHES = 1000


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and whose it is: a rule's key, or an assumption's."""

    origin: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Step:
    """A row or set of texts in a contradiction, with the factor by which a row is multiplied."""

    origin: str
    atom: Atom
    factor: Fraction | None


@dataclass(frozen=True, slots=True)
class Refuted:
    """A proof that conditions cannot hold together.

    Attributes:
        origins: whose conditions the proof uses.
        branches: one contradiction for each branch.
    """

    origins: frozenset[str]
    branches: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    atom: Atom
    origin: str
    level: int


@dataclass(frozen=True, slots=True)
class _Open:
    """An *or* of which at least one branch must hold."""

    items: tuple[Formula, ...]
    origin: str
    level: int


@dataclass(frozen=True, slots=True)
class _Core:
    origins: frozenset[str]
    levels: frozenset[int]
    branches: tuple[tuple[Step, ...], ...]


class Search:
    """Decides sets of conditions with one solver."""

    def __init__(self, solver: Solver) -> None:
        self._solver = solver
        self._left = 0

    def decide(self, clauses: Iterable[Clause]) -> Refuted | Point:
        """A proof that the conditions cannot all hold, or a point at which they do.

        Raises:
            NotProved: neither could be proved, or there are too many branches.
        """
        self._left = _MOST_BRANCHES
        facts: list[_Fact] = []
        opened: list[_Open] = []
        for clause in clauses:
            _unfold(clause.formula, clause.origin, 0, facts, opened)
        found = self._search(tuple(facts), tuple(opened), 0)
        return found if isinstance(found, Point) else Refuted(found.origins, found.branches)

    def refuted(self, clauses: Iterable[Clause]) -> Refuted | None:
        """The proof that the conditions cannot all hold, ``None`` when they can."""
        found = self.decide(clauses)
        return found if isinstance(found, Refuted) else None

    def furthest(
        self, clauses: Iterable[Clause], point: Point, name: str, *, upper: bool
    ) -> Fraction | None:
        """How far a number can go on the branches taken at a point; a guess, not yet proved."""
        rows: list[Row] = []
        for clause in clauses:
            _taken(clause.formula, point, rows)
        return proposed_end(rows, name, upper=upper)

    def _search(
        self, facts: tuple[_Fact, ...], opened: tuple[_Open, ...], depth: int
    ) -> Point | _Core:
        self._left -= 1
        if self._left < 0:
            raise NotProved
        found = self._conjunction(facts)
        if isinstance(found, _Core):
            return found
        broken = [item for item in opened if not any(holds(part, found) for part in item.items)]
        if not broken:
            return found
        chosen = min(broken, key=lambda item: len(item.items))
        rest = tuple(item for item in opened if item is not chosen)
        origins, levels = {chosen.origin}, {chosen.level}
        branches: list[tuple[Step, ...]] = []
        for part in chosen.items:
            more: list[_Fact] = []
            further: list[_Open] = []
            _unfold(part, chosen.origin, depth + 1, more, further)
            inner = self._search((*facts, *more), (*rest, *further), depth + 1)
            if isinstance(inner, Point):
                return inner
            if depth + 1 not in inner.levels:
                return inner
            origins |= inner.origins
            levels |= inner.levels
            branches += inner.branches
        return _Core(frozenset(origins), frozenset(levels - {depth + 1}), tuple(branches))

    def _conjunction(self, facts: Sequence[_Fact]) -> Point | _Core:
        texts = _texts([fact for fact in facts if isinstance(fact.atom, Choice)])
        if isinstance(texts, _Core):
            return texts
        rows = [fact for fact in facts if isinstance(fact.atom, Row)]
        found = self._solver.decide([fact.atom for fact in rows if isinstance(fact.atom, Row)])
        if isinstance(found, Witness):
            return Point(found.values, texts)
        used = [(rows[index], factor) for index, factor in found.factors]
        return _core([fact for fact, _ in used], [factor for _, factor in used])


def _unfold(
    formula: Formula, origin: str, level: int, facts: list[_Fact], opened: list[_Open]
) -> None:
    """Sort a condition into what must hold and what is still open."""
    match formula:
        case And(items=items):
            for item in items:
                _unfold(item, origin, level, facts, opened)
        case Or(items=items):
            opened.append(_Open(items, origin, level))
        case _:
            facts.append(_Fact(formula, origin, level))


def _taken(formula: Formula, point: Point, rows: list[Row]) -> None:
    """The rows that make a condition hold at a point, of each *or* the first branch that does."""
    match formula:
        case Row():
            rows.append(formula)
        case And(items=items):
            for item in items:
                _taken(item, point, rows)
        case Or(items=items):
            _taken(next(item for item in items if holds(item, point)), point, rows)
        case _:
            pass


def _core(facts: Sequence[_Fact], factors: Sequence[Fraction | None]) -> _Core:
    steps = tuple(
        Step(fact.origin, fact.atom, factor) for fact, factor in zip(facts, factors, strict=True)
    )
    return _Core(
        frozenset(fact.origin for fact in facts), frozenset(fact.level for fact in facts), (steps,)
    )


def _texts(facts: Sequence[_Fact]) -> dict[str, str] | _Core:
    """A text for every variable, or the sets that leave none for one of them."""
    by_name: dict[str, list[_Fact]] = {}
    for fact in facts:
        by_name.setdefault(_choice(fact).name, []).append(fact)
    chosen: dict[str, str] = {}
    for name, several in by_name.items():
        text = _text(several)
        if text is None:
            needed = list(several)
            for fact in several:
                fewer = [other for other in needed if other is not fact]
                if _text(fewer) is None:
                    needed = fewer
            return _core(needed, [None] * len(needed))
        chosen[name] = text
    return chosen


def _text(facts: Sequence[_Fact]) -> str | None:
    """The first text that all sets allow; where any text is allowed one that no set names."""
    inside: frozenset[str] | None = None
    outside: set[str] = set()
    for fact in facts:
        choice = _choice(fact)
        if not choice.inside:
            outside |= choice.texts
        else:
            inside = choice.texts if inside is None else inside & choice.texts
    if inside is not None:
        return min(inside - outside, default=None)
    text = ""
    while text in outside:
        text += "*"
    return text


def _choice(fact: _Fact) -> Choice:
    if not isinstance(fact.atom, Choice):
        raise TypeError(fact.atom)
    return fact.atom
