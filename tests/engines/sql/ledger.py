"""Tables and rules at random: a ledger of hazards by township, month and trade, as it comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import yaml

FORM = """\
form: ledger
zh: 隐患台账
en: Ledger of hazards
grain: [unit, month, trade]
fields:
  - {id: unit, type: text, zh: 乡镇, en: Township}
  - {id: month, type: text, zh: 月份, en: Month}
  - {id: trade, type: text, zh: 行业, en: Trade}
  - {id: found, type: int, zh: 排查数, en: Found, agg: add}
  - {id: fixed, type: int, zh: 整改数, en: Put right, agg: add}
  - {id: open, type: int, zh: 未整改数, en: Open, agg: add}
  - {id: fine, type: dec, zh: 罚款, en: Fines, agg: add}
  - {id: cost, type: dec, zh: 费用, en: Cost, agg: add, rounded: true, decimals: 1}
  - {id: rate, type: pct, zh: 整改率, en: Rate, agg: rate, decimals: 1}
  - {id: share, type: pct, zh: 占比, en: Share, agg: rate}
  - {id: growth, type: pct, zh: 增长, en: Growth, agg: rate, decimals: 2, signed: true}
  - {id: state, type: enum, zh: 状态, en: State, values: [已整改, 整改中]}
  - {id: checked, type: bool, zh: 已复查, en: Checked}
  - {id: code, type: text, zh: 编号, en: Code}
"""
WORDS = """\
tokens:
  blank: [""]
  not_applicable: ["/", —, N/A]
  not_collected: [未统计]
  zero: [无, 零]
  yes: [是, 有]
  no: [否, 无]
  total: [合计, 总计]
  subtotal: [小计]
"""
HEADER = (
    "乡镇", "月份", "行业", "排查数", "整改数", "未整改数", "罚款", "费用", "整改率", "占比",
    "增长", "状态", "已复查", "编号",
)  # fmt: skip
COUNTS = (3, 4, 5)
"""Positions of the columns of counts."""

Choose = Callable[[Sequence[Any]], Any]
"""Takes one of several things: drawn by Hypothesis, or by a seeded generator."""

_COUNTS = ("0", "1", "2", "3", "5", "7", "12", "100", "12345", "-3", "007")
_ODD = (
    "—",
    "/",
    "无",
    "1,234",
    "１２",
    "12人",
    " 7 ",
    "1e3",
    "约5",
    "未统计",
    "3.0",
    "3.5",
    "\u3000",
)
_AMOUNTS = ("0", "0.5", "1.25", "2.50", "12", "100.1", "-0.75", "9.999", "0.50")
_RATES = ("0", "33.3%", "66.7%", "84.6%", "100%", "100.0%", "60%", "58.33%", "-20.0%", "150.0%")
_BARE = ("33.3", "66.7", "100", "60.0", "0", "0.6", "0.583", "1", "71.43", "12.50")
_ODD_RATES = ("—", "约85%", "９０%", "1,000%", "无", "85％", "~60%", "12/15")
_TEXTS = (
    "",
    "A-1",
    "A-2",
    "a-1",
    "A-1 ",
    "甲\u3000乙",
    "甲乙",
    "\\d'x",
    "无",
    "/",
    "12",
    "x%_",
    "A-1\n",
)


def cells(choose: Choose) -> list[str]:
    """One row; some of what people write in cells is no plain number."""

    def count() -> str:
        return str(choose(choose((_COUNTS, _COUNTS, _COUNTS, ("",), _ODD))))

    def amount() -> str:
        return str(choose(choose((_AMOUNTS, _AMOUNTS, _COUNTS, ("",), _ODD))))

    def rate(written: Sequence[str]) -> str:
        return str(choose(choose((written, written, written, ("",), _RATES, _BARE, _ODD_RATES))))

    return [
        choose(("鹿鸣镇", "鹿鸣镇", "枫桥头镇", "白塔街道", "")),
        choose(("1月", "1月", "2月", "")),
        choose(("采矿", "化工", "交通", "合计", "合计", "小计", "")),
        count(),
        count(),
        count(),
        amount(),
        amount(),
        rate(_RATES),
        rate(_BARE),
        rate(_RATES),
        choose(("已整改", "整改中", "", "完成", "—")),
        choose(("是", "否", "", "有", "待定")),
        choose(_TEXTS),
    ]


def honest(row: list[str], choose: Choose) -> list[str]:
    """The row with the figures that belong together made to agree, sometimes by half a digit."""
    made = list(row)
    found, fixed = choose(((12, 7), (3, 2), (8, 8), (0, 0), (2000, 1693), (1000, 999), (40, 0)))
    made[3], made[4], made[5] = str(found), str(fixed), str(found - fixed)
    if found:
        tenths = (1000 * fixed + choose((0, found // 2, found))) // found
        made[8] = f"{tenths / 10:.1f}%"
    else:
        made[8] = choose(("", "0.0%", "100.0%", "—"))
    return made


def table(choose: Choose, rows: int) -> list[list[str]]:
    """Some rows; some stand twice, some totals are those of their details."""
    made: list[list[str]] = []
    for _ in range(rows):
        if made and choose((True, False, False, False)):
            made.append(list(choose(made)))
            continue
        row = cells(choose)
        made.append(honest(row, choose) if choose((True, False)) else row)
    for row in made:
        if row[2] == "合计" and choose((True, False)):
            _add_up(row, made)
    return made


def _add_up(total: list[str], rows: Sequence[Sequence[str]]) -> None:
    """Let a total be what its details give, as far as they are plain numbers."""
    details = [row for row in rows if row[:2] == total[:2] and row[2] not in ("合计", "小计")]
    for column in (3, 4, 5):
        total[column] = str(sum(int(row[column]) for row in details if row[column].isdecimal()))


_EXACT = ("found", "fixed", "open", "fine")
_NUMBERS = (*_EXACT, "cost", "rate", "share", "growth")
_WHERE = ("trade != '合计'", "found > 1", "state == '已整改'", "filled(code)", "checked")
_TREES = (
    "trade, tree=[('化工', '采矿'), ('交通', '采矿')]",
    "trade, tree=[('采矿', '合计'), ('化工', '合计'), ('交通', '化工')]",
    "code, tree=[('A-1', '甲乙'), ('a-1', '12'), ('A-1', '12')]",
    "code, separator='-'",
    "trade, separator='工'",
)
_PER = ("", ", by=unit", ", by=[unit, month]", ", by=state, unknown='undecided'")
_BY = ("[unit, month]", "unit", "[unit, month, trade]", "[]", "state", "[code]")


def number(choose: Choose, depth: int = 2, *, exact: bool = False) -> str:
    """A number."""
    names = _EXACT if exact else _NUMBERS
    plain = choose((*names, *names, "3", "0.5", "-2", "100", "1000000"))
    if depth == 0:
        return str(plain)
    inner = number(choose, depth - 1, exact=exact)
    sure = number(choose, depth - 1, exact=True)
    return str(
        choose(
            (
                plain,
                plain,
                f"({inner} + {plain})",
                f"({inner} - {plain})",
                f"({sure} * {choose(('found', '2', '0.25', '-1'))})",
                f"-({inner})",
                f"abs({sure})",
                f"min({sure}, {choose(_EXACT)})",
                f"max({sure}, {choose(_EXACT)}, 4)",
                over_rows(choose),
            )
        )
    )


def over_rows(choose: Choose) -> str:
    """A figure of several rows."""
    by, where = choose(_BY), choose(_WHERE)
    how = choose(("sum", "sum", "min", "max", "count"))
    lenient = choose(("", ", missing='ignore'")) if how == "sum" else ""
    chosen = choose((f"by={by}", f"by={by}, where={where}", f"where={where}"))
    of = choose((*_EXACT, "found > fixed", "code")) if how == "count" else choose(_EXACT)
    return f"{how}({of}, {chosen}{lenient})"


def condition(choose: Choose, depth: int = 2) -> str:
    """A condition."""
    op = choose(("==", "!=", "<", "<=", ">", ">="))
    simple = choose(
        (
            f"{number(choose, 1)} {op} {number(choose, 1)}",
            f"{choose(_NUMBERS)} {op} {number(choose, 2)}",
            f"0 <= {choose(_NUMBERS)} <= {number(choose, 1)}",
            f"{choose(('rate', 'share', 'growth'))} == pct({choose(_EXACT)}, {choose(_EXACT)})",
            "rate == pct(found - open, found)",
            "growth == pct(fixed - found, found)",
            f"filled({choose((*_NUMBERS, 'code', 'state'))})",
            f"blank({choose((*_NUMBERS, 'code', 'state'))})",
            f"found in [0, 3, {choose(('5', 'fixed', '12.5'))}]",
            "state in ['已整改', '整改中']",
            f"trade {choose(('==', '!='))} {choose(('code', repr('采矿')))}",
            f"matches(code, {choose(('^A-[0-9]$', 'x%', '.*', '^[0-9]+$'))!r})",
            "length(code) <= 3",
            "whole_number(fine)",
            "unit != month",
            f"adds_up({choose((*_EXACT, 'cost'))}, {choose(_TREES)}{choose(_PER)})",
            f"any({choose(('found > 5', 'fixed < 0'))}, by=[unit])",
            f"all({choose(('found >= fixed', 'filled(rate)'))}, by=[unit, month])",
        )
    )
    if depth == 0:
        return str(simple)
    other = condition(choose, depth - 1)
    return str(
        choose(
            (
                simple,
                simple,
                simple,
                f"({simple} and {other})",
                f"({simple} or {other})",
                f"not ({other})",
                f"implies({simple}, {other})",
            )
        )
    )


def rule(choose: Choose, number_of_it: int) -> dict[str, Any]:
    """A rule as it stands in a file."""
    made: dict[str, Any] = {"id": f"T{number_of_it:02}", "zh": "应相符", "level": "hard"}
    kind = choose(("row", "row", "row", "when", "unique", "total", "each", "tolerance"))
    if kind == "unique":
        keys = choose(("unit, month, trade", "code", "unit, checked", "state, code"))
        return made | {"check": f"unique({keys})"}
    if kind == "total":
        how = choose(("total(f) == sum(leaf(f))", "total(f) >= max(leaf(f))"))
        return made | {"check": how, "for_each": choose(("additive", "counts"))}
    made["check"] = condition(choose)
    if kind == "when":
        made["when"] = condition(choose, 1)
    elif kind == "each":
        check = choose(("f >= 0", "implies(filled(f), found > 0)", "f <= 100", "f == found"))
        each = choose(("additive", "rate", "counts", "numeric", "amounts"))
        made |= {"check": check, "for_each": each}
    elif kind == "tolerance":
        off = choose(("0.5", "1", "0.05"))
        made |= {"check": f"{choose(_NUMBERS)} == {number(choose, 1)}", "tolerance": off}
    if choose((True, False, False)):
        made["rows"] = choose(("leaf", "total", "all"))
    if choose((True, False, False, False, False)):
        made["missing"] = "fail"
    return made


def rules(choose: Choose, count: int) -> str:
    """A file of rules."""
    made = [rule(choose, n) for n in range(1, count + 1)]
    return str(yaml.safe_dump(made, allow_unicode=True, sort_keys=False))
