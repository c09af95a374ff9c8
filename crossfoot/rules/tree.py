"""The typed tree of a rule: what remains of a formula once it has been understood.

Every node carries the characters of the formula it came from (``start``, ``end``), so that a fault
can be shown at its place.  Equality of nodes ignores places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction

from crossfoot.model.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in a formula; ``start`` and ``end`` are offsets into its text."""

    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number written in the rule itself: exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text written in the rule itself."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """``True`` or ``False``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field of the rule's own form, ``f``, a role in a claim, or a name of the round."""

    id: str


@dataclass(frozen=True, slots=True)
class FieldOf(Node):
    """A field of another form: ``hazard.general_found``."""

    form: str
    id: str


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left op right`` with op one of ``+ - * / %``."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """``-value``."""

    value: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A comparison, possibly chained: ``a <= b <= c`` has two ops and three items.

    Ops are ``== != < <= > >= in`` and ``not in``.
    """

    ops: tuple[str, ...]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``and`` or ``or`` over several conditions."""

    op: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not value``."""

    value: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the language.  ``keywords`` hold named arguments such as ``by=household``."""

    function: str
    args: tuple[Node, ...]
    keywords: tuple[tuple[str, Node], ...] = ()

    def keyword(self, name: str) -> Node | None:
        """The named argument, or ``None``."""
        return next((value for key, value in self.keywords if key == name), None)


@dataclass(frozen=True, slots=True)
class Each(Node):
    """``item for names in source if condition``: the argument of ``all``, ``any`` or ``sum``."""

    item: Node
    names: tuple[str, ...]
    source: Node
    condition: Node | None = None


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list, tuple or set of values written out."""

    items: tuple[Node, ...]


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node, in reading order."""
    match node:
        case Arithmetic(left=left, right=right):
            return (left, right)
        case Negative(value=value) | Not(value=value):
            return (value,)
        case Compare(items=items) | Logic(items=items) | Items(items=items):
            return items
        case Call(args=args, keywords=keywords):
            return (*args, *(value for _, value in keywords))
        case Each(item=item, source=source, condition=condition):
            return (item, source) if condition is None else (item, source, condition)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    yield node
    for part in parts(node):
        yield from walk(part)


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The same formula with other names."""

    def of(inner: Node) -> Node:
        return renamed(inner, names)

    match node:
        case Name(id=name) if name in names:
            return replace(node, id=names[name])
        case Arithmetic():
            return replace(node, left=of(node.left), right=of(node.right))
        case Negative() | Not():
            return replace(node, value=of(node.value))
        case Compare() | Logic() | Items():
            return replace(node, items=tuple(of(item) for item in node.items))
        case Call():
            keywords = tuple((word, of(value)) for word, value in node.keywords)
            return replace(node, args=tuple(of(item) for item in node.args), keywords=keywords)
        case Each():
            condition = None if node.condition is None else of(node.condition)
            return replace(node, item=of(node.item), source=of(node.source), condition=condition)
        case _:
            return node
