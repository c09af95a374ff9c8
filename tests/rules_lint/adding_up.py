"""Proofs added up again, by nothing but sums: what a reader with a pencil would do."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.rules.lint.rows import Choice, Row
from crossfoot.rules.lint.search import Refuted, Step


def impossible(branch: tuple[Step, ...]) -> bool:
    """The rows of a branch add up to ``0 <= negative`` or ``0 < 0``, or its sets share no text."""
    choices = [step.atom for step in branch if isinstance(step.atom, Choice)]
    if choices:
        assert len({choice.name for choice in choices}) == 1
        texts = {text for choice in choices for text in choice.texts} | {"某个别的文字"}
        return not any(all(choice.holds(text) for choice in choices) for text in texts)
    left: dict[str, Fraction] = {}
    right, strict = Fraction(0), False
    for step in branch:
        assert isinstance(step.atom, Row)
        assert step.factor is not None
        assert step.atom.op == "==" or step.factor >= 0
        strict |= step.atom.op == "<" and step.factor > 0
        right += step.factor * step.atom.bound
        for name, factor in step.atom.terms:
            left[name] = left.get(name, Fraction(0)) + step.factor * factor
    return not any(left.values()) and (right < 0 or (right == 0 and strict))


def proved(proof: Refuted) -> bool:
    return all(impossible(branch) for branch in proof.branches)
