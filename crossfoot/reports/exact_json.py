"""JSON text with exact numbers: a fraction becomes a decimal literal, never a binary float."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from crossfoot.model.patterns import late_pattern

Json: TypeAlias = bool | int | str | Fraction | Mapping[str, "Json"] | Sequence["Json"] | None

_DOUBLE_DIGITS = 15
"""Decimals of up to 15 digits survive a reader that keeps numbers as IEEE doubles."""

_LINE_ENDS = late_pattern("[\x85\u2028\u2029]")

_scalar = json.JSONEncoder(ensure_ascii=False).encode
_plain = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_string = json.encoder.encode_basestring

ESCAPES = "crossfoot-json"
"""Name of the error handler that writes what an encoding lacks as ``\\uXXXX``."""


def dump(value: Json) -> str:
    """The value as indented JSON, keys in the order given, with a closing line end."""
    return _text(value, "") + "\n"


def dump_line(value: Json) -> str:
    """The value as JSON on one line, with a closing line end.

    Line ends that JSON knows nothing of are escaped too, for readers that break lines there.
    """
    try:
        text = _plain(value)
    except TypeError:  # fractions are told by ourselves
        text = _flat(value)
    return _LINE_ENDS.sub(_escape, text) + "\n"


def text_line(text: str) -> str:
    """A text as JSON without line ends of any kind."""
    return _LINE_ENDS.sub(_escape, _string(text))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def literal(number: Fraction) -> str:
    """A number as JSON: digits where they say it exactly, else a string such as ``"1/3"``.

    Integers are always digits.  A decimal of more than 15 significant digits becomes a string of
    its digits.
    """
    decimal = decimal_text(number)
    if decimal is None:
        return json.dumps(f"{number.numerator}/{number.denominator}")
    digits = decimal.replace("-", "").replace(".", "").lstrip("0")
    if "." in decimal and len(digits) > _DOUBLE_DIGITS:
        return json.dumps(decimal)
    return decimal


def decimal_text(number: Fraction) -> str | None:
    """The exact decimal digits of a number, ``None`` when they never end."""
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _text(value: Json, indent: str) -> str:
    if value is None or isinstance(value, (str, bool, int)):
        return _scalar(value)
    if isinstance(value, Fraction):
        return literal(value)
    inner = indent + "  "
    if isinstance(value, Mapping):
        items = [f"{_scalar(k)}: {_text(v, inner)}" for k, v in value.items()]
        return _block("{", items, "}", indent)
    return _block("[", [_text(item, inner) for item in value], "]", indent)


def _flat(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, (bool, int)):
        return _scalar(value)
    if isinstance(value, Fraction):
        return literal(value)
    if isinstance(value, (dict, Mapping)):  # a dict is told at once, without asking what it can do
        return f"{{{', '.join([f'{_key(k)}: {_flat(v)}' for k, v in value.items()])}}}"
    return f"[{', '.join([_flat(item) for item in value])}]"


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    """A key, of which there are few."""
    return _scalar(name)


def _block(opening: str, items: list[str], closing: str, indent: str) -> str:
    if not items:
        return opening + closing
    body = ",\n".join(f"{indent}  {item}" for item in items)
    return f"{opening}\n{body}\n{indent}{closing}"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Encoding error handler: JSON escapes, in pairs beyond the basic plane.

    Outside of its strings JSON is ASCII, so whatever cannot be encoded stands in a string.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    result = ""
    for char in error.object[error.start : error.end]:
        units = char.encode("utf-16-be", "surrogatepass")
        result += "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
    return result, error.end


codecs.register_error(ESCAPES, _escaped)
