"""The sample workbooks laid out otherwise: the same findings, of the same cells.

With ``CROSSFOOT_ALL_VARIANTS=1`` every layout is tried in every way of writing, some minutes long.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import crossfoot
from crossfoot.model.finding import Finding, Level
from tests.endtoend.test_samples import NAMES, SAMPLES, config
from tests.endtoend.variants import LAID_OUT, WRITTEN, pairs, varied
from tests.endtoend.workbooks import Book, opened, spot_of, written

pytestmark = pytest.mark.skipif(not NAMES, reason="the sample workbooks are not at hand")

Told = tuple[Any, ...]
COMMAND = (sys.executable, "-m", "crossfoot", "check")
EVERY = os.environ.get("CROSSFOOT_ALL_VARIANTS") == "1"


@cache
def sample(name: str) -> tuple[dict[str, Any], Book]:
    sidecar = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    return sidecar, opened(SAMPLES / sidecar["workbook"])


def findings(book: Book, name: str, folder: Path) -> Counter[Told]:
    """What is found, by the words of the finding and where its cells stood at first."""
    sidecar, _ = sample(name)
    # The name of the file tells the period of some.
    path = written(book, folder / sidecar["workbook"])
    report = crossfoot.check(path, config=config(folder, sidecar["context"]))
    weighty = [
        finding
        for finding in report.findings
        if sidecar["clean"] or finding.level in (Level.HARD, Level.SOFT)
    ]
    return Counter(told(finding, book) for finding in weighty)


def told(finding: Finding, book: Book) -> Told:
    about = finding.subject
    # Of a sum and its consequences the first found tells which items may be at fault.
    first = [
        (figure.place.sheet, origin(book, figure.place.sheet, figure.place.cell))
        for figure in finding.figures
        if figure.id in finding.at[:1] and figure.place.sheet and figure.place.cell
    ]
    return (
        finding.rule,
        finding.level.value,
        about.sheet,
        bare(about.row),
        about.field,
        bare(finding.stated),
        tuple(first),
    )


def origin(book: Book, sheet: str, cell: str) -> str:
    known = book[sheet].cells.get(spot_of(cell))
    return (known and known.origin) or f"new {cell}"


def bare(stated: str | None) -> str | None:
    """A stated figure without its sign of a rate and its width; a formula moves with its cells."""
    if stated is None:
        return None
    if stated.startswith("="):
        return "a formula"
    text = unicodedata.normalize("NFKC", stated).rstrip("%").replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def differences(book: Book, name: str, folder: Path) -> list[Told]:
    """Findings lost or new beside the workbook as sent."""
    found, expected = findings(book, name, folder), as_sent(name)
    return sorted([*(expected - found).elements(), *(found - expected).elements()], key=repr)


@cache
def as_sent(name: str) -> Counter[Told]:
    with tempfile.TemporaryDirectory() as folder:
        return findings(sample(name)[1], name, Path(folder))


def test_the_samples_laid_out_otherwise_say_the_same(tmp_path: Path) -> None:
    tried: Counter[str] = Counter()
    failed: dict[tuple[str, str, str], list[Told]] = {}
    for shift, name in enumerate(NAMES):
        sidecar, book = sample(name)
        for layout, writing in pairs(shift, every=EVERY):
            other = varied(book, sidecar, layout, writing)
            if other == book:
                continue
            tried.update([layout, writing])
            different = differences(other, name, tmp_path)
            if different:
                failed[sidecar["workbook"], layout, writing] = different
    assert set(tried) == {*LAID_OUT, *WRITTEN}
    total = sum(tried[layout] for layout in LAID_OUT)
    print(f"variants: {total - len(failed)} of {total} hold")  # noqa: T201
    assert failed == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_written_anew_says_what_the_file_itself_says(name: str, tmp_path: Path) -> None:
    sidecar, book = sample(name)
    report = crossfoot.check(
        SAMPLES / sidecar["workbook"], config=config(tmp_path, sidecar["context"])
    )
    sent = Counter(
        told(finding, book)
        for finding in report.findings
        if sidecar["clean"] or finding.level in (Level.HARD, Level.SOFT)
    )
    assert as_sent(name) == sent


@pytest.mark.parametrize("name", NAMES)
def test_the_command_says_so_too(name: str, tmp_path: Path) -> None:
    sidecar, book = sample(name)
    other = varied(book, sidecar, "two columns to the left", "headers renamed")
    path = written(other, tmp_path / sidecar["workbook"])
    settings = config(tmp_path, sidecar["context"])
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "crossfoot",
            "check",
            path,
            "--config",
            settings,
            "--format",
            "json",
        ],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == (0 if sidecar["clean"] else 1), run.stderr
    reported = json.loads(run.stdout)["findings"]
    weighty = [item for item in reported if sidecar["clean"] or item["level"] != "hint"]
    assert Counter(item["rule"] for item in weighty) == Counter(
        rule for rule, *_ in as_sent(name).elements()
    )
