"""At most, where nothing is found or rectified: 应检346台，已检338台; 共415栋，已排查407栋."""

from __future__ import annotations

from itertools import pairwise

from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import planned

_COUNTED = (Role.COUNT, Role.FIXED)
_VISITS = "次"


def find_bounds(text: Text, said: Said) -> None:
    """Note what was done of all that there is, or of all that had to be done."""
    lexicon = text.lexicon
    for whole, part in pairwise(_on_one_level(said)):
        if whole.unit != part.unit or whole.segment != part.segment or part.chained:
            continue
        if whole.role is not Role.COUNT or part.role not in _COUNTED:
            continue
        if (
            part.whole not in (None, whole)
            or not _done(lexicon, part)
            or (whole.limited and not _due(lexicon, whole))
        ):
            continue
        if _due(lexicon, whole) and not whole.unit.endswith(_VISITS):
            if not _beyond(lexicon, said, part):
                text.claims.add("le", [("part", part), ("whole", whole)])
        elif size(part) > size(whole):
            continue  # a plan may be exceeded, and a neighbour need be no whole
        elif planned(lexicon, whole) or lexicon.pattern("everything").search(whole.own):
            text.claims.add("le", [("part", part), ("whole", whole)])


def _on_one_level(said: Said) -> list[Mention]:
    """The figures outside brackets that are no percentages."""
    return [each for each in said.mentions if not each.depth and each.unit != "%"]


def _done(lexicon: Lexicon, part: Mention) -> bool:
    return lexicon.pattern("actual", before=r"^(?:截至)?(?:目前|现)?").search(part.own) is not None


def _due(lexicon: Lexicon, whole: Mention) -> bool:
    """Whether the words say of how many something had to be done: 应检锅炉346台."""
    return lexicon.due.search(whole.own) is not None


def _beyond(lexicon: Lexicon, said: Said, part: Mention) -> bool:
    """Whether what follows says that it exceeds: a rate above 100 per cent, or 超出3种."""
    following = said.mentions[part.at + 1 : part.at + 2]
    return bool(following) and exceeding(lexicon, following[0])


def exceeding(lexicon: Lexicon, following: Mention) -> bool:
    """Whether a figure is a rate above 100 per cent, or by how many a plan was exceeded."""
    if following.role is Role.RATE:
        return size(following) > _HUNDRED
    return lexicon.pattern("exceeds").search(following.own) is not None


_HUNDRED = 100
