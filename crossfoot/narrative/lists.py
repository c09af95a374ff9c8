"""Lists that break a total down over several sentences or items: 1.… 2.…, and A…；B…；其他…."""

from __future__ import annotations

import re
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import SAME_TOTAL, Text, kind_of
from crossfoot.narrative.mention import Mention, Role, Said

Key = tuple[str, str, str, str]
_LONGEST_HEAD = 24
_FEWEST = 3
"""Items that break a total down."""


@dataclass(slots=True)
class Items:
    """The items of a numbered list so far, and the sentence that the list follows."""

    before: Said | None = None
    items: list[Said] = field(default_factory=list)
    block: int = 0

    def step(self, text: Text, said: Said) -> None:
        """Take the next sentence; when the list is over, note what it adds up to."""
        sentence = said.sentence
        if sentence.item and _states_at_once(said):
            if self.items and sentence.block.number != self.block + 1:
                self.close(text)
            if not self.items:
                self.before = text.earlier[-1] if text.earlier else None
            self.items.append(said)
            self.block = sentence.block.number
            return
        if sentence.block.number != self.block:
            self.close(text)

    def close(self, text: Text) -> None:
        """Note the sums of a list that is over."""
        items, before = self.items, self.before
        self.items, self.before = [], None
        if len(items) < 3 or before is None:
            return
        if items[0].sentence.block.number - before.sentence.block.number > 1:
            return
        wholes = _by_key(before.mentions)
        parts = [_by_key(item.mentions) for item in items]
        for key, whole in wholes.items():
            if whole.measure is None or not all(
                key in part or _states_none(text, item, whole.measure)
                for part, item in zip(parts, items, strict=True)
            ):
                continue
            stated = [part[key] for part in parts if key in part]
            if len(stated) > 1:
                roles = [*(("part", each) for each in stated), ("whole", whole)]
                text.claims.add("sum", roles, basis=SAME_TOTAL)


def _states_none(text: Text, item: Said, measure: str) -> bool:
    """农业机械2起，未造成人员死亡: an item that says that it has none of what the others add to."""
    none = text.lexicon.pattern("zeros.none", after="[^，,；;。]{0,4}?")
    words = text.lexicon.pattern(f"zeros.of.{measure}").pattern
    return re.search(none.pattern + words, item.sentence.text) is not None


def _states_at_once(said: Said) -> bool:
    """Whether an item is a heading word and its figure, not a sentence about some activity."""
    first = said.mentions[0]
    if first.role is not Role.COUNT or first.found or not first.subject:
        return False
    return first.start - said.sentence.start <= _LONGEST_HEAD


def _by_key(mentions: tuple[Mention, ...]) -> dict[Key, Mention]:
    """The first figure of each measure, and of each change in one direction against one period."""
    found: dict[Key, Mention] = {}
    for mention in mentions:
        if mention.depth or mention.role not in (Role.COUNT, Role.CHANGE):
            continue
        for versus in sorted(mention.versus) if mention.role is Role.CHANGE else [""]:
            key = (kind_of(mention), mention.role.value, versus, mention.direction or "")
            found.setdefault(key, mention)
    return found


def find_enumeration(text: Text, said: Said) -> None:
    """电气606起，吸烟80起，其他…: a sentence of items with one measure breaks the total down."""
    if len(said.mentions) < _FEWEST:
        return
    groups: dict[str, list[Mention]] = {}
    for mention in said.mentions:
        if mention.role in (Role.SHARE, Role.PERCENT, Role.OTHER):
            continue
        if mention.measure not in _BROKEN_DOWN and not groups:
            continue
        if mention.role is not Role.COUNT or mention.whole is not None or mention.found:
            return
        if mention.measure is None or mention.measure not in _BROKEN_DOWN:
            return
        groups.setdefault(mention.measure, []).append(mention)
    for measure, parts in groups.items():
        whole = text.total(measure) or _just_said(text, measure)
        if whole is None or whole.sentence.index == said.sentence.index or len(parts) < _FEWEST:
            continue
        named = [part for part in parts if part.subject]
        if len(named) < len(parts) or not _distinct(parts):
            continue
        if size(whole) < max(map(size, parts)) or _PICKED.search(whole.own):
            continue  # one of another list, or of larger accidents alone
        closing = parts[-1].label.startswith(text.lexicon.words("closing"))
        roles = [*(("part", part) for part in parts), ("whole", whole)]
        text.claims.add("sum" if closing else "part_le_whole", roles, basis=SAME_TOTAL)


def _just_said(text: Text, measure: str) -> Mention | None:
    """The first figure of a measure in the sentence before, where none was said of everything."""
    for mention in text.earlier[-1].mentions if text.earlier else ():
        if mention.measure == measure and mention.role is Role.COUNT and not mention.listed:
            return mention
    return None


_PICKED = re.compile(r"较大|重大|特大")
_BROKEN_DOWN = ("cases", "death", "injury", "loss")


def _distinct(parts: list[Mention]) -> bool:
    return len({part.subject for part in parts}) == len(parts)
