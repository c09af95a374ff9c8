"""PDF files written by hand: pages of placed text and ruled lines."""

from collections.abc import Sequence

Placed = tuple[float, float, str]  # from the left, from the bottom, text

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Ascent 880"
    b" /Descent -120 /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /CapHeight 880"
    b" /StemV 80 >> >>] >>"
)


def pdf(pages: Sequence[Sequence[Placed]], lines: str = "", trailer: str = "") -> bytes:
    """A PDF of these pages; ``lines`` are drawing operators put on every page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
    ]
    for number, texts in enumerate(pages):
        shown = "".join(
            f"BT /F1 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, text in texts
        )
        content = (lines + shown).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    body = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF"
        % (size, trailer.encode(), len(body))
    )


def ruled(columns: Sequence[float], rows: Sequence[float]) -> str:
    """Drawing operators of a ruled table with these column and row edges."""
    across = [f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows]
    down = [f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns]
    return "".join(across + down)
