"""Answers about linear rows in fractions: solving equations, and a small exact simplex.

Nothing here trusts anyone: an answer is checked against the rows themselves before it is returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.lint.rows import ONE, ZERO, Row


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Rows that cannot hold together: added up with these factors they say ``0 <= less than 0``.

    Attributes:
        factors: (index of a row, factor); factors of inequalities are positive.
    """

    factors: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A point at which all rows hold."""

    values: Mapping[str, Fraction]


def contradicts(rows: Sequence[Row], found: Contradiction) -> bool:
    """Whether the rows, added up as stated, leave no variable and an impossible remainder.

    Source: Motzkin's transposition theorem (Farkas' lemma with strict rows).
    """
    left: dict[str, Fraction] = {}
    bound, strict = ZERO, False
    for index, factor in found.factors:
        row = rows[index]
        if row.op != "==":
            if factor < 0:
                return False
            strict = strict or (row.op == "<" and factor > 0)
        bound += factor * row.bound
        for name, value in row.terms:
            left[name] = left.get(name, ZERO) + factor * value
    if any(left.values()):
        return False
    return bound < 0 or (bound == 0 and strict)


def satisfies(rows: Sequence[Row], found: Witness) -> bool:
    """Whether all rows hold at a point."""
    return all(row.holds(found.values) for row in rows)


def solved(
    matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction], free: Sequence[Fraction]
) -> list[Fraction] | None:
    """A solution of ``matrix · x = right``; unknowns that it leaves open take the values ``free``.

    ``None`` when there is none.
    """
    work = [[*line, bound] for line, bound in zip(matrix, right, strict=True)]
    width = len(free)
    pivots: list[int] = []
    for column in range(width):
        top = len(pivots)
        found = next((n for n in range(top, len(work)) if work[n][column]), None)
        if found is None:
            continue
        work[top], work[found] = work[found], work[top]
        pivot = work[top][column]
        work[top] = [value / pivot for value in work[top]]
        for n, line in enumerate(work):
            if n != top and line[column]:
                by = line[column]
                work[n] = [a - by * b for a, b in zip(line, work[top], strict=True)]
        pivots.append(column)
    if any(line[width] for line in work[len(pivots) :]):
        return None
    values = list(free)
    open_columns = [column for column in range(width) if column not in set(pivots)]
    for line, column in zip(work, pivots, strict=False):
        values[column] = line[width] - sum((line[n] * free[n] for n in open_columns), ZERO)
    return values


def names_of(rows: Sequence[Row]) -> list[str]:
    """Every variable of the rows, sorted."""
    return sorted({name for row in rows for name, _ in row.terms})


def exact_simplex(rows: Sequence[Row]) -> Contradiction | Witness:
    """Decide by the simplex method in fractions: slow, and always right.

    Looks for factors y that make the rows contradict each other: no variable is left, the bound is
    at most zero, and what is gained (strict rows, and minus the bound) is one.  Where there are
    none, the prices of that problem are a point at which all rows hold.
    """
    names = names_of(rows)
    columns: list[list[Fraction]] = []
    owners: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        terms = dict(row.terms)
        gain = (ONE if row.op == "<" else ZERO) - row.bound
        column = [*(terms.get(name, ZERO) for name in names), gain, row.bound]
        columns.append(column)
        owners.append((index, 1))
        if row.op == "==":
            columns.append([-value for value in column])
            owners.append((index, -1))
    columns.append([ZERO] * (len(names) + 1) + [ONE])  # the slack of "bound <= 0"
    right = [ZERO] * len(names) + [ONE, ZERO]
    amounts, prices = _phase_one(columns, right)
    if prices is None:
        factors: dict[int, Fraction] = {}
        for (index, sign), amount in zip(owners, amounts, strict=False):
            factors[index] = factors.get(index, ZERO) + sign * amount
        return Contradiction(tuple((n, factor) for n, factor in factors.items() if factor))
    size = prices[-2] - prices[-1]
    return Witness({name: prices[n] / size for n, name in enumerate(names)})


def _phase_one(
    columns: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> tuple[list[Fraction], list[Fraction] | None]:
    """Amounts >= 0 with ``Σ amount · column = right`` (>= 0), or prices that prove there are none.

    Bland's rule, so that it ends.
    """
    height, width = len(right), len(columns)
    lines = [
        [*(column[n] for column in columns), *(ONE * (m == n) for m in range(height)), right[n]]
        for n in range(height)
    ]
    basis = [width + n for n in range(height)]
    cost = [sum((line[n] for line in lines), ZERO) for n in range(width + height + 1)]
    for n in range(height):
        cost[width + n] = ZERO
    while True:
        entering = next((n for n in range(width) if cost[n] > 0), None)
        if entering is None:
            break
        ratios = [
            (line[-1] / line[entering], basis[n], n)
            for n, line in enumerate(lines)
            if line[entering] > 0
        ]
        leaving = min(ratios)[2]
        _pivot(lines, cost, leaving, entering)
        basis[leaving] = entering
    if cost[-1] > 0:
        return [], [ONE + cost[width + n] for n in range(height)]
    amounts = [ZERO] * width
    for line, owner in zip(lines, basis, strict=True):
        if owner < width:
            amounts[owner] = line[-1]
    return amounts, None


def _pivot(lines: list[list[Fraction]], cost: list[Fraction], top: int, column: int) -> None:
    pivot = lines[top][column]
    lines[top] = [value / pivot for value in lines[top]]
    for n, line in enumerate(lines):
        if n != top and line[column]:
            by = line[column]
            lines[n] = [a - by * b if b else a for a, b in zip(line, lines[top], strict=True)]
    by = cost[column]
    cost[:] = [a - by * b for a, b in zip(cost, lines[top], strict=True)]
