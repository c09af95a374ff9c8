"""The sample workbooks: every expected finding at its cell, and no other of weight."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crossfoot.model.finding import Finding, Level
from crossfoot.pipeline import check_paths

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.expected.json"))

pytestmark = pytest.mark.skipif(not NAMES, reason="the sample workbooks are not at hand")
WEIGHTY = (Level.HARD, Level.SOFT)


def config(folder: Path, context: dict[str, Any]) -> Path:
    lines = ['pack = "work-safety"', "[round]"]
    lines += [
        f"{k} = {context[k]}" for k in ("period_end", "due_date", "report_date") if k in context
    ]
    lines.append(f'blank_means = "{context["blank_means"]}"')
    if "expected_units" in context:
        lines.append(f"expected_rows = {json.dumps(context['expected_units'], ensure_ascii=False)}")
    lines.append("[round.unit_aliases]")
    for unit, aliases in context.get("unit_aliases", {}).items():
        lines.append(f'"{unit}" = {json.dumps(aliases, ensure_ascii=False)}')
    path = folder / "crossfoot.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def meets(finding: Finding, expected: dict[str, Any]) -> bool:
    """Rule and sheet agree, and a cell is shared; without cells the row is named."""
    if finding.rule != expected["rule"]:
        return False
    cells = {(f.place.sheet, f.place.cell) for f in finding.figures}
    if expected["cells"]:
        return any((expected["sheet"], cell) in cells for cell in expected["cells"])
    subject = finding.subject
    return subject.sheet == expected["sheet"] and expected["row"] in (subject.row, subject.unit)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_what_is_expected_and_nothing_else(name: str, tmp_path: Path) -> None:
    sidecar = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    report = check_paths(
        [SAMPLES / sidecar["workbook"]], config=config(tmp_path, sidecar["context"])
    )

    missing = [e for e in sidecar["findings"] if not any(meets(f, e) for f in report.findings)]
    extra = [
        (f.rule, f.subject.sheet, f.message.zh)
        for f in report.findings
        if f.level in WEIGHTY and not any(meets(f, e) for e in sidecar["findings"])
    ]
    assert missing == []
    assert extra == []
    if sidecar["clean"]:
        assert report.findings == ()
