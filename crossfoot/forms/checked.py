"""A value of a declaration file, read with a fault for everything unexpected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crossfoot.forms.faults import Fault, suggestion
from crossfoot.forms.yamlfile import Step, YamlFile


class Checked:
    """A value within a file and the keys that lead to it.

    Its methods return what is usable and note a fault for everything else.
    """

    def __init__(
        self, file: YamlFile, steps: tuple[Step, ...], value: Any, faults: list[Fault]
    ) -> None:
        self.file = file
        self.steps = steps
        self.value = value
        self.faults = faults

    def fault(self, zh: str, en: str, *, key: bool = False) -> None:
        """Note what is wrong here; ``key`` points at the key instead of the value."""
        line, column = self.file.where(self.steps, at_key=key)
        fault = Fault(self.file.path, line, column, zh, en)
        if fault not in self.faults:
            self.faults.append(fault)

    def part(self, key: str) -> Checked:
        """The value under a key of this mapping."""
        return Checked(self.file, (*self.steps, key), self.value.get(key), self.faults)

    def is_mapping(self) -> bool:
        """True when this is a mapping; a fault otherwise."""
        if isinstance(self.value, dict):
            return True
        self.fault("此处应为“键: 值”", "a mapping is expected here")
        return False

    def items(self) -> list[Checked]:
        """The mappings of a list."""
        if not isinstance(self.value, list):
            self.fault("此处应为列表", "a list is expected here")
            return []
        parts = [
            Checked(self.file, (*self.steps, number), value, self.faults)
            for number, value in enumerate(self.value)
        ]
        return [part for part in parts if part.is_mapping()]

    def known(self, keys: Iterable[str]) -> None:
        """A fault for every key that is not one of these."""
        allowed = set(keys)
        for key in self.value:
            if key not in allowed:
                zh, en = suggestion(key, allowed)
                self.part(key).fault(f"不认识的键 {key}{zh}", f"unknown key {key}{en}", key=True)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The text under a key; numbers count as text."""
        value = self.value.get(key)
        if value is None or isinstance(value, bool):
            if isinstance(value, bool):
                self.part(key).fault(f"{key} 应为文字", f"{key} must be text")
            elif required:
                self.fault(f"缺少 {key}", f"{key} is missing")
            return None
        if isinstance(value, list | dict):
            self.part(key).fault(f"{key} 应为文字", f"{key} must be text")
            return None
        return str(value)

    def texts(self, key: str, *, merge: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; a single text stands for a list of one.  ``merge`` is left out."""
        value = self.value.get(key)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        if any(item is None or isinstance(item, list | dict | bool) for item in listed):
            self.part(key).fault(f"{key} 应为文字的列表", f"{key} must be a list of texts")
            return ()
        return tuple(str(item) for item in listed if str(item) not in merge)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """The ``true`` or ``false`` under a key."""
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            self.part(key).fault(f"{key} 应为 true 或 false", f"{key} must be true or false")
            return default
        return value

    def whole(self, key: str) -> int | None:
        """The whole number, zero or more, under a key."""
        value = self.value.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.part(key).fault(f"{key} 应为非负整数", f"{key} must be a whole number")
            return None
        return value

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        """The text under a key, when it is one of the choices."""
        value = self.text(key)
        if value is not None and value not in choices:
            zh, en = suggestion(value, choices)
            listed = ", ".join(choices)
            self.part(key).fault(
                f"{key} 只能是 {listed}，不能是 {value}{zh}",
                f"{key} must be one of {listed}, not {value}{en}",
            )
            return None
        return value
