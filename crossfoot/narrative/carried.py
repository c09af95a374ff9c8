"""What became of things that the sentence before says were found."""

from __future__ import annotations

from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role
from crossfoot.narrative.wording import overlap, qualifier, thing


def found_before(text: Text, part: Mention) -> Mention | None:
    """查出隐患64处。截至目前，已整改60处: what was found of the thing, in the paragraph before.

    Only where one figure alone can be meant, and neither side says that it is a sum of other times.
    """
    lexicon = text.lexicon
    sentence = part.sentence
    on = lexicon.pattern("carried_on", before=r"\s*").match(sentence.text) is not None
    named = qualifier(lexicon, part) and len(thing(lexicon, part)) > 1
    if part.depth or not (on or named or _by_others(lexicon, part)):
        return None
    words = sentence.text[: part.start - sentence.start]
    if lexicon.pattern("cumulative").search(words):
        return None
    for earlier in reversed(text.earlier[-2:]):
        if earlier.sentence.block.number != sentence.block.number:
            return None
        fitting = [whole for whole in earlier.mentions if _fits(text, whole, part)]
        if fitting:
            alone = len(fitting) == 1 and _kind_fits(text, fitting[0], part)
            return fitting[0] if alone else None
    return None


def _by_others(lexicon: Lexicon, part: Mention) -> bool:
    """各村已整改28条, 督促整改火灾隐患465处: a sentence that opens with who rectified it."""
    return part.at == 0 and lexicon.doers.search(part.own) is not None


def _kind_fits(text: Text, whole: Mention, part: Mention) -> bool:
    """重大隐患 is fixed of 重大隐患, what has no such name of what has none."""
    return qualifier(text.lexicon, whole) == qualifier(text.lexicon, part)


def _fits(text: Text, whole: Mention, part: Mention) -> bool:
    lexicon = text.lexicon
    if whole.role is not Role.COUNT or whole.limited or whole.depth or whole.unit != part.unit:
        return False
    if qualifier(lexicon, part):
        if not _kind_fits(text, whole, part):
            return False
    elif whole.listed:
        return False
    if not (whole.found or (whole.whole is not None and whole.whole.found)):
        return False
    named = thing(lexicon, part)
    return not named or overlap(named, whole.words) >= 2
