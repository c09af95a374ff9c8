"""Sums behind their parts that say of how many: 三类合计46条, 两个片区共检查599家, 前两类共占63%.

Also 共检查2134户 behind figures that were all 检查, without a number of parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crossfoot.model.dataclass import dataclass
from crossfoot.narrative.choosing import size, sum_fits
from crossfoot.narrative.claims import SAME_TOTAL, Text, kind_of
from crossfoot.narrative.completeness import overlapping
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.narrative.wording import clause_of, number_of, overlap

_MOST = 12
"""Parts that a sum may name the number of."""
_AMONG = re.compile(r"(?:之中|当中|中|里)(?:仅|只|共|就|尚|仍)?有$")
_PAIR = 2
_COUNTED = (Role.COUNT, Role.FIXED, Role.REST)
_LOOK = 40


@dataclass(frozen=True, slots=True)
class _Several:
    """How many parts a sum says it has, what was done of them, whether they are the first ones.

    ``named``: only figures with those words can be parts.
    """

    number: int
    tail: str
    first: bool
    named: bool = False


def find_totals(text: Text, said: Said) -> None:
    """Note the sums of a sentence that name their parts by number or by what was done."""
    if text.lexicon.summing.search(said.sentence.text) is None:
        return
    for whole in said.mentions[1:]:
        if whole.role not in (*_COUNTED, Role.SHARE) or whole.depth:
            continue
        clause = clause_of(whole)
        found = text.lexicon.counted_total.search(clause)
        if found:
            several = _Several(
                number_of(found["number"]), found["tail"], found["first"] is not None
            )
            _of_so_many(text, said, whole, several)
            for more in said.mentions[whole.at + 1 : whole.at + 3]:
                if not more.gap.startswith("、"):  # 两批共交办198件、办结181件
                    break
                _of_so_many(text, said, more, replace(several, tail=more.own, named=True))
            continue
        found = text.lexicon.plain_total.search(clause)
        if found and whole.role is Role.COUNT:
            _of_the_like(text, said, whole, found["tail"])


def _before(said: Said, whole: Mention) -> Iterator[Mention]:
    """Figures before a sum that may be among its parts, the nearest first."""
    for part in reversed(said.mentions[max(0, whole.at - 2 * _MOST) : whole.at]):
        named = part.number.style == "chinese" and part.number.unit_end >= whole.start - _LOOK
        if part.start >= whole.start - _LOOK and named and part.at == whole.at - 1:
            continue  # the number of the parts: 两个片区共检查599家
        if part.depth == whole.depth:
            yield part


def _of_so_many(text: Text, said: Said, whole: Mention, several: _Several) -> None:
    """三类合计46条: the three figures before it that count the same."""
    number = several.number
    alike = [part for part in _before(said, whole) if _alike(whole, part)]
    alike.reverse()
    words = text.lexicon.pattern("adverbs").sub("", several.tail)
    named = [part for part in alike if overlap(words, part.own or part.after) >= _PAIR]
    if len(named) >= number or several.named:
        alike = named
    if len(alike) < number or number < _PAIR:
        return
    choices = [alike[-number:], alike[:number]]
    if several.first:
        choices.reverse()
    for parts in choices:
        if sum_fits(parts, whole):
            _state(text, whole, parts)
            return
    parts = choices[0]
    if overlapping(text.lexicon, parts):
        return  # 存在消防隐患的58家、存在用电隐患的47家，两类企业共计86家
    if len({part.segment for part in parts}) == 1 or len(alike) == number:
        _state(text, whole, parts)


def _alike(whole: Mention, part: Mention) -> bool:
    if part.unit != whole.unit:
        return False
    if whole.role is Role.SHARE:
        return part.role is Role.SHARE
    return part.role in _COUNTED and (kind_of(part) == kind_of(whole) or part.measure is None)


def _of_the_like(text: Text, said: Said, whole: Mention, tail: str) -> None:
    """A级12家、B级45家，共计评估65家: what stands in one run before it, all of one unit."""
    parts: list[Mention] = []
    for part in _before(said, whole):
        if part.unit == "%":
            continue
        if not _alike(whole, part) or part.segment != whole.segment or part.total:
            break
        if _AMONG.search(part.own):
            return None  # 65个小区中有61个存在问题，共…: some of those before it
        parts.insert(0, part)
        if part.of_which:
            break
    if len(parts) < 2 or parts[-1].at < whole.at - 2:
        return None
    for start in range(len(parts) - 1):
        run = parts[start:]
        if sum_fits(run, whole) and all(part.label or part.after for part in run):
            return _state(text, whole, run)
    alike = _said_alike(text.lexicon, parts, tail) or _of_one_noun(text.lexicon, whole, parts)
    if alike and size(whole) >= max(map(size, parts)):
        _state(text, whole, parts)
    return None


def _said_alike(lexicon: Lexicon, parts: list[Mention], tail: str) -> bool:
    """Whether each part was said to be what the sum is said to be: 检查…，检查…，共检查."""
    words = lexicon.pattern("adverbs").sub("", tail)
    if lexicon.pattern("overlapping").search(tail) or any(part.listed for part in parts):
        return False
    return len(words) > 1 and all(overlap(words, part.own) >= 2 for part in parts)


def _of_one_noun(lexicon: Lexicon, whole: Mention, parts: list[Mention]) -> bool:
    """12家施工企业、7家监理企业…，扣分企业共19家; 合格583人，不合格14人，参加测试共597人."""
    if any(part.listed for part in parts) or size(whole) < max(map(size, parts)):
        return False
    if any(names.covers([part.own for part in parts]) for names in lexicon.partitions):
        return True
    noun = lexicon.pattern("sums", after="$").sub("", whole.own)[-_PAIR:]
    return len(noun) == _PAIR and all(noun in part.own + part.after for part in parts)


def _state(text: Text, whole: Mention, parts: list[Mention]) -> None:
    roles = [*(("part", part) for part in parts), ("whole", whole)]
    text.claims.add("sum", roles, basis=SAME_TOTAL)
