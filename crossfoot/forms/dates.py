"""Dates as they are written in ledgers and date lines, as ISO text."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from crossfoot.model.patterns import late_pattern

_FULL = late_pattern(
    r"(?P<year>(?:19|20)\d\d)\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*[T ]?\s*\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)?"
)
_PACKED = late_pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_SHORT_YEAR = late_pattern(r"(?P<year>\d\d)[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?")
_NO_YEAR = late_pattern(r"(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?")
_SERIAL = late_pattern(r"\d{5}(?:\.\d+)?")
# Day 0 of the 1900 date system of spreadsheets, shifted for the leap day that 1900 never had.
_EPOCH = date(1899, 12, 30)
_SERIALS = (32874, 73051)  # 1990 to 2099


def read_date(text: str, year: int | None = None) -> str | None:
    """The ISO date that a text states, or ``None``.

    Args:
        text: 2023.1.12, 2023年2月15日, 20230411, 4月26日, 45051 (a spreadsheet's day number) ….
        year: the year of a date that states none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_FULL, _PACKED):
        match = pattern.fullmatch(plain)
        if match is not None:
            return _iso(int(match["year"]), match["month"], match["day"])
    if _SERIAL.fullmatch(plain):
        days = int(plain.partition(".")[0])
        return (_EPOCH + timedelta(days)).isoformat() if _in_range(days) else None
    match = _SHORT_YEAR.fullmatch(plain)
    if match is not None:
        return _iso(2000 + int(match["year"]), match["month"], match["day"])
    match = _NO_YEAR.fullmatch(plain)
    if match is not None and year is not None:
        return _iso(year, match["month"], match["day"])
    return None


def _in_range(days: int) -> bool:
    return _SERIALS[0] <= days <= _SERIALS[1]


def _iso(year: int, month: str, day: str) -> str | None:
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
