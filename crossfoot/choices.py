"""What the options of ``check`` may be; other commands share some of them."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Languages of ``--lang``."""

    AUTO = "auto"
    ZH = "zh"
    EN = "en"


class ReportFormat(StrEnum):
    """Formats of ``check``."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"
    MD = "md"


class FailOn(StrEnum):
    """The least level of a finding that makes ``check`` fail."""

    HARD = "hard"
    SOFT = "soft"
    HINT = "hint"
    NEVER = "never"


class Engine(StrEnum):
    """Where rules run."""

    AUTO = "auto"
    EXACT = "exact"
    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"
    PANDAS = "pandas"
