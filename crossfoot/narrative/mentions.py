"""What is written around each figure of a sentence, and the part that its words give it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from crossfoot.narrative.directions import Directions
from crossfoot.narrative.earlier import Earlier
from crossfoot.narrative.gaps import Gaps, squeeze, up_to_stop
from crossfoot.narrative.layout import Sentence
from crossfoot.narrative.lexicon import Lexicon, any_of, bare, remembered
from crossfoot.narrative.marks import Marks, Past
from crossfoot.narrative.mention import CROWD, Mention, Role, Said, unread
from crossfoot.numerals.number import Number


class Reader:
    """Gives the figures of a sentence their words and roles, by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._gaps = Gaps(lexicon)
        self._directions = Directions(lexicon)
        self._past = Past(lexicon)
        self._earlier = Earlier(lexicon)
        self._money = lexicon.money
        self._money_measures = lexicon.money_measures
        self._any_work = lexicon.pattern("stages.any_work")
        paper = [lexicon.pattern("stages.not_stage_before").pattern, *lexicon.words("stages.paper")]
        self._paper = re.compile("|".join(paper))
        self._compare(lexicon)
        self._stages(lexicon)
        self._share = _searched(lexicon.pattern("shares"))
        self._of_the = _searched(lexicon.pattern("of_the"))
        carried = [*lexicon.words("stages.done"), "已", "完成", "实际"]
        self._carried_out = _searched(any_of(carried))
        self._completed = _searched(lexicon.pattern("stages.done", after=r"[了约达]?$"))
        self._rate = _searched(lexicon.pattern("rates", after=r".{0,4}$"))
        each = r"(?:每[^，,]{0,14}|[^，,]{0,6})$"
        of_plan = r"(?:完成|达到|达|完成了|为)[^，,]{0,8}"
        self._of_plan = _searched(
            lexicon.pattern("planned", before=of_plan, after="(?:总?数|量)?的$")
        )
        self._average = _searched(lexicon.pattern("averages", after=each))
        so_on = re.compile(r"[）)\s”]*" + lexicon.pattern("and_so_on").pattern)
        self._so_on = remembered(so_on.match)
        self._behind = remembered(_behind)
        self.bare_words = remembered(partial(lexicon.plain.sub, ""))
        self._name_of = remembered(self._named)

    def _compare(self, lexicon: Lexicon) -> None:
        """The words that tell one period from another, and a change from a state."""
        ways = [*lexicon.words("up"), *lexicon.words("down"), "变", "调整", "改"]
        moves = any_of([word for word in ways if not word.endswith("幅")])  # 降幅为 is a change
        self._to = _searched(
            moves + any_of(lexicon.words("to")) + r"(?:[^，,]{1,8}的|了|约|近)?$",
        )
        self._activity = _searched(lexicon.pattern("change_of_rates", after=r"$"))
        previous = any_of(lexicon.words("previous"))
        self._from = _searched(
            any_of(lexicon.words("from")) + rf"(?:{previous}|[^，,由从]{{1,8}}(?=的))?[的为]?$"
        )
        same_time = any_of([word for word in lexicon.words("previous") if "同期" in word])
        self._same_time = _searched(rf"{same_time}[^，,]{{0,10}}$")
        self._than_month = _searched(
            r"(?:较|比|与|和|同)[^，,]{0,12}?"
            rf"(?:\d月|月份|季度|年初|年底|年末|上周|上一个?|前一个?|{previous}|(?:19|20)\d\d年)"
            r"(?:[^，,\d]{0,8}的|(?:全年|同期|全市|全县|全区|全省)*)$"
        )
        moved = any_of([*lexicon.words("up"), *lexicon.words("down")])
        past = "|".join(lexicon.words("past_periods"))
        self._than_any = _searched(
            rf"(?:较|比)(?:[^，,\d]{{2,14}}的|(?:{past})[^，,\d]{{0,6}})$|(?:同比|环比|较|比)$"
        )
        self._moved_on = re.compile(rf"(?:则|又|也)?{moved}").match
        self._previous = _searched(rf"{previous}(?:全市|全县|的|为|是|共|有|发生|仅|数|同期)*$")

    def _stages(self, lexicon: Lexicon) -> None:
        """The words that tell what was found, done and left."""
        fixed = any_of(lexicon.words("stages.fixed"))
        self._rest = _searched(lexicon.pattern("stages.rest"))
        self._rest_behind = remembered(lexicon.pattern("stages.rest").match)
        self._found = _searched(lexicon.pattern("stages.found"))
        self._fixed = _searched(lexicon.pattern("stages.fixed"))
        did = re.compile(r".{0,6}?已经?(?!全|均|都)[^，,]{0,4}?" + fixed)
        self._did = remembered(did.match)
        self._taken = _searched(lexicon.pattern("measures_taken"))
        self._limited = _searched(lexicon.pattern("stages.not_fixed").pattern + fixed)
        verified = lexicon.pattern("stages.verified").pattern
        self._verified = _searched(rf"{verified}(?:已|均|全部)?{fixed}")
        self._total = _searched(
            any_of(lexicon.words("totals")) + r"[为是达]?$|^" + any_of(lexicon.words("sums")) + "$"
        )
        self._kind = _searched(lexicon.pattern("kinds", after="$"))
        self._again = _searched(lexicon.pattern("references", after="$"))
        self._objects = remembered(lexicon.pattern("fixable").match)
        self._others = _searched(lexicon.pattern("closing", before="^"))

    def read(self, sentence: Sentence, found: Sequence[Number]) -> Said:
        """The figures of one sentence, in order, with their words; without, where it is crowded."""
        if len(found) > CROWD:
            return unread(sentence, found)
        mentions: list[Mention] = []
        text = sentence.text
        behind = 0
        state = Marks()
        for number in found:
            begin = number.start - sentence.start
            mention = Mention(number, sentence, len(mentions), bare(number.quantity.unit))
            mention.gap = text[behind:begin]
            stop = number.unit_end - sentence.start
            self._words(mention, mentions[-1] if mentions else None, state)
            mentions.append(mention)
            behind = max(stop, behind)
        for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
            stop = mention.number.unit_end - sentence.start
            end = len(text) if following is None else following.start - sentence.start
            self._after(mention, text[stop : max(stop, min(end, stop + 60))])
        past = self._past.span(sentence)
        before: Mention | None = None
        for mention in mentions:
            self._understand(mention, before)
            if mention.role is Role.COUNT and past[0] <= mention.start < past[1]:
                mention.role, mention.past = Role.BEFORE, True
            if before is not None and mention.role is Role.SHARE:
                before.has_share = not self._names_another(mention)
            before = mention
        self._earlier.mark(mentions)
        return Said(sentence, tuple(mentions))

    def _names_another(self, share: Mention) -> bool:
        """道路运输事故占总数的66.7% is no share of the figure before it."""
        found = self._share(share.own)
        return found is not None and len(self.bare_words(share.own[: found.start()])) > 1

    def _words(self, mention: Mention, before: Mention | None, state: Marks) -> None:
        gap = self._gaps.read(mention.gap, before is None)
        state.step(mention, gap.marks)
        mention.of_which, mention.among, mention.closed = gap.of_which, gap.among, gap.closed
        mention.respectively, mention.versus = gap.respectively, gap.versus
        mention.own, mention.chained = gap.own, gap.joins
        mention.label = before.label if gap.joins and before is not None else gap.own

    def _after(self, mention: Mention, text: str) -> None:
        mention.and_so_on = self._so_on(text) is not None
        mention.after = self._behind(text)

    def _understand(self, mention: Mention, before: Mention | None) -> None:
        if mention.chained and self._rest_behind(mention.after):
            mention.chained, mention.label = False, ""
        if mention.chained and before is not None and _of_its_own(mention, before):
            mention.chained, mention.label = False, ""
        if before is not None and before.role is Role.SHARE and _of_another_base(mention):
            mention.chained = True
        if mention.chained and before is not None:
            same = (mention.unit == "%") == (before.unit == "%")
            mention.role = before.role if same else Role.OTHER
            if before.unit == "%" and not same and mention.gap.strip() in ("，", ",", "；", ";"):
                mention.chained, mention.label = False, ""  # 11起…，占39.3%，17起发生在白天
                self._role(mention, before)
            if mention.unit == "%" and before.role is Role.CHANGE:
                mention.role = Role.PERCENT
            mention.direction, mention.versus = before.direction, before.versus
            mention.found, mention.limited = before.found, before.limited
        else:
            self._role(mention, before)
            if not mention.versus and before is not None and mention.role in _CHANGES:
                mention.versus = before.versus
        self._measure(mention, before)

    def _role(self, mention: Mention, before: Mention | None) -> None:
        label = mention.label
        change = self._directions.of(label)
        if change and mention.after and mention.gap.endswith("，"):
            change = None  # 治理率偏低，73项未闭环
        if change and "%" not in mention.unit and "百分" not in mention.unit:
            change = None if self._activity(label) and not mention.versus else change
        net = self._directions.between(mention, before)
        if self._from(label) or self._than_month(label) or self._than_other(mention):
            mention.role = Role.BEFORE
        elif net is not None:
            mention.role = Role.CHANGE
            mention.direction = net
        elif self._to(label):
            mention.role = Role.AFTER
            mention.direction = self._directions.towards(label)
        elif change is not None:
            mention.role = Role.PERCENT if mention.unit == "%" else Role.CHANGE
            mention.direction = change
        elif mention.unit == "%":
            of_the = before is not None and self._of_the(before.label) and label == "的"
            mention.role = Role.SHARE if of_the else self._percent(label)
        elif self._previous(label) or self._same_time(label):
            mention.role = Role.BEFORE
        elif self._average(label):
            mention.role = Role.AVERAGE
        else:
            self._stage(mention, before)
            goes_on = before is not None and before.role is Role.BEFORE
            if goes_on and "、" in mention.gap and not self.bare_words(label):
                mention.role = Role.BEFORE

    def _than_other(self, mention: Mention) -> bool:
        """比创建前的30家增加12家: what follows says that both are compared."""
        return self._than_any(mention.label) is not None and bool(self._moved_on(mention.after))

    def _percent(self, label: str) -> Role:
        if self._share(label):
            return Role.SHARE
        rate = self._rate(label) or self._completed(label) or self._of_plan(label)
        return Role.RATE if rate else Role.OTHER

    def _stage(self, mention: Mention, before: Mention | None) -> None:
        label = mention.label
        text = label or mention.after
        mention.total = self._total(label) is not None
        if self._again(label):
            mention.found = self._objects(mention.after) is not None
            return
        behind = before is not None and before.role in (Role.FIXED, Role.RATE)
        undone = before is not None and label.startswith("未") and not before.label.startswith("未")
        if (
            self._rest(label)
            or (behind and self._others(label))
            or (not label and self._rest_behind(mention.after))
            or (undone and label[1:3] in (before.label if before else ""))
        ):
            mention.role = Role.REST
            return
        if len(label) <= _SHORT and self._did(mention.after):
            mention.role = Role.FIXED
            return
        seen = None if self._verified(label) else self._found(label)  # 确认整改到位128条
        if label.endswith("的"):
            mention.found = seen is not None
            return
        if self._kind(label):
            mention.found = seen is not None
            return
        limited = self._limited(label)
        if limited and not (seen and seen.start() <= limited.start() < seen.end()):
            mention.limited = True
            return
        if self._taken(label):
            mention.found = seen is not None
            return
        mention.found = seen is not None or (not label and self._found(text) is not None)
        mention.found = mention.found or _found_as_well(mention, before)
        done = self._fixed(label)
        if (
            done
            and mention.unit in self._money
            and (self._any_work.fullmatch(done.group()) or not self._carried_out(label))
        ):
            return
        if done and self._of_a_kind(mention, before, done):
            return
        if done and not self._paper.search(mention.words, len(label[: done.end()])):
            unsaid = seen is None or seen.start() > done.start() or _inside(seen, done)
            if (seen is None or _inside(seen, done)) and unsaid:
                mention.role = Role.FIXED
                mention.found = False

    def _of_a_kind(self, mention: Mention, before: Mention | None, done: re.Match[str]) -> bool:
        """消防安全52个、用电安全27个、医疗废物处置22个: in a list of kinds work names one."""
        goes_on = mention.gap.startswith(_LISTED) and before is not None and not before.found
        if before is None or before.role is not Role.COUNT or not goes_on:
            return False
        listed = before.gap.startswith(_LISTED) or before.of_which
        named = done.start() >= _SHORT and done.end() == len(mention.label)
        if not (listed and named) or mention.unit != before.unit:
            return False
        return not self._carried_out(mention.label)

    def _measure(self, mention: Mention, before: Mention | None) -> None:
        mention.measure = self.lexicon.unit_measures.get(mention.unit)
        if mention.measure is None:
            mention.measure = self._name_of(mention.own) or self._name_of(mention.after)
            if mention.unit not in self._money and mention.measure in self._money_measures:
                mention.measure = None
        if mention.measure is None and mention.chained and before is not None:
            person = "person" in self.lexicon.unit_classes.get(mention.unit, ())
            if person and before.measure in ("cases", "death"):
                mention.measure = "death"
        own = self.bare_words(mention.own)
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

_LISTED = ("、", "和", "及", "以及")
_CHANGES = (Role.CHANGE, Role.PERCENT)


def _of_another_base(mention: Mention) -> bool:
    """占事故总数的66.7%和死亡总数的63.2%: a second share that names its own base."""
    joined = mention.gap.startswith(("和", "及", "、", "与"))
    return mention.unit == "%" and joined and mention.own.endswith("的")


def _of_its_own(mention: Mention, before: Mention) -> bool:
    """剩下的4份，2份转立案; 合格率98%，33名不合格人员: a comma, and words of their own."""
    other = before.role is Role.REST or (before.unit == "%") != (mention.unit == "%")
    return other and mention.gap.startswith("，") and len(mention.after) > 1


def _searched(pattern: re.Pattern[str] | str) -> Callable[[str], re.Match[str] | None]:
    """The search for a pattern in a label."""
    return remembered(re.compile(pattern).search)


def _behind(text: str) -> str:
    """What follows a figure up to the first comma, bracket or the like."""
    return squeeze(up_to_stop(text))[:24]


def _found_as_well(mention: Mention, before: Mention | None) -> bool:
    """排查一般隐患1327条、重大隐患18条: what a list goes on with was found like its first."""
    goes_on = before is not None and before.found and before.unit == mention.unit
    return goes_on and mention.gap.startswith("、") and mention.role is Role.COUNT


def _inside(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether one match lies within the other, so that it is only a part of its word."""
    return other.start() <= one.start() and one.end() <= other.end()
