"""The benchmark's own ground: its made-up tables, their truth, and the ten rules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from crossfoot.pipeline import check_paths

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
SHARED = ROOT.parent / "shared" / "bench" / "peers"
FAULTY = 5  # faults are so many times as frequent as usual, so that a small table has them all


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import generate
    import oracle

    return generate, oracle


@pytest.fixture
def small(modules: tuple[ModuleType, ModuleType], tmp_path: Path) -> tuple[Path, dict]:
    """A table of 208 rows that breaks every rule, and its truth."""
    generate, oracle = modules
    table = tmp_path / "small.csv"
    rows = generate.write_csv(table, 16, FAULTY)
    truth = oracle.truth_of(table)
    assert rows == 208
    assert all(truth.values()), truth
    return table, truth


def test_the_ten_rules_find_exactly_what_is_wrong(small: tuple[Path, dict]) -> None:
    table, truth = small
    report = check_paths([table], config=BENCHMARKS / "repository" / "crossfoot.toml")
    found = defaultdict(list)
    for finding in report.findings:
        assert finding.rule in truth, finding.message
        found[finding.rule].append(int(finding.subject.row or -1))
    assert {rule: sorted(rows) for rule, rows in found.items()} == truth


def test_a_table_made_without_faults_breaks_no_rule_by_itself(
    modules: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    generate, oracle = modules
    table = tmp_path / "right.csv"
    generate.write_csv(table, 16, 0)
    assert not any(oracle.truth_of(table).values())


def test_the_truth_is_that_of_the_shared_peer_written_apart(
    small: tuple[Path, dict], tmp_path: Path
) -> None:
    script = SHARED / "impl" / "stdlib_hand.py"
    if not script.exists():
        pytest.skip("the shared benchmark is not beside this checkout")
    table, truth = small
    result = tmp_path / "peer.json"
    subprocess.run([sys.executable, str(script), str(table), str(result)], check=True)
    peer = json.loads(result.read_text(encoding="utf-8"))
    assert {rule: sorted(rows) for rule, rows in peer.items()} == truth


def test_millions_are_the_same_block_under_other_units(
    modules: tuple[ModuleType, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate, _ = modules
    monkeypatch.setattr(generate, "BLOCK", 40)
    monkeypatch.setitem(generate.SIZES, "blocks", 120)
    generate.make(tmp_path, "blocks")
    truth = json.loads((tmp_path / "blocks.truth.json").read_text(encoding="utf-8"))
    assert truth["rows"] == 120 * 13
    result = tmp_path / "by_hand.json"
    script = BENCHMARKS / "peers" / "duckdb_by_hand.py"
    command = [sys.executable, str(script), str(tmp_path / "blocks.parquet"), str(result)]
    subprocess.run(command, check=True)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert {rule: sorted(rows) for rule, rows in found.items()} == truth["truth"]


def test_a_result_that_misses_invents_or_repeats_is_told_apart(
    modules: tuple[ModuleType, ModuleType],
) -> None:
    import verify

    truth = {"R01": [1, 2], "R02": [], "R03": [7]}
    assert verify.differences(truth, {"R01": [2, 1], "R03": [7]}) == []
    assert verify.differences(truth, {"R01": [1], "R02": [5], "R03": [7, 7]}) == [
        "R01: 1 missing, 0 invented, 0 said twice",
        "R02: 0 missing, 1 invented, 0 said twice",
        "R03: 0 missing, 0 invented, 1 said twice",
    ]
