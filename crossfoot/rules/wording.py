"""What a finding says: built from the formula, the fields' names and the figures themselves."""

from __future__ import annotations

from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Expected, Message
from crossfoot.rules import exact, phrases, rates
from crossfoot.rules.balances import weighed
from crossfoot.rules.expressions import (
    LONG_SUM,
    SHOWN,
    dated,
    distinct,
    pct_of,
    quotient_words,
    side_words,
    single,
    sum_side,
    terms_of,
    valued,
)
from crossfoot.rules.measures import aligned
from crossfoot.rules.numbers import (
    allowed,
    amount_text,
    decimal_text,
    gap_text,
    with_unit,
)
from crossfoot.rules.terms import Term
from crossfoot.rules.tree import (
    Call,
    Compare,
    Each,
    Logic,
    Name,
    Node,
    Not,
    Number,
    Text,
    walk,
)
from crossfoot.rules.values import Amount, Outcome, Unknown

_LANGUAGES = ("zh", "en")


@dataclass(slots=True)
class Account:
    """What went wrong, in words and figures.

    Attributes:
        terms: every figure of the comparison, the stated side first.
        first: the terms to look at first.
        stated: the term that ``expected`` speaks of.
    """

    zh: str = ""
    en: str = ""
    terms: list[Term] = field(default_factory=list)
    first: list[Term] = field(default_factory=list)
    stated: Term | None = None
    expected: Expected | None = None

    def message(self) -> Message:
        """The sentence in both languages."""
        return Message(self.zh, self.en)


def account(node: Node, context: exact.Context) -> Account:
    """Say what contradicts what in a condition that does not hold."""
    match node:
        case Compare():
            return _comparison(node, context)
        case Logic(op="and", items=items):
            return _joined([account(item, context) for item in items if _bad(item, context)])
        case Logic(op="or", items=items):
            return _alternatives(items, context)
        case Call(function="implies", args=(condition, consequence)):
            return _consequence(condition, consequence, context)
        case Call(function="all", args=(Each() as each,)):
            bad = [c for c in exact.each(each, context) if _bad(each.item, c)]
            return _joined([account(each.item, c) for c in bad[:SHOWN]])
        case Call(function="adds_up"):
            told = [Account(w.zh, w.en, [*w.terms], [*w.own]) for w in weighed(node, context)]
            return _joined(told) if told else _plain(node, context)
        case _:
            return _plain(node, context)


def _bad(node: Node, context: exact.Context) -> bool:
    outcome = exact.truth(node, context).outcome
    return outcome is not None and outcome < Outcome.POSSIBLE


def _joined(told: list[Account], zh: str = "；", en: str = "; ") -> Account:
    whole = Account(zh.join(p.zh for p in told if p.zh), en.join(p.en for p in told if p.en))
    for part in told:
        whole.terms = distinct([*whole.terms, *part.terms])
        whole.first = distinct([*whole.first, *part.first])
        if whole.stated is None:
            whole.stated, whole.expected = part.stated, part.expected
    return whole


def _alternatives(items: tuple[Node, ...], context: exact.Context) -> Account:
    """``a or b``: branches that a word of the text rules out are not spoken of."""
    open_items = [item for item in items if not _ruled_out(item, context)] or list(items)
    if len(open_items) == 1:
        return account(open_items[0], context)
    facts = [item for item in open_items if _with_number(item)]
    others = [item for item in open_items if item not in facts]
    if not others:
        return _joined([account(item, context) for item in open_items])
    stated = [_fact(item, context) for item in facts]
    return _joined([*stated, *(account(item, context) for item in others)], "，", ", ")


def _ruled_out(node: Node, context: exact.Context) -> bool:
    """Whether a condition about a word, not a figure, already fails in an ``and``."""
    if not (isinstance(node, Logic) and node.op == "and"):
        return False
    return any(
        any(isinstance(part, Text) for part in walk(item)) and _bad(item, context)
        for item in node.items
    )


def _with_number(node: Node) -> bool:
    return isinstance(node, Compare) and any(isinstance(item, Number) for item in node.items)


def _consequence(condition: Node, consequence: Node, context: exact.Context) -> Account:
    """``implies``: the condition as a fact, then what does not follow."""
    told = account(consequence, context)
    fact = _fact(condition, context)
    # one “but” in a sentence
    between = ("，", ", ") if "，但" in told.zh else ("，但", ", but ")
    whole = _joined([fact, told], *between)
    if len(fact.terms) == 1:  # either side may be the wrong one
        whole.first = [*fact.terms, *(term for term in told.first if term not in fact.terms)]
    return whole


def _fact(node: Node, context: exact.Context) -> Account:
    """A condition that holds (or an alternative that does not), told as what is stated."""
    if isinstance(node, Compare) and any(isinstance(item, Text) for item in node.items):
        return _word_fact(node, context)
    if isinstance(node, Compare):
        sides = [item for item in node.items if not isinstance(item, Number | Text)]
    elif isinstance(node, Logic):
        return _joined([_fact(item, context) for item in node.items], "，", ", ")
    elif isinstance(node, Not):
        return _fact(node.value, context)
    else:
        sides = [node]
    said = {
        language: [side_words(side, context, language) for side in sides] for language in _LANGUAGES
    }
    terms = [term for side in sides for term in terms_of(side, context)]
    if not terms:  # a fact without a figure has nothing to quote
        return Account("", "")
    return Account("，".join(said["zh"]), ", ".join(said["en"]), terms)


def _word_fact(node: Compare, context: exact.Context) -> Account:
    """A condition about a word: what a text says of a direction, or a text field's content."""
    terms = terms_of(node, context)
    if not terms:
        words = [exact.value(item, context) for item in node.items if isinstance(item, Name)]
        return Account(*phrases.direction(str(words[0]) if words else ""))
    told = {lang: [phrases.stated(term, lang) for term in terms] for lang in _LANGUAGES}
    return Account("，".join(told["zh"]), ", ".join(told["en"]), terms)


def _plain(node: Node, context: exact.Context) -> Account:
    """A condition without a shape of its own: what is stated, and that is all."""
    inner = node.value if isinstance(node, Not) else node
    terms = terms_of(inner, context)
    if len(terms) > SHOWN and len({(term.role, term.when) for term in terms}) == 1:
        told = {language: phrases.column(terms, SHOWN, language) for language in _LANGUAGES}
        return Account(told["zh"], told["en"], terms, terms[:1])
    zh = "，".join(phrases.stated(term, "zh") for term in terms[:LONG_SUM])
    en = ", ".join(phrases.stated(term, "en") for term in terms[:LONG_SUM])
    return Account(zh, en, terms, terms[:1])


def _comparison(node: Compare, context: exact.Context) -> Account:
    links = range(len(node.ops))
    bad = []
    for number in links:
        outcome = exact.link_truth(node, number, context).outcome
        if outcome is not None and outcome < Outcome.POSSIBLE:
            bad.append(number)
    found = [
        _link(node.ops[number], node.items[number], node.items[number + 1], context)
        for number in bad
    ]
    whole = _joined(found)
    whole.terms = distinct([*whole.terms, *terms_of(node, context)])
    return whole


def _link(op: str, left: Node, right: Node, context: exact.Context) -> Account:
    if op == "==":
        rate = rates.rate_sides(left, right)
        if rate is not None:
            return _rate(rate, context)
        turned = single(right, context) is not None and single(left, context) is None
        if turned or isinstance(left, Number):
            left, right = right, left
        if isinstance(right, Number):
            return _order("==", left, right, context)
        return _equality(left, right, context)
    if op in phrases.OPPOSITE:
        extreme = _extreme(op, left, right)
        if extreme is not None:
            return _each_of(*extreme, context)
        if isinstance(left, Number):
            op, left, right = phrases.TURNED[op], right, left
        return _order(op, left, right, context)
    return _plain(Compare((op,), (left, right)), context)


def _extreme(op: str, left: Node, right: Node) -> tuple[str, tuple[Node, ...], Node] | None:
    """``max(a, b) <= c`` is told of the figures that exceed ``c``; ``min`` likewise."""
    for one, other, turned in ((left, right, op), (right, left, phrases.TURNED[op])):
        if isinstance(one, Call) and len(one.args) > 1:
            below = turned in ("<", "<=")
            if (one.function == "max" and below) or (one.function == "min" and not below):
                return turned, one.args, other
    return None


def _each_of(op: str, items: tuple[Node, ...], other: Node, context: exact.Context) -> Account:
    found = [
        _order(op, item, other, context)
        for item in items
        if _bad(Compare((op,), (item, other)), context)
    ]
    return _joined(found)


def _rate(rate: rates.Rate, context: exact.Context) -> Account:
    """A stated percentage against its part and whole."""
    term = single(rate.stated, context)
    part, whole = exact.value(rate.part, context), exact.value(rate.whole, context)
    terms = [term] if term is not None else terms_of(rate.stated, context)
    others = [
        t for t in (*terms_of(rate.part, context), *terms_of(rate.whole, context)) if t not in terms
    ]
    result = Account(terms=terms + distinct(others), first=terms[:1], stated=term)
    if not isinstance(part, Amount) or not isinstance(whole, Amount):
        for language in _LANGUAGES:
            told = [side_words(side, context, language) for side in (rate.stated, rate.whole)]
            setattr(result, language, phrases.unreachable(told[0], told[1], language))
        return result
    quotient: Amount | Unknown = Unknown("zero_divisor")
    if whole.exact != 0:
        quotient = rates.percentage(rate.part, rate.whole, part, whole, context, exact.value)
    sides = {language: quotient_words(rate, context, language) for language in _LANGUAGES}
    stated = {language: side_words(rate.stated, context, language) for language in _LANGUAGES}
    if isinstance(quotient, Unknown):
        reason = exact.link_truth(Compare(("==",), (rate.stated, pct_of(rate))), 0, context).reason
        bare = {language: side_words(rate.whole, context, language) for language in _LANGUAGES}
        result.zh, result.en = phrases.rate_of_nothing(stated, bare, reason)
        return result
    step = term.quantity.step if term is not None and term.quantity is not None else None
    text = amount_text(quotient, step, term.text if term is not None else "") + "%"
    result.expected = Expected(quotient.possible, text)
    result.zh = f"{stated['zh']}，但{sides['zh']}={text}"
    result.en = f"{stated['en']}, but {sides['en']} = {text}"
    return result


def _equality(left: Node, right: Node, context: exact.Context) -> Account:
    term = single(left, context)
    a, b = exact.value(left, context), exact.value(right, context)
    terms = distinct([*terms_of(left, context), *terms_of(right, context)])
    result = Account(terms=terms, first=[term] if term is not None else terms[:1], stated=term)
    if not isinstance(a, Amount) or not isinstance(b, Amount):
        plain = _plain(Compare(("==",), (left, right)), context)
        result.zh, result.en = plain.zh, plain.en
        return result
    a, b = aligned(a, b)
    step = term.quantity.step if term is not None and term.quantity is not None else None
    unit = a.unit or b.unit
    text = amount_text(b, step, term.text if term is not None else "")
    result.expected = Expected(b.possible, with_unit(text, unit, "zh"))
    gap = gap_text(a, b, step)
    other = single(right, context)
    for language in _LANGUAGES:
        said = phrases.equality(
            side_words(left, context, language),
            other_term(other, term, language) if other else sum_side(right, context, language),
            "" if other else with_unit(text, unit, language),
            "" if gap is None else with_unit(gap, unit, language),
            language,
        )
        setattr(result, language, said)
    return result


def other_term(other: Term, term: Term | None, language: str) -> str:
    """The second of two single figures; a figure of the same field is named by its row."""
    if term is not None and term.role == other.role and other.row:
        return phrases.own_file(other, language)
    return phrases.stated(other, language)


def _order(op: str, left: Node, right: Node, context: exact.Context) -> Account:
    """``left <= right`` and its like."""
    a, b = exact.value(left, context), exact.value(right, context)
    terms = distinct([*terms_of(left, context), *terms_of(right, context)])
    first = [*terms_of(left, context)[:2], *terms_of(right, context)[:1]]
    result = Account(terms=terms, first=distinct(first))
    if isinstance(a, str) and isinstance(b, str) and op in phrases.OPPOSITE:
        for language in _LANGUAGES:
            one, other = dated(left, context, language), dated(right, context, language)
            setattr(result, language, phrases.dates(op, one, other, language))
        return result
    if not isinstance(a, Amount) or not isinstance(b, Amount):
        plain = _plain(Compare((op,), (left, right)), context)
        result.zh, result.en = plain.zh, plain.en
        return result
    a, b = aligned(a, b)
    gap = gap_text(a, b)
    unit = a.unit or b.unit
    literal = right.value if isinstance(right, Number) else None
    result.stated = single(left, context)
    if result.stated is not None:
        result.expected = allowed(op, b, a.unit)
    for language in _LANGUAGES:
        said_left = valued(left, a, unit, context, language)
        if literal is not None:
            number = with_unit(decimal_text(literal), "%" if unit == "%" else "", language)
            said = phrases.against_number(op, said_left, number, language)
        else:
            shared = unit if b.unit in (unit, "") else ""
            short = "" if gap is None else with_unit(gap, shared, language)
            said_right = valued(right, b, unit, context, language, bare=True)
            said = phrases.against(op, said_left, said_right, short, language)
        setattr(result, language, said)
    return result
