"""What is said of one rule on a large table, and what is only counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level
from crossfoot.rules.model import Judgement
from crossfoot.vetting.drafts import Draft


@dataclass(slots=True)
class Told:
    """What is said of one rule so far.

    Attributes:
        most: findings of one level that are put into words; ``None`` for all.
        rows: the rows of all findings, by level.
        beside: what there is to say of rows that hold.
    """

    most: int | None
    drafts: list[Draft] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    rows: dict[Level, list[int]] = field(default_factory=dict)
    beside: int = 0

    def tell(self, draft: Draft, row: int) -> None:
        """A finding on a row, in words as long as there are few."""
        rows = self.rows.setdefault(draft.level, [])
        if self.most is None or len(rows) < self.most:
            self.drafts.append(draft)
        rows.append(row)

    def remark(self, draft: Draft) -> None:
        """Something to say of a row that holds."""
        if self.most is None or self.beside < self.most:
            self.drafts.append(draft)
        self.beside += 1

    def silent(self, level: Level, rest: Sequence[int]) -> list[int]:
        """Rows of a level that are not put into words, those never looked at among them."""
        judged = self.rows.get(level, [])
        return sorted([*judged[len(judged) if self.most is None else self.most :], *rest])
