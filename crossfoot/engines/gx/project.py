"""A Great Expectations project on disk: suites, what they are held against, and its site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crossfoot.engines.gx.fitting import OURS, Expected, Fitted
from crossfoot.engines.gx.library import need_gx
from crossfoot.engines.gx.warehouse import VARIABLE, table_named

_BARE = re.compile(r"(?:[^\W\d]\w*\.)?[^\W\d]\w*")
SITE = Path("gx/uncommitted/data_docs/local_site")
"""Where a project keeps its Data Docs."""
_WHOLE = "whole table"
_FRAMES = ("spark", "pandas")
_PLUGIN = Path("gx/plugins/crossfoot_rules.py")
_KNOWN = '''"""Makes Great Expectations know the declared rules of this project.

    import great_expectations as gx
    context = gx.get_context(mode="file", project_root_dir=...)
    import crossfoot_rules  # stands in gx/plugins, where the context has Python look
"""

from pathlib import Path

from crossfoot.handover import know

know(Path(__file__).resolve().parents[2])
'''


def context(folder: Path) -> Any:
    """The project in a folder, begun when there is none.

    Raises:
        GxMissing: Great Expectations is not installed.
    """
    need_gx()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    import crossfoot.engines.gx.expectation  # noqa: F401 - makes it known

    fresh = not (folder / "gx" / "great_expectations.yml").is_file()
    opened = gx.get_context(mode="file", project_root_dir=folder)
    if fresh:
        opened.variables.progress_bars = ProgressBarsConfig(globally=False)
        opened.variables.analytics_enabled = False
        sites = dict(opened.variables.data_docs_sites or {})
        for site in sites.values():
            site["show_how_to_buttons"] = False  # they lead outside
        opened.variables.data_docs_sites = sites
        opened.variables.save()
    return opened


def write(folder: Path, several: Iterable[Fitted]) -> tuple[str, ...]:
    """Write suites with all that runs them; what is the same already is left alone.

    Expectations that somebody added to a suite by hand are kept.

    Returns:
        Names of the suites that were written.
    """
    several = tuple(several)
    opened = context(folder)
    if any(one.type == OURS for fitted in several for one in fitted.expected):
        (folder / _PLUGIN).parent.mkdir(parents=True, exist_ok=True)
        (folder / _PLUGIN).write_text(_KNOWN, encoding="utf-8")
    written = []
    for fitted in several:
        suite = _suite(opened, fitted)
        if suite is None and _asset(opened, fitted) is not None:
            continue
        _place(opened, fitted)
        _checks(opened, fitted, suite)
        written.append(fitted.suite)
    _readable(folder / "gx" / "expectations")
    return tuple(written)


def _readable(suites: Path) -> None:
    """Chinese as it is written rather than as numbers of characters."""
    for path in sorted(suites.glob("*.json")):
        held = path.read_text(encoding="utf-8")
        text = json.dumps(json.loads(held), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        if text != held:
            path.write_text(text, encoding="utf-8")


def _suite(opened: Any, fitted: Fitted) -> Any | None:
    """The suite as it should be; ``None`` when it is so already."""
    import great_expectations as gx

    known = {suite.name: suite for suite in opened.suites.all()}
    before = known.get(fitted.suite)
    ours = [_configured(one) for one in fitted.expected]
    if before is None:
        return gx.ExpectationSuite(
            name=fitted.suite, expectations=ours, meta={"crossfoot": {"form": fitted.form.id}}
        )
    theirs = [one for one in before.expectations if "crossfoot" not in (one.meta or {})]
    held = [one for one in before.expectations if "crossfoot" in (one.meta or {})]
    if [_content(one) for one in held] == [_content(one) for one in ours]:
        return None
    before.expectations = [*ours, *theirs]
    return before


def _configured(expected: Expected) -> Any:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectationConfiguration(
        type=expected.type,
        kwargs=dict(expected.kwargs),
        severity=FailureSeverity(expected.severity),
        description=expected.description,
        meta=dict(expected.meta),
    ).to_domain_obj()


def _content(expectation: Any) -> str:
    held = expectation.configuration.to_json_dict()
    held.pop("id", None)
    return json.dumps(held, sort_keys=True)


def _name(kind: str) -> str:
    return f"crossfoot_{kind}"


def _asset(opened: Any, fitted: Fitted) -> Any | None:
    """The asset that a suite is held against, when it is there and still the right one."""
    if _name(fitted.kind) not in opened.data_sources.all():
        return None
    assets = {one.name: one for one in opened.data_sources.get(_name(fitted.kind)).assets}
    asset = assets.get(fitted.form.id)
    if asset is None or fitted.kind in _FRAMES:
        return asset
    return asset if _same_table(asset, fitted.table) else None


def _same_table(asset: Any, table: str) -> bool:
    if asset.type == "table":
        parts = (asset.schema_name, asset.table_name)
        return ".".join(part for part in parts if isinstance(part, str)) == table
    return bool(asset.query == _query(table))


def _query(table: str) -> str:
    return f"SELECT * FROM {table_named(table).sql()}"  # noqa: S608 - a quoted name


def _place(opened: Any, fitted: Fitted) -> None:
    """The data source and asset of a table, beside those of other forms."""
    from great_expectations.datasource import fluent

    kinds: Any = fluent
    if _asset(opened, fitted) is not None:
        return
    name = _name(fitted.kind)
    assets: list[dict[str, Any]] = []
    if name in opened.data_sources.all():
        held = opened.data_sources.get(name).assets
        assets = [json.loads(one.json()) for one in held if one.name != fitted.form.id]
        opened.data_sources.delete(name)
    assets.append(_described(fitted))
    if fitted.kind in _FRAMES:
        kind = kinds.SparkDatasource if fitted.kind == "spark" else kinds.PandasDatasource
        source = kind(name=name, assets=assets)
    else:
        kind = kinds.SqliteDatasource if fitted.kind == "sqlite" else kinds.PostgresDatasource
        source = kind(name=name, connection_string="${" + VARIABLE + "}", assets=assets)
    opened.add_datasource(datasource=source)


def _described(fitted: Fitted) -> dict[str, Any]:
    name, table = fitted.form.id, fitted.table
    if fitted.kind in _FRAMES:
        return {"name": name, "type": "dataframe"}
    if not _BARE.fullmatch(table) or table != table.lower():
        return {"name": name, "type": "query", "query": _query(table)}
    schema, _, bare = table.rpartition(".")
    held = {"name": name, "type": "table", "table_name": bare}
    return {**held, "schema_name": schema} if schema else held


def _checks(opened: Any, fitted: Fitted, suite: Any | None) -> None:
    """The suite, its validation definition and its checkpoint."""
    import great_expectations as gx
    from great_expectations import checkpoint as actions

    docs: Any = actions
    if suite is not None:
        opened.suites.add_or_update(suite)
    held = opened.suites.get(fitted.suite)
    asset = opened.data_sources.get(_name(fitted.kind)).get_asset(fitted.form.id)
    definition = gx.ValidationDefinition(
        name=fitted.suite, data=_definition(asset, fitted.kind), suite=held
    )
    opened.validation_definitions.add_or_update(definition)
    checkpoint = gx.Checkpoint(
        name=fitted.suite,
        validation_definitions=[opened.validation_definitions.get(fitted.suite)],
        actions=[docs.UpdateDataDocsAction(name="data docs")],
        result_format="SUMMARY",
    )
    opened.checkpoints.add_or_update(checkpoint)


def _definition(asset: Any, kind: str) -> Any:
    known = {one.name: one for one in asset.batch_definitions}
    if _WHOLE in known:
        return known[_WHOLE]
    if kind in _FRAMES:
        return asset.add_batch_definition_whole_dataframe(_WHOLE)
    return asset.add_batch_definition_whole_table(_WHOLE)
