"""The sample round and its story, read with nothing of crossfoot."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx  # noqa: TID253
import openpyxl  # noqa: TID253
import yaml

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROUND = FIXTURES / "云溪县2023年上半年"
ENCODINGS = {"utf-8-sig", "utf-8", "gb18030"}


def story() -> dict[str, Any]:
    """The expected headline findings."""
    return yaml.safe_load((FIXTURES / "story.yaml").read_text(encoding="utf-8"))


def decoded(path: Path) -> str:
    """A text file's characters: UTF-8 with or without mark, else GB18030."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def paragraphs(path: Path) -> list[str]:
    """The lines of a text file or the paragraphs of a Word file."""
    if path.suffix == ".docx":
        return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    return decoded(path).splitlines()


def _cells(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return [list(row) for row in csv.reader(decoded(path).splitlines())]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[_shown(cell) for cell in row] for row in sheet.iter_rows()]


def _shown(cell: Any) -> str:
    """What Excel shows, for the two formats that the sample uses."""
    value = cell.value
    if value is None:
        return ""
    if cell.number_format == "0.0%" and not isinstance(value, str):
        return f"{float(value) * 100:.1f}%"
    if cell.number_format == "0.0" and not isinstance(value, str):
        return f"{float(value):.1f}"
    return str(value)


@dataclass(frozen=True)
class Table:
    """A table with one header row under its title and the lines about who, when and by whom."""

    path: Path
    about: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def unit(self) -> str:
        return next(a for a in self.about if a.startswith("填报单位：")).removeprefix("填报单位：")

    def row(self, label: str) -> tuple[str, ...]:
        (found,) = [row for row in self.rows if row[0] == label]
        return found

    def text(self, label: str, column: str) -> str:
        return self.row(label)[self.columns.index(column)]

    def number(self, label: str, column: str) -> Fraction:
        return Fraction(self.text(label, column))

    def labels(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self.rows)

    def details(self) -> tuple[str, ...]:
        return tuple(x for x in self.labels() if x != "合计" and not x.startswith("其中"))

    def place(self, label: str, column: str) -> dict[str, Any]:
        """Where a cell stands, as ``story.yaml`` writes it."""
        line = self.labels().index(label) + 4
        number = self.columns.index(column) + 1
        if self.path.suffix == ".csv":
            return {"line": line, "column": number}
        sheet = openpyxl.load_workbook(self.path, read_only=True).sheetnames[0]
        return {"sheet": sheet, "cell": f"{openpyxl.utils.get_column_letter(number)}{line}"}


def table(path: Path) -> Table:
    """Read a workbook or CSV of the sample."""
    cells = _cells(path)
    return Table(
        path,
        tuple(cell for cell in cells[1] if cell),
        tuple(cells[2]),
        tuple(tuple(row) for row in cells[3:]),
    )


def tables() -> Iterator[Table]:
    """All tables that can be opened; 枫林镇's workbook is broken on purpose."""
    for path in sorted(ROUND.rglob("*")):
        if path.suffix in {".csv", ".xlsx"} and path.parent.name != "枫林镇":
            yield table(path)


def rounds_to(stated: str, part: Fraction, whole: Fraction) -> bool:
    """Whether a stated percentage with one decimal is ``part`` of ``whole``, halves either way."""
    if whole == 0:
        return stated == "/"
    return abs(Fraction(stated.removesuffix("%")) - 100 * part / whole) <= Fraction(1, 20)
