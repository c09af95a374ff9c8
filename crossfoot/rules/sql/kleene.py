"""Kleene's connectives over conditions in SQL."""

from __future__ import annotations

from sqlglot import exp

from crossfoot.rules.sql.shape import Tri, both, either


def known(holds: bool) -> Tri:
    """A condition that is the same for every row."""
    return Tri(exp.Boolean(this=not holds), exp.Boolean(this=holds))


def conjunction(several: list[Tri]) -> Tri:
    """Kleene's ``and``: a failure decides, else what is unknown does."""
    looks = [item.look for item in several if item.look is not None]
    return Tri(
        either(*(item.fails for item in several)),
        both(*(item.sure for item in several)),
        either(*looks) if looks else None,
    )


def disjunction(several: list[Tri]) -> Tri:
    """Kleene's ``or``: what holds decides, else what is unknown does."""
    looks = [item.look for item in several if item.look is not None]
    return Tri(
        both(*(item.fails for item in several)),
        either(*(item.sure for item in several)),
        either(*looks) if looks else None,
    )


def negated(inner: Tri) -> Tri:
    """``not``: what is sure fails, what fails is sure."""
    return Tri(inner.sure, inner.fails, inner.look)
