"""The page that a project carries: how to run it, and which rules it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.engines.gx.fitting import by_reason
from crossfoot.engines.gx.record import Record, Suite
from crossfoot.engines.gx.warehouse import VARIABLE

_HEAD = f"""# 数据核对项目 · Great Expectations project

由 `crossfoot gx build` 按已声明的规则生成。强制性、核实性、提示性规则的 severity 依次为
critical、warning、info；说明用中英文写明规则，meta.crossfoot 记录规则编号、公式和出处。

Written by `crossfoot gx build` from declared rules. Hard, soft and hint rules have the severity
critical, warning and info; descriptions give each rule in Chinese and English, and
`meta.crossfoot` its id, formula and source.

```
export {VARIABLE}=…          # sqlite:///FILE · postgresql://… · spark:FILE · pandas:FILE
crossfoot gx run .           # 核对并生成 Data Docs · count, and make the Data Docs
```

- 连接字符串只放在环境变量 `{VARIABLE}` 中，不写入文件。The connection string is in the environment
  only.
- `crossfoot gx run` 先按表中现有的列和文本更新规则集，再核对；自行加入的 expectation 会保留。
  It first fits the suites to the columns and texts that the tables hold now; expectations added
  by hand are kept. Run by Great Expectations alone, a rule on texts knows those of the last run.
- 计数为违反规则的行数。恰在舍入边缘、或按舍入仍可能成立的行不计入。
  Counted are the rows that break a rule however they were rounded.
- Great Expectations 会截断明细行：逐行结果请用 `crossfoot check`。
  Great Expectations cuts the rows it lists: `crossfoot check` names every row with its reason.
- 有 `gx/plugins/crossfoot_rules.py` 的，运行前先 `import crossfoot_rules`（须装有 crossfoot）。
  Where there is `gx/plugins/crossfoot_rules.py`, import it before the suites are loaded; it needs
  crossfoot.
- `crossfoot gx docs .` 重新生成不含任何外部引用的 Data Docs。
  It makes the Data Docs anew, with no reference to anything outside; pages that Great Expectations
  makes by itself have some.

## 规则集 · Suites

"""


def text(record: Record) -> str:
    """The page of a project."""
    return _HEAD + "\n".join(part for suite in record.suites for part in _suite(suite)) + "\n"


def _suite(suite: Suite) -> Iterator[str]:
    yield f"### {suite.name}\n"
    yield f"- 表 table: `{suite.table}`"
    if suite.key:
        yield f"- 行标识 key: `{', '.join(suite.key)}`"
    yield f"- {suite.expectations} 条规则 · expectations"
    if suite.left:
        yield "\n未纳入的规则 · Rules left out (`crossfoot check` judges them):\n"
        for (zh, en), names in by_reason(suite.left).items():
            yield f"- {', '.join(names)}: {zh} · {en}"
    yield ""
