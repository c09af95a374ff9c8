"""Stated zeros: 未发生死亡事故 beside a number of dead."""

from __future__ import annotations

import re

from crossfoot.narrative.claims import Text, across
from crossfoot.narrative.lexicon import Lexicon, any_of
from crossfoot.narrative.mention import Mention, Role, Said

_REACH = 240
_SENTENCES = 2
_MEANT = 8
"""Characters in front of 实现 in which is said that it is only meant to be."""
_PARTS = re.compile(r"[。；;]")
_CLAUSE = re.compile(r"[，,。；;！!？?：:\n]")
NONE_AND_SOME = across(
    "假定前文所称的没有与这里的数字说的是同一范围和时期",
    "What is said not to have happened is taken to be of the scope and period of the figure",
)


def find_zeros(text: Text, all_said: list[Said]) -> None:
    """Note figures of what the sentences before say did not happen anywhere."""
    zeros = _Zeros(text.lexicon)
    for said in all_said:
        for mention in said.mentions:
            clause = zeros.denied(mention)
            if clause is not None:
                elsewhere = clause < mention.sentence.start
                basis = NONE_AND_SOME if elsewhere else None
                text.claims.add("zero", [("zero", mention)], basis=basis, across=elsewhere)


class _Zeros:
    """The clauses of a lexicon that say that something did not happen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        none = lexicon.pattern("zeros.none").pattern
        between = lexicon.pattern("zeros.between").pattern
        self._clauses = {
            str(measure): re.compile(f"{none}{between}{{0,3}}{any_of(words)}(?=[，,。；;！!])")
            for measure, words in (lexicon.raw("zeros.of") or {}).items()
        }
        achieved = lexicon.pattern("zeros.achieved").pattern
        self._slogans = {
            str(measure): re.compile(
                rf"{achieved}[^，,。；;\d]{{0,16}}?[“\"]?[^，,。；;\d]{{0,8}}?{any_of(words)}"
            )
            for measure, words in (lexicon.raw("zeros.slogans") or {}).items()
        }
        self._work = lexicon.words("zeros.of_work")
        self._ends = lexicon.pattern("zeros.ends")

    def denied(self, mention: Mention) -> int | None:
        """Where the text before a figure says that there was none of what it counts, if it does."""
        clause = self._clauses.get(mention.measure) if mention.measure else None
        if clause is None or mention.role is not Role.COUNT or mention.depth or mention.listed:
            return None
        if mention.subject and not any(word in mention.subject for word in self._work):
            return None
        sentence = mention.sentence
        block = sentence.block
        at = mention.start - block.start
        begin = max(0, at - _REACH)
        before = block.text[begin:at]
        slogan = self._achieved(mention.measure, before)
        if slogan is not None and not (begin and not before[:slogan].strip()):
            return block.start + begin + slogan
        for found in reversed(list(clause.finditer(before))):
            between = before[found.end() :]
            if between.count("。") > _SENTENCES or self._ends.search(between):
                return None
            opened = [stop.end() for stop in _CLAUSE.finditer(before, 0, found.start())]
            head = before[opened[-1] if opened else 0 : found.start()]
            if (begin and not opened) or self._lexicon.plain.sub("", head).strip():
                return None
            return block.start + begin + found.start()
        return None

    def _achieved(self, measure: str | None, before: str) -> int | None:
        """Where the text before says that the time was free of it: 实现了“零事故、零伤亡”."""
        slogan = self._slogans.get(measure) if measure else None
        for found in reversed(list(slogan.finditer(before))) if slogan is not None else ():
            between = before[found.end() :]
            clause = _PARTS.split(between)[-1]
            ended = between.count("。") > _SENTENCES or self._ends.search(clause)
            meant = self._lexicon.pattern("intents").search(before[: found.start()][-_MEANT:])
            return None if ended or meant else found.start()
        return None
