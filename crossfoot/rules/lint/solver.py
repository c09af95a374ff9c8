"""HiGHS proposes, fractions prove: can linear rows hold together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from fractions import Fraction
from importlib.util import find_spec

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.exactly import (
    Contradiction,
    Witness,
    contradicts,
    exact_simplex,
    names_of,
    satisfies,
    solved,
)
from crossfoot.rules.lint.rows import ONE, ZERO, Row

_INFINITE = float("inf")
_SMALL = 60  # rows that the exact simplex may still be asked about
_NOISE = 1e-7
_FINEST = 10**6  # denominator to which a proposed value is rounded


class NotProved(Exception):
    """No proof could be found; whatever was to be said must not be said."""


class NoSolver(Exception):
    """HiGHS is not installed."""


def solver_at_hand() -> bool:
    """Whether HiGHS is installed."""
    return find_spec("highspy") is not None


class Solver:
    """Answers about linear rows, each proved before it is returned.

    Attributes:
        asked: how many systems of rows it was asked about.
        alone: how many of them the exact simplex had to decide by itself.
    """

    def __init__(self) -> None:
        """Prepare the solver.

        Raises:
            NoSolver: HiGHS is not installed.
        """
        if not solver_at_hand():
            raise NoSolver("highspy")
        self.asked = 0
        self.alone = 0

    def decide(self, rows: Sequence[Row]) -> Contradiction | Witness:
        """A proof that the rows contradict each other, or a point at which they all hold.

        Raises:
            NotProved: neither could be proved.
        """
        self.asked += 1
        if not rows:
            return Witness({})
        proposed = _proposed(rows)
        if proposed is not None:
            return proposed
        if len(rows) > _SMALL:
            raise NotProved
        self.alone += 1
        found = exact_simplex(rows)
        if not _proved(rows, found):
            raise NotProved
        return found


@dataclass(slots=True)
class _Program:
    """A linear program for HiGHS: the least Σ price · column, row by row."""

    prices: list[float]
    low: list[float]
    high: list[float]
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)

    def add(self, low: float, high: float, columns: Sequence[int], values: Sequence[float]) -> None:
        """One more row, ``low <= Σ value · column <= high``."""
        self.columns += columns
        self.values += values
        self.starts.append(len(self.columns))
        self.row_low.append(low)
        self.row_high.append(high)

    def solution(self) -> list[float] | None:
        """The best columns, ``None`` where there are none or no best."""
        import highspy

        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.prices), len(self.row_low)
        program.col_cost_, program.col_lower_, program.col_upper_ = self.prices, self.low, self.high
        program.row_lower_, program.row_upper_ = self.row_low, self.row_high
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_, matrix.index_, matrix.value_ = self.starts, self.columns, self.values
        highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.passModel(program)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(highs.getSolution().col_value)


def proposed_end(rows: Sequence[Row], name: str, *, upper: bool) -> Fraction | None:
    """How far a variable can go while the rows hold, as HiGHS says it: a guess, not yet proved.

    ``None`` where the rows set no end.
    """
    names = {found: n for n, found in enumerate(names_of(rows))}
    if name not in names:
        return None
    size = len(names)
    program = _Program([0.0] * size, [-_INFINITE] * size, [_INFINITE] * size)
    program.prices[names[name]] = -1.0 if upper else 1.0
    for row in rows:
        low = row.near[-1] if row.op == "==" else -_INFINITE
        program.add(low, row.near[-1], [names[found] for found, _ in row.terms], row.near[:-1])
    point = program.solution()
    return None if point is None else _rounded(point[names[name]])


def _proposed(rows: Sequence[Row]) -> Contradiction | Witness | None:
    """What HiGHS says, made exact and proved; ``None`` when that does not succeed."""
    found: Contradiction | Witness | None = None
    point = _point(rows)
    if point is not None and (point[-1] > _NOISE or not any(row.op == "<" for row in rows)):
        found = _exact_point(rows, point)
    else:
        factors = _factors(rows)
        if factors is not None:
            found = _exact_factors(rows, factors)
    return found if found is not None and _proved(rows, found) else None


def _proved(rows: Sequence[Row], found: Contradiction | Witness) -> bool:
    if isinstance(found, Contradiction):
        return contradicts(rows, found)
    return satisfies(rows, found)


def _factors(rows: Sequence[Row]) -> list[float] | None:
    """Factors with which the rows add up to something impossible, as few as may be.

    No variable is left, the bound is at most zero, and strict rows less the bound gain one.
    """
    names = {name: n for n, name in enumerate(names_of(rows))}
    entries: list[tuple[list[int], list[float]]] = [([], []) for _ in range(len(names) + 2)]
    owners: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        for sign in (1, -1) if row.op == "==" else (1,):
            column = len(owners)
            owners.append((index, sign))
            bound = row.near[-1]
            lines = [names[name] for name, _ in row.terms]
            for line, value in zip(lines, row.near[:-1], strict=True):
                entries[line][0].append(column)
                entries[line][1].append(sign * value)
            for line, value in ((-2, bound), (-1, (row.op == "<") - bound)):
                if value:
                    entries[line][0].append(column)
                    entries[line][1].append(sign * value)
    program = _Program([1.0] * len(owners), [0.0] * len(owners), [_INFINITE] * len(owners))
    ends = [(0.0, 0.0)] * len(names) + [(-_INFINITE, 0.0), (1.0, 1.0)]
    for (columns, values), (low, high) in zip(entries, ends, strict=True):
        program.add(low, high, columns, values)
    amounts = program.solution()
    if amounts is None:
        return None
    factors = [0.0] * len(rows)
    for (index, sign), amount in zip(owners, amounts, strict=True):
        factors[index] += sign * amount
    return factors


def _exact_factors(rows: Sequence[Row], factors: Sequence[float]) -> Contradiction | None:
    """The proposed factors as fractions: those that are not zero solve equations exactly."""
    used = [n for n, factor in enumerate(factors) if abs(factor) > _NOISE]
    names = names_of([rows[n] for n in used])
    terms = [dict(rows[n].terms) for n in used]
    matrix = [[term.get(name, ZERO) for term in terms] for name in names]
    gains = [(ONE if rows[n].op == "<" else ZERO) - rows[n].bound for n in used]
    values = solved(
        [*matrix, gains], [ZERO] * len(matrix) + [ONE], [_rounded(factors[n]) for n in used]
    )
    if values is None:
        return None
    return Contradiction(tuple((n, value) for n, value in zip(used, values, strict=True) if value))


def _point(rows: Sequence[Row]) -> list[float] | None:
    """A point at which the rows hold, strict ones with as much room as they leave up to one.

    The room is the last value; where it is not above zero the strict rows cannot hold.
    """
    names = {name: n for n, name in enumerate(names_of(rows))}
    room = len(names)
    program = _Program([0.0] * room + [-1.0], [-_INFINITE] * (room + 1), [_INFINITE] * room + [1.0])
    for row in rows:
        columns = [names[name] for name, _ in row.terms]
        values = list(row.near[:-1])
        if row.op == "<":
            columns, values = [*columns, room], [*values, 1.0]
        low = row.near[-1] if row.op == "==" else -_INFINITE
        program.add(low, row.near[-1], columns, values)
    return program.solution()


def _exact_point(rows: Sequence[Row], values: Sequence[float]) -> Witness | None:
    """The proposed point as fractions: as it is when rounded, else from the rows that are tight."""
    names = {name: n for n, name in enumerate(names_of(rows))}
    rounded = [_rounded(value) for value in values]
    plain = Witness(dict(zip(names, rounded, strict=False)))
    if satisfies(rows, plain):
        return plain
    matrix, bounds = [], []
    for row in rows:
        near = sum(
            factor * values[names[name]]
            for (name, _), factor in zip(row.terms, row.near, strict=False)
        )
        near += values[-1] if row.op == "<" else 0.0
        if row.op == "==" or abs(near - row.near[-1]) < _NOISE * (1 + abs(row.near[-1])):
            terms = dict(row.terms)
            matrix.append([*(terms.get(name, ZERO) for name in names), ONE * (row.op == "<")])
            bounds.append(row.bound)
    exact = solved(matrix, bounds, rounded)
    return None if exact is None else Witness(dict(zip(names, exact, strict=False)))


def _rounded(value: float) -> Fraction:
    return Fraction(value).limit_denominator(_FINEST)
