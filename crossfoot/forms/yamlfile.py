"""YAML files as plain values, and the line and column of any part of them when it is needed.

PyYAML (with libyaml, where its wheel brings it) parses; what a plain scalar means is decided here
and not by YAML 1.1, so that ``no``, ``010``, ``12:30`` and dates stay text and no figure ever
passes through a float: ``null``, ``~`` and nothing are ``None``; ``true`` and ``false`` are
booleans; ``12`` is an int, ``0.5`` a :class:`~decimal.Decimal`; everything else is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import Node

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern

Step = str | int

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = late_pattern(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = late_pattern(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_NUMERIC = frozenset("-0123456789")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Tree(_LOADER):  # type: ignore[misc]
    """Makes a tree of nodes without tags: what a scalar means is found out here, by fewer words."""

    def descend_resolver(self, _parent: Node, _index: Any) -> None:
        """Where in the tree a node stands makes no difference."""

    def ascend_resolver(self) -> None:
        """As little does it on the way back."""

    def resolve(self, _kind: type[Node], _text: str | None, _implicit: Any) -> str:
        """No tag."""
        return ""


class YamlError(ValueError):
    """The file is no YAML.

    Attributes:
        line, column: where reading stopped, from 1.
        problem: what the parser says.
    """

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file: its path as shown to people, its text and its plain value."""

    path: str
    text: str
    value: Any

    def where(self, steps: Sequence[Step], *, at_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the part reached by keys and list positions.

        Args:
            steps: keys and list positions from the top; what lies beyond the last part that
                exists is ignored.
            at_key: the place of the last key itself rather than of its value.
        """
        node = _compose(self.text)
        mark = node.start_mark if node is not None else None
        for number, step in enumerate(steps):
            key, child = _child(node, step) if node is not None else (None, None)
            if child is None:
                break
            node = child
            last = number == len(steps) - 1
            mark = key.start_mark if last and at_key and key is not None else child.start_mark
        return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def read_yaml(path: Path, shown: str | None = None) -> YamlFile:
    """Read a UTF-8 YAML file.

    Raises:
        YamlError: it is not YAML, or not UTF-8, or a key occurs twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError("not UTF-8 text", 1, 1) from error
    return YamlFile(shown or path.as_posix(), text, parse_yaml(text))


def parse_yaml(text: str) -> Any:
    """The plain value of a YAML text.

    Raises:
        YamlError: it is not YAML, or a key occurs twice.
    """
    return _Plain().value(_compose(text))


def resolve(text: str) -> Any:
    """What a plain (unquoted) scalar means."""
    if text[:1] in _NUMERIC:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        return text
    return _WORDS.get(text, text)


def _compose(text: str) -> Node | None:
    """The node tree of a text, its scalars still as written.

    Raises:
        YamlError: the text is not YAML.
    """
    try:
        return yaml.compose(text, Loader=_Tree)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise YamlError(error.problem or str(error), line, column) from error
    except yaml.YAMLError as error:
        raise YamlError(str(error), 1, 1) from error


def _child(node: Node, step: Step) -> tuple[Node | None, Node | None]:
    """The key node and value node reached by one step; ``(None, None)`` when there is none."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _Plain().value(key) == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


class _Plain:
    """Node trees to plain values; a node that is used again by an alias is converted once."""

    def __init__(self) -> None:
        self._done: dict[int, Any] = {}
        self._open: set[int] = set()

    def value(self, node: Node | None) -> Any:
        """The plain value of a node.

        Raises:
            YamlError: a key occurs twice or is no text, or a part contains itself.
        """
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else resolve(node.value)
        number = id(node)
        if number in self._open:
            raise _fault(node, "a part contains itself")
        if number not in self._done:
            self._open.add(number)
            self._done[number] = self._collection(node)
            self._open.remove(number)
        return self._done[number]

    def _collection(self, node: Node) -> Any:
        value_of = self.value
        if isinstance(node, yaml.SequenceNode):
            return [value_of(item) for item in node.value]
        mapping: dict[str, Any] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or not isinstance(value_of(key_node), str):
                raise _fault(key_node, f"the key {key} is not text")
            if key in mapping:
                raise _fault(key_node, f"the key {key} occurs twice")
            mapping[key] = value_of(value)
        return mapping


def _fault(node: Node, problem: str) -> YamlError:
    return YamlError(problem, node.start_mark.line + 1, node.start_mark.column + 1)
