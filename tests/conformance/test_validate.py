"""The language against the cases of a peer for statistical data validation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.rules.parse import parse
from tests.conformance.frames import judge
from tests.conformance.suites import Case, report, rows_of, suite


def literal(value: Any) -> str:
    return repr(str(value))


def keys_of(keys: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    listed = [f"({', '.join(literal(key[c]) for c in columns)},)" for key in keys]
    return f"[{', '.join(listed)}]"


def by_of(case: Case, extra: str = "") -> str:
    by = case.get("by")
    if by is None:
        return ", by=[]" if extra == "all" else ""
    names = by if isinstance(by, list) else [by]
    return f", by=({', '.join(names)},)"


def expected(case: Case) -> list[str]:
    expect = case.get("spec_expect", case["expect"])
    if isinstance(expect, dict):
        letters = {"T": "pass", "F": "fail", "N": "na"}
        return [letters[letter] for letter in expect["per_item"]]
    return [str(item) for item in expect] if isinstance(expect, list) else [str(expect)]


def verdict(case: Case, found: list[str]) -> str | None:
    right = expected(case)
    if found == right:
        return None
    where = [n for n, pair in enumerate(zip(found, right, strict=False)) if pair[0] != pair[1]]
    first = where[0] if where else min(len(found), len(right))
    return (
        f"{len(where) + abs(len(found) - len(right))} of {len(right)} differ, first at {first}: "
        f"expected {right[first : first + 1]}, found {found[first : first + 1]}"
    )


SPELLINGS = [
    (r"\bis_complete\(", "complete("),
    (r"\ball_complete\((\w+)\)", r"all(complete(\1))"),
    (r"\bis_unique\(", "unique("),
    (r"\ball_unique\((\w+)\)", r"all(unique(\1))"),
    (r"\bcount_true\((.*)\) == 1", r"exactly_one(\1)"),
    (r"\bmean\((\w+), na\.rm = TRUE\)", r'average(\1, missing="ignore")'),
    (r"\bmean\((\w+)\)", r"average(\1)"),
    (r"\bcor\((\w+), (\w+), use = \"complete\.obs\"\)", r"correlation(\1, \2)"),
    (r"functional_dependency\((\(.*\)|\w+), (\w+)\)", r"depends(\2, on=\1)"),
    (r"max\(count by (\(.*\))\) <= 1", r"all(count(person_id, by=\1) <= 1)"),
    (
        r"min\(count by \((\w+) in (\[.*?\]), (\w+) in (\[.*?\])\)\) >= 1",
        r"all(all(count(\1 == x and \3 == y) >= 1 for x in \2) for y in \4)",
    ),
    (
        r"set\((\w+) where (.*?)\) subset_of set\((\w+) where (.*?)\)",
        r"values(\1, where=\2) <= values(\3, where=\4)",
    ),
    (
        r"all\(weight\[parent\] == sum\(.*\)\)",
        'all(adds_up(weight, level, separator="."))',
    ),
    (r"parent_age\(grandchild_of\)", "lookup(age, person_id, of=grandchild_of)"),
]
"""The peer's words in ours."""


def spelled(rule: str) -> str:
    for pattern, ours in SPELLINGS:
        rule = re.sub(pattern, ours, rule)
    return rule


POC = {
    "poc07": (
        "0.9 <= abs(average(price_t, by=[]) + (price_tm1 - price_t) / count(price_t, by=[])"
        " - average(price_tm1, by=[]))"
        " / abs(average(price_t, by=[]) - average(price_tm1, by=[])) <= 1.1"
    ),
    "poc17": (
        "members == count(persons.household_id, over=persons,"
        " where=persons.household_id == household_id)"
    ),
    "poc18": (
        "all(sequence(persons.person_id, over=persons, begin=1, end=members,"
        " where=persons.household_id == household_id))"
    ),
}
"""Rules that the peer writes in several lines."""


def check(case: Case) -> str | None:
    rule = POC.get(str(case["id"]).split("_")[0]) or spelled(case["rules"][0])
    data = case["data"]
    if "group_counts" in case:
        counts = case["group_counts"].items()
        data = [{"level": level} for level, count in counts for _ in range(int(count))]
        data += [{"level": None}] * int(case["missing"])
    join = case.get("join", {})
    found = judge(
        rule,
        data,
        tolerance=case.get("eq_tolerance"),
        missing=case.get("na_policy"),
        others=case.get("reference"),
        match=(join["key"],) if "reference" in join else (),
        texts=("level",) if "hierarchy" in case else (),
    )
    return verdict(case, found)


def group(case: Case) -> str | None:
    rule = case["rules"][0]
    if case.get("ignore_missing"):
        rule = rule[:-1] + ', missing="ignore")'
    return verdict(case, judge(rule, data_of(case)))


def data_of(case: Case) -> list[dict[str, Any]]:
    if isinstance(case["data"], list):
        return case["data"]
    rows: list[dict[str, Any]] = [dict(row) for row in rows_of(case["data"])]
    keys = case.get("drop_duplicates")
    if keys:
        seen: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in rows:
            seen.setdefault(tuple(row[key] for key in keys), row)
        rows = list(seen.values())
    return rows


def unique(case: Case) -> str | None:
    if "cols" in case:
        return verdict(case, judge(f"unique({', '.join(case['cols'])})", data_of(case)))
    return verdict(case, judge(spelled(case["rules"][0]), case["data"]))


def part_whole(case: Case) -> str | None:
    label = case.get("label", "label")
    if "whole_regex" in case:
        whole = f"matches({label}, {literal(case['whole_regex'])})"
        part = f"not {whole}"
    else:
        whole = f"{label} == {literal(case['whole'])}"
        part = f"{label} in [{', '.join(map(literal, case['parts']))}]"
    names = case.get("by", [])
    names = names if isinstance(names, list) else [names]
    rows = data_of(case)
    if "first4(period)" in names:
        rows = [{**row, "year": str(row["period"])[:4]} for row in rows]
        names = ["year" if name == "first4(period)" else name for name in names]
    by = f"by=[{', '.join(names)}]"
    policy = ', missing="ignore"' if case.get("ignore_missing") else ""
    rule = f"sum(value, {by}, where={part}{policy}) == sum(value, {by}, where={whole}{policy})"
    if "parts" in case:  # rows that are neither part nor whole are not spoken of
        rule = f"implies({part} or {whole}, {rule})"
    return verdict(case, judge(rule, rows, texts=(label, "year")))


def hierarchy(case: Case) -> str | None:
    pairs = case["edges"]
    level = str(case["id"]).partition(":")[2]
    if level:
        pairs = case["levels"][level]
    tree = ", ".join(f"({literal(part)}, {literal(whole)})" for part, whole in pairs)
    label = case.get("label", "code")
    unknown = ', unknown="undecided"' if case.get("unknown_label") == "na" else ""
    rule = f"adds_up(value, {label}, tree=[{tree}]{by_of(case)}{unknown})"
    return verdict(case, judge(rule, data_of(case), texts=("code",)))


def linear_sequence(case: Case) -> str | None:
    ends = ""
    for end in ("begin", "end"):
        if end in case:
            value = case[end]
            ends += f", {end}={literal(value) if '-' in value or 'Q' in value else value}"
    if case.get("sort") is False:
        ends += ', order="as_given"'
    rows = [{"x": item} for item in case["data"]] or [{"x": None}]
    return verdict(case, judge(f"sequence(x{ends}, by=[])", rows)[:1])


def in_linear_sequence(case: Case) -> str | None:
    rule = f"sequence({case['value']}{by_of(case)})"
    return verdict(case, judge(rule, data_of(case)))


def in_range(case: Case) -> str | None:
    sign = "<" if case.get("strict") else "<="
    low, high = (
        literal(case[end]) if "-" in case[end] else str(case[end]) for end in ("min", "max")
    )
    return verdict(case, judge(f"{low} {sign} x {sign} {high}", [{"x": case["x"]}]))


def number_format(case: Case) -> str | None:
    if "pattern" in case:
        rule = f"number_format(x, {literal(case['pattern'])})"
    else:
        count = f"decimals(x, mark={literal(case.get('dec', '.'))})"
        low = f"{case['min_dig']} <= " if "min_dig" in case else ""
        high = f" <= {case['max_dig']}" if "max_dig" in case else ""
        rule = low + count + high
    return verdict(case, judge(rule, [{"x": case["x"]}], texts=("x",)))


def field_length(case: Case) -> str | None:
    rule = "length(x) == {n}" if "n" in case else "{min} <= length(x) <= {max}"
    return verdict(case, judge(rule.format(**case), [{"x": case["x"]}]))


def contains(case: Case) -> str | None:
    columns = list(case["keys"][0])
    names = ", ".join(columns)
    of = keys_of(case["keys"], columns)
    pattern = {"glob": ', pattern="like"', "regex": ', pattern="matches"'}.get(
        case.get("match", ""), ""
    )
    by = by_of(case, "all")
    rules = {
        "contains_exactly": (f"covers({names}, of={of}{by}) and all(among({names}, of={of}){by})"),
        "contains_at_least": f"covers({names}, of={of}{by})",
        "contains_at_most": f"among({names}, of={of})",
        "does_not_contain": f"not among({names}, of={of}{pattern})",
    }
    return verdict(case, judge(rules[case["kind"]], data_of(case), texts=columns))


def field_format(case: Case) -> str | None:
    function = "matches" if case["match"] == "regex" else "like"
    rows = [{"x": text} for text in case["data"]]
    return verdict(case, judge(f"{function}(x, {literal(case['pattern'])})", rows))


def expand(case: Case) -> str | None:
    """``each(a, b)`` of the peer is a variable of ``for_each`` here, each combination a rule."""
    from crossfoot.rules.load import expanded

    variables: dict[str, tuple[str, ...]] = {}

    def name(match: re.Match[str]) -> str:
        variables[f"v{len(variables)}"] = tuple(match[1].split(","))
        return f"v{len(variables) - 1}"

    formula = parse(re.sub(r"each\(([^)]*)\)", name, case["rule"]))
    found = len(expanded(formula, variables))
    return None if found == int(case["expect"]) else f"expected {case['expect']}, found {found}"


def complete(case: Case) -> str | None:
    return verdict(case, judge(spelled(case["rules"][0]), case["data"]))


KINDS = {
    "check": check,
    "group": group,
    "unique": unique,
    "complete": complete,
    "part_whole": part_whole,
    "hierarchy": hierarchy,
    "linear_sequence": linear_sequence,
    "in_linear_sequence": in_linear_sequence,
    "in_range": in_range,
    "number_format": number_format,
    "field_length": field_length,
    "contains_exactly": contains,
    "contains_at_most": contains,
    "contains_at_least": contains,
    "does_not_contain": contains,
    "field_format": field_format,
    "expand": expand,
}


def run(case: Case) -> str | None:
    try:
        return KINDS[case["kind"]](case)
    except (ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


def test_validate_semantics() -> None:
    cases = suite("validate_semantics")["cases"]
    failed = report("validate_semantics", cases, run)

    assert len(cases) == 87
    assert set(failed) <= {"ineq_machine_eps_ge", "ineq_machine_eps_le"}  # no epsilon here


def test_validate_poc() -> None:
    cases = suite("validate_poc")["cases"]
    failed = report("validate_poc", cases, run)

    assert len(cases) == 34
    assert failed == {}


def counts(case: Case) -> str | None:
    rows: list[dict[str, Any]] = [dict(row) for row in rows_of("validate_sbs2000.csv")]
    if case["data"] == "retailers":
        rows = [{key: value for key, value in row.items() if key != "id"} for row in rows]
    found = judge(
        spelled(case["rule"]),
        rows,
        tolerance=case.get("eq_tolerance"),
        missing=case.get("na_policy"),
    )
    return verdict(case, found)


def guarded(case: Case) -> str | None:
    try:
        return counts(case)
    except (ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


def test_validate_sbs2000() -> None:
    cases = suite("validate_sbs2000")["cases"]
    failed = report("validate_sbs2000", cases, guarded)

    assert len(cases) == 53
    assert failed == {}


def wide(case: Case) -> str | None:
    """Measures turned into columns, one row for each region and period."""
    pivot = case["pivot"]
    table: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in data_of(case):
        key = tuple(row[name] for name in pivot["index"])
        cells = table.setdefault(key, dict(zip(pivot["index"], key, strict=True)))
        cells["imported" if row["measure"] == "import" else row["measure"]] = row["value"]
    rule = case["rules"][0].replace("import", "imported")
    return verdict(case, judge(rule, list(table.values())))


def samplonomy(case: Case) -> str | None:
    try:
        return wide(case) if "pivot" in case else KINDS[case["kind"]](case)
    except (ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


def test_validate_samplonomy() -> None:
    cases = suite("validate_samplonomy")["cases"]
    failed = report("validate_samplonomy", cases, samplonomy)

    assert len(cases) == 11
    assert failed == {}
