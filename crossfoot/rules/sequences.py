"""Positions in time or number, and whether they are evenly spaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from crossfoot.model.patterns import late_pattern
from crossfoot.rules.terms import Value
from crossfoot.rules.values import Amount

Step = tuple[str, Fraction]
"""What is counted (numbers, days, months, quarters, years) and how far along it is."""

_DAY = late_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = late_pattern(r"([0-9]{4})(?:-|M)(0[1-9]|1[0-2])")
_QUARTER = late_pattern(r"([0-9]{4})-?Q([1-4])")
_YEAR = late_pattern(r"[0-9]{4}")
_MONTHS = 12
_QUARTERS = 4


def position(value: Value) -> Step | None:
    """Where a number, date, month, quarter or year stands; ``None`` for anything else."""
    if isinstance(value, Amount):
        return None if value.nominal is None else ("number", value.nominal)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return "day", Fraction(date(year, month, day).toordinal())
    if match := _MONTH.fullmatch(text):
        return "month", Fraction(int(match[1]) * _MONTHS + int(match[2]))
    if match := _QUARTER.fullmatch(text):
        return "quarter", Fraction(int(match[1]) * _QUARTERS + int(match[2]))
    return ("year", Fraction(int(text))) if _YEAR.fullmatch(text) else None


def evenly_spaced(steps: Sequence[Step], begin: Step | None, end: Step | None) -> bool:
    """Whether positions follow each other at one distance, and begin and end where they should."""
    if len({kind for kind, _ in steps}) > 1:
        return False
    if steps and begin is not None and steps[0] != begin:
        return False
    if steps and end is not None and steps[-1] != end:
        return False
    gaps = {later - earlier for (_, earlier), (_, later) in pairwise(steps)}
    return len(gaps) <= 1 and 0 not in gaps
