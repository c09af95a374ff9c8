"""Columns of a frame as texts, without changing what they state.

A double has no stated digits: it is taken as the decimal that it prints with the digits the form
declares.  Where the form declares neither ``decimals`` nor ``tolerance`` the column is refused,
because honest sums of doubles fail otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from crossfoot.forms.columns import Column
from crossfoot.forms.model import Field, FieldType, Tokens
from crossfoot.forms.rates import are_fractions
from crossfoot.forms.view import NO_FACTS
from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import State

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[Field, Iterable[str]], Column]

_SURE = 12  # significant digits of a double that a sum of many still carries
_USUAL = {FieldType.RATE: 1, FieldType.AMOUNT: 2}
_MOST_SUGGESTED = 4
_PERCENT_DIGITS = 2


class Oddity(StrEnum):
    """Why an entry is not what its field declares."""

    NOT_A_NUMBER = "not_a_number"
    TRUTH = "truth"
    INFINITE = "infinite"
    NOT_WHOLE = "not_whole"
    NOT_READABLE = "not_readable"
    NOT_A_CHOICE = "not_a_choice"
    MISSING = "missing"


@dataclass(slots=True)
class Cells:
    """One column of a frame.

    Attributes:
        texts: what each row states, ``""`` where it states nothing.
        odd: rows whose entry is not what the field declares, from 0.
        undeclared: digits that doubles seem to have where the form declares none.
        longer: rows whose double has more digits than the form declares.
    """

    texts: list[str]
    odd: dict[int, Oddity] = field(default_factory=dict)
    undeclared: int | None = None
    longer: list[int] = field(default_factory=list)


def cells_of(
    series: pd.Series[Any], declared: Field | None, reader: Reader, words: Tokens
) -> Cells:
    """What the rows of a column state.

    Args:
        series: the column, of whatever dtype.
        declared: the field that it is; ``None`` when it is none.
        reader: reads entries of the field.
        words: the words of the pack, for yes and no.
    """
    import pandas as pd

    missing = series.isna().to_numpy(dtype=bool).tolist()
    values = series.astype(object).tolist()
    if pd.api.types.is_integer_dtype(series.dtype):
        made = Cells(["" if gap else str(v) for v, gap in zip(values, missing, strict=True)])
    elif all(map(_is_text, values, missing)):
        made = Cells(["" if gap else str(v) for v, gap in zip(values, missing, strict=True)])
        if declared is not None:
            _try(made.texts, declared, reader(declared, made.texts), made)
    else:
        made = _mixed(values, missing, declared, reader, words)
    if declared is not None and declared.required:
        gaps = (row for row, text in enumerate(made.texts) if not text.strip())
        made.odd |= dict.fromkeys(gaps, Oddity.MISSING)
    return made


def _is_text(value: object, gap: bool) -> bool:
    return gap or type(value) is str


def _mixed(
    values: Sequence[object],
    missing: Sequence[bool],
    declared: Field | None,
    reader: Reader,
    words: Tokens,
) -> Cells:
    """A column whose values are to be told one by one."""
    made = Cells([""] * len(values))
    doubles: dict[int, float] = {}
    written: dict[int, str] = {}
    for row, value in enumerate(values):
        if missing[row]:
            continue
        number = _double(value)
        if number is not None:
            doubles[row] = number
        elif isinstance(value, str):
            made.texts[row] = written[row] = value
        else:
            made.texts[row] = _exact(value, row, declared, words, made)
    _print(doubles, declared, made)
    if declared is not None:
        column = reader(declared, made.texts)
        texts = [written.get(row, "") for row in range(len(values))]
        _try(texts, declared, column, made)
    return made


def _double(value: object) -> float | None:
    """A binary floating-point number as one; ``bool`` and whole types are none."""
    if isinstance(value, float):
        return value
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return float(value) if kind == "f" else None  # type: ignore[arg-type]


def _exact(value: Any, row: int, declared: Field | None, words: Tokens, made: Cells) -> str:
    """The text of a value that is neither a text nor a double."""
    numeric = declared is not None and declared.numeric
    if isinstance(value, Decimal):
        if value.is_finite():
            whole = value == value.to_integral_value()
            if declared is not None and declared.type is FieldType.COUNT and not whole:
                made.odd[row] = Oddity.NOT_WHOLE
            return format(value, "f")
        made.odd[row] = Oddity.INFINITE
        return str(value)
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if isinstance(value, bool) or kind == "b":
        if declared is not None and declared.type is FieldType.YES_NO:
            return next(iter(words.yes if value else words.no), str(value))
        if numeric:
            made.odd[row] = Oddity.TRUTH
        return str(value)
    if isinstance(value, int) or kind in ("i", "u"):
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == value.time().min
        text = value.date().isoformat() if whole_day else value.isoformat(" ")
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(value)
    if numeric:
        made.odd[row] = Oddity.NOT_A_NUMBER
    return text


def _print(doubles: Mapping[int, float], declared: Field | None, made: Cells) -> None:
    """Doubles as the decimals that they print."""
    finite = {row: value for row, value in doubles.items() if abs(value) != float("inf")}
    for row in doubles.keys() - finite.keys():
        made.texts[row] = str(doubles[row])
        if declared is not None and declared.numeric:
            made.odd[row] = Oddity.INFINITE
    if declared is None or not declared.numeric or declared.type is FieldType.COUNT:
        for row, value in finite.items():
            made.texts[row] = _shortest(value)
            if declared is not None and declared.numeric and not value.is_integer():
                made.odd[row] = Oddity.NOT_WHOLE
        return
    shares = declared.type is FieldType.RATE and are_fractions(
        Counter(abs(Fraction(value)) for value in finite.values())
    )
    more = _PERCENT_DIGITS if shares else 0
    if declared.decimals is None:
        for row, value in finite.items():
            made.texts[row] = _shortest(value)
        if finite and declared.tolerance is None:
            seen = max(0, max(map(_digits, finite.values())) - more)
            made.undeclared = seen if seen <= _MOST_SUGGESTED else _USUAL[declared.type]
        return
    digits = declared.decimals + more
    for row, value in finite.items():
        text = f"{value:.{digits}f}"
        made.texts[row] = text.removeprefix("-") if not float(text) else text
        if _digits(value) > digits:
            made.longer.append(row)


def _shortest(value: float) -> str:
    """The shortest decimal that reads back as the same double."""
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def _digits(value: float) -> int:
    """Digits after the point that a double surely has, without what only a computer adds."""
    exponent = Decimal(f"{value:.{_SURE}g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _try(texts: Sequence[str], declared: Field, column: Column, made: Cells) -> None:
    """Note the texts that the field's own reading makes nothing of; a blank is none of them."""
    known = {text: _oddity(text, declared, column) for text in dict.fromkeys(texts) if text}
    odd = {text: oddity for text, oddity in known.items() if oddity is not None}
    if odd:
        made.odd |= {row: odd[text] for row, text in enumerate(texts) if text in odd}


def _oddity(text: str, declared: Field, column: Column) -> Oddity | None:
    state, quantity, content = column.read(text, NO_FACTS)
    if state is State.UNREADABLE:
        return Oddity.NOT_A_NUMBER if declared.numeric else Oddity.NOT_READABLE
    if state is State.BLANK and declared.required:
        return Oddity.MISSING
    if quantity is not None and declared.type is FieldType.COUNT:
        return None if quantity.value.denominator == 1 else Oddity.NOT_WHOLE
    if declared.type is FieldType.CHOICE and state is State.TEXT and declared.values:
        return None if content in declared.values else Oddity.NOT_A_CHOICE
    return None
