"""CF07: where a text is damaged, so that its figures were not checked."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.model.document import Document, Trouble
from crossfoot.model.figure import Figure
from crossfoot.model.finding import Basis, BasisKind, Level, Message, Subject, Verdict
from crossfoot.model.submission import Damage, Harm, Submission
from crossfoot.vetting.drafts import Draft

DAMAGED = "CF07"

_TEXT = Basis(BasisKind.ARITHMETIC, "文字本身", "the text itself")
_MOST_QUOTED = 3
_LONGEST = 24
_BESIDE = 6  # characters quoted with what is damaged
_MOST_PLACES = 40
_WORDS = {
    Harm.MOJIBAKE: (
        "文字是乱码（{quoted}），无法辨认，其中的数字没有核对；请用原文件重新导出后报送",
        (
            "garbled text ({quoted}) was decoded wrongly and its figures were not checked; "
            "export it again from the original"
        ),
    ),
    Harm.LOST: (
        "有字符丢失（{quoted}），所在句子的数字没有核对；请对照原件补正",
        (
            "characters are lost ({quoted}), and the figures of those sentences were not checked; "
            "restore them from the original"
        ),
    ),
    Harm.GLYPHS: (
        (
            "有无法辨认的字符（{quoted}），多为转换格式时丢了字形，所在句子的数字没有核对；"
            "请报送可以复制文字的电子版"
        ),
        (
            "characters of a private font ({quoted}) cannot be read, and the figures of those "
            "sentences were not checked; submit a version from which text can be copied"
        ),
    ),
    Harm.MASKED: (
        "数字被符号代替（{quoted}），无法核对；请填写实际数字",
        (
            "signs stand where figures should ({quoted}), so nothing could be checked; write the "
            "figures"
        ),
    ),
    Harm.ONE_DIGIT: (
        "所有数字都由同一个数码组成（{quoted}），像是被统一替换过，没有核对；请填写实际数字",
        (
            "all figures consist of one and the same digit ({quoted}) as if replaced; "
            "they were not checked; write the figures"
        ),
    ),
    Harm.POINT: (
        "百分数{quoted}大于100%，疑似缺小数点，所在句子的数字没有核对；请对照原件更正",
        (
            "the percentage {quoted} is above 100 % and seems to lack its decimal point; the "
            "figures of the sentence were not checked; correct it from the original"
        ),
    ),
}


def damage_drafts(submission: Submission) -> list[Draft]:
    """One finding for each kind of damage in a text, with all its places."""
    drafts: list[Draft] = []
    told = _told(submission.document)
    for harm in Harm:
        found = [one for one in submission.narrative.damages if one.harm is harm]
        if found and not (harm is Harm.LOST and told):
            drafts.append(_draft(submission, harm, found))
    return drafts


def _told(document: Document) -> bool:
    """Whether reading the file has already said that characters were lost, and where."""
    return document.format in ("txt", "md") and any(
        notice.trouble is Trouble.PARTLY_READ for notice in document.notices
    )


def _draft(submission: Submission, harm: Harm, found: Sequence[Damage]) -> Draft:
    document = submission.document
    quotes = list(dict.fromkeys(_quote(document, one) for one in found))
    zh, en = _WORDS[harm]
    zh_places, en_places = _places(document, found)
    more = len(quotes) > _MOST_QUOTED
    quoted_zh = "、".join(f"“{quote}”" for quote in quotes[:_MOST_QUOTED]) + ("等" if more else "")
    quoted_en = ", ".join(f"“{quote}”" for quote in quotes[:_MOST_QUOTED]) + (
        " and others" if more else ""
    )
    figures = tuple(
        Figure(f"f{number}", one.text, None, one.place, role="damaged")
        for number, one in enumerate(found[:_MOST_PLACES], start=1)
    )
    return Draft(
        rule=DAMAGED,
        order=-1,
        level=Level.SOFT,
        verdict=Verdict.NOT_EVALUATED,
        basis=_TEXT,
        message=Message(
            zh_places + zh.format(quoted=quoted_zh), en_places + en.format(quoted=quoted_en)
        ),
        subject=Subject(
            submission=submission.id,
            unit=submission.unit,
            period=submission.period,
            file=document.path,
        ),
        figures=figures,
        at=tuple(range(min(len(figures), 3))),
        stated=quotes[0],
    )


def _quote(document: Document, damage: Damage) -> str:
    """The damaged characters; a lone sign with the words around it."""
    place = damage.place
    start, end = place.start or 0, place.end or 0
    if damage.harm is Harm.POINT:
        return " ".join(damage.text.split())
    low = document.text.rfind("\n", 0, start) + 1
    if damage.harm is Harm.MASKED or end - start < _LONGEST // 2:
        start = max(low, start - _BESIDE)
    if end - start < _LONGEST:
        end += _BESIDE
    text = document.text[start:end].split("\n", 1)[0]
    return text if len(text) <= _LONGEST + _BESIDE else text[:_LONGEST] + "…"


def _places(document: Document, found: Sequence[Damage]) -> tuple[str, str]:
    """The lines or paragraphs where there are several: 第3、5行."""
    by_line = document.format in ("txt", "md")
    numbers = sorted({(one.place.line if by_line else one.place.paragraph) or 0 for one in found})
    if len(numbers) < 2:
        return "", ""
    return (
        f"第{'、'.join(_ranges(numbers, '—'))}{'行' if by_line else '段'}",
        f"{'lines' if by_line else 'paragraphs'} {', '.join(_ranges(numbers, '-'))}: ",
    )


def _ranges(numbers: Sequence[int], dash: str) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
