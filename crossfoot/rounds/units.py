"""Which unit is meant: one canonical name for the several under which a unit goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from crossfoot.model.patterns import late_pattern
from crossfoot.rounds.model import Round

_SEAL = late_pattern(r"[（(](?:章|盖章|公章|签章)[）)]")
_BLANKS = late_pattern(r"\s+")


def plain(name: str) -> str:
    """A name without blanks, seals and width variants, for comparison."""
    return _BLANKS.sub("", _SEAL.sub("", unicodedata.normalize("NFKC", name)))


class Units:
    """The units a round knows, by every name under which they go."""

    def __init__(
        self,
        declared: Round,
        names: Iterable[str] = (),
        rows: Iterable[str] = (),
        organs: Iterable[str] = (),
    ) -> None:
        """Collect the declared units and aliases, and names met in files besides.

        Args:
            declared: the round.
            names: names by which files say whose they are.
            rows: names of rows in tables by unit.
            organs: what the name of a unit's organ adds to that of the unit (人民政府, 管委会 …).
        """
        self._canonical: dict[str, str] = {}
        self._organs = tuple(sorted(organs, key=len, reverse=True))
        self._rows = {plain(name): name for name in rows}
        for unit, aliases in declared.unit_aliases.items():
            for name in (unit, *aliases):
                self._canonical.setdefault(plain(name), unit)
        for name in (*declared.expected_submissions, *declared.expected_rows):
            self._canonical.setdefault(plain(name), name)
        self._listed = frozenset(self._canonical.values())
        for name in names:
            self._canonical.setdefault(plain(name), name)

    @property
    def names(self) -> Mapping[str, str]:
        """Every known name, blanks removed, and the unit it stands for."""
        return self._canonical

    def canonical(self, name: str) -> str:
        """The unit a name stands for; an unknown name stands for itself.

        The organ of a unit (鹿鸣镇人民政府) stands for the unit where that is known or has a row.
        """
        written = plain(name)
        found = self._canonical.get(written)
        if found is not None and found in self._listed:
            return found
        for organ in self._organs:
            bare = written.removesuffix(organ)
            if bare != written and (bare in self._canonical or bare in self._rows):
                return self._canonical.get(bare) or self._rows[bare]
        return found if found is not None else name.strip()

    def mentioned(self, text: str) -> str | None:
        """The one known unit that a title or file name mentions, the longest name first.

        Two different units in one text leave it open, unless one name is part of the other.
        """
        squeezed = plain(text)
        found: list[str] = []
        for name in sorted(self._canonical, key=lambda n: (-len(n), n)):
            if name and name in squeezed:
                squeezed = squeezed.replace(name, "\n")
                unit = self._canonical[name]
                if unit not in found:
                    found.append(unit)
        return found[0] if len(found) == 1 else None
