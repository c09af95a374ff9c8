"""YAML files as plain values, and the line and column of any part of them when it is needed.

Files are read by :mod:`crossfoot.forms.yamlsubset` where that is enough and by ruamel.yaml where
it is not; ruamel.yaml also finds positions and words syntax errors.  Both ways give the same
values, because plain scalars are resolved in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.forms.yamlsubset import OutsideSubset, parse_subset, resolve

Step = str | int


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
            key, child = _child(node, step)
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
    try:
        return parse_subset(text)
    except OutsideSubset:
        return _plain(_compose(text))


def _compose(text: str) -> Any:
    """The node tree of ruamel.yaml.

    Raises:
        YamlError: the text is not YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.error import YAMLError as RuamelError

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise YamlError(error.problem or str(error), line, column) from error
    except RuamelError as error:
        raise YamlError(str(error), 1, 1) from error


def _child(node: Any, step: Step) -> tuple[Any, Any]:
    """The key node and value node reached by one step; ``(None, None)`` when there is none."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, MappingNode):
        for key, value in node.value:
            if _plain(key) == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


def _plain(node: Any) -> Any:
    """The plain value of a node.

    Raises:
        YamlError: a key occurs twice or is no text, or a tag asks for something else than data.
    """
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if node is None:
        return None
    if isinstance(node, ScalarNode):
        return resolve(node.value) if node.style is None else node.value
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    mapping: dict[str, Any] = {}
    if isinstance(node, MappingNode):
        for key_node, value in node.value:
            key = _plain(key_node)
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key, str):
                raise YamlError(f"the key {key} is not text", line, column)
            if key in mapping:
                raise YamlError(f"the key {key} occurs twice", line, column)
            mapping[key] = _plain(value)
    return mapping
