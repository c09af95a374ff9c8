"""Binary workbooks written record by record, after the published record layouts ([MS-XLS])."""

import struct
from dataclasses import dataclass, field

from tests.readers.hostile_files import compound_with

Value = str | float | bool


@dataclass
class Sheet:
    """A sheet to write: cells by (row, column), each with the index of its number format."""

    name: str
    cells: dict[tuple[int, int], tuple[Value, int]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a workbook stream."""
    return struct.pack("<HH", kind, len(content)) + content


def text(value: str, width: str = "<H") -> bytes:
    """A string in two-byte characters."""
    coded = value.encode("utf-16-le")
    return struct.pack(width, len(value)) + b"\x01" + coded


def xls(sheets: list[Sheet], formats: dict[int, str] | None = None) -> bytes:
    """A workbook; ``formats`` maps format numbers, as used by the cells, to their codes."""
    formats = formats or {}
    numbers = sorted({number for sheet in sheets for _, number in sheet.cells.values()} | {0})
    shared = [record(0x42, struct.pack("<H", 1200))]  # characters are UTF-16
    shared += [
        record(0x31, struct.pack("<HHHHHBBBB", 240, 0, 8, 400, 0, 0, 0, 0, 0) + b"\1\0A")
    ] * 5
    shared += [
        record(0x41E, struct.pack("<H", number) + text(code)) for number, code in formats.items()
    ]
    shared += [
        record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 1, 0, 0, 0, 0, 0, 0, 0))
        for number in numbers
    ]
    bodies = [_sheet(sheet, numbers) for sheet in sheets]
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + b"".join(shared)
    names = [text(sheet.name, "<B") for sheet in sheets]
    position = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    listing = b""
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        listing += record(0x85, struct.pack("<IBB", position, int(sheet.hidden), 0) + name)
        position += len(body)
    stream = head + listing + record(0x0A) + b"".join(bodies)
    return compound_with("Workbook", stream)


def _sheet(sheet: Sheet, numbers: list[int]) -> bytes:
    parts = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    parts += [
        record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
        for column in sheet.hidden_columns
    ]
    parts += [
        record(0x208, struct.pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x20 | 0x100))
        for row in sheet.hidden_rows
    ]
    for (row, column), (value, number) in sorted(sheet.cells.items()):
        place = struct.pack("<HHH", row, column, numbers.index(number))
        if isinstance(value, bool):
            parts.append(record(0x205, place + bytes([value, 0])))
        elif isinstance(value, str) and value.startswith("#"):
            parts.append(record(0x205, place + bytes([{"#DIV/0!": 7, "#REF!": 23}[value], 1])))
        elif isinstance(value, str):
            parts.append(record(0x204, place + text(value)))
        else:
            parts.append(record(0x203, place + struct.pack("<d", value)))
    areas = b"".join(struct.pack("<HHHH", top, bottom, left, right)
                     for top, left, bottom, right in sheet.merges)  # fmt: skip
    if areas:
        parts.append(record(0xE5, struct.pack("<H", len(sheet.merges)) + areas))
    return b"".join([*parts, record(0x0A)])
