"""The everyday subset of YAML, read fast.

A pack is read at every start, and a general YAML parser written in Python takes longer over it
than the whole check of a small file does.  So block lists and mappings, flow collections, plain
and simply quoted scalars and comments are read here; a text with anything else in it is refused
and left to ruamel.yaml.

Plain scalars: ``null``, ``~`` and nothing are ``None``; ``true`` and ``false`` are booleans;
``12`` is an int, ``0.5`` a :class:`~decimal.Decimal` (never a float); everything else, dates
included, is text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

_KEY = re.compile(r"""([^\s"'&*!|>%@`#\-?:,\[\]{}][^\s:,\[\]{}#"']*|"[^"\\]*"|'[^']*'):(?: +|$)""")
_BLOCK_PLAIN = re.compile(r"""(?:[^\s"'&*!|>%@`#\-?:,\[\]{}]|-(?=[^\s]))(?:(?! #|:(?:\s|\Z)).)*""")
_FLOW_PLAIN = re.compile(
    r"""(?:[^\s"'&*!|>%@`#\-?:,\[\]{}]|-(?=[^\s,\[\]{}]))"""
    r"""(?:[^\s:,\[\]{}#]|:(?=[^\s,\[\]{}])|[ ]+(?=[^\s#:,\[\]{}]))*"""
)
_QUOTED = re.compile(r""""([^"\\\n]*)"|'([^'\n]*)'""")
_GAP = re.compile(r"(?:[ \n]|(?<=[ \n])#[^\n]*)*")
_REST = re.compile(r"(?: +#.*| *)")


def resolve(text: str) -> Any:
    """What a plain (unquoted) scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text


class OutsideSubset(ValueError):
    """The text uses YAML that the direct reader leaves to the general one."""


def parse_subset(text: str) -> Any:
    """The plain value of a text in the everyday subset.

    Raises:
        OutsideSubset: something in it is beyond the subset, or is not YAML at all.
    """
    if "\t" in text or "\r" in text:
        raise OutsideSubset
    reader = _Subset(text)
    value = reader.block(0) if reader.more else None
    if reader.more:
        raise OutsideSubset
    return value


class _Subset:
    """A cursor over the lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.indent = 0
        self.more = True
        self._settle()

    def _settle(self) -> None:
        """Move to the first character of the next line that says something."""
        text = self.text
        while True:
            end = text.find("\n", self.at)
            end = len(text) if end < 0 else end
            line = text[self.at : end]
            bare = line.lstrip(" ")
            if bare and not bare.startswith("#"):
                if bare.startswith(("---", "...")):
                    raise OutsideSubset
                self.indent = len(line) - len(bare)
                self.at += self.indent
                return
            if end == len(text):
                self.at = end
                self.more = False
                return
            self.at = end + 1

    def _end_line(self) -> None:
        """Nothing but a comment may follow on the line; go on to the next."""
        match = _REST.match(self.text, self.at)
        end = match.end() if match else self.at
        if end < len(self.text) and self.text[end] != "\n":
            raise OutsideSubset
        self.at = end + 1
        if self.at >= len(self.text):
            self.more = False
        else:
            self._settle()

    def block(self, least: int) -> Any:
        """A block value whose lines are indented by at least ``least``."""
        if self.indent < least:
            return None
        if self.text.startswith(("- ", "-\n"), self.at):
            return self._sequence(self.indent)
        if _KEY.match(self.text, self.at, self._line_end()):
            return self._mapping(self.indent)
        return self._inline()

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def _sequence(self, indent: int) -> list[Any]:
        items: list[Any] = []
        while self.more and self.indent == indent and self.text.startswith(("- ", "-\n"), self.at):
            items.append(self._after_mark(self.at + 1, indent + 1))
        self._must_be_out(indent)
        return items

    def _mapping(self, indent: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while self.more and self.indent == indent:
            match = _KEY.match(self.text, self.at, self._line_end())
            if match is None:
                raise OutsideSubset
            key = _key(match[1])
            if key in mapping:
                raise OutsideSubset
            mapping[key] = self._after_mark(match.end(1) + 1, indent, in_mapping=True)
        self._must_be_out(indent)
        return mapping

    def _must_be_out(self, indent: int) -> None:
        if self.more and self.indent > indent:
            raise OutsideSubset

    def _after_mark(self, at: int, least: int, *, in_mapping: bool = False) -> Any:
        """The value after ``-`` or ``key:``, on the same line or below it."""
        text = self.text
        start = at
        while text.startswith(" ", at):
            at += 1
        if at >= len(text) or text[at] in "\n#":
            self.at = at
            if at > start and text.startswith("#", at):
                self.at = at - 1
            self._end_line()
            if not self.more:
                return None
            if in_mapping and self.indent == least:
                # A list may stand at the indentation of the key it belongs to.
                return self._sequence(least) if text.startswith("- ", self.at) else None
            return self.block(least + 1 if in_mapping else least)
        if not in_mapping:
            # The item begins on the line of its dash; its own indentation is where it begins.
            self.indent = at - (text.rfind("\n", 0, at) + 1)
            self.at = at
            return self.block(0)
        self.at = at
        return self._inline()

    def _inline(self) -> Any:
        """A scalar or flow collection, and the end of its line."""
        first = self.text[self.at]
        value: Any
        if first in "[{":
            value = self._flow()
        elif first in "\"'":
            value = self._quoted()
        else:
            match = _BLOCK_PLAIN.match(self.text, self.at)
            if match is None:
                raise OutsideSubset
            self.at = match.end()
            value = resolve(match[0].rstrip(" "))
        before = self.indent
        self._end_line()
        if self.more and self.indent > before:
            raise OutsideSubset  # a scalar that goes on over the line
        return value

    def _quoted(self) -> str:
        match = _QUOTED.match(self.text, self.at)
        if match is None or self.text.startswith("'", match.end()):
            raise OutsideSubset
        self.at = match.end()
        return match[1] if match[1] is not None else match[2]

    def _gap(self) -> str:
        match = _GAP.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _flow(self) -> Any:
        first = self.text[self.at]
        if first == "[":
            return self._flow_list()
        if first == "{":
            return self._flow_mapping()
        if first in "\"'":
            return self._quoted()
        match = _FLOW_PLAIN.match(self.text, self.at)
        if match is None:
            raise OutsideSubset
        self.at = match.end()
        return resolve(match[0])

    def _flow_list(self) -> list[Any]:
        self.at += 1
        items: list[Any] = []
        while self._gap() != "]":
            if not self.text[self.at : self.at + 1]:
                raise OutsideSubset
            items.append(self._flow())
            self._comma("]")
        self.at += 1
        return items

    def _flow_mapping(self) -> dict[str, Any]:
        self.at += 1
        mapping: dict[str, Any] = {}
        while self._gap() != "}":
            match = _KEY.match(self.text, self.at, self._line_end())
            if match is None:
                raise OutsideSubset
            key = _key(match[1])
            if key in mapping:
                raise OutsideSubset
            self.at = match.end(1) + 1
            if self._gap() in ("", ",", "}"):
                raise OutsideSubset
            mapping[key] = self._flow()
            self._comma("}")
        self.at += 1
        return mapping

    def _comma(self, closing: str) -> None:
        follows = self._gap()
        if follows == ",":
            self.at += 1
        elif follows != closing:
            raise OutsideSubset


def _key(written: str) -> str:
    if written[0] in "\"'":
        return written[1:-1]
    if resolve(written) is not written and resolve(written) != written:
        raise OutsideSubset  # a key that is no text
    return written
