"""No text raises, and cost grows with length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.model import Pack
from crossfoot.narrative import Narrator
from tests.narrative.narrative_reading import document, narrative, pack

WORDS = (
    "其中 分别 占 的 同比 减少 下降 由 降到 整改 已全部整改到位 剩余 整改率 合计 去年同期 "
    "平均每家 排查隐患 死亡 ， 。 ； 、 （ ） 12起 3人 84.6% 1.2万元 5个百分点 300余 1. 一是 "
    "##x## 第3页 等"
)
PIECES = [*WORDS.split(), " ", "\t", "\n"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    narrative(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_jumble_of_the_words_of_reports_raises(text: str) -> None:
    result = narrative(text)
    for figure in result.figures:
        assert figure.place.start is not None
        assert text[figure.place.start : figure.place.end] == figure.text
    known = {figure.id for figure in result.figures}
    for claim in result.claims:
        assert {figure.id for _, figure in claim.roles} <= known
        assert 0 <= claim.start < claim.end <= len(text)


def test_a_list_longer_than_any_in_a_report_raises_nothing() -> None:
    kinds = "、".join(f"第{number}类{number}处{number}人" for number in range(1, 60))
    narrative(f"排查隐患900处，其中{kinds}，同比减少3处，下降2%，占12%。")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert narrative(text) == narrative(text)


UNITS = {
    "a report": "全县共排查隐患60条，已整改57条，整改率95%。检查企业30家，下发通知书12份。\n",
    "no full stop": "全县共排查隐患60条，已整改57条，整改率95%，检查企业30家，",
    "of which without end": "其中9个，",
    "open brackets": "（9个",
    "shares without end": "占9%，",
    "changes without end": "同比减少9起，下降9%，",
    "no figures": "各级各部门要提高认识，压实责任，",
    "blanks": " " * 40,
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_ten_times_the_text_takes_some_ten_times_as_long(unit: str) -> None:
    narrator = Narrator(pack())
    narrator.read(document(unit))

    def cost(times: int) -> float:
        whole = document(unit * times)
        best = float("inf")
        for _ in range(2):
            begin = time.process_time()
            narrator.read(whole)
            best = min(best, time.process_time() - begin)
        return best

    assert cost(4000 // len(unit) * 10) < 40 * max(cost(4000 // len(unit)), 0.01)


def test_without_words_of_a_domain_there_are_figures_and_no_claims() -> None:
    bare = Pack("bare", lexicon={"words": pack().lexicon["words"]})
    result = Narrator(bare).read(document("排查隐患60条，已整改57条，整改率95%。"))
    assert [figure.text for figure in result.figures] == ["60", "57", "95%"]
    assert result.claims == ()


def test_another_domain_brings_its_own_words() -> None:
    lexicon = {
        "stages": {"found": ["收治"], "fixed": ["治愈"], "done": ["出院"]},
        "rates": ["率"],
        "unit_classes": {"person": ["例", "人"]},
    }
    hospital = Pack("hospital", lexicon={"words": pack().lexicon["words"], "lexicon": lexicon})
    result = Narrator(hospital).read(document("本周收治患者40例，治愈36例，治愈率90%。"))
    assert [claim.kind for claim in result.claims] == ["le", "rate"]
