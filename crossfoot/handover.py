"""Rules handed over to Great Expectations: build a project, run it, document it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.declared import Declared, binder_for, declare
from crossfoot.engines.frames.ground import Ground
from crossfoot.engines.session import EngineFault
from crossfoot.forms.model import TableMapping
from crossfoot.model.dataclass import dataclass

if TYPE_CHECKING:
    from crossfoot.engines.gx.fitting import Exact, Fitted
    from crossfoot.engines.gx.record import Record, Suite
    from crossfoot.engines.gx.running import Outcome
    from crossfoot.engines.gx.warehouse import Table

DEFAULT_KIND = "postgres"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table that rules are fitted to.

    Attributes:
        form: id of its form; ``None`` to go by its columns.
        table: its name; ``None`` for a table as the form declares it.
        key: columns that name a row; none to take those the configuration names.
    """

    form: str | None
    table: str | None
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A project as it is now.

    Attributes:
        fitted: what was fitted just now.
        written: names of the suites that were not the same already.
    """

    folder: Path
    fitted: tuple[Fitted, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A project that was run.

    Attributes:
        refitted: names of the suites that had to be fitted anew to what the tables hold now.
        docs: the front page of its Data Docs.
    """

    outcomes: tuple[Outcome, ...]
    refitted: tuple[str, ...]
    docs: Path


def build(
    folder: Path,
    wanted: Sequence[Wanted] = (),
    *,
    source: str | None = None,
    kind: str | None = None,
    config: Path | None = None,
    exact: bool = False,
) -> Built:
    """Write a Great Expectations project of the declared rules.

    Args:
        folder: where it goes; a project that is there already is brought up to date.
        wanted: the tables; by default one for every form that has rules, called like the form.
        source: where the tables are (``sqlite:///FILE``, ``postgresql://…``, ``spark:FILE``,
            ``pandas:FILE``); without it the tables are taken to be as the forms declare them.
        kind: ``sqlite``, ``postgres``, ``spark`` or ``pandas``, where no source is given.
        config: configuration file; by default the nearest at or above the working folder.
        exact: take in what no SQL is made of, too, as expectations that crossfoot brings; for
            pandas they all are.

    Raises:
        EngineFault: a table cannot be reached, or its columns are those of no form.
        GxMissing: Great Expectations is not installed.
        ConfigFault, FormFault, RuleFault: a declaration cannot be used.
    """
    from crossfoot.engines.gx import project, readme, record
    from crossfoot.engines.gx.fitting import Exact
    from crossfoot.engines.gx.library import need_gx

    need_gx()
    declared = declare(config, ())
    every = list(wanted) or _all_forms(declared)
    named = _relative(declared.config.path, folder)
    chosen = Exact(named, exact)
    fitted = tuple(_fitted(declared, every, source, kind or DEFAULT_KIND, chosen))
    folder.mkdir(parents=True, exist_ok=True)
    with _address(source):
        written = project.write(folder, fitted)
    before = record.read(folder) or record.Record(None, ())
    known = record.Record(named, before.suites, exact).with_suites(fitted)
    record.write(folder, known)
    (folder / "README.md").write_text(readme.text(known), encoding="utf-8")
    return Built(folder, fitted, written)


def run(folder: Path, wanted: Sequence[Wanted] = (), *, source: str | None = None) -> Ran:
    """Fit a project to what its tables hold now, run it and make its Data Docs.

    Args:
        folder: the project.
        wanted: the tables; by default those it was built for on this kind of source.
        source: where the tables are; by default what ``CROSSFOOT_GX_SOURCE`` says.

    Raises:
        EngineFault: it is no such project, or a table cannot be reached.
        GxMissing: Great Expectations is not installed.
    """
    from crossfoot.engines.gx import record, running, warehouse

    known = record.read(folder)
    if known is None:
        raise EngineFault(
            f"{folder} 不是 crossfoot gx build 生成的项目",
            f"{folder} is no project that crossfoot gx build has written",
        )
    address = source or os.environ.get(warehouse.VARIABLE)
    if address is None:
        raise EngineFault(
            f"请用 --source 或环境变量 {warehouse.VARIABLE} 指明数据来源",
            f"name the source with --source, or in {warehouse.VARIABLE}",
        )
    kind = warehouse.kind_of(address)
    config = None if known.config is None else (folder / known.config).resolve()
    every = list(wanted) or [_again(suite, kind) for suite in _suites(known, kind)]
    built = build(folder, every, source=address, config=config, exact=known.exact)
    know(folder)
    outcomes: list[Outcome] = []
    with _address(address):
        for fitted in built.fitted:
            with warehouse.opened(address, fitted.table, _text) as table:
                found = running.run(folder, fitted.suite, table.frame)
            outcomes += _in_order(found, fitted)
        docs = running.documented(folder)
    return Ran(tuple(outcomes), built.written, docs)


def document(folder: Path) -> Path:
    """Make the Data Docs of a project anew, without anything from outside."""
    from crossfoot.engines.gx import running

    return running.documented(folder)


def know(folder: Path) -> None:
    """Make Great Expectations know the declared rules of a project as expectations.

    A project of another folder is no longer known then.

    Args:
        folder: the project; declarations are looked up as ``crossfoot gx build`` noted them.

    Raises:
        GxMissing: Great Expectations is not installed.
    """
    from crossfoot.engines.gx.exactly import PROJECTS
    from crossfoot.engines.gx.library import need_gx

    need_gx()
    import crossfoot.engines.gx.expectation  # noqa: F401 - makes it known

    PROJECTS.open(folder, _ground_of)


def _ground_of(config: str | None) -> Ground:
    declared = declare(None if config is None else Path(config), ())
    return _ground(declared, config)


def _ground(declared: Declared, config: str | None = None) -> Ground:
    binder = binder_for(declared)
    return Ground(declared.pack, declared.rules, binder, declared.config.round, config)


def _text(data: bytes) -> str:
    from crossfoot.readers.decode import decode

    return decode(data).text


def _in_order(outcomes: Iterable[Outcome], fitted: Fitted) -> list[Outcome]:
    """Outcomes in the order of the rules; those of expectations added by hand at the end."""
    told = [one.meta["crossfoot"] for one in fitted.expected]
    order = [(one["rule"], one.get("field")) for one in told]

    def place(one: Outcome) -> int:
        named = (one.rule, one.field)
        return order.index(named) if named in order else len(order)

    return sorted(outcomes, key=place)


@contextmanager
def _address(source: str | None) -> Iterator[None]:
    from crossfoot.engines.gx.warehouse import environment

    with environment(source):
        yield


def _all_forms(declared: Declared) -> list[Wanted]:
    about = {rule.form for rule in declared.rules.rules}
    return [Wanted(form, None) for form in declared.pack.forms if form in about or "*" in about]


def _suites(known: Record, kind: str) -> list[Suite]:
    """The suites for a kind of source; else those for another, whose tables are called alike."""
    of_kind = [suite for suite in known.suites if suite.kind == kind]
    return of_kind or list({suite.form: suite for suite in known.suites}.values())


def _again(suite: Suite, kind: str) -> Wanted:
    same = suite.kind == kind or kind in ("sqlite", "postgres")
    return Wanted(suite.form, suite.table if same else None, suite.key)


def _fitted(
    declared: Declared, every: Iterable[Wanted], source: str | None, kind: str, exact: Exact
) -> Iterator[Fitted]:
    from crossfoot.engines.gx.fitting import declared_table, fit
    from crossfoot.engines.gx.warehouse import opened

    ground = _ground(declared)
    for one in every:
        if one.form is not None and one.form not in declared.pack.forms:
            raise EngineFault(f"没有报表 {one.form}", f"there is no form {one.form}")
        mapping = TableMapping(form=one.form, key=one.key or _key(declared, one.form))
        if source is None and one.form is None:
            raise EngineFault(
                f"未连接数据来源，请写明报表：--table 报表={one.table}",
                f"without a source the form has to be named: --table FORM={one.table}",
            )
        if source is None:
            form = declared.pack.forms[one.form or ""]
            names = mapping.key or tuple(form.grain)
            yield fit(declared_table(form, kind, names, one.table), ground, mapping, exact)
            continue
        with opened(source, one.table or one.form, _text) as table:
            yield fit(table, ground, _known(declared, ground, table, mapping), exact)


def _known(declared: Declared, ground: Ground, table: Table, mapping: TableMapping) -> TableMapping:
    """The mapping with the key of the form that the columns turn out to be of."""
    if mapping.form is not None:
        return mapping
    outline = ground.binder.outline([stored.name for stored in table.columns], mapping)
    form = None if outline is None else outline.form.id
    return TableMapping(form=form, key=mapping.key or _key(declared, form))


def _key(declared: Declared, form: str | None) -> tuple[str, ...]:
    """The key that the configuration declares for files of a form."""
    return next((rule.key for rule in declared.config.files if rule.form == form), ())


def _relative(config: Path | None, folder: Path) -> str | None:
    if config is None:
        return None
    return Path(os.path.relpath(config.resolve(), folder.resolve())).as_posix()
