"""YAML rule files → :class:`RuleSet`, with every fault named at its line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from crossfoot.forms.checked import Checked
from crossfoot.forms.faults import Fault, suggestion
from crossfoot.forms.model import Pack
from crossfoot.forms.yamlfile import YamlError, read_yaml
from crossfoot.model.patterns import late_pattern
from crossfoot.rules.check import Checker
from crossfoot.rules.declared import SHARED_KEYS, formula, keys, note, shared, valid, variables
from crossfoot.rules.finders import FINDERS
from crossfoot.rules.kinds import fields_for, names_of, names_of_claim, scope_of
from crossfoot.rules.model import (
    ClaimRule,
    ForEach,
    MissingPolicy,
    Origin,
    Rows,
    Rule,
    RuleFault,
    RuleSet,
    Scope,
)
from crossfoot.rules.parse import ExpressionFault
from crossfoot.rules.tree import Node, renamed

_RULE_KEYS = SHARED_KEYS | {
    "form", "when", "rows", "for_each", "match", "softened_by", "finder", "valid", "missing",
}  # fmt: skip
_CLAIM_KEYS = SHARED_KEYS | {"claim", "roles"}
_ID = late_pattern(r"^ *(?:- +)?(?:id|\"id\"|'id') *: *[\"']?([^\s\"'#]+)", re.MULTILINE)


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
        check_text, check = formula(item, "check", required=True)
        if check is None:
            return
        checker = Checker(self.pack, names_of_claim(roles), Scope.TEXT)
        checker.condition(check)
        note(item, "check", checker.faults)
        self.claims.append(
            ClaimRule(
                id=rule_id or kind,
                kind=kind,
                roles=roles,
                check=check,
                check_text=check_text,
                origin=origin,
                **shared(item),
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
        check_text, check = formula(item, "check", required=finder is None)
        when_text, when = formula(item, "when")
        match = keys(item, self.pack.forms[form].fields if form != "*" else ())
        missing = item.choice("missing", [policy.value for policy in MissingPolicy])
        over = variables(item)
        each = None
        if not over:
            each = item.choice("for_each", [each.value for each in ForEach])
        rows = item.choice("rows", [rows.value for rows in Rows])
        nodes = [node for node in (check, when) if node is not None]
        matched = bool(match) or rows is not None
        around = frozenset(self.pack.meta)
        scope = scope_of(nodes, matched=matched, around=around)
        valid_from, valid_to = valid(item)
        rule = Rule(
            id=rule_id,
            form=form,
            check=check,
            check_text=check_text,
            origin=origin,
            scope=self._finder(item, finder) if finder else scope,
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
            **shared(item),
        )
        for one in _expanded(rule, over):
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
            note(item, key, faults)
        if rule.softened_by and rule.form != "*":
            known = {**forms[rule.form].fields, **self.pack.meta}
            if rule.softened_by not in known:
                zh, en = suggestion(rule.softened_by, known)
                item.part("softened_by").fault(
                    f"没有名为 {rule.softened_by} 的字段{zh}",
                    f"there is no field {rule.softened_by}{en}",
                )


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


def _lines_of_ids(text: str) -> dict[str, int]:
    """The line on which each rule's id stands."""
    found: dict[str, int] = {}
    for match in _ID.finditer(text):
        found.setdefault(match[1], text.count("\n", 0, match.start(1)) + 1)
    return found
