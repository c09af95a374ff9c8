"""A formula as SQL: each node read in the scene of one prepared table."""

from __future__ import annotations

from dataclasses import field

from sqlglot import exp

from crossfoot.forms.model import Field
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.rates import rate_sides
from crossfoot.rules.sql import numbers, rollup, words
from crossfoot.rules.sql.groups import Group, as_counted, or_zero, picked, speaking
from crossfoot.rules.sql.kleene import conjunction, disjunction, known, negated
from crossfoot.rules.sql.several import alone, several
from crossfoot.rules.sql.shape import (
    NotInSqlError,
    Num,
    Tri,
    both,
    column,
    fresh,
    is_null,
    is_true,
    negation,
    ordered,
    text,
    whole,
)
from crossfoot.rules.sql.sight import Scene, Sight
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
    renamed,
)
from crossfoot.rules.tree import Truth as Literal
from crossfoot.rules.values import Tolerance

ROWS = "t"
"""Name of the row at hand in a query."""
_MANY = 9  # digits that adding up a billion rows can add
_DETAIL = ("leaf", "rows")


@dataclass(slots=True)
class Compiler:
    """Reads the formulas of one rule, for one field of a ``for_each``.

    Attributes:
        within: the formula is about a row of a group, not the row at hand; it has no table name.
        groups: the subqueries this rule asks for, by key.
        known: those that the rules of a table ask for together.
        earlier: the figures of earlier periods, and where there is one such row.
    """

    scene: Scene
    bound: Field | None
    tolerance: Tolerance
    groups: dict[tuple[str, ...], Group] = field(default_factory=dict)
    known: dict[tuple[str, ...], Group] = field(default_factory=dict)
    within: bool = False
    earlier: list[tuple[Call, exp.Expr]] = field(default_factory=list)

    @property
    def table(self) -> str | None:
        """Where columns are looked for."""
        return None if self.within else ROWS

    def tri(self, node: Node) -> Tri:
        """A condition.

        Raises:
            NotInSqlError: a part of it has no reading in SQL.
        """
        name = words.only_text(node, self.scene, self.bound.id if self.bound else None)
        if name is not None and words.needs_listing(node):
            return words.condition(renamed(node, {"f": name}), self.scene, name, self.table)
        match node:
            case Literal(value=value):
                return Tri(exp.Boolean(this=not value), exp.Boolean(this=value))
            case Compare(ops=ops, items=items):
                links = [self._link(op, items[n], items[n + 1]) for n, op in enumerate(ops)]
                return links[0] if len(links) == 1 else conjunction(links)
            case Logic(op=op, items=items):
                several = [self.tri(item) for item in items]
                return conjunction(several) if op == "and" else disjunction(several)
            case Not(value=inner):
                return negated(self.tri(inner))
            case Call(function="implies", args=(condition, consequence)):
                return disjunction([negated(self.tri(condition)), self.tri(consequence)])
            case Call():
                return self._call(node)
            case _:
                raise NotInSqlError(type(node).__name__)

    def num(self, node: Node) -> Num:
        """A number.

        Raises:
            NotInSqlError: a part of it has no reading in SQL.
        """
        match node:
            case Number(value=value):
                return numbers.constant(value)
            case Name():
                sight = self.sight(node)
                if not sight.declared.numeric:
                    raise NotInSqlError(node.id)
                return numbers.field(sight, self.table)
            case Negative(value=inner):
                return numbers.negative(self.num(inner))
            case Arithmetic(op="+" | "-" as op, left=left, right=right):
                return numbers.added(self.num(left), self.num(right), 1 if op == "+" else -1)
            case Arithmetic(op="*", left=left, right=right):
                return numbers.multiplied(self.num(left), self.num(right))
            case Call():
                return self._function(node)
            case Arithmetic(op=op):
                raise NotInSqlError(op)
            case _:
                raise NotInSqlError(type(node).__name__)

    def _function(self, node: Call) -> Num:
        match node:
            case Call(function="abs", args=(inner,)):
                return numbers.magnitude(self.num(inner))
            case Call(function="min" | "max" as function, args=args) if len(args) > 1:
                kind = exp.Least if function == "min" else exp.Greatest
                return numbers.extreme([self.num(item) for item in args], kind)
            case Call(function="total", args=(Name() as name,)) if self.scene.roles:
                return self.num(name)
            case Call(function="prev" | "last_year" as function, args=(Name() as name,)):
                return self._earlier(node, function, name)
            case Call(function=function) if function in ("sum", "count", "min", "max"):
                return self._over_rows(node)
            case Call(function=function):
                raise NotInSqlError(function)

    def sight(self, node: Name) -> Sight:
        """The field that a name stands for.

        Raises:
            NotInSqlError: there is none, or its figures have no reading in SQL.
        """
        name = self.bound.id if node.id == "f" and self.bound is not None else node.id
        sight = self.scene.fields.get(name)
        if sight is None:
            raise NotInSqlError(node.id)
        if sight.unfit is not None:
            raise NotInSqlError(sight.unfit)
        return sight

    def _link(self, op: str, left: Node, right: Node) -> Tri:
        if op == "==":
            rate = rate_sides(left, right)
            if rate is not None:
                stated, part, base = map(self.num, (rate.stated, rate.part, rate.whole))
                return numbers.rate(
                    stated, part, base, growth=rate.growth, tolerance=self.tolerance
                )
        if op in ("in", "not in"):
            found = self._inside(left, right)
            return found if op == "in" else negated(found)
        if self._is_text(left) or self._is_text(right):
            if op not in ("==", "!="):
                raise NotInSqlError(op)
            found = words.same(self._text(left), self._text(right))
            return found if op == "==" else negated(found)
        return numbers.compared(op, self.num(left), self.num(right), self.tolerance)

    def _inside(self, left: Node, right: Node) -> Tri:
        if not isinstance(right, Items):
            raise NotInSqlError("in")
        if self._is_text(left):
            return words.among(self._text(left), [self._text(item) for item in right.items])
        own = self.num(left)
        equal = [
            numbers.compared("==", own, self.num(item), self.tolerance) for item in right.items
        ]
        return disjunction(equal)

    def _is_text(self, node: Node) -> bool:
        if isinstance(node, Text):
            return True
        return isinstance(node, Name) and not self.sight(node).declared.numeric

    def _text(self, node: Node) -> exp.Expr:
        match node:
            case Text(value=value):
                return text(value)
            case Name() if self._is_text(node):
                sight = self.sight(node)
                return exp.null() if sight.column is None else column(sight.column, self.table)
            case _:
                raise NotInSqlError(type(node).__name__)

    def _call(self, node: Call) -> Tri:
        match node:
            case Call(function="filled" | "complete", args=args):
                return conjunction([self._filled(item) for item in args])
            case Call(function="blank", args=(Name() as name,)):
                return negated(self._filled(name))
            case Call(function="readable", args=(Name() as name,)):
                there = self.sight(name).column is not None
                return known(True) if there else Tri(exp.null(), exp.null())
            case Call(function="signed", args=(Name() as name,)):
                return known(self.sight(name).declared.signed)
            case Call(function="whole_number", args=(inner,)):
                return numbers.whole_number(self.num(inner))
            case Call(function="unique", args=args):
                return self._unique(args)
            case Call(function="adds_up"):
                return rollup.adds_up(self, node)
            case Call(function="all" | "any" as function) if _grouped(node):
                return several(self.chosen(node), node.function)
            case Call(function=function):
                raise NotInSqlError(function)

    def _filled(self, node: Node) -> Tri:
        if not isinstance(node, Name):
            raise NotInSqlError("filled")
        sight = self.sight(node)
        if sight.column is None:
            return Tri(exp.null(), exp.null())
        missing = is_null(column(sight.column, self.table))
        return Tri(missing, negation(missing))

    def key(self, node: Call) -> tuple[str, ...]:
        """The fields that ``unique(…)`` names."""
        return self.names(Items(node.args))

    def _unique(self, args: tuple[Node, ...]) -> Tri:
        names = self.names(Items(args))
        group = self._group(names)
        stored = [self.scene.fields[name].column for name in names]
        return alone(group, [column(c, ROWS) for c in stored if c is not None])

    def names(self, node: Node) -> tuple[str, ...]:
        """The fields that a key consists of.

        Raises:
            NotInSqlError: it is not made of fields, or one of them is rounded.
        """
        listed = node.items if isinstance(node, Items) else (node,)
        names = []
        for item in listed:
            if not isinstance(item, Name):
                raise NotInSqlError("by")
            sight = self.sight(item)
            if sight.declared.numeric and sight.half:
                raise NotInSqlError("by")
            names.append(sight.declared.id)
        return tuple(names)

    def _group(self, names: tuple[str, ...]) -> Group:
        if self.within:
            raise NotInSqlError("by")
        key = tuple(sorted(names))
        group = self.known.setdefault(key, Group(key, f"g{len(self.known) + 1}"))
        return self.groups.setdefault(key, group)

    def _earlier(self, node: Call, function: str, name: Name) -> Num:
        """A field of the same row in an earlier period; unknown where there is not one such row."""
        sight = self.sight(name)
        if self.within or self.scene.period is None or sight.half:
            raise NotInSqlError(function)
        key = tuple(sorted(self.scene.keys))
        alias = f"g{len(self.known) + 1}"
        group = self.known.setdefault((function, *key), Group(key, alias, shift=function))
        self.groups[(function, *key)] = group
        number = numbers.field(sight)
        alone = ordered("==", group.ask(exp.Count(this=exp.Star())), whole(1))
        self.earlier.append((node, alone))
        value = (
            exp.Case()
            .when(alone, group.ask(exp.Min(this=number.sql)), copy=False)
            .else_(exp.null(), copy=False)
        )
        return Num(value, number.scale, number.digits)

    def chosen(self, node: Call) -> tuple[Group, exp.Expr, Node, Compiler]:
        """The rows that an aggregate runs over: their group, which of them, and of what."""
        inner = node.args[0]
        peer = Compiler(self.scene, self.bound, self.tolerance, within=True)
        if node.keyword("over") is not None:
            raise NotInSqlError("over")
        if isinstance(inner, Call) and inner.function in _DETAIL:
            if not self.scene.roles or not self.scene.parts or node.keywords:
                raise NotInSqlError(inner.function)
            return self._group(self.scene.parts), speaking(self.scene), inner.args[0], peer
        by, where = node.keyword("by"), node.keyword("where")
        if by is None and where is None:
            raise NotInSqlError(node.function)
        group = self._group(self.names(by) if by is not None else ())
        return group, exp.true() if where is None else is_true(peer.tri(where).sure), inner, peer

    def _over_rows(self, node: Call) -> Num:
        group, chosen, inner, peer = self.chosen(node)
        ignore = node.keyword("missing")
        lenient = isinstance(ignore, Text) and ignore.value == "ignore"
        if node.function == "count":
            return Num(or_zero(self._counted(group, chosen, inner, peer)), 0, _MANY)
        number = peer.num(inner)
        if not number.exact:
            raise NotInSqlError(node.function)
        stated = picked(chosen, number.sql)
        rows = group.ask(exp.Sum(this=picked(chosen, whole(1))))
        given = group.ask(exp.Count(this=fresh(stated)))
        details = isinstance(node.args[0], Call) and node.args[0].function in _DETAIL
        if node.function == "sum":
            digits = number.digits + _MANY
            result = or_zero(as_counted(group.ask(exp.Sum(this=stated)), digits))
        else:
            kind = exp.Min if node.function == "min" else exp.Max
            digits, result = number.digits, group.ask(kind(this=stated))
        complete = ordered("==", or_zero(rows), or_zero(given))
        if details:  # a total over no row at all says nothing
            complete = both(complete, ordered(">", or_zero(rows), whole(0)))
        sql = (
            result
            if lenient
            else exp.Case().when(complete, result, copy=False).else_(exp.null(), copy=False)
        )
        return Num(sql, number.scale, digits)

    def _counted(self, group: Group, chosen: exp.Expr, inner: Node, peer: Compiler) -> exp.Expr:
        if isinstance(inner, Name):
            stored = self.sight(inner).column
            if stored is None:
                return whole(0)
            return group.ask(exp.Count(this=picked(chosen, column(stored))))
        met = peer.tri(inner)
        if met.look is not None:
            raise NotInSqlError("count")
        return group.ask(exp.Sum(this=picked(both(chosen, is_true(met.sure)), whole(1))))


def _grouped(node: Call) -> bool:
    return any(node.keyword(word) is not None for word in ("by", "where"))
