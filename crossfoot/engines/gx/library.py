"""Great Expectations, loaded when somebody wants a project of it."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_SPARK = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, not a wrong number
    # what stands behind a guard is not worked out ahead of it
    "spark.sql.subexpressionElimination.skipForShortcutExpr": "true",
}


class GxMissing(ImportError):
    """Great Expectations, or what reaches a warehouse, is not installed."""


@cache
def need_gx() -> None:
    """Load Great Expectations; nothing of it is to send or fetch anything.

    Raises:
        GxMissing: it is not installed.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        with warnings.catch_warnings(), _a_main_module():
            # pyspark, where it is installed, remarks that it does not know this pandas yet
            warnings.filterwarnings(
                "ignore", "PySpark does not yet fully support pandas", FutureWarning
            )
            import great_expectations as gx
            import sqlalchemy  # noqa: F401
    except ImportError as error:
        raise GxMissing(
            f"a Great Expectations project needs {error.name or 'great_expectations'}, which is "
            'not installed: pip install "crossfoot[gx]"',
            name=error.name,
        ) from error
    logging.getLogger(gx.__name__).setLevel(logging.ERROR)


@contextmanager
def _a_main_module() -> Iterator[None]:
    """pyspark, which comes along, leaves the process when the main module has no file.

    It takes ``python -c`` and the workers of a test run for its own tests.
    """
    main = sys.modules["__main__"]
    without = main.__spec__ is None and not hasattr(main, "__file__")
    if without:
        main.__file__ = "<string>"
    try:
        yield
    finally:
        if without:
            del main.__file__


@cache
def need_spark() -> Any:
    """A Spark session on this machine, or the one that is running.

    Raises:
        GxMissing: pyspark is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            from pyspark.sql import SparkSession
    except ImportError as error:
        raise GxMissing(
            "running on Spark needs pyspark, which is not installed: "
            'pip install "crossfoot[spark]"',
            name=error.name,
        ) from error
    running = SparkSession.getActiveSession()
    if running is not None or "SPARK_REMOTE" in os.environ:
        return running or SparkSession.builder.getOrCreate()
    builder = SparkSession.builder.appName("crossfoot")
    for key, value in _SPARK.items():
        builder = builder.config(key, value)
    if "MASTER" not in os.environ:
        builder = builder.master("local[2]")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
