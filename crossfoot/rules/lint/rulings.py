"""Rules as conditions, gathered by what they are judged on together: one row, one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.lint.group import Condition, Group, Ruling, parted
from crossfoot.rules.lint.ownrow import own_row
from crossfoot.rules.lint.quantities import Variable, known_positive, ratio_known
from crossfoot.rules.lint.reading import Reader, reader
from crossfoot.rules.lint.rows import Choice, Formula, both, either
from crossfoot.rules.lint.search import Clause
from crossfoot.rules.lint.spelling import spelled
from crossfoot.rules.model import Rows, Rule, RuleSet, Scope
from crossfoot.rules.tree import Call, Logic, Node, renamed

_WHERE = {
    "leaf": (Rows.ALL, Rows.LEAF),
    "sub": (Rows.ALL, Rows.SUB),
    "total": (Rows.ALL, Rows.TOTAL),
    "main": (Rows.ALL, Rows.LEAF, Rows.MAIN),
}
_ON_ROWS = {
    Scope.ROW: ("leaf", "sub", "total", "main"),
    Scope.TOTAL: ("total",),
    Scope.MAIN: ("main",),
    Scope.CHILD: ("leaf", "total"),
}
_OWN_ROW = {"total": "total", "main": "main"}


def groups(rules: RuleSet, pack: Pack) -> list[Group]:
    """Every set of rules that meet, parted where they share no figure."""
    found: dict[tuple[str, tuple[str, ...]], Group] = {}
    for form in pack.forms.values():
        for time in _times(rules.rules):
            in_force = [rule for rule in rules.of_form(form.id) if _valid(rule, time)]
            for where, several in _by_place(in_force).items():
                for group in parted(_gathered(form, pack, where, several)):
                    keys = (form.id, tuple(ruling.key for ruling in group.rulings))
                    found.setdefault(keys, group)
    return list(found.values())


def _times(rules: Sequence[Rule]) -> list[date | None]:
    """A day of each stretch of time over which the same rules are in force."""
    starts = sorted({rule.valid_from for rule in rules if rule.valid_from is not None})
    dated = any(rule.valid_from or rule.valid_to for rule in rules)
    return [date.min, *starts] if dated else [None]


def _valid(rule: Rule, day: date | None) -> bool:
    if day is None:
        return True
    after = rule.valid_from is None or rule.valid_from <= day
    return after and (rule.valid_to is None or day <= rule.valid_to)


def _by_place(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    places: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.check is None:
            continue
        if rule.scope not in _ON_ROWS:
            places.setdefault(rule.scope.value, []).append(rule)
            continue
        for where in _ON_ROWS[rule.scope]:
            chosen = rule.rows or (Rows.LEAF if rule.scope is Scope.CHILD else Rows.ALL)
            if chosen in _WHERE[where] or rule.scope in (Scope.TOTAL, Scope.MAIN):
                places.setdefault(where, []).append(rule)
    return places


@dataclass(slots=True)
class _Met:
    """The variables and quotients that the rules of one place speak of."""

    variables: dict[str, Variable] = field(default_factory=dict)
    facts: dict[str, Formula] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, found: Reader) -> None:
        """What one rule speaks of."""
        self.variables |= found.quantities.variables
        self.texts |= found.texts
        for name, ratio in found.quantities.ratios.items():
            self.facts[name] = ratio_known(name, ratio)


def _gathered(form: Form, pack: Pack, where: str, rules: Iterable[Rule]) -> Group:
    met = _Met()
    rulings: list[Ruling] = []
    for rule in rules:
        bound = (None,) if rule.for_each is None else fields_for(rule.for_each, form)
        for item in bound:
            key = _key(rule, item, {ruling.key for ruling in rulings})
            rulings.append(_ruling(key, rule, form, pack, item, where, met))
    ranges = [
        Clause(f"type:{name}", known_positive(name))
        for name, variable in sorted(met.variables.items())
        if variable.positive
    ]
    ranges += [
        Clause(f"type:{name}", Choice(name, frozenset(texts)))
        for name, texts in sorted(met.texts.items())
        if texts
    ]
    return Group(
        form=form,
        where=where,
        rulings=tuple(rulings),
        ranges=tuple(ranges),
        facts=tuple(Clause(f"fact:{name}", fact) for name, fact in sorted(met.facts.items())),
        whole=frozenset(name for name, variable in met.variables.items() if variable.whole),
        shown=tuple(name for name, v in sorted(met.variables.items()) if v.shown),
    )


def _key(rule: Rule, item: Field | None, taken: set[str]) -> str:
    key = rule.id if item is None else f"{rule.id}[{item.id}]"
    number = 2
    plain = key
    while key in taken:
        key, number = f"{plain}#{number}", number + 1
    return key


def _ruling(
    key: str, rule: Rule, form: Form, pack: Pack, item: Field | None, where: str, met: _Met
) -> Ruling:
    read = reader(form, pack, item, rule.scope, rule.tolerance)

    def named(node: Node) -> Node:
        bound = node if item is None else renamed(node, {"f": item.id})
        return own_row(bound, _OWN_ROW.get(where))

    if rule.check is None:
        raise ValueError(rule.id)
    check = named(rule.check)
    demanded, broken = read.condition(check), read.condition(check, False)
    conditions = []
    if rule.when is not None:
        when = named(rule.when)
        demanded = either([read.condition(when, False), demanded])
        broken = both([read.condition(when), broken])
        conditions.append(Condition(spelled(when), read.condition(when)))
    conditions += [
        Condition(spelled(first), read.condition(first)) for first in _antecedents(check)
    ]
    met.add(read)
    loose = read.loose | {
        name for name, variable in read.quantities.variables.items() if variable.loose
    }
    return Ruling(
        key=key,
        rule=rule,
        field=None if item is None else item.id,
        formula=demanded,
        opposite=broken,
        conditions=tuple(conditions),
        loose=frozenset(loose | set(read.quantities.ratios)),
    )


def _antecedents(node: Node) -> Iterator[Node]:
    """What stands before ``implies``, at the top of a formula or in one of its ``and`` parts."""
    match node:
        case Call(function="implies", args=(first, _)):
            yield first
        case Logic(op="and", items=items):
            for item in items:
                yield from _antecedents(item)
        case _:
            return
