"""How much was looked at: a summary never says passed where rules could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crossfoot.model.finding import Verdict
from crossfoot.rules.model import Judgement
from crossfoot.vetting.model import Coverage, NotEvaluated

_WORDS = {
    "missing": ("有数字未填", "a figure is missing"),
    "blank": ("有数字未填", "a figure is missing"),
    "unreadable": ("有数字无法识别", "a figure cannot be read"),
    "not_collected": ("注明未统计", "stated as not collected"),
    "ambiguous": ("有多种读法", "it can be read in several ways"),
    "other_scope": ("口径不同", "the scopes differ"),
    "month_missing": ("缺少其中某月的数字", "a month's figures are missing"),
    "child_missing": ("下级单位未报送或无法使用", "a lower unit's file is missing or unusable"),
    "no_rule": ("这种关系没有对应的规则", "no rule is declared for this relation"),
    "zero_base": ("基数为零，无法计算比率", "the base is zero, no rate follows"),
}


class Tally:
    """Counts verdicts as they come by."""

    def __init__(self) -> None:
        """Start from nothing."""
        self._passed = 0
        self._failed = 0
        self._not_applicable = 0
        self._unjudged: Counter[tuple[str, str]] = Counter()

    def add(self, judgements: Iterable[Judgement]) -> None:
        """Count judgements; one may stand for several rows."""
        for judgement in judgements:
            match judgement.verdict:
                case Verdict.PASS:
                    self._passed += judgement.times
                case Verdict.NOT_APPLICABLE:
                    self._not_applicable += judgement.times
                case Verdict.NOT_EVALUATED:
                    key = judgement.rule.id, judgement.reason or "missing"
                    self._unjudged[key] += judgement.times
                case _:
                    self._failed += judgement.times

    def coverage(self, rules: int) -> Coverage:
        """The counts so far, for a set of so many rules."""
        return Coverage(
            rules=rules,
            evaluated=self._passed + self._failed,
            passed=self._passed,
            failed=self._failed,
            not_evaluated=tuple(
                NotEvaluated(rule, reason, *_words(reason), count)
                for (rule, reason), count in sorted(self._unjudged.items())
            ),
            not_applicable=self._not_applicable,
        )


def _words(reason: str) -> tuple[str, str]:
    return _WORDS.get(reason, (f"未能核对（{reason}）", f"could not be judged ({reason})"))
