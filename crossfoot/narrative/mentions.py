"""What is written around each figure of a sentence, and the part that its words give it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossfoot.model.figure import Figure
from crossfoot.narrative.directions import Directions
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon, any_of, bare
from crossfoot.narrative.marks import Marks, Past
from crossfoot.narrative.mention import Mention, Role, Said
from crossfoot.numerals.number import Number

_SPLIT = re.compile(r"[，,。：:；;（(）)]+")
_CLOSED = re.compile(r"[（(][^（()）]*[)）]")
_AMONG = re.compile(r"[^，,。；;、\d]{0,10}(?:之中|当中|中|里)[，,：:]")
_BLANK = re.compile(r"\s+")
_JOIN = re.compile(r"[、，,和及与以并\s]*")
_STOP_AFTER = re.compile(r"[，,。：:；;（(）)、！？]")


class Reader:
    """Gives the figures of a sentence their words and roles, by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._directions = Directions(lexicon)
        moves = any_of([*lexicon.words("up"), *lexicon.words("down"), "变", "调整", "改"])
        self._to = re.compile(moves + any_of(lexicon.words("to")) + r"(?:[^，,]{1,8}的|了|约|近)?$")
        self._activity = lexicon.pattern("change_of_rates", after=r"$")
        previous = any_of(lexicon.words("previous"))
        self._from = re.compile(
            any_of(lexicon.words("from")) + rf"(?:{previous}|[^，,由从]{{1,8}}(?=的))?[的为]?$"
        )
        same_time = any_of([word for word in lexicon.words("previous") if "同期" in word])
        self._same_time = re.compile(rf"{same_time}[^，,]{{0,10}}$")
        self._than_month = re.compile(
            r"(?:较|比|与|和|同)[^，,]{0,12}?"
            rf"(?:\d月|月份|季度|年初|年底|年末|上周|上一个?|前一个?|{previous})[^，,\d]{{0,8}}的$"
        )
        self._past = Past(lexicon)
        self._money = lexicon.money
        self._money_measures = lexicon.money_measures
        self._any_work = lexicon.pattern("stages.any_work")
        self._previous = re.compile(rf"{previous}(?:全市|全县|的|为|是|共|有|发生|仅|数|同期)*$")
        self._rest = lexicon.pattern("stages.rest")
        self._found = lexicon.pattern("stages.found")
        self._fixed = lexicon.pattern("stages.fixed")
        self._did = re.compile(
            r".{0,6}?已经?(?!全|均|都)[^，,]{0,4}?" + any_of(lexicon.words("stages.fixed"))
        )
        self._taken = lexicon.pattern("measures_taken")
        self._paper = lexicon.pattern("stages.not_stage_before")
        limits = lexicon.pattern("stages.not_fixed").pattern
        self._limited = re.compile(limits + any_of(lexicon.words("stages.fixed")))
        self._of_which = lexicon.pattern("of_which")
        self._opens_all = re.compile("|".join(lexicon.words("opens_all")) or r"(?!)")
        self._respectively = lexicon.pattern("respectively")
        self._total = re.compile(
            any_of(lexicon.words("totals")) + r"[为是达]?$|^" + any_of(lexicon.words("sums")) + "$"
        )
        self._others = lexicon.pattern("closing", before="^")
        self._share = lexicon.pattern("shares")
        self._of_the = lexicon.pattern("of_the")
        self._completed = lexicon.pattern("stages.done", after=r"[了约达]?$")
        self._rate = lexicon.pattern("rates", after=r".{0,4}$")
        self._average = lexicon.pattern("averages", after=r"[^，,]{0,6}$")
        self._versus = lexicon.pattern("versus")
        self._so_on = re.compile(r"[）)\s”]*" + lexicon.pattern("and_so_on").pattern)

    def read(self, sentence: Sentence, found: Iterable[tuple[Number, Figure]]) -> Said:
        """The figures of one sentence, in order, with their words."""
        mentions: list[Mention] = []
        text = sentence.text
        behind = 0
        state = Marks()
        for number, figure in found:
            begin = number.start - sentence.start
            mention = Mention(number, figure, sentence, len(mentions), bare(number.quantity.unit))
            mention.gap = text[behind:begin]
            state.step(mention)
            stop = number.unit_end - sentence.start
            self._words(mention, mentions[-1] if mentions else None)
            mentions.append(mention)
            behind = max(stop, behind)
        for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
            stop = mention.number.unit_end - sentence.start
            end = len(text) if following is None else following.start - sentence.start
            self._after(mention, text[stop : max(stop, min(end, stop + 60))])
        past = self._past.until(sentence)
        before: Mention | None = None
        for mention in mentions:
            self._understand(mention, before)
            if mention.role is Role.COUNT and mention.start < past:
                mention.role, mention.past = Role.BEFORE, True
            if before is not None and mention.role is Role.SHARE:
                before.has_share = True
            before = mention
        return Said(sentence, tuple(mentions))

    def _words(self, mention: Mention, before: Mention | None) -> None:
        gap = mention.gap
        squeezed = _CLOSED.sub("", _BLANK.sub("", gap[-160:]))
        if before is not None:
            squeezed = _own_part(squeezed)
        pieces = [piece.lstrip("、") for piece in _SPLIT.split(squeezed) if piece]
        mention.of_which = any(self._of_which.match(piece) for piece in pieces)
        mention.among = before is not None and _AMONG.match(mention.gap) is not None
        mention.closed = any(self._opens_all.match(piece) for piece in pieces)
        mention.of_which |= mention.among or mention.closed
        mention.respectively = self._respectively.search(squeezed) is not None
        last = pieces[-1] if pieces else ""
        opening = self._of_which.match(last)
        last = last[opening.end() :] if opening else last
        if mention.closed:
            last = self._opens_all.sub("", last, count=1)
        mention.own = last.strip("、和及与")[-48:]
        mention.chained = before is not None and _JOIN.fullmatch(squeezed) is not None
        mention.chained &= not mention.among
        mention.label = before.label if mention.chained and before is not None else mention.own

    def _after(self, mention: Mention, text: str) -> None:
        mention.and_so_on = self._so_on.match(text) is not None
        found = _STOP_AFTER.search(text)
        mention.after = _BLANK.sub("", text[: found.start()] if found else text)[:24]

    def _understand(self, mention: Mention, before: Mention | None) -> None:
        if mention.chained and self._rest.match(mention.after):
            mention.chained, mention.label = False, ""
        if mention.chained and before is not None:
            same = (mention.unit == "%") == (before.unit == "%")
            mention.role = before.role if same else Role.OTHER
            if mention.unit == "%" and before.role is Role.CHANGE:
                mention.role = Role.PERCENT
            mention.direction, mention.versus = before.direction, before.versus
            mention.found, mention.limited = before.found, before.limited
        else:
            self._role(mention, before)
            mention.versus = frozenset(self._versus.findall(_BLANK.sub("", mention.gap[-60:])))
            if not mention.versus and before is not None and mention.role in _CHANGES:
                mention.versus = before.versus
        self._measure(mention, before)

    def _role(self, mention: Mention, before: Mention | None) -> None:
        label = mention.label
        change = self._directions.of(label)
        if change and "%" not in mention.unit and "百分" not in mention.unit:
            change = (
                None if self._activity.search(label) and not self._compared(mention) else change
            )
        net = self._directions.between(mention, before)
        if self._from.search(label) or self._than_month.search(label):
            mention.role = Role.BEFORE
        elif net is not None:
            mention.role = Role.CHANGE
            mention.direction = net
        elif self._to.search(label):
            mention.role = Role.AFTER
            mention.direction = self._directions.of(label[:-1])
        elif change is not None:
            mention.role = Role.PERCENT if mention.unit == "%" else Role.CHANGE
            mention.direction = change
        elif mention.unit == "%":
            of_the = before is not None and self._of_the.search(before.label) and label == "的"
            mention.role = Role.SHARE if of_the else self._percent(label)
        elif self._previous.search(label) or self._same_time.search(label):
            mention.role = Role.BEFORE
        elif self._average.search(label):
            mention.role = Role.AVERAGE
        else:
            self._stage(mention, before)
            goes_on = before is not None and before.role is Role.BEFORE
            if goes_on and "、" in mention.gap and not self.lexicon.plain.sub("", label):
                mention.role = Role.BEFORE

    def _compared(self, mention: Mention) -> bool:
        return self._versus.search(_BLANK.sub("", mention.gap[-60:])) is not None

    def _percent(self, label: str) -> Role:
        if self._share.search(label):
            return Role.SHARE
        rate = self._rate.search(label) or self._completed.search(label)
        return Role.RATE if rate else Role.OTHER

    def _stage(self, mention: Mention, before: Mention | None) -> None:
        label = mention.label
        text = label or mention.after
        mention.total = self._total.search(label) is not None
        behind = before is not None and before.role in (Role.FIXED, Role.RATE)
        undone = before is not None and label.startswith("未") and not before.label.startswith("未")
        if (
            self._rest.search(label)
            or (behind and self._others.search(label))
            or (not label and self._rest.match(mention.after))
            or (undone and label[1:3] in (before.label if before else ""))
        ):
            mention.role = Role.REST
            return
        if len(label) <= _SHORT and self._did.match(mention.after):
            mention.role = Role.FIXED
            return
        seen = self._found.search(label)
        if label.endswith("的"):
            mention.found = seen is not None
            return
        limited = self._limited.search(label)
        if limited and not (seen and seen.start() <= limited.start() < seen.end()):
            mention.limited = True
            return
        if self._taken.search(label):
            mention.found = seen is not None
            return
        mention.found = seen is not None or (not label and self._found.search(text) is not None)
        done = self._fixed.search(label)
        if done and mention.unit in self._money and self._any_work.fullmatch(done.group()):
            return
        if done and not self._paper.search(mention.words, len(label[: done.end()])):
            unsaid = seen is None or seen.start() > done.start() or _inside(seen, done)
            if (seen is None or _inside(seen, done)) and unsaid:
                mention.role = Role.FIXED
                mention.found = False

    def _measure(self, mention: Mention, before: Mention | None) -> None:
        mention.measure = self.lexicon.unit_measures.get(mention.unit)
        if mention.measure is None:
            mention.measure = self._named(mention.own) or self._named(mention.after)
            if mention.unit not in self._money and mention.measure in self._money_measures:
                mention.measure = None
        if mention.measure is None and mention.chained and before is not None:
            person = "person" in self.lexicon.unit_classes.get(mention.unit, ())
            if person and before.measure in ("cases", "death"):
                mention.measure = "death"
        own = self.lexicon.plain.sub("", mention.own)
        if own:
            mention.subject = own
        elif before is not None and before.segment == mention.segment:
            mention.subject = before.subject

    def _named(self, text: str) -> str | None:
        best: tuple[int, str] | None = None
        for name, pattern in self.lexicon.measures:
            for found in pattern.finditer(text):
                if best is None or found.end() > best[0]:
                    best = (found.end(), name)
        return best[1] if best else None

    def names(self, text: str) -> list[str]:
        """All measures that a text names, in order (起数和亡人数)."""
        hits = [
            (found.start(), name)
            for name, pattern in self.lexicon.measures
            for found in pattern.finditer(text)
        ]
        return [name for _, name in sorted(hits)]


_SHORT = 2
"""Characters that a label may have beside a verb behind the figure (有18家已完成整改)."""

_CHANGES = (Role.CHANGE, Role.PERCENT)


def _own_part(gap: str) -> str:
    """A gap without the words that belong to the figure before it."""
    found = _STOP_AFTER.search(gap)
    return gap[found.start() :] if found else gap


def _inside(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether one match lies within the other, so that it is only a part of its word."""
    return other.start() <= one.start() and one.end() <= other.end()
