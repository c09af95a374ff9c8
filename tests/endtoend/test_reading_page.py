"""The page of real files: every figure marked where it stands, and a browser without complaint."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from crossfoot.pipeline import read_paths
from crossfoot.reports import reading_html
from crossfoot.reports.marks import shown
from tests.reports.test_reading_html import Element, tree

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "fixtures" / "云溪县2023年上半年"
SHARED = ROOT / ".." / "shared"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("msedge")


def check_page(paths: list[Path]) -> Element:
    """Every text as written, every figure marked once and at its offset."""
    reading = read_paths(paths)
    root = tree(reading_html.write(reading, "zh"))
    sections = root.all("section")
    for document, section in zip(reading.documents, sections, strict=True):
        text = document.submission.document.text
        at = 0
        spots: dict[str, tuple[int, int]] = {}
        lines = section.all("div", "t")
        for line in lines:
            for item in line.inside:
                assert isinstance(item, (str, Element))
                length = len(item) if isinstance(item, str) else len(item.text)
                if isinstance(item, Element) and "f" in item.classes:
                    number = item.attributes["data-f"]
                    spots[number] = (spots.get(number, (at, at))[0], at + length)
                at += length
        assert "".join(line.text for line in lines) == shown(text)
        if "\r" not in text:
            assert spots == {
                str(n): (figure.place.start, figure.place.end)
                for n, figure in enumerate(document.submission.narrative.figures, start=1)
            }
    return root


def test_the_sample_round() -> None:
    root = check_page([COUNTY])
    fails = [card.text for card in root.all("div", "claim") if "fails" in card.classes]
    assert len(fails) == 3
    assert any("61处÷发现隐患64处=95.3%" in text for text in fails)
    tables = [p for p in COUNTY.rglob("*") if p.suffix in {".xlsx", ".csv"}]
    broken, inside_a_report = 1, 1
    assert len(root.all("table", "grid")) == len(tables) - broken + inside_a_report


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside the repository")
def test_real_reports() -> None:
    check_page(sorted((SHARED / "seeds").glob("*.txt")))


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
def test_a_browser_takes_the_page_as_it_is(tmp_path: Path) -> None:
    """No rule of the page's own policy is broken, and the marks arrive in the browser's tree."""
    assert BROWSER is not None
    page = tmp_path / "page.html"
    reading = read_paths([COUNTY / "南湖街道"])
    page.write_text(reading_html.write(reading, "zh"), encoding="utf-8")
    command = [
        BROWSER,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", timeout=120, env={"LANG": "C"}
    )
    assert "CONSOLE" not in done.stderr
    figures = sum(len(item.submission.narrative.figures) for item in reading.documents)
    assert len(re.findall(r'<a class="f ', done.stdout)) == figures
