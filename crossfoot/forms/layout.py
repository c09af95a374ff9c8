"""The words of ``schemas/layout.yaml`` and of the forms, arranged for looking them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from crossfoot.forms.labels import norm, split_unit, squeezed, without_brackets, without_number
from crossfoot.forms.model import Pack, Sector
from crossfoot.model.dataclass import dataclass
from crossfoot.numerals.words import NumberWords

_LONGEST_SECTOR = 30
KINDS = ("sector", "unit", "period", "item", "group")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a binder knows besides the names of fields.

    Attributes:
        labels: normalised header of a label column to its kind (``unit``, ``sector`` …).
        units: normalised units of measure.
        sectors: normalised name to sector.
        meta: normalised name to the id of a line or column around the figures.
        total, subtotal, of_which: normalised words of row labels.
        part: 其中 in front of a label.
        adding: any word of a total or subtotal within a label.
    """

    labels: Mapping[str, str]
    measures: frozenset[str]
    stubs: frozenset[str]
    notes: tuple[str, ...]
    goes_on: frozenset[str]
    month: frozenset[str]
    cumulative: frozenset[str]
    units: frozenset[str]
    sectors: Mapping[str, Sector]
    sector_suffixes: tuple[str, ...]
    field_suffixes: tuple[str, ...]
    unit_suffixes: tuple[str, ...]
    meta: Mapping[str, str]
    total: tuple[str, ...]
    subtotal: tuple[str, ...]
    of_which: tuple[str, ...]
    money: Mapping[str, int]
    part: re.Pattern[str]
    adding: re.Pattern[str]
    seen: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def header(self, text: str) -> tuple[str, str | None]:
        """A header text without its unit of measure, and that unit."""
        found = self.seen.get(text)
        if found is None:
            found = self.seen[text] = split_unit(text, self.units)
        return found

    def sector(self, label: str) -> Sector | None:
        """The sector that a row label names, numbering, brackets and general words aside."""
        plain = without_number(label)
        if not self.sectors or len(plain) > _LONGEST_SECTOR:
            return None
        bare = without_brackets(plain) if "(" in plain or "[" in plain else plain
        for text in dict.fromkeys((plain, bare)):
            name = norm(text)
            if name in self.sectors:
                return self.sectors[name]
            if not name.endswith(self.sector_suffixes):
                continue
            for suffix in self.sector_suffixes:
                if name.endswith(suffix) and name.removesuffix(suffix) in self.sectors:
                    return self.sectors[name.removesuffix(suffix)]
        return None

    def split_of_which(self, label: str) -> tuple[str, bool]:
        """A row label without 其中 in front of it, and whether there was one."""
        plain = without_number(label)
        match = self.part.match(plain)
        if match is None:
            return plain, False
        return without_number(plain[match.end() :]), True


def layout_of(pack: Pack, words: NumberWords) -> Layout:
    """Arrange a pack's words; what ``layout`` does not declare is simply unknown."""
    data: Mapping[str, Any] = pack.lexicon.get("layout") or {}
    labels: dict[str, str] = {}
    for kind in KINDS:
        for text in (kind, *_texts((data.get("labels") or {}).get(kind))):
            labels.setdefault(norm(text), kind)
    for form in pack.forms.values():
        for grain in form.grain:
            labels.setdefault(norm(grain), grain)
    sectors: dict[str, Sector] = {}
    for sector in pack.sectors.values():
        for text in (sector.zh, sector.id, *sector.aliases):
            sectors.setdefault(norm(text), sector)
    of_which = _longest_first(norm(text) for text in pack.tokens.of_which)
    return Layout(
        labels=labels,
        measures=frozenset(map(norm, _texts(data.get("measures")))),
        stubs=frozenset(map(norm, _texts(data.get("stubs")))),
        notes=_longest_first(squeezed(text) for text in _texts(data.get("notes"))),
        goes_on=frozenset(map(norm, _texts(data.get("goes_on")))),
        month=frozenset(map(norm, _texts(data.get("month")))),
        cumulative=frozenset(map(norm, _texts(data.get("cumulative")))),
        units=_units(pack, words, data),
        sectors=sectors,
        sector_suffixes=_longest_first(map(norm, _texts(data.get("sector_suffixes")))),
        field_suffixes=_longest_first(map(norm, _texts(data.get("field_suffixes")))),
        unit_suffixes=_longest_first(map(squeezed, _texts(data.get("unit_suffixes")))),
        meta={
            norm(text): meta.id
            for meta in pack.meta.values()
            for text in (*meta.aliases, meta.en or meta.id, meta.zh or meta.id)
        },
        total=_longest_first(map(norm, pack.tokens.total)),
        subtotal=_longest_first(map(norm, pack.tokens.subtotal)),
        of_which=of_which,
        money={str(unit): int(yuan) for unit, yuan in (data.get("money") or {}).items()},
        part=_part_pattern(of_which),
        adding=_adding_pattern((*pack.tokens.total, *pack.tokens.subtotal)),
    )


def _units(pack: Pack, words: NumberWords, data: Mapping[str, Any]) -> frozenset[str]:
    declared = [field.unit for form in pack.forms.values() for field in form.fields.values()]
    scaled = [scale + unit for scale in words.scales for unit in words.money_units]
    texts = (
        *declared,
        *words.measures,
        *words.money_units,
        *words.percent_signs,
        *words.permille_signs,
        *scaled,
        *(data.get("money") or {}),
    )
    return frozenset(norm(text) for text in texts if text)


def _part_pattern(of_which: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(r"\s*".join(map(re.escape, word)) for word in of_which if word)
    return re.compile(rf"\s*#?\s*(?:{words or '(?!)'})\s*[:,、]?\s*", re.IGNORECASE)


def _adding_pattern(words: Iterable[str]) -> re.Pattern[str]:
    spaced = {r"\s*".join(map(re.escape, norm(word))) for word in words if norm(word)}
    return re.compile("|".join(sorted(spaced)) or "(?!)", re.IGNORECASE)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=lambda text: (-len(text), text)))
