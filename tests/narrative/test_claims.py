"""Relations that a text asserts, construct by construct, in sentences of our own."""

from __future__ import annotations

import pytest

from crossfoot.model.finding import BasisKind
from tests.narrative.narrative_reading import claims, narrative

CONSTRUCTS: dict[str, tuple[str, set[tuple[str, ...]]]] = {
    "fixed of found": (
        "全县共排查隐患60条，已整改57条。",
        {("le", "part=57", "whole=60")},
    ),
    "rate of two counts": (
        "截至6月底，累计发现问题隐患183个，完成整改171个，整改率93.4%。",
        {("le", "part=171", "whole=183"), ("rate", "part=171", "whole=183", "rate=93.4%")},
    ),
    "rate by its own name": (
        "抽检产品120批次，合格117批次，合格率97.5%。",
        {("le", "part=117", "whole=120"), ("rate", "part=117", "whole=120", "rate=97.5%")},
    ),
    "rate from what is left": (
        "道路交通领域，治理完成57处，完成率为93.44%，剩余4处正在施工。",
        {("rate", "part=57", "rest=4", "rate=93.44%")},
    ),
    "remainder": (
        "检查发现隐患61个，已整改57个，未整改4个。",
        {("le", "part=57", "whole=61"), ("remainder", "whole=61", "part=57", "rest=4")},
    ),
    "complete halves after 其中": (
        "共排查重大隐患16项，其中企业自查上报9项，部门检查发现7项。",
        {("sum", "part=9", "part=7", "whole=16")},
    ),
    "halves without 其中": (
        "检查发现隐患31处，当场整改20处，限期整改11处。",
        {("sum", "part=20", "part=11", "whole=31")},
    ),
    "the rest closes a list": (
        "全年发生火灾90起，其中住宅31起、厂房20起、其余39起。",
        {("sum", "part=31", "part=20", "part=39", "whole=90")},
    ),
    "a bracket breaks down": (
        "共摸排房屋640栋（城镇210栋、农村430栋）。",
        {("sum", "part=210", "part=430", "whole=640")},
    ),
    "one of which": (
        "全年发生事故35起，其中较大事故1起。",
        {("part_le_whole", "part=1", "whole=35")},
    ),
    "and so on": (
        "共检查企业300家，其中化工企业80家、粉尘涉爆企业60家等。",
        {("part_le_whole", "part=80", "part=60", "whole=300")},
    ),
    "total behind its parts": (
        "企业自查隐患9项，部门检查隐患7项，合计16项。",
        {("sum", "part=9", "part=7", "whole=16")},
    ),
    "deaths beside accidents": (
        "发生事故38起、死亡41人，其中道路交通30起、死亡33人，其他8起、死亡8人。",
        {("sum", "part=30", "part=8", "whole=38"), ("sum", "part=33", "part=8", "whole=41")},
    ),
    "all rectified": (
        "排查隐患32条，已全部完成整改。",
        {("all_fixed", "whole=32")},
    ),
    "all rectified at a rate": (
        "累计排查一般隐患63项，已全部完成整改，整改完成率100%。",
        {("all_fixed", "whole=63", "rate=100%")},
    ),
    "all rectified, papers between": (
        "检查发现安全隐患8处，下发整改通知单4份，现已全部整改到位。",
        {("all_fixed", "whole=8")},
    ),
    "change in number and per cent": (
        "全市发生事故38起，同比减少12起，下降24%。",
        {("yoy_percent", "current=38", "delta=12", "percent=24%")},
    ),
    "two changes respectively": (
        "发生事故38起、死亡41人，较去年同期分别减少12起、24人，分别下降24%和36.9%。",
        {
            ("yoy_percent", "current=38", "delta=12", "percent=24%"),
            ("yoy_percent", "current=41", "delta=24", "percent=36.9%"),
        },
    ),
    "from one to another": (
        "万车死亡率由3.2下降到2.8，降幅12.5%。",
        {("yoy_percent", "current=2.8", "previous=3.2", "percent=12.5%")},
    ),
    "both periods": (
        "今年发生事故47起，去年同期52起，减少5起。",
        {("yoy_count", "current=47", "previous=52", "delta=5")},
    ),
    "points between two rates": (
        "整改率由91.2%提高到93.4%，提高2.2个百分点。",
        {("diff", "first=93.4%", "second=91.2%", "difference=2.2")},
    ),
    "share of the total": (
        "全年共发生火灾200起，电气原因82起，占41%。",
        {("share", "part=82", "whole=200", "share=41%")},
    ),
    "shares respectively": (
        "全年共发生火灾200起、死亡10人。住宅火灾82起、死亡7人，分别占总起数和死亡总数的41%和70%。",
        {
            ("share", "part=82", "whole=200", "share=41%"),
            ("share", "part=7", "whole=10", "share=70%"),
        },
    ),
    "heading and body": (
        "我市整改隐患1.3万处\n截至目前，全市共整改隐患12658处。",
        {("repeat", "first=1.3万", "again=12658")},
    ),
    "a month within the months": (
        "3月，全市发生事故12起。1-3月，全市发生事故40起。",
        {("le", "part=12", "whole=40")},
    ),
    "numbered items add up": (
        (
            "上半年发生各类事故90起、死亡30人。\n1.道路交通60起、死亡20人。\n"
            "2.建筑施工20起、死亡8人。\n3.工矿商贸10起、死亡2人。"
        ),
        {
            ("sum", "part=60", "part=20", "part=10", "whole=90"),
            ("sum", "part=20", "part=8", "part=2", "whole=30"),
        },
    ),
    "average": (
        "全年检查企业96家，发现隐患384处，平均每家4处。",
        {("average", "total=384", "count=96", "average=4")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_a_construct_is_read_and_nothing_besides(text: str, expected: set[tuple[str, ...]]) -> None:
    assert claims(text) == expected


def test_a_claim_within_one_sentence_assumes_nothing() -> None:
    (claim,) = narrative("全县共排查隐患60条，已整改57条。").claims
    assert claim.basis.kind is BasisKind.ARITHMETIC


def test_a_claim_across_sentences_rests_on_scope() -> None:
    (claim,) = narrative("3月，全市发生事故12起。1-3月，全市发生事故40起。").claims
    assert claim.basis.kind is BasisKind.SCOPE
    assert claim.basis.zh
    assert claim.basis.en


def test_a_wrong_figure_is_claimed_all_the_same() -> None:
    right = claims("检查发现隐患61个，已整改57个，未整改4个。")
    wrong = claims("检查发现隐患61个，已整改57个，未整改9个。")
    assert {claim[0] for claim in right} == {claim[0] for claim in wrong}


def test_a_figure_knows_its_line_column_and_scope() -> None:
    text = "全年工作总结\n一、主要工作\n燃气领域，检查企业12家，发现隐患30处。"
    figures = narrative(text).figures
    assert [figure.text for figure in figures] == ["12", "30"]
    found = figures[1]
    assert (found.place.line, found.place.column) == (3, 18)
    assert found.scope == "燃气领域"
    assert found.what is not None
    assert "隐患" in found.what
    assert found.place.start is not None
    assert text[found.place.start : found.place.end] == "30"


def test_the_claims_cite_the_figures_of_the_narrative() -> None:
    result = narrative("累计发现问题隐患183个，完成整改171个，整改率93.4%。")
    known = {figure.id for figure in result.figures}
    assert all(figure.id in known for claim in result.claims for _, figure in claim.roles)
    assert [figure.id for figure in result.figures] == ["f1", "f2", "f3"]
