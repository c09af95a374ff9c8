"""Functions over the rows of a table: all, those of one key, those that meet a condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

from crossfoot.model.interval import Interval
from crossfoot.rules.comparing import conjunction
from crossfoot.rules.sequences import Step, evenly_spaced, position
from crossfoot.rules.terms import Value
from crossfoot.rules.tree import Call, Items, Name, Node
from crossfoot.rules.tree import Text as Written
from crossfoot.rules.values import CERTAIN, FAILED, Amount, Outcome, Truth, Unknown, exactly

Evaluate = Callable[[Node, Any], Value]
Holds = Callable[[Node, Any], Truth]
Key = tuple[Hashable, ...]
_PRECISION = 10**24


def is_grouped(node: Call) -> bool:
    """Whether a function runs over rows chosen by ``by``, ``over`` or ``where``."""
    return any(node.keyword(word) is not None for word in ("by", "over", "where"))


def members(node: Call, context: Any, evaluate: Evaluate, holds: Holds) -> list[Any]:
    """The rows that a function with ``by`` or ``where`` runs over, as seen from here."""
    by, where = node.keyword("by"), node.keyword("where")
    over = node.keyword("over")
    if isinstance(over, Name):
        rows: Sequence[Any] = context.others(over.id)
    elif by is not None:
        rows = _of_key(by, context, evaluate)
    else:
        rows = context.peers()
    if where is None:
        return list(rows)
    definite = getattr(context, "definite", None)
    quick = None if definite is None or over is not None else definite(where)
    return [row for row in rows if _meets(where, row, holds, quick)]


def _meets(where: Node, row: Any, holds: Holds, quick: Callable[[Any], bool] | None) -> bool:
    """Whether a row surely meets a condition, by its exact figures and texts where that will do."""
    if quick is not None:
        try:
            return quick(row.plain)
        except (KeyError, ZeroDivisionError):
            pass  # a figure is missing or rounded: the reference evaluator decides
    return holds(where, row).outcome is Outcome.CERTAIN


def _of_key(by: Node, context: Any, evaluate: Evaluate) -> Sequence[Any]:
    """The rows that share this row's key."""
    index = _index(by, context, evaluate)
    return index.get(key_of(by, context, evaluate), ())


def _index(by: Node, context: Any, evaluate: Evaluate) -> dict[Key, list[Any]]:
    store: dict[Any, Any] = context.store()
    found: dict[Key, list[Any]] | None = store.get(("rows", by))
    if found is None:
        found = store["rows", by] = {}
        rows = context.peers()
        quickly = getattr(context, "plain_keys", None)
        keys = [None] * len(rows) if quickly is None else quickly(_parts_of(by))
        for row, key in zip(rows, keys, strict=True):
            own = key_of(by, row, evaluate) if key is None else key
            found.setdefault(own, []).append(row)
    return found


def _parts_of(by: Node) -> tuple[Node, ...]:
    return by.items if isinstance(by, Items) else (by,)


def key_of(by: Node, context: Any, evaluate: Evaluate) -> Key:
    """A row's key: its values of one or several formulas."""
    nodes = _parts_of(by)
    quickly = getattr(context, "plain_key", None)
    found: Key | None = None if quickly is None else quickly(nodes)
    if found is not None:
        return found
    return tuple(plain(evaluate(node, context)) for node in nodes)


def plain(value: Value) -> Hashable:
    """A value as something that can be compared for sameness."""
    if isinstance(value, Amount):
        return value.nominal
    if isinstance(value, Unknown):
        return ("?", value.reason)
    return value


def known(key: Key) -> bool:
    """Whether a key has no missing part."""
    return not any(isinstance(part, tuple) for part in key)


def is_unique(node: Call, context: Any, evaluate: Evaluate) -> Truth:
    """``unique(a, b)``: no other row has the same values."""
    by = Items(node.args)
    key = key_of(by, context, evaluate)
    if not known(key):
        return Truth(None, "missing")
    return CERTAIN if len(_index(by, context, evaluate).get(key, ())) <= 1 else FAILED


def depends(node: Call, context: Any, evaluate: Evaluate) -> Truth:
    """``depends(city, on=postcode)``: rows with one key have one value.

    Where they differ, the rows that differ from the most frequent value fail; when no value is
    most frequent, all of them do.
    """
    on = node.keyword("on")
    if on is None:
        return Truth(None, "ambiguous")
    own = plain(evaluate(node.args[0], context))
    if not known(key_of(on, context, evaluate)) or not known((own,)):
        return Truth(None, "missing")
    values = Counter(plain(evaluate(node.args[0], row)) for row in _of_key(on, context, evaluate))
    frequent = {value: count for value, count in values.items() if known((value,))}
    most = max(frequent.values())
    leading = [value for value, count in frequent.items() if count == most]
    return CERTAIN if leading == [own] else FAILED


def covers(node: Call, context: Any, evaluate: Evaluate, holds: Holds) -> Truth:
    """``covers(year, quarter, of=[…], by=…)``: the rows of the group have every listed key."""
    wanted = listed(node, context, evaluate)
    rows = members(node, context, evaluate, holds) if is_grouped(node) else context.peers()
    have = {key_of(Items(node.args), row, evaluate) for row in rows}
    return CERTAIN if set(wanted) <= have else FAILED


def listed(node: Call, context: Any, evaluate: Evaluate) -> list[Key]:
    """The keys written out under ``of``."""
    of = node.keyword("of")
    if not isinstance(of, Items):
        return []
    return [key_of(item, context, evaluate) for item in of.items]


def sequence(node: Call, context: Any, evaluate: Evaluate, holds: Holds) -> Truth:
    """``sequence(period, by=…, begin=…, end=…)``: evenly spaced, without gap or repeat."""
    rows = members(node, context, evaluate, holds) if is_grouped(node) else context.peers()
    values = [evaluate(node.args[0], row) for row in rows]
    ends = [
        None if bound is None else position(evaluate(bound, context))
        for bound in (node.keyword("begin"), node.keyword("end"))
    ]
    missing = [value for value in values if isinstance(value, Unknown)]
    if missing:
        return CERTAIN if len(missing) == len(values) else Truth(None, missing[0].reason)
    steps: list[Step] = []
    for value in values:
        step = position(value)
        if step is None:
            return Truth(None, "ambiguous")
        steps.append(step)
    ordered = node.keyword("order")
    if not (isinstance(ordered, Written) and ordered.value == "as_given"):
        steps.sort()
    return CERTAIN if evenly_spaced(steps, ends[0], ends[1]) else FAILED


def correlation(node: Call, context: Any, evaluate: Evaluate) -> Value:
    """``correlation(a, b)`` over the rows that state both: a narrow set around the value."""
    pairs: list[tuple[Fraction, Fraction]] = []
    for row in context.peers():
        a, b = (evaluate(argument, row) for argument in node.args)
        if isinstance(a, Amount) and isinstance(b, Amount):
            x, y = a.nominal, b.nominal
            if x is not None and y is not None:
                pairs.append((x, y))
    count = len(pairs)
    if count == 0:
        return Unknown("no_rows")
    mean_x = sum((x for x, _ in pairs), Fraction(0)) / count
    mean_y = sum((y for _, y in pairs), Fraction(0)) / count
    covariance = sum(((x - mean_x) * (y - mean_y) for x, y in pairs), Fraction(0))
    spread = sum(((x - mean_x) ** 2 for x, _ in pairs), Fraction(0))
    spread *= sum(((y - mean_y) ** 2 for _, y in pairs), Fraction(0))
    if spread == 0:
        return Unknown("zero_divisor")
    below = isqrt(spread.numerator * _PRECISION**2 // spread.denominator)
    ends = sorted(covariance * _PRECISION / root for root in (below, below + 1) if root)
    around = Interval(ends[0], ends[-1])
    return Amount(around, around, around, None)


def only_known(values: Sequence[Value]) -> list[Value]:
    """The values that are there."""
    return [
        value
        for value in values
        if not isinstance(value, Unknown) and not (isinstance(value, Truth) and not value.known)
    ]


def exactly_one(truths: Sequence[Truth]) -> Truth:
    """Exactly one condition holds; undecided while any of them is."""
    return _counted(truths, lambda count: count == 1)


def at_least_one(truths: Sequence[Truth]) -> Truth:
    """At least one condition holds; undecided while any of them is."""
    return _counted(truths, lambda count: count >= 1)


def _counted(truths: Sequence[Truth], right: Callable[[int], bool]) -> Truth:
    unknown = next((truth for truth in truths if truth.outcome is None), None)
    if unknown is not None:
        return unknown
    sure = sum(truth.outcome is Outcome.CERTAIN for truth in truths)
    possible = sum(truth.outcome != Outcome.FAIL for truth in truths)
    if sure != possible:
        return Truth(Outcome.POSSIBLE)
    return CERTAIN if right(sure) else FAILED


def all_filled(truths: Sequence[Truth]) -> Truth:
    """``complete(a, b)``: every one is filled."""
    return conjunction(list(truths))


def distinct(values: Sequence[Value]) -> frozenset[str]:
    """``values(f, where=…)``: the set of stated values, as texts."""
    found: set[str] = set()
    for value in values:
        key = plain(value)
        if known((key,)):
            found.add(str(key))
    return frozenset(found)


def counted(values: Sequence[Value]) -> Value:
    """How many conditions hold, or values are there; what is missing is not counted."""
    sure = possible = 0
    for value in values:
        if isinstance(value, Truth):
            if value.outcome is None:
                continue
            sure += value.outcome is Outcome.CERTAIN
            possible += value.outcome >= Outcome.POSSIBLE
        elif not isinstance(value, Unknown):
            sure += 1
            possible += 1
    return exactly(possible) if sure == possible else Unknown("approximate")
