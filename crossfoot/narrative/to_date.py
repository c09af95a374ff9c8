"""What a month, day or batch came to within what all of them came to so far, clause by clause.

本月排查56条，累计排查412条; 8月份查处312起（其中甲41起）。1至8月查处2876起，其中甲355起.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.claims import Text
from crossfoot.narrative.lexicon import Lexicon, remembered
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.periods import TO_DATE
from crossfoot.narrative.wording import number_of

_COUNTED = (Role.COUNT, Role.FIXED)
_KEPT = 24
"""Figures of shorter times that are remembered within a paragraph."""
_REACH = 60
_SEMICOLON = re.compile(r"[；;]")
_SIGN = r"[一二三四五六七八九十百]{1,4}|\d{1,3}"
_TIMES = re.compile(
    r"(?P<begin>1[0-2]|[1-9])\s*(?:月份?)?\s*(?:[-~～—–]|至|到)\s*(?P<end>1[0-2]|[1-9])\s*月份?"
    r"|(?<![\d\-~～—–至到])(?P<month>1[0-2]|[1-9])\s*月份?(?![\d\s]*[日\-~～—–至到底初末])"
    r"|(?P<quarters>前[二三]季度|上半年)|第?(?P<quarter>[一二三四])季度"
    rf"|(?:前|[1一]\s*[-~～—–至到]\s*第?)(?P<batches>{_SIGN})(?P<kinds>[批轮期])"
    rf"|第(?P<batch>{_SIGN})(?P<kind>[批轮期])"
)


@dataclass(frozen=True, slots=True)
class _Time:
    """Of what time a figure is.

    Attributes:
        wide: it is of all so far.
        months: first and last month, where they are named.
        batch: up to which batch or which one, as written.
        lasts: it holds for the clauses behind as well.
    """

    wide: bool
    months: tuple[int, int] | None = None
    batch: str = ""
    lasts: bool = True


def find_within(text: Text, all_said: list[Said]) -> None:
    """Note the figures of a shorter time that a figure to date of the same words includes."""
    clauses = _Clauses(text.lexicon)
    block, short = 0, list[tuple[_Time, Mention]]()
    for said in all_said:
        if said.sentence.block.number - block > 1:
            short.clear()
        block = said.sentence.block.number
        for time, mention in clauses.times(said):
            if not time.wide:
                short.append((time, mention))
                del short[:-_KEPT]
                continue
            part = next(
                (each for each in reversed(short) if clauses.within(time, mention, *each)), None
            )
            if part is not None:
                roles = [("part", part[1]), ("whole", mention)]
                text.claims.add("le", roles, basis=TO_DATE, across=True)


class _Clauses:
    """The words of a lexicon that say of what time a clause speaks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._narrow = lexicon.pattern("narrow_times")
        self._wide = lexicon.pattern("wide_times")
        self._so_far = lexicon.pattern("so_far")
        self._other = lexicon.pattern("other_times")
        self._told = remembered(self._tell)
        self._number = re.compile(r"[\d\s,，.~～—–\-]|[批轮期月日年份第至到前]")

    def times(self, said: Said) -> Iterator[tuple[_Time, Mention]]:
        """The figures of a sentence that are of some time named in it."""
        current: _Time | None = None
        behind = 0
        for mention in said.mentions:
            begin = mention.start - said.sentence.start
            words = said.sentence.text[behind:begin]
            behind = mention.number.unit_end - said.sentence.start
            named, told = self._told(words)
            if told:
                current = named
            elif current is not None and not current.lasts and not mention.gap.startswith("、"):
                current = None
            if current is not None and mention.role in _COUNTED:
                yield current, mention

    def _tell(self, words: str) -> tuple[_Time | None, bool]:
        """The time that words name, and whether they name this or another at all."""
        named = self._named(words)
        return named, named is not None or self._other.search(words) is not None

    def _named(self, words: str) -> _Time | None:
        """The time that the words before a figure name last; None where they name none."""
        if self._other.search(words):
            return None
        far = self._so_far.search(words) is not None
        found = next(reversed(list(_TIMES.finditer(words))), None)
        if found is not None:
            if found["begin"]:
                return _Time(True, (int(found["begin"]), int(found["end"])))
            if found["quarters"]:
                return _Time(
                    True, (1, 6 if "半" in found["quarters"] or "二" in found["quarters"] else 9)
                )
            if found["batches"]:
                return _Time(True, batch=found["batches"] + found["kinds"], lasts=False)
        if self._wide.search(words):
            return _Time(True)
        if far:
            return _Time(True, lasts=False)
        if found is None:
            return _Time(False) if self._narrow.search(words) else None
        if found["month"]:
            return _Time(False, (int(found["month"]), int(found["month"])))
        if found["quarter"]:
            last = 3 * number_of(found["quarter"])
            return _Time(False, (last - 2, last))
        return _Time(False, batch=found["batch"] + found["kind"], lasts=False)

    def within(self, wide: _Time, whole: Mention, narrow: _Time, part: Mention) -> bool:
        """Whether a figure to date includes one of a shorter time."""
        if part.unit != whole.unit or part.role is not whole.role or part.measure != whole.measure:
            return False
        if wide.months and narrow.months:
            inside = wide.months[0] <= narrow.months[0] and narrow.months[1] <= wide.months[1]
            if not inside or wide.months == narrow.months:
                return False
        elif bool(wide.batch) != bool(narrow.batch) and (wide.batch or narrow.months):
            return False
        if wide.batch and narrow.batch:
            return wide.batch == narrow.batch and not (part.listed or whole.listed)
        if (part.listed or part.depth > 0) != (whole.listed or whole.depth > 0):
            return False
        return self._same(part, whole)

    def _same(self, part: Mention, whole: Mention) -> bool:
        """Whether the figure to date is said of the same thing, or of no particular one."""
        if self._kind(part) != self._kind(whole):
            return False  # 死亡41人, and 死亡8人 in 较大事故
        one, other = self._bare(part), self._bare(whole)
        if part.after and whole.after and part.after[:2] != whole.after[:2]:
            return False
        named = other or whole.after
        return len(named) > 1 and (one == other or (bool(other) and one.startswith(other)))

    def _kind(self, mention: Mention) -> str:
        """The last of 重大, 较大, 一般 … before a figure in its part of the sentence."""
        words = mention.sentence.text[: mention.start - mention.sentence.start][-_REACH:]
        kinds: list[str] = self._lexicon.pattern("qualifiers").findall(_SEMICOLON.split(words)[-1])
        return kinds[-1] if kinds else ""

    def _bare(self, mention: Mention) -> str:
        """What a figure is said of, without words of time."""
        words = self._narrow.sub("", self._wide.sub("", _TIMES.sub("", mention.own)))
        words = self._so_far.sub("", words)
        return self._number.sub("", self._lexicon.pattern("adverbs").sub("", words))
