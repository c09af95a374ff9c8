"""Which figures of a text speak of a whole table's field, and which claims are about them.

A text gives many figures of one name: of a line of work, a campaign, a month.  Only a figure that
bears the field's own name and nothing else is taken for the unit's total, and with it what the
same sentence says was done of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from crossfoot.forms.labels import norm
from crossfoot.forms.model import Field, Form, Pack
from crossfoot.forms.periods import find_period
from crossfoot.model.figure import Figure
from crossfoot.model.submission import Claim, Narrative

_TYING = ("le", "rate", "part_le_whole")


class Told:
    """What the texts of a unit say of the fields of one form."""

    def __init__(
        self,
        narratives: tuple[Narrative, ...],
        form: Form,
        pack: Pack,
        unit: str | None = None,
        period: str | None = None,
    ) -> None:
        """Nothing is looked up before it is asked for.

        Args:
            narratives: the texts.
            form: the form of the table that they are held against.
            pack: the declared forms and words.
            unit: whose texts they are.
            period: the time that the table is of.
        """
        self._narratives = narratives
        self._period = period
        self._form = form
        words = pack.lexicon.get("lexicon") or {}
        everywhere = (words.get("scopes") or {}).get("everywhere") or ()
        listed = [*(words.get("totals") or ()), *(words.get("sums") or ()), *everywhere]
        listed += [unit] if unit else []
        titles = pack.lexicon.get("documents") or {}
        self._to_date = re.compile(str(titles.get("to_date") or "(?!)"))
        self._whole_year = frozenset(map(str, titles.get("whole_year") or ()))
        self._of_which = pack.tokens.of_which
        self._lead = tuple(sorted(map(str, listed), key=lambda word: (-len(word), word)))

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures told of each field, by its id."""
        found: dict[str, dict[tuple[int, str], Figure]] = {}
        for number, narrative in enumerate(self._narratives):
            for figure in narrative.figures:
                field = None if figure.id in narrative.unsound else self._named(figure)
                if field is not None:
                    found.setdefault(field.id, {})[number, figure.id] = figure
        for number, narrative in enumerate(self._narratives):
            for claim in narrative.claims:
                for field_id, figure in self._beside(claim, number, found):
                    found.setdefault(field_id, {})[number, figure.id] = figure
        return {field_id: tuple(figures.values()) for field_id, figures in found.items()}

    @cached_property
    def claims(self) -> frozenset[str]:
        """The kinds of claim that are made of the unit's totals, each with the field it is of.

        ``all_fixed`` and ``all_fixed:general_found`` for a text that says so of that total.
        """
        places = {f.place: name for name, figures in self.figures.items() for f in figures}
        found: set[str] = set()
        for narrative in self._narratives:
            for claim in narrative.claims:
                of = {places[f.place] for _, f in claim.roles if f.place in places}
                if of:
                    found |= {claim.kind, *(f"{claim.kind}:{name}" for name in of)}
        return frozenset(found)

    def _named(self, figure: Figure) -> Field | None:
        """The field whose own name a figure bears, when it is of no narrower scope."""
        if not figure.what or figure.scope or figure.quantity is None:
            return None
        if figure.period and not self._of_the_time(figure.period):
            return None
        name = norm(self._bare(figure.what))
        for field in self._form.fields.values():
            if field.numeric and name in self._names(field):
                return field
        return None

    def _of_the_time(self, words: str) -> bool:
        """Whether the time a sentence names (上半年, 截至6月底, 今年以来) is that of the table."""
        if self._to_date.fullmatch(words):
            return True  # the text itself was found to be of the table's time
        if self._period is None:
            return False
        year = self._period[:4]
        if words in self._whole_year:
            return self._period in (year, f"{year}-12")
        stretch = find_period(words)
        return stretch is not None and str(stretch.of_year(int(year))) == self._period

    def _bare(self, what: str) -> str:
        """What is counted without 全镇, 累计, 共 and the unit's own name before it."""
        while True:
            word = next((word for word in self._lead if what.startswith(word)), "")
            if not word:
                return what
            what = what.removeprefix(word)

    def _names(self, field: Field) -> frozenset[str]:
        return frozenset(norm(name) for name in (field.zh or "", *field.aliases) if name)

    def _beside(
        self, claim: Claim, number: int, found: Mapping[str, Mapping[tuple[int, str], Figure]]
    ) -> Iterator[tuple[str, Figure]]:
        """Figures under a bare label (已整改, 整改率) that a claim ties to a total before them."""
        known = {
            figure.id: field_id
            for field_id, figures in found.items()
            for (at, _), figure in figures.items()
            if at == number
        }
        if claim.kind not in _TYING:
            return
        for role in ("part", "rate"):
            for name, figure in claim.roles:
                if name != role or figure.id in known:
                    continue
                before = {known[other.id] for _, other in claim.roles if other.id in known}
                for field in self._form.fields.values():
                    after = field.after
                    if after is None or after.field not in before:
                        continue
                    if norm(figure.what or "") in self._labels(after.labels):
                        known[figure.id] = field.id
                        yield field.id, figure
                        break

    def _labels(self, labels: tuple[str, ...]) -> frozenset[str]:
        """Bare labels as a text would write them: without 其中."""
        found = {norm(label) for label in labels}
        for part in map(norm, self._of_which):
            found |= {label.removeprefix(part) for label in found}
        return frozenset(found)
