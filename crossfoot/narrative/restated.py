"""The same figure again in words that point back: 537个问题的整改, 对9起事故, 整改率仅为87.5%.

A number with its unit of measure and then the thing it counts (387条隐患中) speaks of things told
of before, and so does a number behind the very words that stood in front of it.  The two figures
are compared where they agree, and where their digits have only changed places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon, remembered
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.repeats import AGAIN
from crossfoot.narrative.wording import overlap

Key = tuple[str, object]
_PERSONS = ("person",)
_THINGS = ("person", "item")
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)
_PERCENT = (Role.RATE, Role.SHARE)
_PAIR = 2
_NOUN = 8
_TEN = 10
_HUNDRED = 100
_THOUSAND = 1000
_CLOSE = 4
"""Characters in which the words of two figures agree so that both count the same."""
_MARKER = re.compile(r"^[\d.、．)）\s]+")
_WHO = re.compile(r"[一-鿿\d]{1,4}?(?:[省市县区镇乡村局厂校院组队批轮期月]|公司|街道|季度)")
_KEPT = 6
"""Earlier figures of one value, or of one set of digits, that are looked at."""


def find_restated(text: Text, all_said: Sequence[Said]) -> None:
    """Note the figures that state an earlier one again."""
    seen = _Seen(text.lexicon)
    for said in all_said:
        if said.crowded:
            continue
        for mention in said.mentions:
            if _may_be_again(mention):
                first = seen.same(mention) or seen.turned(mention)
                if first is not None:
                    roles = [("first", first), ("again", mention)]
                    text.claims.add("repeat", roles, basis=AGAIN, plans=True)
        for mention in said.mentions:
            if not said.sentence.plan:
                seen.add(mention)


def _may_be_again(mention: Mention) -> bool:
    if mention.number.quantity.approx or mention.sentence.title:
        return False
    if mention.unit == "%":
        return mention.role in _PERCENT and mention.number.quantity.step is not None
    return mention.role in (*_COUNTED, Role.AFTER) and not mention.past


class _Seen:
    """The figures before, by unit of measure and value, and by unit and digits in any order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._same: dict[Key, list[Mention]] = {}
        self._turned: dict[Key, list[Mention]] = {}
        self._values: dict[tuple[str, str], set[tuple[int, int]]] = {}

    def add(self, mention: Mention) -> None:
        """Remember a figure that may be stated again."""
        if mention.role not in (*_COUNTED, *_PERCENT, Role.AFTER):
            return
        for kept, key in (
            (self._same, (self._unit(mention, _PERSONS), size(mention).as_integer_ratio())),
            (self._turned, (self._unit(mention, _THINGS), _digits(mention))),
        ):
            held = kept.setdefault(key, [])
            held.append(mention)
            del held[:-_KEPT]
        self._values.setdefault(_name(mention), set()).add(size(mention).as_integer_ratio())

    def _unit(self, mention: Mention, classes: tuple[str, ...]) -> str:
        """The unit of measure, or the class of units that count such things."""
        held = self._lexicon.unit_classes.get(mention.unit, frozenset())
        return next((name for name in classes if name in held), mention.unit)

    def same(self, mention: Mention) -> Mention | None:
        """The latest figure of the same value and thing, in another sentence."""
        key = (self._unit(mention, _PERSONS), size(mention).as_integer_ratio())
        for first in _before(self._same.get(key, ()), mention):
            if _one_thing(first, mention):
                return first
        return None

    def turned(self, mention: Mention) -> Mention | None:
        """A figure of the same thing whose digits stand in another order (917, 971)."""
        plain = mention.number.text.isdecimal() and mention.number.text.isascii()
        if not plain or mention.listed or mention.unit == "%" or size(mention) < _TEN:
            return None
        key = (self._unit(mention, _THINGS), _digits(mention))
        best: tuple[int, Mention] | None = None
        for first in _before(self._turned.get(key, ()), mention):
            if first.scope != mention.scope or size(first) == size(mention):
                continue
            if len(self._values.get(_name(first), ())) > 1:
                continue  # the same words tell of several things
            if not _told(first, mention):
                continue
            shared = overlap(_around(first), _around(mention))
            if best is None or shared > best[0]:
                best = (shared, first)
        return best[1] if best else None


def _before(held: Sequence[Mention], mention: Mention) -> Iterator[Mention]:
    for first in reversed(held):
        apart = first.sentence is not mention.sentence
        if apart and first.role in (*_COUNTED, Role.AFTER, mention.role):
            yield first


def _told(first: Mention, again: Mention) -> bool:
    """Whether the words say that a figure whose digits stand in another order is meant."""
    if _who(first) != _who(again):
        return False
    if again.own.endswith("的"):
        return overlap(_around(first), _around(again)) >= _CLOSE
    core = _core(first)
    return len(core) >= _CLOSE and (core == _core(again) or (again.depth > 0 and core in again.own))


def _core(mention: Mention) -> str:
    return _MARKER.sub("", mention.own)


def _who(mention: Mention) -> list[str]:
    """The units, places and batches that the words in front of a figure name."""
    return _named(_core(mention))


@remembered
def _named(words: str) -> list[str]:
    return _WHO.findall(words)


def _digits(mention: Mention) -> str:
    return "".join(sorted(sign for sign in mention.number.text if sign.isdecimal()))


def _name(mention: Mention) -> tuple[str, str]:
    return mention.unit, _around(mention)


def _around(mention: Mention) -> str:
    return mention.own[-_NOUN:].removesuffix("的") + mention.after[:_NOUN]


def _one_thing(first: Mention, again: Mention) -> bool:
    """Whether the words around two equal figures name one thing."""
    if again.unit == "%":
        apart = first.sentence.block is not again.sentence.block
        return apart and overlap(first.own + first.subject, again.own) >= _PAIR
    if first.role is again.role is Role.REST:
        return True
    if again.role is Role.AFTER:
        return first.measure is not None and first.measure == again.measure
    stated, words = size(again), first.own + first.after
    own = overlap(again.own[-_NOUN:], words)
    if own > _CLOSE or (own >= _CLOSE and stated >= _HUNDRED) or (own and stated >= _THOUSAND):
        return True
    noun = again.after[:_NOUN]
    if again.own.endswith("的"):
        noun = again.own[-_NOUN:-1] + noun
    if len(noun) < _PAIR:
        return False
    shared = overlap(noun, words)
    told = noun[:_PAIR] in (first.own[-_PAIR:], first.after[:_PAIR])
    return shared >= _PAIR and (stated >= _TEN or shared >= _CLOSE or told or _near(first, again))


def _near(first: Mention, again: Mention) -> bool:
    return again.sentence.index - first.sentence.index <= _PAIR
