"""Reading ``crossfoot.toml``: every mistake at its line, none of them guessed away."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from crossfoot.forms.faults import Fault
from crossfoot.forms.model import TableMapping
from crossfoot.rounds.config import Config, FileRule
from crossfoot.rounds.model import Round


class ConfigFault(Exception):
    """A configuration that cannot be used, with every mistake found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{f.file}:{f.line}: {f.en}" for f in faults))


def load_config(path: Path | None) -> Config:
    """Read a configuration; without a file the built-in work-safety pack applies.

    Raises:
        ConfigFault: the file cannot be read, is no TOML, or has unknown or ill-typed entries.
    """
    if path is None:
        return Config(None, Path.cwd(), "work-safety")
    shown = path.name
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise _single(shown, f"无法读取配置文件：{reason}", f"cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise _single(shown, "配置文件不是UTF-8编码", "is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _toml_fault(shown, error) from error
    return _Reader(shown, path.read_text(encoding="utf-8-sig")).config(path, content)


def _single(file: str, zh: str, en: str) -> ConfigFault:
    return ConfigFault((Fault(file, 0, 0, zh, en),))


def _toml_fault(file: str, error: tomllib.TOMLDecodeError) -> ConfigFault:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    text = re.sub(r" \(at .*\)$", "", str(error))
    return ConfigFault((Fault(file, line, column, f"TOML语法有误：{text}", f"is no TOML: {text}"),))


_TOP = ("pack", "schemas", "checks", "files", "round", "tables")
_FILES = ("match", "form", "key")
_ROUND = (
    "period_end",
    "due_date",
    "due_day",
    "report_date",
    "blank_means",
    "expected_submissions",
    "expected_rows",
    "unit_aliases",
)
_TABLE = ("form", "headers", "label_column", "key")


class _Reader:
    """Turns the plain content of a configuration into values, collecting every fault."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.faults: list[Fault] = []

    def config(self, path: Path, content: Mapping[str, Any]) -> Config:
        self.known(content, _TOP, "")
        folder = path.absolute().parent
        result = Config(
            path=path,
            folder=folder,
            pack=self.pack(content.get("pack")),
            schemas=self.folder(folder, content, "schemas"),
            checks=self.folder(folder, content, "checks"),
            files=tuple(self.file_rules(content.get("files", []))),
            round=self.round(content.get("round", {})),
            tables=self.tables(content.get("tables", {})),
        )
        if self.faults:
            raise ConfigFault(tuple(self.faults))
        return result

    def fault(self, key: str, zh: str, en: str) -> None:
        word = re.compile(rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?(?![\w-])")
        for number, line in enumerate(self.lines, 1):
            found = word.search(line.split("#", 1)[0])
            if found:
                self.faults.append(Fault(self.file, number, found.start() + 1, zh, en))
                return
        self.faults.append(Fault(self.file, 0, 0, zh, en))

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        from difflib import get_close_matches

        for key in table:
            if key in keys:
                continue
            near = get_close_matches(key, keys, 1)
            zh_hint = f"，是否为 {near[0]}" if near else f"，可用的有 {'、'.join(keys)}"
            en_hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(keys)}"
            self.fault(key, f"{where}不认识 {key}{zh_hint}", f"{where}unknown key {key}{en_hint}")

    def pack(self, value: object) -> str | None:
        if value is None or value == "none":
            return None
        if value == "work-safety":
            return "work-safety"
        self.fault(
            "pack",
            f"没有名为 {value!r} 的内置规则包，现有 work-safety",
            f"there is no built-in pack {value!r}; there is work-safety",
        )
        return None

    def folder(self, base: Path, content: Mapping[str, Any], name: str) -> Path | None:
        value = content.get(name)
        if value is None:
            return base / name if (base / name).is_dir() else None
        if isinstance(value, str) and (base / value).is_dir():
            return base / value
        self.fault(name, f"{name} 应为已有的文件夹", f"{name} must name an existing folder")
        return None

    def file_rules(self, value: object) -> Iterable[FileRule]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault("files", "files 应写作 [[files]]", "files must be written as [[files]]")
            return
        for item in value:
            self.known(item, _FILES, "[[files]]: ")
            match, form = self.text(item, "match"), self.text(item, "form")
            if match is None or form is None:
                self.fault(
                    "files",
                    "[[files]] 须写明 match 和 form",
                    "[[files]] needs both match and form",
                )
                continue
            yield FileRule(match, form, self.texts(item, "key"))

    def round(self, value: object) -> Round:
        if not isinstance(value, dict):
            self.fault("round", "round 应写作 [round]", "round must be written as [round]")
            return Round()
        self.known(value, _ROUND, "[round]: ")
        blank = self.text(value, "blank_means") or "missing"
        if blank not in ("missing", "zero"):
            self.fault(
                "blank_means",
                "blank_means 只能是 missing 或 zero",
                "blank_means is either missing or zero",
            )
        return Round(
            period_end=self.date(value, "period_end"),
            due_date=self.date(value, "due_date"),
            due_day=self.day(value, "due_day"),
            report_date=self.date(value, "report_date"),
            blank_means=blank,
            expected_submissions=self.texts(value, "expected_submissions"),
            expected_rows=self.texts(value, "expected_rows"),
            unit_aliases=self.aliases(value.get("unit_aliases", {})),
        )

    def tables(self, value: object) -> dict[str, dict[str, TableMapping]]:
        result: dict[str, dict[str, TableMapping]] = {}
        if not isinstance(value, dict):
            self.fault("tables", '应写作 [tables."文件"."表名"]', 'write [tables."file"."sheet"]')
            return result
        for file, sheets in value.items():
            if not isinstance(sheets, dict):
                self.fault(file, "应为一组表", "must be a group of tables")
                continue
            direct = any(key in _TABLE for key in sheets)
            for sheet, table in ({"": sheets} if direct else sheets).items():
                if isinstance(table, dict):
                    self.known(table, _TABLE, f'[tables."{file}"]: ')
                    result.setdefault(file, {})[sheet] = self.mapping(table)
                else:
                    self.fault(sheet, f"{sheet} 应为一张表", f"{sheet} must be a table")
        return result

    def mapping(self, table: Mapping[str, Any]) -> TableMapping:
        headers = table.get("headers", {})
        if not isinstance(headers, dict) or not all(isinstance(v, str) for v in headers.values()):
            self.fault("headers", "headers 应为 表头 = 字段", "headers maps a header to a field")
            headers = {}
        return TableMapping(
            form=self.text(table, "form"),
            headers=dict(headers),
            label_column=self.text(table, "label_column"),
            key=self.texts(table, "key"),
        )

    def aliases(self, value: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            self.fault("unit_aliases", "应为 单位 = [别名]", "unit_aliases maps a unit to a list")
            return {}
        return {unit: self.texts(value, unit) for unit in value}

    def text(self, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is None or isinstance(value, str):
            return value
        self.fault(key, f"{key} 应为文字", f"{key} must be a text")
        return None

    def texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(key, f"{key} 应为文字的列表", f"{key} must be a list of texts")
        return ()

    def date(self, table: Mapping[str, Any], key: str) -> date | None:
        value = table.get(key)
        if value is None or type(value) is date:
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # said below, together with dates of any other wrong kind
        self.fault(
            key, f"{key} 应为日期，如 2023-09-30", f"{key} must be a date such as 2023-09-30"
        )
        return None

    def day(self, table: Mapping[str, Any], key: str) -> int | None:
        value = table.get(key)
        if value is None or (type(value) is int and 1 <= value <= 31):
            return value
        self.fault(key, f"{key} 应为1到31的日", f"{key} must be a day from 1 to 31")
        return None
