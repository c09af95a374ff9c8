"""Conditions on a text: asked of the exact evaluator once for each different text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from sqlglot import exp

from crossfoot.model.dataclass import dataclass
from crossfoot.rules import exact
from crossfoot.rules.language import FUNCTIONS
from crossfoot.rules.sql.shape import (
    NotInSqlError,
    Tri,
    column,
    either,
    fresh,
    is_null,
    text,
)
from crossfoot.rules.sql.sight import Scene
from crossfoot.rules.tree import Call, Compare, Name, Node, walk
from crossfoot.rules.values import EXACTLY, Outcome, Tolerance, Truth, Unknown

_ALONE = ("matches", "like", "text_has", "number_format", "length", "decimals", "among")
_MOST_LISTED = 20_000


@dataclass(frozen=True, slots=True)
class OneText:
    """A context in which one field has one text, and nothing else is known."""

    name: str
    content: str | None
    tolerance: Tolerance = EXACTLY
    kept: dict[Any, Any] = field(default_factory=dict)

    def find(self, node: Any) -> exact.Found:
        """The text, or that it is missing."""
        if isinstance(node, Name) and node.id == self.name:
            return Unknown("missing") if self.content is None else self.content
        return Unknown("not_available")

    def rows(self) -> Sequence[exact.Context] | None:
        """There are no rows."""
        return None

    def peers(self) -> Sequence[exact.Context]:
        """There are no rows."""
        return ()

    def others(self, form: str) -> Sequence[exact.Context]:  # noqa: ARG002
        """There are no other tables."""
        return ()

    def store(self) -> dict[Any, Any]:
        """Nothing is worked out for several rows."""
        return self.kept


def only_text(node: Node, scene: Scene, bound: str | None) -> str | None:
    """The one text field that a condition is about, when it is about nothing else."""
    named: set[str] = set()
    for part in walk(node):
        if isinstance(part, Name):
            named.add(bound if part.id == "f" and bound is not None else part.id)
        elif isinstance(part, Call) and part.function not in _ALONE:
            return None
    if len(named) != 1:
        return None
    (name,) = named
    sight = scene.fields.get(name)
    texts = sight is not None and not sight.declared.numeric and sight.column is not None
    return name if texts else None


def needs_listing(node: Node) -> bool:
    """Whether a condition on one text asks more of it than what it is."""
    parts: list[Node] = [node]
    while parts:
        part = parts.pop()
        if isinstance(part, Call):
            return True
        if isinstance(part, Compare):
            if any(op not in ("==", "!=", "in", "not in") for op in part.ops):
                return True
            parts.extend(part.items)
    return False


def condition(node: Node, scene: Scene, name: str, table: str | None) -> Tri:
    """A condition on one text field, by listing the texts for which it holds and fails.

    Raises:
        NotInSqlError: the column has too many different texts to ask about each.
    """
    stored = scene.fields[name].column
    values = None if stored is None else scene.values(stored)
    if stored is None or values is None or len(values) > _MOST_LISTED:
        raise NotInSqlError(_function_in(node))
    verdicts: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for content in values:
        if content is not None:
            verdicts[_verdict(exact.truth(node, OneText(name, content)))].append(content)
    missing = _verdict(exact.truth(node, OneText(name, None)))
    known = column(stored, table)
    return Tri(
        _listed(known, verdicts, missing, wanted=False),
        _listed(known, verdicts, missing, wanted=True),
    )


def _verdict(truth: Truth) -> bool | None:
    if truth.outcome is None:
        return None
    return truth.outcome is Outcome.CERTAIN


def _listed(
    known: exp.Expr,
    verdicts: dict[bool | None, list[str]],
    missing: bool | None,
    *,
    wanted: bool,
) -> exp.Expr:
    """Whether the text is one with the wanted verdict; NULL where that cannot be told."""
    blank = exp.null() if missing is None else exp.Boolean(this=missing is wanted)
    case = exp.Case().when(is_null(known), blank, copy=False)
    if verdicts[None]:
        case = case.when(_in(known, verdicts[None]), exp.null(), copy=False)
    same, other = verdicts[wanted], verdicts[not wanted]
    if len(same) <= len(other):
        return case.else_(_in(known, same), copy=False)
    return case.else_(exp.Not(this=exp.Paren(this=_in(known, other))), copy=False)


def _in(known: exp.Expr, texts: Sequence[str]) -> exp.Expr:
    if not texts:
        return exp.false()
    if len(texts) == 1:
        return exp.EQ(this=fresh(known), expression=text(texts[0]))
    return exp.In(this=fresh(known), expressions=[text(one) for one in sorted(texts)])


def _function_in(node: Node) -> str:
    for part in walk(node):
        if isinstance(part, Call) and part.function in FUNCTIONS:
            return part.function
    return "text"


def same(left: exp.Expr, right: exp.Expr) -> Tri:
    """``a == b`` of two texts."""
    return Tri(
        exp.NEQ(this=fresh(left), expression=fresh(right)),
        exp.EQ(this=fresh(left), expression=fresh(right)),
    )


def among(known: exp.Expr, listed: Sequence[exp.Expr]) -> Tri:
    """``a in (b, c)``."""
    inside = [exp.EQ(this=fresh(known), expression=fresh(one)) for one in listed]
    found = either(*inside)
    return Tri(exp.Not(this=exp.Paren(this=fresh(found))), found)
