"""Rates, shares and averages whose figures must be looked for: in another clause or sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.narrative.narrative_reading import claims, narrative

SILENT = {
    "a share of what no figure counts": (
        "排查既有建筑12.6万栋，鉴定为危房的312栋，占经营性自建房的1.2%。"
    ),
    "shares of a total unsaid": (
        "机动车负主要责任的136起，占全部事故的68%；非机动车负主要责任的43起，占21.5%。"
    ),
    "rates of two lines of work": (
        "截至6月30日，企业自查1.26万家，自查率86.2%；部门检查0.35万家，检查率24.1%。"
    ),
    "a rate beside parts of the money": (
        "拨付救灾资金2860万元，其中中央资金1800万元、省级资金760万元、市级资金300万元，"
        "资金拨付进度为95.3%。"
    ),
    "the average of another clause": (
        "抽查我市12家企业，查出问题68项；抽查全省150家企业，平均每家6.3项。"
    ),
    "shares of a survey": "有效问卷1260份，其中对安全工作表示满意的占91.2%。",
    "a rate of those in charge": (
        "发现隐患624项，整改598项，重大隐患整改率88.9%，还有1项重大隐患正在整改。"
    ),
    "together, each counted once": "存在消防隐患的58家、存在用电隐患的47家，两类企业共计86家。",
    "work of every level": (
        "市级部门检查企业136家，县级部门检查企业1126家，乡镇检查企业3652家，发现隐患8126条。"
    ),
}
ASSERTED = {"rate", "share", "sum", "average", "remainder"}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_where_words_point_to_no_figure_nothing_is_claimed(text: str) -> None:
    assert {claim[0] for claim in claims(text)} & ASSERTED == set()


STOCK = {
    "left over from before": "发现隐患120条，上月遗留15条，本月整改128条，剩余7条。",
    "from the beginning of the year": "年内排查156处，年初遗留12处，全年整改销号165处，剩余3处。",
}


@pytest.mark.parametrize("text", STOCK.values(), ids=STOCK.keys())
def test_what_was_left_over_is_fixed_as_well(text: str) -> None:
    assert not [claim for claim in claims(text) if claim[0] in ("le", "remainder")]


def test_what_a_bracket_leaves_out_is_no_part() -> None:
    text = "全县学校共186所（不包括幼儿园212所），全部签订安全责任书。"
    assert not [claim for claim in claims(text) if claim[0] == "part_le_whole"]


def test_a_clause_of_its_own_is_no_item_of_the_list_before() -> None:
    text = "检查渔船864艘，其中海洋渔船612艘、内陆渔船232艘，查处违规渔船37艘。"
    assert ("part_le_whole", "part=612", "part=232", "whole=864") in claims(text)


RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "under any name": (
        "全县共有行政村186个，已建成微型消防站172个，建成率92.5%。",
        ("rate", "part=172", "whole=186", "rate=92.5%"),
    ),
    "ahead of its figures": (
        "举报核查率96.8%，共受理举报125件，核查办结121件。",
        ("rate", "part=121", "whole=125", "rate=96.8%"),
    ),
    "between them": (
        "交通领域发现问题隐患236条，整改完成率97.9%，已整改231条。",
        ("rate", "part=231", "whole=236", "rate=97.9%"),
    ),
    "of what is left out": (
        "抽检烟花爆竹产品60批次，不合格3批次，合格率95%。",
        ("rate", "whole=60", "rest=3", "rate=95%"),
    ),
    "of what had to be done": (
        "应检锅炉346台，已检锅炉338台，检验率97.7%。",
        ("rate", "part=338", "whole=346", "rate=97.7%"),
    ),
    "over a bracket": (
        "全镇共有消防栓420个（不含企业内部消防栓56个），完好406个，完好率96.7%。",
        ("rate", "part=406", "whole=420", "rate=96.7%"),
    ),
    "of those picked out": (
        "全镇在建工地27个，已安装扬尘在线监测设备的19个，占比70.4%。",
        ("share", "part=19", "whole=27", "share=70.4%"),
    ),
    "of what the sentence speaks of": (
        "网格员上报隐患信息5408条。隐患信息中，消防类2871条，占53.1%。",
        ("share", "part=2871", "whole=5408", "share=53.1%"),
    ),
    "one share beside another with a base of its own": (
        "共发生事故27起，死亡19人，道路运输18起、死亡12人，占事故总数的66.7%和死亡总数的63.2%。",
        ("share", "part=12", "whole=19", "share=63.2%"),
    ),
    "of a task": (
        "培训任务1200人，实际培训1268人，完成年度任务的105.7%。",
        ("rate", "part=1268", "whole=1200", "rate=105.7%"),
    ),
    "an average of what the sentence before counts": (
        "评估企业52家。检查营运车辆2640辆次，平均每家企业50.8辆次。",
        ("average", "total=2640", "count=52", "average=50.8"),
    ),
    "an average by the noun": (
        "全市476个社区共配备网格员2142名，平均每个社区配备4.5名。",
        ("average", "total=2142", "count=476", "average=4.5"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), RATES.values(), ids=RATES.keys())
def test_a_rate_or_share_is_of_the_figures_that_bear_it_out(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in claims(text)


def test_an_average_in_whole_numbers_is_rounded() -> None:
    text = "全区9个街道共消除隐患2316处，平均每个街道257处。"
    [found] = [claim for claim in narrative(text).claims if claim.kind == "average"]
    average = dict(found.roles)["average"].quantity
    assert average is not None
    assert Fraction(2316, 9) in average.possible()


SLIPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "the list goes on": (
        "投入3.86亿元，其中设备更新1.92亿元，占49.7%；隐患治理1.15亿元，占28.9%。",
        ("share", "part=1.15亿", "whole=3.86亿", "share=28.9%"),
    ),
    "of what had to be done": (
        "应检锅炉346台，已检锅炉318台，检验率97.7%。",
        ("rate", "part=318", "whole=346", "rate=97.7%"),
    ),
    "of those verified": (
        "受理群众举报156件，查实98件，查实率63.8%。",
        ("rate", "part=98", "whole=156", "rate=63.8%"),
    ),
    "the only number and the only total": (
        "全市476个社区共配备网格员2142名，平均每个社区配备5.4名。",
        ("average", "total=2142", "count=476", "average=5.4"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_where_words_alone_point_to_the_figures_a_slip_is_claimed(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected in claims(text)


BOUNDS = {
    "more than had to be done": ("应持证人员1284人，实际持证1297人。", True),
    "more than was planned": ("计划检查120家，目前检查135家。", False),
    "visits may be repeated": ("应检查矿山20座次，实际检查23座次。", False),
    "emergency is no obligation": ("应急演练20场，实际参加26场。", False),
}


@pytest.mark.parametrize(("text", "bound"), BOUNDS.values(), ids=BOUNDS.keys())
def test_what_had_to_be_done_is_a_bound_and_a_plan_is_none(text: str, bound: bool) -> None:
    assert any(claim[0] == "le" for claim in claims(text)) is bound
