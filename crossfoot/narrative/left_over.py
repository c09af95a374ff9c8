"""What is left, said in ever other words: 另9起正在核实, 没销号的6项, 存量压减至37条."""

from __future__ import annotations

from crossfoot.narrative.choosing import size, sum_fits
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import overlap, planned, qualifier

_COUNTED = (Role.COUNT, Role.FIXED, Role.AFTER)
_WITHIN = 4


def find_left_over(text: Text, said: Said) -> None:
    """Note what a sentence says is left of what was found or had to be done."""
    for rest in said.mentions:
        if rest.depth or rest.listed or rest.chained or not _left(text, rest):
            continue
        part = _done(text, said, rest)
        if part is not None:
            _state(text, said, part, rest)
    _balance(text, said)


def _left(text: Text, rest: Mention) -> bool:
    """Whether words say that a figure is what was not done."""
    if rest.role not in (Role.COUNT, Role.REST) or rest.of_which:
        return False  # 尚有9项未整改，其中逾期2项: a part of what is left
    own = text.lexicon.pattern("left_words", before="^(?:至|到)?[^，,]{0,6}?").match(rest.own)
    other = text.lexicon.pattern("others", before="^", after="$").match(rest.own)
    behind = text.lexicon.pattern("left_behind").match(rest.after)
    return (
        (own is not None and rest.role is Role.REST)
        or _not_yet(text, rest)
        or bool(other and behind)
    )


def _not_yet(text: Text, rest: Mention) -> bool:
    return (
        text.lexicon.pattern("not_yet", before="^", after="[^，,]{0,8}$").match(rest.own)
        is not None
    )


def _done(text: Text, said: Said, rest: Mention) -> Mention | None:
    """What was done of the same: the nearest figure of the unit, here or in the sentence before."""
    here = [*reversed(said.mentions[max(0, rest.at - _WITHIN) : rest.at])]
    if not any(each.unit == rest.unit for each in here) and text.earlier:
        last = text.earlier[-1]
        if last.sentence.block is said.sentence.block:
            here += reversed(last.mentions[-_WITHIN:])
    alike = [part for part in here if part.unit == rest.unit]
    if not alike:
        return None
    # 共性问题整改14个、个性问题整改123个。剩余3个共性问题: of those that it names.
    named = rest.own + rest.after
    part = max(alike, key=lambda each: overlap(each.own, named))
    plain = part.role in _COUNTED and not (part.depth or part.listed)
    return part if plain else None


def _state(text: Text, said: Said, part: Mention, rest: Mention) -> None:
    whole = part.whole or part.base
    sure = whole is not None and part.role is Role.FIXED
    if whole is None:
        whole = _right_before(text, said, part)
    if whole is None or whole is rest or whole.unit != rest.unit or planned(text.lexicon, whole):
        return
    if qualifier(text.lexicon, rest) not in ("", qualifier(text.lexicon, whole)):
        return
    if sure and size(rest) > size(whole):
        return
    if sure or sum_fits([part, rest], whole):
        roles = [("whole", whole), ("part", part), ("rest", rest)]
        text.claims.add("remainder", roles, basis=SAME_SUBJECT)


def _right_before(text: Text, said: Said, part: Mention) -> Mention | None:
    mentions = part.sentence is said.sentence and said.mentions
    if not mentions:
        mentions = text.earlier[-1].mentions if text.earlier else ()
    for whole in reversed(mentions[max(0, part.at - _WITHIN) : part.at]):
        if whole.unit == part.unit:
            plain = whole.role in (Role.COUNT, Role.REST) and not (whole.listed or whole.depth)
            return whole if plain else None
    return None


def _balance(text: Text, said: Said) -> None:
    """年初结转86条，新排查1942条，整改1991条，存量37条: what came and went, and what is left."""
    lexicon = text.lexicon
    row = [each for each in said.mentions if each.unit != "%" and not (each.depth or each.listed)]
    for over, new, part, rest in zip(row, row[1:], row[2:], row[3:], strict=False):
        if len({each.unit for each in (over, new, part, rest)}) > 1:
            continue
        carried = lexicon.pattern("carried_over").search(over.own)
        found = new.found or lexicon.pattern("net_up").search(new.own)
        left = rest.role is Role.REST or lexicon.pattern("stock").search(rest.own)
        if carried and found and left and part.role is Role.FIXED:
            roles = [("whole", over), ("whole", new), ("part", part), ("rest", rest)]
            text.claims.add("remainder", roles)
