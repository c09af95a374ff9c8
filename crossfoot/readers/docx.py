"""DOCX: paragraphs and tables in the order of the page, as they read with all changes accepted."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from crossfoot.model.dataclass import dataclass
from crossfoot.model.document import Document
from crossfoot.readers.guard import check_xml, open_office, part
from crossfoot.readers.pages import Cell, Paragraph, Piece, Table, lay_out
from crossfoot.readers.troubles import BLANK, BROKEN, HOSTILE, UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEPTH = 200
_HEADING_LEVELS = 9
# Text that is not on the page: deleted or moved away, field codes, and the second drawing of a
# text box that older programs fall back on.
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr", "sectPr",
     "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt"}
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, file: str) -> Document:
    """Read a Word document's body, then its footnotes and endnotes.

    Tracked insertions, content controls, hyperlinks and text boxes are read; tracked deletions and
    hidden text are not.  A text box follows the paragraph that it is anchored in.

    Raises:
        UnreadableError: broken, encrypted, hostile or without any text.
    """
    archive = open_office(data)
    parts = _Parts(archive)
    headings = _heading_styles(parts.parse("styles")) if parts.has("styles") else frozenset()
    body = parts.parse("officeDocument")
    pieces = _Walk(headings).pieces(body)
    for notes in ("footnotes", "endnotes"):
        if parts.has(notes):
            pieces += _Walk(headings).pieces(_ordinary_notes(parts.parse(notes)))
    text, blocks, grids = lay_out(pieces, file)
    if not blocks:
        raise UnreadableError(BLANK)
    return Document(file, "docx", text=text, blocks=blocks, grids=grids)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if _name(child) == name), None)
    return element


def _on(element: Element | None) -> bool:
    """True for a switch that is present and not turned off."""
    return element is not None and _attribute(element, "val") not in {"0", "false", "off", "none"}


def _number(element: Element | None) -> int:
    value = _attribute(element, "val") if element is not None else None
    return int(value) if value is not None and value.isdecimal() else 0


class _Parts:
    """The parts of the package by what they are to the main document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {info.filename for info in archive.infolist()}
        main = next(
            (target for kind, target in self._related("") if kind == "officeDocument"),
            "word/document.xml",
        )
        self._by_kind = {"officeDocument": main}
        for kind, target in self._related(main):
            self._by_kind.setdefault(kind, target)

    def has(self, kind: str) -> bool:
        return self._by_kind.get(kind) in self._names

    def parse(self, kind: str) -> Element:
        return _parse(part(self._archive, self._by_kind[kind]))

    def _related(self, name: str) -> Iterator[tuple[str, str]]:
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", base + ".rels")
        if relations not in self._names:
            return
        for relation in _parse(part(self._archive, relations)):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield relation.get("Type", "").rpartition("/")[2], posixpath.normpath(path)


def _parse(data: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    check_xml(data)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise UnreadableError(
            HOSTILE, zh="含有文档类型或实体声明", en="it declares a document type or entities"
        ) from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise UnreadableError(BROKEN) from fault
    return root


def _ordinary_notes(notes: Element) -> Element:
    """Notes without the separator lines that stand among them."""
    for note in list(notes):
        if _attribute(note, "type") is not None:
            notes.remove(note)
    return notes


def _heading_styles(styles: Element) -> frozenset[str]:
    """Ids of the paragraph styles that have an outline level, or are based on one that has."""
    based: dict[str, str] = {}
    headings: set[str] = set()
    for style in styles:
        name = _attribute(style, "styleId")
        if _name(style) != "style" or name is None:
            continue
        parent = _child(style, "basedOn")
        if parent is not None:
            based[name] = _attribute(parent, "val") or ""
        level = _child(style, "pPr", "outlineLvl")
        named = _child(style, "name")
        called = (_attribute(named, "val") or "").lower() if named is not None else ""
        outlined = level is not None and _number(level) < _HEADING_LEVELS
        if outlined or called == "title" or called.startswith(("heading ", "标题")):
            headings.add(name)
    return frozenset(name for name in {*based, *headings} if _inherits(name, based, headings))


def _inherits(name: str, based: dict[str, str], headings: set[str]) -> bool:
    seen: set[str] = set()
    while name not in headings:
        seen.add(name)
        name = based.get(name, "")
        if not name or name in seen:
            return False
    return True


@dataclass(slots=True)
class _Run:
    """A paragraph while it is read: its text, and the text boxes anchored in it."""

    texts: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Reads the elements of a body in document order."""

    headings: frozenset[str]

    def pieces(self, container: Element, depth: int = 0) -> list[Piece]:
        """Paragraphs and tables of a body, a cell or a text box."""
        if depth > _DEPTH:
            raise UnreadableError(HOSTILE, zh="嵌套层数过多", en="it is nested too deeply")
        pieces: list[Piece] = []
        carried = ""  # text of a paragraph whose mark was deleted: it runs on into the next
        for element in container:
            name = _name(element)
            if name == "p":
                run = _Run()
                self._text(element, run, depth + 1)
                text = carried + "".join(run.texts)
                carried = text if self._mark_deleted(element) else ""
                if not carried:
                    pieces.append(Paragraph(text, heading=self._is_heading(element)))
                pieces += run.boxes
            elif name == "tbl":
                pieces.append(self._table(element, depth + 1))
            elif name not in _UNSEEN:
                pieces += self.pieces(element, depth + 1)
        if carried:
            pieces.append(Paragraph(carried))
        return pieces

    def _text(self, element: Element, run: _Run, depth: int) -> None:
        if depth > _DEPTH:
            raise UnreadableError(HOSTILE, zh="嵌套层数过多", en="it is nested too deeply")
        for child in element:
            name = _name(child)
            if name == "t":
                run.texts.append(child.text or "")
            elif name in _SIGNS:
                run.texts.append(_SIGNS[name])
            elif name == "txbxContent":
                run.boxes += self.pieces(child, depth + 1)
            elif name not in _UNSEEN and not (name == "r" and _on(_child(child, "rPr", "vanish"))):
                self._text(child, run, depth + 1)

    def _is_heading(self, paragraph: Element) -> bool:
        properties = _child(paragraph, "pPr")
        level = _child(properties, "outlineLvl")
        if level is not None:
            return _number(level) < _HEADING_LEVELS
        style = _child(properties, "pStyle")
        return style is not None and _attribute(style, "val") in self.headings

    def _mark_deleted(self, paragraph: Element) -> bool:
        return _child(paragraph, "pPr", "rPr", "del") is not None

    def _table(self, table: Element, depth: int) -> Table:
        rows = []
        for row in _inside(table, "tr"):
            properties = _child(row, "trPr")
            if _child(properties, "del") is not None:
                continue
            cells = [self._cell(cell, depth + 1) for cell in _inside(row, "tc")]
            rows.append((_number(_child(properties, "gridBefore")), tuple(cells)))
        return Table(tuple(rows))

    def _cell(self, cell: Element, depth: int) -> Cell:
        properties = _child(cell, "tcPr")
        merge = _child(properties, "vMerge")
        continued = merge is not None and _attribute(merge, "val") != "restart"
        return Cell(
            tuple(self.pieces(cell, depth)),
            span=max(1, min(_number(_child(properties, "gridSpan")), 1000)),
            continued=continued,
        )


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls."""
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _inside(child, wanted)
