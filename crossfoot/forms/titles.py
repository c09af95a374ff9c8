"""The lines around a table: title, who reports, for which time, who signed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import field

from crossfoot.forms.labels import norm, squeezed
from crossfoot.forms.layout import Layout
from crossfoot.forms.periods import Stretch, find_period
from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Place
from crossfoot.model.patterns import late_pattern

_LABEL = late_pattern(
    r"(?:^|(?<=[\s,;，；。]))\s*(?P<label>[^\s:：,;，；。()（）][^:：,;，；。()（）]{0,11}?)"
    r"\s*(?:[(（](?P<inner>[^()（）]{0,6})[)）])?\s*[:：]"
)
_UP_TO = late_pattern(r"(?:数据)?(?:统计)?截[止至](?:时间|日期|到|至)*\s*[:：]?\s*(?=\d{2,4}\D)")
_GAP = late_pattern(r"\s{2,}")


@dataclass(slots=True)
class Lines:
    """What the lines around a table say.

    Attributes:
        about: id of a line to what stands there; empty where the line was left blank.
        places: where each of them stands.
        titles: other texts, from the top, with their places.
        stretches: periods found, by where: ``line`` (a line that gives the period) and ``title``.
    """

    about: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    titles: list[tuple[str, Place]] = field(default_factory=list)
    stretches: dict[str, tuple[Stretch, Place]] = field(default_factory=dict)

    def add(self, key: str, value: str, place: Place) -> None:
        """Note a line; the first that says something stays."""
        if value or key not in self.about:
            if self.about.get(key):
                return
            self.about[key] = value
            self.places[key] = place

    def period(self, kind: str, text: str, place: Place) -> None:
        """Note the period that a text names, if it names one."""
        stretch = find_period(text)
        if stretch is not None and kind not in self.stretches:
            self.stretches[kind] = (stretch, place)


def is_line(text: str, layout: Layout) -> bool:
    """True for a cell of 填报单位：…, 单位：万元, 备注：… and the like."""
    plain = unicodedata.normalize("NFKC", text)
    if not re.search("[::]", plain) and not _UP_TO.search(plain):
        return False
    match = _LABEL.search(plain)
    if match is not None and norm(match["label"]) in layout.meta:
        return True
    return bool(_UP_TO.search(plain)) or is_note(text, layout) or norm(plain[:2]) == "单位"


def is_note(text: str, layout: Layout) -> bool:
    """True for a cell that begins as a note under a table does: 注：, 备注：, 说明： …."""
    plain = squeezed(text)
    for word in layout.notes:
        if plain.startswith(word):
            rest = plain[len(word) :]
            if rest[:1] in (":", ".", "、", "1") or rest[:1] == "：":
                return True
    return False


def read_line(text: str, place: Place, layout: Layout, lines: Lines) -> None:
    """Note every ``label: value`` of a cell, and the period in what is left of it."""
    plain = unicodedata.normalize("NFKC", text)
    found = [m for m in _LABEL.finditer(plain) if _meaning(m, layout) is not None]
    rest = plain[: found[0].start()] if found else plain
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(plain)
        value = plain[match.end() : end].strip()
        kept = _GAP.split(value)[0]
        rest += " " + value[len(kept) :]
        key = _meaning(match, layout)
        if key is None:
            continue
        kept = kept.strip(" _")
        up_to = _UP_TO.search(kept)
        if up_to is not None:
            kept, rest = kept[: up_to.start()].strip(), rest + " " + kept[up_to.start() :]
        lines.add(key, kept, place)
        if key == "period":
            lines.period("line", kept, place)
    up_to = _UP_TO.search(rest)
    if up_to is not None:
        lines.add("period", rest[up_to.start() :].strip(), place)
        lines.period("line", rest[up_to.end() :], place)
    elif rest.strip():
        lines.titles.append((rest.strip(), place))


def _meaning(match: re.Match[str], layout: Layout) -> str | None:
    label = norm(match["label"])
    return layout.meta.get(label) or layout.meta.get(label + norm(match["inner"] or ""))


def read_pair(label: str, value: str, place: Place, layout: Layout, lines: Lines) -> bool:
    """Note a label in one cell with its value in the next; False when the label means nothing."""
    key = layout.meta.get(norm(label))
    if key is None:
        return False
    lines.add(key, squeezed(value), place)
    if key == "period":
        lines.period("line", value, place)
    return True


def note_titles(lines: Lines, texts: Iterable[tuple[str, Place]]) -> None:
    """Look for the period in titles: the first that names one counts."""
    for text, place in texts:
        lines.period("title", text, place)
