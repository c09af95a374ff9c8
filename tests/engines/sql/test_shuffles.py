"""What Spark would move over the network: counted in its own plans."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from crossfoot.declared import Declared, binder_for
from crossfoot.engines.prepare import Preparation, Reader
from crossfoot.engines.spark import Spark
from crossfoot.rules.sql import query as sql
from crossfoot.rules.sql import rulequery
from tests.engines.sql import ledger
from tests.engines.sql.judging import MAPPING, office
from tests.engines.sql.test_equal import write

RULES = """\
- {id: R1, zh: 整改不多于排查, check: fixed <= found}
- {id: R2, zh: 整改率相符, check: "rate == pct(fixed, found)", when: found > 0}
- {id: R3, zh: 编号规范, check: "matches(code, '^A-[0-9]$')"}
- {id: U1, zh: 不重复, check: "unique(unit, month, trade)"}
- {id: G1, zh: 合计相符, check: "found == sum(found, by=[unit, month], where=trade != '合计')",
   when: trade == '合计'}
"""


def shuffles(plan: str) -> int:
    """How often rows leave their partition, in whatever way."""
    return plan.count("Exchange")


def opened(session: Spark, declared: Declared, path: Path) -> tuple[Any, Any]:
    session.open_csv(path, ledger.HEADER, ",")
    binder = binder_for(declared)
    outline = binder.outline([column.name for column in session.columns], MAPPING)
    assert outline is not None
    reader = Reader(binder.counted_column, binder.role, lambda _: False)
    fields = ("unit", "month", "trade", "found", "fixed", "rate", "code")
    scene = Preparation(session, outline, reader).prepare(fields).scene
    made, left, _ = rulequery.queries(declared.rules.of_form("ledger"), scene)
    assert not left
    return made, scene


def test_rules_on_rows_move_nothing_and_others_move_rows_once_or_twice(
    tmp_path: Path, spark: Any
) -> None:
    declared = office(tmp_path, RULES)
    assert declared is not None
    choose = random.Random(1).choice
    path = write(tmp_path / "台账.csv", ledger.table(choose, 40))
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")  # as if no side were small
    with Spark(spark) as session:
        made, scene = opened(session, declared, path)
        single = [query for query in made if not query.by]
        unique, group = (query for query in made if query.by)
        assert len(single) == 3
        assert shuffles(session.plan(sql.scan(single, scene))) == 0
        assert 1 <= shuffles(session.plan(sql.twins(unique, scene))) <= 2
        assert 1 <= shuffles(session.plan(sql.grouped(group, scene))) <= 2
