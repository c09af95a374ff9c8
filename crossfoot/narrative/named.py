"""What was done of things by the names under which a sentence before counts them.

甲公司提出46条、乙公司提出29条。甲公司关闭41条，乙公司关闭22条; 护栏缺损29个、…。护栏缺损修复26个.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import planned, qualifier

_LEAST = 2
"""Characters of a name by which a thing is known again."""
_BLOCKS = 3
_WITHIN = 16
_COUNTED = (Role.COUNT, Role.FIXED)


def find_named(text: Text, said: Said) -> None:
    """Note what a sentence says was done of what those before count under the same names."""
    for part in said.mentions:
        if part.role not in _COUNTED or part.whole is not None or part.chained:
            continue
        name = _name(text.lexicon, part.own)
        if len(name) < _LEAST or planned(text.lexicon, part) or part.depth:
            continue
        whole = _of_that_name(text, said, part, name)
        if whole is not None:
            part.whole = whole
            text.claims.add("le", [("part", part), ("whole", whole)], basis=SAME_SUBJECT)


def _name(lexicon: Lexicon, own: str) -> str:
    """The name in front of a verb of doing: 护栏缺损 of 护栏缺损已修复; empty where none stands."""
    found = lexicon.done_of.match(own)
    if found is None:
        return ""
    name = found["name"].strip("“”")
    own_words = lexicon.plain.sub("", lexicon.pattern("adverbs").sub("", name))
    return name if own_words else ""


def _of_that_name(text: Text, said: Said, part: Mention, name: str) -> Mention | None:
    """The one figure of the sentences before that is said of the name alone."""
    found = [
        whole
        for whole in _before(text, said, part)
        if whole.role is Role.COUNT
        and whole.unit == part.unit
        and not whole.chained
        and _bears(text.lexicon, whole, name)
    ]
    if len(found) != 1 or qualifier(text.lexicon, found[0]) != qualifier(text.lexicon, part):
        return None
    return found[0]


def _bears(lexicon: Lexicon, whole: Mention, name: str) -> bool:
    """Whether a figure is of a name: 护栏缺损29个, “改造提升”类18家, 加氢裂化提出46条."""
    words = whole.own.replace("“", "").replace("”", "").replace('"', "")
    at = words.rfind(name)
    if at < 0:
        return whole.after.replace("“", "").startswith(name)
    rest = words[at + len(name) :]
    rest = lexicon.pattern("stages.found").sub("", rest)
    rest = lexicon.pattern("objects").sub("", rest)
    before = lexicon.plain.sub("", words[:at])
    return len(rest) <= _LEAST and len(before) <= _LEAST


def _before(text: Text, said: Said, part: Mention) -> Iterator[Mention]:
    here = said.sentence.block.number
    for earlier in text.earlier[-_BLOCKS:]:
        if here - earlier.sentence.block.number <= _BLOCKS:
            yield from earlier.mentions[:_WITHIN]
    yield from said.mentions[max(0, part.at - _WITHIN) : part.at]
