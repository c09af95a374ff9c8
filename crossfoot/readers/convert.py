"""Formats that only an office program understands, by way of LibreOffice where it is installed."""

from __future__ import annotations

import shutil
from pathlib import Path

from crossfoot.model.dataclass import dataclass
from crossfoot.readers.troubles import BROKEN, UNSUPPORTED, UnreadableError

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format without a reader of its own: its names, its suffix, and what to save it as."""

    zh: str
    en: str
    suffix: str
    target: str


DOC = Foreign("旧版 Word 文件（.doc 或 .wps）", "an old Word file (.doc or .wps)", ".doc", ".docx")
XLSB = Foreign("Excel 二进制工作簿（.xlsb）", "a binary workbook (.xlsb)", ".xlsb", ".xlsx")
ODT = Foreign("OpenDocument 文本（.odt）", "an OpenDocument text (.odt)", ".odt", ".docx")
WORD_XML = Foreign("XML 格式的 Word 文件", "a Word file in XML", ".xml", ".docx")
RTF = Foreign("RTF 文件", "an RTF file", ".rtf", ".docx")


def converted(data: bytes, foreign: Foreign) -> bytes:
    """The file in the format that is read here.

    Raises:
        UnreadableError: LibreOffice is not installed, or could not open the file.
    """
    import subprocess
    import tempfile

    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise UnreadableError(UNSUPPORTED, zh=foreign.zh, en=foreign.en, target=foreign.target)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        source = room / f"source{foreign.suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(room / 'profile').as_uri()}",  # apart from a running office
            *("--headless", "--norestore", "--convert-to", foreign.target.removeprefix(".")),
            *("--outdir", str(room / "out"), str(source)),
        ]
        try:
            subprocess.run(  # noqa: S603 - a fixed program on a file of our own naming
                command, check=True, capture_output=True, timeout=_SECONDS
            )
            return (room / "out" / f"source{foreign.target}").read_bytes()
        except (subprocess.SubprocessError, OSError) as fault:
            raise UnreadableError(BROKEN) from fault
