"""Answers about rows against an oracle of another kind: variables eliminated one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.rules.lint import solver as solver_module
from crossfoot.rules.lint.exactly import Contradiction, Witness, exact_simplex
from crossfoot.rules.lint.rows import Row
from crossfoot.rules.lint.solver import NotProved, Solver

NAMES = ("a", "b", "c")
factors = st.sampled_from([Fraction(n, d) for n in range(-3, 4) for d in (1, 2, 7, 100)])


@st.composite
def row(draw: st.DrawFn) -> Row:
    terms = {name: draw(factors) for name in NAMES}
    kept = tuple((name, factor) for name, factor in terms.items() if factor)
    return Row(kept, draw(st.sampled_from(["<=", "<=", "<", "=="])), draw(factors))


systems = st.lists(row(), max_size=6)


def eliminated(rows: Sequence[Row]) -> bool:
    """Fourier and Motzkin: can the rows hold?  Pairs of bounds are joined until none is left."""
    work = []
    for item in rows:
        line = dict(item.terms)
        work.append((line, item.bound, item.op == "<"))
        if item.op == "==":
            work.append(({name: -factor for name, factor in line.items()}, -item.bound, False))
    for name in NAMES:
        upper = [line for line in work if line[0].get(name, 0) > 0]
        lower = [line for line in work if line[0].get(name, 0) < 0]
        work = [line for line in work if not line[0].get(name, 0)]
        for up, up_bound, up_strict in upper:
            for low, low_bound, low_strict in lower:
                a, b = up[name], -low[name]
                joined = {
                    other: up.get(other, Fraction(0)) * b + low.get(other, Fraction(0)) * a
                    for other in NAMES
                    if other != name
                }
                work.append((joined, up_bound * b + low_bound * a, up_strict or low_strict))
    return all(bound > 0 or (bound == 0 and not strict) for _, bound, strict in work)


def right(rows: Sequence[Row], found: Contradiction | Witness) -> bool:
    if isinstance(found, Witness):
        return all(item.holds({name: found.values.get(name, Fraction(0)) for name in NAMES})
                   for item in rows)  # fmt: skip
    left = dict.fromkeys(NAMES, Fraction(0))
    bound, strict = Fraction(0), False
    for index, factor in found.factors:
        assert rows[index].op == "==" or factor > 0
        bound += factor * rows[index].bound
        strict |= rows[index].op == "<"
        for name, value in rows[index].terms:
            left[name] += factor * value
    return not any(left.values()) and (bound < 0 or (bound == 0 and strict))


@settings(max_examples=150, deadline=None)
@given(systems)
def test_the_solver_says_what_elimination_says_and_proves_it(rows: list[Row]) -> None:
    pytest.importorskip("highspy")
    found = Solver().decide(rows)
    assert isinstance(found, Witness) is eliminated(rows)
    assert right(rows, found)


@settings(max_examples=150, deadline=None)
@given(systems)
def test_the_exact_simplex_needs_no_solver(rows: list[Row]) -> None:
    found = exact_simplex(rows)
    assert isinstance(found, Witness) is eliminated(rows)
    assert right(rows, found)


@pytest.mark.parametrize("wrong", [None, [1.0, 1.0, 1.0]])
def test_a_solver_that_proposes_nonsense_is_not_believed(
    wrong: list[float] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("highspy")
    monkeypatch.setattr(solver_module, "_point", lambda rows: None)
    monkeypatch.setattr(solver_module, "_factors", lambda rows: wrong)
    holds = [Row((("a", Fraction(1)),), "<=", Fraction(n)) for n in range(3)]
    asked = Solver()
    assert isinstance(asked.decide(holds), Witness)
    assert asked.alone == 1
    many = [Row((("a", Fraction(1)),), "<=", Fraction(n)) for n in range(80)]
    with pytest.raises(NotProved):
        asked.decide(many)


def test_numbers_that_floats_cannot_tell_apart() -> None:
    pytest.importorskip("highspy")
    tiny = Fraction(1, 10**30)
    one = (("a", Fraction(1)),)
    apart = [Row(one, "<=", Fraction(1)), Row((("a", Fraction(-1)),), "<=", -1 - tiny)]
    touching = [Row(one, "<=", Fraction(1)), Row((("a", Fraction(-1)),), "<=", Fraction(-1))]
    assert isinstance(Solver().decide(apart), Contradiction)
    assert isinstance(Solver().decide(touching), Witness)
