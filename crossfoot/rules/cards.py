"""What a rule says of itself: the page that ``crossfoot rules ID`` prints."""

from __future__ import annotations

from collections.abc import Callable

from crossfoot.forms.model import Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level
from crossfoot.rules import phrases
from crossfoot.rules.model import ClaimRule, Example, ForEach, Rule
from crossfoot.rules.numbers import decimal_text
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Each,
    FieldOf,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
    Truth,
)


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule for people.

    Attributes:
        form: id of the form, ``"*"`` for every form, ``None`` for a rule over claims.
        form_zh, form_en: the form's title.
        check, when: the formulas as written; a rule with a finder shows its name.
        reads_zh, reads_en: the formula with field names in place of ids.
        origin: file and line of the declaration.
    """

    id: str
    level: Level
    form: str | None
    form_zh: str
    form_en: str
    zh: str
    en: str
    check: str
    when: str | None
    reads_zh: str
    reads_en: str
    source: str | None
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    origin: str


def rule_card(rule: Rule | ClaimRule, pack: Pack) -> RuleCard:
    """The card of a rule."""
    claim = isinstance(rule, ClaimRule)
    form = None if isinstance(rule, ClaimRule) else pack.forms.get(rule.form)
    check = rule.check_text
    when = finder = None
    if isinstance(rule, Rule):
        when, finder = rule.when_text, rule.finder
    everywhere = ("文字材料", "written reports") if claim else ("所有报表", "every form")
    return RuleCard(
        id=rule.id,
        level=rule.level,
        form=None if isinstance(rule, ClaimRule) else rule.form,
        form_zh=form.name("zh") if form else everywhere[0],
        form_en=form.name("en") if form else everywhere[1],
        zh=rule.zh or rule.en or "",
        en=rule.en or rule.zh or "",
        check=check or (finder or ""),
        when=when,
        reads_zh=_reads(rule, form, pack, "zh"),
        reads_en=_reads(rule, form, pack, "en"),
        source=rule.source,
        good=rule.good,
        bad=rule.bad,
        origin=f"{rule.origin.file}:{rule.origin.line}",
    )


_EACH = {
    ForEach.ADDITIVE: ("每个可相加的栏", "each field that adds up"),
    ForEach.RATE: ("每个比率栏", "each rate"),
    ForEach.CUMULATIVE: ("每个累计栏", "each cumulative field"),
    ForEach.AMOUNTS: ("每个金额栏", "each amount"),
    ForEach.NUMERIC: ("每个数字栏", "each figure"),
    ForEach.COUNTS: ("每个计数栏", "each count"),
}
_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "in": "∈", "not in": "∉"}
_OPERATORS = {"*": "×", "/": "÷", "-": "−"}
_WORDS = {
    "and": ("且", "and"),
    "or": ("或", "or"),
}
_CALLS: dict[str, tuple[str, str]] = {
    "pct": ("{0} ÷ {1} × 100%", "{0} ÷ {1} × 100%"),
    "implies": ("如果 {0}，则 {1}", "if {0} then {1}"),
    "total": ("合计行的{0}", "{0} of the total row"),
    "leaf": ("所含各行的{0}", "{0} of the rows it covers"),
    "rows": ("各行的{0}", "{0} of the rows"),
    "sub": ("其中各行的{0}", "{0} of the 其中 rows"),
    "main": ("所属行的{0}", "{0} of the row they belong to"),
    "children": ("下级单位报送的{0}", "{0} of the units' own files"),
    "parent": ("上级表的{0}", "{0} of the table above"),
    "prev": ("上期的{0}", "{0} one period earlier"),
    "last_year": ("上年报送的{0}", "{0} of last year's own file"),
    "prev_december": ("上年12月的{0}", "{0} of last December"),
    "cum": ("累计的{0}", "cumulative {0}"),
    "month_value": ("本月的{0}", "{0} of this month"),
    "months": ("各月的{0}", "{0} of the months"),
    "said": ("文中所述的{0}", "{0} as told in the text"),
    "listed": ("文中列举的{0}项数", "number of {0} listed in the text"),
    "sum": ("{0}之和", "the sum of {0}"),
    "count": ("符合“{0}”的行数", "number of rows with {0}"),
    "uniq": ("不同的{0}的个数", "number of different {0}"),
    "average": ("{0}的平均数", "the average of {0}"),
    "max": ("{0}中的最大者", "the greatest of {0}"),
    "min": ("{0}中的最小者", "the least of {0}"),
    "abs": ("{0}的绝对值", "the size of {0}"),
    "filled": ("已填{0}", "{0} is filled"),
    "whole_number": ("{0}为整数", "{0} is a whole number"),
    "text_has": ("{0}含有{1}", "{0} contains {1}"),
    "claims": ("文中称{0}", "the text claims {0}"),
    "all": ("每一项都 {0}", "every one: {0}"),
    "any": ("有一项 {0}", "some: {0}"),
}
_NAMES = {
    "expected": ("应报单位", "units due"),
    "submitted": ("已报单位", "units that handed in"),
    "period_end": ("报告期末日", "last day of the period"),
    "due_date": ("报送截止日", "due date"),
    "direction": ("升降方向", "direction"),
    "form": ("写法", "form of words"),
}


def _reads(rule: Rule | ClaimRule, form: Form | None, pack: Pack, language: str) -> str:
    if rule.check is None:
        return rule.title(language)
    names = _namer(rule, form, pack, language)
    text = _say(rule.check, names, language)
    if isinstance(rule, Rule) and rule.for_each is not None:
        text = f"{_EACH[rule.for_each][0 if language == 'zh' else 1]}: {text}"
    if isinstance(rule, Rule) and rule.when is not None:
        condition = _say(rule.when, names, language)
        return f"当 {condition} 时：{text}" if language == "zh" else f"where {condition}: {text}"
    return text


def _namer(
    rule: Rule | ClaimRule, form: Form | None, pack: Pack, language: str
) -> Callable[[Node], str]:
    at = 0 if language == "zh" else 1

    def name(node: Node) -> str:
        if isinstance(node, FieldOf):
            other = pack.forms.get(node.form)
            if other is None or node.id not in other.fields:
                return f"{node.form}.{node.id}"
            field = other.fields[node.id].name(language)
            return f"《{other.name('zh')}》{field}" if at == 0 else f"{field} ({other.name('en')})"
        word = node.id if isinstance(node, Name) else ""
        if isinstance(rule, ClaimRule):
            return phrases.ROLES.get(word, _NAMES.get(word, (word, word)))[at]
        if word == "f" and rule.for_each is not None:
            return ("该栏", "it")[at]
        declared = (form.fields.get(word) if form else None) or pack.meta.get(word)
        if declared is not None:
            return declared.name(language)
        return _NAMES.get(word, (word, word))[at]

    return name


def _say(node: Node, name: Callable[[Node], str], language: str) -> str:
    at = 0 if language == "zh" else 1
    match node:
        case Name() | FieldOf():
            return name(node)
        case Number(value=value):
            return decimal_text(value)
        case Text(value=value):
            return f"“{value}”"
        case Truth(value=value):
            return str(value).lower()
        case Negative(value=inner):
            return f"−{_say(inner, name, language)}"
        case Not(value=inner):
            return f"{('不是', 'not')[at]} ({_say(inner, name, language)})"
        case Arithmetic(op=op, left=left, right=right):
            sides = [_inner(side, name, language, op) for side in (left, right)]
            return f"{sides[0]} {_OPERATORS.get(op, op)} {sides[1]}"
        case Compare(ops=("<=",), items=(Name(id="expected"), Name(id="submitted"))):
            return ("应报单位均已报送", "every unit due has handed in")[at]
        case Compare(ops=ops, items=items):
            said = [_say(item, name, language) for item in items]
            links = [f"{_SIGNS.get(op, op)} {said[n + 1]}" for n, op in enumerate(ops)]
            return " ".join([said[0], *links])
        case Logic(op=op, items=items):
            return f" {_WORDS[op][at]} ".join(_inner(item, name, language, op) for item in items)
        case _:
            return _listed(node, name, language)


def _listed(node: Node, name: Callable[[Node], str], language: str) -> str:
    at = 0 if language == "zh" else 1
    comma = "、" if at == 0 else ", "
    match node:
        case Items(items=items):
            return comma.join(_say(item, name, language) for item in items)
        case Each(item=item, source=source):
            said, of = _say(item, name, language), _say(source, name, language)
            return f"{said}（{of}）" if at == 0 else f"{said} ({of})"
        case Call(function=function, args=args):
            template = _CALLS.get(function, (function + "({0})", function + "({0})"))[at]
            if "{1}" in template:
                return template.format(*(_inner(a, name, language, "/") for a in args))
            return template.format(comma.join(_say(a, name, language) for a in args))
        case _:
            return ""


def _inner(node: Node, name: Callable[[Node], str], language: str, within: str) -> str:
    """A part in brackets where it would be read wrongly without."""
    said = _say(node, name, language)
    sum_in_product = isinstance(node, Arithmetic) and node.op in "+-" and within in ("*", "/", "-")
    or_in_and = isinstance(node, Logic) and node.op != within and within in ("and", "or")
    return f"({said})" if sum_in_product or or_in_and else said
