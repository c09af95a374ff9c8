"""All rectified, said in a later sentence that states no figure: 上述问题均已整改到位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.model.document import Document
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import qualifier, root_of

_REACH = 160
"""Characters behind a sentence in which what became of its things is looked for."""
_SENTENCES = 2
_STOP = re.compile(r"[。！？!?]")
_EDGE = re.compile(r"[，,：:；;]")
_NAMED = re.compile(r"[一-鿿]{2,}")


def find_all_done(text: Text, all_said: list[Said], document: Document) -> None:
    """Note the figures of which a sentence without figures says that all was rectified."""
    for number, said in enumerate(all_said):
        following = all_said[number + 1] if number + 1 < len(all_said) else None
        begin = said.sentence.end
        end = min(begin + _REACH, len(document.text))
        if following is not None:
            end = min(end, following.mentions[0].start)
        words = document.text[begin:end]
        if text.all_fixed.clause.search(words) is None:
            continue
        last = following.mentions[0] if following is not None else None
        reached = last if last is not None and end == last.start else None
        _said_later(text, said, words, reached)


def _said_later(text: Text, said: Said, words: str, reached: Mention | None) -> None:
    for sentence in _STOP.split(words)[:_SENTENCES]:
        found = text.all_fixed.clause.search(sentence)
        if found is None:
            continue
        before = sentence[: found.end()]
        points_back = text.lexicon.pattern("references").search(before[: found.start()])
        if text.all_fixed.barred.search(before) or ("\n" in words and not points_back):
            return
        named = _subject(text.lexicon, sentence[: found.start()])
        for whole in _covered(text.lexicon, said, named):
            rate = reached if _is_rate(text.lexicon, reached, words, sentence) else None
            roles = [("whole", whole), *((("rate", rate),) if rate else ())]
            text.claims.add("all_fixed", roles, basis=SAME_SUBJECT, across=True)
        return


def _is_rate(lexicon: Lexicon, rate: Mention | None, words: str, sentence: str) -> bool:
    """Whether the figure right behind the clause is the rate of what it says (整改率100%)."""
    if rate is None or rate.role is not Role.RATE or not words.endswith(sentence):
        return False
    return lexicon.pattern("stages.fixed").search(root_of(lexicon, rate.label)) is not None


def _subject(lexicon: Lexicon, head: str) -> str:
    """What a clause says is all rectified, without words that name nothing of their own."""
    head = "".join(head.split())
    rest = lexicon.pattern("back_words").sub("", _EDGE.split(lexicon.doers.sub("", head))[-1])
    rest = lexicon.pattern("adverbs").sub("", lexicon.plain.sub("", rest))
    return rest if _NAMED.search(rest) else ""


def _covered(lexicon: Lexicon, said: Said, named: str) -> Iterator[Mention]:
    """The latest figure of things found, with those in one list with it; of a part its whole.

    Where a kind is named (重大隐患均已…) only what is of that kind.
    """
    found = [each for each in said.mentions if _fixable(lexicon, each)]
    kinds = lexicon.pattern("qualifiers").findall(named)
    if kinds:
        found = [each for each in found if qualifier(lexicon, each) in kinds]
    elif named:
        found = [each for each in found if named in each.words]
    if not found:
        return
    if found[-1].listed and found[-1].whole is not None and not kinds:
        yield found[-1].whole
        return
    first = len(found) - 1
    while first and found[first].gap.startswith("、"):
        first -= 1
    yield from found[first:]


def _fixable(lexicon: Lexicon, mention: Mention) -> bool:
    if mention.role is not Role.COUNT or mention.depth or mention.limited:
        return False
    things = lexicon.pattern("fixable").search(mention.words) is not None
    return things and lexicon.pattern("stages.not_stage_before").search(mention.words) is None
