"""未发生死亡事故 beside a number of dead; and where the two speak of different things."""

from __future__ import annotations

import pytest

from crossfoot.model.finding import BasisKind
from tests.narrative.narrative_reading import claims, narrative

SILENT = {
    "one field of work": "建筑施工领域未发生死亡事故。全年发生工矿商贸事故2起，死亡2人。",
    "the dead of roads": "全县未发生生产安全死亡事故。全年道路交通事故死亡6人。",
    "the dead of last year": "全县未发生死亡事故。去年同期，发生事故2起，死亡2人。",
    "what others had": "全镇未发生死亡事故。全省发生事故90起，死亡80人。",
    "a fire without dead": "发生火灾30起，某仓库火灾未造成人员伤亡，其余火灾死亡1人。",
    "larger accidents": "全县未发生较大以上事故。全年发生事故12起，死亡11人。",
    "three at once": "未发生一次死亡3人以上的事故。全年死亡5人。",
    "injured only": "全县未发生死亡事故。全年发生事故3起，受伤4人。",
    "another paragraph": "全县未发生死亡事故。\n发生事故2起，死亡2人。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_none_of_one_thing_says_nothing_of_another(text: str) -> None:
    assert not any(claim[0] == "zero" for claim in claims(text))


DENIED = {
    "none of everything": "今年以来，全县未发生死亡事故。上半年发生事故2起，死亡1人。",
    "in one sentence": "全年未发生亡人事故，发生事故5起、死亡1人。",
    "nil": "全镇实现零死亡，全年事故3起，死亡1人。",
}


@pytest.mark.parametrize("text", DENIED.values(), ids=DENIED.keys())
def test_a_number_of_dead_where_none_died_is_claimed_to_be_nil(text: str) -> None:
    zeros = [claim for claim in claims(text) if claim[0] == "zero"]
    assert zeros == [("zero", "zero=1")]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("全县未发生死亡事故。全年死亡1人。", BasisKind.SCOPE),
        ("全县未发生死亡事故，全年死亡1人。", BasisKind.ARITHMETIC),
    ],
)
def test_words_of_another_sentence_make_it_a_question(text: str, basis: BasisKind) -> None:
    (claim,) = narrative(text).claims
    assert (claim.kind, claim.basis.kind) == ("zero", basis)


DENIED: dict[str, tuple[str, str]] = {
    "in the same words": ("上半年，我站未接到水上搜救任务。4月9日，出动2次水上搜救艇。", "2"),
    "of the whole year": ("全年未受理噪声扰民投诉。6月，办结5件噪声扰民投诉。", "5"),
    "what follows from it": ("全乡未发生草原火灾，过火面积3亩。", "3"),
    "of the dead": ("全区未发生亡人事故，死亡人数1人。", "1"),
    "none indeed": ("全乡未发生山火，过火面积为0亩。", "0"),
}


@pytest.mark.parametrize(("text", "zero"), DENIED.values(), ids=DENIED.keys())
def test_what_was_denied_by_name_is_none(text: str, zero: str) -> None:
    assert ("zero", f"zero={zero}") in claims(text)


NOT_DENIED = {
    "after the time": "第一季度，我站未接到水上搜救任务。4月9日，出动2次水上搜救艇。",
    "of another period": "今年未受理噪声扰民投诉。去年受理5件噪声扰民投诉。",
    "of others": "城东所未受理噪声扰民投诉。全县受理5件噪声扰民投诉。",
    "worse ones only": "全年未发生较大以上道路交通事故。全年发生一般道路交通事故6起。",
    "a clause further on": "未发生草原火灾，组织演练3次，过火面积标注12亩。",
}


@pytest.mark.parametrize("text", NOT_DENIED.values(), ids=NOT_DENIED.keys())
def test_what_was_not_denied_may_be_any_number(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "zero"]


NO_SLOGAN = {
    "meant to be": "确保实现“零伤亡”目标。5月发生事故3起，造成2人死亡。",
    "of last year": "节日期间实现零死亡。去年节日期间事故造成2人死亡。",
}


@pytest.mark.parametrize("text", NO_SLOGAN.values(), ids=NO_SLOGAN.keys())
def test_a_goal_is_no_stated_zero(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] == "zero"]


def test_a_slogan_said_to_be_reached_is_a_stated_zero() -> None:
    text = (
        "节日期间，实现了安全生产“零事故、零伤亡”。接处火警6起；14日，引发燃爆事故，造成2人受伤。"
    )
    assert ("zero", "zero=2") in claims(text)
