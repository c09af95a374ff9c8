"""What the parts of a formula are, which names it may use, and what it is judged on once."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.forms.model import Aggregation, Field, FieldType, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.language import (
    FACTS,
    FUNCTIONS,
    ROUND_NAMES,
)
from crossfoot.rules.model import ForEach, Scope
from crossfoot.rules.tree import Call, Each, Name, Node, walk

_TEXTUAL = (FieldType.TEXT, FieldType.CHOICE, FieldType.PERIOD)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part of a formula is: ``number``, ``text``, ``date``, ``truth``, ``units``.

    Attributes:
        unit: declared unit of measure of a number, ``""`` when it has none.
        many: it is a list of such things.
    """

    of: str
    unit: str = ""
    many: bool = False


ANY = Kind("any")


NUMBER = Kind("number")


TRUTH = Kind("truth")


def fields_for(each: ForEach, form: Form) -> tuple[Field, ...]:
    """The fields of a form over which a ``for_each`` rule is repeated, in the form's order."""
    return tuple(item for item in form.fields.values() if _chosen(each, item))


def _chosen(each: ForEach, item: Field) -> bool:
    match each:
        case ForEach.ADDITIVE:
            return item.numeric and item.aggregation is Aggregation.ADD
        case ForEach.RATE:
            return item.aggregation is Aggregation.RATE or item.type is FieldType.RATE
        case ForEach.CUMULATIVE:
            return item.numeric and item.cumulative
        case ForEach.AMOUNTS:
            return item.type is FieldType.AMOUNT
        case ForEach.COUNTS:
            return item.type is FieldType.COUNT
        case ForEach.NUMERIC:
            return item.numeric


def _own_list(node: Node) -> bool:
    """Whether an argument is a list in itself, so that no rows are run over."""
    return isinstance(node, Each) or (isinstance(node, Call) and node.function == "months")


_OF_TABLE = frozenset(ROUND_NAMES) - {"silent_row"}


def scope_of(
    nodes: Iterable[Node], *, matched: bool, around: frozenset[str] = frozenset()
) -> Scope:
    """What a rule is judged on once, by the functions and names it uses.

    Args:
        nodes: its formulas.
        matched: it says how rows of two tables meet.
        around: names of the lines around a table; a rule about nothing else is about the table.
    """
    calls: set[str] = set()
    names: set[str] = set()
    over_rows = False
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Call):
                calls.add(part.function)
                known = FUNCTIONS.get(part.function)
                chosen = part.keyword("by") is not None or part.keyword("over") is not None
                plain = bool(part.args) and not _own_list(part.args[0])
                over_rows |= known is not None and known.many and not chosen and plain
            if isinstance(part, Name):
                names.add(part.id)
    if names & {"expected", "submitted"}:
        return Scope.ROUND
    if calls & {"said", "claims", "listed"}:
        return Scope.TEXT
    if "parent" in calls:
        return Scope.UPPER
    if "children" in calls:
        return Scope.CHILD if matched else Scope.UPPER
    if calls & {"main", "sub"}:
        return Scope.MAIN
    if "total" in calls:
        return Scope.TOTAL
    of_table = bool(names) and names <= _OF_TABLE | around and "same_record" not in calls
    if calls & {"leaf", "rows", "correlation"} or over_rows or of_table:
        return Scope.TABLE
    return Scope.ROW


def field_kind(item: Field) -> Kind:
    """What a field's entries are."""
    if item.numeric:
        return Kind("number", item.unit)
    if item.type is FieldType.DATE:
        return Kind("date")
    if item.type is FieldType.YES_NO:
        return TRUTH
    return Kind("text") if item.type in _TEXTUAL else ANY


def names_of(form: Form, pack: Pack, bound: Field | None, scope: Scope) -> dict[str, Kind]:
    """The bare names that a rule on a form may use, with what they are."""
    names = {name: Kind(kind) for name, kind in ROUND_NAMES.items()}
    names |= {item.id: field_kind(item) for item in pack.meta.values()}
    over_rows = scope is Scope.TABLE
    own = {item.id: item for item in form.fields.values()}
    if bound is not None:
        own["f"] = bound
    for name, item in own.items():
        kind = field_kind(item)
        names[name] = Kind(kind.of, kind.unit, many=True) if over_rows else kind
    return names


def names_of_claim(roles: Iterable[str]) -> dict[str, Kind]:
    """The names that a rule on a claim may use: its roles and what else the construct says."""
    names = dict.fromkeys(FACTS, Kind("text"))
    return names | {role: Kind("number") for role in roles}


KIND_ZH = {
    "number": "数字",
    "text": "文字",
    "date": "日期",
    "truth": "判断",
    "units": "单位名单",
    "set": "一组值",
    "record": "整行",
}
KIND_EN = {
    "number": "a number",
    "text": "text",
    "date": "a date",
    "truth": "a condition",
    "units": "a list of units",
    "set": "a set of values",
    "record": "a whole row",
}
