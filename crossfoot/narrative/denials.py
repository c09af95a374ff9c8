"""What is said not to have happened, beside figures of it: 未接到救援任务, yet 参与1起…救援.

Goes by the words of the denial alone, where a stated zero (:mod:`zeros`) goes by what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon, any_of
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import number_of
from crossfoot.narrative.zeros import NONE_AND_SOME

_COUNTED = (Role.COUNT, Role.FIXED)
_REACH = 240
_SENTENCES = 3
_SHORTEST = 4
"""Characters that name a thing closely enough to know it again."""
_MONTHS = re.compile(
    r"第?(?P<quarter>[一二三四])季度|(?P<first>上)半年|(?P<second>下)半年"
    r"|(?P<begin>\d{1,2})(?:月份?)?[至到—~-](?P<end>\d{1,2})月|(?P<month>\d{1,2})月"
)
_CLAUSE = re.compile(r"[，,。；;！!？?：:\n]")
_OURS = re.compile(r"[我本全][^，,\s]{1,2}$")
_TIME = re.compile(r"[\d第、，,至到—~-]")


@dataclass(frozen=True, slots=True)
class _Denial:
    """A thing that did not happen, where the clause ends that says so, and in which months."""

    thing: str
    end: int
    months: frozenset[int]


def find_denials(text: Text, all_said: list[Said]) -> None:
    """Note figures of things that the text says, in the same words, there were none of."""
    denials = _Denials(text.lexicon)
    for said in all_said:
        if not denials.any_in(said):
            continue
        for mention in said.mentions:
            if mention.role not in _COUNTED or mention.depth or mention.listed:
                continue
            end = denials.of(mention)
            if end is not None:
                elsewhere = end <= mention.sentence.start
                basis = NONE_AND_SOME if elsewhere else None
                text.claims.add("zero", [("zero", mention)], basis=basis, across=elsewhere)


class _Denials:
    """The words of a lexicon that deny something by name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._clause = re.compile(
            lexicon.pattern("denials.none").pattern
            + r"(?P<thing>[^，,。；;、（(\d]{2,16})(?=[，,。；;！!])"
        )
        self._none = lexicon.pattern("denials.none")
        self._tail = lexicon.pattern("denials.tails", after="$")
        self._ends = lexicon.pattern("zeros.ends")
        self._beside = [
            (any_of(entry["said"]), any_of(entry["of"]))
            for entry in lexicon.raw("denials.beside") or ()
        ]

    def any_in(self, said: Said) -> bool:
        """Whether anything is denied near a sentence; else no figure of it need be looked at."""
        sentence = said.sentence
        start = sentence.block.start
        begin = max(0, sentence.start - start - _REACH)
        return self._none.search(sentence.block.text, begin, sentence.end - start) is not None

    def of(self, mention: Mention) -> int | None:
        """Where the clause ends that denies what a figure counts; None where none does."""
        block = mention.sentence.block
        at = mention.start - block.start
        before = block.text[max(0, at - _REACH) : at]
        offset = block.start + max(0, at - _REACH)
        for denial in self._before(before):
            between = before[denial.end :]
            if between.count("。") > _SENTENCES or self._ends.search(between):
                continue
            if self._same(denial, mention, between):
                return offset + denial.end
        return None

    def _before(self, text: str) -> Iterator[_Denial]:
        for found in reversed(list(self._clause.finditer(text))):
            sentence = text.rfind("。", 0, found.start()) + 1
            head = text[sentence : found.start()]
            subject = _CLAUSE.split(head)[-1]
            subject = _OURS.sub("", self._lexicon.plain.sub("", subject))
            if not _TIME.sub("", subject).strip():
                yield _Denial(found["thing"], found.end(), _months(head))

    def _same(self, denial: _Denial, mention: Mention, between: str) -> bool:
        """Whether a figure counts what was denied: the same words, or what follows from them."""
        if between.count("，") == 1 and between.startswith("，"):
            for said, of in self._beside:
                if re.fullmatch(said, denial.thing) and re.match(of, mention.own):
                    return True
        words = mention.words
        if mention.gap.endswith(("，", ",")):  # 未发生责任事故，3人荣立三等功: another clause
            words = mention.after
        thing = self._tail.sub("", denial.thing)
        head = mention.sentence.text[: mention.start - mention.sentence.start]
        when = _months(head)
        if when and denial.months and not when <= denial.months:
            return False
        return len(thing) >= _SHORTEST and thing in words


def _months(head: str) -> frozenset[int]:
    """The months that words name; none where they name no time."""
    months: set[int] = set()
    for found in _MONTHS.finditer(head):
        if found["quarter"]:
            last = 3 * number_of(found["quarter"])
            months.update(range(last - 2, last + 1))
        elif found["first"] or found["second"]:
            months.update(range(1, 7) if found["first"] else range(7, 13))
        elif found["begin"]:
            months.update(range(int(found["begin"]), int(found["end"]) + 1))
        else:
            months.add(int(found["month"]))
    return frozenset(months)
