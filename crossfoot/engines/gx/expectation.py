"""``expect_declared_rule_to_hold``: a declared rule as an expectation of Great Expectations.

Its verdicts are those of the exact evaluator.  Importing this module makes Great Expectations know
it.  All expectations of one suite rest on one metric, so that a table is judged once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Optional

import pandas as pd
from great_expectations import execution_engine as execution
from great_expectations import render
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.expectations.expectation import (
    BatchExpectation,
    render_suite_parameter_string,
)
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.render.renderer.renderer import renderer

from crossfoot.engines.gx.exactly import MOST_ROWS, PROJECTS, Broken, judged
from crossfoot.engines.gx.words import untagged

_ENGINES: Any = execution
_RENDER: Any = render
METRIC = "table.crossfoot_judged"
TYPE = "expect_declared_rule_to_hold"
"""How a suite names the expectation."""
_SHOWN = 20
_HEADER = ["行 Row", "内容 What is said"]


class TableJudged(TableMetricProvider):
    """What breaks the declared rules in a table: rule and field to the rows."""

    metric_name = METRIC
    value_keys = ("form", "key", "config", "decimals")

    @metric_value(engine=_ENGINES.PandasExecutionEngine)
    def _pandas(
        cls,  # noqa: N805 - Great Expectations hands it over by this name
        execution_engine: Any,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> Any:
        frame, _, _ = execution_engine.get_compute_domain(
            metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        return _judged(frame, metric_value_kwargs)

    @metric_value(engine=_ENGINES.SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,  # noqa: N805 - Great Expectations hands it over by this name
        execution_engine: Any,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> Any:
        import sqlalchemy as sa

        table, _, _ = execution_engine.get_compute_domain(
            metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        query = sa.select(sa.text("*")).select_from(table).limit(MOST_ROWS + 1)
        result = execution_engine.execute_query(query)
        return _judged(_framed(result.fetchall(), list(result.keys())), metric_value_kwargs)

    @metric_value(engine=_ENGINES.SparkDFExecutionEngine)
    def _spark(
        cls,  # noqa: N805 - Great Expectations hands it over by this name
        execution_engine: Any,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> Any:
        table, _, _ = execution_engine.get_compute_domain(
            metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        rows = table.limit(MOST_ROWS + 1).collect()
        return _judged(_framed(rows, table.columns), metric_value_kwargs)


def _framed(rows: Sequence[Any], names: Sequence[str]) -> pd.DataFrame:
    """The rows of a table in a database as they come."""
    if len(rows) > MOST_ROWS:
        raise ValueError(f"the table has more than {MOST_ROWS} rows: use crossfoot check")
    cells = [tuple(row) for row in rows]
    return pd.DataFrame(cells, columns=pd.Index(list(names), dtype="object"), dtype=object)


def _judged(frame: pd.DataFrame, told: Mapping[str, Any]) -> dict[str, list[Broken]]:
    digits: Mapping[str, int] = told["decimals"] or {}
    for name, count in digits.items():  # SQLite hands its decimals over as floats
        stated = [f"{v:.{count}f}" if isinstance(v, float) else v for v in frame[name]]
        frame = frame.assign(**{name: pd.Series(stated, frame.index, dtype=object)})
    ground = PROJECTS.ground(told["config"])
    found = judged(frame, ground, told["form"], told["key"] or ())
    return {_mark(rule, field): list(broken) for (rule, field), broken in found.items()}


def _mark(rule: str, field: str | None) -> str:
    return rule if field is None else f"{rule} {field}"


class ExpectDeclaredRuleToHold(BatchExpectation):
    """Expect every row of a table to keep a rule that is declared for its form.

    A row on which the rule cannot be told, because a figure is missing, does not break it.

    Args:
        rule: id of the rule.
        form: id of the form that the table holds.
        field: id of the field, for a rule repeated over fields.
        key: columns that name a row.
        config: the configuration file that declares form and rule, as seen from the project.
        decimals: digits behind the point of columns that a database hands over as floats.
    """

    rule: str
    form: str
    field: Optional[str] = None  # noqa: UP045 - pydantic reads these at run time
    key: Optional[list[str]] = None  # noqa: UP045
    config: Optional[str] = None  # noqa: UP045
    decimals: Optional[dict[str, int]] = None  # noqa: UP045

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = (
        "rule",
        "form",
        "field",
        "key",
        "config",
        "decimals",
    )
    args_keys: ClassVar[tuple[str, ...]] = ("rule", "form", "field")

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        del execution_engine
        broken: Sequence[Broken] = metrics[METRIC].get(_mark(self.rule, self.field), ())
        asked = self._get_result_format(runtime_configuration=runtime_configuration)
        wanted = asked["result_format"] if isinstance(asked, dict) else asked
        result: dict[str, Any] = {"observed_value": len(broken)}
        rows = [{"row": one.row, "zh": one.zh, "en": one.en} for one in broken]
        if wanted == "BOOLEAN_ONLY":
            return {"success": not broken}
        if wanted == "COMPLETE":
            result["unexpected_list"] = rows
        result["partial_unexpected_list"] = rows[:_SHOWN]
        return {"success": not broken, "result": result}

    @classmethod
    @renderer(renderer_type=_RENDER.LegacyRendererType.PRESCRIPTIVE)
    @render_suite_parameter_string
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> list[Any]:
        del result, runtime_configuration
        told = configuration.kwargs
        params = {name: told.get(name) or "" for name in ("rule", "form", "field")}
        text = "$form: $rule $field" if params["field"] else "$form: $rule"
        template = {"template": text, "params": params}
        return [
            _RENDER.RenderedStringTemplateContent(
                content_block_type="string_template", string_template=template
            )
        ]

    @classmethod
    @renderer(renderer_type=_RENDER.LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _diagnostic_unexpected_table_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> list[Any] | None:
        del configuration, runtime_configuration
        listed = (getattr(result, "result", None) or {}).get("partial_unexpected_list")
        if not listed:
            return None
        rows = [
            [untagged(one["row"] or ""), untagged(f"{one['zh']} · {one['en']}")] for one in listed
        ]
        return [
            _RENDER.RenderedTableContent(
                content_block_type="table",
                table=rows,
                header_row=_HEADER,
                styling={"body": {"classes": ["table-bordered", "table-sm", "mt-3"]}},
            )
        ]
