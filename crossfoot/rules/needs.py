"""Which fields of a form rules look at."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.forms.model import Aggregation, Form
from crossfoot.rules.kinds import fields_for
from crossfoot.rules.model import Rule
from crossfoot.rules.tree import Call, Name, Node, walk


def fields_needed(rules: Iterable[Rule], form: Form) -> frozenset[str]:
    """Ids of the fields that any of the rules on rows looks at."""
    needed: set[str] = set()
    for rule in rules:
        nodes = [node for node in (rule.check, rule.when) if node is not None]
        if rule.for_each is not None:
            needed |= {field.id for field in fields_for(rule.for_each, form)}
        if rule.softened_by:
            needed.add(rule.softened_by)
        for node in nodes:
            needed |= _named(node, form)
    return frozenset(needed & form.fields.keys())


def _named(node: Node, form: Form) -> set[str]:
    found: set[str] = set()
    for part in walk(node):
        if isinstance(part, Name):
            found.add(part.id)
        if isinstance(part, Call) and part.function in ("leaf", "rows", "total"):
            # which detail rows speak at all is told by every figure of theirs
            found |= {f.id for f in form.fields.values() if f.aggregation is not Aggregation.NONE}
        if isinstance(part, Name) and part.id == "silent_row":
            found |= set(form.fields)
    return found
