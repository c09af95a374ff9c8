"""A workbook stripped to its cells, for when a library stumbles over something nobody asked for.

Other programs write colours, views, print settings and properties that the library takes for
errors.  None of that bears on the figures: sheets, shared strings and number formats do.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from crossfoot.model.patterns import late_pattern
from crossfoot.readers.guard import part
from crossfoot.readers.troubles import BROKEN, UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = late_pattern(
    rb"(?P<root><(?:(?P<prefix>\w+):)?worksheet\b[^>]*>)"
    rb"(?:.*?(?P<columns><(?:\w+:)?cols>.*?</(?:\w+:)?cols>))?"
    rb".*?(?P<data><(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>)",
    re.DOTALL,
)
_LEFT_OUT = ("docProps/", "customXml/", "xl/theme/", "xl/worksheets/_rels/", "xl/calcChain.xml")
_FIRST_OF_ONES_OWN = 164


def stripped(data: bytes) -> bytes:
    """A copy of a workbook that holds its sheets' cells and number formats, and nothing else.

    Raises:
        UnreadableError: even these parts cannot be understood.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy,
    ):
        for name in archive.namelist():
            if name.startswith(_LEFT_OUT) or not name.endswith((".xml", ".rels")):
                continue
            content = part(archive, name)
            if b"sheetData" in content:
                content = _cells_only(content)
            elif b"styleSheet" in content[:1000]:
                content = _formats_only(_tree(content))
            elif b"<sheets" in content or b":sheets" in content:
                content = _sheets_only(_tree(content))
            copy.writestr(name, content)
    return target.getvalue()


def _tree(content: bytes) -> Element:
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (SyntaxError, ValueError, LookupError) as fault:
        raise UnreadableError(BROKEN) from fault
    return root


def _cells_only(content: bytes) -> bytes:
    sheet = _SHEET.search(content)
    if sheet is None:
        return content
    prefix = sheet["prefix"] + b":" if sheet["prefix"] else b""
    return sheet["root"] + (sheet["columns"] or b"") + sheet["data"] + b"</%sworksheet>" % prefix


def _sheets_only(root: Element) -> bytes:
    """The list of sheets, and whether dates count from 1904."""
    early = root.find("{*}workbookPr")
    since = "1" if early is not None and early.get("date1904") in {"1", "true"} else "0"
    sheets = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        state = sheet.get("state", "visible")
        shown = state if state in {"visible", "hidden", "veryHidden"} else "visible"
        named = quoteattr(sheet.get("name", ""))
        number = quoteattr(sheet.get("sheetId", "1"))
        sheets.append(
            f'<sheet name={named} sheetId={number} state="{shown}" r:id={quoteattr(link)}/>'
        )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><workbookPr date1904="{since}"/>'
        f"<sheets>{''.join(sheets)}</sheets></workbook>"
    ).encode()


def _formats_only(root: Element) -> bytes:
    """The number format of each cell style."""
    codes = [
        (number, code)
        for format_ in root.iterfind("{*}numFmts/{*}numFmt")
        if (number := format_.get("numFmtId", "")).isdecimal()
        and int(number) >= _FIRST_OF_ONES_OWN
        and (code := format_.get("formatCode"))
    ]
    known = {number for number, _ in codes}
    styles = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId", "0")
        usable = number in known or (number.isdecimal() and int(number) < _FIRST_OF_ONES_OWN)
        shown = number if usable else "0"
        styles.append(f'<xf numFmtId="{shown}" fontId="0" fillId="0" borderId="0"/>')
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in codes
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{''.join(styles) or '<xf/>'}</cellXfs>"
        "</styleSheet>"
    ).encode()
