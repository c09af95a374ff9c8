"""The district's configuration, written once."""

from __future__ import annotations

import pytest

from tests.engines.frames.canteens import open_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> str:
    return open_office(tmp_path_factory.mktemp("district"))
