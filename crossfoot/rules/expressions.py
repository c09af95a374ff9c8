"""Formulas with their figures in them, and the figures a formula looks at."""

from __future__ import annotations

from crossfoot.rules import exact, phrases, rates
from crossfoot.rules.language import SOURCES
from crossfoot.rules.numbers import (
    amount_text,
    decimal_text,
    quoted,
    with_unit,
)
from crossfoot.rules.terms import Term, flat
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Each,
    FieldOf,
    Name,
    Negative,
    Node,
    Number,
    parts,
)
from crossfoot.rules.values import Amount

LONG_SUM = 6  # a sum of more figures is shortened to its first ones and their number


SHOWN = 3


_OPERATORS = {"+": "+", "-": "−", "*": "×", "/": "÷", "%": " mod "}


def single(node: Node, context: exact.Context) -> Term | None:
    """The one figure that a formula is, if it is nothing but a figure."""
    if isinstance(node, Name | FieldOf) or (isinstance(node, Call) and node.function in SOURCES):
        found = context.find(node)
        return found if isinstance(found, Term) else None
    if isinstance(node, Call) and node.function == "sum":
        items = exact.found_items(node.args[0], context)
        if len(items) == 1 and isinstance(items[0], Term):
            return items[0]
    if isinstance(node, Call) and node.function in ("min", "max") and len(node.args) == 1:
        return _outermost(node, context)
    return None


def _outermost(node: Call, context: exact.Context) -> Term | None:
    """The one of several figures that is the least or greatest as written."""
    if not (isinstance(node.args[0], Call) and node.args[0].function in SOURCES):
        return None
    found = [term for term in exact.found_items(node.args[0], context) if isinstance(term, Term)]
    stated = [
        (term.amount.nominal, term)
        for term in found
        if term.amount is not None and term.amount.nominal is not None
    ]
    if not stated:
        return None
    pick = min if node.function == "min" else max
    return pick(stated, key=lambda pair: pair[0])[1]


def pct_of(rate: rates.Rate) -> Call:
    """The percentage that a rate's part and whole give, as a formula."""
    return Call("pct", (rate.part, rate.whole))


def quotient_words(rate: rates.Rate, context: exact.Context, language: str) -> str:
    """A rate's part and whole with their figures: ``整改418个÷排查494个``."""
    part = _bracketed(rate.part, context, language)
    whole = _bracketed(rate.whole, context, language)
    return f"{part}÷{whole}" if language == "zh" else f"{part} ÷ {whole}"


def dated(node: Node, context: exact.Context, language: str) -> str:
    """A date with its name."""
    term = single(node, context)
    if term is not None:
        return phrases.named(term, language)
    day = str(exact.value(node, context))
    known = phrases.DATES.get(node.id if isinstance(node, Name) else "", ("", ""))
    return f"{known[0]}{day}" if language == "zh" else f"{known[1]} {day}".strip()


def valued(
    node: Node,
    number: Amount,
    unit: str,
    context: exact.Context,
    language: str,
    *,
    bare: bool = False,
) -> str:
    """A side of an ordering: a stated figure, or a calculation with its result."""
    term = single(node, context)
    if term is not None:
        return phrases.named(term, language) if bare else phrases.stated(term, language)
    result = with_unit(amount_text(number), unit if number.unit else "", language)
    equals = "=" if language == "zh" else " = "
    return f"{sum_side(node, context, language)}{equals}{result}"


def side_words(node: Node, context: exact.Context, language: str) -> str:
    """A side of a comparison told as what the report states."""
    term = single(node, context)
    if term is not None:
        return phrases.stated(term, language)
    if isinstance(node, Negative) and single(node.value, context) is not None:
        return phrases.decrease(side_words(node.value, context, language), language)
    number = exact.value(node, context)
    text = sum_side(node, context, language)
    if not isinstance(number, Amount):
        return text
    equals = "=" if language == "zh" else " = "
    return f"{text}{equals}{with_unit(amount_text(number), number.unit, language)}"


def sum_side(node: Node, context: exact.Context, language: str) -> str:
    """A calculation with its figures; sums over rows and units name what is added up."""
    if isinstance(node, Call) and node.function == "sum":
        return _sum_words(node, context, language)
    return _expression(node, context, language)


def _sum_words(node: Call, context: exact.Context, language: str) -> str:
    source = node.args[0]
    items = [t for t in exact.found_items(source, context) if isinstance(t, Term)]
    figures = [term for term in items if term.amount is not None]
    by_unit = isinstance(source, Call) and source.function == "children"
    shown = figures if len(figures) <= LONG_SUM else figures[:SHOWN]
    texts = [(term.row if by_unit else "") + number_only(term) for term in shown]
    if len(figures) == 1 and len(items) == 1:
        return phrases.named(figures[0], language)
    total = "+".join(texts) if language == "zh" else " + ".join(texts)
    if len(shown) < len(figures):
        total += phrases.and_more(len(figures), by_unit=by_unit, language=language)
    return phrases.sum_of(source, total, language)


def number_only(term: Term) -> str:
    """A figure of a sum, without its unit."""
    text = quoted(term, "zh")
    return text.removesuffix(term.unit) if term.unit and term.unit != "%" else text


def _expression(node: Node, context: exact.Context, language: str) -> str:
    match node:
        case Number(value=number):
            return decimal_text(number)
        case Arithmetic(op="+") if (long := _long_sum(node, context)) is not None:
            plus = "+" if language == "zh" else " + "
            return phrases.sum_of(node, plus.join(map(number_only, long)), language)
        case Arithmetic(op=op, left=left, right=right):
            first = _bracketed(left, context, language, within=op)
            second = _bracketed(right, context, language, within=op, second=True)
            sign = _OPERATORS[op] if language == "zh" else f" {_OPERATORS[op].strip()} "
            return f"{first}{sign}{second}"
        case Negative(value=inner):
            return f"−{_bracketed(inner, context, language)}"
        case Call(function="pct", args=(part, whole)):
            return quotient_words(rates.Rate(node, part, whole, growth=False), context, language)
        case Call(function="sum"):
            return _sum_words(node, context, language)
        case Call(function=function, args=args) if function not in SOURCES:
            inside = ("、" if language == "zh" else ", ").join(
                _expression(argument, context, language) for argument in args
            )
            return phrases.function(function, inside, language)
        case _:
            term = single(node, context)
            return phrases.named(term, language) if term is not None else ""


def _long_sum(node: Node, context: exact.Context) -> list[Term] | None:
    """The figures of a sum of so many fields that their names would bury them."""
    sides: list[Node] = []
    while isinstance(node, Arithmetic) and node.op == "+":
        sides.insert(0, node.right)
        node = node.left
    figures = [single(side, context) for side in (node, *sides)]
    terms = [term for term in figures if term is not None]
    return terms if len(terms) == len(figures) > LONG_SUM else None


def _bracketed(
    node: Node, context: exact.Context, language: str, *, within: str = "/", second: bool = False
) -> str:
    text = _expression(node, context, language)
    weak = isinstance(node, Arithmetic) and node.op in "+-"
    if weak and (within in "*/%" or (within == "-" and second)):
        return f"（{text}）" if language == "zh" else f"({text})"
    return text


def terms_of(node: Node, context: exact.Context) -> list[Term]:
    """Every figure that a formula looks at here, in reading order, each once."""
    found: list[Term] = []
    for part in _sources(node):
        for item in exact.found_items(part, context):
            if isinstance(item, Term):
                found += flat([item])
    return distinct(found)


def _sources(node: Node) -> list[Node]:
    """The names and fetching functions of a formula; what a ``for`` binds is left out."""
    if isinstance(node, Name | FieldOf) or (isinstance(node, Call) and node.function in SOURCES):
        return [node]
    if isinstance(node, Each):
        return _sources(node.source)
    return [source for part in parts(node) for source in _sources(part)]


def distinct(terms: list[Term]) -> list[Term]:
    """Every term once, in order."""
    return list(dict.fromkeys(terms))
