"""Interval arithmetic against the peers' cases: calc11_intervals and scrutiny_granularity."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from crossfoot.model.interval import Interval, common, equal, point
from crossfoot.model.quantity import Convention, Quantity
from crossfoot.rules.comparing import compare
from crossfoot.rules.parse import parse
from crossfoot.rules.rounding import reachable, split_digits
from crossfoot.rules.tree import Arithmetic, Compare, Name, Node
from crossfoot.rules.values import Amount, Outcome, amount, exactly
from tests.conformance.suites import Case, number, report, suite


def quantity(fact: Any) -> Quantity | None:
    """A reported fact ``[value, decimals]``; text is no number."""
    value, decimals = fact
    try:
        stated = number(value)
    except ValueError:
        return None
    step = None if decimals == "INF" else Fraction(10) ** -int(decimals)
    return Quantity(stated, "", step)


def ends(interval: Interval | None) -> list[Fraction | None] | None:
    return None if interval is None else [interval.low, interval.high]


def wanted(expect: Any) -> list[Fraction] | None:
    return None if expect is None else [number(end) for end in expect]


def differs(found: object, expect: object) -> str | None:
    return None if found == expect else f"expected {expect}, found {found}"


def closed(pair: Any) -> Interval:
    return Interval(number(pair[0]), number(pair[1]))


def interval_case(case: Case) -> str | None:
    fact = quantity((case["value"], case["decimals"]))
    found = None if fact is None else ends(fact.possible())
    return differs(found, wanted(case["expect"]))


def combined(case: Case) -> str | None:
    kind = case["kind"]
    if kind == "intersection":
        return differs(ends(common(*map(closed, case["intervals"]))), wanted(case["expect"]))
    if kind == "plus":
        first, second = map(closed, case["intervals"])
        return differs(ends(first + second), wanted(case["expect"]))
    times = closed(case["interval"]) * point(number(case["factor"]))
    return differs(ends(times), wanted(case["expect"]))


def duplicates(case: Case) -> str | None:
    facts = [quantity(fact) for fact in case["facts"]]
    found = common(*(fact.possible() for fact in facts if fact is not None))
    return differs(ends(found), wanted(case["expect"]))


def most_precise(case: Case) -> str | None:
    facts = [(quantity(fact), fact) for fact in case["facts"]]
    best = min(facts, key=lambda item: (item[0] and item[0].step) or Fraction(0))
    return differs(list(map(str, best[1])), list(map(str, case["expect"])))


def summation(case: Case) -> str | None:
    """A total and weighted items; several facts for one item are one figure known better."""
    total = quantity(case["total"])
    assert total is not None
    whole, nominal, single = exactly(0), Fraction(0), True
    for weight, facts in case["items"]:
        stated = [fact for fact in map(quantity, facts) if fact is not None]
        known = common(*(fact.possible() for fact in stated))
        assert known is not None
        item = Amount(known, known, known, None)
        whole = whole + item * exactly(number(weight))
        single = single and len(stated) == 1
        nominal += number(weight) * max(stated, key=lambda fact: fact.step or Fraction(0)).value
    expect = case["expect"]
    consistent = compare("==", amount(total), whole).outcome is not Outcome.FAIL
    found = {
        "sum_interval": ends(whole.possible),
        "total_interval": ends(total.possible()),
        "consistent_interval": consistent,
        "consistent_point": nominal == total.value if single else None,
        "point_sum": nominal,
    }
    right = {
        **expect,
        "sum_interval": wanted(expect["sum_interval"]),
        "total_interval": wanted(expect["total_interval"]),
        "point_sum": number(expect["point_sum"]),
    }
    return differs(found, right)


_PEER = Context(prec=28)
"""The peer computes with 28 digits and leaves longer numbers alone; the cases expect that."""


def insignificant(case: Case) -> str | None:
    value = Fraction(_PEER.create_decimal(Decimal(str(case["value"]))))
    kept, dropped = split_digits(value, Fraction(10) ** -int(case["decimals"]))
    found = None
    if dropped and abs(value) < Fraction(10) ** _PEER.prec:
        found = {"kept": kept, "dropped": dropped}
    expect = case["expect"]
    return differs(found, expect and {key: number(text) for key, text in expect.items()})


def eba_rule(case: Case) -> str | None:
    facts = {name: quantity(fact) for name, fact in case["facts"].items()}

    def value(node: Node) -> Amount:
        if isinstance(node, Arithmetic):
            return value(node.left) + value(node.right)
        assert isinstance(node, Name)
        fact = facts[node.id]
        assert fact is not None
        return amount(fact)

    tree = parse(case["rule"])
    assert isinstance(tree, Compare)
    truth = compare("==", value(tree.items[0]), value(tree.items[1]))
    return differs("fail" if truth.outcome is Outcome.FAIL else "pass", case["expect"])


KINDS = {
    "interval": interval_case,
    "intersection": combined,
    "plus": combined,
    "times": combined,
    "duplicates": duplicates,
    "most_precise": most_precise,
    "summation": summation,
    "insignificant_digits": insignificant,
    "eba_rule": eba_rule,
}


def test_calc11_intervals() -> None:
    cases = suite("calc11_intervals")["cases"]
    failed = report("calc11_intervals", cases, lambda case: KINDS[case["kind"]](case))

    assert len(cases) == 85
    assert failed == {}


CONVENTIONS = {
    "up": Convention.HALF_UP,
    "up_or_down": Convention.ANY_HALF,
}


def granularity(case: Case) -> str | None:
    text = str(case["reported"])
    decimals = len(text.partition(".")[2])
    scale = Fraction(100) if case["percent"] else Fraction(1)
    stated = Quantity(number(text), "", Fraction(1, 10**decimals)).possible()
    found = reachable(stated, int(case["n"]) * int(case["items"]), scale)
    return differs(found, case["expect"])


def unround(case: Case) -> str | None:
    text = str(case["reported"])
    decimals = int(case.get("digits", len(text.partition(".")[2])))
    step = Fraction(1, 10**decimals)
    if case["rounding"] == "down":  # half-up with its ends the other way round
        up = Quantity(number(text), "", step).possible(Convention.HALF_UP)
        found = Interval(up.low, up.high, not up.low_closed, not up.high_closed)
    else:
        found = Quantity(number(text), "", step).possible(CONVENTIONS[case["rounding"]])
    expect = case["expect"]
    right = [number(expect["lower"]), number(expect["upper"])]
    return differs(
        [found.low, found.high, found.low_closed, found.high_closed],
        [*right, expect["incl_lower"], expect["incl_upper"]],
    )


def test_scrutiny_granularity() -> None:
    cases = suite("scrutiny_granularity")["cases"]
    kinds = {"granularity": granularity, "unround": unround}
    failed = report("scrutiny_granularity", cases, lambda case: kinds[case["kind"]](case))

    assert len(cases) == 64
    assert failed == {}


def test_the_oracles_of_this_file_can_fail() -> None:
    assert equal(point(1), point(2)).value == 0
    assert interval_case({"value": "20", "decimals": "0", "expect": ["19", "21"]}) is not None
