"""A rate whose scale is open: one figure in a column of percentages that may be a share of one."""

from __future__ import annotations

from pathlib import Path

import pytest

import crossfoot
from crossfoot import pipeline
from crossfoot.large.opening import Large, Wish
from crossfoot.model.finding import Finding

CONFIG = """
pack = "none"
[[files]]
match = "*.csv"
form = "pump"
key = ["unit"]
"""
FORM = """
form: pump
zh: 泵站检修
grain: [unit]
fields:
  - {id: unit, type: text, zh: 单位}
  - {id: found, type: int, zh: 发现, unit: 处, agg: add}
  - {id: fixed, type: int, zh: 整改, unit: 处, agg: add}
  - {id: rate, type: pct, zh: 整改率, agg: rate}
  - {id: goal, type: pct, zh: 目标, agg: rate}
"""
RULES = """
- {id: P1, form: pump, check: "rate == pct(fixed, found)", zh: 整改率应算得出}
- {id: P2, form: pump, check: rate <= goal, zh: 不超过目标}
- {id: P3, form: pump, check: rate + 1 != 21, zh: 不是二十}
"""
HEADER = "单位,发现,整改,整改率,目标"
PLAIN = [("甲站", 181, "90.5"), ("乙站", 190, "95.0"), ("丙站", 151, "75.5")]


@pytest.fixture(params=["exact", "duckdb", "frame"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def findings(folder: Path, fixed: int, goal: str, engine: str) -> list[Finding]:
    """What is said of three plain rates and one 0.50, each of 200 found."""
    (folder / "crossfoot.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in (("schemas/pump.yaml", FORM), ("checks/rules.yaml", RULES)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    rows = [f"{unit},200,{count},{rate},100.0" for unit, count, rate in PLAIN]
    text = "\n".join([HEADER, *rows, f"丁站,200,{fixed},0.50,{goal}"]) + "\n"
    path, config = folder / "pumps.csv", folder / "crossfoot.toml"
    path.write_text(text, encoding="utf-8")
    if engine == "frame":
        import pandas as pd

        frame = pd.read_csv(path, dtype=str)
        return list(crossfoot.check(frame, form="pump", config=str(config)).findings)
    with Large(Wish(always=True)) as large:
        opened_by = large.opened_by if engine == "duckdb" else None
        report = pipeline.check_paths([path], config=config, opened_by=opened_by)
    return list(report.findings)


@pytest.mark.parametrize("fixed", [1, 100])
def test_either_scale_is_left_alone(tmp_path: Path, engine: str, fixed: int) -> None:
    """0.5 % of 200 is 1, 50 % is 100."""
    assert findings(tmp_path, fixed, "60.0", engine) == []


@pytest.mark.parametrize(("fixed", "true"), [(40, "20%"), (80, "40%"), (180, "90%")])
def test_what_lies_between_is_told(tmp_path: Path, engine: str, fixed: int, true: str) -> None:
    (found,) = findings(tmp_path, fixed, "60.0", engine)
    assert found.rule == "P1"
    assert "0.50（0.5%或50%）" in found.message.zh
    assert "0.50 (0.5% or 50%)" in found.message.en
    assert found.message.zh.endswith(f"={true}")


def test_an_order_holds_where_one_scale_keeps_it(tmp_path: Path, engine: str) -> None:
    assert findings(tmp_path, 100, "0.60%", engine) == []
    (found,) = findings(tmp_path, 100, "0.40%", engine)
    assert found.rule == "P2"
