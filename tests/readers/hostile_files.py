"""Broken and hostile files, each built from nothing by the test that needs it."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl  # noqa: TID253 - needed by every test

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: int = 3) -> bytes:
    """A small sound workbook."""
    book = openpyxl.Workbook()
    book.active.append(["单位", "排查", "整改"])
    for number in range(rows - 1):
        book.active.append([f"第{number}镇", number, number])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def altered(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A copy of an archive with some members changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changes[name](content) if name in changes else content)
    return target.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return target.getvalue()


def bomb() -> bytes:
    """A sheet of 400 MB of blanks."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            with new.open(name, "w") as part:
                part.write(old.read(name))
                for _ in range(400 if name == SHEET else 0):
                    part.write(b" " * 1_000_000)
    return target.getvalue()


def dense_bomb() -> bytes:
    """A part within the limits of size that claims more cells than any honest workbook."""
    cells = b"".join(b"<c><v>%d</v></c>" % (number * 7919 % 100_003) for number in range(1_600_000))
    end = b'<row r="9">' + cells + b"</row></sheetData>"
    return altered(workbook(), {SHEET: lambda content: content.replace(b"</sheetData>", end)})


def with_doctype(declaration: bytes, use: bytes) -> bytes:
    """A workbook whose sheet declares a document type and uses an entity."""

    def change(content: bytes) -> bytes:
        head, _, rest = content.partition(b"<worksheet")
        text = b'<c r="E1" t="inlineStr"><is><t>' + use + b"</t></is></c></row>"
        return head + declaration + b"<worksheet" + rest.replace(b"</row>", text, 1)

    return altered(workbook(), {SHEET: change})


def billion_laughs() -> bytes:
    """Ten entities, each ten of the one before."""
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    return with_doctype(b"<!DOCTYPE x [" + entities + b"]>", b"&a9;")


def external_entity() -> bytes:
    """An entity that stands for a file of this machine."""
    return with_doctype(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', b"&e;")


def wide_encoding() -> bytes:
    """An entity bomb in an encoding in which a search for it finds nothing."""

    def change(content: bytes) -> bytes:
        text = content.decode().replace("UTF-8", "UTF-16")
        text = '<!DOCTYPE x [<!ENTITY a "b">]>' + text
        return text.encode("utf-16")

    return altered(workbook(), {SHEET: change})


def far_cell() -> bytes:
    """One cell in the last corner of the sheet."""
    corner = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    return altered(workbook(), {SHEET: lambda content: content.replace(b"</sheetData>", corner)})


def all_merged() -> bytes:
    """The whole sheet merged into one cell."""
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return altered(workbook(), {SHEET: lambda content: content.replace(b"</sheetData>", merge)})


def many_merges() -> bytes:
    """Forty thousand merges of whole rows."""
    merges = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (row, row) for row in range(1, 40_001))
    merge = b'</sheetData><mergeCells count="40000">' + merges + b"</mergeCells>"
    return altered(workbook(), {SHEET: lambda content: content.replace(b"</sheetData>", merge)})


def formatted_rows() -> bytes:
    """A sound table above half a million rows that only have a height, and empty styled cells."""
    rows = b"".join(
        b'<row r="%d" ht="20" customHeight="1"><c r="A%d" s="0"/></row>' % (row, row)
        for row in range(10, 500_000)
    )
    return altered(
        workbook(),
        {SHEET: lambda content: content.replace(b"</sheetData>", rows + b"</sheetData>")},
    )


def thousand_sheets() -> bytes:
    """A thousand sheets with a cell each."""
    book = openpyxl.Workbook()
    for number in range(999):
        book.create_sheet(f"第{number}村")["A1"] = number
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def wide_claim() -> bytes:
    """A dimension and column settings that claim a hundred thousand columns."""

    def change(content: bytes) -> bytes:
        content = content.replace(
            b"<sheetData>", b'<cols><col min="1" max="100000" width="9"/></cols><sheetData>'
        )
        return content.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:EQXD1048576"')

    return altered(workbook(), {SHEET: change})


def circular() -> bytes:
    """Formulas that need each other."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "=B1", "=A1"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def deeply_nested() -> bytes:
    """A Word document of a hundred thousand controls, one in another."""
    levels = 100_000
    body = b"<w:sdt>" * levels + b"<w:p/>" + b"</w:sdt>" * levels
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return archive(
        {
            "[Content_Types].xml": b"<Types>wordprocessingml</Types>",
            "_rels/.rels": b'<R><Relationship Type="%s" Target="word/document.xml"/></R>' % kind,
            "word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (space, body),
        }
    )


def compound(*names: str) -> bytes:
    """An OLE compound file with empty streams of these names."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    sectors = 1 + (len(names) + 4) // 4
    table = [fat, *range(2, sectors), end]
    table += [free] * (128 - len(table))
    entries = [_entry("Root Entry", 5, child=1 if names else free)]
    entries += [
        _entry(name, 2, right=number + 1 if number < len(names) else free)
        for number, name in enumerate(names, start=1)
    ]
    directory = b"".join(entries).ljust((sectors - 1) * 512, b"\0")
    return header + struct.pack("<128I", *table) + directory


def _entry(name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    coded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        coded, len(coded) + 2, kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip


def compound_with(name: str, stream: bytes) -> bytes:
    """An OLE compound file with one stream, in sectors of its own."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    size = max(len(stream), 4096)
    count = -(-size // 512)
    tables = -(-(count + 2) // 127)
    first = tables + 1
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, b"",
        0, tables, tables, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    chain = [*[fat] * tables, end, *range(first + 1, first + count), end]
    chain += [free] * (128 * tables - len(chain))
    root, entry = _entry("Root Entry", 5, child=1), _entry(name, 2)
    entry = entry[:116] + struct.pack("<IQ", first, size)
    directory = (root + entry).ljust(512, b"\0")
    table = struct.pack(f"<{128 * tables}I", *chain)
    return header + table + directory + stream.ljust(count * 512, b"\0")
