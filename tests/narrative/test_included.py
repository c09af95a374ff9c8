"""Rates whose names say what else they count."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "of what is due": (
        "全区应整改隐患125项，已整改完成108项，待验收12项，整改完成（含待验收）率96.0%。",
        ("rate", "part=108", "part=12", "whole=125", "rate=96.0%"),
    ),
    "with a slip": (
        "全区应整改隐患125项，已整改完成108项，待验收12项，整改完成（含待验收）率98.0%。",
        ("rate", "part=108", "part=12", "whole=125", "rate=98.0%"),
    ),
    "behind the name": (
        "发现问题31个，已整改销号24个、阶段性完成5个，整改率（含阶段性完成）93.5%。",
        ("rate", "part=24", "part=5", "whole=31", "rate=93.5%"),
    ),
    "of the sentence before": (
        "市级交办问题31个，已整改销号24个、完成整改待验收5个。销号率77.4%，居第3位；整改完成（含待验收）率93.5%。",
        ("rate", "part=24", "part=5", "whole=31", "rate=93.5%"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), RATES.values(), ids=RATES.keys())
def test_a_rate_counts_what_its_name_includes(text: str, expected: tuple[str, ...]) -> None:
    found = {claim for claim in claims(text) if claim[0] == "rate" and claim[-1] == expected[-1]}
    assert found == {expected}


SILENT = {
    "what no figure counts": "受理投诉80件，办结72件，办结（含转办）率95%。",
    "what is left out": "受理投诉80件，办结72件，办结（不含转办）率96%。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_a_rate_of_what_is_not_stated_is_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "rate"]
