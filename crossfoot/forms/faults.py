"""Faults of declaration files: what is wrong, where, and in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossfoot.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a declaration file; lines and columns count from 1, 0 when unknown."""

    file: str
    line: int
    column: int
    zh: str
    en: str

    def text(self, language: str = "en") -> str:
        """``file:line:column: what is wrong``."""
        return f"{self.file}:{self.line}:{self.column}: {self.zh if language == 'zh' else self.en}"


class FormFault(ValueError):
    """Declaration files that cannot be used, with everything that is wrong in them.

    Attributes:
        faults: all faults, in the order of the files.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text() for fault in faults))
        self.faults = tuple(faults)


def suggestion(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Chinese and English words that offer the nearest known spelling; empty when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    if not near:
        return "", ""
    return f"，是否应为 {near[0]}？", f"; did you mean {near[0]}?"
