"""What expectations are called, and why a rule is none, in Chinese and English."""

from __future__ import annotations

import re
from typing import Any

from crossfoot.forms.model import Field
from crossfoot.model.finding import Level
from crossfoot.rules.model import Rule
from crossfoot.rules.tree import Call, walk

LEVELS = {
    Level.HARD: ("强制性", "hard"),
    Level.SOFT: ("核实性", "soft"),
    Level.HINT: ("提示性", "hint"),
}
IDLE = ("表中缺少该规则所需的列", "the table lacks columns that it looks at")
UNREADABLE_LEFT = (
    "SQLite 没有正则表达式，文本列中的数字无法辨认",
    "SQLite knows no regular expressions to tell numbers in columns of text",
)
UNREADABLE_TEXT = (
    "CF-READ 强制性：数字列的填报内容应能读作数\n"
    "CF-READ hard: what stands in a column of figures can be read as one"
)
_SCOPES = {
    "table": ("须通看整张表", "it is judged on a whole table"),
    "main": ("须通看其中行", "it is judged on a row together with those that are part of it"),
    "round": ("须通看整轮报送", "it is judged on a whole round of submissions"),
    "child": ("须对照下级报表", "it is judged against the unit's own file"),
    "upper": ("须对照各单位报表", "it is judged against the files of all units"),
    "handed": ("须对照多份文件", "it is judged on several files"),
    "text": ("针对文字材料", "it is about written reports"),
    "document": ("针对文件本身", "it is about the file itself"),
}
_PARTS = {
    "prev": ("须对照上期", "it looks at the period before"),
    "last_year": ("须对照上年", "it looks at the year before"),
    "months": ("须对照各月", "it looks at several months"),
    "cum": ("须对照累计数", "it looks at the cumulative figure of another period"),
    "month_value": ("须对照本月数", "it looks at the figure of the month alone"),
    "/": ("用到除法", "it divides"),
    "digits": ("位数超出数据库可精确计算的范围", "its numbers are too long to be computed exactly"),
    "regexp": ("SQLite 没有正则表达式", "SQLite knows no regular expressions"),
}
_TIMES = ("prev", "last_year", "months", "cum", "month_value")
_ROWS = frozenset({"total", "leaf", "rows"})
_NO_TOTALS = ("表中没有合计行", "the table has no total rows")
_FORMULA = ("公式写法无法写成 SQL", "no SQL is made of its formula")
_DATES = ("比较日期先后", "it compares dates")
_OTHER = ("用到 {}，无法写成 SQL", "it uses {}, which no SQL is made of")
_LISTED = (
    "列中文本过多或未连接数据来源，无法逐一核对",
    "the texts of the column are too many, or not known because no source was named",
)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def reason(rule: Rule, what: str, *, listed: bool = False, roles: bool = True) -> tuple[str, str]:
    """Why no expectation is made of a rule.

    Args:
        rule: the rule.
        what: the part of it that is the reason.
        listed: it holds a text against a pattern.
        roles: the table tells totals from details.
    """
    if listed:
        return _LISTED
    if rule.scope.value in _SCOPES:
        return _SCOPES[rule.scope.value]
    formulas = [node for node in (rule.check, rule.when) if node is not None]
    used = {part.function for one in formulas for part in walk(one) if isinstance(part, Call)}
    times = [name for name in _TIMES if name in used]
    if times:
        return _PARTS[times[0]]
    if used & _ROWS and not roles:
        return _NO_TOTALS
    if what in _PARTS:
        return _PARTS[what]
    if what in ("<", "<=", ">", ">="):
        return _DATES
    known = what in used
    return (_OTHER[0].format(what), _OTHER[1].format(what)) if known else _FORMULA


def description(rule: Rule, bound: Field | None) -> str:
    """A rule in a line of Chinese and one of English, and its formula."""
    zh, en = LEVELS[rule.level]
    fields = ("", "") if bound is None else (f"（{bound.name('zh')}）", f" ({bound.name('en')})")
    formula = rule.check_text if rule.when_text is None else f"{rule.when_text}: {rule.check_text}"
    lines = [
        f"{rule.id} {zh}：{rule.title('zh')}{fields[0]}",
        f"{rule.id} {en}: {rule.title('en')}{fields[1]}",
        " ".join(formula.split()),
    ]
    return untagged("\n".join(lines))


def untagged(text: str) -> str:
    """A text for Data Docs, which print it as it is: a ``<`` before a letter would begin a tag."""
    return _TAG.sub("< ", text)


def meta(rule: Rule, bound: Field | None) -> dict[str, Any]:
    """What an expectation was made of."""
    told = {
        "rule": rule.id,
        "level": rule.level.value,
        "form": rule.form,
        "field": None if bound is None else bound.id,
        "check": rule.check_text,
        "when": rule.when_text,
        "softened_by": rule.softened_by,
        "source": rule.source,
        "zh": rule.zh,
        "en": rule.en,
    }
    return {name: value for name, value in told.items() if value is not None}
