"""What periods mean in days and months, and which of them come before which.

Periods are spelled as :mod:`crossfoot.forms.periods` spells them: ``2023``, ``2023-06``,
``2023-Q3``, ``2023-H2``, ``2023-05/2023-08``, ``2023-09-25``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from crossfoot.model.patterns import late_pattern

_DECEMBER = 12
_MONTH = late_pattern(r"(\d{4})-(\d\d)")
_DAY = late_pattern(r"(\d{4})-(\d\d)-(\d\d)")
_QUARTER = late_pattern(r"(\d{4})-Q([1-4])")
_HALF = late_pattern(r"(\d{4})-H([12])")
_TO_DATE = late_pattern(r"^(\d{4})(-Q1)?$")
_STRETCH = late_pattern(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")


def last_day(period: str | None) -> date | None:
    """The last day of a period; ``None`` for a whole year: often no more than the year is named."""
    if period is None:
        return None
    day = _DAY.fullmatch(period)
    if day is not None:
        return date(int(day[1]), int(day[2]), int(day[3]))
    months = months_of(period)
    if not months or len(months) == _DECEMBER:
        return None
    year, month = int(months[-1][:4]), int(months[-1][5:])
    return date(year, month, monthrange(year, month)[1])


def months_of(period: str | None) -> tuple[str, ...]:
    """The months of a quarter, half-year, stretch of months or year; of a month that month.

    Nothing for a period that ends within a month.
    """
    if period is None:
        return ()
    found = _QUARTER.fullmatch(period)
    if found is not None:
        return _months(int(found[1]), 3 * int(found[2]) - 2, 3 * int(found[2]))
    found = _HALF.fullmatch(period)
    if found is not None:
        return _months(int(found[1]), 6 * int(found[2]) - 5, 6 * int(found[2]))
    found = _STRETCH.fullmatch(period)
    if found is not None and found[1] == found[3]:
        return _months(int(found[1]), int(found[2]), int(found[4]))
    if _MONTH.fullmatch(period):
        return (period,)
    return _months(int(period), 1, _DECEMBER) if re.fullmatch(r"\d{4}", period) else ()


def _months(year: int, first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{year}-{month:02d}" for month in range(first, last + 1))


def before(period: str | None) -> tuple[str, ...]:
    """Earlier periods of the same kind and year, the nearest first.

    Within a year, because figures to date start anew in January.
    """
    if period is None:
        return ()
    month = _MONTH.fullmatch(period)
    if month is not None:
        return tuple(reversed(_months(int(month[1]), 1, int(month[2]) - 1)))
    quarter = _QUARTER.fullmatch(period)
    if quarter is not None:
        return tuple(f"{quarter[1]}-Q{number}" for number in range(int(quarter[2]) - 1, 0, -1))
    return ()


def follows(period: str | None, earlier: str | None) -> bool:
    """Whether a period comes right after another."""
    return earlier is not None and before(period)[:1] == (earlier,)


def year_before(period: str | None) -> str | None:
    """The same period one year earlier."""
    if period is None or not period[:4].isdigit():
        return None
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period)


def same_time(one: str, other: str) -> bool:
    """Whether two spellings can mean the same time: one lies within the other, or they end alike.

    ``6`` alone is June of any year; figures to date up to June and those of June end alike.
    """
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return True
    if None in (first[0], second[0]):
        return first[1] == second[1]
    if first[0] != second[0]:
        return False
    if first[1] == second[1] and (not first[3] or not second[3] or first[3] == second[3]):
        return True
    inside = second[2] <= first[2] and first[1] <= second[1]
    around = first[2] <= second[2] and second[1] <= first[1]
    return (inside or around) and first[1:3] != second[1:3]


def tells_of(text: str | None, table: str | None, *, to_date: bool) -> bool:
    """Whether a text and a table can be of one time.

    Args:
        text: the period of the text; ``None`` is any.
        table: that of the table; ``None`` is any.
        to_date: the table's figures count from January on, so that those of December are the
            year's and those of March the first quarter's.
    """
    if text is None or table is None or text == table:
        return True
    ends = {_TO_DATE.sub(_last_month, period) for period in (text, table)}
    return to_date and len(ends) == 1


def _last_month(period: re.Match[str]) -> str:
    return f"{period[1]}-{'03' if period[2] else '12'}"


def _span(period: str) -> tuple[str | None, int, int, str] | None:
    """Year, last and first month, and the day where one is named."""
    if period.isdigit() and len(period) <= 2:
        return None, int(period), int(period), ""
    day = _DAY.fullmatch(period)
    if day is not None:
        return day[1], int(day[2]), int(day[2]), day[3]
    months = months_of(period)
    if not months:
        return None
    return months[0][:4], int(months[-1][5:]), int(months[0][5:]), ""
