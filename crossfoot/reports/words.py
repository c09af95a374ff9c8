"""The fixed words of all reports, in Chinese and English."""

from __future__ import annotations

from crossfoot.model.finding import Finding, Level, Message, Verdict
from crossfoot.model.patterns import late_pattern
from crossfoot.vetting.model import SubmissionVerdict

LEVELS = {
    "zh": {Level.HARD: "强制性", Level.SOFT: "核实性", Level.HINT: "提示性"},
    "en": {Level.HARD: "hard", Level.SOFT: "soft", Level.HINT: "hint"},
}

VERDICTS = {
    "zh": {
        SubmissionVerdict.ACCEPT: "通过",
        SubmissionVerdict.QUERY: "待核实",
        SubmissionVerdict.RETURN: "退回",
        SubmissionVerdict.UNREADABLE: "无法读取",
    },
    "en": {
        SubmissionVerdict.ACCEPT: "accept",
        SubmissionVerdict.QUERY: "query",
        SubmissionVerdict.RETURN: "return",
        SubmissionVerdict.UNREADABLE: "unreadable",
    },
}

CLAIM_VERDICTS = {
    "zh": {
        Verdict.PASS: "相符",
        Verdict.FAIL: "不符",
        Verdict.UNLIKELY: "存疑",
        Verdict.EDGE: "临界",
        Verdict.OTHER_CONVENTION: "取舍方式不同",
        Verdict.NOT_EVALUATED: "未判定",
        Verdict.NOT_APPLICABLE: "不适用",
    },
    "en": {
        Verdict.PASS: "holds",
        Verdict.FAIL: "does not hold",
        Verdict.UNLIKELY: "unlikely",
        Verdict.EDGE: "borderline",
        Verdict.OTHER_CONVENTION: "holds if rounded differently",
        Verdict.NOT_EVALUATED: "not judged",
        Verdict.NOT_APPLICABLE: "does not apply",
    },
}

_PERIOD = late_pattern(r"(\d{4})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
_PARTS = {
    "H1": "上半年",
    "H2": "下半年",
    "Q1": "第一季度",
    "Q2": "第二季度",
    "Q3": "第三季度",
    "Q4": "第四季度",
}

LEVEL_COLOURS = {Level.HARD: "31", Level.SOFT: "33", Level.HINT: "36"}


def said(message: Message, language: str) -> str:
    """A message in one language, in the other when it has none, without its closing full stop."""
    first, second = (message.zh, message.en) if language == "zh" else (message.en, message.zh)
    text = (first or second).strip()
    return text[:-1] if text.endswith(("。", ".")) and not text.endswith("..") else text


def tag(finding: Finding, language: str) -> str:
    """The rule and its weight: ``（HZ02 强制性）``."""
    level = LEVELS[language][finding.level]
    return f"（{finding.rule} {level}）" if language == "zh" else f" ({finding.rule} {level})"


def period(text: str | None, language: str) -> str:
    """A period as people say it: ``2023-06`` is 2023年6月, ``2023-H1`` 2023年上半年."""
    match = _PERIOD.fullmatch(text or "")
    if language != "zh" or match is None:
        return text or ""
    year, part = match.groups()
    if part is None:
        return f"{year}年"
    return f"{year}年{_PARTS.get(part) or f'{int(part)}月'}"


def listed(items: list[str], language: str) -> str:
    """Items in a row, joined as the language does."""
    return ("、" if language == "zh" else ", ").join(items)


def following(number: int, language: str) -> str:
    """What introduces the findings that follow from another."""
    if language == "zh":
        return f"另有{number}处随之不符："
    return f"{number} more follow{'s' if number == 1 else ''} from it: "
