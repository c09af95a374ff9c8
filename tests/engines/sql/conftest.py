"""Engines beyond this process: each is there once for all tests, or the tests say why it is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crossfoot.engines.sparksession import quietly


@pytest.fixture(scope="session")
def postgres() -> str:
    """URL of a database to make tables in."""
    url = os.environ.get("CROSSFOOT_TEST_POSTGRES")
    if url is None:
        pytest.skip("no PostgreSQL here: run .ci/with-postgres python3 dev.py test")
    return url


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark made for small tables: nothing is compiled, and nothing divided."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java here: Spark needs Java 17 (openjdk-17-jre-headless)")
    folder = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "1g",
    }
    java = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m"
    with quietly(Path(folder), settings, java) as session:
        yield session
