"""Whether words say that a figure is a change, and in which direction."""

from __future__ import annotations

import re

from crossfoot.narrative.lexicon import Lexicon, any_of
from crossfoot.narrative.mention import Mention, Role

_VERB = r"[一-鿿]{2,4}(?:了|约|近)?"


class Directions:
    """Words of increase and decrease, as a lexicon has them."""

    def __init__(self, lexicon: Lexicon) -> None:
        tail = r"(?:了|分别|依次|均|各|幅度?|率|约|近|为|是|达到?|至|到|:)*$"
        strong_up = [word for word in lexicon.words("up") if len(word) > 1]
        strong_down = [word for word in lexicon.words("down") if len(word) > 1]
        weak_up = [word for word in lexicon.words("up") if len(word) == 1]
        weak_down = [word for word in lexicon.words("down") if len(word) == 1]
        compared = r"(?:同比|环比|比|较|均|各|\d)[^，,]{0,14}?"
        self._up = re.compile(f"(?:{any_of(strong_up)}|{compared}{any_of(weak_up)}){tail}")
        self._down = re.compile(f"(?:{any_of(strong_down)}|{compared}{any_of(weak_down)}){tail}")
        # 同比多查处133条, 比去年少损失21万: the verb stands behind 多 and 少
        did = r"(?:同比|环比|(?:比|较)[^，,\d]{1,10})"
        self._more = re.compile(f"{did}(?:多|增){_VERB}$")
        self._less = re.compile(f"{did}(?:少|减){_VERB}$")
        self._newly = lexicon.pattern("net_up", before=r"(?:较|比)[^，,\d的]{1,8}", after="了?$")
        self._not_change = lexicon.pattern("not_change", after=r"$")
        self._reached = re.compile(any_of(lexicon.words("to")) + r"(?:[^，,]{1,8}的|了|约|近)?$")
        self._weak = {
            "up": re.compile(f"^{any_of(weak_up)}了?$"),
            "down": re.compile(f"^{any_of(weak_down)}了?$"),
        }
        self._ends = {
            "up": re.compile(f"{any_of(weak_up)}$"),
            "down": re.compile(f"{any_of(weak_down)}$"),
        }
        self._net = {
            "up": lexicon.pattern("net_up", before="^", after="了?$"),
            "down": lexicon.pattern("net_down", before="^", after="了?$"),
        }

    def of(self, label: str) -> str | None:
        """``up`` or ``down`` where the words before a figure end with a change."""
        if self._newly.search(label):
            return "up"
        if self._not_change.search(label):
            return None
        if self._up.search(label):
            return "up"
        if self._down.search(label) or self._less.search(label):
            return "down"
        return "up" if self._more.search(label) else None

    def towards(self, label: str) -> str | None:
        """``up`` or ``down`` of what was reached: 下降到, 增加到2022年的."""
        words = self._reached.sub("", label)
        return self.of(words) or next(
            (way for way, word in self._ends.items() if word.search(words)), None
        )

    def between(self, mention: Mention, before: Mention | None) -> str | None:
        """由86个增至102个，净增16个; 比去年的882条多154条: what both figures differ by."""
        if before is None or before.unit != mention.unit:
            return None
        if before.role is Role.BEFORE:
            short = next(
                (way for way, word in self._weak.items() if word.search(mention.own)), None
            )
            at_once = mention.gap.strip() == mention.own  # 较上年末的142家新增44家, no new clause
            return short or (self._by_net(mention) if at_once else None)
        if before.role is not Role.AFTER:
            return None
        moved = (way for way, word in self._weak.items() if word.search(mention.own))
        return self._by_net(mention) or next(moved, None)

    def _by_net(self, mention: Mention) -> str | None:
        return next((way for way, words in self._net.items() if words.search(mention.label)), None)
