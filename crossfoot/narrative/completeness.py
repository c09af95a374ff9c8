"""Whether the words of a list say that it leaves nothing out."""

from __future__ import annotations

from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role


def complete(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """Whether the words of a list say that it leaves nothing out.

    A list that accounts for less than half of its whole, or that picks out what is special about
    it, only gives examples.
    """
    if any(part.and_so_on for part in parts) or len({part.unit for part in parts}) > 1:
        return False
    if _closes(lexicon, parts) or parts[0].respectively or _divided(lexicon, whole):
        return True
    labels = [part.own or part.after for part in parts]
    special = lexicon.pattern("special")
    taken = lexicon.pattern("measures_taken")
    if any(special.search(label) for label in labels) or special.search(parts[0].gap):
        return False
    measures = all(taken.search(label) for label in labels) and not taken.search(whole.label)
    if measures or not lexicon.related(parts[0].unit, whole.unit):
        return False
    stated = sum(
        (part.number.quantity.value for part in parts), start=0 * whole.number.quantity.value
    )
    return 2 * stated >= whole.number.quantity.value


def _closes(lexicon: Lexicon, parts: list[Mention]) -> bool:
    if any(
        (parts[-1].own or parts[-1].after).startswith(word) for word in lexicon.words("closing")
    ):
        return True
    if {part.role for part in parts} == {Role.FIXED, Role.REST}:
        return True
    return len(parts) == 2 and paired(lexicon.pairs, parts[0], parts[1])


def _divided(lexicon: Lexicon, whole: Mention) -> bool:
    found = lexicon.pattern("divided").search(whole.words)
    return found is not None


def paired(pairs: tuple[tuple[str, str], ...], one: Mention, other: Mention) -> bool:
    """Whether the labels of two figures are the two halves of a pair."""
    a, b = one.own or one.after, other.own or other.after
    return any(
        (left in a and right in b and right not in a)
        or (right in a and left in b and right not in b)
        for left, right in pairs
    )
