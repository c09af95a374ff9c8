"""How easily one number is written for another.

Costs are those of reference arithmetic, section 2.4: a slip of the hand is cheap, a number that has
nothing in common with the right one is dear.  Scholtus (2009) and the restricted Damerau distance
stand behind the choice of slips.
"""

from __future__ import annotations

from fractions import Fraction

TRANSPOSED = Fraction(8, 10)
SIGN = Fraction(1)
DIGIT_LOST_OR_ADDED = Fraction(1)
POWER_OF_TEN = Fraction(12, 10)
DIGIT_CHANGED = Fraction(15, 10)
TWO_SLIPS = Fraction(3)
UNLIKE = Fraction(6)

_POWERS = (10, 100, 1000, 10000)


def cost(written: Fraction, meant: Fraction, step: Fraction) -> Fraction:
    """What it takes to write one number for another.

    Args:
        written: the number as it stands.
        meant: the number that would be right.
        step: place value of the last digit written; both are compared down to it.
    """
    if written == -meant:
        return SIGN
    if any(written == meant * power or written * power == meant for power in _POWERS):
        return POWER_OF_TEN
    if (written < 0) != (meant < 0):
        return UNLIKE
    return _digits(_text(written, step), _text(meant, step))


def _text(number: Fraction, step: Fraction) -> str:
    return str(abs(round(number / step)))


def _digits(written: str, meant: str) -> Fraction:
    if len(written) == len(meant):
        different = [
            n for n, pair in enumerate(zip(written, meant, strict=True)) if len(set(pair)) > 1
        ]
        if len(different) == 1:
            return DIGIT_CHANGED
        if len(different) == 2:
            first, second = different
            swapped = written[first] == meant[second] and written[second] == meant[first]
            return TRANSPOSED if swapped and second == first + 1 else TWO_SLIPS
        return UNLIKE
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    if len(longer) == len(shorter) + 1 and any(
        longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))
    ):
        return DIGIT_LOST_OR_ADDED
    return UNLIKE
