"""What a change is measured from, and of which figure it is the change."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims


@pytest.mark.parametrize(
    "period", ["上一个防火期", "前一个雨季", "上一轮检查", "上月", "去年同期", "一季度"]
)
def test_the_figure_after_than_is_the_earlier_one(period: str) -> None:
    text = f"本期接报警情46起，比{period}的52起减少6起，下降11.5%。"
    found = {claim for claim in claims(text) if claim[0].startswith("yoy")}
    assert ("yoy_count", "current=46", "previous=52", "delta=6") in found
    assert not any("current=52" in claim for claim in found)


def test_a_comparison_after_the_parts_speaks_of_the_whole() -> None:
    text = (
        "上半年共立案查处违法案件52件。其中，涉企案件44件，涉个人案件8件。"
        "与去年同期相比，案件增加4件，增长8.3%。"
    )
    percents = [claim for claim in claims(text) if claim[0] == "yoy_percent"]
    assert not any("current=8" in claim for claim in percents)
