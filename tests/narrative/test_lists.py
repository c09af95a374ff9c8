"""Lists of parts: open ones bound their whole, only closing words make them a sum."""

from __future__ import annotations

import pytest

from tests.narrative.narrative_reading import claims

OPEN = {
    "most of the whole": "检查企业260家，其中化工企业190家、冶金企业20家。",
    "three kinds of many": "共发生事故46起，其中车辆伤害19起、触电9起、淹溺7起。",
    "named one after another": "登记船舶310艘，其中渔船、货船分别为140艘、90艘。",
    "the better grades only": "评估单位60家，其中优秀12家、良好35家。",
    "the worse grades only": "鉴定房屋500栋，其中C级60栋、D级30栋。",
    "two levels of many": "创建示范点50个，其中省级10个、市级15个。",
    "an attribute that crosses": "共发生火灾64起，其中住宅火灾40起，夜间发生的38起。",
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN.keys())
def test_an_open_list_is_no_sum(text: str) -> None:
    assert {claim[0] for claim in claims(text)} == {"part_le_whole"}


def test_findings_among_some_overlap_and_are_never_added() -> None:
    text = "抽查的90家单位中，有61家未配齐器材；48家台账不全；没有应急预案的有12家。"
    assert claims(text) == {
        ("part_le_whole", "part=61", "whole=90"),
        ("part_le_whole", "part=48", "whole=90"),
        ("part_le_whole", "part=12", "whole=90"),
    }


def test_a_drill_of_a_kind_is_no_repair() -> None:
    text = "组织演练9场，其中综合演练2场、现场处置演练6场，投入资金7万元。"
    assert claims(text) == {("part_le_whole", "part=2", "part=6", "whole=9")}


CLOSED = {
    "respectively behind the whole": "查出缺陷40处，分别为接地缺陷22处、绝缘缺陷13处、标识类8处。",
    "divided by kind": "收到举报43件，按渠道分，电话22件、信函13件、网络8件。",
    "divided into": "全县有渡口43个，分为一类22个、二类13个、三类8个。",
    "grades": "参评单位43家，其中优秀22家、合格13家、不合格8家。",
    "figures before their kinds": "参评的43家单位中，22家为优秀、13家为良好、8家为一般。",
    "others at the end": "检查场所43处，其中学校22处、医院13处、其他8处。",
}


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED.keys())
def test_closing_words_make_a_sum(text: str) -> None:
    (claim,) = claims(text)
    assert claim[:4] == ("sum", "part=22", "part=13", "part=8")


SEPARATE = {
    "a clause of its own": (
        "甲行业检查40矿次，查出缺陷90条，其中重大缺陷5条，罚款30万元；"
        "乙行业检查60矿次，查出缺陷80条，罚款20万元。"
    ),
    "the rest of something else": "查出隐患900处，整改850处，其中重大隐患整改6处，其余2处挂牌。",
    "a share with its own name": "现有渡船60艘，其中钢质40艘、木质9艘，玻璃钢船占比18.3%。",
    "passed of those who came": "应参训90人，实际参训80人，参训率88.9%，合格78人，合格率97.5%。",
    "fixed by some": "对24家单位下达通知，17家已完成整改，6家正在整改。",
}


@pytest.mark.parametrize("text", SEPARATE.values(), ids=SEPARATE.keys())
def test_what_belongs_to_something_else_raises_no_question(text: str) -> None:
    assert not any(claim[0] in ("sum", "share", "all_fixed") for claim in claims(text))
    assert ("part_le_whole", "part=60", "whole=40") not in claims(text)
    assert ("rate", "part=78", "whole=90", "rate=97.5%") not in claims(text)


def test_what_has_not_begun_closes_a_list_of_what_became_of_all() -> None:
    text = "列入计划的30个项目中，已竣工11个，正在施工15个，尚未开工4个。"
    whole = {claim for claim in claims(text) if claim[0] == "sum"}
    assert whole <= {("sum", "part=11", "part=15", "part=4", "whole=30")}


GROUPED = (
    "督查分{many}组，对9座变电站开展督查，发现缺陷41处。其中第一组查4座变电站、发现缺陷19处；"
    "第二组查3座变电站、发现缺陷14处；第三组查2座变电站、发现缺陷{last}处。"
)


@pytest.mark.parametrize("last", ["8", "6"])
def test_numbered_groups_are_all_there_is_where_their_number_is_said(last: str) -> None:
    found = {claim for claim in claims(GROUPED.format(many="三", last=last)) if claim[0] == "sum"}
    assert found == {
        ("sum", "part=4", "part=3", "part=2", "whole=9"),
        ("sum", "part=19", "part=14", f"part={last}", "whole=41"),
    }


def test_numbered_groups_of_more_are_some() -> None:
    found = {claim[0] for claim in claims(GROUPED.format(many="五", last="8"))}
    assert found == {"part_le_whole"}


ITEMS = (
    "全市共发生事故{all}起、死亡22人。分行业看：\n1.水上交通17起、死亡12人；\n"
    "2.房屋建筑8起、死亡10人；\n3.渔业船舶5起，{none}。\n"
    "水上交通事故起数、死亡人数分别占总量的{share}和54.5%。"
)


def test_an_item_that_says_none_adds_none() -> None:
    found = claims(ITEMS.format(all=30, none="未造成人员死亡", share="56.7%"))
    assert ("sum", "part=12", "part=10", "whole=22") in found
    assert ("sum", "part=17", "part=8", "part=5", "whole=30") in found


def test_an_item_that_says_nothing_of_it_leaves_the_sum_open() -> None:
    found = claims(ITEMS.format(all=30, none="均为碰撞", share="56.7%"))
    assert not [claim for claim in found if claim[0] == "sum" and "whole=22" in claim]


@pytest.mark.parametrize("share", ["56.7%", "65.7%"])
def test_shares_name_their_parts(share: str) -> None:
    found = claims(ITEMS.format(all=30, none="未造成人员死亡", share=share))
    assert ("share", "part=17", "whole=30", f"share={share}") in found
    assert ("share", "part=12", "whole=22", "share=54.5%") in found
