"""What can be said of rules without solving anything: fields, examples, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.finding import Message
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.lint.model import Flaw, FlawKind, Involved
from crossfoot.rules.model import ClaimRule, Rule, RuleSet
from crossfoot.rules.tree import FieldOf, Name, Node, walk


def structural(rules: RuleSet, pack: Pack) -> Iterator[Flaw]:
    """Fields that no rule looks at, rules without examples, rules without words."""
    for form in pack.forms.values():
        seen = fields_seen(rules, form, pack)
        own = fields_seen(RuleSet(tuple(r for r in rules.rules if r.form != "*")), form, pack)
        numbers = [item for item in form.fields.values() if item.numeric]
        unseen = [item for item in numbers if item.id not in seen]
        general = [item for item in numbers if item.id in seen - own]
        if unseen:
            yield _unseen(form, unseen)
        if general:
            yield _general(form, general)
    told: set[str] = set()
    for rule in every_rule(rules):
        if rule.id not in told:
            told.add(rule.id)
            yield from _about(rule)


def every_rule(rules: RuleSet) -> tuple[Rule | ClaimRule, ...]:
    """Rules over tables, then rules over claims."""
    return (*rules.rules, *(rule for kind in rules.claims.values() for rule in kind))


def fields_seen(rules: RuleSet, form: Form, pack: Pack) -> frozenset[str]:
    """Ids of a form's fields that some rule names, for itself or for another form."""
    seen: set[str] = set()
    for rule in rules.rules:
        if rule.form in (form.id, "*"):
            seen |= fields_of(rule, form)
        for node in _nodes(rule):
            seen |= {
                part.id
                for part in walk(node)
                if isinstance(part, FieldOf) and part.form == form.id and part.form in pack.forms
            }
    return frozenset(seen)


def fields_of(rule: Rule, form: Form) -> frozenset[str]:
    """Ids of the fields of its own form that a rule looks at."""
    names = {part.id for node in _nodes(rule) for part in walk(node) if isinstance(part, Name)}
    if rule.softened_by is not None:
        names.add(rule.softened_by)
    if rule.for_each is not None:
        names |= {item.id for item in fields_for(rule.for_each, form)}
    return frozenset(names & set(form.fields))


def involved(rule: Rule | ClaimRule, field: str | None = None) -> Involved:
    """A rule as it is named in what lint says."""
    says = rule.check_text
    if isinstance(rule, Rule):
        says = says or f"finder: {rule.finder}"
        if rule.when_text:
            says = f"{says}    when: {rule.when_text}"
    return Involved(rule.id, says, rule.origin, field)


def _nodes(rule: Rule) -> list[Node]:
    return [node for node in (rule.check, rule.when) if node is not None]


def _unseen(form: Form, items: Sequence[Field]) -> Flaw:
    zh, en = _names(items)
    return Flaw(
        FlawKind.UNSEEN,
        Message(
            f"《{form.name('zh')}》的{zh}没有任何规则核对，填错也不会被发现",
            f"no rule looks at {en} of “{form.name('en')}”: a wrong figure stays unnoticed",
        ),
        form=form.id,
        about=tuple(item.id for item in items),
    )


def _general(form: Form, items: Sequence[Field]) -> Flaw:
    zh, en = _names(items)
    return Flaw(
        FlawKind.GENERAL,
        Message(
            f"《{form.name('zh')}》的{zh}只有各表通用的规则（合计、汇总、前后期等）核对，"
            "没有本表的规则把它与其他栏相比",
            f"only rules for every form (totals, roll-ups, earlier periods …) look at {en} of "
            f"“{form.name('en')}”; no rule of its own compares it with other fields",
        ),
        form=form.id,
        about=tuple(item.id for item in items),
    )


def _names(items: Sequence[Field]) -> tuple[str, str]:
    zh = "".join(f"“{item.name('zh')}”" for item in items)
    return zh, ", ".join(f"“{item.name('en')}”" for item in items)


def _about(rule: Rule | ClaimRule) -> Iterator[Flaw]:
    lacking = [key for key, examples in (("good", rule.good), ("bad", rule.bad)) if not examples]
    if lacking:
        zh = "、".join({"good": "正例", "bad": "反例"}[key] for key in lacking)
        en = " or ".join(lacking)
        yield Flaw(
            FlawKind.NO_EXAMPLE,
            Message(
                f"规则 {rule.id} 没有{zh}，没有东西证明它管用",
                f"rule {rule.id} has no {en} example: nothing shows that it works",
            ),
            about=(rule.id,),
            rules=(involved(rule),),
        )
    if not rule.zh or not rule.en:
        zh, en = ("中文", "Chinese") if not rule.zh else ("英文", "English")
        yield Flaw(
            FlawKind.NO_WORDS,
            Message(
                f"规则 {rule.id} 没有{zh}说明（{'zh' if not rule.zh else 'en'}）",
                f"rule {rule.id} says nothing in {en} ({'zh' if not rule.zh else 'en'})",
            ),
            about=(rule.id,),
            rules=(involved(rule),),
        )
