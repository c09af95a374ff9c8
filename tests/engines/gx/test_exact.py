"""Rules as expectations of our own: judged by the exact evaluator, on frames and beside SQL."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pandas as pd
import pytest

import crossfoot
from crossfoot import handover
from crossfoot.engines.session import EngineFault
from crossfoot.handover import Wanted
from crossfoot.model.finding import Verdict
from tests.engines.gx import townships
from tests.engines.gx.test_offline import Outside

pytestmark = [
    pytest.mark.skipif(
        find_spec("great_expectations") is None, reason="Great Expectations is not installed"
    ),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The townships' figures as a CSV file, beside the configuration that declares them."""
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    path = tmp_path / "year.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name for name, _ in townships.COLUMNS])
        writer.writerows(["" if one is None else one for one in row] for row in townships.ROWS)
    return path


def failing(frame: pd.DataFrame, config: Path) -> dict[str, int]:
    """How many rows break each rule, as ``crossfoot.check`` says."""
    report = crossfoot.check(frame, form="hazard", key=["单位"], config=str(config))
    found: dict[str, int] = {}
    for finding in report.findings:
        if finding.verdict is Verdict.FAIL and not finding.rule.startswith("CF"):
            found[finding.rule] = found.get(finding.rule, 0) + 1
    return found


def as_written(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def told(outcomes: Any) -> dict[str, int]:
    assert [one.trouble for one in outcomes if one.trouble] == []
    found: dict[str, int] = {}
    for one in outcomes:
        found[one.rule] = found.get(one.rule, 0) + one.count
    return {rule: count for rule, count in found.items() if count}


def in_a_process_of_its_own(project: Path, frame: Path) -> dict[str, Any]:
    """A checkpoint run by Great Expectations, which only imports what the project brings."""
    script = (
        "import json, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "import great_expectations as gx\n"
        "import pandas as pd\n"
        f"context = gx.get_context(mode='file', project_root_dir={str(project)!r})\n"
        "import crossfoot_rules\n"
        f"frame = pd.read_csv({str(frame)!r}, dtype=str, keep_default_na=False)\n"
        "checkpoint = context.checkpoints.get('hazard-pandas')\n"
        "result = checkpoint.run(batch_parameters={'dataframe': frame})\n"
        "(run,) = result.run_results.values()\n"
        "held = [(one.expectation_config.kwargs, one.result) for one in run.results]\n"
        "print(json.dumps({kwargs['rule'] + ' ' + (kwargs.get('field') or ''):\n"
        "    [result['observed_value'], result['partial_unexpected_list']]\n"
        "    for kwargs, result in held}))\n"
    )
    program = project.parent / "alone.py"
    program.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        cwd=project.parent.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_frame_is_judged_as_check_judges_it(year: Path) -> None:
    config, source = year.parent / "crossfoot.toml", f"pandas:{year}"
    project = year.parent / "project"
    built = handover.build(project, source=source, wanted=[Wanted(None, None)], config=config)
    ran = handover.run(project, source=source)
    expected = failing(as_written(year), config)
    assert (
        expected.items() >= {rule: len(units) for rule, units in townships.BROKEN.items()}.items()
    )
    assert told(ran.outcomes) == expected
    (fitted,) = built.fitted
    assert fitted.suite == "hazard-pandas"
    assert {one.severity for one in fitted.expected} == {"critical", "warning", "info"}
    assert "RU02" in {one.rule for one in fitted.unfit}  # the units' own files are not at hand


def test_great_expectations_runs_it_without_the_command(year: Path) -> None:
    config, project = year.parent / "crossfoot.toml", year.parent / "project"
    handover.build(project, [Wanted("hazard", None)], source=f"pandas:{year}", config=config)
    found = in_a_process_of_its_own(project, year)
    for rule, units in townships.BROKEN.items():
        count, rows = found[f"{rule} "]
        assert (count, [row["row"] for row in rows]) == (len(units), units)
    assert [found[f"{rule} "][0] for rule in townships.HOLD] == [0, 0]
    ((only),) = found["HZ02 "][1]
    assert "95项÷排查一般隐患120项=79.2%" in only["zh"]
    assert "95" in only["en"]
    assert "一般隐患" not in only["en"]


def test_pages_show_the_rows_with_their_sentences(year: Path) -> None:
    text = year.read_text(encoding="utf-8").replace("鹿鸣镇", "<b>鹿鸣镇")
    year.write_text(text, encoding="utf-8")
    config, project = year.parent / "crossfoot.toml", year.parent / "project"
    wanted, source = [Wanted("hazard", None)], f"pandas:{year}"
    handover.build(project, wanted, source=source, config=config)
    handover.run(project, source=source)
    site = project / "gx/uncommitted/data_docs/local_site"
    (page,) = (path for path in site.rglob("*.html") if "validations" in path.parts)
    shown = page.read_text(encoding="utf-8")
    assert "一般隐患已整改填报215项，大于排查一般隐患210项，多5项" in shown
    assert "HZ01 强制性：" in shown
    assert "<b>鹿鸣镇" not in shown
    assert "unexpected Exception" not in shown
    seen = Outside(shown)
    assert (seen.found, seen.scripts, seen.policy) == ([], 0, True)


def test_beside_sql_it_takes_what_no_sql_is_made_of(year: Path) -> None:
    config = year.parent / "crossfoot.toml"
    source = townships.database(year.parent / "year.db")
    project, wanted = year.parent / "project", [Wanted("hazard", "townships")]
    plain = handover.build(project, wanted, source=source, config=config).fitted[0]
    both = handover.build(project, wanted, source=source, config=config, exact=True).fitted[0]
    kinds = {one.meta["crossfoot"]["rule"]: one.type for one in both.expected}
    assert {one.type for one in plain.expected}.isdisjoint({"expect_declared_rule_to_hold"})
    assert kinds["HZ01"] == "expect_column_pair_values_a_to_be_greater_than_b"
    assert kinds["HZ02"] == "unexpected_rows_expectation"
    assert kinds["CM04"] == "expect_declared_rule_to_hold"
    assert {one.rule for one in both.unfit} < {one.rule for one in plain.unfit}
    ran = handover.run(project, source=source)  # it remembers that they are wanted
    assert told(ran.outcomes) == failing(as_written(year), config)


def test_on_spark_too(year: Path) -> None:
    if find_spec("pyspark") is None or (which("java") is None and "JAVA_HOME" not in os.environ):
        pytest.skip("no pyspark, or no Java for it")
    config, project = year.parent / "crossfoot.toml", year.parent / "project"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = f"spark:{year}"
        wanted = [Wanted("hazard", None)]
        built = handover.build(project, wanted, source=source, config=config, exact=True)
        ran = handover.run(project, source=source)
    kinds = {one.type for one in built.fitted[0].expected}
    assert kinds >= {"expect_declared_rule_to_hold", "unexpected_rows_expectation"}
    assert told(ran.outcomes) == failing(as_written(year), config)


def test_a_form_without_a_frame_at_hand_takes_its_rules_as_declared(tmp_path: Path) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    config = tmp_path / "crossfoot.toml"
    built = handover.build(tmp_path / "project", kind="pandas", config=config)
    hazard = next(one for one in built.fitted if one.form.id == "hazard")
    assert {one.type for one in hazard.expected} == {"expect_declared_rule_to_hold"}
    assert (tmp_path / "project/gx/plugins/crossfoot_rules.py").is_file()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "crossfoot.toml").write_text(townships.CONFIG, encoding="utf-8")
    with pytest.raises(EngineFault) as raised:
        handover.build(
            tmp_path / "project",
            [Wanted("hazard", None)],
            source=f"pandas:{tmp_path / 'none.csv'}",
            config=tmp_path / "crossfoot.toml",
        )
    assert "none.csv" in raised.value.en
