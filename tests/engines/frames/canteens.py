"""A district's school canteens: what each school planned, served and paid for meals, by month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.engines.frames.libraries import need_frames

need_frames()  # pandera looks for pyspark, which remarks on pandas; crossfoot keeps that quiet

FORM = """\
form: meals
zh: 学校食堂供餐情况表
en: School meals
grain: [school, month]
fields:
  - {id: school, type: text, zh: 学校, en: School, required: true}
  - {id: month, type: text, zh: 月份, en: Month}
  - {id: planned, type: int, zh: 计划份数, en: Meals planned, unit: 份, aliases: [应供份数]}
  - {id: served, type: int, zh: 实供份数, en: Meals served, unit: 份}
  - {id: rate, type: pct, zh: 供餐率, en: Serving rate, decimals: 1}
  - {id: cost, type: dec, zh: 食材费, en: Food cost, unit: 元, decimals: 2}
  - {id: staff_cost, type: dec, zh: 人工费, en: Staff cost, unit: 元, decimals: 2}
  - {id: whole_cost, type: dec, zh: 费用合计, en: Whole cost, unit: 元, decimals: 2}
  - {id: weight, type: dec, zh: 余量, en: Left over, unit: 千克}
  - {id: heat, type: dec, zh: 耗电, en: Power, unit: 千瓦时, tolerance: 0.5}
  - {id: run_by, type: enum, zh: 经营方式, en: Run by, values: [自营, 委托]}
  - {id: audited, type: bool, zh: 是否审计, en: Audited}
"""
WORDS = """\
tokens:
  yes: [是]
  no: [否]
"""
RULES = """\
- id: ME01
  form: meals
  check: served <= planned
  zh: 实供不应多于计划
  en: No more meals can be served than were planned
- id: ME02
  form: meals
  check: rate == pct(served, planned)
  zh: 供餐率应由两个份数得出
  en: The serving rate must follow from the two counts
- id: ME03
  form: meals
  level: soft
  check: whole_cost == cost + staff_cost
  zh: 费用合计应等于两项之和
  en: The whole cost is the sum of the two
"""


def open_office(folder: Path, form: str = FORM, rules: str = RULES) -> str:
    """Write the district's forms and rules; the path of its configuration file."""
    files = {"schemas/meals.yaml": form, "schemas/words.yaml": WORDS, "checks/meals.yaml": rules}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = folder / "crossfoot.toml"
    config.write_text("", encoding="utf-8")
    return str(config)


def meals(**columns: Any) -> dict[str, Any]:
    """Two months of two schools, all in order, with some columns replaced or added."""
    return {
        "school": ["北门小学", "北门小学", "南门小学", "南门小学"],
        "month": ["3月", "4月", "3月", "4月"],
        "planned": [520, 500, 340, 350],
        "served": [508, 500, 340, 341],
        "rate": ["97.7%", "100.0%", "100.0%", "97.4%"],
        **columns,
    }
