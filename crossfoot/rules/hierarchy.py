"""Hierarchies of codes: wholes that should be the sum of their parts, with the imbalance.

The six ways of treating what is missing are those of VTL's ``check_hierarchy``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.comparing import compare, conjunction
from crossfoot.rules.groups import key_of, known, members, plain
from crossfoot.rules.terms import Value, added
from crossfoot.rules.tree import Call, Items, Node, Text
from crossfoot.rules.values import CERTAIN, FAILED, Amount, Outcome, Truth, Unknown, exactly


class Missing(StrEnum):
    """When a rule of a hierarchy is evaluated, and what a code without a row counts as.

    ``non_null``: only when every figure is there.  ``non_zero``: unless all are zero, absent ones
    count as zero.  ``partial_null``/``partial_zero``: when at least one figure is there, absent
    ones being unknown or zero.  ``always_null``/``always_zero``: always, though zeros are not
    made up where no code of the rule has a row.
    """

    NON_NULL = "non_null"
    NON_ZERO = "non_zero"
    PARTIAL_NULL = "partial_null"
    PARTIAL_ZERO = "partial_zero"
    ALWAYS_NULL = "always_null"
    ALWAYS_ZERO = "always_zero"

    @property
    def absent(self) -> Value:
        """What a code without a row counts as."""
        zero = self in (Missing.NON_ZERO, Missing.PARTIAL_ZERO, Missing.ALWAYS_ZERO)
        return exactly(0) if zero else Unknown("missing")


@dataclass(frozen=True, slots=True)
class Balance:
    """``whole op ± part ± part …`` between the codes of a hierarchy.

    Attributes:
        parts: (sign, code), sign being 1 or -1.
    """

    whole: str
    op: str
    parts: tuple[tuple[int, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code of the rule, the whole first."""
        return (self.whole, *(code for _, code in self.parts))


@dataclass(frozen=True, slots=True)
class Weighed:
    """One rule of a hierarchy on one group of figures.

    Attributes:
        stated: the whole as stated (or as it counts when it has no row).
        imbalance: whole minus parts, unknown when one of them is.
    """

    balance: Balance
    truth: Truth
    stated: Value
    imbalance: Value


def weigh(balance: Balance, figures: Mapping[str, Value], mode: Missing) -> Weighed | None:
    """Judge one rule on the figures of one group, by code; ``None`` when the mode leaves it out."""
    there = [figures[code] for code in balance.codes if code in figures]
    stated = [value for value in there if isinstance(value, Amount)]
    if mode is Missing.NON_NULL and len(stated) < len(balance.codes):
        return None
    if mode in (Missing.PARTIAL_NULL, Missing.PARTIAL_ZERO) and not stated:
        return None
    if mode is Missing.ALWAYS_ZERO and not there:
        return None
    if mode is Missing.NON_ZERO and all(
        isinstance(value, Amount) and value.nominal == 0 for value in there
    ):
        return None
    whole = figures.get(balance.whole, mode.absent)
    parts = added(_signed(sign, figures.get(code, mode.absent)) for sign, code in balance.parts)
    if not isinstance(whole, Amount) or not isinstance(parts, Amount):
        reason = next(v.reason for v in (whole, parts) if isinstance(v, Unknown))
        return Weighed(balance, Truth(None, reason), whole, Unknown(reason))
    truth = compare(balance.op, whole, parts)
    return Weighed(balance, truth, whole, whole - parts)


def _signed(sign: int, value: Value) -> Value:
    return -value if sign < 0 and isinstance(value, Amount) else value


def balances_of(pairs: Iterable[tuple[str, str]]) -> tuple[Balance, ...]:
    """``(part, whole)`` pairs as balances, in the order in which wholes are first named."""
    parts: dict[str, list[tuple[int, str]]] = {}
    for part, whole in pairs:
        parts.setdefault(whole, []).append((1, part))
    return tuple(Balance(whole, "==", tuple(found)) for whole, found in parts.items())


def dotted_pairs(codes: Iterable[str], separator: str) -> tuple[tuple[str, str], ...]:
    """``(part, whole)`` of codes such as 1.3.2, whose whole is 1.3."""
    pairs: list[tuple[str, str]] = []
    for code in dict.fromkeys(codes):
        whole, found, _ = code.rpartition(separator)
        if found:
            pairs.append((code, whole))
    return tuple(pairs)


Evaluate = Callable[[Node, Any], Value]


def adds_up(
    node: Call, context: Any, evaluate: Evaluate, holds: Callable[[Node, Any], Truth]
) -> Truth:
    """``adds_up(value, code, tree=[("01.1", "01"), …], by=…)`` on one row.

    A row is right when every whole and part relation it takes part in, among the rows of its
    group, adds up.  ``separator="."`` takes the tree from the codes themselves; a row whose code
    is not in the tree is right (``unknown="undecided"`` leaves it open).
    """
    own = _code(node.args[1], context, evaluate)
    concerned = () if own is None else _concerning(node, context, evaluate).get(own, ())
    if not concerned:
        word = node.keyword("unknown")
        open_ = isinstance(word, Text) and word.value == "undecided"
        return Truth(None, "not_in_tree") if open_ else CERTAIN
    found = _figures(node, context, evaluate, holds)
    return conjunction([_relation(balance, found) for balance in concerned])


@dataclass(frozen=True, slots=True)
class Broken:
    """A relation of a hierarchy that does not add up, and the rows that take part in it.

    Attributes:
        wholes: rows of the whole, seen as contexts; one unless it is missing or stated twice.
        parts: code and row of every part that has a row, in the order of the tree.
    """

    whole: str
    wholes: tuple[Any, ...]
    parts: tuple[tuple[str, Any], ...]


def broken(
    node: Call, context: Any, evaluate: Evaluate, holds: Callable[[Node, Any], Truth]
) -> list[Broken]:
    """The relations of ``adds_up`` that one row takes part in and that do not add up."""
    own = _code(node.args[1], context, evaluate)
    concerned = () if own is None else _concerning(node, context, evaluate).get(own, ())
    figures = _figures(node, context, evaluate, holds) if concerned else {}
    bad = [one for one in concerned if _relation(one, figures) is FAILED]
    rows = _rows(node, context, evaluate, holds) if bad else {}
    return [
        Broken(
            one.whole,
            tuple(rows.get(one.whole, ())),
            tuple((code, row) for _, code in one.parts for row in rows.get(code, ())),
        )
        for one in bad
    ]


def _concerning(node: Call, context: Any, evaluate: Evaluate) -> Mapping[str, Sequence[Balance]]:
    """The relations of the tree by the codes that take part in them."""
    store: dict[Any, Any] = context.store()
    known: dict[str, list[Balance]] | None = store.get(("relations", node))
    if known is None:
        known = store["relations", node] = {}
        for balance in _balances(node, context, evaluate):
            for code in dict.fromkeys(balance.codes):
                known.setdefault(code, []).append(balance)
    return known


def _figures(
    node: Call, context: Any, evaluate: Evaluate, holds: Callable[[Node, Any], Truth]
) -> Mapping[str, Sequence[Value]]:
    """The figures in the rows of this row's group, by code."""
    store, key = context.store(), _group(node, context, evaluate)
    found: dict[str, list[Value]] | None = store.get(("figures", *key))
    if found is None:
        rows = _rows(node, context, evaluate, holds)
        found = store["figures", *key] = {
            code: [evaluate(node.args[0], row) for row in several] for code, several in rows.items()
        }
    return found


def _rows(
    node: Call, context: Any, evaluate: Evaluate, holds: Callable[[Node, Any], Truth]
) -> Mapping[str, Sequence[Any]]:
    """The rows of this row's group, by code."""
    store, key = context.store(), _group(node, context, evaluate)
    known: dict[str, list[Any]] | None = store.get(("coded", *key))
    if known is not None:
        return known
    found: dict[str, list[Any]] = {}
    grouped = node.keyword("by") is not None
    for row in members(node, context, evaluate, holds) if grouped else context.peers():
        code = _code(node.args[1], row, evaluate)
        if code is not None:
            found.setdefault(code, []).append(row)
    store["coded", *key] = found
    return found


def _group(node: Call, context: Any, evaluate: Evaluate) -> tuple[Any, ...]:
    """What tells this row's group from those of other rows and rules."""
    by = node.keyword("by")
    return node, () if by is None else key_of(by, context, evaluate)


def _relation(balance: Balance, found: Mapping[str, Sequence[Value]]) -> Truth:
    """Whether one whole is the sum of those of its parts that have rows.

    Parts without a whole, and a whole stated twice, do not add up.
    """
    wholes = found.get(balance.whole, ())
    if len(wholes) != 1:
        return FAILED
    parts = [value for _, code in balance.parts for value in found.get(code, ())]
    if not parts:
        return CERTAIN
    total, whole = added(parts), wholes[0]
    if isinstance(total, Amount) and isinstance(whole, Amount):
        outcome = compare("==", whole, total).outcome
        return FAILED if outcome is Outcome.FAIL else CERTAIN
    unknown = total if isinstance(total, Unknown) else whole
    return Truth(None, unknown.reason if isinstance(unknown, Unknown) else "ambiguous")


def _code(node: Node, context: Any, evaluate: Evaluate) -> str | None:
    key = plain(evaluate(node, context))
    return str(key) if known((key,)) else None


def _balances(node: Call, context: Any, evaluate: Evaluate) -> tuple[Balance, ...]:
    separator, tree = node.keyword("separator"), node.keyword("tree")
    if isinstance(separator, Text):
        every = [_code(node.args[1], row, evaluate) for row in context.peers()]
        return balances_of(dotted_pairs([c for c in every if c is not None], separator.value))
    if not isinstance(tree, Items):
        return ()
    pairs = [key_of(pair, context, evaluate) for pair in tree.items]
    return balances_of((str(pair[0]), str(pair[1])) for pair in pairs)
