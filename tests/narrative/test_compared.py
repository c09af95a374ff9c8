"""Two figures compared by name, by place in a list, or with one of an earlier time."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

SILENT = {
    "what is new since, in a clause of its own": "现有民宿142家（上年末130家），新增44家。",
    "what is new of the year": "现有民宿142家，较上年末有所增加，其中新增44家。",
    "apart in something else": "东镇整改28条，西镇整改19条，两镇相差12公里。",
    "apart, of which no two are": "得分96.5分，首尾相差25.2分。",
    "names that no figure bears": "本期事故12起，东镇比西镇减少3起。",
    "more of one than of several": "东镇12起，东镇9起，东镇比西镇多3起。",
}
COMPARED = {"diff", "yoy_count", "yoy_percent"}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_what_compares_nothing_stated_is_left_alone(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in COMPARED]


ASSERTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "new since the end of the year": (
        "目前全县登记民宿173家，比上年末的131家新增42家。",
        ("yoy_count", "current=173", "previous=131", "delta=42"),
    ),
    "of all, not of the last part": (
        "累计建成智能泊位173个，其中城区98个、镇区75个，比上年末的131个新增42个。",
        ("yoy_count", "current=173", "previous=131", "delta=42"),
    ),
    "reached behind it": (
        "持证企业较上年末的131家新增40家，达到173家。",
        ("yoy_count", "current=173", "previous=131", "delta=40"),
    ),
    "reached behind a percentage": (
        "火灾起数较上年同期（120起）下降15%，为104起。",
        ("yoy_percent", "current=104", "previous=120", "percent=15%"),
    ),
    "first and last": (
        "得分最高的石桥镇95.5分，最低的柳林乡72.3分，首尾相差22.2分。",
        ("diff", "first=95.5", "second=72.3", "difference=22.2"),
    ),
    "in points": (
        "最快的河东区完成率98.2%，最慢的河西区完成率87.5%，两者相差10.7个百分点。",
        ("diff", "first=98.2%", "second=87.5%", "difference=10.7"),
    ),
    "by the names of quarters": (
        "一季度接报14起，二季度接报9起，二季度比一季度减少4起。",
        ("diff", "first=9", "second=14", "difference=4"),
    ),
    "the same as a year ago": (
        "发生事故8起，死亡6人，较去年同期的7人持平。",
        ("yoy_count", "current=6", "previous=7"),
    ),
    "from one year to the next": (
        "事故起数从2021年的45起下降到2022年的38起，再下降到2023年的40起。",
        ("yoy_count", "current=40", "previous=38"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), ASSERTED.values(), ids=ASSERTED.keys())
def test_what_two_figures_differ_by(text: str, expected: tuple[str, ...]) -> None:
    assert expected in claims(text)
