"""Declaration files to a :class:`~crossfoot.forms.model.Pack`, with every fault named.

A file says what it is by its top-level keys: ``form`` (one form), ``sectors``, ``tokens``,
``meta``.  Any other key goes into the lexicon as it is; a file of several such keys, none of them
its own name, goes there whole, under its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields as attributes
from pathlib import Path
from typing import Any

from crossfoot.forms.checked import Checked
from crossfoot.forms.faults import Fault, FormFault, suggestion
from crossfoot.forms.model import (
    After,
    Aggregation,
    Field,
    FieldType,
    Form,
    Pack,
    Sector,
    Tokens,
)
from crossfoot.forms.yamlfile import YamlError, read_yaml

_FORM_KEYS = {"form", "zh", "en", "aliases", "grain", "cumulative", "cadence", "fields", "source"}
_FIELD_KEYS = {
    "id", "type", "zh", "en", "unit", "agg", "aliases", "cumulative", "decimals", "rounded",
    "tolerance", "signed", "required", "blank_means", "values", "after",
}  # fmt: skip
_SECTOR_KEYS = {"id", "zh", "aliases", "part_of"}
_TOKEN_KEYS = {attribute.name for attribute in attributes(Tokens)}
_DECLARED = {"form", "fields", "sectors", "tokens", "meta"}
_ADDING = (FieldType.COUNT, FieldType.AMOUNT)


def load_pack(folders: Sequence[Path], name: str = "") -> Pack:
    """Read every ``*.yaml`` under the given folders and merge them into one pack.

    Args:
        folders: folders of declaration files, read in this order, files by name.
        name: name of the pack, for reports.

    Raises:
        FormFault: something in the files cannot be used; it lists all faults.
    """
    builder = _Builder()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml"), key=lambda found: found.as_posix()):
            builder.add(path)
    builder.finish()
    if builder.faults:
        raise FormFault(builder.faults)
    return Pack(
        name=name,
        forms=builder.forms,
        sectors=builder.sectors,
        tokens=builder.tokens,
        meta=builder.meta,
        lexicon=builder.lexicon,
        sources=tuple(builder.sources),
    )


class _Builder:
    """What has been read so far, and what was wrong with it."""

    def __init__(self) -> None:
        self.forms: dict[str, Form] = {}
        self.sectors: dict[str, Sector] = {}
        self.tokens = Tokens()
        self.meta: dict[str, Field] = {}
        self.lexicon: dict[str, Any] = {}
        self.sources: list[str] = []
        self.faults: list[Fault] = []
        self._parts: list[tuple[Checked, Sector]] = []

    def add(self, path: Path) -> None:
        shown = path.as_posix()
        self.sources.append(shown)
        try:
            file = read_yaml(path)
        except YamlError as error:
            self.faults.append(
                Fault(
                    shown,
                    error.line,
                    error.column,
                    f"不是有效的 YAML：{error.problem}",
                    f"not valid YAML: {error.problem}",
                )
            )
            return
        top = Checked(file, (), file.value if file.value is not None else {}, self.faults)
        if not top.is_mapping():
            return
        if "form" in top.value:
            self._form(top)
            return
        if not _DECLARED & set(top.value) and path.stem not in top.value and len(top.value) > 1:
            self._lexicon(path.stem, top)
            return
        for key in top.value:
            part = top.part(key)
            if key == "sectors":
                self._sectors(part)
            elif key == "tokens":
                self._tokens(part)
            elif key == "meta":
                self.meta.update(self._fields(part, cumulative=False))
            elif key == "fields":
                part.fault("有 fields 而没有 form，不知是哪张表", "fields without a form", key=True)
            else:
                self._lexicon(key, part)

    def _lexicon(self, key: str, part: Checked) -> None:
        if key in self.lexicon:
            part.fault(f"{key} 已在别的文件中声明", f"{key} is declared twice", key=True)
        self.lexicon[key] = part.value

    def finish(self) -> None:
        """What can only be checked when all files are read."""
        for part, sector in self._parts:
            if sector.part_of not in self.sectors:
                zh, en = suggestion(sector.part_of or "", self.sectors)
                part.part("part_of").fault(
                    f"没有名为 {sector.part_of} 的行业领域{zh}",
                    f"there is no sector {sector.part_of}{en}",
                )

    def _form(self, top: Checked) -> None:
        top.known(_FORM_KEYS)
        form_id = top.text("form")
        if form_id is None:
            return
        if form_id in self.forms:
            first = self.forms[form_id].source
            top.part("form").fault(
                f"表 {form_id} 已在 {first} 中声明",
                f"form {form_id} is already declared in {first}",
            )
        cumulative = top.flag("cumulative")
        listed = top.part("fields")
        declared = self._fields(listed, cumulative=cumulative)
        if not declared and not self.faults:
            top.part("form").fault(f"表 {form_id} 没有字段", f"form {form_id} has no fields")
        before = top.file.text.partition("\nform:")[0]
        line = 1 if top.file.text.startswith("form:") else before.count("\n") + 2
        self.forms[form_id] = Form(
            id=form_id,
            fields=declared,
            zh=top.text("zh"),
            en=top.text("en"),
            aliases=top.texts("aliases"),
            grain=top.texts("grain"),
            cumulative=cumulative,
            cadence=top.text("cadence"),
            source=f"{top.file.path}:{line}",
        )

    def _fields(self, listed: Checked, *, cumulative: bool) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for item in listed.items():
            declared = _field(item, cumulative=cumulative)
            if declared is None:
                continue
            if declared.id in found:
                item.part("id").fault(
                    f"字段 {declared.id} 重复", f"field {declared.id} is declared twice"
                )
            found[declared.id] = declared
        for item in listed.items():
            _check_after(item, found)
        return found

    def _sectors(self, listed: Checked) -> None:
        for item in listed.items():
            item.known(_SECTOR_KEYS)
            sector_id = item.text("id", required=True)
            if sector_id is None:
                continue
            if sector_id in self.sectors:
                item.part("id").fault(
                    f"行业领域 {sector_id} 重复", f"sector {sector_id} is declared twice"
                )
            part_of = item.text("part_of")
            sector = Sector(sector_id, item.text("zh") or sector_id, item.texts("aliases"), part_of)
            self.sectors[sector_id] = sector
            if part_of is not None:
                self._parts.append((item, sector))

    def _tokens(self, part: Checked) -> None:
        if not part.is_mapping():
            return
        part.known(_TOKEN_KEYS)
        merged = {
            key: getattr(self.tokens, key) + part.texts(key, merge=getattr(self.tokens, key))
            for key in part.value
            if key in _TOKEN_KEYS
        }
        present = {key: getattr(self.tokens, key) for key in _TOKEN_KEYS}
        self.tokens = Tokens(**{**present, **merged})


def _field(item: Checked, *, cumulative: bool) -> Field | None:
    if not item.is_mapping():
        return None
    item.known(_FIELD_KEYS)
    field_id = item.text("id", required=True)
    kind = FieldType(item.choice("type", [t.value for t in FieldType]) or FieldType.COUNT.value)
    default = _usual_aggregation(kind)
    aggregation = Aggregation(item.choice("agg", [a.value for a in Aggregation]) or default.value)
    if field_id is None:
        return None
    adds = aggregation is Aggregation.ADD
    return Field(
        id=field_id,
        type=kind,
        zh=item.text("zh"),
        en=item.text("en"),
        unit=item.text("unit") or ("%" if kind is FieldType.RATE else ""),
        aggregation=aggregation,
        aliases=item.texts("aliases"),
        cumulative=item.flag("cumulative", default=cumulative and adds),
        decimals=item.whole("decimals"),
        rounded=item.flag("rounded"),
        tolerance=item.text("tolerance"),
        signed=item.flag("signed"),
        required=item.flag("required"),
        blank_means=item.choice("blank_means", ["missing", "zero"]),
        values=item.texts("values"),
        after=_after(item),
    )


def _usual_aggregation(kind: FieldType) -> Aggregation:
    if kind in _ADDING:
        return Aggregation.ADD
    return Aggregation.RATE if kind is FieldType.RATE else Aggregation.NONE


def _after(item: Checked) -> After | None:
    if item.value.get("after") is None:
        return None
    part = item.part("after")
    if not part.is_mapping():
        return None
    part.known({"field", "labels"})
    before = part.text("field", required=True)
    return None if before is None else After(before, part.texts("labels"))


def _check_after(item: Checked, found: Mapping[str, Field]) -> None:
    if not isinstance(item.value, dict) or not isinstance(item.value.get("after"), dict):
        return
    named = item.value["after"].get("field")
    if isinstance(named, str) and named not in found:
        zh, en = suggestion(named, found)
        item.part("after").part("field").fault(
            f"没有名为 {named} 的字段{zh}", f"there is no field {named}{en}"
        )
