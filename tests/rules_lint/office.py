"""A small office's own forms and rules, and what lint says of them."""

from __future__ import annotations

from pathlib import Path

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.rules.lint.lint import inspect
from crossfoot.rules.lint.model import Flaw, FlawKind, Inspection
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet

FORM = """
form: patrol
zh: 巡查情况统计表
en: Patrols
fields:
  - {id: streets, zh: 巡查街道数, en: Streets patrolled, type: int}
  - {id: found, zh: 发现问题数, en: Problems found, type: int}
  - {id: settled, zh: 已处理数, en: Problems settled, type: int}
  - {id: pending, zh: 未处理数, en: Problems pending, type: int}
  - {id: rate, zh: 处理率, en: Settlement rate, type: pct}
  - {id: cost, zh: 经费, en: Cost, type: dec, unit: 万元}
  - {id: change, zh: 比上月增减, en: Change on last month, type: int, signed: true}
  - {id: level, zh: 等级, en: Grade, type: enum, values: [一般, 重大]}
  - {id: area, zh: 片区, en: Area, type: text}
  - {id: done, zh: 是否完成, en: Completed, type: bool}
"""

SOUND = {
    "P1": "settled <= found",
    "P2": "rate == pct(settled, found)",
    "P3": "pending == found - settled",
    "P4": "implies(found > 0, streets > 0)",
    "P5": "change >= -found",
    "P6": "cost <= 50",
    "P7": 'implies(level == "重大", found > 0)',
}


def office(folder: Path, rules: dict[str, str], more: str = "") -> tuple[Pack, RuleSet]:
    """Rules by id; the formula may be followed by further keys, one a line."""
    schemas, checks = folder / "schemas", folder / "checks"
    schemas.mkdir(exist_ok=True)
    checks.mkdir(exist_ok=True)
    (schemas / "patrol.yaml").write_text(FORM, encoding="utf-8")
    lines = []
    for rule_id, text in rules.items():
        check, *keys = text.split("\n")
        lines += [f"- id: {rule_id}", f"  check: '{check}'", "  zh: 规则", "  en: A rule"]
        lines += [f"  {key}" for key in keys]
        if not any(key.startswith("good") for key in keys):
            lines += ["  good: {found: 1}", "  bad: {found: 1}"]
    (checks / "rules.yaml").write_text("\n".join(lines) + "\n" + more, encoding="utf-8")
    pack = load_pack([schemas], "own")
    return pack, load_rules([checks], pack)


def looked_at(folder: Path, rules: dict[str, str]) -> Inspection:
    pack, rule_set = office(folder, rules)
    return inspect(rule_set, pack)


def of_kind(found: Inspection, kind: FlawKind) -> list[Flaw]:
    return [flaw for flaw in found.flaws if flaw.kind is kind]


def logical(found: Inspection) -> list[Flaw]:
    """Everything that is a matter of logic rather than of what is written down."""
    written = (FlawKind.UNSEEN, FlawKind.GENERAL, FlawKind.NO_EXAMPLE, FlawKind.NO_WORDS)
    return [flaw for flaw in found.flaws if flaw.kind not in written]
