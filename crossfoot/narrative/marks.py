"""Brackets and semicolons: where in its sentence a figure stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crossfoot.narrative.mention import Mention

_PARENS = re.compile(r"[（(）)；;]")


@dataclass(slots=True)
class Marks:
    """Brackets and semicolons passed so far in a sentence."""

    segment: int = 0
    open: list[int] = field(default_factory=list)
    brackets: int = 0

    def step(self, mention: Mention) -> None:
        """Pass the words before a figure, and tell it where it stands."""
        for found in _PARENS.finditer(mention.gap):
            mark = found.group()
            if mark in "（(":
                self.brackets += 1
                self.open.append(self.brackets)
            elif mark in "）)":
                if self.open:
                    self.open.pop()
            elif not self.open:
                self.segment += 1
        mention.segment = self.segment
        mention.depth = len(self.open)
        mention.bracket = self.open[-1] if self.open else 0
