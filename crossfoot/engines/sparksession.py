"""Sessions of Spark: the one that is running, or a quiet one on this machine."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.engines.session import EngineFault

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL = {
    "spark.master": "local[2]",
    "spark.driver.memory": "2g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
}
_QUIET = "rootLogger.level = off\nstatus = off\n"


def running() -> SparkSession | None:
    """The session of the program around, if it has one."""
    if "pyspark" not in sys.modules:
        return None
    return _sessions().getActiveSession()


def _sessions() -> type[SparkSession]:
    """What makes sessions; pyspark remarks on a pandas that it does not know, which is not used.

    Raises:
        EngineFault: pyspark is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "PySpark does not yet fully support", FutureWarning)
            from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineFault(
            '没有安装 pyspark：pip install "crossfoot[spark]"',
            'pyspark is not installed: pip install "crossfoot[spark]"',
        ) from error
    # every statement that fails is reported by us; pyspark also writes it to standard error
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    return SparkSession


@contextmanager
def started() -> Iterator[SparkSession]:
    """A session on this machine, in a folder of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="crossfoot-spark-") as name,
        quietly(Path(name)) as session,
    ):
        yield session


@contextmanager
def quietly(
    folder: Path, settings: Mapping[str, str] | None = None, java: str = ""
) -> Iterator[SparkSession]:
    """A session on this machine that says nothing of itself.

    Args:
        folder: holds what Spark writes.
        settings: more settings of Spark.
        java: more options of Java.

    Raises:
        EngineFault: there is no Spark, or no Java for it.
    """
    sessions = _sessions()
    from pyspark.errors import PySparkException

    log = folder / "log4j2.properties"
    log.write_text(_QUIET, encoding="ascii")
    own = {
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()} "
        f"-Djava.io.tmpdir={folder} -Dderby.system.home={folder} {java}",
    }
    builder = sessions.builder.appName("crossfoot")
    for key, value in (_LOCAL | own | dict(settings or {})).items():
        builder = builder.config(key, value)
    try:
        with _silent():
            session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise EngineFault(
            "Spark 启动不了：需要 Java 17 或更高版本（如 openjdk-17-jre-headless）",
            "Spark cannot be started: it needs Java 17 or newer (such as openjdk-17-jre-headless)",
        ) from error
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def _silent() -> Iterator[None]:
    """Java inherits standard error when it starts, and remarks on its own modules there."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
