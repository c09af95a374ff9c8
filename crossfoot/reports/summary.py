"""What was looked at and what was not, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.model.finding import Level
from crossfoot.reports.words import LEVELS, listed
from crossfoot.rules.phrases import counted
from crossfoot.vetting.model import Coverage, NotEvaluated, Report

_RULES_SHOWN = 4


def coverage_lines(coverage: Coverage, language: str) -> list[str]:
    """How many judgements were made, how many could not be made and why.

    Never says that something passed without saying what could not be judged.
    """
    lines = [_judged(coverage, language)]
    if coverage.unjudged:
        lines.append(_unjudged(coverage, language))
    return lines


def clean_line(report: Report, language: str) -> str:
    """The one line of a run without findings."""
    coverage = report.coverage
    files = len(report.submissions)
    if language == "zh":
        head = f"{files}份材料，未发现问题：" if coverage.evaluated else f"{files}份材料，"
        line = head + "".join(coverage_lines(coverage, language))
    else:
        head = counted(files, "submission", "submissions")
        head += ", nothing found: " if coverage.evaluated else ": "
        line = head + " ".join(coverage_lines(coverage, language))
    skipped = skipped_line(report.run.skipped, language)
    if skipped:
        line += skipped if language == "zh" else f" {skipped}"
    return line


def counts_line(report: Report, language: str) -> str:
    """How many findings of each level there are."""
    if not report.findings:
        return clean_line(report, language)
    numbers = [sum(item.level is level for item in report.findings) for level in Level]
    words = [LEVELS[language][level] for level in Level]
    if language == "zh":
        return "，".join(f"{word}{number}处" for word, number in zip(words, numbers, strict=True))
    return ", ".join(f"{number} {word}" for word, number in zip(words, numbers, strict=True))


def skipped_line(skipped: tuple[str, ...], language: str) -> str:
    """Files that were passed over; ``""`` when there are none."""
    if not skipped:
        return ""
    names = _shortened(skipped, language)
    if language == "zh":
        return f"未作为报送材料检查的文件{len(skipped)}个：{names}。"
    return f"Passed over {counted(len(skipped), 'file', 'files')}: {names}."


def _judged(coverage: Coverage, language: str) -> str:
    evaluated, failed = coverage.evaluated, coverage.failed
    if language == "zh":
        if not evaluated:
            return f"规则{coverage.rules}条，没有可以判定的内容。"
        if failed:
            outcome = f"相符{coverage.passed:,}次，不符{failed:,}次"
        else:
            outcome = "已判定的均相符" if coverage.unjudged else "全部相符"
        return f"规则{coverage.rules}条，判定{evaluated:,}次，{outcome}。"
    rules = counted(coverage.rules, "rule", "rules")
    if not evaluated:
        return f"{rules}, nothing that could be judged."
    if failed:
        outcome = f"{coverage.passed:,} passed, {failed:,} failed"
    else:
        outcome = "none of these failed" if coverage.unjudged else "all passed"
    return f"{rules}, judged {counted(evaluated, 'time', 'times')}: {outcome}."


def _unjudged(coverage: Coverage, language: str) -> str:
    reasons: dict[tuple[str, str], list[NotEvaluated]] = {}
    for item in coverage.not_evaluated:
        words = item.zh if language == "zh" else item.en
        reasons.setdefault((item.reason, words or item.reason), []).append(item)
    parts = []
    for (_, words), items in reasons.items():
        count = sum(item.count for item in items)
        rules = _shortened([item.rule for item in items], language)
        parts.append(
            f"{words}{count:,}次（{rules}）" if language == "zh" else f"{words} {count:,} ({rules})"
        )
    if language == "zh":
        return f"另有{coverage.unjudged:,}次未能判定：{'；'.join(parts)}。"
    return f"{coverage.unjudged:,} could not be judged: {'; '.join(parts)}."


def _shortened(names: Iterable[str], language: str) -> str:
    """The first few names, and how many there are when some are left out."""
    every = list(dict.fromkeys(names))
    if len(every) <= _RULES_SHOWN:
        return listed(every, language)
    shown = listed(every[:_RULES_SHOWN], language)
    if language == "zh":
        return f"{shown}等{len(every)}项"
    return f"{shown} and {len(every) - _RULES_SHOWN} more"
