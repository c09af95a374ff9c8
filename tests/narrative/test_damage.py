"""Damaged text: sound text is left alone, damage is found where it is and nothing is read there."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.model.submission import Harm, Narrative
from tests.narrative.narrative_reading import claims, narrative
from tests.narrative.test_silence import NEIGHBOURS, NO_REPORT

REPORT = (
    "青浦镇2023年安全生产工作总结\n"
    "全年共检查企业583家次，发现各类隐患914处，已整改887处，整改率97.0%，剩余27处正在整改。\n"
    "开展培训46场，培训从业人员3512人次，投入隐患治理资金128.6万元。\n"
    "下一步，我镇将继续压实各方责任，守住安全底线。"
)
SOUND = {
    **NEIGHBOURS,
    **NO_REPORT,
    "a report": REPORT,
    "more than was planned": "全年计划检查480家次，实际检查497家次，完成率103.5%，超额率246%。",
    "a rate that its counts bear out": "抽查企业40家，参训人员90人，参训率225%。",
    "growth without bounds": "宣传场次同比增长1530%，线上点击量增长246%。",
    "profit may fall by more": "公司净利润同比下降356%，由盈转亏。",
    "cover of provisions": "银行拨备覆盖率为246%，资本充足率13%。",
    "debt and output": "政府债务占国内生产总值的比重达到250%。",
    "an entry left open": "全镇共排查隐患XX处，其余情况另报。",
    "sizes and sums": "规格为3×5米，共铺设□型钢12根；2×3=6。",
    "names withheld": "20××年×月×日，某市××公司××车间发生事故，张××、李××受伤。",
    "boxes to tick": "□个人 □单位 □其他，□是 □否。",
    "bold words": "本月共**立案**5件，**办结**4件；# 家庭\n## 项目",
    "dots and dashes": "此处从略……——……——·········××××××××",
    "small numbers alike": "每镇1名专员、每村1名网格员、每企1名安全员，实行1张清单、1套台账。",
    "eleven and eleven": "11月11日，11家单位的11名员工参加，用时11分钟。",
    "bullets of a sign font": "\uf06c 排查隐患12处\n\uf0d8 整改隐患12处",
    "a rare name": "驾驶员张\ue81e驾车行至12公里处。",
    "rare characters": "鎏金铜釜、瀹茗、鐾刀、閟宫、夊部、麤犷，凡此种种。",
    "accents": "Éléments: été, naïve, Zürich, Ærøskøbing, São Tomé e Príncipe.",
    "columns": "工贸 49 84%\n消防 12 97%",
    "a question": "难道真的没有了???个个都这么说。",
}


def harms(text: str) -> set[Harm]:
    return {damage.harm for damage in narrative(text).damages}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND.keys())
def test_sound_text_is_left_alone(text: str) -> None:
    found = narrative(text)
    assert found.damages == ()
    assert found.unsound == frozenset()


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=80))
def test_any_row_of_characters_that_spells_no_misreading_is_sound(text: str) -> None:
    spelt = text.encode("gbk", "ignore").decode("utf-8", "ignore")
    if not any("一" <= one <= "鿿" and "一" <= two <= "鿿" for one, two in pairwise(spelt)):
        assert harms(text) == set()


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200))
def test_no_text_raises_and_damage_lies_where_it_says(text: str) -> None:
    found = narrative(text)
    for damage in found.damages:
        assert text[damage.place.start : damage.place.end] == damage.text != ""


def as_latin(data: bytes) -> str:
    return data.decode("cp1252", "replace")


DAMAGED = {
    "UTF-8 read as GBK": (REPORT.encode().decode("gbk", "replace"), {Harm.MOJIBAKE}),
    "UTF-8 read as GBK, the rest dropped": (
        REPORT.encode().decode("gb18030", "ignore"),
        {Harm.MOJIBAKE},
    ),
    "GBK read as UTF-8": (REPORT.encode("gbk").decode("utf-8", "replace"), {Harm.LOST}),
    "GBK read as Latin": (REPORT.encode("gbk").decode("latin-1"), {Harm.MOJIBAKE}),
    "UTF-8 read as Windows Latin": (as_latin(REPORT.encode()), {Harm.MOJIBAKE}),
    "X for digits": (re.sub(r"\d", "X", REPORT), {Harm.MASKED}),
    "stars for digits": (re.sub(r"\d", "*", REPORT), {Harm.MASKED}),
    "a box for each number": (re.sub(r"\d+(\.\d+)?", "□", REPORT), {Harm.MASKED}),
    "question marks for digits": (re.sub(r"\d", "?", REPORT), {Harm.MASKED}),
    "eights for digits": (re.sub(r"\d", "8", REPORT), {Harm.ONE_DIGIT}),
    "noughts for digits": (re.sub(r"\d", "0", REPORT), {Harm.ONE_DIGIT}),
    "no decimal points": (re.sub(r"(\d)\.(\d)", r"\1\2", REPORT), {Harm.POINT}),
    "blanks for decimal points": (re.sub(r"(\d)\.(\d)", r"\1 \2", REPORT), {Harm.POINT}),
    "glyphs of a font": (REPORT.replace("9", "\ue019"), {Harm.GLYPHS}),
    "numbers of glyphs": (REPORT.replace("914", "(cid:17)(cid:9)(cid:12)"), {Harm.GLYPHS}),
}


@pytest.mark.parametrize(("text", "expected"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_found_and_the_figures_there_are_not_checked(
    text: str, expected: set[Harm]
) -> None:
    found = narrative(text)
    assert expected <= {damage.harm for damage in found.damages} <= expected | {Harm.GLYPHS}
    assert found.claims == ()


def test_only_the_damaged_sentences_are_left_out() -> None:
    text = (
        "排查隐患40处，已整改36处，整改率90%。\n"
        "检查企业\ufffd\ufffd家次，发现隐患50处，已整改45处，整改率90%。\n"
        "抽查车辆60辆，合格54辆，合格率90%。"
    )
    found = narrative(text)

    assert [damage.place.line for damage in found.damages] == [2]
    assert ("rate", "part=36", "whole=40", "rate=90%") in claims(text)
    assert ("rate", "part=54", "whole=60", "rate=90%") in claims(text)
    assert not any("50" in claim[2] for claim in claims(text))
    assert unsound(found) == ["50", "45", "90%"]


def unsound(found: Narrative) -> list[str]:
    return [figure.text for figure in found.figures if figure.id in found.unsound]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("排查隐患494处，已整改418处，整改率846%。", ["846%"]),
        ("一般隐患整改率达到8 4 6%，重大隐患整改率100%。", ["8 4 6%"]),
        ("增幅达到12 5%，居全市前列。", ["12 5%"]),
        ("整改率84。6%，比上年有所提高。", ["84。6%"]),
        ("事故起数、死亡人数同比分别下降153%和226%。", ["153%", "226%"]),
        ("道路运输事故174起，占事故总数的866%。", ["866%"]),
        ("计划培训320人，实际培训298人，完成率931%。", ["931%"]),
        ("产品抽检合格率为９８５％。", ["９８５％"]),
    ],
)
def test_a_lost_decimal_point_is_quoted_as_it_stands(sentence: str, quotes: list[str]) -> None:
    found = narrative(sentence)
    assert [damage.text for damage in found.damages] == quotes
    assert {damage.harm for damage in found.damages} == {Harm.POINT}
    assert found.claims == ()


def test_where_no_number_has_a_point_all_percentages_are_in_doubt() -> None:
    without = "整改率846%。\n全年罚款105万元，比上年增长58%。\n检查企业40家，其中不合格12家。"
    one_left = without + "\n投入12.5万元。"

    assert unsound(narrative(without)) == ["846%", "105", "58%"]
    assert unsound(narrative(one_left)) == ["846%"]


SHARES_ABOVE_ALL = {
    "of a plan": "整治了257处，占计划的117%。",
    "of a task": "完成36个，占年度任务的105%。",
    "of last year": "产值占去年同期的112%。",
    "of output": "信贷余额占GDP的134%。",
    "explained by its counts": "检查企业52家，占应查50家的104%。",
}


@pytest.mark.parametrize("text", SHARES_ABOVE_ALL.values(), ids=SHARES_ABOVE_ALL.keys())
def test_a_share_that_may_exceed_all_is_left_alone(text: str) -> None:
    assert not narrative(text).damages


LOST_POINTS = {
    "a share without its whole": ("“一案双罚”39件，占830%，高于省定60%的要求。", "830%"),
    "a share of all": ("三市共上报609项，占全省的411%。", "411%"),
    "a little above all": ("县城集镇5600余起，占172%。", "172%"),
    "a rate of what is on line": ("动态监控上线率992%，同比提高1.4个百分点。", "992%"),
    "a rate by its surface": ("抽查视频回放579次，抽查面150%，亏损面228%。", "228%"),
}


@pytest.mark.parametrize(("text", "lost"), LOST_POINTS.values(), ids=LOST_POINTS.keys())
def test_a_share_above_all_has_lost_its_point(text: str, lost: str) -> None:
    found = [text[damage.place.start : damage.place.end] for damage in narrative(text).damages]
    assert found == [lost]
