"""Which declared field a header path names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crossfoot.forms.labels import norm, tidy, without_brackets, without_number
from crossfoot.forms.layout import Layout
from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.dataclass import dataclass

_PATH = ">"
_MOST_KEPT = 100_000  # texts remembered over the files of a run
# How surely a part of a header is a part of a name: the same text, the same without numbering or
# 其中, the same without brackets or general words at its end.
_SAME, _BARE, _LOOSE = 3, 2, 1
_LEVEL = 10  # a name that agrees on one more level of the header outweighs every such difference


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a field as a path of normalised parts; the last part names the column itself."""

    form: str
    field: str
    parts: tuple[str, ...]
    weight: int = _SAME


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header may mean, and how well it fits."""

    form: str
    field: str
    score: int


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one column.

    Attributes:
        texts: its levels as written, from the outermost.
        parts: the same without units of measure, each in the ways in which it may be compared.
        unit: unit of measure that the header states, as written.
        month: the column is 本月 beside a cumulative one.
    """

    texts: tuple[str, ...]
    parts: tuple[Mapping[str, int], ...]
    unit: str | None = None
    month: bool = False

    @property
    def text(self) -> str:
        """The header in one line, blanks and line breaks squeezed."""
        return _PATH.join(tidy(text) for text in self.texts)


class Names:
    """All names of all fields, looked up by the last part of a header."""

    def __init__(self, pack: Pack, layout: Layout) -> None:
        """Index the names, aliases and ids of every field of the pack."""
        self.layout = layout
        self.forms: Mapping[str, Form] = pack.forms
        self._last: dict[str, list[Name]] = {}
        self._known: dict[str, bool] = {}
        self._headers: dict[tuple[tuple[str, ...], str | None], Header] = {}
        self._matches: dict[tuple[tuple[str, ...], int], list[Match]] = {}
        self.groups: set[str] = set()
        self.titles: list[tuple[str, str]] = []
        for form in pack.forms.values():
            for field in form.fields.values():
                self._add(form, field)
            texts = [text for text in (form.zh, form.en, form.id, *form.aliases) if text]
            self.titles += [(norm(text), form.id) for text in texts]
        self.titles.sort(key=lambda item: -len(item[0]))

    def _add(self, form: Form, field: Field) -> None:
        for text in (field.zh, field.en, field.id, *field.aliases):
            if not text:
                continue
            levels = [self.layout.header(level)[0] for level in text.split(_PATH)]
            parts = tuple(norm(level) for level in levels)
            if not parts[-1]:
                continue
            self._name(Name(form.id, field.id, parts))
            self.groups.update(parts[:-1])
            if len(parts) == 1:
                bare = norm(self.layout.split_of_which(levels[-1])[0])
                if bare and bare != parts[-1]:
                    self._name(Name(form.id, field.id, (bare,), _BARE))

    def _name(self, name: Name) -> None:
        self._last.setdefault(name.parts[-1], []).append(name)

    def knows(self, text: str) -> bool:
        """True when a text is the last part of some field's name."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
                self.layout.seen.clear()
            bare = self._without_month(text)[0]
            found = any(part in self._last for part in (*self.ways(text), *self.ways(bare)))
            self._known[text] = found
        return found

    def is_group(self, text: str) -> bool:
        """True when a text is an upper level of some field's name."""
        return any(part in self.groups for part in self.ways(text))

    def ways(self, text: str) -> Mapping[str, int]:
        """The ways in which one level of a header may be compared, with how sure each is."""
        plain, _ = self.layout.header(text)
        ways: dict[str, int] = {}
        bare = self.layout.split_of_which(plain)[0]
        loose = without_brackets(bare)
        for candidate, weight in (
            (plain, _SAME),
            (without_number(plain), _BARE),
            (bare, _BARE),
            (loose, _LOOSE),
        ):
            key = norm(candidate)
            if key:
                ways.setdefault(key, weight)
        for key in list(ways):
            for suffix in self.layout.field_suffixes:
                if key.endswith(suffix) and len(key) > len(suffix) + 1:
                    ways.setdefault(key.removesuffix(suffix), _LOOSE)
        return ways

    def header(self, texts: Sequence[str], unit: str | None = None) -> Header:
        """The header made of the given levels; words such as 本月 and 累计 are set aside."""
        key = (tuple(texts), unit)
        found = self._headers.get(key)
        if found is None:
            found = self._headers[key] = self._header(texts, unit)
        return found

    def _header(self, texts: Sequence[str], unit: str | None) -> Header:
        levels = [text for text in texts if norm(text)]
        if unit is None:
            units = [self.layout.header(text)[1] for text in reversed(levels)]
            unit = next((found for found in units if found), None)
        kept, month = [], False
        for text in levels:
            key = norm(self.layout.header(text)[0])
            if key in self.layout.month and len(levels) > 1:
                month = True
            elif not (key in self.layout.cumulative and len(levels) > 1):
                kept.append(text)
        stripped = [self._without_month(text) for text in kept]
        month = month or any(found for _, found in stripped)
        parts = tuple(self.ways(text) for text, _ in stripped)
        return Header(tuple(levels), parts, unit, month)

    def whole(self, header: Header) -> Header:
        """The same header with 本月 and 累计 left in their places."""
        return Header(header.texts, tuple(self.ways(text) for text in header.texts), header.unit)

    def _without_month(self, text: str) -> tuple[str, bool]:
        key = norm(text)
        for word in sorted(self.layout.month, key=lambda item: (-len(item), item)):
            if key.startswith(word) and len(key) > len(word) + 1:
                return key.removeprefix(word), True
            if key.endswith(word) and len(key) > len(word) + 1:
                return key.removesuffix(word), True
        return text, False

    def matches(self, header: Header) -> list[Match]:
        """Fields of any form that the header names, each with its best score."""
        key = (header.texts, len(header.parts))
        if key not in self._matches:
            best: dict[tuple[str, str], int] = {}
            for name, score in self._scored(header.parts):
                field = (name.form, name.field)
                if score > best.get(field, 0):
                    best[field] = score
            found = [Match(form, field, score) for (form, field), score in best.items()]
            self._matches[key] = found
        return self._matches[key]

    def best(self, header: Header) -> int:
        """The best score of any field that the header may name; 0 for none."""
        return max((match.score for match in self.matches(header)), default=0)

    def _scored(self, parts: Sequence[Mapping[str, int]]) -> Iterable[tuple[Name, int]]:
        if not parts:
            return
        for last, weight in parts[-1].items():
            for name in self._last.get(last, ()):
                levels = _levels(name.parts[:-1], parts[:-1])
                if levels is not None:
                    yield name, _LEVEL * (levels + 1) + min(weight, name.weight)
        joined = _first(parts[-1])
        for depth in range(len(parts) - 2, -1, -1):
            joined = _first(parts[depth]) + joined
            for name in self._last.get(joined, ()):
                if len(name.parts) == 1:
                    yield name, _LEVEL * (len(parts) - depth) + min(_BARE, name.weight)

    def after(self, form: Form, header: Header, before: set[str]) -> Field | None:
        """The field that a bare label names when it follows one of the given fields."""
        if not header.parts:
            return None
        ways = header.parts[-1]
        for field in form.fields.values():
            if field.after is None or not _follows(form, field, before):
                continue
            labels = (norm(self.layout.header(label)[0]) for label in field.after.labels)
            if any(label in ways for label in labels):
                return field
        return None

    def titled(self, text: str) -> str | None:
        """The form whose title a text contains, the longest title first."""
        key = norm(text)
        return next((form for title, form in self.titles if len(title) > 1 and title in key), None)

    def nearest(self, form: str | None, header: Header) -> str | None:
        """The field whose name comes closest to a header that names none."""
        from difflib import SequenceMatcher

        text = "".join(_first(part) for part in header.parts[-1:])
        best, found = 0.5, None
        for last, names in self._last.items():
            matcher = SequenceMatcher(None, last, text)
            if matcher.quick_ratio() <= best:
                continue
            field = next((name.field for name in names if form in (None, name.form)), None)
            ratio = matcher.ratio()
            if field is not None and ratio > best:
                best, found = ratio, field
        return found


def _first(ways: Mapping[str, int]) -> str:
    return next(iter(ways), "")


def _levels(wanted: Sequence[str], given: Sequence[Mapping[str, int]]) -> int | None:
    """How many upper levels agree in order; ``None`` when one that the name wants is missing."""
    at = 0
    for part in wanted:
        while at < len(given) and part not in given[at]:
            at += 1
        if at == len(given):
            return None
        at += 1
    return len(wanted)


def _follows(form: Form, field: Field, before: set[str]) -> bool:
    """True when the field this one stands after, or one that one stands after, is among them."""
    seen: set[str] = set()
    current: Field | None = field
    while current is not None and current.after is not None and current.id not in seen:
        if current.after.field in before:
            return True
        seen.add(current.id)
        current = form.fields.get(current.after.field)
    return False
