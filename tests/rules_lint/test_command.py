"""``crossfoot lint`` as a command: what it prints, and with which code it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.reports.lint import write_json
from crossfoot.rules.lint.lint import inspect
from crossfoot.rules.lint.model import FlawKind, Weight
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet
from crossfoot.vetting.slips import Slip
from tests.reports.test_contract import strict
from tests.rules_lint.adding_up import proved
from tests.rules_lint.office import SOUND, office

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs" / "schema" / "lint-1.json"
NO_HIGHS = """
import sys
from importlib.abc import MetaPathFinder
class Hidden(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] == 'highspy':
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == 'highspy' else real(name, *rest)
from crossfoot.cli import main
sys.argv = ['crossfoot', *sys.argv[1:]]
main()
"""


def lint(folder: Path, *arguments: str, hidden: bool = False) -> subprocess.CompletedProcess[str]:
    start = ["-c", NO_HIGHS] if hidden else ["-m", "crossfoot"]
    return subprocess.run(
        [sys.executable, *start, "lint", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def keeping(text: str) -> Any:
    """The JSON of a run that keeps to the published schema."""
    written = json.loads(text)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(strict(schema)).validate(written)
    return written


def repository(folder: Path, rules: dict[str, str]) -> Path:
    office(folder, rules)
    (folder / "crossfoot.toml").write_text(
        'schemas = "schemas"\nchecks = "checks"\n', encoding="utf-8"
    )
    return folder


def test_sound_rules_leave_with_nought(tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    done = lint(repository(tmp_path, SOUND))
    assert (done.returncode, done.stderr) == (0, "")
    assert "错误0处" in done.stdout


def test_contradicting_rules_leave_with_one_and_name_their_places(tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    rules = {"A": "found > 5", "B": "found < 3", "C": "settled <= found"}
    done = lint(repository(tmp_path, rules))
    assert done.returncode == 1
    assert "A（强制性）、B（强制性） 互相矛盾" in done.stdout
    assert "checks/rules.yaml:1" in done.stdout
    assert "checks/rules.yaml:7" in done.stdout


def test_hints_alone_leave_with_nought(tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    done = lint(repository(tmp_path, {"A": "settled <= found", "B": "settled <= found + 1"}))
    assert done.returncode == 0
    assert "多余" in done.stdout


def test_a_broken_rule_file_leaves_with_two_and_says_where(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"A": "found > 5"})
    (folder / "checks" / "more.yaml").write_text(
        "- {id: B, check: fuond > 5, zh: 规则}\n", encoding="utf-8"
    )
    done = lint(folder)
    assert done.returncode == 2
    assert "checks/more.yaml:1:" in done.stderr
    assert done.stdout == ""


def test_json_carries_proofs_that_add_up(tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    rules = {"A": "settled <= found", "B": "found <= streets", "C": "settled > streets"}
    done = lint(repository(tmp_path, rules), "--format", "json")
    (flaw,) = [flaw for flaw in keeping(done.stdout)["flaws"] if flaw["weight"] == "error"]
    assert flaw["kind"] == "infeasible"
    assert [rule["id"] for rule in flaw["rules"]] == ["A", "B", "C"]
    (branch,) = flaw["proofs"][0]
    assert {step["from"] for step in branch} == {"A", "B", "C"}
    assert all(Fraction(str(step["times"])) > 0 for step in branch)


def test_without_highs_the_rest_runs_and_says_what_to_install(tmp_path: Path) -> None:
    rules = {"A": "found > 5", "B": "found < 3"}
    done = lint(repository(tmp_path, rules), hidden=True)
    assert done.returncode == 0
    assert 'pip install "crossfoot[solve]"' in done.stdout
    assert "没有任何规则核对" in done.stdout
    assert "矛盾，" not in done.stdout


def test_a_sample_is_tried(tmp_path: Path) -> None:
    folder = repository(tmp_path, SOUND)
    sheet = "巡查街道数,发现问题数,已处理数,未处理数\n12,40,31,9\n"
    (folder / "巡查情况统计表.csv").write_text(sheet, encoding="utf-8")
    done = lint(folder, "--sample", "巡查情况统计表.csv")
    assert done.returncode == 0
    assert "4个数字逐个改错" in done.stdout
    assert "相邻两位颠倒" in done.stdout
    again = lint(folder, "--sample", "巡查情况统计表.csv", "--format", "json")
    assert keeping(again.stdout)["slips"]["figures"] == 4


def test_the_schema_names_every_kind_and_refuses_what_it_does_not_declare() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    flaw = schema["$defs"]["flaw"]["properties"]
    assert set(flaw["kind"]["enum"]) == {kind.value for kind in FlawKind}
    assert set(flaw["weight"]["enum"]) == {weight.value for weight in Weight}
    kinds = schema["$defs"]["slips"]["properties"]["kinds"]
    assert set(kinds["propertyNames"]["enum"]) == {slip.value for slip in Slip}
    written = json.loads(write_json(inspect(RuleSet(), Pack("none")), None))
    validator = Draft202012Validator(schema)
    assert validator.is_valid(written)
    assert not validator.is_valid({**written, "solver": None})
    assert not validator.is_valid({**written, "flaws": [{"kind": "odd"}]})


def test_the_built_in_rules_are_sound() -> None:
    pytest.importorskip("highspy")
    pack = load_pack([ROOT / "schemas"], "work-safety")
    found = inspect(load_rules([ROOT / "checks"], pack), pack)
    grave = [flaw.message.en for flaw in found.flaws if flaw.weight is Weight.ERROR]
    assert grave == []
    assert all(proved(proof) for flaw in found.flaws for proof in flaw.proofs)
    assert found.looked.whole >= 40
