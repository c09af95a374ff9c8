"""Roll-ups in SQL: whether wholes among the codes of a table are the sums of their parts."""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlglot import exp

from crossfoot.model.dataclass import dataclass
from crossfoot.rules.sql.groups import Group, as_counted, key_of
from crossfoot.rules.sql.shape import (
    MOST_DIGITS,
    NotInSqlError,
    Num,
    Tri,
    both,
    called,
    column,
    either,
    fresh,
    is_null,
    minus,
    negation,
    ordered,
    table_of,
    text,
    times,
    where,
    whole,
)
from crossfoot.rules.sql.sight import ODD, ROLE, ROW, Scene
from crossfoot.rules.tree import Call, Items, Name, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.rules.sql.compile import Compiler

_CODE, _WHOLE, _IS_PART = "e_code", "e_whole", "e_part"
_MANY = 9  # digits that adding up a billion rows can add
_IN_PATTERNS = frozenset("\\[]^&")

Pairs = tuple[tuple[str, str], ...]
"""``(part, whole)`` of a tree that is written out."""


@dataclass(slots=True)
class RollUp(Group):
    """Every whole with its parts, in each group of rows, and what that says of each code.

    Attributes:
        code: id of the field with the codes.
        tree: the tree written out, or the sign that separates the levels of a code.
        values: what is added up, by its SQL, with the number of its columns.
    """

    code: str = ""
    tree: Pairs | str = ()
    values: dict[str, tuple[int, Num]] = field(default_factory=dict)

    @property
    def joined(self) -> bool:
        """Rows always meet it by their code."""
        return True

    @property
    def partial(self) -> bool:
        """Rows with the same codes can always be fetched."""
        return True

    def flags(self, number: Num) -> tuple[exp.Expr, exp.Expr]:
        """Columns that are 1 where a relation of the code fails, and where one is unknown."""
        written = number.sql.sql()
        n, _ = self.values.setdefault(written, (len(self.values) + 1, number))
        return column(f"f{n}", self.alias), column(f"u{n}", self.alias)

    def odd(self) -> exp.Expr:
        """Whether a row of one of the relations has a cell that SQL cannot take."""
        return ordered("==", column("o", self.alias), whole(1))

    def meets(self, scene: Scene, table: str) -> exp.Expr:
        """The condition under which a row's code in its group is spoken of."""
        own = [key_of(scene, name, table) for name in self.by]
        pairs = [ordered("==", key, column(f"k{n}", self.alias)) for n, key in enumerate(own, 1)]
        return exp.and_(
            *pairs, ordered("==", self._stored(scene, table), column(_CODE, self.alias)), copy=False
        )

    def subquery(self, scene: Scene) -> exp.Expr:
        """For each group and code: whether a relation fails, is unknown, or has an odd cell."""
        keys = [f"k{n}" for n in range(1, len(self.by) + 1)]
        names = [f"{flag}{n}" for n, _ in self.values.values() for flag in "fu"]
        most = [
            exp.alias_(
                exp.Max(this=column(name, self._step("judged"))), name, quoted=True, copy=False
            )
            for name in ("o", *names)
        ]
        known = [column(key, self._step("judged")) for key in keys]
        concerned = (
            exp.select(column(_CODE), column(_WHOLE), copy=False)
            .distinct(copy=False)
            .from_(self._step("entries"), copy=False)
        )
        meets = ordered("==", column(_WHOLE, "c"), column(_WHOLE, self._step("judged")))
        select = (
            exp.select(*known, column(_CODE, "c"), *most, copy=False)
            .from_(self._step("judged"), copy=False)
            .join(concerned.subquery("c"), on=meets, copy=False)
            .group_by(*(fresh(key) for key in known), column(_CODE, "c"), copy=False)
        )
        steps = {
            **self._steps(scene),
            self._step("weighed"): self._weighed(scene),
            self._step("judged"): self._judged(keys),
        }
        return _with(select, steps).subquery(self.alias)

    def relatives(self, rows: Sequence[int], scene: Scene) -> exp.Select | None:
        """Further rows without which the relations of some rows are not what they are.

        Without ``by`` all rows of those relations; else one row for each code, where codes make
        the tree, since a code that stands in any group is a part in all of them.
        """
        if self.by and not isinstance(self.tree, str):
            return None
        stored = self._stored(scene)
        own = (
            exp.select(fresh(stored), copy=False)
            .from_(table_of(scene.table), copy=False)
            .where(exp.In(this=column(ROW), expressions=[whole(row) for row in rows]), copy=False)
        )
        related = (
            exp.select(column(_CODE, "b"), copy=False)
            .from_(exp.to_table(self._step("entries")).as_("a"), copy=False)
            .join(
                exp.to_table(self._step("entries")).as_("b"),
                on=ordered("==", column(_WHOLE, "a"), column(_WHOLE, "b")),
                copy=False,
            )
            .where(exp.In(this=column(_CODE, "a"), query=own.subquery()), copy=False)
        )
        leaf = _leaf(scene)
        chosen = both(leaf, exp.In(this=stored, query=related.subquery()))
        shown: exp.Expr = exp.Min(this=column(ROW)) if self.by else column(ROW)
        select = (
            exp.select(shown, copy=False)
            .from_(table_of(scene.table), copy=False)
            .where(chosen, copy=False)
        )
        if self.by:
            select = select.group_by(fresh(stored), copy=False)
        return _with(select, self._steps(scene))

    def _stored(self, scene: Scene, table: str | None = None) -> exp.Expr:
        stored = scene.fields[self.code].column
        if stored is None:
            raise NotInSqlError("adds_up")
        return column(stored, table)

    def _step(self, name: str) -> str:
        """A step's name; some engines know the steps of all subqueries together."""
        return f"{self.alias}_{name}"

    def _steps(self, scene: Scene) -> dict[str, exp.Expr]:
        """The tree: parts with their wholes, and each code with the relations it takes part in."""
        if isinstance(self.tree, str):
            own = self._stored(scene)
            pattern = text(f"[{self.tree}][^{self.tree}]*$")
            above = exp.RegexpReplace(this=fresh(own), expression=pattern, replacement=text(""))
            found = exp.StrPosition(this=fresh(own), substr=text(self.tree))
            pairs: exp.Expr = (
                exp.select(
                    called(own, _CODE),
                    called(above, _WHOLE),
                    copy=False,
                )
                .distinct(copy=False)
                .from_(table_of(scene.table), copy=False)
                .where(both(_leaf(scene), ordered(">", found, whole(0))), copy=False)
            )
        else:
            listed = exp.values(list(self.tree), alias="v", columns=[_CODE, _WHOLE])
            pairs = exp.select(column(_CODE), column(_WHOLE), copy=False).from_(listed, copy=False)
        part = called(whole(1), _IS_PART)
        parts = exp.select(column(_CODE), column(_WHOLE), part, copy=False).from_(
            self._step("pairs"), copy=False
        )
        wholes = (
            exp.select(
                called(column(_WHOLE), _CODE),
                column(_WHOLE),
                called(whole(0), _IS_PART),
                copy=False,
            )
            .distinct(copy=False)
            .from_(self._step("pairs"), copy=False)
        )
        return {
            self._step("pairs"): pairs,
            self._step("entries"): parts.union(wholes, distinct=False),
        }

    def _weighed(self, scene: Scene) -> exp.Expr:
        """Of each whole in each group: its rows and its figure, its parts and their sum.

        Rows that are totals count for nothing, but their codes are judged as all others are.
        """
        leaf = _leaf(scene)
        as_whole = both(leaf, ordered("==", column(_IS_PART), whole(0)))
        as_part = both(leaf, ordered("==", column(_IS_PART), whole(1)))
        keys = [key_of(scene, name) for name in self.by]
        shown = [called(key, f"k{n}") for n, key in enumerate(keys, 1)]
        asked: dict[str, exp.Expr] = {
            "n": exp.Sum(this=where(as_whole, whole(1)).else_(whole(0), copy=False)),
            "p": exp.Sum(this=where(as_part, whole(1)).else_(whole(0), copy=False)),
            "o": exp.Max(this=where(both(leaf, column(ODD)), whole(1)).else_(whole(0), copy=False)),
        }
        for n, number in self.values.values():
            asked[f"w{n}"] = exp.Max(this=where(as_whole, number.sql))
            asked[f"g{n}"] = exp.Count(this=where(as_part, number.sql))
            asked[f"s{n}"] = as_counted(
                exp.Sum(this=where(as_part, number.sql)), number.digits + _MANY
            )
        shown += [called(sql, name) for name, sql in asked.items()]
        return (
            exp.select(*shown, column(_WHOLE), copy=False)
            .from_(table_of(scene.table), copy=False)
            .join(
                self._step("entries"),
                on=ordered("==", self._stored(scene), column(_CODE)),
                copy=False,
            )
            .group_by(*keys, column(_WHOLE), copy=False)
        )

    def _judged(self, keys: Sequence[str]) -> exp.Expr:
        """Which of these do not add up, and of which that cannot be told."""
        alone = ordered("==", column("n"), whole(1))
        divided = ordered(">", column("p"), whole(0))
        shown: list[exp.Expr] = [*(column(key) for key in keys), column(_WHOLE), column("o")]
        for n, number in self.values.values():
            lacking = ordered("<", column(f"g{n}"), column("p"))
            unknown = both(alone, divided, either(lacking, is_null(column(f"w{n}"))))
            fails = either(negation(alone), both(divided, negation(unknown), _apart(n, number)))
            shown.append(
                exp.alias_(
                    where(fails, whole(1)).else_(whole(0), copy=False),
                    f"f{n}",
                    quoted=True,
                    copy=False,
                )
            )
            shown.append(
                exp.alias_(
                    where(unknown, whole(1)).else_(whole(0), copy=False),
                    f"u{n}",
                    quoted=True,
                    copy=False,
                )
            )
        return exp.select(*shown, copy=False).from_(self._step("weighed"), copy=False)


def adds_up(compiler: Compiler, node: Call) -> Tri:
    """``adds_up(value, code, tree=… | separator=…, by=…, unknown=…)`` on one row.

    Raises:
        NotInSqlError: codes are too many or not plain texts, or the tree is not written out.
    """
    value_node, code = node.args
    if compiler.within or not isinstance(code, Name):
        raise NotInSqlError("adds_up")
    peer = replace(compiler, within=True, groups={})
    number = peer.num(value_node)
    if number.digits + _MANY > MOST_DIGITS:
        raise NotInSqlError("digits")
    by = node.keyword("by")
    names = compiler.names(by) if by is not None else ()
    field_id = _codes(compiler, code)
    tree = _tree(node)
    key = ("adds_up", field_id, repr(tree), *names)
    found = compiler.known.get(key)
    if not isinstance(found, RollUp):
        found = RollUp(names, f"g{len(compiler.known) + 1}", code=field_id, tree=tree)
    compiler.known[key] = compiler.groups[key] = found
    fails, unknown = found.flags(number)
    case = exp.Case().when(ordered("==", fails, whole(1)), exp.true(), copy=False)
    case = case.when(ordered("==", unknown, whole(1)), exp.null(), copy=False)
    word = node.keyword("unknown")
    if isinstance(word, Text) and word.value == "undecided":
        case = case.when(is_null(fails), exp.null(), copy=False)
    wrong = case.else_(exp.false(), copy=False)
    return Tri(wrong, negation(wrong))


def _codes(compiler: Compiler, code: Name) -> str:
    """The field with the codes, when each of its texts means what is written."""
    sight = compiler.sight(code)
    values = None if sight.column is None else compiler.scene.values(sight.column)
    if sight.declared.numeric or values is None:
        raise NotInSqlError("adds_up")
    if any(value is not None and value != " ".join(value.split()) for value in values):
        raise NotInSqlError("adds_up")
    return sight.declared.id


def _tree(node: Call) -> Pairs | str:
    separator, tree = node.keyword("separator"), node.keyword("tree")
    if isinstance(separator, Text):
        if len(separator.value) != 1 or separator.value in _IN_PATTERNS:
            raise NotInSqlError("separator")
        return separator.value
    if not isinstance(tree, Items) or not tree.items:
        raise NotInSqlError("tree")
    pairs: list[tuple[str, str]] = []
    for item in tree.items:
        match item:
            case Items(items=(Text(value=part), Text(value=above))):
                pairs.append((part, above))
            case _:
                raise NotInSqlError("tree")
    return tuple(pairs)


def _apart(n: int, number: Num) -> exp.Expr:
    """Whether a whole differs from the sum of its parts, whatever their rounding."""
    stated, total = column(f"w{n}"), column(f"s{n}")
    if number.exact:
        return ordered("!=", stated, total)
    digits = number.digits + _MANY + 1
    gap: exp.Expr = exp.Abs(this=minus(stated, total, digits))
    half: Fraction = number.half
    grown = digits + len(str(half.denominator))
    rows = exp.Add(this=column("p"), expression=whole(1))
    width = times(rows, whole(half.numerator), _MANY + len(str(half.numerator)))
    return ordered(">", times(gap, whole(half.denominator), grown), width)


def _leaf(scene: Scene) -> exp.Expr:
    return ordered("==", column(ROLE), text("leaf")) if scene.roles else exp.true()


def _with(select: exp.Select, steps: dict[str, exp.Expr]) -> exp.Select:
    for name, step in steps.items():
        select = select.with_(name, as_=step, copy=False)
    return select
