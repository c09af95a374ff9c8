"""The time that a table, title or file name says it is of.

Canonical spellings, which everything downstream compares:

* ``2023``: a calendar year (2023年, 2023年度, 全年);
* ``2023-06``: the month, or for cumulative figures January to the end of it (2023年6月,
  2023年1-6月, 上半年, 截止到2023年6月30日);
* ``2023-Q3``: a quarter (第三季度, 7-9月);
* ``2023-H2``: the second half-year;
* ``2023-05/2023-08``: other stretches of months;
* ``2023-09-25``: up to a day that does not end a month (weekly reports).
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from dataclasses import replace

from crossfoot.model.dataclass import dataclass
from crossfoot.model.patterns import late_pattern

_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九十", 1)}
_DASH = r"\s*(?:-|—+|–|~|至|到)\s*"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s*(?:年度?|[-./])?\s*)"
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_END = r"(?!\d)"
_PATTERNS = tuple(
    late_pattern(pattern)
    for pattern in (
        rf"{_YEAR}(?P<first>{_MONTH})\s*(?:月份?)?{_DASH}(?:(?P=year)\s*年)?(?P<last>{_MONTH})\s*月",
        rf"(?<!\d){_YEAR}(?P<month>\d{{1,2}})\s*[月./-]\s*(?P<day>\d{{1,2}}){_END}\s*日?",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)-(?P<first>\d\d)/(?P=year)-(?P<last>\d\d)(?!\d)",
        rf"{_YEAR}?(?P<half>上半年|下半年)",
        rf"(?<!\d){_YEAR}[Hh](?P<half>[12]){_END}",
        rf"{_YEAR}?前(?P<quarters>[二三两])个?季度",
        rf"{_YEAR}?第?(?P<quarter>[一二三四1-4])季度",
        rf"{_YEAR}?[Qq](?P<quarter>[1-4]){_END}",
        rf"(?<!\d){_YEAR}(?P<month>{_MONTH})\s*月",
        r"(?<!\d)(?P<year>20\d\d)[-./年](?P<month>0?[1-9]|1[0-2])(?![\d.])",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"(?<![\d.])(?P<first>{_MONTH})\s*(?:月份?)?{_DASH}(?P<last>{_MONTH})\s*月",
        r"(?<![\d.\-])(?P<year>(?:19|20)\d\d)\s*年",
        r"^(?P<year>20\d\d)$",
        rf"(?<![\d.一二三四五六七八九十个第])(?P<month>{_MONTH})\s*月份?(?![\d一二三四五六七八九十])",
    )
)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: months ``first`` to ``last`` of a year, both ``None`` for the whole year.

    ``day`` is the last day counted, where it does not end the month; ``quarter`` says that the
    stretch was called a quarter.
    """

    year: int | None
    first: int | None = None
    last: int | None = None
    day: int | None = None
    quarter: bool = False

    def of_year(self, year: int | None) -> Stretch:
        """The same stretch, in the given year when it has none of its own."""
        return self if self.year is not None else replace(self, year=year)

    def __str__(self) -> str:
        """The canonical spelling; empty when the year is not known."""
        if self.year is None:
            return ""
        if self.first is None or self.last is None:
            return f"{self.year}"
        month = f"{self.year}-{self.last:02d}"
        if self.day is not None:
            return f"{month}-{self.day:02d}"
        if self.last - self.first == 2 and self.first % 3 == 1:
            if self.quarter or self.first > 1:
                return f"{self.year}-Q{self.last // 3}"
            return month
        if self.first in (1, self.last):
            return month
        if (self.first, self.last) == (7, 12):
            return f"{self.year}-H2"
        return f"{self.year}-{self.first:02d}/{month}"


def find_period(text: str) -> Stretch | None:
    """The first period that a text names, longest wording first; ``None`` when it names none."""
    plain = unicodedata.normalize("NFKC", text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            stretch = _stretch(match.groupdict())
            if stretch is not None:
                return stretch
    return None


def period_text(text: str, year: int | None = None) -> str | None:
    """The canonical spelling of the period that a text names, if its year is known."""
    stretch = find_period(text)
    return None if stretch is None else str(stretch.of_year(year)) or None


def _stretch(parts: dict[str, str | None]) -> Stretch | None:
    year = int(parts.get("year") or 0) or None
    if parts.get("half"):
        if parts["half"] in ("上半年", "1"):
            return Stretch(year, 1, 6)
        return Stretch(year, 7, _DECEMBER)
    if parts.get("quarters"):
        return Stretch(year, 1, 9 if parts["quarters"] == "三" else 6)
    if parts.get("quarter"):
        quarter = _number(parts["quarter"])
        return Stretch(year, quarter * 3 - 2, quarter * 3, quarter=True)
    if parts.get("first"):
        first, last = _number(parts["first"]), _number(parts["last"])
        return Stretch(year, first, last) if 1 <= first <= last <= _DECEMBER else None
    if parts.get("month"):
        return _month(year, _number(parts["month"]), parts.get("day"))
    return Stretch(year)


def _month(year: int | None, month: int, day: str | None) -> Stretch | None:
    if not 1 <= month <= _DECEMBER:
        return None
    if day is None or year is None:
        return Stretch(year, month, month)
    length = monthrange(year, month)[1]
    if not 1 <= int(day) <= length:
        return None
    return Stretch(year, month, month, None if int(day) == length else int(day))


def _number(text: str | None) -> int:
    """A month or quarter in digits or Chinese numerals."""
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    return sum(_DIGITS[char] for char in text)
