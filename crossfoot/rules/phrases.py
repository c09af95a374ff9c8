"""The phrases of findings in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossfoot.model.patterns import late_pattern
from crossfoot.model.quantity import Convention
from crossfoot.rules.measures import MONEY
from crossfoot.rules.numbers import quoted
from crossfoot.rules.terms import Term
from crossfoot.rules.tree import Call, Node

_MEASURE = late_pattern(r"(?<=[0-9])[^\x00-\x7F]+$")
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "!=": "=="}

_EXCEEDS = {
    "<=": ("大于", "is more than", "多", "by"),
    "<": ("不小于", "is not less than", "多", "by"),
    ">=": ("小于", "is less than", "少", "by"),
    ">": ("不大于", "is not more than", "少", "by"),
    "!=": ("等于", "equals", "", ""),
}
_SHOULD = {
    "==": ("应为", "should be"),
    "<=": ("不应大于", "should not exceed"),
    "<": ("应小于", "should be less than"),
    ">=": ("不应小于", "should not be less than"),
    ">": ("应大于", "should be more than"),
    "!=": ("不应为", "should not be"),
}


_WHEN = {
    "prev": ("上期", " of the period before"),
    "last_year": ("上年报送的", " in last year's own file"),
    "month_value": ("本月", " of this month"),
    "said": ("文字材料所述", " as told in the text"),
}


def name(term: Term, language: str) -> str:
    """The name of a term, with the row where several rows take part."""
    if language == "zh":
        label = _when(term)[0] + term.label[0]
        return f"“{term.row}”行{label}" if term.row else label
    return _label(term) + _whence(term)


def _label(term: Term) -> str:
    """The English name in quotes, so that it reads as one however many words and things it has."""
    own = term.label[1]
    described = own == ROLES.get(term.role, ("", ""))[1] or own.startswith("the ")
    return own if described else f"“{own}”"


def _whence(term: Term) -> str:
    row = f" in row “{term.row}”" if term.row else ""
    return _when(term)[1] + row


def _when(term: Term) -> tuple[str, str]:
    """Where a figure comes from that is not of the row at hand; a period is of the same table."""
    if not term.when or term.when in _WHEN:
        return _WHEN.get(term.when, ("", ""))
    return f"{period(term.when)}的", f" in the row of {term.when}"


def stated(term: Term, language: str) -> str:
    """``整改率填报94.6%``."""
    if term.amount is None and not term.text.strip():
        return (
            f"{name(term, language)}未填"
            if language == "zh"
            else f"{name(term, language)} is blank"
        )
    verb = "填报" if language == "zh" else " is stated as "
    return f"{name(term, language)}{verb}{quoted(term, language)}"


def named(term: Term, language: str) -> str:
    """``整改418个``."""
    if language == "zh":
        return name(term, "zh") + quoted(term, "zh")
    return f"{_label(term)} {quoted(term, 'en')}{_whence(term)}"


def column(terms: Sequence[Term], shown: int, language: str) -> str:
    """The figures of one column, the first few of them and how many there are."""
    texts = [quoted(term, language) for term in terms[:shown]]
    label = replace(terms[0], row="")
    if language == "zh":
        return f"{name(label, 'zh')}各行填报{'、'.join(texts)}等（共{len(terms)}项）"
    return f"{name(label, 'en')} is stated as {', '.join(texts)} and so on in {len(terms)} rows"


def counted(number: int, one: str, many: str) -> str:
    """An English noun with its number."""
    return f"{number:,} {one if number == 1 else many}"


def own_file(term: Term, language: str) -> str:
    """A unit's own figure of a field that has been named already."""
    if language == "zh":
        return f"{term.row}报送文件填报{quoted(term, 'zh')}"
    return f"the file of {term.row} states {quoted(term, 'en')}"


def equality(left: str, right: str, result: str, gap: str, language: str) -> str:
    """Two sides that should be equal and are not."""
    if language == "zh":
        said = f"{left}，但{right}" + (f"={result}" if result else "")
        return said + (f"，相差{gap}" if gap else "")
    said = f"{left}, but {right}" + (f" = {result}" if result else "")
    return said + (f", a difference of {gap}" if gap else "")


def against(op: str, left: str, right: str, gap: str, language: str) -> str:
    """Two sides in the wrong order."""
    zh, en, more_zh, more_en = _EXCEEDS[op]
    if language == "zh":
        return f"{left}，{zh}{right}" + (f"，{more_zh}{gap}" if _tells(gap) and more_zh else "")
    joined = f"{left}, which {en} {right}"
    return joined + (f", {more_en} {gap}" if _tells(gap) and more_en else "")


def _tells(gap: str) -> bool:
    """Whether a difference is one: ``0`` says nothing."""
    return any(character in "123456789" for character in gap)


def decrease(told: str, language: str) -> str:
    """A figure that the text calls a decrease."""
    return f"{told}（下降）" if language == "zh" else f"{told} (a decrease)"


def direction(word: str) -> tuple[str, str]:
    """What a text says of the direction of a change."""
    return {
        "up": ("文中称上升", "the text says up"),
        "down": ("文中称下降", "the text says down"),
        "flat": ("文中称持平", "the text says unchanged"),
    }.get(word, ("", ""))


def period(text: str) -> str:
    """A period in Chinese: ``2023-06`` is 2023年6月."""
    year, _, part = text.partition("-")
    if not part:
        return f"{year}年"
    if part.startswith("Q") and part[1:] in ("1", "2", "3", "4"):
        return f"{year}年第{'一二三四'[int(part[1:]) - 1]}季度"
    return f"{year}年{int(part)}月" if part.isdigit() else text


DATES = {
    "period_end": ("报告期末日", "the last day of the period"),
    "due_date": ("报送截止日", "the due date"),
}


def dates(op: str, left: str, right: str, language: str) -> str:
    """Two dates in the wrong order."""
    zh, en = {
        "<=": ("晚于", "is after"),
        "<": ("不早于", "is not before"),
        ">=": ("早于", "is before"),
        ">": ("不晚于", "is not after"),
        "!=": ("等于", "equals"),
    }[op]
    return f"{left}，{zh}{right}" if language == "zh" else f"{left}, which {en} {right}"


def expected(text: str, language: str) -> str:
    """What the other figures imply; in English only money keeps its unit."""
    if language == "zh":
        return text
    bare = _MEASURE.sub("", text)
    unit = text[len(bare) :]
    return f"{bare} {unit}" if unit in MONEY else bare


def against_number(op: str, left: str, number: str, language: str) -> str:
    """A figure against a number of the rule itself."""
    zh, en = _SHOULD[op]
    return f"{left}，{zh}{number}" if language == "zh" else f"{left}; it {en} {number}"


def sum_of(source: Node, total: str, language: str) -> str:
    """What is added up: rows, 其中 rows, units or what is named."""
    function = source.function if isinstance(source, Call) else ""
    zh = {
        "leaf": "各行相加",
        "rows": "各行相加",
        "sub": "其中各行相加",
        "children": "各单位报送数相加",
        "months": "各月相加",
    }.get(function, "各项相加")
    en = {
        "leaf": "its rows add up: ",
        "rows": "its rows add up: ",
        "sub": "the 其中 rows add up: ",
        "children": "the units' own figures add up: ",
        "months": "the months add up: ",
    }.get(function, "the parts add up: ")
    return f"{zh}{total}" if language == "zh" else f"{en}{total}"


def parts_of(codes: Sequence[str], shown: int, total: str, language: str) -> str:
    """What the rows under a whole add up to, by their codes where these are few."""
    few = len(codes) <= shown
    if language == "zh":
        return f"下级各行{'（' + '、'.join(codes) + '）' if few else ''}相加{total}"
    return f"the rows under it{' (' + ', '.join(codes) + ')' if few else ''} add up: {total}"


def no_whole(whole: str, rows: int, codes: Sequence[str], language: str) -> str:
    """Rows whose whole has no row, or several."""
    listed = ("、" if language == "zh" else ", ").join(codes)
    if language == "zh":
        said = f"有{rows}行" if rows else "没有对应的行"
        return f"“{whole}”{said}，无法与下级各行（{listed}）相加核对"
    said = f"has {rows} rows" if rows else "has no row"
    return f"“{whole}” {said}, so the rows under it ({listed}) add up to nothing stated"


def and_more(count: int, *, by_unit: bool, language: str) -> str:
    """The end of a shortened sum."""
    if language == "zh":
        return f"+…（共{count}{'个单位' if by_unit else '项'}）"
    return f" + … ({count} {'units' if by_unit else 'figures'})"


def function(word: str, inside: str, language: str) -> str:
    """A function over several figures."""
    zh, en = {
        "max": ("中的最大者", "the greatest of"),
        "min": ("中的最小者", "the least of"),
        "abs": ("的绝对值", "the size of"),
    }.get(word, ("", word))
    return f"{inside}{zh}" if language == "zh" else f"{en} {inside}"


def rate_of_nothing(
    stated_rate: Mapping[str, str], whole: Mapping[str, str], reason: str | None
) -> tuple[str, str]:
    """A percentage of a whole that is zero."""
    if reason == "growth_from_zero":
        return (
            f"{stated_rate['zh']}，但{whole['zh']}，升降幅度无从计算，宜填“—”",
            f"{stated_rate['en']}, but {whole['en']}: there is no base; write a dash",
        )
    if reason == "rate_of_nothing":
        return (
            f"{stated_rate['zh']}，但{whole['zh']}，比率无从计算，宜留空或填“—”",
            f"{stated_rate['en']}, but {whole['en']}: leave it blank or write a dash",
        )
    return (
        f"{stated_rate['zh']}，但{whole['zh']}，不能算出比率",
        f"{stated_rate['en']}, but {whole['en']}: no rate follows from it",
    )


def unreachable(rate: str, whole: str, language: str) -> str:
    """A percentage that no whole number of the whole gives."""
    if language == "zh":
        return f"{rate}，但{whole}，没有哪个整数能算出该比率"
    return f"{rate}, but {whole}: no whole number gives that rate"


TIERS = {
    "three_sd": (
        "（差数虽未超过四舍五入的极限，但超出常见误差）",
        " (possible by rounding alone, but unlikely)",
    ),
    "approximate": (
        "（与概数的通常理解不符）",
        " (outside what the approximate word leads one to expect)",
    ),
    "half_down": (
        "（仅当末位逢五舍去时相符）",
        " (right only if a half was rounded down)",
    ),
}
"""What is added to a finding of a lesser tier."""

CONVENTIONS = {
    Convention.HALF_UP: ("该文件的比率按四舍五入判断", "its rates are taken as rounded half up"),
    Convention.HALF_EVEN: (
        "该文件的比率按四舍六入五成双判断",
        "its rates are taken as rounded half to even",
    ),
    Convention.TRUNCATE: ("该文件的比率按舍去尾数判断", "its rates are taken as cut off"),
    Convention.FLOOR: ("该文件的比率按向下取整判断", "its rates are taken as rounded down"),
    Convention.CEIL: ("该文件的比率按进一法判断", "its rates are taken as rounded up"),
    Convention.EXACT: ("该文件的比率按精确值判断", "its rates are taken as exact"),
}
"""What a finding rests on where a submission rounds in its own way."""

ROLES = {
    "part": ("部分数", "the part"),
    "whole": ("总数", "the whole"),
    "rest": ("剩余数", "the rest"),
    "rate": ("比率", "the rate"),
    "share": ("占比", "the share"),
    "first": ("前一处", "the first figure"),
    "second": ("后一处", "the second figure"),
    "again": ("后一处", "the figure given again"),
    "difference": ("差数", "the difference"),
    "current": ("本期数", "this period's figure"),
    "previous": ("上年同期数", "last year's figure"),
    "delta": ("增减数", "the change in number"),
    "percent": ("升降幅度", "the change in per cent"),
    "zero": ("所列数", "the figure"),
    "total": ("总数", "the total"),
    "count": ("个数", "the number"),
    "average": ("平均数", "the average"),
}
"""Names of the roles in a claim, used where the text itself names nothing."""


def quote(term: Term, language: str) -> str:
    """The words of a term in a message of the rule's own."""
    return quoted(term, language)


def not_all(hidden: str, rate: str, part: str, whole: str, language: str) -> str:
    """A percentage that is rightly rounded and still misleads."""
    if language == "zh":
        end = "并非全部" if hidden == "all" else "并非没有"
        return f"{rate}，但{part}，{whole}，{end}（取舍无误，请注意表述）"
    end = "not all of it" if hidden == "all" else "not none"
    return f"{rate}, but {part} and {whole}: {end} (the rounding itself is right)"


CONVENTION_NAMES = {
    Convention.TRUNCATE: ("舍去尾数", "cut off"),
    Convention.FLOOR: ("向下取整", "rounded down"),
    Convention.CEIL: ("进一法", "rounded up"),
}
"""Names of the conventions that a submission may be found to use."""
