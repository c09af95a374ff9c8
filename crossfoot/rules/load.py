"""YAML rule files → :class:`RuleSet`, with every fault named at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

from crossfoot.forms.checked import Checked
from crossfoot.forms.faults import Fault, suggestion
from crossfoot.forms.model import Pack
from crossfoot.forms.yamlfile import YamlError, YamlFile, read_yaml
from crossfoot.model.finding import Level, Message
from crossfoot.rules.check import Checker
from crossfoot.rules.finders import FINDERS
from crossfoot.rules.kinds import fields_for, names_of, names_of_claim, scope_of
from crossfoot.rules.model import (
    ClaimRule,
    Example,
    ForEach,
    MissingPolicy,
    Origin,
    Rows,
    Rule,
    RuleFault,
    RuleSet,
    Scope,
)
from crossfoot.rules.parse import ExpressionFault, parse
from crossfoot.rules.tree import Node, renamed
from crossfoot.rules.values import EXACTLY, Tolerance

_SHARED = {"id", "level", "check", "zh", "en", "message", "source", "good", "bad", "tolerance"}
_RULE_KEYS = _SHARED | {
    "form", "when", "rows", "for_each", "match", "softened_by", "finder", "valid", "missing",
}  # fmt: skip
_CLAIM_KEYS = _SHARED | {"claim", "roles"}
_MATCHES = ("unit", "period", "sector", "form")
_TOLERANCE = re.compile(r"([0-9]+(?:\.[0-9]+)?)( *(?:digits?|位))?")
_ID = re.compile(r"^ *(?:- +)?(?:id|\"id\"|'id') *: *[\"']?([^\s\"'#]+)", re.MULTILINE)


def load_rules(folders: Sequence[Path], pack: Pack) -> RuleSet:
    """Read and check every ``*.yaml`` of the folders, in order of folder and file name.

    Raises:
        RuleFault: anything is wrong with a rule file; lists every fault with file, line and column.
    """
    reading = _Reading(pack)
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml"), key=lambda found: found.as_posix()):
            reading.add(path)
    if reading.faults:
        raise RuleFault(tuple(reading.faults))
    claims: dict[str, tuple[ClaimRule, ...]] = {}
    for rule in reading.claims:
        claims[rule.kind] = (*claims.get(rule.kind, ()), rule)
    return RuleSet(tuple(reading.rules), claims)


class _Reading:
    """What has been read so far, and what was wrong with it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.rules: list[Rule] = []
        self.claims: list[ClaimRule] = []
        self.faults: list[Fault] = []
        self._ids: set[str] = set()

    def add(self, path: Path) -> None:
        """Read one file."""
        try:
            file = read_yaml(path)
        except YamlError as error:
            zh, en = f"不是规范的YAML：{error.problem}", f"not YAML: {error.problem}"
            self.faults.append(Fault(path.as_posix(), error.line, error.column, zh, en))
            return
        if file.value is None:
            return
        lines = _lines_of_ids(file.text)
        for item in Checked(file, (), file.value, self.faults).items():
            self._entry(item, lines)

    def _entry(self, item: Checked, lines: dict[str, int]) -> None:
        rule_id = item.text("id", required="claim" not in item.value)
        if rule_id is not None:
            if rule_id in self._ids:
                item.part("id").fault(f"编号 {rule_id} 重复", f"the id {rule_id} occurs twice")
            self._ids.add(rule_id)
        origin = Origin(item.file.path, lines.get(rule_id or "", 1))
        if "claim" in item.value:
            self._claim(item, rule_id, origin)
        else:
            self._rule(item, rule_id or "", origin)

    def _claim(self, item: Checked, rule_id: str | None, origin: Origin) -> None:
        item.known(_CLAIM_KEYS)
        kind = item.text("claim", required=True) or ""
        roles = item.texts("roles")
        check_text, check = _formula(item, "check", required=True)
        if check is None:
            return
        checker = Checker(self.pack, names_of_claim(roles), Scope.TEXT)
        checker.condition(check)
        _note(item, "check", checker.faults)
        self.claims.append(
            ClaimRule(
                id=rule_id or kind,
                kind=kind,
                roles=roles,
                check=check,
                check_text=check_text,
                origin=origin,
                **_shared(item),
            )
        )

    def _rule(self, item: Checked, rule_id: str, origin: Origin) -> None:
        item.known(_RULE_KEYS)
        form = item.text("form") or self._form(item)
        if form != "*" and form not in self.pack.forms:
            zh, en = suggestion(form, self.pack.forms)
            item.part("form").fault(f"没有名为 {form} 的报表{zh}", f"there is no form {form}{en}")
            return
        finder = item.text("finder")
        check_text, check = _formula(item, "check", required=finder is None)
        when_text, when = _formula(item, "when")
        match = item.texts("match")
        for key in match:
            if key not in _MATCHES:
                zh, en = suggestion(key, _MATCHES)
                item.part("match").fault(f"不能按 {key} 对应{zh}", f"cannot match by {key}{en}")
        missing = item.choice("missing", [policy.value for policy in MissingPolicy])
        variables = _variables(item)
        each = None
        if not variables:
            each = item.choice("for_each", [each.value for each in ForEach])
        rows = item.choice("rows", [rows.value for rows in Rows])
        nodes = [node for node in (check, when) if node is not None]
        matched = bool(match) or rows is not None
        around = frozenset(self.pack.meta)
        scope = (
            self._finder(item, finder)
            if finder
            else scope_of(nodes, matched=matched, around=around)
        )
        valid_from, valid_to = _valid(item)
        rule = Rule(
            id=rule_id,
            form=form,
            check=check,
            check_text=check_text,
            origin=origin,
            scope=scope,
            when=when,
            when_text=when_text or None,
            rows=Rows(rows) if rows else None,
            for_each=ForEach(each) if each else None,
            match=match,
            softened_by=item.text("softened_by"),
            finder=finder,
            valid_from=valid_from,
            valid_to=valid_to,
            missing=MissingPolicy(missing) if missing else MissingPolicy.NOT_EVALUATED,
            **_shared(item),
        )
        for one in _expanded(rule, variables):
            self._check(item, one)
            self.rules.append(one)

    def _form(self, item: Checked) -> str:
        """The form of a rule that names none: the only one there is."""
        if len(self.pack.forms) == 1:
            return next(iter(self.pack.forms))
        item.fault("缺少 form（适用的报表）", "form is missing: which form is the rule about?")
        return "*"

    def _finder(self, item: Checked, finder: str) -> Scope:
        if finder not in FINDERS:
            zh, en = suggestion(finder, FINDERS)
            item.part("finder").fault(
                f"没有名为 {finder} 的查找项{zh}", f"there is no finder {finder}{en}"
            )
        return FINDERS.get(finder, Scope.DOCUMENT)

    def _check(self, item: Checked, rule: Rule) -> None:
        """Check the formulas against every form the rule is about."""
        forms = self.pack.forms
        every = [forms[rule.form]] if rule.form != "*" else list(forms.values())
        found: dict[str, list[ExpressionFault]] = {"check": [], "when": []}
        for form in every:
            bound = fields_for(rule.for_each, form) if rule.for_each is not None else (None,)
            for field in bound[:1] if rule.form == "*" else bound:
                for key, node in (("check", rule.check), ("when", rule.when)):
                    if node is not None:
                        names = names_of(form, self.pack, field, rule.scope)
                        checker = Checker(self.pack, names, rule.scope)
                        checker.condition(node)
                        found[key] += checker.faults
        for key, faults in found.items():
            _note(item, key, faults)
        if rule.softened_by and rule.form != "*":
            known = {**forms[rule.form].fields, **self.pack.meta}
            if rule.softened_by not in known:
                zh, en = suggestion(rule.softened_by, known)
                item.part("softened_by").fault(
                    f"没有名为 {rule.softened_by} 的字段{zh}",
                    f"there is no field {rule.softened_by}{en}",
                )


def _variables(item: Checked) -> dict[str, tuple[str, ...]]:
    """``for_each: [a, b]`` (over ``f``) or ``for_each: {x: [a, b], y: [c]}``: names to fields."""
    value = item.value.get("for_each")
    if isinstance(value, list):
        return {"f": item.texts("for_each")}
    if isinstance(value, dict):
        part = item.part("for_each")
        return {name: part.texts(name) for name in value}
    return {}


def _expanded(rule: Rule, variables: Mapping[str, Sequence[str]]) -> list[Rule]:
    """One rule for each combination of the fields that its variables stand for."""
    if not variables:
        return [rule]
    checks = expanded(rule.check, variables)
    whens = expanded(rule.when, variables)
    return [
        replace(rule, check=check, when=when) for check, when in zip(checks, whens, strict=True)
    ]


def expanded(node: Node | None, variables: Mapping[str, Sequence[str]]) -> list[Node | None]:
    """A formula once for each combination of the fields that its variables stand for."""
    names = [dict(zip(variables, fields, strict=True)) for fields in product(*variables.values())]
    return [None if node is None else renamed(node, name) for name in names]


def _shared(item: Checked) -> dict[str, Any]:
    """What rules over tables and rules over claims have in common."""
    level = item.choice("level", [level.value for level in Level])
    zh, en = item.text("zh"), item.text("en")
    if zh is None and en is None:
        item.fault(
            "缺少规则说明（zh 或 en）", "the rule says nothing in words: zh or en is missing"
        )
    return {
        "level": Level(level) if level else Level.HARD,
        "zh": zh,
        "en": en,
        "message": _message(item),
        "source": item.text("source"),
        "good": _examples(item, "good"),
        "bad": _examples(item, "bad"),
        "tolerance": _tolerance(item),
    }


def _message(item: Checked) -> Message | None:
    if "message" not in item.value:
        return None
    part = item.part("message")
    if isinstance(part.value, str):
        return Message(part.value, part.value)
    if not part.is_mapping():
        return None
    part.known({"zh", "en"})
    zh, en = part.text("zh"), part.text("en")
    return Message(zh or en or "", en or zh or "")


def _tolerance(item: Checked) -> Tolerance:
    """``tolerance: 0.5`` in the unit compared, ``tolerance: 1 digit`` in last digits."""
    text = item.text("tolerance")
    if text is None:
        return EXACTLY
    match = _TOLERANCE.fullmatch(text)
    if match is None:
        item.part("tolerance").fault(
            "tolerance 应为数字，或写作“1 digit”（末位单位）",
            "tolerance must be a number, or such as 1 digit",
        )
        return EXACTLY
    amount = Fraction(match[1])
    return Tolerance(digits=amount) if match[2] else Tolerance(absolute=amount)


def _valid(item: Checked) -> tuple[date | None, date | None]:
    if "valid" not in item.value:
        return None, None
    part = item.part("valid")
    if not part.is_mapping():
        return None, None
    part.known({"from", "to"})
    ends: list[date | None] = []
    for key in ("from", "to"):
        text = part.text(key)
        try:
            ends.append(None if text is None else date.fromisoformat(text))
        except ValueError:
            part.part(key).fault("日期应写作 2023-06-30", "a date is written 2023-06-30")
            ends.append(None)
    return ends[0], ends[1]


def _examples(item: Checked, key: str) -> tuple[Example, ...]:
    value = item.value.get(key)
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    examples: list[Example] = []
    for example in listed:
        if isinstance(example, dict):
            examples.append(_texts(example))
        else:
            item.part(key).fault(f"{key} 应为“字段: 值”", f"{key} must map fields to texts")
    return tuple(examples)


def _texts(value: Any) -> Any:
    """Plain YAML values with every scalar as text."""
    if isinstance(value, dict):
        return {str(key): _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _formula(item: Checked, key: str, *, required: bool = False) -> tuple[str, Node | None]:
    text = item.text(key, required=required)
    if text is None:
        return "", None
    try:
        return text, parse(text)
    except ExpressionFault as fault:
        _note(item, key, [fault])
        return text, None


def _note(item: Checked, key: str, faults: Iterable[ExpressionFault]) -> None:
    """Faults of a formula at their line and column of the file."""
    for fault in faults:
        line, column = item.file.where((*item.steps, key))
        line, column = _inside(item.file, line, column, str(item.value[key]), fault.offset)
        found = Fault(item.file.path, line, column, fault.zh, fault.en)
        if found not in item.faults:
            item.faults.append(found)


def _inside(file: YamlFile, line: int, column: int, text: str, offset: int) -> tuple[int, int]:
    """The place of a character of a formula whose YAML value starts at line and column.

    YAML folds blanks and lines, so the characters that are not blank are counted off.
    """
    lines = file.text.splitlines()
    row, at = line - 1, column - 1
    if lines[row][at : at + 1] in (">", "|"):
        row, at = row + 1, 0
    elif lines[row][at : at + 1] in ("'", '"'):
        at += 1
    wanted = sum(not character.isspace() for character in text[:offset])
    while row < len(lines):
        while at < len(lines[row]):
            if not lines[row][at].isspace():
                if wanted == 0:
                    return row + 1, at + 1
                wanted -= 1
            at += 1
        row, at = row + 1, 0
    return line, column


def _lines_of_ids(text: str) -> dict[str, int]:
    """The line on which each rule's id stands."""
    found: dict[str, int] = {}
    for match in _ID.finditer(text):
        found.setdefault(match[1], text.count("\n", 0, match.start(1)) + 1)
    return found
