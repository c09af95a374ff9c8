"""What the rows of a table are: detail rows, 其中 rows, subtotals, the total."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import field

from crossfoot.forms.labels import norm, squeezed, tidy, without_brackets, without_number
from crossfoot.forms.layout import Layout
from crossfoot.forms.model import Sector
from crossfoot.forms.periods import find_period
from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import Role


@dataclass(slots=True)
class Row:
    """One row on its way to a record.

    Attributes:
        at: row of the view.
        label: the label as written, blanks squeezed.
        name: the label without numbering and 其中.
        indent: blanks in front of the label as written.
        numbered: the kind of numbering in front: ``一``, ``（1）`` …, empty for none.
        rank: among totals, how much a label claims to add up everything.
    """

    at: int
    label: str
    name: str = ""
    role: Role = Role.LEAF
    indent: int = 0
    numbered: str = ""
    rank: int = 0
    sector: Sector | None = None
    key: dict[str, str] = field(default_factory=dict)
    of: int | None = None
    covers: tuple[int, ...] | None = None
    group: str = ""

    def at_row(self, at: int) -> Row:
        """The same said of another row with the same label, before anything is known of either."""
        return Row(
            at,
            self.label,
            self.name,
            self.role,
            self.indent,
            self.numbered,
            self.rank,
            self.sector,
        )


_GRAND, _PLAIN, _PREFIXED = 3, 2, 1
_KNOWN_SHARE = 0.5
_LONGEST_PERIOD = 12


def describe(at: int, label: str, layout: Layout) -> Row:
    """What a label alone says of its row."""
    name, part = layout.split_of_which(label)
    name = squeezed(name)
    row = Row(at, tidy(label), name)
    row.indent = len(label) - len(label.lstrip())
    row.numbered = _numbering(label)
    row.role, row.rank = _total(name, layout)
    if part:
        row.role = Role.SUB
    row.sector = layout.sector(name)
    return row


def _numbering(label: str) -> str:
    plain = unicodedata.normalize("NFKC", label).strip()
    bare = without_number(label)
    if bare == plain:
        return ""
    lead = plain[: len(plain) - len(bare)].strip() if plain.endswith(bare) else ""
    if not lead:
        return ""
    shape = "1" if any(char.isdigit() for char in lead) else "一"
    return f"({shape})" if lead.startswith("(") else shape


def _total(name: str, layout: Layout) -> tuple[Role, int]:
    if layout.adding.search(name) is None:
        return Role.LEAF, 0
    key = norm(without_brackets(name)) or norm(name)
    for word in layout.subtotal:
        if key == word or key.endswith(word):
            return Role.SUBTOTAL, 0
    for word in layout.total:
        if key == word:
            grand = key.startswith(("总", "全")) or "总" in key
            return Role.TOTAL, _GRAND if grand else _PLAIN
    for word in layout.total:
        if key.endswith(word) or (key.startswith(word) and len(key) <= len(word) + 1):
            grand = key.startswith("全") or word.startswith("总")
            return Role.TOTAL, _GRAND if grand else _PREFIXED
    return Role.LEAF, 0


def arrange(rows: Sequence[Row], *, by_group: bool = False) -> None:
    """Settle what only the table as a whole tells: parts, totals among totals, groups.

    With ``by_group`` every total adds up the detail rows of its own group, wherever they stand.
    """
    _parts(rows)
    if by_group:
        _by_key(rows)
        return
    _one_total(rows)
    _groups(rows)


def _by_key(rows: Sequence[Row]) -> None:
    """Totals of a table that is many tables under each other: each adds up those of its key."""
    details: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.role is Role.LEAF:
            details.setdefault(row.group, []).append(number)
    for row in rows:
        if row.role in (Role.TOTAL, Role.SUBTOTAL):
            row.covers = tuple(details.get(row.group, ()))


def _parts(rows: Sequence[Row]) -> None:
    """Find the row that each 其中 row belongs to, and rows that continue a list of such rows."""
    whole: int | None = None
    last_part: Row | None = None
    for number, row in enumerate(rows):
        if row.role is Role.SUB:
            last_part = row
        elif (
            row.role is Role.LEAF and whole is not None and _continues(rows[whole], last_part, row)
        ):
            row.role = Role.SUB
            last_part = row
        else:
            whole, last_part = number, None
            continue
        row.of = whole


def _continues(whole: Row, last: Row | None, row: Row) -> bool:
    """True for a row without 其中 that is yet a part of the row above."""
    if last is not None and row.indent > whole.indent and row.indent >= last.indent:
        return True
    deeper = row.indent > whole.indent or (
        row.numbered.startswith("(") and bool(whole.numbered) and not whole.numbered.startswith("(")
    )
    belongs = (
        row.sector is not None
        and whole.sector is not None
        and row.sector.part_of == whole.sector.id
    )
    return deeper and belongs


def _one_total(rows: Sequence[Row]) -> None:
    """Of several totals those that claim less add up groups."""
    totals = [row for row in rows if row.role is Role.TOTAL]
    if len(totals) < 2:
        return
    highest = max(row.rank for row in totals)
    top = [row for row in totals if row.rank == highest]
    for row in totals:
        if row.rank < highest or len(top) > 1:
            row.role = Role.SUBTOTAL


def _groups(rows: Sequence[Row]) -> None:
    """Find the detail rows that each subtotal adds up, before or after it."""
    marks = [number for number, row in enumerate(rows) if row.role is Role.SUBTOTAL]
    if not marks:
        return
    leaves = [number for number, row in enumerate(rows) if row.role is Role.LEAF]
    if all(rows[mark].group for mark in marks) and _by_group(rows, marks, leaves):
        return
    first = marks[0]
    on_top = not any(leaf < first for leaf in leaves)
    for number, mark in enumerate(marks):
        if on_top:
            end = marks[number + 1] if number + 1 < len(marks) else len(rows)
            inside = [leaf for leaf in leaves if mark < leaf < end]
        else:
            begin = marks[number - 1] if number else -1
            inside = [leaf for leaf in leaves if begin < leaf < mark]
        rows[mark].covers = tuple(inside)


def _by_group(rows: Sequence[Row], marks: Sequence[int], leaves: Sequence[int]) -> bool:
    """Cover by the text of a group column, when every subtotal has a group with rows in it."""
    covered = {
        mark: tuple(leaf for leaf in leaves if rows[leaf].group == rows[mark].group)
        for mark in marks
    }
    if not all(covered.values()):
        return False
    for mark, inside in covered.items():
        rows[mark].covers = inside
    return True


def kind_of_labels(rows: Sequence[Row], stated: str | None, grain: Sequence[str]) -> str:
    """What the labels name: a sector, a unit, a period; the labels themselves before the header."""
    named = [row for row in rows if row.role in (Role.LEAF, Role.SUB) and row.name]
    if named:
        sectors = sum(row.sector is not None for row in named)
        if sectors >= len(named) * _KNOWN_SHARE and (not grain or "sector" in grain):
            return "sector"
        if all(len(row.name) <= _LONGEST_PERIOD and find_period(row.name) for row in named):
            return "period"
    if stated in ("item", "group", None):
        return "unit"
    return "unit" if stated == "village" else stated


def key_of(
    row: Row, kind: str, known_units: Mapping[str, str], layout: Layout, year: int | None
) -> dict[str, str]:
    """The key that a label gives its row."""
    if row.role in (Role.TOTAL, Role.SUBTOTAL) or not row.name:
        return {}
    if kind == "sector":
        return {"sector": row.sector.zh if row.sector is not None else row.name}
    if kind == "period":
        stretch = find_period(row.name)
        text = "" if stretch is None else str(stretch.of_year(year))
        return {"period": text or row.name}
    if kind == "unit":
        return {"unit": unit_name(row.name, known_units, layout.unit_suffixes)}
    return {kind: row.name}


def unit_name(text: str, known_units: Mapping[str, str], suffixes: Sequence[str] = ()) -> str:
    """A unit's canonical name, where it is known under the written one.

    Args:
        text: the name as written.
        known_units: known names, blanks removed, to canonical ones.
        suffixes: words that make a place's name that of its office: 鹿鸣镇人民政府 is 鹿鸣镇 where
            only 鹿鸣镇 is known.
    """
    plain = squeezed(text)
    if not known_units:
        return plain
    compared = "".join(plain.split())
    if compared in known_units:
        return known_units[compared]
    for suffix in suffixes:
        place = compared.removesuffix(suffix)
        if place != compared and place in known_units:
            return known_units[place]
    return plain
